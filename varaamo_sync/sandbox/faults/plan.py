"""Faults that can be switched on, as values: what goes wrong, how often, and for whom.

A faults file holds the same keys::

    format: 1
    seed: 7
    faults:
      - {fault: latency, seconds: 0.2}
      - {fault: status, status: 503, retry_after: 2, probability: 0.1, operations: [reads]}
      - {fault: cut, stored: true, operations: [createReservationUnit], count: 3}

``docs/reference/faults.md`` tells every key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.errors import UsageError, part, system_reason
from varaamo_sync.sandbox.graphql.resolvers import QUERIES, WRITES
from varaamo_sync.sandbox.hauki.operations import GROUPS as HOURS_GROUPS
from varaamo_sync.sandbox.hauki.operations import OPERATIONS as HOURS_OPERATIONS
from varaamo_sync.sandbox.respa.operations import GROUPS as RESPA_GROUPS
from varaamo_sync.sandbox.respa.operations import OPERATIONS as RESPA_OPERATIONS

GROUPS = ("reads", "writes")
"""Names that stand for all queries and for all mutations."""

LOGIN = "login"
"""The login form; only a fault that names it meets it."""

Seconds = Annotated[float, Field(ge=0, le=3600)]


def _known(operations: tuple[str, ...] | None) -> tuple[str, ...] | None:
    known = {LOGIN, *GROUPS, *QUERIES, *WRITES}
    known |= {*HOURS_OPERATIONS, *HOURS_GROUPS, *RESPA_OPERATIONS, *RESPA_GROUPS}
    unknown = [name for name in operations or () if name not in known]
    if unknown:
        raise ValueError(f"the API has no operation {', '.join(unknown)}")
    return operations


class Fault(BaseModel):
    """Something that may go wrong with a request.

    Attributes:
        probability: From 0 to 1. The n-th request of an operation always meets the same fate
            with the same seed, whatever other requests come between.
        operations: Fields of the API (``createSpace``, ``reservationUnits``), ``reads``,
            ``writes`` or ``login``; by default every read and write. Those of the opening-hours
            system (``date_period_create``, ``hours_reads``, ``hours_writes``) and of Respa
            (``respa_resource_create``, ``respa_reads``, ``respa_writes``) only by name.
        count: How often at most; by default without end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    probability: float = Field(default=1.0, ge=0, le=1)
    operations: Annotated[
        tuple[str, ...] | None, Field(strict=False, min_length=1), AfterValidator(_known)
    ] = None
    count: int | None = Field(default=None, ge=1)


class Instead(Fault):
    """Something that answers in place of the server; of several, the first of the plan wins."""


class Latency(Fault):
    """The answer takes longer, by some seconds."""

    fault: Literal["latency"] = "latency"
    seconds: Seconds


class Status(Instead):
    """A proxy answers in the server's place, with an HTML page.

    Attributes:
        retry_after: Seconds after which it asks to come back.
        as_date: Whether ``Retry-After`` is a date instead of seconds.
        stored: Whether the server carried the request out all the same.
    """

    fault: Literal["status"] = "status"
    status: Literal[429, 502, 503, 504]
    retry_after: int | None = Field(default=None, ge=0)
    as_date: bool = False
    stored: bool = False

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.stored and self.status == 429:
            raise ValueError("what is turned away with 429 was never carried out")
        if self.as_date and self.retry_after is None:
            raise ValueError("as_date needs retry_after")
        return self


class Cut(Instead):
    """The connection is cut instead of an answer.

    Attributes:
        stored: Whether the request is carried out before.
        reset: Whether it is reset, instead of closed in good order.
    """

    fault: Literal["cut"] = "cut"
    stored: bool = False
    reset: bool = False


class Slow(Instead):
    """The server is so slow that its proxy gives up; the server goes on, and stores (facts, 4).

    Attributes:
        seconds: How long the server takes until it begins.
        gives_up: Seconds after which the proxy answers 504.
    """

    fault: Literal["slow"] = "slow"
    seconds: Seconds = 70
    gives_up: Seconds = 60


class StoredError(Fault):
    """A write is stored and then answered with an error (facts, section 4b).

    Attributes:
        says: Code of the error, or ``unknown_error`` for the one that has none.
    """

    fault: Literal["stored_error"] = "stored_error"
    says: Literal["HAUKI_EXPORTS_ERROR", "unknown_error"] = "unknown_error"


class SessionLost(Fault):
    """Every session ends, right before the request is looked at."""

    fault: Literal["session_lost"] = "session_lost"


class Deadlock(Fault):
    """The database rolls a write back, for no reason that a client could see."""

    fault: Literal["deadlock"] = "deadlock"


class SpaceDeadlock(Fault):
    """Spaces with a parent that are created at once, or changed at once, deadlock (facts, 4).

    Attributes:
        hold: Seconds that such a write takes, so that others can meet it.
    """

    fault: Literal["space_deadlock"] = "space_deadlock"
    hold: Seconds = 0.05


class LocksAway(Fault):
    """The lock system does not answer: door codes are refused without a word (facts, 4c)."""

    fault: Literal["locks_away"] = "locks_away"


class HoursEvery(Fault):
    """Opening hours are taken over at another pace than every quarter of an hour.

    Attributes:
        seconds: How often; of several such faults the first counts.
    """

    fault: Literal["hours_every"] = "hours_every"
    seconds: Annotated[int, Field(ge=1, le=86400)]


class LostUpdate(Fault):
    """A changed room is saved late, whole: what others change meanwhile is lost (facts, 4).

    Attributes:
        hold: Seconds between reading the row and saving it.
    """

    fault: Literal["lost_update"] = "lost_update"
    hold: Seconds = 0.05


class MovingRows(Fault):
    """Somebody adds or replaces a room while a list of rooms is read page by page.

    Attributes:
        change: ``add`` makes one more; ``replace`` archives an old one of its own too, so that
            the total stays and every row behind it moves up.
        venue: TPREK id of the venue whose rooms change.
    """

    fault: Literal["moving_rows"] = "moving_rows"
    change: Literal["add", "replace"] = "replace"
    venue: str = "demo-001"


class HtmlPage(Instead):
    """An HTML page comes instead of JSON: the server's own 500, or a maintenance page with 200.

    Attributes:
        stored: Whether the request is carried out before.
    """

    fault: Literal["html"] = "html"
    status: Literal[200, 500] = 500
    stored: bool = False


class Truncated(Instead):
    """The request is carried out, and half of the JSON of its answer is missing."""

    fault: Literal["truncated"] = "truncated"


class WrongType(Instead):
    """The request is carried out, and its answer says that it is HTML, which it is not."""

    fault: Literal["wrong_type"] = "wrong_type"


AnyFault = Annotated[
    Latency
    | Status
    | Cut
    | Slow
    | StoredError
    | SessionLost
    | Deadlock
    | SpaceDeadlock
    | LocksAway
    | HoursEvery
    | LostUpdate
    | MovingRows
    | HtmlPage
    | Truncated
    | WrongType,
    Field(discriminator="fault"),
]


class FaultPlan(BaseModel):
    """Faults of a sandbox. Of those that answer in place of the server, the first wins.

    Attributes:
        seed: The same seed gives the same faults.
        faults: What may go wrong.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    seed: int = 0
    faults: Annotated[tuple[AnyFault, ...], Field(strict=False)] = ()


KINDS: Mapping[str, type[Fault]] = {
    kind.model_fields["fault"].default: kind for kind in get_args(get_args(AnyFault)[0])
}
"""Every kind of fault by its name in a file."""

_FORMAT = 1


def read_faults(path: Path) -> FaultPlan:
    """Return the faults that a file holds.

    Args:
        path: A JSON file if its name says so, else YAML.

    Raises:
        UsageError: It cannot be read, or holds something that is no fault; every mistake in it
            is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        reason = system_reason(exc) if isinstance(exc, OSError) else part("sandbox-not-utf8")
        raise UsageError("sandbox-faults-unreadable", path=path, reason=reason) from exc
    try:
        data: Any = json.loads(text) if path.suffix.lower() == ".json" else loads(text)
    except (ValueError, RecursionError) as exc:
        raise UsageError("sandbox-faults-garbled", path=path, found=exc) from exc
    if not isinstance(data, Mapping) or data.get("format") != _FORMAT:
        raise UsageError("sandbox-faults-format", path=path)
    try:
        return FaultPlan.model_validate({k: v for k, v in data.items() if k != "format"})
    except ValidationError as exc:
        found = "; ".join(_described(error) for error in exc.errors())
        raise UsageError("sandbox-faults-wrong", path=path, found=found) from exc


def _described(error: Any) -> str:
    place = error["loc"]  # of a fault's key: faults, its number, its kind, the key
    where = ".".join(str(step) for step in (*place[:2], *place[3:]))
    if error["type"].startswith("union_tag"):
        return f"{where}: fault is one of {', '.join(KINDS)}"
    return f"{where}: {error['msg'].removeprefix('Value error, ')}"
