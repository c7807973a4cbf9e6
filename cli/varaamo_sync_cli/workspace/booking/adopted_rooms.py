"""What adopted rooms were before, written into the catalogue's files where that can be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files.edit import Edit, apply_each
from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.model import Earlier, Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.error_text import explain_error

_plan = Theme("commands/plan")
line = Theme("commands/push")

_FEW = 3


@dataclass(frozen=True, slots=True)
class AdoptedRoom:
    """What a room was before it was adopted; the store keeps it.

    Attributes:
        problem: Why it could not be written into the catalogue; ``None`` where it was.
    """

    room: str
    earlier: Earlier
    problem: VaraamoSyncError | None = None

    def sentence(self, lang: Lang) -> str:
        """Return it in a sentence."""
        was = _plan(f"earlier.{self.earlier}", lang)
        if self.problem is None:
            return line("written", lang, room=self.room, was=was)
        reason = explain_error(self.problem, lang)[0].what
        return line("unwritten", lang, room=self.room, was=was, reason=reason)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "room": self.room,
            "earlier": self.earlier.value,
            "written": self.problem is None,
            "problem": str(self.problem) if self.problem else None,
        }


def sentences(adopted: Iterable[AdoptedRoom], lang: Lang) -> Iterator[str]:
    """Yield what adopted rooms were before; those that are alike in it in one sentence."""
    alike: defaultdict[Earlier, list[AdoptedRoom]] = defaultdict(list)
    for room in adopted:
        if room.problem is None:
            alike[room.earlier].append(room)
        else:
            yield room.sentence(lang)
    for earlier, rooms in alike.items():
        if len(rooms) == 1:
            yield rooms[0].sentence(lang)
            continue
        names, more = [room.room for room in rooms[:_FEW]], len(rooms) - _FEW
        shown = ", ".join(names) + (f" + {more}" if more > 0 else "")
        was = _plan(f"earlier.{earlier}", lang)
        yield line("written_many", lang, rooms=len(rooms), was=was, names=shown)


def write_earlier(folder: Path, found: Mapping[str, Earlier]) -> tuple[AdoptedRoom, ...]:
    """Write what the store knows of adopted rooms into the files, as far as they can be written.

    Args:
        folder: The catalogue's folder.
        found: What the rooms were, by key.
    """
    edits = [Edit(key, ("earlier",), earlier.value) for key, earlier in found.items()]
    problems = apply_each(folder, edits)
    return tuple(AdoptedRoom(key, earlier, problems.get(key)) for key, earlier in found.items())
