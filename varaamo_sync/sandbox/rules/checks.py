"""What a room must be, in the order in which the server asks; it stops at the first fault.

Facts, section 3 (publish checks and quirks) and section 4b.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from varaamo_sync.sandbox.data.availability import interval_of
from varaamo_sync.sandbox.data.database import Database, Row
from varaamo_sync.sandbox.rules.refusals import Code, Invalid, RawText

Values = Mapping[str, Any]


class NotProvided:
    """Stands for a field without value and default; the server compares it with numbers."""

    def __bool__(self) -> bool:
        return False


_NOTHING = NotProvided()
_DEFAULTS: Values = {"isDraft": False, "reservationStartInterval": "INTERVAL_15_MINUTES"}
_MANAGERS = ("spaces", "resources")
_TRANSLATIONS = ("nameFi", "nameSv", "nameEn", "descriptionFi", "descriptionSv", "descriptionEn")


class RoomCheck:
    """The check of one create or update.

    Args:
        database: To look up what the room has already.
        sent: Values of the input, read.
        room: The room as it is; ``None`` on create.
    """

    def __init__(self, database: Database, sent: Values, room: Row | None) -> None:
        self._database = database
        self._sent = sent
        self._room = room
        self._today = database.today().isoformat()

    def _value(self, field: str) -> Any:
        if field in self._sent:
            return self._sent[field]
        if self._room is not None:
            # The server sees a manager here, which is true even where there is no row.
            return True if field in _MANAGERS else self._room[field]
        return _DEFAULTS.get(field, _NOTHING)

    def run(self) -> None:
        """Check everything.

        Raises:
            Invalid: The first fault, with its code.
            RawText: An input that the server's own code stumbles over.
            TypeError: ``minPersons`` or ``maxPersons`` is missing on a direct publish.
        """
        self._durations()
        self._pricings()
        self._access_types()
        if not self._value("isDraft"):
            self._publishable()

    def _durations(self) -> None:
        shortest = self._value("minReservationDuration")
        longest = self._value("maxReservationDuration")
        if shortest and longest and shortest > longest:
            raise Invalid.whole(
                "The shortest duration is longer than the longest.", Code.DURATIONS_INVALID
            )
        interval = interval_of(self._value("reservationStartInterval")).total_seconds()
        for duration, code in (
            (shortest, Code.MIN_DURATION_INVALID),
            (longest, Code.MAX_DURATION_INVALID),
        ):
            if duration and (duration < interval or duration // 60 * 60 % interval):
                raise Invalid.whole(
                    "The duration must be the start interval or a multiple of it.", code
                )

    def _pricings(self) -> None:
        pricings = self._sent.get("pricings")
        if pricings is None:
            if self._value("isDraft") or self._has("pricing"):
                return
            raise Invalid.whole(
                "Pricings are required for non-draft reservation units.", Code.PRICINGS_MISSING
            )
        if pricings and not any(self._needed(row, "begins") <= self._today for row in pricings):
            raise Invalid.whole("No pricing is in force.", Code.PRICINGS_NO_ACTIVE)
        if len({row.get("begins") for row in pricings}) < len(pricings):
            raise Invalid.whole("Two pricings begin on the same day.", Code.PRICINGS_DUPLICATE_DATE)
        for row in pricings:
            self._price(row)

    @staticmethod
    def _price(row: Values) -> None:
        if "taxPercentage" not in row:
            raise RawText("'NoneType' object has no attribute 'is_enabled'")
        lowest, highest = (
            Decimal(row[field]) if field in row else None
            for field in ("lowestPrice", "highestPrice")
        )
        if not lowest and not highest:
            return
        if lowest is None or highest is None or highest < lowest:
            raise Invalid.whole(
                "Both prices are needed, and the highest must not be below the lowest.",
                Code.PRICINGS_INVALID_PRICES,
            )
        if row.get("paymentType") is None:
            raise Invalid.whole("The pricing has no payment type.", Code.PRICING_NO_PAYMENT_TYPE)

    def _access_types(self) -> None:
        rows: Sequence[Values] = self._sent.get("accessTypes", ())
        in_force = self._has("accessType", "beginDate <= today()")
        if not rows and self._value("isDraft"):
            return
        for row in rows:
            in_force = self._access_type(row) or in_force
        if not in_force:
            raise Invalid.whole("No access type is in force.", Code.ACCESS_TYPE_MISSING)
        if self._needs_pindora:
            raise Invalid.whole(
                "The reservation unit is not known to the access code service.",
                Code.NOT_IN_PINDORA,
            )

    @property
    def _needs_pindora(self) -> bool:
        return any(
            row["accessType"] == "ACCESS_CODE"
            and (existing is None or existing["accessType"] != "ACCESS_CODE")
            for row in self._sent.get("accessTypes", ())
            for existing in [self._existing(row)]
        )

    def _existing(self, row: Values) -> Row | None:
        return self._database.row(
            "SELECT * FROM accessType WHERE pk = ? AND reservationUnit = ?",
            row.get("pk"),
            self._room["pk"] if self._room else None,
        )

    def _access_type(self, row: Values) -> bool:
        before = None
        if "pk" in row:
            before = self._existing(row)
            if before is None:
                raise Invalid.whole(
                    "The access type is not one of this reservation unit.", Code.INVALID
                )
        kind, begins = self._needed(row, "accessType"), self._needed(row, "beginDate")
        if self._room is None and kind == "ACCESS_CODE":
            raise Invalid.whole(
                "A new reservation unit cannot have access codes.", Code.ACCESS_CODE_ON_CREATE
            )
        moved = before is None or before["beginDate"] != begins
        if before and moved and before["beginDate"] <= self._today:
            raise Invalid.whole(
                "An access type that has begun cannot be moved.", Code.ACCESS_TYPE_MOVED
            )
        if moved and begins < self._today:
            raise Invalid.whole("Access types begin today or later.", Code.ACCESS_TYPE_IN_PAST)
        return bool(begins <= self._today)

    @staticmethod
    def _needed(row: Values, field: str) -> Any:
        if field not in row:
            # The server looks it up by its own name and answers Python's KeyError (4b).
            snake = {"accessType": "access_type", "beginDate": "begin_date"}.get(field, field)
            raise RawText(repr(snake))
        return row[field]

    def _has(self, table: str, condition: str = "TRUE") -> bool:
        return self._room is not None and self._database.exists(
            f"SELECT 1 FROM {table} WHERE reservationUnit = ? AND {condition}",  # noqa: S608
            self._room["pk"],
        )

    def _publishable(self) -> None:
        for field in _TRANSLATIONS:
            if not (self._value(field) or "").strip():
                raise Invalid.whole(f"Missing translation for {field}.", Code.TRANSLATIONS_MISSING)
        if not self._value("spaces") and not self._value("resources"):
            raise Invalid.whole("No space is defined.", Code.SPACES_MISSING)
        if not self._value("reservationUnitType"):
            raise Invalid.whole("No reservation unit type is defined.", Code.TYPE_MISSING)
        fewest, most = self._value("minPersons"), self._value("maxPersons")
        if fewest is not None and most is not None and fewest > most:
            raise Invalid.whole("minPersons can't be more than maxPersons", Code.PERSONS_INVALID)


def check_archive(database: Database, room: Row) -> None:
    """Check that a room may be archived.

    Raises:
        Invalid: Reservations lie ahead.
    """
    if database.exists(
        "SELECT 1 FROM reservation WHERE reservationUnit = ? AND endsAt > now()", room["pk"]
    ):
        raise Invalid.whole("Reservations lie ahead.", Code.FUTURE_RESERVATIONS)
