"""The port of events: what is told of operations, tries, waits and outcomes, and who hears it.

Who tells asks first whether ``OBSERVERS`` has anybody: work that nobody watches costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from typing import Protocol

from varaamo_sync.logs import get_log

_LOG = get_log(__name__)

Fact = str | int | bool
"""A value that is told of something."""

ROOM: ContextVar[str | None] = ContextVar("room", default=None)
"""Key of the room that is being worked on here; threads and tasks of a push have it."""


class Observer(Protocol):
    """Who is told. What it raises is logged, and the work goes on; any thread may tell it."""

    def operation(self, name: str, facts: Mapping[str, Fact]) -> AbstractContextManager[None]:
        """Stand around an operation, such as ``push``; what ended it passes through.

        Args:
            name: What is done.
            facts: Of what: ``origin``, ``catalogue``, ``room``, …
        """
        ...

    def attempt(self, name: str, facts: Mapping[str, Fact]) -> AbstractContextManager[None]:
        """Stand around one try of a request; how it failed passes through.

        Args:
            name: What is asked, such as ``createReservationUnit``.
            facts: ``number`` of the try, whether it ``writes`` and is ``graphql``, and the
                ``room`` where there is one.
        """
        ...

    def waited(self, reason: str, seconds: float) -> None:
        """Hear of a wait before it begins.

        Args:
            reason: ``retry``, ``rate`` (requests in a second) or ``settling`` (of a write).
            seconds: How long it will be.
        """

    def outcome(self, subject: str, facts: Mapping[str, Fact]) -> None:
        """Hear what became of a room.

        Args:
            subject: ``rooms`` or ``hours``.
            facts: ``room``, ``outcome``, and where known ``action`` and ``error``.
        """


OBSERVERS: list[Observer] = []
"""Who is told now."""


@contextmanager
def observing(observer: Observer) -> Iterator[None]:
    """Tell an observer, for as long as this lasts, of what any thread of the process does."""
    OBSERVERS.append(observer)
    try:
        yield
    finally:
        OBSERVERS.remove(observer)


@contextmanager
def observed(
    kind: Callable[[Observer], Callable[..., AbstractContextManager[None]]],
    name: str,
    facts: Mapping[str, Fact],
) -> Iterator[None]:
    """Let all observers stand around something.

    Args:
        kind: Which of their methods hears of it.
        name: What is done.
        facts: Of what.
    """
    with ExitStack() as stack:
        for observer in tuple(OBSERVERS):
            stack.enter_context(_guarded(kind(observer), name, facts))
        yield


def operation(name: str, facts: Mapping[str, Fact]) -> AbstractContextManager[None]:
    """Let observers stand around an operation."""
    return observed(lambda observer: observer.operation, name, facts)


def attempt(name: str, facts: Mapping[str, Fact]) -> AbstractContextManager[None]:
    """Let observers stand around one try of a request."""
    return observed(lambda observer: observer.attempt, name, facts)


def tell_wait(reason: str, seconds: float) -> None:
    """Tell observers of a wait."""
    for observer in tuple(OBSERVERS):
        with _logged():
            observer.waited(reason, seconds)


def tell_outcome(subject: str, facts: Mapping[str, Fact | None]) -> None:
    """Tell observers what became of a room; what is not known is left out."""
    known = {name: fact for name, fact in facts.items() if fact is not None}
    for observer in tuple(OBSERVERS):
        with _logged():
            observer.outcome(subject, known)


@contextmanager
def _guarded(
    around: Callable[..., AbstractContextManager[None]], name: str, facts: Mapping[str, Fact]
) -> Iterator[None]:
    """Stand around something so that an observer's own failure is no failure of it."""
    opened: AbstractContextManager[None] | None = None
    with _logged():
        opened = around(name, facts)
        opened.__enter__()
    try:
        yield
    except BaseException as error:
        if opened is not None:
            with _logged(besides=error):
                opened.__exit__(type(error), error, error.__traceback__)
        raise
    if opened is not None:
        with _logged():
            opened.__exit__(None, None, None)


@contextmanager
def _logged(besides: BaseException | None = None) -> Iterator[None]:
    """Log what an observer raises; what it merely passes on is not its own."""
    try:
        yield
    except Exception as raised:  # noqa: BLE001  # somebody else's code may raise anything
        if raised is not besides:
            _LOG.exception("an observer failed")
