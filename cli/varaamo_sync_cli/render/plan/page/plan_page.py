"""What a plan tells on a page, in the order of its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from varaamo_sync.errors import part
from varaamo_sync.model import Lang
from varaamo_sync.plan import Plan
from varaamo_sync.plan.values import plan_summary
from varaamo_sync.words import Theme, system_name
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.page.blocks import (
    Code,
    Command,
    Item,
    Line,
    Page,
    Section,
)
from varaamo_sync_cli.render.page.own_words import own_words
from varaamo_sync_cli.render.plan import plan_lists, plan_others
from varaamo_sync_cli.render.plan.page.room_units import (
    LONGEST,
    adopted_item,
    changing_rows,
    departed_item,
    differing_rows,
    new_item,
    unclear_item,
    withheld_item,
)
from varaamo_sync_cli.render.plan.plan_text import Telling
from varaamo_sync_cli.render.value_text import cut
from varaamo_sync_cli.workspace.booking.notices import double_line

word = Theme("commands/plan")

_PLACE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a sentence where code will."""
_LONGEST_LINE = 600
"""Letters of a line that names rooms of others, which nobody cut to size."""


def plan_page(plan: Plan, lang: Lang, telling: Telling | None = None) -> Page:
    """Return a plan as a page.

    Args:
        plan: The plan.
        lang: The language.
        telling: How it is told.
    """
    telling = telling or Telling()
    sections = (
        *_decisions(plan, lang, telling),
        *_guards(plan, lang, telling),
        *_rooms(plan, lang, telling),
        *_others(plan, lang, telling),
    )
    before, _, after = word("for", lang, origin=_PLACE, day=plan.today).partition(_PLACE)
    name = system_name(plan.origin, lang)
    heading = (before, Code(cut(name, LONGEST)) if name == plan.origin else name, after)
    words = own_words(lang, _with_command("next_full", telling.typed("plan", "--full"), lang))
    return Page(plan_summary(plan, lang), (heading,), tuple(s for s in sections if s), words)


def _decisions(plan: Plan, lang: Lang, telling: Telling) -> Iterator[Section]:
    unclear = plan_lists.unclear(plan)
    items = [unclear_item(planned, plan, telling.locate, lang) for planned in unclear]
    items += [Item((double_line(double, lang),)) for double in plan.doubles]
    if items:
        yield Section(word("unclear_head", lang, count=len(items)), tuple(items))
    if differing := plan_lists.differing(plan):
        yield Section(
            word("differing_head", lang, count=len(differing)),
            tuple(differing_rows(planned, lang, full=telling.full) for planned in differing),
            _columns(lang, "room", "field", "in_varaamo", "in_catalogue"),
            (
                _with_command("way_theirs", telling.typed("pull"), lang),
                _with_command("way_ours", telling.typed("push", "--on-conflict", "ours"), lang),
            ),
        )


def _guards(plan: Plan, lang: Lang, telling: Telling) -> Iterator[Section]:
    breaches = plan.breaches(telling.allowed)
    if not breaches:
        return
    told = [part("guard-breach", name=b.name, count=b.count, limit=b.limit) for b in breaches]
    allow = [option for b in breaches for option in ("--allow", f"{b.name}={b.count}")]
    yield Section(
        word("guard_head", lang),
        tuple(Item((one.told(lang),)) for one in told),
        after=(_with_command("guard_way", telling.typed("push", *allow), lang),),
    )


def _rooms(plan: Plan, lang: Lang, telling: Telling) -> Iterator[Section]:
    shown, drafts = plan_lists.new_and_shown(plan), plan_lists.new_drafts(plan)
    yield from _list("new_head", (new_item(p, lang) for p in shown), lang)
    yield from _list("new_drafts_head", (new_item(p, lang) for p in drafts), lang)
    adopted = plan_lists.adopted(plan)
    yield from _list("adopted_head", (adopted_item(p, lang) for p in adopted), lang)
    if changing := plan_lists.changing(plan):
        yield Section(
            word("changing_head", lang, count=len(changing)),
            tuple(changing_rows(planned, lang, full=telling.full) for planned in changing),
            _columns(lang, "room", "field", "before", "after"),
        )
    for head, rooms in (
        ("unready_head", plan_lists.unready(plan)),
        ("left_shown_head", plan_lists.left_shown(plan)),
        ("left_draft_head", plan_lists.left_drafts(plan)),
    ):
        yield from _list(head, (withheld_item(planned, lang) for planned in rooms), lang)


def _others(plan: Plan, lang: Lang, telling: Telling) -> Iterator[Section]:
    """Yield what left, what is others', and what to type next."""
    if plan.archives:
        yield from _list(
            f"{plan_others.archived_code(plan)}_head", map(departed_item, plan.departed), lang
        )
    lines = [] if plan.archives else plan_others.departed_told(plan, lang, full=telling.full)
    lines += plan_others.unread_told(plan, lang, full=telling.full)
    if not quiet():
        lines += plan_others.untouched_told(plan, lang, full=telling.full)
    most = None if telling.full else _LONGEST_LINE
    after: list[Line] = [(cut(line, most or len(line)),) for line in lines]
    if not quiet():
        after += _next_step(plan, lang, telling)
    if after:
        yield Section(after=tuple(after))


def _next_step(plan: Plan, lang: Lang, telling: Telling) -> Iterator[Line]:
    if not plan.empty and not plan.breaches(telling.allowed):
        yield _with_command("next_push", telling.typed("push", *telling.next_options), lang)


def _list(head: str, units: Iterable[Item], lang: Lang) -> Iterator[Section]:
    if listed := tuple(units):
        yield Section(word(head, lang, count=len(listed)), listed)


def _columns(lang: Lang, *names: str) -> tuple[str, ...]:
    return tuple(word(name, lang) for name in names)


def _with_command(code: str, command: str, lang: Lang) -> Line:
    """Return a line with the command where its words have it."""
    before, _, after = word(code, lang, command=_PLACE).partition(_PLACE)
    return (before, Command(cut_command(command)), after)


def cut_command(command: str) -> str:
    """Return a command; of one that is absurdly long, its beginning."""
    return command if len(command) <= _LONGEST_LINE else f"{command[:_LONGEST_LINE]}…"
