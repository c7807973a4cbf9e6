"""A disk that fills costs nobody a good file, and is told as what it is."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.make import NOW, catalogue, room, snapshot
from tests.program import PROGRAM
from varaamo_sync.catalogue_files.whole_file import write_whole
from varaamo_sync.errors import OutputUnwritable, UsageError
from varaamo_sync.plan import make_plan
from varaamo_sync.store import Store, default_url
from varaamo_sync_cli.console.output import outlets
from varaamo_sync_cli.render.push.push_events import event_file

resource = pytest.importorskip("resource", reason="Windows has no limit to the size of files")
FULL = Path("/dev/full")
on_full_disks = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")

WRITERS = {
    "validate": ("validate HERE --format json --output OUT/found.json", "found.json"),
    "sarif": ("validate HERE --format sarif --output OUT/found.sarif", "found.sarif"),
    "baseline": ("validate HERE --write-baseline OUT/known.json", "known.json"),
    "plan": ("plan HERE --sandbox --out OUT/plan.json", "plan.json"),
    "reference": ("reference HERE --sandbox --out OUT/reference.json", "reference.json"),
}
"""Commands that replace a file, with the file."""
MAKERS = {
    "export": ("export HERE --out OUT/tilat.xlsx", "tilat.xlsx"),
    "csv": ("export HERE --out OUT/tilat.csv", "tilat.csv"),
    "translations": ("translations export HERE OUT/sv.xlf --to sv --all", "sv.xlf"),
    "template": ("template OUT/lomake.xlsx --catalogue HERE", "lomake.xlsx"),
    "annotate": ("annotate OUT/in.xlsx --out OUT/out.xlsx --into HERE", "out.xlsx"),
}
"""Commands that make a file where there is none, with the file."""


@contextmanager
def small_disk(most: int = 20) -> Iterator[None]:
    """Let no file grow beyond some bytes; to who writes one the disk is full then."""
    before, compiled = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # Python 3.11 would keep the half of a module that it wrote
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = compiled


@pytest.fixture
def out(tmp_path: Path, started: Path, cli: Run) -> Path:
    """Give a folder to write to, with a workbook."""
    folder = tmp_path / "out"
    folder.mkdir()
    assert 0 == cli("export", started, "--out", folder / "in.xlsx").code
    return folder


def told_as_full(ran: Ran, file: Path) -> None:
    """Make sure that a command says which file could not be written, what to do, and no more."""
    assert (74, 2) == (ran.code, len(ran.err.splitlines())), ran.err
    assert "\n  fix: Free some space, or name a file elsewhere" in ran.err
    assert ran.err.startswith(f"error: {file} cannot be written: ")


def words(command: str, here: Path, out: Path) -> list[str]:
    """Return a command with its places filled in."""
    return ["-q", *command.replace("HERE", str(here)).replace("OUT", str(out)).split()]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.usefixtures("english")
def test_a_good_file_outlives_a_full_disk(cli: Run, started: Path, out: Path, name: str) -> None:
    """What was there stays as it was, byte by byte, and nothing half written lies beside it."""
    command, file = WRITERS[name]
    (out / file).write_text("good", encoding="utf-8")
    before = {path.name for path in out.iterdir()}
    with small_disk():
        ran = cli(*words(command, started, out))

    told_as_full(ran, out / file)
    assert "good" == (out / file).read_text(encoding="utf-8")
    assert before == {path.name for path in out.iterdir()}


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.usefixtures("english")
def test_no_half_file_is_made_on_a_full_disk(cli: Run, started: Path, out: Path, name: str) -> None:
    """A file that could not be written whole is not there; a workbook is made of others first."""
    command, _ = MAKERS[name]
    before = {path.name for path in out.iterdir()}
    with small_disk():
        ran = cli(*words(command, started, out))

    assert (74, 2) == (ran.code, len(ran.err.splitlines())), ran.err
    assert " cannot be written: " in ran.err
    assert "\n  fix: Free some space, or name a" in ran.err
    assert before == {path.name for path in out.iterdir()}


@on_full_disks
@pytest.mark.parametrize("name", [*WRITERS, *MAKERS])
@pytest.mark.usefixtures("english")
def test_a_device_that_takes_nothing_is_told(cli: Run, started: Path, out: Path, name: str) -> None:
    """What cannot be replaced is written as it is, and what it does not take is told."""
    command, file = (WRITERS | MAKERS)[name]
    (out / file).symlink_to(FULL)
    ran = cli(*words(command, started, out))

    told_as_full(ran, out / file)


@pytest.mark.usefixtures("english")
def test_a_catalogue_outlives_a_full_disk(cli: Run, started: Path, out: Path) -> None:
    """Of several files of a catalogue none is changed when one cannot be written."""
    sheet = out / "tilat.csv"
    cli("export", started, "--out", sheet)
    text = sheet.read_text(encoding="utf-8-sig")
    sheet.write_text(text.replace("Tuolit", "Pallit").replace("Sali", "Salonki"), encoding="utf-8")
    before = {path: path.read_bytes() for path in started.iterdir()}
    with small_disk():
        ran = cli("import", sheet, "--into", started)

    assert 74 == ran.code, ran.out + ran.err
    assert before == {path: path.read_bytes() for path in started.iterdir()}
    assert ".yaml cannot be written: " in ran.err


@pytest.mark.usefixtures("english")
def test_no_part_of_a_catalogue_is_left_where_init_finds_no_room(cli: Run, tmp_path: Path) -> None:
    """A folder that ``init`` could not fill can be filled later."""
    folder = tmp_path / "new"
    with small_disk():
        ran = cli("init", folder)

    told_as_full(ran, folder)
    assert 0 == cli("init", folder).code


@on_full_disks
@pytest.mark.usefixtures("english")
def test_events_that_cannot_begin_keep_a_push_from_beginning(
    cli: Run, started: Path, out: Path
) -> None:
    """Who asked for events gets no push without them."""
    (out / "events.ndjson").symlink_to(FULL)
    ran = cli("-q", "push", started, "--sandbox", "--events", out / "events.ndjson")
    with Store(default_url(started / ".varaamo-sync")) as store:
        remembered = store.state("http://sandbox.localhost", "esimerkkiluettelo").remembered()

    told_as_full(ran, out / "events.ndjson")
    assert {} == remembered


def test_events_of_an_earlier_push_stay_until_new_ones_are_there(tmp_path: Path) -> None:
    """The file of an earlier push is replaced when the first line of the new one is written."""
    file = tmp_path / "events.ndjson"
    file.write_text("good", encoding="utf-8")
    with small_disk(10), pytest.raises(OutputUnwritable), event_file(str(file)):
        pass

    assert "good" == file.read_text(encoding="utf-8")


def test_events_end_with_a_whole_line(tmp_path: Path) -> None:
    """When the disk fills, the lines so far are whole and no later one follows; it is told last."""
    file = tmp_path / "events.ndjson"
    plan = make_plan(catalogue(room()), snapshot(), now=NOW)
    with outlets() as stdout:
        with event_file(str(file)) as events:
            events.write_start(plan)
            with small_disk(file.stat().st_size + 10):
                events.write_start(plan)
            events.write_start(plan)
        failure = stdout.failure
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]

    assert ["version", "began"] == [line["event"] for line in lines]
    assert isinstance(failure, OutputUnwritable)
    assert str(file) in str(failure)


def test_a_link_stays_one(tmp_path: Path) -> None:
    """What a link leads to is replaced, and keeps who may read it."""
    (tmp_path / "a").write_text("old", encoding="utf-8")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "b").symlink_to("a")
    write_whole(tmp_path / "b", b"new")

    assert (tmp_path / "b").is_symlink()
    assert ("new", 0o640) == (
        (tmp_path / "a").read_text(encoding="utf-8"),
        (tmp_path / "a").stat().st_mode & 0o777,
    )


@pytest.mark.parametrize("name", ["none/a", "file/a", ".", "x" * 300])
@pytest.mark.usefixtures("english")
def test_a_name_that_cannot_be_one_is_the_calls_fault(tmp_path: Path, name: str) -> None:
    """Where another name would help, the call is to be mended and not the disk."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(tmp_path / name, b"")

    assert ["file"] == [path.name for path in tmp_path.iterdir()]


def test_a_descriptor_of_the_process_is_written_to(started: Path) -> None:
    """``/dev/stdout`` and a pipe that the shell opened get the form, and what follows it too."""
    ran = subprocess.run(
        [*PROGRAM, "validate", started, "--format", "gitlab", "--output", "/dev/stdout"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.startswith("[")
    assert "tiedostoa" in ran.stdout


def test_a_pipe_whose_reader_leaves_is_no_error(started: Path) -> None:
    """Who reads a pipe may have seen enough: ``--output >(head)`` ends as it would."""
    script = '"$@" --format json --output >(head -c 1) > /dev/null; echo $?'
    ran = subprocess.run(
        ["bash", "-c", script, "bash", *PROGRAM, "validate", started],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "0" in ran.stdout.split("\n")[-2]
    assert "" == ran.stderr
