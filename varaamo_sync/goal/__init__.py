"""Stages, counts and the binding goal: derived from evidence, never entered by hand."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.goal.blocking_findings import withholding_findings
    from varaamo_sync.goal.both_ends import (
        BothEnds,
        EndCounts,
        RoomAtBothEnds,
        Whereabouts,
        compare_ends,
    )
    from varaamo_sync.goal.counts import progress, recall_progress, survey_as_dict
    from varaamo_sync.goal.entry_lists import entries_that_count, entry_on, merge_entries, timeline
    from varaamo_sync.goal.evaluation import GoalStatus, UnitStatus, evaluate, evaluate_entry
    from varaamo_sync.goal.evidence import (
        Evidence,
        NoHours,
        Reason,
        evidence_as_dict,
        evidence_of_remote,
    )
    from varaamo_sync.goal.forecast import Forecast, Ground, Prospect
    from varaamo_sync.goal.history import (
        Dropped,
        HistoryEntry,
        ReportedUnit,
        Source,
        SurveyedUnit,
        entry_as_dict,
        entry_from_dict,
        entry_to_record,
        entry_to_show,
    )
    from varaamo_sync.goal.losses import entry_of_pushed_rooms
    from varaamo_sync.goal.next_actions import ActionGroup, Missing, NextAction, Turn
    from varaamo_sync.goal.outlook import Outlook, RequirementStatus
    from varaamo_sync.goal.room_progress import Progress, RoomProgress
    from varaamo_sync.goal.rooms_without_hours import MissingHours, missing_hours
    from varaamo_sync.goal.stage_counts import Counts, Stage
    from varaamo_sync.goal.stages import earlier_of

_HOMES = {
    "blocking_findings": "withholding_findings",
    "both_ends": "BothEnds EndCounts RoomAtBothEnds Whereabouts compare_ends",
    "counts": "progress recall_progress survey_as_dict",
    "entry_lists": "entries_that_count entry_on merge_entries timeline",
    "evaluation": "GoalStatus UnitStatus evaluate evaluate_entry",
    "evidence": "Evidence NoHours Reason evidence_as_dict evidence_of_remote",
    "forecast": "Forecast Ground Prospect",
    "history": (
        "Dropped HistoryEntry ReportedUnit Source SurveyedUnit entry_as_dict "
        "entry_from_dict entry_to_record entry_to_show"
    ),
    "losses": "entry_of_pushed_rooms",
    "next_actions": "ActionGroup Missing NextAction Turn",
    "outlook": "Outlook RequirementStatus",
    "room_progress": "Progress RoomProgress",
    "rooms_without_hours": "MissingHours missing_hours",
    "stage_counts": "Counts Stage",
    "stages": "earlier_of",
}
"""Where each name is at home."""

__all__ = [
    "ActionGroup",
    "BothEnds",
    "Counts",
    "Dropped",
    "EndCounts",
    "Evidence",
    "Forecast",
    "GoalStatus",
    "Ground",
    "HistoryEntry",
    "Missing",
    "MissingHours",
    "NextAction",
    "NoHours",
    "Outlook",
    "Progress",
    "Prospect",
    "Reason",
    "ReportedUnit",
    "RequirementStatus",
    "RoomAtBothEnds",
    "RoomProgress",
    "Source",
    "Stage",
    "SurveyedUnit",
    "Turn",
    "UnitStatus",
    "Whereabouts",
    "compare_ends",
    "earlier_of",
    "entries_that_count",
    "entry_as_dict",
    "entry_from_dict",
    "entry_of_pushed_rooms",
    "entry_on",
    "entry_to_record",
    "entry_to_show",
    "evaluate",
    "evaluate_entry",
    "evidence_as_dict",
    "evidence_of_remote",
    "merge_entries",
    "missing_hours",
    "progress",
    "recall_progress",
    "survey_as_dict",
    "timeline",
    "withholding_findings",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
