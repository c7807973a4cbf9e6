"""The tables of the store, the same in SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

SCHEMA_VERSION = 3
"""Raised with every change of the tables.

``TABLES_OF_VERSION`` and ``COLUMNS_OF_VERSION`` hold what each version added.
"""

_metadata = sa.MetaData()
_moment = sa.String(40)  # ISO 8601 in UTC: sorts as text, the same in both databases


def _scope() -> list[sa.Column[Any]]:
    return [
        sa.Column("target", sa.String(255), primary_key=True),
        sa.Column("catalogue", sa.String(100), primary_key=True),
    ]


VERSION = sa.Table(
    "varaamo_sync_version", _metadata, sa.Column("version", sa.Integer, primary_key=True)
)
PAIRING = sa.Table(
    "varaamo_sync_pairing",
    _metadata,
    *_scope(),
    sa.Column("key", sa.String(100), primary_key=True),
    sa.Column("pk", sa.Integer, nullable=False),
    sa.Column("ext_uuid", sa.String(64), nullable=False),
    sa.Column("space", sa.Integer),
)
APPLIED = sa.Table(
    "varaamo_sync_applied",
    _metadata,
    *_scope(),
    sa.Column("key", sa.String(100), primary_key=True),
    sa.Column("path", sa.String(255), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
JOURNAL = sa.Table(
    "varaamo_sync_journal",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("target", sa.String(255), nullable=False),
    sa.Column("catalogue", sa.String(100), nullable=False),
    sa.Column("key", sa.String(100), nullable=False),
    sa.Column("step", sa.String(32), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("begun", _moment, nullable=False),
    sa.Column("fate", sa.String(16), nullable=False),
    sa.Column("pk", sa.Integer),
    sa.Column("settled", _moment),
    sa.Index("varaamo_sync_journal_open", "target", "catalogue", "fate"),
)
EARLIER = sa.Table(
    "varaamo_sync_earlier",
    _metadata,
    *_scope(),
    sa.Column("ext_uuid", sa.String(64), primary_key=True),
    sa.Column("earlier", sa.String(16), nullable=False),
)
LOCK = sa.Table(
    "varaamo_sync_lock",
    _metadata,
    *_scope(),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("host", sa.String(255), nullable=False),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("since", _moment, nullable=False),
    sa.Column("heartbeat", _moment, nullable=False),
    sa.Column("expires", _moment, nullable=False),
    sa.Column("place", sa.Text),  # of the holder's process; empty where it cannot be told
    sa.Column("pid", sa.Integer),
    sa.Column("started", sa.String(40)),
    sa.Column("token", sa.Integer),  # of the holder; see FENCE
    sa.Column("ticks", sa.Float),  # until when it lasts, by the store's own clock
)
FENCE = sa.Table(
    "varaamo_sync_fence",
    _metadata,
    *_scope(),
    sa.Column("token", sa.Integer, nullable=False),  # of the latest holder
)
HISTORY = sa.Table(
    "varaamo_sync_history",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("target", sa.String(255), nullable=False),
    sa.Column("catalogue", sa.String(100), nullable=False),
    sa.Column("taken", _moment, nullable=False),
    sa.Column("entry", sa.Text, nullable=False),
)
USED_PLAN = sa.Table(
    "varaamo_sync_used_plan",
    _metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("used", _moment, nullable=False),
)
SCHEDULE = sa.Table(
    "varaamo_sync_schedule",
    _metadata,
    sa.Column("name", sa.String(100), primary_key=True),
    sa.Column("origin", sa.String(255), nullable=False),
    sa.Column("catalogue", sa.String(100), nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("target", sa.String(255)),
    sa.Column("units", sa.String(255), nullable=False),
    sa.Column("cron", sa.String(100), nullable=False),
    sa.Column("last", _moment, nullable=False),
)
RUN = sa.Table(
    "varaamo_sync_run",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("schedule", sa.String(100), nullable=False),
    sa.Column("unit", sa.String(16)),
    sa.Column("begun", _moment, nullable=False),
    sa.Column("ended", _moment, nullable=False),
    sa.Column("result", sa.String(16), nullable=False),
    sa.Column("rooms", sa.Text, nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("fix", sa.Text, nullable=False),
    sa.Column("again", _moment),
    sa.Index("varaamo_sync_run_of", "schedule", "id"),
)

TABLES_OF_VERSION: Mapping[int, tuple[sa.Table, ...]] = {
    1: (PAIRING, APPLIED, JOURNAL, LOCK, HISTORY, USED_PLAN),
    2: (EARLIER, FENCE),
    3: (SCHEDULE, RUN),
}
"""Tables that each version added."""

COLUMNS_OF_VERSION: Mapping[int, tuple[sa.Column[Any], ...]] = {
    2: (LOCK.c.place, LOCK.c.pid, LOCK.c.started, LOCK.c.token, LOCK.c.ticks),
}
"""Columns that each version added to tables of earlier ones; they may be empty."""
