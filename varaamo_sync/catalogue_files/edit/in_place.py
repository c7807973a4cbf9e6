"""Edits a file of a catalogue folder that is no file of rooms; all else in it stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from varaamo_sync.catalogue_files.edit.file_edits import FAILURES
from varaamo_sync.catalogue_files.edit.yaml_editor import YamlEditor
from varaamo_sync.catalogue_files.text.sources import load
from varaamo_sync.catalogue_files.whole_file import FileChange, write_changes
from varaamo_sync.errors import CatalogueError

MOST_BYTES = 200_000_000
_BOM = b"\xef\xbb\xbf"


def edit_in_place(
    folder: Path, name: str, edit: Callable[[YamlEditor], None], *, start: str | None = None
) -> None:
    """Edit a YAML file where it stands, and write it.

    Args:
        folder: The catalogue folder.
        name: The file, which can be read.
        edit: What is done.
        start: The text of a new file; without it, the file is there.

    Raises:
        CatalogueError: It is written in a way that cannot be edited in place.
        UsageError: It cannot be written.
    """
    path = folder / name
    source = load(folder, path, MOST_BYTES) if start is None or path.exists() else None
    try:
        editor = YamlEditor(source.text if source else start or "")
        edit(editor)
        after = editor.text()
    except FAILURES as error:
        raise CatalogueError("kept-file-not-editable", file=name) from error
    before = source.data if source else None
    bom = _BOM if before is not None and before.startswith(_BOM) else b""
    write_changes([FileChange(path, before, bom + after.encode("utf-8"))])
