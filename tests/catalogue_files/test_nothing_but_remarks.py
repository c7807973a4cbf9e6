"""A kept file of which everything is a remark is told as one without content, in its place."""

from pathlib import Path

import pytest

from varaamo_sync.catalogue_files import init_catalogue, read_goals, read_history

REMARKS = ["# vain\n# huomautuksia\n", "#:!\n", "# - !x {a: &b c}\n---\n# loppu\n", "\ufeff#\r\n"]


@pytest.mark.parametrize("text", REMARKS)
def test_goals_and_history_of_remarks_are_told(tmp_path: Path, text: str) -> None:
    """No traceback, no silence, and no entry."""
    folder = tmp_path / "catalogue"
    init_catalogue(folder)
    for name in ("goals.yaml", "history.yaml"):
        (folder / name).write_text(text, encoding="utf-8")

    goals, history = read_goals(folder), read_history(folder)

    assert () == history.entries
    for found in (goals.findings, history.findings):
        assert [("file-empty", 1)] == [
            (f.rule, f.position.line if f.position else 0) for f in found
        ]
