"""What adopted rooms were before, written into the catalogue's files where that can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from varaamo_sync.catalogue_files.edit import Edit, apply_each
from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.model import Earlier, Lang
from varaamo_sync.plan import Plan
from varaamo_sync.sync import unstated_earlier
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.open_workspace import Workspace

_plan = Theme("commands/plan")
line = Theme("commands/push")


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
        return line("unwritten", lang, room=self.room, was=was, reason=self.problem)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "room": self.room,
            "earlier": self.earlier.value,
            "written": self.problem is None,
            "problem": str(self.problem) if self.problem else None,
        }


def write_earlier(workspace: Workspace, plan: Plan) -> tuple[AdoptedRoom, ...]:
    """Write what the store knows of adopted rooms into the files, as far as they can be written."""
    found = unstated_earlier(plan, workspace.state)
    edits = [Edit(key, ("earlier",), earlier.value) for key, earlier in found.items()]
    problems = apply_each(workspace.folder, edits)
    return tuple(AdoptedRoom(key, earlier, problems.get(key)) for key, earlier in found.items())
