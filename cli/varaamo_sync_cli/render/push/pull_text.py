"""What a pull takes and leaves, as text and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from varaamo_sync.model import Earlier, Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync import Left, LeftReason, TakenRoom, Takeover, why_left
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.rich_console import print_line, quote
from varaamo_sync_cli.render.value_text import few, preview_change
from varaamo_sync_cli.workspace.access.command_line import Typed

_plan = Theme("commands/plan")
word = Theme("commands/pull")
say = Theme("commands/notes")

_MOST_TOLD = 15
_MOST_FIELDS = 3
_SHORT = 26
_FEW_OF_REASON = 3
_BETWEEN = " · "

PRESSING = (
    *(LeftReason.UNSETTLED, LeftReason.HALF_MADE, LeftReason.LIKELY_TWIN),
    *(LeftReason.DEPARTED, LeftReason.UNLISTED),
)
"""What is told even where only results are wanted: it stands for a whole room of ours."""


@dataclass(frozen=True, slots=True)
class PullTelling:
    """How a pull is told.

    Attributes:
        dry_run: Whether nothing is written.
        full: Whether no list is cut.
        files: Files that were changed, or would be.
        typed: Makes the commands that are offered.
    """

    dry_run: bool
    full: bool
    files: Sequence[Path]
    typed: Typed


def write_text(taken: Takeover, lang: Lang, telling: PullTelling) -> None:
    """Write how much is taken, then what, what is left and why, and what is next."""
    pressing = [item for item in taken.left if item.reason in PRESSING]
    others = [item for item in taken.left if item.reason not in PRESSING]
    print_line(f"[bold]{quote(_summary(taken, lang, telling))}[/bold]")
    most = None if telling.full else _MOST_TOLD
    for lines, code in (
        (list(_fields(taken, lang, full=telling.full)), "fields_head"),
        (list(_rooms(taken, lang)), "rooms_head"),
        ([why_left(item, lang) for item in pressing], "pressing_head"),
        ([] if quiet() else list(_left_lines(others, lang, most)), "left_head"),
    ):
        _write_list(lines, code, lang, None if code == "left_head" else most)
    if quiet():
        return
    steps = [_next_step(lang, telling)] if not taken.empty else []
    if telling.files and not telling.dry_run:
        steps.insert(0, word("wrote", lang, files=", ".join(map(str, telling.files))))
    if steps:
        print_line("")
        for step in steps:
            print_line(quote(step))


def _summary(taken: Takeover, lang: Lang, telling: PullTelling) -> str:
    if taken.empty:
        pressing = any(item.reason in PRESSING for item in taken.left)
        return word("took_nothing", lang) if pressing else say("nothing_to_take", lang)
    counts = {
        "fields": len(taken.fields),
        "changed": len({field.key for field in taken.fields}),
        "rooms": len(taken.rooms),
    }
    parts = [word(f"taken_{what}", lang, **counts) for what in ("fields", "rooms") if counts[what]]
    return word("dry_summary" if telling.dry_run else "summary", lang, taken=parts)


def _fields(taken: Takeover, lang: Lang, *, full: bool) -> Iterator[str]:
    """Yield a line for each room of which fields are taken."""
    rooms: defaultdict[str, list[str]] = defaultdict(list)
    for field in taken.fields:
        before, after = preview_change(field.before, field.after, lang, field.path, _SHORT)
        rooms[field.key].append(f"{field_name(field.path, lang)}: {before} → {after}")
    for key, fields in rooms.items():
        shown = fields if full else fields[:_MOST_FIELDS]
        if len(shown) < len(fields):
            shown = [*shown, _plan("more_fields", lang, count=len(fields) - len(shown))]
        yield f"{key}: {_BETWEEN.join(shown)}"


def _rooms(taken: Takeover, lang: Lang) -> Iterator[str]:
    for room in taken.rooms:
        came = word("came_back" if room.returns else "came", lang)
        name = f"{room.key}: {came}, {room.remote.name}, {room.venue.label(lang)}"
        yield "; ".join([name, *_notes(room, lang)])


def _left_lines(left: Sequence[Left], lang: Lang, most: int | None) -> Iterator[str]:
    """Yield why others are not taken: of each reason the first few."""
    reasons: defaultdict[LeftReason, list[str]] = defaultdict(list)
    foreign: defaultdict[str, list[str]] = defaultdict(list)
    for item in left:
        if item.reason is LeftReason.FOREIGN and item.remote is not None:
            foreign[item.catalogue].append(item.remote.name or item.remote.known_as)
        else:
            reasons[item.reason].append(why_left(item, lang))
    for lines in reasons.values():
        yield from lines if most is None else lines[:_FEW_OF_REASON]
        if most is not None and len(lines) > _FEW_OF_REASON:
            yield word("more_alike", lang, count=len(lines) - _FEW_OF_REASON)
    for owner, names in foreign.items():
        yield word("foreign", lang, catalogue=owner, count=len(names), names=few(names))


def _write_list(lines: Sequence[str], code: str, lang: Lang, most: int | None) -> None:
    if not lines:
        return
    print_line("\n" + quote(word(code, lang)))
    for line in lines if most is None else lines[:most]:
        print_line(f"  {quote(line)}")
    if most is not None and len(lines) > most:
        print_line(f"  {quote(word('more_lines', lang, count=len(lines) - most))}")


def _next_step(lang: Lang, telling: PullTelling) -> str:
    if telling.dry_run:
        return word("next_pull", lang, command=telling.typed("pull"))
    return word("next_plan", lang, command=telling.typed("plan"))


def _notes(room: TakenRoom, lang: Lang) -> Iterator[str]:
    if room.earlier is not Earlier.NONE:
        yield _plan(f"earlier.{room.earlier}", lang)
    if room.paused:
        yield word("paused", lang)
    if room.returns:
        yield word("returns", lang)
