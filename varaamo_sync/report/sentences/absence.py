"""What is said of why a room has no opening hours, as the opening-hours system knows it."""

from __future__ import annotations

from varaamo_sync.goal import Evidence, NoHours, Reason
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.words import Theme

said = Theme("report/opening_hours")

_UNLINKED = ("venue_unknown", "no_department", "not_linked")
"""Reasons of rooms that the opening-hours system does not know."""


def known_reason(reason: Reason, evidence: Evidence) -> NoHours | None:
    """Return what the opening-hours system says, where that fits what the booking system says.

    Where it does not fit, one of them was asked at the wrong address, or is behind the other.
    """
    told = evidence.no_hours
    if told is None or evidence.open_from is not None:
        return None
    unlinked = told.why in _UNLINKED
    if reason is Reason.NOT_LINKED:
        return told if unlinked else None
    return told if reason is Reason.NO_OPENING_HOURS and not unlinked else None


def absence(found: NoHours, lang: Lang) -> str:
    """Return why a room has no hours, and whose turn it is."""
    told = about(found, lang)
    name = "closed_somehow" if found.why == "closed" and not told else found.why
    return said(f"absence.{name}", lang, about=told, day=found.day)


def about(found: NoHours, lang: Lang) -> str:
    """Return the period or the states that a reason is about; empty where there are none."""
    if found.period is not None or found.name:
        return period_words(found, lang)
    return ", ".join(said(f"state.{state}", lang) for state in found.states)


def period_words(found: NoHours, lang: Lang) -> str:
    """Return what a period is called, and its days."""
    name = period_name(found, lang)
    if found.first is None and found.last is None:
        return said("period_always", lang, name=name)
    if found.last is None:
        return said("period_from", lang, name=name, first=found.first)
    if found.first is None:
        return said("period_until", lang, name=name, last=found.last)
    return said("period", lang, name=name, first=found.first, last=found.last)


def period_name(found: NoHours, lang: Lang) -> str:
    """Return what a period is called, or its number where nobody called it anything."""
    names = (found.name.get(one) for one in (lang, *LANGS))
    return next(filter(None, names), None) or said("nameless", lang, pk=str(found.period))
