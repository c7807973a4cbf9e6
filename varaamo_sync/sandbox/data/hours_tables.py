"""The tables of Hauki, and what Varaamo keeps of it; in the sandbox's one database."""

from __future__ import annotations

HOURS_SCHEMA = """
CREATE TABLE IF NOT EXISTS haukiSource (
    id TEXT PRIMARY KEY, name TEXT, editable INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS haukiUser (
    pk INTEGER PRIMARY KEY, username TEXT, token TEXT UNIQUE, organizations TEXT DEFAULT '[]',
    sources TEXT DEFAULT '[]'
);
CREATE TABLE IF NOT EXISTS haukiResource (
    pk INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL, organization TEXT,
    created TEXT NOT NULL, modified TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS haukiOrigin (
    source TEXT NOT NULL, origin TEXT NOT NULL, resource INTEGER NOT NULL,
    PRIMARY KEY (source, origin)
);
CREATE TABLE IF NOT EXISTS haukiParent (child INTEGER, parent INTEGER, PRIMARY KEY (child, parent));
CREATE TABLE IF NOT EXISTS haukiPeriod (
    pk INTEGER PRIMARY KEY AUTOINCREMENT, resource INTEGER NOT NULL, content TEXT NOT NULL,
    isRemoved INTEGER NOT NULL DEFAULT 0, created TEXT NOT NULL, modified TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS haukiPeriodByResource ON haukiPeriod (resource);
CREATE TABLE IF NOT EXISTS haukiPeriodOrigin (
    period INTEGER NOT NULL, source TEXT NOT NULL, origin TEXT NOT NULL,
    PRIMARY KEY (period, source, origin)
);
CREATE INDEX IF NOT EXISTS haukiPeriodByOrigin ON haukiPeriodOrigin (source, origin);
CREATE TABLE IF NOT EXISTS haukiNumber (pk INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE IF NOT EXISTS hoursLink (
    reservationUnit INTEGER PRIMARY KEY, resource INTEGER NOT NULL UNIQUE, hash TEXT, until TEXT,
    spans TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE IF NOT EXISTS hoursTick (pk INTEGER PRIMARY KEY, quarter TEXT NOT NULL);
"""
