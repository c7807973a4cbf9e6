"""The names of spans, attributes and metrics: what dashboards and alerts rest on.

``docs/reference/telemetry.md`` is made of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

PREFIX = "varaamo_sync"
"""Name of our tracer and meter, and what our own names begin with."""

OPERATIONS: Mapping[str, str] = {
    "command": "a run of the command line, but for those that last: `serve`, `worker`, `sandbox`",
    "sync": "all of a sync: lock, plan, push, history",
    "prepare": "making a plan",
    "survey": "reading what the booking system has",
    "settle": "finding out what became of a write that a killed push left open",
    "push": "carrying out a plan",
    "look_back": "surveying again after a push, and keeping the counts",
    "space": "making or changing the space of one room, or finding that nothing is to do",
    "room": "making, changing, publishing or archiving one room",
    "prepare_hours": "making a plan of opening hours",
    "push_hours": "carrying out a plan of opening hours",
    "room_hours": "taking the hours of one room to the opening-hours system",
    "expect_hours": "asking the opening-hours system when rooms can be booked",
    "wait_until_shown": "looking at the booking system until it shows opening hours",
}
"""Operations, each a span ``varaamo_sync.<name>``, and what they are."""

ATTRIBUTES: Mapping[str, tuple[str, str]] = {
    "origin": ("varaamo_sync.origin", "scheme, host and port of the system that is asked"),
    "command": ("varaamo_sync.command", "name of the command that runs"),
    "catalogue": ("varaamo_sync.catalogue", "id of the catalogue"),
    "room": ("varaamo_sync.room", "key of the room; on spans only"),
    "outcome": ("varaamo_sync.outcome", "what became of a room, as in the JSON of `push`"),
    "action": ("varaamo_sync.action", "what was planned for a room"),
    "number": ("varaamo_sync.attempt", "number of the try, from 1"),
    "writes": ("varaamo_sync.writes", "whether the request changes something"),
    "code": ("varaamo_sync.code", "code of the error that the system answered"),
    "certain": ("varaamo_sync.certain", "whether a failed write was certainly not stored"),
    "subject": ("varaamo_sync.subject", "`rooms` or `hours`"),
    "reason": ("varaamo_sync.reason", "why it waits: `retry`, `rate` or `settling`"),
    "operation": ("varaamo_sync.operation", "name of the operation"),
    "request": ("varaamo_sync.request", "name of a request that is not GraphQL"),
    "graphql": ("graphql.operation.name", "name of the GraphQL operation"),
    "graphql_type": ("graphql.operation.type", "`query` or `mutation`"),
    "error": ("error.type", "class of the error"),
}
"""Attributes: what the engine calls a fact, the name of its attribute, and what it is."""


class Metric(NamedTuple):
    """A metric.

    Attributes:
        name: Its name.
        kind: ``counter`` or ``histogram``.
        unit: Its unit (UCUM).
        what: What it counts or measures.
        by: Facts that it is told by.
    """

    name: str
    kind: str
    unit: str
    what: str
    by: tuple[str, ...]


ROOMS = Metric(
    "varaamo_sync.rooms",
    "counter",
    "{room}",
    "rooms that a push was done with, by what became of them",
    ("subject", "outcome", "action", "error"),
)
RETRIES = Metric(
    "varaamo_sync.retries",
    "counter",
    "{request}",
    "requests that were sent again after a failure",
    ("graphql", "request"),
)
UNKNOWN = Metric(
    "varaamo_sync.unknown_outcomes",
    "counter",
    "{request}",
    "writes whose answer did not prove whether they were stored; each is looked up",
    ("graphql", "request", "error"),
)
WAIT = Metric(
    "varaamo_sync.wait",
    "histogram",
    "s",
    "waits: before a request is repeated, to keep to a rate, for a write to settle",
    ("reason",),
)
DURATION = Metric(
    "varaamo_sync.operation.duration",
    "histogram",
    "s",
    "how long operations take",
    ("operation", "error"),
)

METRICS = (ROOMS, RETRIES, UNKNOWN, WAIT, DURATION)
"""All metrics."""
