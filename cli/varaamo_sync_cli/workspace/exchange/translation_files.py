"""Runs of ``translations``: texts of a catalogue written for translators, and taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files.edit import (
    REMOVED,
    CatalogueFolder,
    Edits,
    FileChange,
    PlaceEdit,
    open_folder,
)
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.translations import (
    Merge,
    ReturnedFile,
    Row,
    TextChange,
    find_texts,
    merge,
    rows_to_translate,
)
from varaamo_sync.workbooks import read_translations
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_whole

_FORMS = {".xlsx": "xlsx", ".xlf": "xliff", ".xliff": "xliff", ".json": "json"}


@dataclass(frozen=True, slots=True)
class TranslationResult:
    """What files of translators say, compared with a catalogue.

    Attributes:
        asked: The files that were named.
        into: Folder of the catalogue.
    """

    asked: tuple[Path, ...]
    into: Path
    files: tuple[ReturnedFile, ...]
    merged: Merge
    folder: CatalogueFolder

    @property
    def unreadable(self) -> tuple[Finding, ...]:
        """Why files could not be read at all."""
        return tuple(file.unreadable for file in self.files if file.unreadable)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was not taken."""
        return (*self.unreadable, *self.merged.findings)


def export_to(places: Sequence[Path], form: str | None) -> tuple[Path, Path | None, str]:
    """Return the catalogue folder, the file to write, and its form.

    Args:
        places: What was named: the folder, where it is not the current one, and the file.
        form: Form that was asked for, or ``None`` for what the file's name says.

    Raises:
        UsageError: It cannot be told what to write where.
    """
    first, *more = places or (None,)
    if len(more) > 1:
        raise UsageError("one-name-too-many", name=more[-1])
    folder, out = (first or Path(), more[0]) if more else (Path(), first)
    if out is not None and not more and out.is_dir():
        folder, out = out, None
    form = form or (_FORMS.get(out.suffix.lower()) if out else None)
    if form is None or (out is None and form != "json"):
        raise UsageError("translations-unnamed")
    if out is not None and _FORMS.get(out.suffix.lower(), form) != form:
        raise UsageError("translations-form", file=out, form=form)
    return folder, out, form


def texts_to_translate(
    folder: Path, to: Lang, *, everything: bool, unit: ServiceUnit | None
) -> tuple[Row, ...]:
    """Return the texts of a catalogue that are to be translated.

    Raises:
        CatalogueError: The catalogue is not there, or not all of it can be read.
    """
    read_whole(folder)
    texts = find_texts(open_folder(folder).values)
    return rows_to_translate(texts, to, all=everything, unit=unit)


def import_texts(files: Sequence[Path], folder: Path) -> TranslationResult:
    """Read files of translators and compare them with a catalogue; nothing is written.

    Raises:
        CatalogueError: The catalogue is not there, or not all of it can be read.
    """
    read_whole(folder)
    opened = open_folder(folder)
    read = tuple(read_translations(file) for file in files)
    rows = (row for file in read for row in file.rows)
    merged = merge(rows, find_texts(opened.values))
    return TranslationResult(tuple(files), folder, read, merged, opened)


def file_changes(result: TranslationResult) -> tuple[FileChange, ...]:
    """Return what the files of the catalogue would be with the translations.

    Raises:
        CatalogueError: A file cannot be edited in place.
    """
    changes = result.merged.changes
    places = [PlaceEdit(one.text.file, one.path, one.after) for one in changes]
    places += [edit for one in changes for edit in _answers(result.folder, one)]
    return result.folder.prepare(Edits(places=places))


def _answers(folder: CatalogueFolder, change: TextChange) -> Iterator[PlaceEdit]:
    """Yield what a translation answers: words of a form that nobody could read in its place."""
    text = change.text
    if text.home.kind != "room":
        return
    room: Any = folder.values[text.file]
    for step in text.path[:4]:
        room = room[step]
    answered = _without_numbers(f"{text.field}.{change.lang}")
    for path in room.get("unread") or ():
        if _without_numbers(path) == answered:
            yield PlaceEdit(text.file, (*text.path[:4], "unread", path), REMOVED)


def _without_numbers(path: str) -> str:
    """Return a dotted path without the numbers of entries in a list."""
    return ".".join(step for step in path.split(".") if not step.isdigit())
