"""``serve``: what the board reads, when it reads it anew, and how it begins and ends."""

import datetime as dt
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.board.boards import of_a_year
from tests.cli.conftest import Run, copy_of_example
from tests.program import PROGRAM
from varaamo_sync.board import BoardState
from varaamo_sync.model import HELSINKI
from varaamo_sync_cli.workspace.access.targets import Choice, Place
from varaamo_sync_cli.workspace.history.board_view import FolderBoard, _aged, _holds, _Kept

SANDBOX = Choice(sandbox=True)


@pytest.fixture
def surveyed(tmp_path: Path, cli: Run) -> Path:
    """Give a copy of the example that was looked at once."""
    folder = copy_of_example(tmp_path)
    assert 0 == cli("status", folder, "--sandbox").code
    return folder


def board(folder: Path) -> FolderBoard:
    """Return the board of a folder."""
    return FolderBoard(Place(folder, SANDBOX), "fi")


def names(state: BoardState) -> set[str]:
    """Return the Finnish names of the rooms."""
    assert state.report is not None
    assert state.report.standing is not None
    assert state.report.standing.progress is not None
    return {str(item.room.name.fi) for item in state.report.standing.progress.rooms}


def edit(file: Path, old: str, new: str) -> None:
    """Change a file as a person does."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def everything(folder: Path) -> dict[Path, bytes]:
    """Return all files below a folder."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_look_costs_nothing_and_changes_nothing(surveyed: Path) -> None:
    """The last survey is shown without any booking system, no file changes, none is read twice."""
    (surveyed / ".varaamo-sync" / "sandbox.db").unlink(missing_ok=True)
    before = everything(surveyed)
    of = board(surveyed)
    first, second = of.state(), of.state()

    assert "Arabian nuorisotalon sali" in names(first)
    assert () == first.notices
    assert first.findings is second.findings
    assert before == everything(surveyed)


def test_a_look_at_a_store_is_no_change(started: Path, cli: Run) -> None:
    """A catalogue that was pushed is not read anew either while no file of it changes."""
    assert 0 == cli("push", started, "--sandbox", "--quiet").code
    of = board(started)

    assert of.state().findings is of.state().findings


def test_where_it_is_served_a_fault_is_told_once(
    surveyed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """However often pages are asked for and other files edited; and again once it is back."""
    of = board(surveyed)
    whole = (surveyed / "nup.yaml").read_text(encoding="utf-8")
    told = []
    for text, area in ((f"{whole}        nonsense: 1\n", 1), (whole, 2)) * 2:
        (surveyed / "nup.yaml").write_text(text, encoding="utf-8")
        of.state()
        edit(surveyed / "kir.yaml", "area: ", f"area: {area}")
        of.state()
        told.append(capsys.readouterr().err.count("nonsense"))

    assert [1, 0, 1, 0] == told


def test_what_changes_on_disk_is_read_anew(surveyed: Path) -> None:
    """A name that somebody edits is on the board at the next look."""
    of = board(surveyed)
    of.state()
    edit(surveyed / "nup.yaml", "Arabian nuorisotalon sali", "Uusi nimi")

    assert "Uusi nimi" in names(of.state())


@pytest.mark.parametrize("file", ["nup.yaml", "catalogue.yaml"])
def test_a_broken_catalogue_leaves_the_last_good_state(surveyed: Path, file: str) -> None:
    """What is wrong is told with its place above what was known before, until it is mended."""
    of = board(surveyed)
    good = of.state()
    whole = (surveyed / file).read_text(encoding="utf-8")
    (surveyed / file).write_text(whole + "\n  - [: broken\n", encoding="utf-8")
    broken = of.state()
    (surveyed / file).write_text(whole, encoding="utf-8")

    assert names(good) == names(broken)
    assert "viimeisin tilanne" in broken.notices[0].text
    assert any(file in line for notice in broken.notices for line in notice.details)
    assert () == of.state().notices


def test_a_catalogue_that_is_broken_from_the_start_is_told(surveyed: Path, tmp_path: Path) -> None:
    """What can be read of it is shown as not all; what cannot be read at all has no report."""
    nup, top = surveyed / "nup.yaml", surveyed / "catalogue.yaml"
    nup.write_text(nup.read_text("utf-8") + "\n  - [: broken\n", encoding="utf-8")
    partly = board(surveyed).state()
    top.write_text("[", encoding="utf-8")
    not_at_all = board(surveyed).state()

    assert partly.report is not None
    assert "vajaa" in partly.notices[0].text
    assert not_at_all.report is None
    assert not_at_all.notices


def test_without_a_survey_the_next_step_is_told(tmp_path: Path) -> None:
    """A catalogue that nobody has held against the booking system has no board yet."""
    state = board(copy_of_example(tmp_path)).state()

    assert state.report is None
    assert "Aja status kerran" in state.notices[0].details[0]


def test_what_was_read_holds_for_minutes_of_one_day() -> None:
    """A team's store changes elsewhere, and a forecast with the day; a clock set back is no age."""
    read = dt.datetime(2027, 6, 1, 23, 58, tzinfo=HELSINKI)
    kept = _Kept((), read, BoardState())
    minutes = {n: _holds(kept, read + dt.timedelta(minutes=n)) for n in (-1, 0, 1, 3)}
    noon = _Kept((), read.replace(hour=12), BoardState())

    assert {-1: False, 0: True, 1: True, 3: False} == minutes
    assert _holds(noon, noon.read + dt.timedelta(minutes=4))
    assert not _holds(noon, noon.read + dt.timedelta(minutes=5))


def test_a_survey_ages_while_it_is_kept() -> None:
    """How old it is, is told for the moment of the look."""
    state = of_a_year()
    assert state.report is not None
    assert state.report.standing is not None
    taken = state.report.standing.entry.taken
    assert taken is not None

    later = _aged(state, taken + dt.timedelta(days=3)).report

    assert later is not None
    assert later.standing is not None
    assert dt.timedelta(days=3) == later.standing.age


@pytest.mark.parametrize("key", ["short", "päivä"])
def test_a_key_that_could_be_guessed_is_refused(
    surveyed: Path, cli: Run, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """Nothing is served with it, and it is not printed."""
    monkeypatch.setenv("VARAAMO_SYNC_BOARD_TOKEN", key)
    shown = cli("serve", surveyed, "--sandbox", "--host", "0.0.0.0", "--port", 0)

    assert 2 == shown.code
    assert "VARAAMO_SYNC_BOARD_TOKEN" in shown.err
    assert key not in shown.err


def test_a_port_that_is_taken_is_a_usage_error(helsinki: Path, cli: Run) -> None:
    """Where something else listens nothing is said to be served: exit 2, and why."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        shown = cli("serve", helsinki, "--sandbox", "--port", port, "--lang", "en")

    assert 2 == shown.code
    assert f"port {port} cannot be listened on" in shown.err
    assert "The board is at" not in shown.err


def test_only_a_catalogue_is_served(tmp_path: Path, cli: Run) -> None:
    """A folder that holds none is refused at once."""
    assert 2 == cli("serve", tmp_path, "--port", 0).code


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (("--target", "ei-ole"), "ei-ole"),
        (("--url", "ftp://x"), "ftp://x"),
        (("--sandbox", "--url", "https://varaamo.example.invalid"), "--sandbox"),
    ],
)
def test_a_booking_system_that_cannot_be_is_refused_at_once(
    helsinki: Path, cli: Run, named: tuple[str, ...], told: str
) -> None:
    """A board of a name that nobody knows would be empty for as long as it is open."""
    shown = cli("serve", helsinki, "--host", "no-such.invalid", *named)

    assert 2 == shown.code
    assert told in shown.err
    assert "no-such.invalid" not in shown.err


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve a board as a person does; the value has the address that is printed."""
    program = [*PROGRAM, "serve", str(folder), "--sandbox"]
    server = subprocess.Popen(
        [*program, "--port", "0", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        told = server.stderr.readline()
        yield server, f"{told}{server.stderr.readline()}"
    finally:
        server.kill()
        server.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to a process")
def test_it_serves_whoever_has_the_key_and_ends_quietly(surveyed: Path) -> None:
    """For other machines a key is drawn and printed once; Ctrl-C ends it without a word."""
    with serving(surveyed, "--host", "0.0.0.0", "--lang", "en") as (server, told):
        found = re.search(r"^  http://[^/]+:(\d+)/\?token=([\w-]{20,})$", told, re.MULTILINE)
        assert found is not None, told
        address = f"http://127.0.0.1:{found[1]}"
        with httpx.Client(base_url=address, trust_env=False, follow_redirects=True) as client:
            refused = client.get("/")
            shown = client.get("/rooms/nup-arabia-sali", params={"token": found[2]})
            again = client.get("/units/nup.json")
            server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=30)

    assert [401, 200, 200] == [answer.status_code for answer in (refused, shown, again)]
    assert "token" not in str(shown.url)
    assert "Arabia" in shown.text
    assert (0, "", "") == (server.returncode, out, err)
