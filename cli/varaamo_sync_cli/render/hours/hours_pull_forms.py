"""What a pull of opening hours takes and leaves, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.hours import (
    HoursLeftReason,
    HoursTakeover,
    LeftHours,
    TakenHours,
    hours_in_words,
)
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.rich_console import print_plainly
from varaamo_sync_cli.workspace.access.command_line import Typed

said = Theme("commands/hours_pull")
plan = Theme("commands/hours_plan")

_MOST = 15
_FEW = 4


@dataclass(frozen=True, slots=True)
class HoursPullTelling:
    """How a pull of hours is told.

    Attributes:
        dry_run: Whether nothing is written.
        adopt: Whether hours of other people were asked for.
        full: Whether no list is cut.
        files: Files that were changed, or would be.
        typed: Makes the commands that are offered.
    """

    dry_run: bool
    adopt: bool
    full: bool
    files: Sequence[Path]
    typed: Typed


def write_text(taken: HoursTakeover, lang: Lang, telling: HoursPullTelling) -> None:
    """Write how much is taken, then what, what is left and who does what, and what is next."""
    print_plainly(Text(_summary(taken, lang, telling), "bold"))
    if taken.taken:
        lines = [_line(one, lang) for one in taken.taken]
        _write_list(said("head", lang), lines, lang, None if telling.full else _MOST)
    for reason in HoursLeftReason:
        left = [one for one in taken.left if one.reason is reason]
        if left and not quiet():
            title = said(f"left.{reason}.title", lang, count=len(left))
            lines = [_room(one, lang) for one in left]
            _write_list(title, lines, lang, None if telling.full else _FEW)
            _write_line(f"→ {said(f'left.{reason}.fix', lang)}")
    if quiet():
        return
    if telling.files and not telling.dry_run:
        files = ", ".join(map(str, telling.files))
        print_plainly("\n" + said("wrote", lang, files=files))
    steps = list(_steps(taken, lang, telling))
    if steps:
        write_commands(said("next.title", lang), steps)


def _summary(taken: HoursTakeover, lang: Lang, telling: HoursPullTelling) -> str:
    if taken.empty:
        return said("took_nothing" if taken.left else "nothing", lang)
    name = "dry_summary" if telling.dry_run else "summary"
    return said(name, lang, rooms=len(taken.taken))


def _steps(
    taken: HoursTakeover, lang: Lang, telling: HoursPullTelling
) -> Iterator[tuple[str, str]]:
    adopt = ("--adopt",) if telling.adopt else ()
    if taken.taken and telling.dry_run:
        yield telling.typed("hours pull", *adopt), said("next.pull", lang)
    elif taken.taken:
        yield telling.typed("hours plan"), said("next.plan", lang)
    if any(one.reason is HoursLeftReason.THEIRS for one in taken.left):
        yield telling.typed("hours pull", "--adopt"), said("next.adopt", lang)


def _line(one: TakenHours, lang: Lang) -> str:
    name = "adopted" if one.adopted else "change"
    before = said("none", lang) if one.before is None else hours_in_words(one.before, lang)
    return said(name, lang, key=one.key, before=before, after=hours_in_words(one.after, lang))


def _room(one: LeftHours, lang: Lang) -> str:
    room = one.room
    return plan("room", lang, name=room.label(lang), key=room.key, venue=room.venue.label(lang))


def _write_list(title: str, lines: Sequence[str], lang: Lang, most: int | None) -> None:
    print_plainly(f"\n{title}")
    for line in lines[:most]:
        _write_line(line)
    if most is not None and len(lines) > most:
        _write_line(said("more", lang, n=len(lines) - most))


def _write_line(line: str) -> None:
    print_plainly(Padding(Text(line), (0, 0, 0, 2)))
