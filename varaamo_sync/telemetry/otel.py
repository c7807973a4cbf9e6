"""OpenTelemetry as an observer: the only module that knows it (extra ``telemetry``).

What errors say is not told, only their class and code: a text may quote what a person wrote.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from opentelemetry import metrics, trace
from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import Span, StatusCode, TracerProvider

from varaamo_sync.telemetry import names
from varaamo_sync.telemetry.events import Fact

_ROOM_SPAN: ContextVar[tuple[str, Span] | None] = ContextVar("room_span", default=None)
"""Key and span of the room that is being worked on here."""

_BROKEN = ("failed", "unknown")


class Telemetry:
    """Tells OpenTelemetry what the engine and the clients do.

    Args:
        tracer_provider: Where spans go; by default the provider of the process.
        meter_provider: Where metrics go; likewise.
    """

    def __init__(
        self,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
    ) -> None:
        self._tracer = trace.get_tracer(names.PREFIX, tracer_provider=tracer_provider)
        meter = metrics.get_meter(names.PREFIX, meter_provider=meter_provider)
        self._rooms, self._retries, self._unknown = (
            meter.create_counter(metric.name, metric.unit, metric.what)
            for metric in (names.ROOMS, names.RETRIES, names.UNKNOWN)
        )
        self._wait, self._duration = (
            meter.create_histogram(metric.name, metric.unit, metric.what)
            for metric in (names.WAIT, names.DURATION)
        )

    @contextmanager
    def operation(self, name: str, facts: Mapping[str, Fact]) -> Iterator[None]:
        """Make a span of an operation."""
        begun, measured = time.perf_counter(), {"operation": name}
        try:
            with self._span(f"{names.PREFIX}.{name}", facts) as span:
                before = _ROOM_SPAN.get()
                if "room" in facts:
                    _ROOM_SPAN.set((str(facts["room"]), span))
                try:
                    yield
                finally:
                    _ROOM_SPAN.set(before)
        except BaseException as error:
            measured["error"] = type(error).__name__
            raise
        finally:
            self._duration.record(time.perf_counter() - begun, attributes_of(measured))

    @contextmanager
    def attempt(self, name: str, facts: Mapping[str, Fact]) -> Iterator[None]:
        """Make a span of one try of a request."""
        kind = "mutation" if facts["writes"] else "query"
        asked = {"graphql": name} if facts["graphql"] else {"request": name}
        typed = {"graphql_type": kind} if facts["graphql"] else {}
        told = {each: fact for each, fact in facts.items() if each != "graphql"}
        if facts["number"] != 1:
            self._retries.add(1, attributes_of(asked))
        title = f"{kind} {name}" if facts["graphql"] else name
        try:
            with self._span(title, {**told, **asked, **typed}):
                yield
        except Exception as error:
            if facts["writes"] and not getattr(error, "certain", True):
                self._unknown.add(1, attributes_of({**asked, "error": type(error).__name__}))
            raise

    def waited(self, reason: str, seconds: float) -> None:
        """Measure a wait."""
        self._wait.record(seconds, attributes_of({"reason": reason}))

    def outcome(self, subject: str, facts: Mapping[str, Fact]) -> None:
        """Count a room, and note what became of it on its span."""
        counted = {name: facts[name] for name in names.ROOMS.by if name in facts}
        self._rooms.add(1, attributes_of({"subject": subject, **counted}))
        key, span = _ROOM_SPAN.get() or (None, None)
        if span is not None and key == facts["room"]:
            span.set_attributes(attributes_of(counted))
            if facts["outcome"] in _BROKEN:
                span.set_status(StatusCode.ERROR)

    @contextmanager
    def _span(self, title: str, facts: Mapping[str, Fact]) -> Iterator[Span]:
        with self._tracer.start_as_current_span(
            title,
            attributes=attributes_of(facts),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except BaseException as error:
                if not isinstance(error, GeneratorExit):
                    span.set_attributes(attributes_of(_facts_of(error)))
                    span.set_status(StatusCode.ERROR)
                raise


def attributes_of(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return facts by the names of their attributes."""
    return {names.ATTRIBUTES[name][0]: fact for name, fact in facts.items()}


def _facts_of(error: BaseException) -> dict[str, Fact]:
    found: dict[str, Fact] = {"error": type(error).__name__}
    for name in ("code", "certain"):
        value = getattr(error, name, None)
        if isinstance(value, str | bool):
            found[name] = value
    return found
