"""Waiting until the booking system shows hours that were pushed, on a terminal."""

from __future__ import annotations

from dataclasses import field
from datetime import timedelta

from rich.padding import Padding
from rich.text import Text

from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.hours import HoursShown
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.error_text import explain_error, explanation_lines
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.render.rich_console import print_plainly

said = Theme("commands/hours_plan")

_MOST_KEYS = 10


@dataclass(slots=True)
class ShownTelling:
    """How a wait is told: when it begins, when another room is shown, and how it ended."""

    lang: Lang
    longest: timedelta
    _told: int = field(default=-1, init=False)

    def tell_look(self, shown: int, rooms: int) -> None:
        """Tell what a look has found, where it is something new."""
        if shown in (rooms, self._told):
            return
        name = "wait.begins" if self._told < 0 else "wait.goes_on"
        note(said(name, self.lang, shown=shown, rooms=rooms, minutes=_minutes(self.longest)))
        self._told = shown

    def write(self, found: HoursShown, *, stopped: bool) -> None:
        """Write which rooms are shown, and of which nobody knows when they will be."""
        counts = {"shown": len(found.shown), "missing": len(found.missing)}
        name = f"wait.{_ending(found, stopped=stopped)}"
        minutes = _minutes(found.waited)
        text = said(name, self.lang, **counts, rooms=sum(counts.values()), minutes=minutes)
        print_plainly(Text(f"\n{text}", "bold"))
        lines = [*found.missing[:_MOST_KEYS]]
        if len(found.missing) > _MOST_KEYS:
            lines.append(said("wait.more", self.lang, n=len(found.missing) - _MOST_KEYS))
        for line in lines:
            print_plainly(Padding(Text(line), (0, 0, 0, 2)))
        for problem in explain_error(found.error, self.lang) if found.error else ():
            for line in explanation_lines(problem, self.lang):
                print_plainly(Padding(Text(line), (0, 0, 0, 4)))


def _ending(found: HoursShown, *, stopped: bool) -> str:
    if not found.missing:
        return "shown" if found.shown else "nothing"
    if stopped:
        return "stopped" if found.shown else "stopped_none"
    return "unknown" if found.error else "missing"


def _minutes(time: timedelta) -> int:
    return round(time.total_seconds() / 60)
