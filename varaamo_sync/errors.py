"""Everything that varaamo_sync raises, on the lowest floor.

The tree splits by what the caller should do::

    VaraamoSyncError
    ├── CatalogueError            fix the data
    │   ├── CatalogueNotFound
    │   ├── CatalogueInvalid
    │   ├── CatalogueIncomplete
    │   └── PictureUnreadable
    ├── UsageError                fix the call
    │   ├── FormInvalid
    │   ├── ExtraMissing          install it
    │   ├── TargetUnknown
    │   └── CredentialsWithheld
    ├── BookingError              the booking API did not do it
    │   ├── Unreachable           try later
    │   ├── ServerFault           try later
    │   ├── ListChanging          try later
    │   ├── ProtocolMismatch      report it
    │   ├── SessionEnded          log in again
    │   ├── PermissionDenied      ask an administrator
    │   ├── RequestRejected       report it
    │   ├── ValidationRefused     fix the data
    │   ├── NotFound              read again
    │   ├── Deadlocked            try again at once
    │   ├── AdapterFailed         mend the adapter
    │   └── AmbiguousWrite        ask a person
    ├── HoursError                the opening-hours system did not do it
    ├── ServiceMapError           try later
    ├── RespaError                try later
    ├── StoreUnusable             mend the store
    ├── OutputUnwritable          make room on the disk
    └── PushRefused               ask a person
        ├── LockHeld
        ├── LockLost
        ├── GuardTripped
        └── PlanStale
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from varaamo_sync.secrecy import without_passwords
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Phrase, problem_words
from varaamo_sync.words import sqlite_reason as sqlite_reason  # noqa: PLC0414  # for the sandbox,
from varaamo_sync.words import system_reason as system_reason  # noqa: PLC0414  # which has only us

if TYPE_CHECKING:
    from varaamo_sync.findings import Finding
    from varaamo_sync.plan import Breach
    from varaamo_sync.state.records import LockHolder


_PROBLEM = lazy_pattern(r"[a-z0-9]+(-[a-z0-9]+)+")


def part(name: str, /, **values: object) -> Phrase:
    """Return a part of what an error says, such as a reason, in words of any language."""
    return Phrase("errors/library", f"part.{name}", values)


class VaraamoSyncError(Exception):
    """Base of every error of this library.

    The word files have what it says in three languages, by its problem; ``str`` is the English.
    Whoever raises one of their own may give a sentence in place of a problem.

    Attributes:
        problem: Name of the problem, such as ``file-exists``, or that sentence.
        values: What its words speak of.
        what: What went wrong, in words of any language or as that sentence.
        how: What to do about it in words of any language, or ``None``.
        fix: What a person can do about it, one English sentence, or ``None``.
    """

    def __init__(self, problem: str, /, *, fix: str | None = None, **values: object) -> None:
        self.problem, self.values = problem, values
        self.what: Phrase | str = problem
        self.how: Phrase | None = None
        if _PROBLEM.fullmatch(problem):
            with suppress(KeyError):
                self.what, self.how = problem_words(problem, values)
        super().__init__(self.what.told("en") if isinstance(self.what, Phrase) else problem)
        self.fix = fix or (self.how.told("en") if self.how else None)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel by what is known, not by what is said: to other processes, and as a copy."""
        return _bare, (type(self), self.args), vars(self).copy()


def _bare(kind: type[VaraamoSyncError], args: tuple[Any, ...]) -> VaraamoSyncError:
    return kind.__new__(kind, *args)


class CatalogueError(VaraamoSyncError):
    """The catalogue cannot be used as it stands."""


class CatalogueNotFound(CatalogueError):
    """There is no catalogue folder where one was expected."""


class CatalogueInvalid(CatalogueError):
    """The catalogue was read, but holds errors.

    Attributes:
        findings: Every finding of the read, in file order.
    """

    def __init__(self, problem: str, /, findings: Sequence[Finding], **values: object) -> None:
        super().__init__(problem, fix=None, **values)
        self.findings = tuple(findings)


class CatalogueIncomplete(CatalogueError):
    """Not all of the catalogue could be read: what was counted of it is not all, and not kept.

    Attributes:
        files: Names of files that could not be read whole, or are gone.
        rooms: Keys of rooms that could not be read, as far as they are known.
    """

    def __init__(self, files: Sequence[str], rooms: Sequence[str]) -> None:
        if files:
            super().__init__("catalogue-incomplete-files", files=files)
        else:
            super().__init__("catalogue-incomplete")
        self.files = tuple(files)
        self.rooms = tuple(rooms)


class PictureUnreadable(CatalogueError):
    """A picture that the catalogue names cannot be read."""


class UsageError(VaraamoSyncError):
    """The call itself is at fault; the same data with other arguments would work."""


class FormInvalid(UsageError):
    """A file that describes a form cannot be used.

    Attributes:
        findings: Every mistake in it, with its line.
    """

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class ExtraMissing(UsageError, ImportError):
    """An optional part of this package is needed, and not installed.

    Attributes:
        extra: Its name: ``pip install 'varaamo-sync[NAME]'``.
    """

    def __init__(self, extra: str) -> None:
        super().__init__(f"extra-{extra}")
        self.extra = extra


class TargetUnknown(UsageError):
    """No booking API was named, or the name is not among the catalogue's targets."""


class CredentialsWithheld(UsageError):
    """Credentials exist, but must not go to this host or over plain HTTP."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that the booking API refused.

    Attributes:
        field: Name of the field as the API spells it; ``nonFieldErrors`` for the whole room.
        code: Machine-readable code, empty when the API gives none.
        message: The API's own words (partly Finnish whatever the request's language).
        path: Path of the field in the catalogue; empty for the whole room.
    """

    field: str
    code: str
    message: str
    path: str


class BookingError(VaraamoSyncError):
    """The booking API did not do what was asked.

    Attributes:
        operation: Name of the operation, for instance ``createReservationUnit``.
        code: The API's error code, or ``None``.
        certain: After a write: ``True`` when nothing was stored for certain, ``False`` when
            the write may have been stored (facts, section 4b). Meaningless after a read.
        writes: Whether it was to change something; ``None`` where nobody has said. A failed read
            has changed nothing.
        attempts: How many times it was tried.
        retry_after: Seconds after which the server asks to try again, or ``None``.
    """

    certain = False
    writes: bool | None = None
    retry_after: float | None = None

    def __init__(
        self,
        problem: str,
        /,
        *,
        operation: str | None = None,
        code: str | None = None,
        certain: bool | None = None,
        fix: str | None = None,
        **values: object,
    ) -> None:
        super().__init__(problem, fix=fix, operation=operation, **values)
        self.operation = operation
        self.code = code
        self.attempts = 1
        if certain is not None:
            self.certain = certain


class Unreachable(BookingError):
    """No answer came: refused, cut, timed out or not resolved.

    ``certain`` is ``True`` only when the request never left.
    """


class ServerFault(BookingError):
    """The server answered with a fault of its own; a write may have been stored.

    Attributes:
        answered: What the API itself said; ``None`` where a proxy or a page came in its place.
    """

    answered: str | None = None


class ListChanging(BookingError):
    """Somebody changes a list again and again while it is read; it passes."""

    writes = False


class ProtocolMismatch(BookingError):
    """The answer is not what this API answers: HTML, truncated JSON, a missing field.

    Attributes:
        path: Where in the answer it does not fit, such as ``data.units.edges[3].node.pk``;
            ``None`` where all of it is something else.
    """

    def __init__(
        self,
        problem: str,
        /,
        *,
        operation: str | None = None,
        code: str | None = None,
        path: str | None = None,
        **values: object,
    ) -> None:
        super().__init__(problem, operation=operation, code=code, certain=None, fix=None, **values)
        self.path = path


class SessionEnded(BookingError):
    """The session is over; the API says so only by refusing (facts, section 1)."""

    certain = True


class PermissionDenied(BookingError):
    """The user is logged in, but has no right to do this."""

    certain = True


class RequestRejected(BookingError):
    """The API rejected the request before anything ran: a fault of this library or of a proxy."""

    certain = True


class ValidationRefused(BookingError):
    """The API refused the values.

    Attributes:
        fields: Every refused field that the answer names.
    """

    certain = True

    def __init__(
        self,
        problem: str,
        /,
        *,
        fields: Sequence[FieldError] = (),
        operation: str | None = None,
        code: str | None = None,
        **values: object,
    ) -> None:
        super().__init__(problem, operation=operation, code=code, certain=None, fix=None, **values)
        self.fields = tuple(fields)


class NotFound(BookingError):
    """What was to be read or written is not there (any more)."""

    certain = True


class Deadlocked(BookingError):
    """The database rolled the write back; it is safe to repeat at once."""

    certain = True


class AdapterFailed(BookingError):
    """Something that was handed in raised what it must not raise: nobody knows what was stored.

    Attributes:
        kind: Name of the class of what it raised, which is the cause (``__cause__``).
    """

    def __init__(self, raised: BaseException, *, operation: str | None = None) -> None:
        kind, said = type(raised).__name__, without_passwords(str(raised))
        named = "adapter-failed" if said else "adapter-failed-mute"
        super().__init__(named, operation=operation, kind=kind, said=said)
        self.kind = kind


class AmbiguousWrite(BookingError):
    """More was found than one write makes; it is never repeated, a person must look."""


class HoursError(VaraamoSyncError):
    """The opening-hours system (Hauki) did not do what was asked.

    Attributes:
        operation: Name of the request, for instance ``createDatePeriod``.
        code: Why it was refused (``NO_RIGHT``, ``INVALID``), or ``HTTP_502``, or ``None``.
        certain: After a write: ``True`` when nothing was stored for certain, ``False`` when the
            write may have been stored. Meaningless after a read.
        writes: Whether it was to change something.
        fields: Every refused field that the answer names.
        attempts: How many times it was tried.
        retry_after: Seconds after which the server asks to try again, or ``None``.
    """

    def __init__(
        self,
        problem: str,
        /,
        *,
        operation: str | None = None,
        code: str | None = None,
        certain: bool = False,
        writes: bool = False,
        fields: Sequence[FieldError] = (),
        **values: object,
    ) -> None:
        super().__init__(problem, fix=None, operation=operation, code=code, **values)
        self.operation = operation
        self.code = code
        self.certain = certain
        self.writes = writes
        self.fields = tuple(fields)
        self.attempts = 1
        self.retry_after: float | None = None


class ServiceMapError(VaraamoSyncError):
    """The service map cannot be reached, refuses, or answers something that is none of its."""


class RespaError(VaraamoSyncError):
    """A Respa cannot be reached, refuses, or answers something that is none of its."""


class StoreUnusable(VaraamoSyncError):
    """The store cannot be opened, or failed."""


class OutputUnwritable(VaraamoSyncError):
    """What was to be written could not be: the disk is full, or nobody takes it."""


class PushRefused(VaraamoSyncError):
    """A push was refused before its first write: guard, stale plan, lock, or no consent."""


class LockHeld(PushRefused):
    """Somebody else is pushing this catalogue to this booking system.

    Attributes:
        holder: Who: owner, host, command, and since when.
    """

    def __init__(self, holder: LockHolder) -> None:
        super().__init__(
            "lock-held",
            owner=holder.owner,
            host=holder.host,
            since=holder.since,
            command=holder.command,
        )
        self.holder = holder


class LockLost(PushRefused):
    """The lock was lost: it was broken, or expired while the process stood still.

    The next write is not sent, for somebody else may be at it. Raised only when nothing was sent;
    else rooms fail with it.
    """

    def __init__(self) -> None:
        super().__init__("lock-lost")


class GuardTripped(PushRefused):
    """The plan does more at once than goes through unasked.

    Attributes:
        breaches: What is too much.
    """

    def __init__(self, breaches: Sequence[Breach]) -> None:
        told = [
            part("guard-breach", name=breach.name, count=breach.count, limit=breach.limit)
            for breach in breaches
        ]
        allow = " ".join(f"--allow {breach.name}={breach.count}" for breach in breaches)
        super().__init__("guard-tripped", breaches=told, allow=allow)
        self.breaches = tuple(breaches)


class PlanStale(PushRefused):
    """A plan no longer fits: it was done, or target, catalogue or booking system have moved.

    Attributes:
        moved: What moved, in English words.
    """

    def __init__(self, moved: Sequence[Phrase | str]) -> None:
        super().__init__("plan-stale", moved=list(moved))
        self.moved = tuple(one.told("en") if isinstance(one, Phrase) else one for one in moved)
