import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from varaamo_sync.telemetry import instrument, uninstrument


@dataclass
class Heard:
    """What OpenTelemetry was told, in memory.

    Attributes:
        spans: Where spans go.
        metrics: Where metrics go.
    """

    exporter: InMemorySpanExporter = field(default_factory=InMemorySpanExporter)
    reader: InMemoryMetricReader = field(default_factory=InMemoryMetricReader)

    def __post_init__(self) -> None:
        self.tracers = TracerProvider()
        self.tracers.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.meters = MeterProvider([self.reader])

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        """Return the spans that have ended."""
        return self.exporter.get_finished_spans()

    def named(self, name: str) -> list[ReadableSpan]:
        """Return the spans of a name."""
        return [span for span in self.spans if span.name == name]

    def above(self, span: ReadableSpan) -> list[str]:
        """Return the names of the spans that a span stands in, the nearest first."""
        by_id = {each.context.span_id: each for each in self.spans if each.context}
        names = []
        while span.parent is not None:
            span = by_id[span.parent.span_id]
            names.append(span.name)
        return names

    def points(self) -> dict[str, list[tuple[dict[str, Any], float]]]:
        """Return what was counted and measured: by name, attributes and number (of a sum)."""
        data = self.reader.get_metrics_data()
        found: dict[str, list[tuple[dict[str, Any], float]]] = {}
        for metric in data.resource_metrics[0].scope_metrics[0].metrics if data else ():
            for point in metric.data.data_points:
                number = point.value if hasattr(point, "value") else point.sum
                found.setdefault(metric.name, []).append((dict(point.attributes), number))
        return found

    def text(self) -> str:
        """Return all that was told, as text."""
        return "\n".join(
            [*(span.to_json() for span in self.spans), json.dumps(self.points(), default=str)]
        )


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Let OpenTelemetry hear what is done, in memory."""
    memory = Heard()
    instrument(tracer_provider=memory.tracers, meter_provider=memory.meters)
    yield memory
    uninstrument()
