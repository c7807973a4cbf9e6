"""The tables of Respa; in the sandbox's one database."""

from __future__ import annotations

RESPA_SCHEMA = """
CREATE TABLE IF NOT EXISTS respaUser (
    pk INTEGER PRIMARY KEY, username TEXT UNIQUE, password TEXT, rights TEXT DEFAULT '[]',
    isGeneralAdmin INTEGER NOT NULL DEFAULT 0, units TEXT DEFAULT '[]'
);
CREATE TABLE IF NOT EXISTS respaToken (token TEXT PRIMARY KEY, user INTEGER, expires TEXT);
CREATE TABLE IF NOT EXISTS respaUnit (
    pk TEXT PRIMARY KEY, content TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS respaThing (
    kind TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (kind, id)
);
CREATE TABLE IF NOT EXISTS respaResource (
    pk TEXT PRIMARY KEY, unit TEXT NOT NULL, content TEXT NOT NULL,
    isRemoved INTEGER NOT NULL DEFAULT 0, created TEXT NOT NULL, modified TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS respaImage (
    pk INTEGER PRIMARY KEY AUTOINCREMENT, resource TEXT NOT NULL, type TEXT NOT NULL,
    caption TEXT NOT NULL, name TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL UNIQUE, content BLOB
);
CREATE TABLE IF NOT EXISTS respaPeriod (
    pk INTEGER PRIMARY KEY AUTOINCREMENT, resource TEXT, unit TEXT, content TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS respaHours (
    resource TEXT NOT NULL, day TEXT NOT NULL, opens TEXT NOT NULL, closes TEXT NOT NULL,
    PRIMARY KEY (resource, day)
);
"""
