"""What was found of each fact, and how findings are written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any

from varaamo_sync.conformance.facts import FACTS, Fact
from varaamo_sync.errors import (
    BookingError,
    HoursError,
    ListChanging,
    RespaError,
    ServerFault,
    SessionEnded,
    Unreachable,
    ValidationRefused,
)
from varaamo_sync.explanations import explained
from varaamo_sync.json_values import pick
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase

Stopping = BookingError | HoursError | RespaError
"""What can end a look at a system."""

_WORDS = "conformance"
"""The word file of all that is said here."""


def remark(code: str, **values: object) -> Phrase:
    """Return something that is said of a fact."""
    return Phrase(_WORDS, f"remark.{code}", values)


def thing(code: str, **values: object) -> Phrase:
    """Return what something is called that was looked at."""
    return Phrase(_WORDS, f"what.{code}", values)


def left(code: str, **values: object) -> Phrase:
    """Return what stays in the booking system."""
    return Phrase(_WORDS, f"left.{code}", values)


NOTHING_WRITTEN = remark("nothing-written")
NOT_REACHED = remark("not-reached")
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
    detail: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found of every fact.

    Attributes:
        origin: Booking system that was looked at.
        taken: When.
        venue: TPREK id of the venue that was written to, or ``None``.
        results: One for each of ``FACTS``, ``HOURS_FACTS`` or ``RESPA_FACTS``, in that order.
        left: What stays in the booking system, for a person to know.
        stopped: Why the booking system could not be used to the end, or ``None``.
        untried: Whether writing was asked for, and there was nothing to write to.
    """

    origin: str
    taken: datetime
    venue: str | None
    results: tuple[Result, ...]
    left: tuple[Phrase, ...] = ()
    stopped: Stopping | None = None
    untried: bool = False

    @property
    def holds(self) -> bool:
        """Whether no fact differs, and nothing kept from looking at what was asked for."""
        whole = self.stopped is None and not self.untried
        return whole and self.counts()[Verdict.DIFFERS] == 0

    def counts(self) -> Mapping[Verdict, int]:
        """Return how many facts there are of each verdict."""
        return {v: sum(result.verdict is v for result in self.results) for v in Verdict}

    def as_dict(self, lang: Lang = "fi") -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/conformance.schema.json`` describes them.

        Args:
            lang: Language of what is said in words.
        """
        return {
            "format_version": 1,
            "origin": self.origin,
            "taken": self.taken.isoformat(timespec="seconds"),
            "venue": self.venue,
            "holds": self.holds,
            "counts": {verdict.value: count for verdict, count in self.counts().items()},
            "facts": [
                {
                    **pick(result.fact, "id", "section"),
                    "title": result.fact.title.told(lang),
                    **pick(result, "verdict"),
                    "detail": result.detail.told(lang) if result.detail else "",
                }
                for result in self.results
            ],
            "left": [what.told(lang) for what in self.left],
            "stopped": _stop_as_dict(self.stopped, lang) if self.stopped else None,
        }


def _stop_as_dict(stopped: Stopping, lang: Lang) -> dict[str, str]:
    said = explained(stopped, lang)[0]
    return {"message": f"{said.what}. {said.why}" if said.why else said.what, "fix": said.fix}


class _Said(Exception):
    """Ends the look at a fact with a remark.

    Attributes:
        remark: What is said of the fact.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.remark = remark(code, **values)
        super().__init__(str(self.remark))


class Differs(_Said):
    """A fact is not as the client relies on."""


class Untestable(_Said):
    """A fact cannot be tested here; its remark tells why."""


class Recorder:
    """Records verdicts as they come in: what differs counts most, what was not tested least."""

    def __init__(self, facts: Sequence[Fact] = FACTS) -> None:
        self._facts = facts
        self._found: dict[str, tuple[Verdict, Phrase | None]] = {}
        self._known = {fact.id for fact in facts}

    @contextmanager
    def check(self, id: str, detail: Phrase | None = None) -> Iterator[None]:
        """Check a fact: it holds unless something is raised inside.

        Raises:
            BookingError: The booking system can no longer be used.
            HoursError: The opening-hours system can no longer be used.
            RespaError: The Respa can no longer be used.
        """
        try:
            yield
        except Differs as differs:
            self.note(id, Verdict.DIFFERS, differs.remark)
        except Untestable as why:
            self.note(id, Verdict.NOT_TESTED, why.remark)
        except ListChanging as error:  # somebody is at work, which says nothing of the fact
            self.note(id, Verdict.NOT_TESTED, of_error(error))
        except (BookingError, HoursError, RespaError) as error:
            if is_unusable(error):
                self.note(id, Verdict.NOT_TESTED, of_error(error))
                raise
            kind = type(error).__name__
            self.note(id, Verdict.DIFFERS, remark("error", kind=kind, what=of_error(error)))
        else:
            self.note(id, Verdict.HOLDS, detail)

    def note(self, id: str, verdict: Verdict, detail: Phrase | None = None) -> None:
        """Note what was found of a fact."""
        assert id in self._known, id
        untested = self._found.get(id, (Verdict.NOT_TESTED, None))[0] is Verdict.NOT_TESTED
        if untested or verdict is Verdict.DIFFERS:
            self._found[id] = (verdict, detail)

    def held(self, id: str) -> bool:
        """Return whether a fact was found to hold."""
        return self._found.get(id, (None, ""))[0] is Verdict.HOLDS

    def report(
        self,
        origin: str,
        now: datetime,
        venue: str | None,
        left: Iterable[Phrase],
        stopped: Stopping | None,
    ) -> Report:
        """Return all that was found.

        Args:
            origin: Where the system is.
            now: The moment of the look.
            venue: TPREK id of the venue that was written to; ``None`` where nothing was written.
            left: What could not be taken away again.
            stopped: What ended it early.
        """
        tried = venue is not None or stopped is not None
        return Report(
            origin=origin,
            taken=now,
            venue=venue,
            results=self.results(NOT_REACHED if tried else NOTHING_WRITTEN),
            left=tuple(left),
            stopped=stopped,
        )

    def results(self, reason: Phrase) -> tuple[Result, ...]:
        """Return a result for every fact; what was not tried has a reason of its own."""
        missing = (Verdict.NOT_TESTED, reason)
        return tuple(Result(fact, *self._found.get(fact.id, missing)) for fact in self._facts)


def is_unusable(error: Stopping) -> bool:
    """Return whether an error tells that nothing more can be found out."""
    if isinstance(error, RespaError):
        return True
    if isinstance(error, HoursError):
        return error.problem.startswith(("hours-silent", "hours-unreachable", "hours-fault"))
    failed = isinstance(error, ServerFault) and (error.code or "").startswith("HTTP_")
    return failed or isinstance(error, Unreachable | SessionEnded)


def expect(expected: Any, actual: Any, what: Phrase | str) -> None:
    """Raise unless both are equal.

    Raises:
        Differs: They are not.
    """
    if expected != actual:
        raise Differs("expected", what=what, expected=preview(expected), found=preview(actual))


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
            raise Differs("expected-code", wanted=code, found=of_error(error)) from error
    else:
        raise Differs("not-refused")


def of_error(error: Stopping) -> Phrase:
    """Return what exactly an error says."""
    if isinstance(error.what, Phrase):
        return error.what
    return remark("own-words", words=_shortened(error.what))


def preview(value: object) -> str:
    """Return a value in a line that is not too long."""
    return _shortened(repr(value))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
