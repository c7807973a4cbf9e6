"""What is kept after a push: how the goal stands, and what adopted rooms were before."""

from __future__ import annotations

from dataclasses import dataclass

from varaamo_sync.errors import BookingError, StoreUnusable
from varaamo_sync.model import Lang
from varaamo_sync.report import Standing
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.sync import Mismatch, PushResult, survey, verify
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.errors.error_text import explain_error
from varaamo_sync_cli.console.errors.report_error import report_error
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.booking.adopted_rooms import AdoptedRoom, write_earlier
from varaamo_sync_cli.workspace.booking.open_workspace import PlanResult, Workspace
from varaamo_sync_cli.workspace.history.status_view import view_survey

say = Theme("commands/notes")


@dataclass(frozen=True, slots=True)
class PushRecord:
    """What there is to tell after a push.

    Attributes:
        view: How the goal stands; ``None`` where that could not be read or kept.
        adopted: Adopted rooms, and what they were before.
        mismatches: What is not as the push should have left it.
        kept: Whether all that is to be kept could be.
    """

    view: Standing | None
    adopted: tuple[AdoptedRoom, ...]
    mismatches: tuple[Mismatch, ...]
    kept: bool


def record_push(
    workspace: Workspace, planned: PlanResult, result: PushResult, lang: Lang
) -> PushRecord:
    """Survey again after a push, and keep what the survey shows.

    Raises:
        StoreUnusable: It could not be kept, and nothing was sent.
    """
    after = planned.prepared.snapshot if result.idle else _look_again(workspace, lang)
    mismatches = () if result.idle or after is None else verify(result, after)
    view, kept = None, True
    adopted: tuple[AdoptedRoom, ...] = ()
    try:
        if after is not None:
            history = workspace.history
            view = view_survey(workspace.catalogue, after, planned.findings, history, lang=lang)
            if view.whole:  # counts that rooms are missing from are shown, and not kept
                history.note(view.entry)
        adopted = write_earlier(workspace, planned.plan)
    except StoreUnusable as error:
        if result.idle:
            raise
        kept = False  # rooms were written: what became of them is told all the same
        report_error(error)
    return PushRecord(view, adopted, mismatches, kept)


def _look_again(workspace: Workspace, lang: Lang) -> Snapshot | None:
    try:
        return survey(workspace.api, workspace.catalogue, now=now())
    except BookingError as error:
        note(say("not_read_back", lang, why=explain_error(error, lang)[0].what))
        return None
