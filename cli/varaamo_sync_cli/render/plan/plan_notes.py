"""What a plan says of a room beside its fields, in words: in text and in Markdown alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from varaamo_sync.goal import earlier_of, evidence_of_remote
from varaamo_sync.model import Earlier, Lang, in_helsinki
from varaamo_sync.plan import SPACE_MISSING, Action, Plan, RoomMatch, RoomPlan
from varaamo_sync.plan.values import is_asked
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.plan.plan_twins import question
from varaamo_sync_cli.render.plan.reasons import reasons_with_rules
from varaamo_sync_cli.render.value_text import few

word = Theme("commands/plan")

_CANDIDATES = {RoomMatch.SEVERAL: "several", RoomMatch.FOREIGN: "another_s"}
"""Matches that name the rooms that it could be, with what they say."""


def notes(planned: RoomPlan, lang: Lang) -> list[str]:
    """Return what there is to know of a room's plan, in sentences."""
    recognised = recognition_notes(planned, lang)
    return [*_intent(planned, lang), *recognised, *_withheld_notes(planned, lang)]


def is_shown(planned: RoomPlan) -> bool:
    """Tell whether residents have the room before them already: it is no draft."""
    return planned.pair.remote is not None and not planned.pair.remote.is_draft


def reasons_of(planned: RoomPlan) -> tuple[str, ...]:
    """Return the rules that keep a room back; that its space is missing is told by itself."""
    return tuple(rule for rule in planned.withheld if rule != SPACE_MISSING)


def foreign_line(plan: Plan, lang: Lang, *, full: bool = False) -> str:
    """Return how many rooms are other catalogues', with names of each, the first few or all."""
    owned: defaultdict[str, list[str]] = defaultdict(list)
    for item in plan.foreign:
        owned[item.catalogue].append(item.remote.name or item.remote.known_as)
    told = (
        f"{owner} {len(names)} ({few(names, len(names)) if full else few(names)})"
        for owner, names in owned.items()
    )
    return word("foreign", lang, names="; ".join(told))


def _intent(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    if planned.action is Action.CREATE:
        yield word("publish" if planned.draft is False else "draft", lang)
    elif planned.draft is False and planned.action is not Action.PUBLISH:
        yield word("publish", lang)
    if planned.opens:
        yield word("opens", lang)
    if planned.images:
        yield word("pictures", lang, count=len(planned.images))


def recognition_notes(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    """Yield how a room was recognised, or why not, where that is worth a word."""
    pair = planned.pair
    if pair.match is RoomMatch.HALF and planned.action is not Action.CONFLICT:
        yield word("space_there", lang)
    elif planned.brings_back is not None:
        yield word("brought_back", lang)
    elif planned.archived is not None:
        day = in_helsinki(planned.archived).date()
        yield word("archived_by_us", lang, day=day)
    elif pair.match is RoomMatch.HALF:
        yield word("half", lang, space=pair.space.pk if pair.space else "?")
    elif pair.match is RoomMatch.VANISHED:
        yield word("vanished", lang)
    elif pair.match is RoomMatch.HIDDEN:
        yield word("hidden_there", lang)
    elif is_asked(planned):
        yield question(planned, lang)
    elif pair.match in _CANDIDATES:
        rooms = ", ".join(room.known_as for room in pair.candidates)
        yield word(_CANDIDATES[pair.match], lang, rooms=rooms)
    else:
        yield from _identity(planned, lang)


def _identity(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    """Yield what is worth a word of a room that was recognised."""
    pair = planned.pair
    if pair.match is RoomMatch.RENAMED:
        yield word("renamed", lang, old=pair.old_key, new=planned.key)
    elif pair.match is RoomMatch.MOVED:
        venue = planned.room.venue
        here = f"{venue.label(lang)} ({venue.tprek})"
        yield word("moved", lang, there=planned.there, here=here)
    elif pair.match is RoomMatch.NAME:
        if pair.space is None and not planned.moves_in:
            yield word("by_name", lang)
        yield from was_before(planned, lang)


def was_before(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    """Yield what an adopted room was before, where the catalogue does not say."""
    pair = planned.pair
    if pair.remote is None or "earlier" in pair.room.model_fields_set:
        return
    earlier = earlier_of(evidence_of_remote(pair.remote))
    if earlier is not Earlier.NONE:
        yield word(f"earlier.{earlier}", lang)


def _withheld_notes(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    rules = reasons_of(planned)
    if rules:
        code = "withheld_shown" if is_shown(planned) else "withheld"
        code = "not_sent" if planned.action is Action.UNREADY else code
        yield word(code, lang, reasons=reasons_with_rules(rules, lang))
    if SPACE_MISSING in planned.withheld:
        yield word("space_missing", lang)
    if planned.conflicts:
        yield word("fields_kept", lang, count=len(planned.conflicts))
