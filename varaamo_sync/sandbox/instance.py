"""A Varaamo of one's own: the sandbox, and what only its owner can do to it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError

from varaamo_sync.errors import UsageError, part
from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.data.seed import Seed, fill, read_seed
from varaamo_sync.sandbox.hauki.seed import fill_hauki
from varaamo_sync.sandbox.messages import WebRequest, WebResponse
from varaamo_sync.sandbox.respa.seed import fill_respa
from varaamo_sync.sandbox.rules.context import Faults
from varaamo_sync.sandbox.rules.hours_link import resource_of, take_over_hours, take_over_hours_of
from varaamo_sync.sandbox.rules.staff_hours import add_first_hours, set_staff_hours
from varaamo_sync.sandbox.rules.users import end_sessions
from varaamo_sync.sandbox.web.admin_api import admin_views
from varaamo_sync.sandbox.web.app import Application, Around, undisturbed

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from varaamo_sync.sandbox.faults.plan import FaultPlan
    from varaamo_sync.sandbox.respa.staff import RespaStaff


class Sandbox:
    """A Varaamo that answers as the real one does, quirks and all (``varaamo-facts.md``).

    Args:
        database: File that keeps its data, or ``:memory:``. Several processes may share a file.
        clock: Tells this moment, with time zone.
        seed: What it holds at first and after ``reset``; by default made-up venues, reference
            data and some rooms that were there earlier.
        faults: What goes wrong: a plan of faults, or hooks around writes; by default nothing.
        sleep: Waits some seconds, where a fault holds a write.
        copied: Work on a copy of the file in memory: the file stays as it is, and need not be
            there.

    Raises:
        UsageError: The file is no sandbox, or one of another version; or the faults name a venue
            that it does not have.

    Example:
        ``with Sandbox(clock=now) as sandbox, SandboxTransport(sandbox) as transport: ...``
    """

    def __init__(
        self,
        database: Path | str = ":memory:",
        *,
        clock: Callable[[], datetime],
        seed: Seed | Path | None = None,
        faults: Faults | FaultPlan | None = None,
        sleep: Callable[[float], None] = time.sleep,
        copied: bool = False,
    ) -> None:
        if isinstance(database, Path) and not copied:
            database.parent.mkdir(parents=True, exist_ok=True)
        self._seed = read_seed(seed)
        self._database = Database(database, clock, copied=copied)
        if self._database.is_new:
            self._fill(anew=False)
        self._sleep = sleep
        self._hooks = faults if isinstance(faults, Faults) else None
        self._plan = None if isinstance(faults, Faults) else faults
        inside, around = self._faults_of(self._plan)
        self._application = Application(self._database, inside, around, admin_views(self))

    @cached_property
    def app(self) -> Starlette:
        """The web application, for any ASGI server."""
        from varaamo_sync.sandbox.web.asgi import asgi  # of no use in the same process

        return asgi(self.answer)

    @cached_property
    def respa(self) -> RespaStaff:
        """Somebody in the admin pages of its Respa."""
        from varaamo_sync.sandbox.respa.staff import RespaStaff  # few have one

        return RespaStaff(self._database)

    def answer(self, request: WebRequest) -> WebResponse:
        """Answer a request in this thread; several threads may ask at once.

        Raises:
            ConnectionCut: No answer comes: a fault that was asked for.
        """
        return self._application.answer(request)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; what it held in memory is gone."""
        self._database.close()

    def reset(self) -> None:
        """Go back to the seed: every room gets a new UUID, numbers begin at 1 again."""
        self._fill(anew=True)
        self._application.faults.prepare()

    def _fill(self, *, anew: bool) -> None:
        with self._database.transaction():
            fill(self._database, self._seed, anew=anew)
            fill_hauki(self._database, self._seed)
            add_first_hours(self._database)
            fill_respa(self._database, self._seed)

    def take_over_hours(self) -> None:
        """Take over what the opening-hours system says now, as else every quarter of an hour."""
        take_over_hours(self._database)

    def _faults_of(self, plan: FaultPlan | None) -> tuple[Faults, Around]:
        if plan is None or not plan.faults:
            return self._hooks or Faults(), undisturbed
        # Imported where something is to go wrong: all that may is many models.
        from varaamo_sync.sandbox.faults.draw import FaultDraw
        from varaamo_sync.sandbox.faults.http_faults import HttpFaults
        from varaamo_sync.sandbox.faults.server_faults import ServerFaults

        draw = FaultDraw(plan)
        inside = ServerFaults(plan, self._database, draw, self._sleep)
        return inside, HttpFaults(self._database, draw).around

    def set_faults(self, faults: Sequence[Mapping[str, Any]]) -> None:
        """Let other things go wrong from now on; with none, those that it was made with.

        Args:
            faults: Faults with the keys of a faults file.

        Raises:
            UsageError: One of them is no fault.
        """
        from varaamo_sync.sandbox.faults.plan import FaultPlan  # as in ``_faults_of``

        try:
            plan = FaultPlan.model_validate({"faults": list(faults)}) if faults else self._plan
        except ValidationError as exc:
            raise UsageError("sandbox-no-faults", faults=str(faults)) from exc
        self._application.faults, self._application.around = self._faults_of(plan)

    def end_sessions(self) -> None:
        """End every session at once, without a word to those who hold them."""
        end_sessions(self._database)

    def set_hours(
        self,
        room: str | int,
        *,
        open: bool,
        until: date | None = None,
        fully_booked: bool = False,
    ) -> None:
        """Set opening hours as a venue does in the opening-hours system: every day from 8 to 22.

        They are a period there, in place of the one that was set so before, and are taken over
        at once. A room that it does not know keeps them beside it.

        Args:
            room: Number of the room, or its key (its space's code ends with it after a colon).
            open: Whether there are any. Without any the room is linked to the other system
                all the same, as one that was never set is not.
            until: The last day of them; by default without end.
            fully_booked: Whether every one of them is taken.

        Raises:
            UsageError: There is no such room, or more than one.
        """
        pk = self._room(room)
        resource = resource_of(self._database, pk)
        if resource is not None:
            with self._database.transaction():
                set_staff_hours(self._database, resource, open=open, until=until)
            take_over_hours_of(self._database, pk)
        with self._database.transaction():
            self._database.run("DELETE FROM hours WHERE reservationUnit = ?", pk)
            if resource is not None and not fully_booked:
                return  # only of bookings the other system knows nothing
            last = until if open else self._database.today() - timedelta(days=1)
            values = {
                "reservationUnit": pk,
                "until": last.isoformat() if last else None,
                "fullyBooked": fully_booked,
            }
            self._database.insert("hours", values)

    def set_payment_product(self, room: str | int, *, present: bool = True) -> None:
        """Give a room a payment product, as finance would, or take it away.

        Raises:
            UsageError: There is no such room, or more than one.
        """
        product = str(uuid.uuid4()) if present else None
        self._database.update("reservationUnit", self._room(room), {"paymentProduct": product})

    def add_reservation(self, room: str | int, *, ends: datetime | None = None) -> None:
        """Book a room as a resident would.

        Args:
            room: Number or key of the room.
            ends: When the booking ends, with time zone; by default a week from now.

        Raises:
            UsageError: There is no such room, or more than one.
        """
        end = ends.astimezone(UTC) if ends else self._database.now() + timedelta(days=7)
        values = {"reservationUnit": self._room(room), "endsAt": end.isoformat()}
        self._database.insert("reservation", values)

    def cancel_reservations(self, room: str | int) -> None:
        """Cancel every booking of a room.

        Raises:
            UsageError: There is no such room, or more than one.
        """
        self._database.run("DELETE FROM reservation WHERE reservationUnit = ?", self._room(room))

    def _room(self, room: str | int) -> int:
        known = self._database.rows(
            "SELECT room.pk, code FROM reservationUnit AS room"
            " LEFT JOIN roomSpace ON roomSpace.room = room.pk"
            " LEFT JOIN space ON space.pk = roomSpace.other WHERE NOT isArchived"
        )
        codes: set[tuple[int, str]] = {(row["pk"], row["code"] or "") for row in known}
        found = {pk for pk, code in codes if room == pk or f":{code}".endswith(f":{room}")}
        if len(found) == 1:
            return found.pop()
        if found:
            raise UsageError(
                "sandbox-room-several", room=room, numbers=[str(pk) for pk in sorted(found)]
            )
        named = sorted({code.rpartition(":")[2] for _, code in codes})
        from rapidfuzz import fuzz, process  # who names a room that is there needs none

        near = process.extract(str(room), named, scorer=fuzz.ratio, limit=2, score_cutoff=60)
        meant = part("meant", names=[key for key, _, _ in near]) if near else ""
        raise UsageError("sandbox-room-none", room=room, meant=meant)
