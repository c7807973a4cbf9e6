"""Why rooms have no opening hours, as far as the opening-hours system can be asked."""

from __future__ import annotations

from varaamo_sync.booking.client import Timeouts
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import HoursError, UsageError
from varaamo_sync.goal import Progress
from varaamo_sync.model import HELSINKI, Catalogue, Lang
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.sync.hours import explain_missing_hours, lacks_hours
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.access.hours_system import hours_address, hours_api
from varaamo_sync_cli.workspace.access.targets import Place

say = Theme("commands/notes")

_SHORT = Timeouts(connect=3.0, read=15.0, total=20.0)
_ONCE_MORE = Patience(policy=Policy(attempts=2, deadline=10.0))
"""Patience of who asks beside something else: how it stands is not kept waiting for a reason."""


def hours_named(place: Place, catalogue: Catalogue) -> bool:
    """Whether there is an opening-hours system to ask."""
    if place.choice.sandbox:
        return True
    try:
        hours_address(place.choice, catalogue)
    except UsageError:
        return False
    return True


def explain_hours(
    place: Place, catalogue: Catalogue, snapshot: Snapshot, found: Progress, lang: Lang
) -> Progress:
    """Return a progress whose rooms without hours say why, where that can be asked.

    A system that cannot be read is told, and stops nothing.
    """
    if not lacks_hours(found) or not hours_named(place, catalogue):
        return found
    today = snapshot.taken.astimezone(HELSINKI).date()
    try:
        with hours_api(
            place.choice, catalogue, place.folder, timeouts=_SHORT, patience=_ONCE_MORE
        ) as api:
            return explain_missing_hours(api, found, snapshot, today)
    except (HoursError, UsageError) as error:
        note(say("hours_unread", lang, why=error.what))
        return found
