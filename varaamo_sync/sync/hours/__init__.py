"""Opening hours of a catalogue: planned three ways, and taken to the system that keeps them."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.sync.hours.plain import hours_plan_as_dict
    from varaamo_sync.sync.hours.plan import (
        Clash,
        Dropped,
        HoursPlan,
        LeftRoom,
        PeriodAction,
        PeriodPlan,
        RoomHours,
        Waits,
    )
    from varaamo_sync.sync.hours.planning import HoursRoom
    from varaamo_sync.sync.hours.preparation import HoursOptions, prepare_hours, prepare_hours_async
    from varaamo_sync.sync.hours.pulls import (
        HoursLeftReason,
        HoursTakeover,
        LeftHours,
        TakenHours,
        hours_in_words,
        note_taken,
        take_over_hours,
    )
    from varaamo_sync.sync.hours.pushing import (
        HoursOutcome,
        HoursResult,
        push_hours,
        push_hours_async,
    )
    from varaamo_sync.sync.hours.reasons import explain_missing_hours, lacks_hours, no_hours_of
    from varaamo_sync.sync.hours.watching import (
        LONGEST,
        HoursShown,
        Waiting,
        wait_until_shown,
        wait_until_shown_async,
    )
    from varaamo_sync.sync.hours.writing import note_agreed

_HOMES = {
    "plain": "hours_plan_as_dict",
    "plan": "Clash Dropped HoursPlan LeftRoom PeriodAction PeriodPlan RoomHours Waits",
    "planning": "HoursRoom",
    "preparation": "HoursOptions prepare_hours prepare_hours_async",
    "pulls": (
        "HoursLeftReason HoursTakeover LeftHours TakenHours hours_in_words note_taken "
        "take_over_hours"
    ),
    "pushing": "HoursOutcome HoursResult push_hours push_hours_async",
    "reasons": "explain_missing_hours lacks_hours no_hours_of",
    "watching": "LONGEST HoursShown Waiting wait_until_shown wait_until_shown_async",
    "writing": "note_agreed",
}
"""Where each name is at home."""

__all__ = [
    "LONGEST",
    "Clash",
    "Dropped",
    "HoursLeftReason",
    "HoursOptions",
    "HoursOutcome",
    "HoursPlan",
    "HoursResult",
    "HoursRoom",
    "HoursShown",
    "HoursTakeover",
    "LeftHours",
    "LeftRoom",
    "PeriodAction",
    "PeriodPlan",
    "RoomHours",
    "TakenHours",
    "Waiting",
    "Waits",
    "explain_missing_hours",
    "hours_in_words",
    "hours_plan_as_dict",
    "lacks_hours",
    "no_hours_of",
    "note_agreed",
    "note_taken",
    "prepare_hours",
    "prepare_hours_async",
    "push_hours",
    "push_hours_async",
    "take_over_hours",
    "wait_until_shown",
    "wait_until_shown_async",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
