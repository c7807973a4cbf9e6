"""The steps of the demo: each does what a command does, and gives what it would show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from varaamo_sync.findings import Level, Severity
from varaamo_sync.model import Lang, Room
from varaamo_sync.report import Standing
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.store import default_url
from varaamo_sync.sync import PushResult, push, unstated_earlier
from varaamo_sync.sync.hours import HoursResult, push_hours
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.workspace.access.targets import Choice, Place, Use
from varaamo_sync_cli.workspace.booking.adopted_rooms import write_earlier
from varaamo_sync_cli.workspace.booking.open_workspace import (
    PlanOptions,
    PlanResult,
    open_workspace,
)
from varaamo_sync_cli.workspace.catalogue.reference_copy import keep_reference
from varaamo_sync_cli.workspace.catalogue.validation import (
    ValidateOptions,
    ValidationReport,
    validate,
)
from varaamo_sync_cli.workspace.history.status_view import view_live
from varaamo_sync_cli.workspace.hours.hours_desk import let_sandbox_take_over, open_hours
from varaamo_sync_cli.workspace.state_folder import state_folder

FOLLOWED = (
    "nup-arabia-sali",
    "kir-oodi-ryhmatyotila-3",
    "liiku-merellinen-sauna-1",
    "nup-hertsi-sali",
    "nup-koskela-ryhmatila-1",
)
"""Rooms that every step tells of: no two of them end alike."""

_TAKEN = PlanOptions(on_conflict="ours")


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands between the rooms and residents."""

    report: ValidationReport
    name: Literal["check"] = "check"


@dataclass(frozen=True, slots=True)
class Counted:
    """How the goal stands, before the push and after."""

    view: Standing
    name: Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Planned:
    """What a push would do."""

    planned: PlanResult
    name: Literal["plan"] = "plan"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a push, and of the same push once more.

    Attributes:
        rooms: The rooms by their keys.
    """

    result: PushResult
    rooms: Mapping[str, Room]
    name: Literal["push", "again"]


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of a push of opening hours.

    Attributes:
        result: An outcome for every room whose hours the catalogue states.
        rooms: The rooms by their keys.
    """

    result: HoursResult
    rooms: Mapping[str, Room]
    name: Literal["hours"] = "hours"


Step = Checked | Counted | Planned | Pushed | Opened


def demonstrate(folder: Path, lang: Lang) -> Iterator[Step]:
    """Do the main job in a copy of the example, and yield each step as it is done.

    It keeps to the folder, whatever the environment says of stores and booking systems.

    Raises:
        ImportError: The sandbox is not installed.
    """
    # The folder of state is made first, or the last survey would be kept in the user's cache.
    place = Place(folder, Choice(sandbox=True), default_url(state_folder(folder)))
    keep_reference(place.choice, folder)
    yield Checked(validate(_checks(folder, lang), now=now()))
    yield Counted(view_live(place, (), lang), "before")
    with open_workspace(place, Use.LOOK) as workspace:
        planned = workspace.make_plan(_TAKEN)
    rooms = planned.prepared.catalogue.by_key
    yield Planned(planned)
    yield Pushed(_push(place), rooms, "push")
    yield Opened(_push_hours(place), rooms)
    yield Counted(view_live(place, (), lang), "after")
    yield Pushed(_push(place), rooms, "again")


def _checks(folder: Path, lang: Lang) -> ValidateOptions:
    return ValidateOptions(
        path=folder,
        level=Level.PUBLISH,
        fail_on=Severity.ERROR,
        select=(),
        ignore=(),
        unit=None,
        baseline=None,
        write_baseline=None,
        lang=lang,
    )


def _push(place: Place) -> PushResult:
    with (
        open_workspace(place, pushing=True) as opened,
        opened.lock() as lock,
    ):
        workspace = opened.behind(lock.fence)
        planned = workspace.make_plan(_TAKEN, settling=True)
        result = push(
            workspace.api,
            planned.prepared,
            settings=workspace.settings,
            should_stop=lock.is_lost,
        )
        earlier = unstated_earlier(planned.plan, workspace.state)
        write_earlier(workspace.folder, earlier)
    return result


def _push_hours(place: Place) -> HoursResult:
    with (
        open_hours(place, Use.WRITE, (), url=None) as opened,
        opened.lock() as lock,
    ):
        desk = opened.behind(lock.fence)
        made = desk.make_plan("theirs", settling=True)
        result = push_hours(desk.api, made, settings=desk.settings, should_stop=lock.is_lost)
    let_sandbox_take_over(place)
    return result
