import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_status import broken_lines
from tests.clock import now, wait_until
from tests.program import PROGRAM
from varaamo_sync.sandbox import Sandbox, running


def test_a_new_catalogue_is_valid_and_can_be_pushed(cli: Run, started: Path) -> None:
    """What ``init`` makes, once answered, passes the checks; a push publishes a room per unit."""
    assert 0 == cli("validate", started, "--level", "publish").code
    pushed = cli("push", started, "--sandbox", "--format", "json", "--quiet")

    outcomes = json.loads(pushed.out)
    assert (0, True) == (pushed.code, outcomes["complete"])
    assert [True] * 4 == [room["published"] for room in outcomes["rooms"]]


def test_a_new_catalogue_states_no_price_and_no_way_in(cli: Run, tmp_path: Path) -> None:
    """What nobody has said is named, and its rooms are drafts until somebody says it."""
    cli("init", tmp_path / "uusi")
    checked = json.loads(cli("validate", tmp_path / "uusi", "--format", "json").out)
    planned = json.loads(cli("plan", tmp_path / "uusi", "--sandbox", "--format", "json", "-q").out)
    shown = cli("plan", tmp_path / "uusi", "--sandbox", "-q", "--full").out

    assert {("access-missing", "warning"), ("price-missing", "warning")} == {
        (finding["rule"], finding["severity"]) for finding in checked["findings"]
    }
    assert [None] * 4 == [room["publish"] for room in planned["rooms"]]
    assert 4 == shown.count("hinta puuttuu; sisäänpääsy puuttuu; 1–20 henkilöä")


@pytest.mark.parametrize(
    ("lang", "said"), [("fi", "on esimerkki"), ("sv", "ett exempel"), ("en", "an example")]
)
def test_an_example_is_pushed_to_no_real_varaamo(
    cli: Run, started: Path, lang: str, said: str
) -> None:
    """A push of the example is refused with words before anybody is called, whatever allows it."""
    named = started / "catalogue.yaml"
    text = named.read_text(encoding="utf-8")
    target = "targets: {testi: {url: 'https://varaamo.example.invalid'}}\n"
    named.write_text(f"{text}\n{target}", encoding="utf-8")
    for where in (("--url", "https://varaamo.example.invalid"), ("--target", "testi")):
        ran = cli("push", started, *where, "--yes", "--lang", lang)

        assert (5, "") == (ran.code, ran.out)
        assert said in ran.err
        assert "catalogue.yaml" in ran.err


@pytest.mark.usefixtures("english")
def test_a_second_push_changes_nothing(cli: Run, helsinki: Path) -> None:
    """Pushing twice is pushing once: the second push plans nothing and sends nothing."""
    cli("push", helsinki, "--sandbox", "--on-conflict", "ours", "--quiet")
    planned = cli("plan", helsinki, "--sandbox", "--exit-code", "--format", "json")
    again = cli("push", helsinki, "--sandbox", "--quiet")

    assert 0 == planned.code, planned.out
    assert "No changes: nothing was sent." in again.out


def test_pending_changes_have_an_exit_code(cli: Run, started: Path) -> None:
    """``plan --exit-code`` ends with 3 when a push would send something."""
    assert 3 == cli("plan", started, "--sandbox", "--exit-code").code
    assert 0 == cli("plan", started, "--sandbox").code


def test_unready_rooms_are_named_and_the_push_ends_with_1(cli: Run, helsinki: Path) -> None:
    """A push that goes well but leaves out unready rooms says which, and ends with 1."""
    pushed = cli("push", helsinki, "--sandbox", "--quiet", "--lang", "en")

    assert 1 == pushed.code
    assert "a draft until fixed: 2 rooms – missing: name sv, en · description sv, en" in pushed.out
    assert "Not sent at all: 1 room – Varaamo does not know the room type: Koskela" in pushed.out


def test_every_stage_of_the_example_has_members(cli: Run, helsinki: Path) -> None:
    """After a push and some opening hours the example shows every stage and earlier rooms."""
    cli("push", helsinki, "--sandbox", "--on-conflict", "ours", "--quiet")
    before = json.loads(cli("status", helsinki, "--sandbox", "--format", "json").out)
    assert 0 == cli("sandbox", "hours", "nup-arabia-sali", "--path", helsinki).code
    after = json.loads(cli("status", helsinki, "--sandbox", "--format", "json").out)

    total = after["total"]
    assert min(total[stage] for stage in ("prepared", "in_progress", "ready", "earlier")) > 0
    assert total["earlier_viewable"] == 3
    assert after["units"]["NUP"]["ready"] == before["units"]["NUP"]["ready"] + 1
    assert total["total"] == sum(
        total[stage] for stage in ("prepared", "in_progress", "ready", "earlier", "unknown")
    )


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("fi", "Valmistelussa"), ("sv", "Under beredning"), ("en", "Prepared")],
)
def test_the_table_speaks_three_languages(cli: Run, started: Path, lang: str, heading: str) -> None:
    """Headings and names of service units come in the language that was asked for."""
    shown = cli("status", started, "--sandbox", "--lang", lang)

    assert heading in shown.out
    assert max(map(len, broken_lines(shown.out))) <= 100


def test_looking_needs_no_login(cli: Run, started: Path, tmp_path: Path) -> None:
    """Plan and status work without a session; what needs one is named as not compared."""
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=now)
    with running(sandbox) as url:
        planned = cli("plan", started, "--url", url)
        shown = cli("status", started, "--url", url)
        refused = cli("push", started, "--url", url, "--yes")
    sandbox.close()

    assert (0, 0) == (planned.code, shown.code)
    assert 6 == refused.code
    assert "Kirjautuminen puuttuu" in refused.err


def test_only_the_venues_without_rights_are_refused(
    cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights are checked per venue before the first write; other venues go on."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "venue-admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "venue-admin")
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=now)
    with running(sandbox) as url:
        pushed = cli("push", started, "--url", url, "--yes", "--format", "json")
    sandbox.close()

    statuses = [room["status"] for room in json.loads(pushed.out)["rooms"]]
    assert 4 == pushed.code
    assert ["done", "failed", "failed", "failed"] == sorted(statuses)


@pytest.mark.usefixtures("english")
def test_the_command_to_go_on_does_the_same_again(
    cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What narrows or widens a push is in the command to go on; a password of a store is not."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "venue-admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "venue-admin")
    given = ["--unit", "kir", "--unit", "NUP", "--on-conflict", "ours", "--allow", "NUP=3"]
    store = f"sqlite:///{tmp_path}/a.db"
    with Sandbox(tmp_path / "sandbox.db", clock=now) as sandbox, running(sandbox) as url:
        ran = cli("push", started, "--url", url, "--yes", *given, "--store", store)

    given[1] = "KIR"
    again = f"varaamo-sync push {started} --url {url} {' '.join(given)} --store {store}"
    assert f"To go on: {again}\n" in ran.err


@pytest.mark.usefixtures("english")
def test_credentials_never_go_where_only_a_file_points(
    cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A target of catalogue.yaml gets no credentials unless VARAAMO_SYNC_URL names its host."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=now)
    with running(sandbox) as url:
        text = (started / "catalogue.yaml").read_text(encoding="utf-8")
        (started / "catalogue.yaml").write_text(
            f"{text}\ntargets: {{local: {{url: '{url}'}}}}\n", encoding="utf-8"
        )
        withheld = cli("push", started, "--target", "local", "--yes")
        monkeypatch.setenv("VARAAMO_SYNC_URL", url)
        allowed = cli("push", started, "--target", "local", "--yes")
    sandbox.close()

    assert 6 == withheld.code
    assert "are not sent" in withheld.err
    assert 0 == allowed.code, allowed.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["plan", "."], 2, "No booking system is named"),
        (["plan", ".", "--target", "tuotanto"], 2, "no target “tuotanto”"),
        (["plan", ".", "--sandbox", "--url", "http://localhost"], 2, "Keep one of --sandbox"),
        (["plan", ".", "--url", "varaamo"], 2, "not the address"),
        (["plan", ".", "--url", "http://varaamo.example.invalid"], 2, "plain HTTP"),
        (["plan", ".", "--url", "http://127.0.0.1:9"], 6, "cannot be reached"),
        (["plan", "missing", "--sandbox"], 2, "missing"),
        (["stauts"], 2, "Did you mean status"),
        (["sandbox", "hours", "no-such-key"], 2, "no-such-key"),
    ],
)
@pytest.mark.usefixtures("english")
def test_errors_say_what_and_how_to_mend_it(
    cli: Run,
    started: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    """Each way to go wrong ends with its exit code and words, never with a traceback."""
    monkeypatch.chdir(started)
    ran = cli(*arguments)

    assert code == ran.code
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_push_without_a_terminal_needs_yes(
    cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anything but the sandbox is asked for, and refused where nobody can answer."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=now)
    with running(sandbox) as url:
        refused = cli("push", started, "--url", url)
    sandbox.close()

    assert 5 == refused.code
    assert "--yes" in refused.err


@pytest.mark.usefixtures("running_clock")
def test_a_server_that_dies_in_the_middle_leaves_a_way_on(
    helsinki: Path, tmp_path: Path, cli: Run
) -> None:
    """Killing the server during a push gives 4 or 6 and the command to go on, no traceback."""
    data = tmp_path / "served.db"
    port = _free_port()
    serve = [*PROGRAM, "sandbox", "serve", "--data", str(data), "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"VARAAMO_SYNC_USERNAME": "admin", "VARAAMO_SYNC_PASSWORD": "admin"}
    environment["VARAAMO_SYNC_SETTLE_SECONDS"] = "1"
    server = subprocess.Popen(serve, stderr=subprocess.DEVNULL)
    try:
        _wait_for(url)
        push = subprocess.Popen(
            [*PROGRAM, "push", str(helsinki), "--url", url, "--yes", "--quiet"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        _wait_for_rooms(url)
        server.kill()
        out, err = push.communicate(timeout=90)
    finally:
        server.kill()
        server.wait()

    assert push.returncode in (4, 6), err
    assert "Traceback" not in out + err
    assert "varaamo-sync push" in err or "fix:" in err


def _free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(url: str) -> None:
    import httpx

    def answers() -> bool:
        try:
            httpx.get(f"{url}/csrf/")
        except httpx.HTTPError:
            return False
        return True

    wait_until(answers)


def _wait_for_rooms(url: str) -> None:
    """Wait until the push has begun to store rooms."""
    import httpx

    def count() -> int:
        query = "{ reservationUnits { totalCount } }"
        answer = httpx.get(f"{url}/graphql/", params={"query": query}, timeout=30).json()
        return int(answer["data"]["reservationUnits"]["totalCount"])

    first = count()
    wait_until(lambda: count() > first + 3)
