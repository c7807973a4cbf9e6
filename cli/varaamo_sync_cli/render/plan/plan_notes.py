"""What a plan says of a room beside its fields, in words: in text and in Markdown alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from varaamo_sync.goal import earlier_of, evidence_of_remote
from varaamo_sync.model import HELSINKI, Earlier, Lang
from varaamo_sync.plan import SPACE_MISSING, Action, Pair, Plan, RoomMatch, RoomPlan
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.plan.plan_twins import is_asked, question
from varaamo_sync_cli.render.value_text import few

word = Theme("commands/plan")

_SELDOM = {Action.UNPUBLISH, Action.UNREADY}
"""Actions that are counted only where they happen."""

_CANDIDATES = {RoomMatch.SEVERAL: "several", RoomMatch.FOREIGN: "another_s"}
"""Matches that name the rooms that it could be, with what they say."""


def summary(plan: Plan, lang: Lang) -> str:
    """Return a plan in one line: how many rooms there are of each action."""
    counts = Counter(plan.counts())
    counts[Action.CONFLICT] = plan.conflicts
    told = [
        word(f"count.{action}", lang, count=counts[action])
        for action in Action
        if action is not Action.NOTHING and (counts[action] or action not in _SELDOM)
    ]
    return word("summary", lang, counts=told)


def notes(planned: RoomPlan, lang: Lang) -> list[str]:
    """Return what there is to know of a room's plan, in sentences."""
    return [*_intent(planned, lang), *_recognition(planned, lang), *_withheld_notes(planned, lang)]


def foreign_line(plan: Plan, lang: Lang) -> str:
    """Return how many rooms are other catalogues', with the first few names of each."""
    owned: defaultdict[str, list[str]] = defaultdict(list)
    for item in plan.foreign:
        owned[item.catalogue].append(item.remote.name or str(item.remote.pk))
    told = (f"{owner} {len(names)} ({few(names)})" for owner, names in owned.items())
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


def _recognition(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    pair = planned.pair
    if pair.match is RoomMatch.HALF and planned.action is not Action.CONFLICT:
        yield word("space_there", lang)
    elif planned.archived is not None:
        day = planned.archived.astimezone(HELSINKI).date().isoformat()
        yield word("archived_by_us", lang, day=day)
    elif pair.match is RoomMatch.HALF:
        yield word("half", lang, space=pair.space.pk if pair.space else "?")
    elif pair.match is RoomMatch.VANISHED:
        yield word("vanished", lang)
    elif is_asked(planned):
        yield question(planned, lang)
    elif pair.match in _CANDIDATES:
        rooms = ", ".join(str(room.pk) for room in pair.candidates)
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
        yield from _was_before(pair, lang)


def _was_before(pair: Pair, lang: Lang) -> Iterator[str]:
    """Yield what an adopted room was before, where the catalogue does not say."""
    if pair.remote is None or "earlier" in pair.room.model_fields_set:
        return
    earlier = earlier_of(evidence_of_remote(pair.remote))
    if earlier is not Earlier.NONE:
        yield word(f"earlier.{earlier}", lang)


def _withheld_notes(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    rules = ", ".join(rule for rule in planned.withheld if rule != SPACE_MISSING)
    if planned.action is Action.UNREADY:
        yield word("not_sent", lang, rules=rules)
    elif rules:
        yield word("withheld", lang, rules=rules)
    if SPACE_MISSING in planned.withheld:
        yield word("space_missing", lang)
    if planned.conflicts:
        yield word("fields_kept", lang, count=len(planned.conflicts))
