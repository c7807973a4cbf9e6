"""``hours status``: which rooms have no opening hours, why, and who may see the token."""

import contextlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import ROOT, Run
from tests.clock import now
from varaamo_sync.hours import (
    CreatePeriod,
    DatePeriod,
    ReadResources,
    ResourceId,
    ResourceState,
    Why,
)
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.model import LANGS, Catalogue, Lang, Target
from varaamo_sync.sandbox import Sandbox, SandboxTransport, running
from varaamo_sync.words import Theme
from varaamo_sync_cli.main import run
from varaamo_sync_cli.workspace.access.hours_system import (
    SANDBOX_HOURS,
    SANDBOX_TOKEN,
    hours_address,
    hours_api,
)
from varaamo_sync_cli.workspace.access.targets import Choice, Use

FILE = """\
format: 1
service_unit: NUP
defaults:
  access: [{type: unrestricted}]
  pricing: [{free: true}]
venues:
  - tprek: demo-001
    name: {fi: Arabian nuorisotalo}
    rooms:
"""
ROOM = "      - {{key: {key}, name: {{fi: {name}}}, type: Monitoimitila, wanted: draft}}\n"
STATES = (ResourceState.OPEN, ResourceState.CLOSED, None)
SECRET = "5" * 40


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Push three drafts to the sandbox once, and give two of them periods."""
    folder = tmp_path_factory.mktemp("hours") / "catalogue"
    with contextlib.redirect_stdout(io.StringIO()):
        folder.mkdir()
        (folder / "catalogue.yaml").write_text("format: 1\nid: nuta\n", "utf-8")
        rooms = "".join(ROOM.format(key=f"nup-{n}", name=f"Huone {n}") for n in range(3))
        (folder / "nup.yaml").write_text(FILE + rooms, "utf-8")
        assert run(["push", str(folder), "--sandbox", "--yes", "--quiet"]) in (0, 1)
    with (
        Sandbox(folder / ".varaamo-sync" / "sandbox.db", clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        HoursClient(SANDBOX_HOURS, token=SANDBOX_TOKEN, transport=transport) as api,
    ):
        for number, state in enumerate(STATES):
            uuid = sandbox._database.value(
                "SELECT extUuid FROM reservationUnit WHERE nameFi = ?", f"Huone {number}"
            )
            id = ResourceId.of_room(uuid)
            pk = api.execute(ReadResources((id,))).found[id].pk
            if state is not None:
                name = {"fi": "Remontti"}
                period = DatePeriod(resource=pk, name=name, resource_state=state)  # type: ignore[arg-type]
                api.execute(CreatePeriod(period))
    return folder


@pytest.fixture
def pushed(once: Path, tmp_path: Path) -> Path:
    """Give a copy of the catalogue with its sandbox."""
    return Path(shutil.copytree(once, tmp_path / "catalogue"))


def test_each_room_is_told_with_its_reason(pushed: Path, cli: Run) -> None:
    """Rooms are grouped by the reason, each with what is to be done; then what to type next."""
    ran = cli("hours", "status", pushed, "--sandbox", "--lang", "fi")

    assert 0 == ran.code
    assert (
        "Varattavia aikoja on lähiviikkoina 0 tilalla. Varaamossa on 3 luettelon tilaa." in ran.out
    )
    for told in (
        "Aukioloaikoja ei ole koskaan asetettu (1 tila)",
        "Aukioloajat ovat tyyppiä, jota ei voi varata (1 tila)",
        "Kaikki jaksot ovat suljettuja (1 tila)",
        "(nup-0), Arabian nuorisotalo: auki",
        "varaamo-sync status",
    ):
        assert told in ran.out


def test_hours_that_only_the_catalogue_has_are_told(pushed: Path, cli: Run) -> None:
    """Nobody types into Hauki what a push takes there: the room says so, and what is next."""
    file = pushed / "nup.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("wanted: draft", "wanted: draft, hours: {mon: 8-16}"), "utf-8")
    told = cli("hours", "status", pushed, "--sandbox", "--lang", "fi").out

    assert 2 == told.count(": luettelon aukioloaikoja ei ole viety")
    assert 2 == told.count("→ Tilaluettelon pitäjä vie luettelon aukioloajat")
    assert "Toimipiste asettaa tilan aukioloajat" not in told
    assert "varaamo-sync hours plan" in told


def test_nothing_is_read_twice(pushed: Path, cli: Run) -> None:
    """Why rooms have no hours, and which hours the catalogue dropped, rest on one reading."""
    told = cli("hours", "status", pushed, "--sandbox", "-vv").err

    assert [1, 1] == [told.count(f"{name}, try 1") for name in ("HoursResources", "HoursPeriods")]


def test_json_keeps_to_its_schema(pushed: Path, cli: Run) -> None:
    """Every value that a program reads is described."""
    found: Any = json.loads(
        cli("hours", "status", pushed, "--sandbox", "--format", "json", "--lang", "en").out
    )
    text = (ROOT / "schemas" / "hours-status.schema.json").read_text("utf-8")
    schema = json.loads(text)

    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)
    assert ["only_ignored", "only_closed", "never"] == [room["why"] for room in found["rooms"]]
    known = set(schema["properties"]["rooms"]["items"]["properties"]["why"]["enum"])
    assert {str(why) for why in Why} - {"not_in_varaamo"} == known


def test_what_opens_a_room_of_the_sandbox_is_told(pushed: Path, cli: Run) -> None:
    """``sandbox hours``, which ``status`` tells to type, changes what ``hours status`` says."""
    why: list[Any] = []
    for options in ((), ("--closed",)):
        assert 0 == cli("sandbox", "hours", "nup-2", "--path", pushed, *options).code
        asked = cli("hours", "status", pushed, "--sandbox", "--format", "json")
        rooms = json.loads(asked.out)["rooms"]
        why.append({room["room"]: room["why"] for room in rooms}.get("nup-2"))

    assert ["has_hours", "only_closed"] == why


@pytest.mark.parametrize("lang", LANGS)
def test_markdown_has_a_table_for_each_reason(pushed: Path, cli: Run, lang: Lang) -> None:
    """In each language there are as many tables as reasons."""
    out = cli("hours", "status", pushed, "--sandbox", "--format", "markdown", "--lang", lang).out

    assert 3 == out.count("| --- | --- | --- | --- |")
    assert "sandbox.localhost" not in out
    assert Theme("commands/hours")("why.never", lang) in out


def test_it_needs_an_address(pushed: Path, cli: Run) -> None:
    """Without an opening-hours system it is told how one is named."""
    ran = cli("hours", "status", pushed, "--url", "https://varaamo.example", "--lang", "en")

    assert 2 == ran.code
    assert "No opening-hours system is named" in ran.err


def test_the_address_that_is_nearest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was typed goes before the target's, the target's before that of the environment."""
    monkeypatch.setenv("VARAAMO_SYNC_HOURS_URL", "https://env.example")
    target = Target(url="https://v.example", hours_url="https://target.example")
    catalogue = Catalogue(id="x", targets={"a": target}, default_target="a")
    named = Choice(target="a")

    assert "https://typed.example" == hours_address(named, catalogue, url="https://typed.example")
    assert "https://target.example" == hours_address(named, catalogue)
    assert "https://env.example" == hours_address(Choice(url="https://v.example"), catalogue)


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Set a token in the environment."""
    monkeypatch.setenv("VARAAMO_SYNC_HOURS_TOKEN", SECRET)
    return SECRET


@pytest.mark.parametrize(
    ("home", "typed", "has_token"),
    [
        (None, None, False),
        (None, "https://hauki.example", True),
        ("https://hauki.example", None, True),
        ("https://other.example", None, False),
        ("https://other.example", "https://hauki.example", False),
    ],
)
def test_a_catalogue_does_not_choose_where_the_token_goes(
    tmp_path: Path,
    token: str,
    monkeypatch: pytest.MonkeyPatch,
    home: str | None,
    typed: str | None,
    has_token: bool,
) -> None:
    """It goes to the host of the environment, else to one that is typed, and to no other."""
    if home is not None:
        monkeypatch.setenv("VARAAMO_SYNC_HOURS_URL", home)
    target = Target(url="https://v.example", hours_url="https://hauki.example")
    catalogue = Catalogue(id="x", targets={"a": target}, default_target="a")
    with hours_api(Choice(), catalogue, tmp_path, Use.WRITE, url=typed) as api:
        assert has_token == api.has_token
    with hours_api(Choice(), catalogue, tmp_path, Use.LOOK, url=typed) as api:
        assert not api.has_token
    assert token == SECRET


def test_a_looking_command_sends_no_token(token: str) -> None:
    """A client without a token has no header of that kind."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"count": 0, "next": None, "results": []})

    with HoursClient("https://h.example", transport=httpx.MockTransport(answer)) as api:
        api.execute(ReadResources((ResourceId.of_venue("1"),)))

    assert "Authorization" not in sent[0].headers
    assert token not in repr(sent[0].headers)


def test_each_venue_has_its_link(pushed: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One address opens the rooms of a venue that lack hours; the system is named with its path."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
    file = pushed / ".varaamo-sync" / "sandbox.db"
    with Sandbox(file, clock=now) as sandbox, running(sandbox) as url:
        place = (pushed, "--url", url, "--hours-url", f"{url}/hauki")
        told = json.loads(cli("hours", "status", *place, "--format", "json").out)
        (link,) = told["links"]
        shown = [
            cli("hours", "status", *place, "--format", form, "--lang", "fi").out
            for form in ("text", "markdown")
        ]

    assert ["nup-0", "nup-1", "nup-2"] == link["rooms"]
    assert f"{url}/v1/edit_opening_hours/?reservation_units=" in link["link"]
    assert all(link["link"] in text for text in shown)
    assert f"{url}/hauki" in shown[0].splitlines()[0]
    assert f"--full --hours-url {url}/hauki" in shown[0]
