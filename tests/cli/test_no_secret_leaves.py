"""Secrets in every place that takes one, every command: none is printed, logged or written."""

import io
import json
import logging
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cli.conftest import Run
from tests.cli.echoing import ANSWERS, answering
from tests.cli.every_command import CASES, Bytes, World, make_world, run_in
from tests.clock import now
from varaamo_sync.errors import LockHeld
from varaamo_sync.store import Store
from varaamo_sync_cli.workspace.access.push_lock import lock_of

SECRET = "Zq7merkitty0salaisuus8841Zq7"
MARK = "Zq7"
DEAD = "127.0.0.1:9"

SETTINGS: Mapping[str, dict[str, str]] = {
    "session": {"SESSION": SECRET},
    **{
        f"session ending with {end!r}": {"SESSION": f"{SECRET}{end}"}
        for end in ("\n", "\r\n", " ", "\t", "\n\n")
    },
    **{
        f"session with {odd!r}": {"SESSION": f"{SECRET}{odd}{SECRET}"}
        for odd in ("\n", "\r", " ", "ä", "\x1b", ";", "\udcff")
    },
    "password": {"USERNAME": "aino", "PASSWORD": SECRET},
    "password with a line end": {"USERNAME": "aino\n", "PASSWORD": f"{SECRET}\r\n"},
    "password with a control sign": {"USERNAME": "aino", "PASSWORD": f"{SECRET}\x1b"},
    "password alone": {"PASSWORD": SECRET},
    "address": {"URL": f"https://aino:{SECRET}@varaamo.example"},
    "address without host": {"URL": f"https://aino:{SECRET}"},
    "store": {"STORE": f"postgresql://aino:{SECRET}@{DEAD}/state?connect_timeout=1"},
    "store with more than one @": {"STORE": f"postgresql://aino:x@{SECRET}@{DEAD}/state"},
    "store without host": {"STORE": f"postgresql://aino:{SECRET}"},
    "store by query": {"STORE": f"postgresql://{DEAD}/state?password={SECRET}&connect_timeout=1"},
    "store by words": {"STORE": f"host=127.0.0.1 port=9 user=aino password={SECRET}"},
    "store of another kind": {"STORE": f"mysql://aino:{SECRET}@{DEAD}/state"},
    "store in SQLite": {"STORE": f"sqlite://aino:{SECRET}@/state.db"},
}
"""Settings of the environment that hold the secret, by what they are like."""

KINDS = [
    [name for name in SETTINGS if name.split()[0] == kind]
    for kind in ("session", "password", "address", "store")
]
TOGETHER = [
    [names[number % len(names)] for names in KINDS] for number in range(max(map(len, KINDS)))
]
"""Settings of every kind at once, until each one was there."""

STORES = [setting["STORE"] for setting in SETTINGS.values() if "STORE" in setting]
FEW = (
    "whoami text",
    "plan saved",
    "push with events",
    "status json",
    "doctor json",
    "conformance json",
)
"""Commands of every kind, for servers that are asked again and again."""

AT_A_SERVER = [name for name, case in CASES.items() if "--sandbox" in case.arguments.split()]
GIVEN_ONE = [name for name, case in CASES.items() if "URL" in case.arguments and name != "login"]
DEMOS = [name for name, case in CASES.items() if case.arguments.startswith("demo")]
"""Each plays a story of a second, with a catalogue, a store and a sandbox of its own."""
ALONE = sorted(CASES.keys() - {"login", *AT_A_SERVER, *GIVEN_ONE, *DEMOS})
STORING = ["plan", "push", "pull", "status", "history", "doctor", "unlock"]
WITH_STORE = [name for name in AT_A_SERVER if name.split()[0] in STORING]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Make a world once; each run gets a copy."""
    nowhere = "http://127.0.0.1:9"
    return make_world(tmp_path_factory.mktemp("world"), nowhere, nowhere)


@dataclass
class Watch:
    """Runs commands, and keeps where the secret stood afterwards.

    Attributes:
        found: Command, and where it told the secret.
        codes: Exit codes by command.
    """

    world: World
    log: io.StringIO
    found: list[tuple[str, str]] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)

    def run(self, name: str, words: list[str], *, mark: str = MARK) -> Bytes:
        """Run a command with all there is to log, and look through all that it left."""
        self.log.truncate(0)
        ran = run_in("utf-8", [*words, "-vv"])
        self.codes[name] = ran.code
        left = {"stdout": ran.out, "stderr": ran.err, "log": self.log.getvalue().encode()}
        left |= {file.name: content(file) for file in written(self.world)}
        self.found += [(name, place) for place, data in left.items() if mark.encode() in data]
        return ran


def written(world: World) -> Iterator[Path]:
    """Yield what commands write: results, and the folder of local state."""
    for folder in (world.out, world.here / ".varaamo-sync"):
        yield from (file for file in folder.rglob("*") if file.is_file())


def content(file: Path) -> bytes:
    """Return what a file holds, a workbook unpacked."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            return b"".join(map(book.read, book.namelist()))
    return file.read_bytes()


@pytest.fixture
def watch(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Give what runs commands and listens to every logger."""
    monkeypatch.setenv("VARAAMO_SYNC_DEBUG", "1")
    monkeypatch.setenv("VARAAMO_SYNC_SETTLE_SECONDS", "0")
    log = io.StringIO()
    handler, root = logging.StreamHandler(log), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield Watch(world, log)
    root.removeHandler(handler)
    root.setLevel(before)


def put(monkeypatch: pytest.MonkeyPatch, setting: Mapping[str, str]) -> None:
    """Set the environment."""
    for name, value in setting.items():
        monkeypatch.setenv(f"VARAAMO_SYNC_{name}", value)


def at(world: World, name: str, url: str) -> list[str]:
    """Return the words of a command that goes to a server instead of the sandbox."""
    words = world.words(CASES[name])
    place = words.index("--sandbox")
    return [*words[:place], "--url", url, *words[place + 1 :], *(["--yes"] * words.count("push"))]


def every_other(names: list[str], number: int) -> list[str]:
    """Return half of some commands; over two secrets of a kind, each command meets one."""
    return names[number % 2 :: 2]


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_command_tells_a_secret_of_the_environment(
    setting: str, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command, against a server that gives everything back: no secret, and no crash.

    Each command meets secrets of every kind: session, password, address, store.
    """
    put(monkeypatch, SETTINGS[setting])
    with answering("rejected") as server:
        for name in every_other(AT_A_SERVER, list(SETTINGS).index(setting)):
            watch.run(name, at(watch.world, name, server.url))
        for name in GIVEN_ONE:
            words = replace(watch.world, url=server.url).words(CASES[name])
            watch.run(name, words)

    assert [] == watch.found
    assert [] == [name for name, code in watch.codes.items() if code == 70]


@pytest.mark.parametrize("settings", TOGETHER, ids=" + ".join)
def test_no_command_on_this_machine_tells_a_secret_of_the_environment(
    settings: list[str], watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands that go to no server are told every kind of setting at once."""
    for setting in settings:
        put(monkeypatch, SETTINGS[setting])
    for name in ALONE:
        watch.run(name, watch.world.words(CASES[name]))

    assert [] == watch.found
    assert [] == [name for name, code in watch.codes.items() if code == 70]


@pytest.mark.parametrize(
    "settings",
    [
        ("session", "password", "address", "store"),
        (
            *("session with '\\n'", "password with a control sign"),
            *("address without host", "store without host"),
        ),
    ],
)
def test_no_demo_heeds_a_secret_of_the_environment(
    settings: tuple[str, ...], watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is set, and however wrong it is, the story is played to its end, and tells none."""
    for setting in settings:
        put(monkeypatch, SETTINGS[setting])
    for name in DEMOS:
        watch.run(name, watch.world.words(CASES[name]))

    assert [] == watch.found
    assert dict.fromkeys(DEMOS, 0) == watch.codes


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("setting", ["session", "password"])
def test_no_answer_that_gives_a_secret_back_is_told(
    kind: str, setting: str, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a message, a code, a field, a page, a phrase or in place of the data."""
    put(monkeypatch, SETTINGS[setting])
    with answering(kind) as server:
        for name in FEW:
            watch.run(name, at(watch.world, name, server.url))

    assert [] == watch.found
    assert [] == [name for name, code in watch.codes.items() if code == 70]


HOURS = ("hours status", "hours plan", "hours push", "hours pull")
TOKENS = ("", "\n", " ", "ä", "\x1b")
"""What a token of hours may end with."""


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_command_tells_the_token_of_hours(
    kind: str, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An opening-hours system that gives everything back, and addresses with a password in them."""
    here = str(watch.world.here)
    with answering(kind) as server:
        for end in TOKENS:
            put(monkeypatch, {"HOURS_TOKEN": f"{SECRET}{end}", "HOURS_URL": server.url})
            words = ["conformance", "--hours-url", server.url, "--write", "--venue", "demo-001"]
            watch.run(f"conformance {end!r}", words)
            for name in HOURS if not end else HOURS[2:3]:
                words = [*name.split(), here, "--sandbox", "--hours-url", server.url]
                watch.run(f"{name} {end!r}", words)
    for address in (f"https://aino:{SECRET}@hauki.example", f"https://aino:{SECRET}"):
        put(monkeypatch, {"HOURS_TOKEN": "x", "HOURS_URL": address})
        watch.run(f"setting {address}", ["hours", "push", here, "--url", "http://127.0.0.1:9"])
        watch.run(f"option {address}", ["hours", "plan", here, "--sandbox", "--hours-url", address])

    assert any(SECRET.encode() in request for _, request in server.requests)
    assert [] == watch.found
    assert [] == [name for name, code in watch.codes.items() if code == 70]


@pytest.mark.parametrize("end", ["\n", "\r\n", " ", "\t\n"])
def test_a_setting_with_a_line_end_is_what_it_would_be_without(
    end: str, cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session, a user name, an address and a store from a file that ends with a line end."""
    from varaamo_sync.sandbox import Sandbox, running

    store = tmp_path / "state.db"
    with Sandbox(tmp_path / "served.db", clock=now) as sandbox, running(sandbox) as url:
        session = {"key": SECRET, "user": 1, "expires": "2999-01-01T00:00:00+00:00"}
        sandbox._database.insert("session", session)
        put(
            monkeypatch,
            {"SESSION": SECRET + end, "URL": url + end, "STORE": f"sqlite:///{store}{end}"},
        )
        by_session = cli("whoami", started, "--url", url)
        pushed = cli("push", started, "--url", url, "--yes")
        monkeypatch.delenv("VARAAMO_SYNC_SESSION")
        line_end = end.strip(" \t")
        put(monkeypatch, {"USERNAME": f"admin{end}", "PASSWORD": f"admin{line_end}"})
        by_password = cli("whoami", started, "--url", url)

    assert (0, 0, 0) == (by_session.code, pushed.code, by_password.code)
    assert "admin" in by_session.out
    assert "admin" in by_password.out
    assert store.is_file()


@pytest.mark.parametrize("odd", ["ä", "\n", " ", "\x1b"])
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.usefixtures("english")
def test_a_session_that_is_none_is_refused_by_its_setting(
    odd: str, form: str, cli: Run, started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who reads the error knows which setting to mend, also where doctor tells it as JSON."""
    monkeypatch.setenv("VARAAMO_SYNC_SESSION", f"{SECRET}{odd}{SECRET}")
    refused = cli("whoami", started, "--url", "http://127.0.0.1:9")
    looked = cli("doctor", started, "--url", "http://127.0.0.1:9", "--format", form)

    assert (2, 1) == (refused.code, looked.code)
    assert "VARAAMO_SYNC_SESSION: That is not a session cookie" in refused.err
    assert "VARAAMO_SYNC_SESSION: That is not a session cookie" in looked.out


@pytest.mark.parametrize("store", STORES)
def test_no_command_tells_the_password_of_a_store_that_was_named(
    store: str, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``--store``, as an option of two words and of one."""
    options = (["--store", store], [f"--store={store}"])
    for number, option in enumerate(options, STORES.index(store)):
        for name in every_other(WITH_STORE, number):
            words = [*watch.world.words(CASES[name]), *option]
            monkeypatch.setattr(sys, "argv", ["varaamo-sync", *words])
            watch.run(f"{name} {len(option)}", words)

    assert [] == watch.found
    assert [] == [name for name, code in watch.codes.items() if code == 70]


ADDRESSES = (
    f"https://aino:{SECRET}@varaamo.example",
    f"https://{SECRET}@varaamo.example",
    f"https://aino:{SECRET}",
    f"ftp://aino:{SECRET}@varaamo.example",
    f"https://varaamo.example?password={SECRET}",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_command_tells_the_password_of_an_address(address: str, watch: Watch) -> None:
    """With ``--url``, and as a target of the catalogue, in every form of every report."""
    number = ADDRESSES.index(address)
    for name in every_other(AT_A_SERVER, number):
        if "?" not in address:
            watch.run(name, at(watch.world, name, address))
    for name in every_other(list(CASES), number + 1):
        case = CASES[name]
        words = [w if w != "--sandbox" else "--target=t" for w in watch.world.words(case)]
        if name in ("login", "logout", "sandbox reset") or "--sandbox" not in case.arguments:
            words = [w.replace("--url", "--target").replace("URL", "t") for w in words]
        settings = watch.world.here / "catalogue.yaml"
        with settings.open("a", encoding="utf-8") as file:
            file.write(f'\ntargets:\n  t: {{url: "{address}"}}\ndefault_target: t\n')
        if "login" not in name and "template" not in name and name not in DEMOS:
            watch.run(f"{name} target", words)

    assert [] == watch.found
    assert [] == [name for name, code in watch.codes.items() if code == 70]


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_is_typed_or_kept_is_not_told(
    kind: str, watch: Watch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A login by password and by cookie, and a session that the private file keeps."""
    with answering(kind) as server:
        for words in (["--password"], []):
            monkeypatch.setattr("click.prompt", lambda *_, **__: SECRET)
            monkeypatch.setattr("varaamo_sync_cli.commands.setup.login.can_ask", lambda: True)
            watch.run(f"login {words}", ["login", "--url", server.url, *words])
        file = tmp_path / "state" / "varaamo-sync" / "sessions.json"
        file.parent.mkdir(parents=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps({server.url: SECRET}), encoding="utf-8")
        for name in FEW[:3]:
            watch.run(name, at(watch.world, name, server.url))

    assert [] == watch.found
    assert [] == [name for name, code in watch.codes.items() if code == 70]


def test_the_row_of_the_lock_holds_no_password(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colleagues who share the store read the command; it is there, without the password."""
    argv = ["/bin/varaamo-sync", "push", "--store", f"postgresql://aino:{SECRET} x@db/state"]
    argv += [f"--store=host=db password={SECRET}", "--url", f"https://{SECRET}@varaamo.example"]
    monkeypatch.setattr(sys, "argv", argv)
    store = Store(store_url)
    with lock_of(store, "https://varaamo.example", "c"):
        engine = sa.create_engine(store_url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            rows = [
                str(tuple(row))
                for table in sa.inspect(connection).get_table_names()
                for row in connection.execute(sa.text(f"SELECT * FROM {table}"))
            ]
        engine.dispose()
        with pytest.raises(LockHeld) as held, lock_of(store, "https://varaamo.example", "c"):
            pass
    store.close()

    assert [] == [row for row in rows if MARK in row]
    assert any("varaamo-sync push --store postgresql://aino:…@db/state" in row for row in rows)
    assert MARK not in str(held.value)
