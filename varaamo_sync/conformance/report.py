"""What was found of each fact, and how findings are written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from varaamo_sync.conformance.facts import FACTS, Fact
from varaamo_sync.errors import (
    BookingError,
    ListChanging,
    ServerFault,
    SessionEnded,
    Unreachable,
    ValidationRefused,
)

NOTHING_WRITTEN = "nothing was written"
NOT_REACHED = "it was not come to"
"""Why facts were not tested that nothing more is to be said of."""

_LONGEST = 160


class Verdict(StrEnum):
    """What was found of a fact."""

    HOLDS = "holds"
    DIFFERS = "differs"
    NOT_TESTED = "not_tested"


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of a fact.

    Attributes:
        detail: What was seen instead, why it was not tested, or what it rests on.
    """

    fact: Fact
    verdict: Verdict
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found of every fact.

    Attributes:
        origin: Booking system that was looked at.
        taken: When.
        venue: TPREK id of the venue that was written to, or ``None``.
        results: One for each of ``FACTS``, in that order.
        left: What stays in the booking system, for a person to know.
        stopped: Why the booking system could not be used to the end, or ``None``.
    """

    origin: str
    taken: datetime
    venue: str | None
    results: tuple[Result, ...]
    left: tuple[str, ...] = ()
    stopped: BookingError | None = None

    @property
    def holds(self) -> bool:
        """Whether no fact differs, and nothing stopped the looking."""
        return self.stopped is None and self.counts()[Verdict.DIFFERS] == 0

    def counts(self) -> Mapping[Verdict, int]:
        """Return how many facts there are of each verdict."""
        return {v: sum(result.verdict is v for result in self.results) for v in Verdict}


class Differs(Exception):
    """A fact is not as the client relies on."""


class Untestable(Exception):
    """A fact cannot be tested here; its text tells why."""


class Recorder:
    """Records verdicts as they come in: what differs counts most, what was not tested least."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Verdict, str]] = {}
        self._known = {fact.id for fact in FACTS}

    @contextmanager
    def check(self, id: str, detail: str = "") -> Iterator[None]:
        """Check a fact: it holds unless something is raised inside.

        Raises:
            BookingError: The booking system can no longer be used.
        """
        try:
            yield
        except Differs as differs:
            self.note(id, Verdict.DIFFERS, str(differs))
        except Untestable as why:
            self.note(id, Verdict.NOT_TESTED, str(why))
        except ListChanging as error:  # somebody is at work, which says nothing of the fact
            self.note(id, Verdict.NOT_TESTED, preview(error))
        except BookingError as error:
            if is_unusable(error):
                self.note(id, Verdict.NOT_TESTED, preview(error))
                raise
            self.note(id, Verdict.DIFFERS, f"{type(error).__name__}: {preview(error)}")
        else:
            self.note(id, Verdict.HOLDS, detail)

    def note(self, id: str, verdict: Verdict, detail: str = "") -> None:
        """Note what was found of a fact."""
        assert id in self._known, id
        untested = self._found.get(id, (Verdict.NOT_TESTED, ""))[0] is Verdict.NOT_TESTED
        if untested or verdict is Verdict.DIFFERS:
            self._found[id] = (verdict, detail)

    def held(self, id: str) -> bool:
        """Return whether a fact was found to hold."""
        return self._found.get(id, (None, ""))[0] is Verdict.HOLDS

    def results(self, reason: str) -> tuple[Result, ...]:
        """Return a result for every fact; what was not tried has a reason of its own."""
        missing = (Verdict.NOT_TESTED, reason)
        return tuple(Result(fact, *self._found.get(fact.id, missing)) for fact in FACTS)


def is_unusable(error: BookingError) -> bool:
    """Return whether an error tells that nothing more can be found out."""
    failed = isinstance(error, ServerFault) and (error.code or "").startswith("HTTP_")
    return failed or isinstance(error, Unreachable | SessionEnded)


def expect(expected: Any, actual: Any, what: str) -> None:
    """Raise unless both are equal.

    Raises:
        Differs: They are not.
    """
    if expected != actual:
        raise Differs(f"{what}: expected {preview(expected)}, found {preview(actual)}")


@contextmanager
def expect_refusal(kind: type[BookingError], code: str) -> Iterator[None]:
    """Expect a refusal inside.

    Args:
        kind: Class of the error.
        code: Code of the error, or of one of the fields that it names.

    Raises:
        Differs: It was not refused, or otherwise.
    """
    try:
        yield
    except kind as error:
        fields = error.fields if isinstance(error, ValidationRefused) else ()
        codes = {error.code or "", *(field.code for field in fields)}
        if code not in codes:
            raise Differs(f"expected {code}, found {preview(error)}") from error
    else:
        raise Differs("it was not refused")


def preview(value: object) -> str:
    """Return a value in a line that is not too long."""
    text = str(value) if isinstance(value, BaseException) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
