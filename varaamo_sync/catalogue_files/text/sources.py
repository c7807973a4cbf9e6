"""Files of a catalogue folder: which there are, and their text."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files.text.faults import Fault, Unreadable
from varaamo_sync.catalogue_files.text.json_values import read_json
from varaamo_sync.catalogue_files.text.nodes import as_yaml
from varaamo_sync.catalogue_files.text.places import (
    LONGEST_WHOLE,
    Counts,
    Lines,
    Places,
    outer_counts,
)
from varaamo_sync.catalogue_files.text.yaml_values import read_yaml
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Phrase, in_each_language, system_reason, system_words

CATALOGUE = "catalogue.yaml"
GOALS = "goals.yaml"
REFERENCE = "reference.json"
VENUES = "venues.json"

_SUFFIXES = (".yaml", ".yml", ".json")
_OTHER = (REFERENCE, VENUES, "history.yaml", GOALS)
_BEGINNING = 200
_WRITTEN = lazy_pattern(
    rb'\s*(\{\s*("format_version"\s*:|"format"\s*:\s*1\s*,\s*"entries"\s*:|"\$schema"\s*:\s*"[^"]*sarif)'
    rb'|\[\s*(\{\s*"type"\s*:\s*"issue"|\]\s*$))'
)
"""How JSON begins that commands write: what has a version, a baseline, SARIF, GitLab's findings."""
_MOST_OPEN = 3  # catalogue.yaml, a file of rooms, and the next
_BOM = b"\xef\xbb\xbf"
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # UTF-16 and UTF-32


@dataclass(slots=True)
class Source:
    """A file that was read.

    Attributes:
        name: Path in the catalogue folder, with slashes, always printable.
        path: Where it is.
        data: Its bytes.
        counts: How much its outer mappings and lists hold, of a long text.
    """

    name: str
    path: Path
    data: bytes
    counts: Counts = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text, or what can be shown of it."""
        return self.data.removeprefix(_BOM).decode("utf-8", errors="replace")

    @property
    def is_json(self) -> bool:
        """Whether it is a JSON file."""
        return self.name.lower().endswith(".json")

    def places(self) -> Places:
        """Return what finds places in the text. Asked for a place, it takes a lot of memory."""
        return Places(as_yaml(self.text)) if self.is_json else Places(self.text, self.counts)

    def read(self) -> dict[str, Any]:
        """Read the mapping that the file holds.

        Raises:
            Unreadable: It is no text, no YAML or JSON, or no mapping.
        """
        text = self._decoded()
        if not text or text.isspace():
            raise Unreadable(Fault("file-empty"))
        data = read_json(text) if self.is_json else read_yaml(text)
        if data is None:
            raise Unreadable(Fault("file-empty"))
        if not isinstance(data, dict):
            raise Unreadable(Fault("file-shape"))
        if len(text) > LONGEST_WHOLE:
            self.counts = dict(outer_counts(data))
        return data

    def _decoded(self) -> str:
        data = self.data
        if data.startswith(_OTHER_ENCODINGS):
            raise Unreadable(Fault("file-encoding"))
        try:
            text = data.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError as error:
            before = data.removeprefix(_BOM)[: error.start].decode("utf-8")
            place = Lines(before).place(len(before))
            raise Unreadable(Fault("file-encoding", place=place)) from error
        if "\0" in text:
            params, place = {"code": "U+0000"}, Lines(text).place(text.index("\0"))
            raise Unreadable(Fault("file-control-character", params, place=place))
        return text


class Sources:
    """The files that were read, by name.

    What finds places in a text takes several times the memory of the text, so it is kept of a
    few files only; places are mostly asked for file by file.
    """

    def __init__(self) -> None:
        self._read: dict[str, Source] = {}
        self._open: dict[str, Places] = {}

    def add(self, source: Source) -> None:
        """Add a file."""
        self._read[source.name] = source

    def text(self, name: str) -> str:
        """Return the text of a file; empty for one that could not be read."""
        return self._read[name].text if name in self._read else ""

    def places(self, name: str) -> Places | None:
        """Return what finds places in a file, or ``None`` for one that could not be read."""
        if name not in self._read:
            return None
        if name not in self._open:
            if len(self._open) == _MOST_OPEN:
                del self._open[next(iter(self._open))]
            self._open[name] = self._read[name].places()
        return self._open[name]


def load(folder: Path, path: Path, max_bytes: int) -> Source:
    """Read the bytes of a file.

    Raises:
        Unreadable: It is no ordinary file, lies outside the folder, is too big or is locked.
    """
    try:
        resolved = path.resolve(strict=True)
        if path.is_symlink() and not resolved.is_relative_to(folder.resolve()):
            raise Unreadable(Fault("file-outside"))
        status = resolved.stat()
        if stat.S_ISDIR(status.st_mode):
            os.scandir(resolved).close()  # says why, where the folder is locked
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable(system_words("NO_FILE"))
        if status.st_size > max_bytes:
            params = {"size": status.st_size, "most": max_bytes}
            raise Unreadable(Fault("file-too-large", params))
        return Source(name_of(folder, path), path, resolved.read_bytes())
    except OSError as error:
        raise _unreadable(system_reason(error)) from error
    except RuntimeError as error:  # a loop of links, up to Python 3.12
        raise _unreadable(system_words("ELOOP")) from error


def _unreadable(reason: Phrase | str | None) -> Unreadable:
    return Unreadable(Fault("file-unreadable", in_each_language(reason or "")))


def name_of(folder: Path, path: Path) -> str:
    """Return the path of a file in the folder, as findings write it."""
    name = path.relative_to(folder).as_posix()
    return os.fsencode(name).decode("utf-8", errors="replace")


def prefix_of(folder: Path) -> str:
    """Return what leads from the working folder to files of a folder: the folder as it was given.

    >>> prefix_of(Path()), prefix_of(Path("tilat"))
    ('', 'tilat/')
    """
    return str(folder / "_").removesuffix("_")


def room_files(folder: Path, most: int = 10_000) -> list[Path]:
    """Return the files of rooms in and under a folder, sorted, at most one more than ``most``.

    A folder that is named like a file, or that cannot be listed, is among them: reading it
    says why.
    """
    found: list[Path] = []
    for path in _walk(folder):
        found.append(path)
        if len(found) > most:
            break
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _walk(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    for root, folders, files in os.walk(
        folder, onerror=lambda error: unlisted.append(Path(os.fsdecode(error.filename)))
    ):
        inside = Path(root)
        yield from unlisted
        unlisted.clear()
        named_so = [name for name in folders if _holds_rooms(name)]
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in named_so
        )
        for name in sorted([*files, *named_so]):
            if not _holds_rooms(name) or (inside == folder and name == CATALOGUE):
                continue
            if not _was_written_by_a_command(inside / name):
                yield inside / name
    yield from unlisted


def _holds_rooms(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(_SUFFIXES) and name not in _OTHER


def _was_written_by_a_command(path: Path) -> bool:
    """Tell whether a file is a plan, findings, a baseline …: who works in the folder saves there.

    Rooms begin in none of these ways, whatever is wrong with them.
    """
    if not path.name.lower().endswith(".json"):
        return False
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return _WRITTEN.match(file.read(_BEGINNING)) is not None
    except OSError:
        return False  # reading it says why
