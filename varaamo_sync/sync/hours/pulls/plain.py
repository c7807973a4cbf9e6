"""What a pull of opening hours takes and leaves, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from varaamo_sync.json_values import json_value
from varaamo_sync.model import Hours, Lang, Period
from varaamo_sync.model.hours import said_hours
from varaamo_sync.sync.hours.pulls.results import HoursTakeover
from varaamo_sync.words import Theme

said = Theme("commands/hours_pull")


def hours_takeover_as_dict(
    taken: HoursTakeover,
    lang: Lang = "fi",
    *,
    dry_run: bool = True,
    files: Iterable[object] = (),
) -> dict[str, Any]:
    """Return what is taken and left, as ``schemas/hours-pull.schema.json`` describes it.

    Args:
        taken: What is taken.
        lang: Language of hours and reasons in words.
        dry_run: Whether nothing of it was written.
        files: Files that were changed, or would be.
    """
    return {
        "format_version": 1,
        "dry_run": dry_run,
        "rooms": [
            {
                "room": one.key,
                "adopted": one.adopted,
                "before": None if one.before is None else hours_in_words(one.before, lang),
                "after": hours_in_words(one.after, lang),
                "hours": json_value(one.entry),
            }
            for one in taken.taken
        ],
        "left": [
            {
                "room": one.key,
                "reason": one.reason.value,
                "said": said(f"left.{one.reason}.fix", lang),
            }
            for one in taken.left
        ],
        "files": [str(file) for file in files],
    }


def hours_in_words(hours: Hours, lang: Lang) -> str:
    """Return hours in words, without the names of periods; how many there are where none fit.

    Args:
        hours: The hours.
        lang: The language.
    """
    counts = {"n": len(hours.open_periods), "exceptions": len(list(hours.exceptional()))}
    nameless = hours.model_copy(update={"name": None, "periods": _without_names(hours)})
    return said_hours(nameless, lang) or said("unsayable", lang, **counts)


def _without_names(hours: Hours) -> tuple[Period, ...] | None:
    if hours.periods is None:
        return None
    return tuple(period.model_copy(update={"name": None}) for period in hours.periods)
