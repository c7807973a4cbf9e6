"""What a killed command leaves behind is removed by the next one, and nothing else is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from varaamo_sync.catalogue_files.edit import FileChange, write_changes
from varaamo_sync.catalogue_files.temporary_file import TemporaryFile, clear
from varaamo_sync.catalogue_files.whole_file import write_whole
from varaamo_sync.errors import UsageError

WRITING = """
import sys
from pathlib import Path
from varaamo_sync.catalogue_files.temporary_file import TemporaryFile
kept = [TemporaryFile(Path(name), b"half") for name in sys.argv[1:]]
print("ready", flush=True)
sys.stdin.read()
"""


@contextmanager
def writer(*targets: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a process that has written temporary files, and has not put them in their place."""
    command = [sys.executable, "-c", WRITING, *map(str, targets)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert "ready\n" == process.stdout.readline()
        yield process
        process.kill()


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


TARGETS = ("kir.yaml", "rooms.json", "catalogue.yml", "x" * 200 + ".yaml", "ä" * 100 + ".yaml")


def test_what_a_killed_command_left_goes_with_the_next_write(tmp_path: Path) -> None:
    """Temporary files of a process that is dead are removed; the live one's stay."""
    with writer(tmp_path / "nup.yaml") as alive:
        kept = names(tmp_path)
        with writer(*(tmp_path / name for name in TARGETS)) as killed:
            assert len(TARGETS) + 1 == len(names(tmp_path))
            killed.kill()
            killed.wait()
            write_whole(tmp_path / "other.yaml", b"1")

            assert sorted([*kept, "other.yaml"]) == names(tmp_path)
        assert alive.poll() is None
    clear(tmp_path)

    assert ["other.yaml"] == names(tmp_path)


def test_files_of_workbooks_are_cleared_where_they_are_written(tmp_path: Path) -> None:
    """A leftover beside any file that is there is one; it was to replace that file."""
    (tmp_path / "out.xlsx").touch()
    with writer(tmp_path / "out.xlsx") as killed:
        killed.kill()
        killed.wait()
        clear(tmp_path)

    assert ["out.xlsx"] == names(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        ".bashrc.new",
        ".notes.abcdefgh.new",
        "kir.yaml.abcdefgh.new",
        "new",
        ".new",
        "surveys.new",
        ".kir.yaml.abcdefgh.old",
        "surveys.PID.new",
    ],
)
def test_files_of_people_and_of_the_living_stay(tmp_path: Path, name: str) -> None:
    """Nothing is removed that a command of ours did not make, or whose maker is alive."""
    name = name.replace("PID", str(os.getpid()))
    (tmp_path / name).write_text("dear", encoding="utf-8")
    (tmp_path / ".dir.yaml.abcdefgh.new").mkdir()
    write_whole(tmp_path / "kir.yaml", b"1")

    assert "dear" == (tmp_path / name).read_text(encoding="utf-8")
    assert (tmp_path / ".dir.yaml.abcdefgh.new").is_dir()


def test_leftovers_of_earlier_versions_go(tmp_path: Path) -> None:
    """So do those of version 0.1.0, whose names hold the number of a process that is dead."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    (tmp_path / f"surveys.{process.pid}.new").touch()
    (tmp_path / ".kir.yaml.abcd1234.new").touch()
    write_changes([FileChange(tmp_path / "nup.yaml", None, b"1")])

    assert ["nup.yaml"] == names(tmp_path)


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    """What does not come to its place is removed, and what was there stays."""
    (tmp_path / "kir.yaml").mkdir()
    with pytest.raises(UsageError, match=r"kir\.yaml"):
        write_whole(tmp_path / "kir.yaml", b"1")
    with TemporaryFile(tmp_path / "nup.yaml", b"1"):
        assert 2 == len(names(tmp_path))

    assert ["kir.yaml"] == names(tmp_path)


def test_permissions_are_kept(tmp_path: Path) -> None:
    """A replaced file keeps its permissions; a new one has those that its user gives to any."""
    (tmp_path / "a").touch(mode=0o600)
    (tmp_path / "any").touch()
    write_whole(tmp_path / "a", b"1")
    write_whole(tmp_path / "b", b"1")

    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("a", "b")]
    assert [0o600, (tmp_path / "any").stat().st_mode & 0o777] == modes
