"""A pull that is killed between the files and the note: the next run finds what both sides say."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_hours_pull import changed, plan_of
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import FileChange
from varaamo_sync.model import Earlier
from varaamo_sync.store import Store, default_url
from varaamo_sync_cli.workspace.access.targets import SANDBOX_ORIGIN
from varaamo_sync_cli.workspace.exchange.apply_changes import write_pulled

__all__ = ["changed"]  # a fixture


@contextmanager
def forgotten(folder: Path) -> Iterator[None]:
    """Let the store forget what is noted here, as where a process is killed before it notes it."""
    state = folder / ".varaamo-sync" / "state.db"
    kept = shutil.copy(state, folder.parent / "state.db")
    yield
    shutil.copy(kept, state)


def test_the_files_are_written_first(tmp_path: Path) -> None:
    """What is noted stands in the files by then: noted alone, it would be taken for theirs."""
    file = tmp_path / "nup.yaml"
    file.write_bytes(b"old")

    def note() -> None:
        assert b"new" == file.read_bytes()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pulled([FileChange(file, b"old", b"new")], note, dry_run=False)
    assert [file] == write_pulled([FileChange(file, b"new", b"newer")], note, dry_run=True)
    assert b"new" == file.read_bytes()


def test_hours_that_were_not_noted_are_edited_without_a_conflict(cli: Run, changed: Path) -> None:
    """The next pull takes nothing and notes the rest, so an edit of the catalogue is sent."""
    with forgotten(changed):
        cli("hours", "pull", changed, "--sandbox")
    again = json.loads(cli("hours", "pull", changed, "--sandbox", "--format", "json").out)
    file = changed / "nup.yaml"
    file.write_text(file.read_text("utf-8").replace("mon-sun: 8-20", "mon-sun: 9-19"), "utf-8")
    code, plan = plan_of(cli, changed)
    pushed = cli("hours", "push", changed, "--sandbox")

    assert [] == again["rooms"]
    assert (3, 1, 0) == (code, plan["counts"]["replace"], plan["counts"]["conflict"])
    assert (0, 0) == (pushed.code, plan_of(cli, changed)[0])


def test_rooms_that_were_not_noted_are_noted_by_the_next_pull(cli: Run, helsinki: Path) -> None:
    """The files say by themselves what rooms were, and nothing is taken twice."""
    cli("push", helsinki, "--sandbox", "--on-conflict", "ours", "--quiet")
    with forgotten(helsinki):
        cli("pull", helsinki, "--sandbox")
        noted = earlier(helsinki)
    files = read_catalogue(helsinki)
    lost = earlier(helsinki)
    cli("pull", helsinki, "--sandbox")

    assert lost != noted == earlier(helsinki)
    assert files.digest == read_catalogue(helsinki).digest


def earlier(folder: Path) -> dict[str, Earlier]:
    """Return what the store says that rooms were."""
    with Store(default_url(folder / ".varaamo-sync")) as store:
        return dict(store.state(SANDBOX_ORIGIN, read_catalogue(folder).usable().id).earlier())
