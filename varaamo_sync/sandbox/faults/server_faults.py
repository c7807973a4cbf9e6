"""Faults inside the server: writes that fail, and lists that change while they are read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.faults.draw import FaultDraw
from varaamo_sync.sandbox.faults.plan import (
    Deadlock,
    FaultPlan,
    HoursEvery,
    LocksAway,
    LostUpdate,
    MovingRows,
    SpaceDeadlock,
    StoredError,
)
from varaamo_sync.sandbox.rules.context import Faults, MutationCall
from varaamo_sync.sandbox.rules.refusals import AnswerError, Code, Invalid, RawText

_DEADLOCK = (
    "deadlock detected\n"
    "DETAIL:  Process 117 waits for ShareLock on transaction 8123; blocked by process 118.\n"
    "Process 118 waits for ShareLock on transaction 8124; blocked by process 117."
)
_PASSER_BY = "Ohikulkija"
_PASSERS_BY = 20
"""Rooms that stand in front of all others, so that their going moves every row."""


class ServerFaults(Faults):
    """Carries out a plan of faults around writes and lists.

    Args:
        plan: What may go wrong.
        database: Where rows move.
        faults: Draws which faults happen.
        sleep: Waits some seconds.

    Raises:
        UsageError: The plan names a venue that the sandbox does not have.
    """

    def __init__(
        self,
        plan: FaultPlan,
        database: Database,
        faults: FaultDraw,
        sleep: Callable[[float], None],
    ) -> None:
        self._moving = [fault for fault in plan.faults if isinstance(fault, MovingRows)]
        paces = [fault.seconds for fault in plan.faults if isinstance(fault, HoursEvery)]
        self.hours_every = paces[0] if paces else Faults.hours_every
        self._database = database
        self._draw = faults.draw
        self._sleep = sleep
        self._lock = Lock()
        self._at_once: set[MutationCall] = set()
        self.prepare()

    def prepare(self) -> None:
        """Put the rooms in that will move, where they are not there yet."""
        for fault in self._moving:
            unit = self._unit(fault)
            while len(self._passers_by(unit)) < _PASSERS_BY:
                self._add(unit)

    def before(self, call: MutationCall) -> None:
        """Fail before anything is stored."""
        if self._draw(Deadlock, [call.name]):
            raise RawText(_DEADLOCK)
        if _asks_for_code(call) and self._draw(LocksAway, [call.name]):
            raise Invalid.whole("", Code.INVALID)
        if not _rebuilds_tree(call):
            return
        for fault in self._draw(SpaceDeadlock, [call.name]):
            with self._lock:
                alone = not self._at_once
                self._at_once.add(call)
            if not alone:
                raise RawText(_DEADLOCK)
            self._sleep(fault.hold)

    def stored(self, call: MutationCall, answer: Mapping[str, Any]) -> None:  # noqa: ARG002
        """Fail after everything is stored."""
        for fault in self._draw(StoredError, [call.name]):
            if fault.says == "unknown_error":
                raise RawText("An unknown error occurred.")
            raise AnswerError("Hauki export failed.", extensions={"code": fault.says})

    def row_read(self, operation: str) -> None:
        """Give others time to change the row that was read."""
        for fault in self._draw(LostUpdate, [operation]):
            self._sleep(fault.hold)

    def ended(self, call: MutationCall) -> None:
        """Let others change spaces again."""
        with self._lock:
            self._at_once.discard(call)

    def listed(self, name: str, *, more: bool) -> None:
        """Move rows once a page was read, if there is another, or once their numbers were."""
        if name not in ("reservationUnits", "reservationUnitsAll") or not more:
            return
        for fault in self._draw(MovingRows, [name]):
            unit = self._unit(fault)
            with self._database.transaction():
                if fault.change == "replace":
                    for oldest in self._passers_by(unit)[:1]:
                        self._database.update("reservationUnit", oldest, {"isArchived": True})
                self._add(unit)

    def _unit(self, fault: MovingRows) -> int:
        unit = self._database.value("SELECT pk FROM unit WHERE tprekId = ?", fault.venue)
        if unit is None:
            raise UsageError("sandbox-no-venue", venue=fault.venue)
        return int(unit)

    def _passers_by(self, unit: int) -> list[int]:
        rows = self._database.rows(
            "SELECT pk FROM reservationUnit"
            " WHERE unit = ? AND nameFi = ? AND NOT isArchived ORDER BY pk",
            unit,
            _PASSER_BY,
        )
        return [row["pk"] for row in rows]

    def _add(self, unit: int) -> None:
        values = {"extUuid": str(uuid.uuid4()), "unit": unit, "nameFi": _PASSER_BY, "isDraft": True}
        self._database.insert("reservationUnit", values)


def _asks_for_code(call: MutationCall) -> bool:
    rows = call.input.get("accessTypes") or ()
    return call.name == "updateReservationUnit" and any(
        row and row.get("accessType") == "ACCESS_CODE" for row in rows
    )


def _rebuilds_tree(call: MutationCall) -> bool:
    # Spaces without a parent are created at once without harm (facts, section 4).
    if call.name == "createSpace":
        return call.input.get("parent") is not None
    return call.name == "updateSpace"
