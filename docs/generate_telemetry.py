"""Write ``docs/reference/telemetry.md`` from ``varaamo_sync.telemetry.names``.

Run ``python docs/generate_telemetry.py`` after a name has come, gone or changed.
"""

from __future__ import annotations

from pathlib import Path

from varaamo_sync.telemetry.names import ATTRIBUTES, METRICS, OPERATIONS, PREFIX

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "telemetry.md"

HEAD = """\
# Names of telemetry

What [OpenTelemetry is told](../how-to/telemetry.md): dashboards and alerts may rest on these names.
Neither sessions nor passwords, nor what people wrote into a catalogue is among it, apart from keys
of rooms.
"""

SPANS = """
## Spans

Operations are spans:
"""

REQUESTS = """
Every try of a request is a span, too: `mutation createSpace` or `query CurrentUser` where it is
GraphQL, the bare name of the request elsewhere. In it stands the HTTP span, where httpx is
instrumented. A span is an error where its operation or its try failed, and where a room of it
failed or is unknown; it has class and code of the error and not its words.
"""

OUTSIDE = """
## Attributes

| attribute | what it is |
| --- | --- |
"""

NUMBERS = """
## Metrics

Prometheus writes them with `_` for `.`, the unit, and `_total` for counters:
`varaamo_sync_rooms_total`.

| metric | kind | unit | what | by |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """Return the page."""
    spans = ["| span | what it is |", "| --- | --- |"]
    spans += [f"| `{PREFIX}.{name}` | {what} |" for name, what in OPERATIONS.items()]
    attributes = [f"| `{name}` | {what} |" for name, what in ATTRIBUTES.values()]
    metrics = [
        f"| `{metric.name}` | {metric.kind} | `{metric.unit}` | {metric.what} "
        f"| {', '.join(f'`{ATTRIBUTES[fact][0]}`' for fact in metric.by)} |"
        for metric in METRICS
    ]
    return "".join(
        (
            HEAD,
            SPANS,
            "\n",
            "\n".join(spans),
            "\n",
            REQUESTS,
            OUTSIDE,
            "\n".join(attributes),
            "\n",
            NUMBERS,
            "\n".join(metrics),
            "\n",
        )
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
