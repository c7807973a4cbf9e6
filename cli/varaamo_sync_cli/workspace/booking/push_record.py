"""What is kept after a push: how the goal stands, and what adopted rooms were before."""

from __future__ import annotations

from contextlib import suppress

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.goal import HistoryEntry
from varaamo_sync.model import Lang
from varaamo_sync.report import Standing
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync import CountHistory, Mismatch, PushResult, look_back
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.error_text import explain_error
from varaamo_sync_cli.console.errors.report_error import report_error
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.booking.adopted_rooms import AdoptedRoom, write_earlier
from varaamo_sync_cli.workspace.booking.open_workspace import PlanResult, Workspace
from varaamo_sync_cli.workspace.history.status_view import view_progress

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
    book = workspace.history
    entries: tuple[HistoryEntry, ...] = ()
    with suppress(StoreUnusable):  # looking back meets it, too, and tells
        entries = book.entries()
    after = look_back(
        workspace.api,
        planned.prepared,
        result,
        settings=workspace.settings,
        history=CountHistory(workspace.store, workspace.api.origin, workspace.catalogue.id),
        findings=planned.findings,
    )
    if after.problem is not None and after.kept:
        note(say("not_read_back", lang, why=explain_error(after.problem, lang)[0].what))
    elif after.problem is not None:  # rooms were written: what became of them is told all the same
        report_error(after.problem)
    view = None
    if after.progress is not None:
        view = view_progress(workspace.catalogue, after.progress, book, entries, lang=lang)
    adopted = write_earlier(workspace.folder, after.earlier)
    return PushRecord(view, adopted, after.mismatches, after.kept)
