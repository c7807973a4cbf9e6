"""Turning OpenTelemetry on and off."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from varaamo_sync.extras import needing
from varaamo_sync.telemetry.events import OBSERVERS, Observer

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

_LOCK = Lock()
_INSTRUMENTED: list[Observer] = []


def instrument(
    *,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
) -> None:
    """Tell OpenTelemetry from now on what any thread of this process does; once is enough.

    Spans of single HTTP requests are those of ``opentelemetry-instrumentation-httpx``.

    Args:
        tracer_provider: Where spans go; by default the provider of the process. Where that has
            none, because there is no SDK, nothing happens.
        meter_provider: Where metrics go; likewise.

    Raises:
        ExtraMissing: The extra ``telemetry`` is not installed.
    """
    with needing("telemetry"):
        from varaamo_sync.telemetry.otel import Telemetry
    with _LOCK:
        if not _INSTRUMENTED:
            _INSTRUMENTED.append(Telemetry(tracer_provider, meter_provider))
            OBSERVERS.extend(_INSTRUMENTED)


def uninstrument() -> None:
    """Tell OpenTelemetry nothing any more."""
    with _LOCK:
        while _INSTRUMENTED:
            OBSERVERS.remove(_INSTRUMENTED.pop())
