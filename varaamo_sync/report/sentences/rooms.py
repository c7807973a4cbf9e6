"""What is said of single rooms: why each is at its stage."""

from __future__ import annotations

from collections.abc import Sequence

from varaamo_sync import words
from varaamo_sync.goal import Evidence, Reason, RoomProgress, withholding_findings
from varaamo_sync.model import Lang
from varaamo_sync.report.sentences.absence import absence, known_reason
from varaamo_sync.words import Theme

said = Theme("report/standing")

_UNNAMED = "tprek-missing"
"""What is wrong with an unready room of which nobody told the findings."""

_NAMED = 3


def reason(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, with the moment or the finding that it speaks of."""
    if item.reason is Reason.UNREADY:
        found = withholding_findings(item.findings)
        title = words.text(found[0].rule if found else _UNNAMED, "title", lang, {})
        return f"{said(f'reason.{item.reason}', lang)} ({title})"
    if (told_there := known_reason(item.reason, item.evidence)) is not None:
        return absence(told_there, lang)
    when = item.moment
    if when is not None:
        return said(f"reason_dated.{item.reason}", lang, when=when)
    if item.reason is Reason.NO_OPENING_HOURS and item.evidence.linked:
        return said("linked_closed", lang)
    told = said(f"reason.{item.reason}", lang)
    if item.reason is not Reason.BOOKABLE:
        return told
    bookable = _with_hours(told, item.evidence, lang)
    return said("handled", lang, reason=bookable) if item.evidence.handled else bookable


def _with_hours(told: str, evidence: Evidence, lang: Lang) -> str:
    """Return what is said of a bookable room: when it is free next, and how long it is open."""
    free, begins = evidence.first_reservable, evidence.open_from
    if evidence.open_hours is None:
        if free is not None:
            return said("free", lang, reason=told, free=free)
        return told if begins is None else said("open_from", lang, reason=told, when=begins)
    hours = words.decimal(evidence.open_hours, lang)
    if free is not None:
        return said("free_hours", lang, reason=told, free=free, hours=hours)
    return said("open_hours", lang, reason=told, when=begins, hours=hours)


def why(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, and whether it is worse off than before the goal."""
    lost = f", {said('was_bookable', lang)}" if item.lost else ""
    return reason(item, lang) + lost


def evidence(item: RoomProgress, lang: Lang) -> str:
    """Return the reason for a room's stage, and when that was read."""
    read = item.evidence.read
    when = f", {said('read', lang, when=read)}" if read is not None else ""
    return why(item, lang) + when


def some(names: Sequence[str], lang: Lang, most: int = _NAMED) -> str:
    """Return the first few of some names, and how many more there are."""
    rest = len(names) - most
    shown = ", ".join(names[:most])
    return f"{shown} {said('others', lang, n=rest)}" if rest > 0 else shown
