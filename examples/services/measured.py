"""The nightly job with its numbers for Prometheus, and a trace of each push.

Needs ``varaamo-sync[telemetry]`` and, of OpenTelemetry, ``opentelemetry-sdk``,
``opentelemetry-exporter-prometheus`` and ``opentelemetry-instrumentation-httpx``.
"""

import os
import sys

from nightly import main
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.trace import TracerProvider
from prometheus_client import start_http_server

from varaamo_sync.telemetry import instrument


def watch() -> TracerProvider:
    """Tell OpenTelemetry what the job does; return where a span processor may be added."""
    spans = TracerProvider()
    HTTPXClientInstrumentor().instrument(tracer_provider=spans)
    instrument(tracer_provider=spans, meter_provider=MeterProvider([PrometheusMetricReader()]))
    return spans


if __name__ == "__main__":
    watch()
    start_http_server(int(os.environ.get("METRICS_PORT", "9464")))
    sys.exit(main())
