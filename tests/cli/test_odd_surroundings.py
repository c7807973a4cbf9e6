"""Every command in odd surroundings: a wrong address, variable, store or file is no bug of ours."""

import copy
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run
from varaamo_sync.errors import UsageError
from varaamo_sync.extras import EXTRAS
from varaamo_sync.model.addresses import origin_in
from varaamo_sync_cli.console.exits import Exit

ELSEWHERE = "https://varaamo.example.invalid"

ADDRESSES = (
    "https://[x]",
    "https://[::1",
    "https://[fe80::1%25eth0]",
    "https://a..b",
    "https://.fi",
    "https://-a.fi",
    "https://xn--a",
    "https://xn--.fi",
    "https://ä..fi",
    "https://１.fi",
    "https://%41.fi",
    "https://" + "a" * 64 + ".fi",
    "https://" + ".".join(["a" * 60] * 5),
    "https://999.1.1.1",
    "https://1.2.3.4.5",
    "https://a.fi:0",
    "https://a.fi:65536",
    "https://a.fi:-1",
    "https://a.fi:abc",
    "https://a\u2028.fi",
    "https://a\u0000.fi",
)
GOING = (
    ("whoami",),
    ("status",),
    ("plan",),
    ("pull",),
    ("push", "--yes"),
    ("unlock",),
    ("doctor",),
    ("conformance",),
)
"""Commands that go to a booking system."""


def _kept(ran: Ran) -> None:
    """Make sure that a command ended as one that knows what is wrong."""
    assert ran.code in {Exit.FINDINGS, Exit.USAGE, Exit.REFUSED, Exit.UNUSABLE}, ran
    assert "ohjelman virhe" not in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_is_none_is_told_everywhere(started: Path, cli: Run, url: str) -> None:
    """By ``--url``, in ``login`` and ``logout``, and as a target, which ``validate`` refuses."""
    for command, *options in GOING:
        _kept(cli(command, started, *options, "--url", url))
    _kept(cli("login", "--url", url))
    _kept(cli("logout", "--url", url))
    file = started / "catalogue.yaml"
    target = f"\ntargets:\n  x: {{url: {json.dumps(url)}}}\n"
    file.write_text(file.read_text(encoding="utf-8") + target, encoding="utf-8")
    checked = cli("validate", started, "--format", "json")

    assert Exit.FINDINGS == checked.code
    assert ["target-url"] == [found["rule"] for found in json.loads(checked.out)["findings"]]
    _kept(cli("status", started, "--target", "x"))


@pytest.mark.parametrize(
    "url",
    [
        "https://varaamo.hel.fi",
        "https://varaamo.hel.fi./",
        "https://a_b.example",
        "https://xn--mnk-nla.fi",
        "https://mänkä.fi",
        "http://127.0.0.1:8123",
        "http://[::1]:8123",
        "http://localhost",
        "https://VARAAMO.fi:443/",
    ],
)
def test_addresses_of_all_kinds_are_taken(url: str) -> None:
    """Names, numbers of both versions, ports, and letters beyond ASCII."""
    assert url.lower().startswith(origin_in(url))


@pytest.mark.usefixtures("english")
def test_the_client_says_so_too() -> None:
    """What a service hands in is tested at the same door."""
    from varaamo_sync.booking.client import VaraamoClient

    for url in ADDRESSES:
        with pytest.raises(UsageError, match=r"not (the|an) address"):
            VaraamoClient(url)


ENVIRONMENTS = (
    ("SSL_CERT_FILE", "/no/such/file"),
    ("SSL_CERT_FILE", "{folder}"),
    ("SSL_CERT_FILE", "{folder}/catalogue.yaml"),
    ("SSLKEYLOGFILE", "/no/such/folder/keys"),
    ("SSLKEYLOGFILE", "{folder}"),
    ("ALL_PROXY", "socks5://127.0.0.1:9"),
    ("ALL_PROXY", "socks5h://u:hunter2@127.0.0.1:9"),
    ("HTTPS_PROXY", "nonsense://u:hunter2@x"),
    ("HTTPS_PROXY", "http://u:hunter2@a..b"),
    ("VARAAMO_SYNC_URL", "https://[x]"),
)


@pytest.mark.parametrize(("variable", "value"), ENVIRONMENTS)
def test_a_wrong_environment_is_told(
    started: Path, cli: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """Certificates, logs of keys and proxies: a usage error that tells no password of a proxy."""
    for name in ("NO_PROXY", "no_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value.format(folder=started))
    monkeypatch.setenv("VARAAMO_SYNC_SESSION", "abc")
    for command, *options in (each for each in GOING if each != ("unlock",)):
        ran = cli(command, started, *options, "--url", ELSEWHERE)
        _kept(ran)
        assert "hunter2" not in ran.out + ran.err
    assert Exit.DONE == cli("plan", started, "--sandbox").code or variable == "VARAAMO_SYNC_URL"


STORES = (
    "postgresql://h:abc/x",
    "postgresql://h:99999999/x",
    "postgresql://h:-1/x",
    "sqlite:///{folder}/a?b.db",
    "sqlite:///{folder}/a.db?timeout=abc",
    "sqlite:///{folder}/a\u0000.db",
    "sqlite:///{folder}",
    "sqlite://host/a.db",
    "mysql://h/x",
    "://",
    "x",
)


@pytest.mark.parametrize("store", STORES)
@pytest.mark.usefixtures("english")
def test_a_store_that_cannot_be_is_told(started: Path, cli: Run, store: str) -> None:
    """Whatever ``--store`` says: refused, with the form that an address has."""
    for command, *options in (("plan",), ("push", "--yes"), ("status", "--record"), ("unlock",)):
        ran = cli(command, started, "--sandbox", *options, "--store", store.format(folder=started))
        assert Exit.REFUSED == ran.code, ran
        assert "fix:" in ran.err
    assert [] == [path.name for path in started.iterdir() if path.suffix == ".db"]


@pytest.mark.usefixtures("english")
def test_a_store_in_a_folder_that_is_not_there_is_one_to_look_at(started: Path, cli: Run) -> None:
    """Who looks needs no store, and makes none; who writes is refused."""
    store = f"sqlite:///{started}/no/a.db"

    assert Exit.DONE == cli("plan", started, "--sandbox", "--store", store).code
    pushed = cli("push", started, "--sandbox", "--yes", "--store", store)
    assert Exit.REFUSED == pushed.code
    assert "fix:" in pushed.err
    assert not (started / "no").exists()


@pytest.mark.parametrize("name", ["a?b", "a%20b", "a#b", "a b", "100%25", "ä:b@c"])
@pytest.mark.usefixtures("english")
def test_folders_may_have_any_name(tmp_path: Path, cli: Run, name: str) -> None:
    """State is kept beside the catalogue, whatever an address would take its folder's name for."""
    folder = tmp_path / "x" / name
    cli("init", folder)
    assert Exit.DONE == cli("push", folder, "--sandbox", "--yes").code

    assert [name] == [path.name for path in folder.parent.iterdir()]
    assert (folder / ".varaamo-sync" / "state.db").is_file()
    assert "Plan: 4 unchanged." in cli("plan", folder, "--sandbox").out


JSONS = (
    '{"format": 1, "format": 1, "a": [1,}',
    '{"a": 1, "a": 2',
    '{"a": {"b": 1, "b": 2}} x',
    '{"a": 1, "a": tru}',
    '{"a": [{"b": 1, "b": 2}], "c": "\\x"}',
    '{"a": 1, "a": 2, "b": ' + "[" * 100_000,
    "[" * 200_000,
    '{"a": 1, "a": NaN}',
    '[{"a": 1, "a": 2}]',
    '{"a": "\\ud800", "a": 1}',
)


@pytest.mark.parametrize("text", JSONS)
def test_json_that_is_broken_twice_is_told(started: Path, cli: Run, text: str) -> None:
    """As a file of rooms, reference data, a baseline or a saved plan."""
    for name in ("x.json", "reference.json"):
        (started / name).write_text(text, encoding="utf-8")
        _kept(cli("validate", started))
        (started / name).unlink()
    other = started.parent / "other.json"
    other.write_text(text, encoding="utf-8")
    _kept(cli("validate", started, "--baseline", other))
    _kept(cli("push", started, "--sandbox", "--yes", "--plan", other))


def _changed(saved: Any, path: tuple[str, ...]) -> Iterator[Any]:
    for value in (None, [[]], {"a": []}, 7, "x", ...):
        changed = copy.deepcopy(saved)
        inside = changed
        for step in path[:-1]:
            inside = inside[step]
        if value is ...:
            del inside[path[-1]]
        else:
            inside[path[-1]] = value
        yield changed


def test_a_saved_plan_that_was_edited_is_told(started: Path, cli: Run) -> None:
    """Without a key, or with another kind of value, it is no saved plan or fits no more."""
    file = started.parent / "plan.json"
    cli("plan", started, "--sandbox", "--out", file)
    saved = json.loads(file.read_text(encoding="utf-8"))
    paths = [("format_version",), ("options",), ("rests_on",)]
    paths += [(head, key) for head in ("options", "rests_on") for key in saved[head]]
    for path in paths:
        for changed in _changed(saved, path):
            file.write_text(json.dumps(changed), encoding="utf-8")
            ran = cli("push", started, "--sandbox", "--plan", file)
            assert ran.code in {Exit.USAGE, Exit.REFUSED}, (path, ran)


@pytest.mark.usefixtures("english")
def test_places_that_cannot_be_written_are_told(
    started: Path, cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that cannot be kept, and files that cannot be written, are usage errors."""
    monkeypatch.setenv("XDG_STATE_HOME", str(started / "catalogue.yaml"))
    _kept(cli("whoami", started, "--url", ELSEWHERE))
    from varaamo_sync_cli.workspace.access import credentials

    with pytest.raises(UsageError, match="cannot be kept"):
        credentials._write(started / "catalogue.yaml" / "x" / "sessions.json", {})
    for place in ("/no/such/folder/x.json", str(started), "x" * 300):
        assert Exit.USAGE == cli("plan", started, "--sandbox", "--out", place).code


ENCODINGS = ("UTF-7", "bogus", "utf-16", "shift_jis", "idna", "base64", "undefined", "")


def test_encodings_that_nobody_knows_are_told(started: Path, cli: Run) -> None:
    """A workbook whose XML names any encoding is read, or told to be broken."""
    sound, odd = started.parent / "sound.xlsx", started.parent / "odd.xlsx"
    cli("export", started, "--out", sound)
    with zipfile.ZipFile(sound) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"):
        for encoding in ENCODINGS:
            head = f"<?xml version='1.0' encoding='{encoding}'?>".encode()
            with zipfile.ZipFile(odd, "w") as package:
                for name, data in parts.items():
                    bare = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
                    package.writestr(name, head + bare if name == part else data)
            ran = cli("import", odd, "--unit", "NUP", "--into", started, "--dry-run")
            assert ran.code in {Exit.DONE, Exit.FINDINGS}, (part, encoding, ran)


WITHOUT = """
import json, sys
for name in {missing!r}:
    sys.modules[name] = None
from varaamo_sync_cli.main import run
for arguments in json.loads(sys.argv[1]):
    sys.stderr.write(f"code {{run(arguments)}}\\n")
"""


@pytest.mark.parametrize("extra", EXTRAS)
@pytest.mark.usefixtures("english")
def test_what_is_not_installed_is_named(started: Path, cli: Run, extra: str) -> None:
    """Without an optional part, each command that needs it says how to install it."""
    book, port = started.parent / "book.xlsx", 8123
    cli("export", started, "--out", book)
    other, folder = started.parent / "other.xlsx", str(started)
    commands: dict[str, list[list[object]]] = {
        "sheets": [
            ["template", other, "--unit", "NUP"],
            ["import", book, "--unit", "NUP", "--into", folder, "--dry-run"],
            ["annotate", book, "--unit", "NUP", "--out", other],
            ["export", folder, "--out", other],
            ["translations", "export", folder, "--to", "sv", other],
            ["translations", "import", book, "--into", folder],
        ],
        "sandbox": [
            ["sandbox", "serve", "--path", folder, "--port", port],
            ["sandbox", "reset", "--path", folder],
            ["sandbox", "hours", "nup-sali", "--path", folder],
            ["plan", folder, "--sandbox"],
            ["conformance", folder, "--sandbox"],
        ],
        "board": [["serve", folder, "--sandbox", "--port", 0]],
        "slides": [["report", folder, "--sandbox", "--out", other.with_suffix(".pptx")]],
        "postgres": [["plan", folder, "--sandbox", "--store", "postgresql://h/x"]],
        "keyring": [["validate", folder], ["doctor", folder, "--sandbox"]],
        "telemetry": [["doctor", folder, "--sandbox"]],
        "procrastinate": [
            ["worker", "--once", "--store", "postgresql://h/x"],
            *(
                ["schedule", "add", "yö", folder, "--sandbox", *when, "--store", "sqlite:///x.db"]
                for when in (("--cron", "0 3 * * *"), ("--at", "3"))
            ),
        ],
    }
    arguments = json.dumps([[str(word) for word in command] for command in commands[extra]])
    script = WITHOUT.format(missing=EXTRAS[extra])
    ran = subprocess.run(
        [sys.executable, "-c", script, arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=started.parent,
    )
    codes = {int(code) for code in re.findall(r"^code (\d+)$", ran.stderr, re.MULTILINE)}

    if extra in ("keyring", "telemetry"):  # no command needs them
        assert codes <= {Exit.DONE, Exit.FINDINGS}
    else:
        assert len(commands[extra]) == ran.stderr.count(f"pip install 'varaamo-sync[{extra}]'")
        assert codes <= {Exit.USAGE, Exit.REFUSED}
