"""Resources and periods as they are kept, and as the API gives them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import md5
from typing import Any

from varaamo_sync.sandbox.data.database import Database, Row, many
from varaamo_sync.sandbox.hauki.inputs import LANGS
from varaamo_sync.startup.fast_dataclass import dataclass

Values = dict[str, Any]

_TEXTS = ("name", "description")
_OUTER = ("start_date", "end_date", "resource_state", "override", "order")
_SPAN_TIMES = ("start_time", "end_time", "end_time_on_next_day", "full_day", "weekdays")
_RULE_PARTS = ("context", "subject", "start", "frequency_ordinal", "frequency_modifier")


@dataclass(frozen=True, slots=True)
class Records:
    """What Hauki stores.

    Attributes:
        database: Where.
    """

    database: Database

    def resource_by(self, id: str) -> int | None:
        """Return the number of a resource by its number or by its origin; ``None`` for none.

        Raises:
            ValueError: The id is neither.
        """
        source, colon, origin = id.partition(":")
        if not colon:
            sql, parameters = "SELECT pk FROM haukiResource WHERE pk = ?", [str(int(id))]
        else:
            sql = "SELECT resource FROM haukiOrigin WHERE source = ? AND origin = ?"
            parameters = [source, origin]
        found: int | None = self.database.value(sql, *parameters)
        return found

    def resources(self, pks: Iterable[int]) -> list[Values]:
        """Return some resources, by their numbers."""
        rows = self.database.rows(
            "SELECT * FROM haukiResource WHERE pk IN (SELECT value FROM json_each(?)) ORDER BY pk",
            many(list(pks)),
        )
        return [self._resource(row) for row in rows]

    def _resource(self, row: Row) -> Values:
        database, content = self.database, json.loads(row["content"])
        parents = "SELECT parent FROM haukiParent WHERE child = ? ORDER BY parent"
        children = "SELECT child FROM haukiParent WHERE parent = ? ORDER BY child"
        return {
            "id": row["pk"],
            "name": _all_languages(content.get("name")),
            "description": _all_languages(content.get("description")),
            "address": _all_languages(content.get("address")),
            "resource_type": content.get("resource_type", "unit"),
            "children": [one["child"] for one in database.rows(children, row["pk"])],
            "parents": [one["parent"] for one in database.rows(parents, row["pk"])],
            "organization": row["organization"],
            "origins": self._origins(
                "SELECT source, origin FROM haukiOrigin WHERE resource = ?", row["pk"]
            ),
            "last_modified_by": None,
            "created": row["created"],
            "modified": row["modified"],
            "extra_data": content.get("extra_data"),
            "is_public": content.get("is_public", True),
            "timezone": content.get("timezone", "Europe/Helsinki"),
            "date_periods_hash": self.hash_of(row["pk"]),
            "date_periods_as_text": "",
        }

    def _origins(self, sql: str, pk: int) -> list[Values]:
        names = {
            row["id"]: row["name"] for row in self.database.rows("SELECT id, name FROM haukiSource")
        }
        return [
            {
                "data_source": {
                    "id": row["source"],
                    "name": _all_languages({"fi": names.get(row["source"])}),
                },
                "origin_id": row["origin"],
            }
            for row in self.database.rows(f"{sql} ORDER BY source, origin", pk)
        ]

    def add_resource(
        self, content: Mapping[str, Any], organization: str | None, parents: Iterable[int] = ()
    ) -> int:
        """Add a resource and return its number."""
        now = self.database.now().isoformat()
        pk = self.database.insert(
            "haukiResource",
            {
                "content": json.dumps(dict(content)),
                "organization": organization,
                "created": now,
                "modified": now,
            },
        )
        for parent in parents:
            self.database.insert("haukiParent", {"child": pk, "parent": parent})
        return pk

    def periods_of(self, resource: int) -> list[Values]:
        """Return the periods of a resource, in Hauki's order."""
        sql = "SELECT * FROM haukiPeriod WHERE resource = ? AND NOT isRemoved"
        return sorted(map(self._period, self.database.rows(sql, resource)), key=_order)

    def period(self, pk: int) -> Values | None:
        """Return a period."""
        row = self.database.row("SELECT * FROM haukiPeriod WHERE pk = ? AND NOT isRemoved", pk)
        return self._period(row) if row else None

    def _period(self, row: Row) -> Values:
        origins = "SELECT source, origin FROM haukiPeriodOrigin WHERE period = ?"
        content = json.loads(row["content"])
        return {
            "id": row["pk"],
            "resource": row["resource"],
            **{name: _all_languages(content[name]) for name in _TEXTS},
            **{name: content[name] for name in _OUTER},
            "origins": self._origins(origins, row["pk"]),
            "created": row["created"],
            "modified": row["modified"],
            "time_span_groups": content["time_span_groups"],
        }

    def store_period(self, values: Values, before: Values | None) -> int:
        """Store a new period, or a changed one; return its number.

        Groups that are sent replace those that were there, and get new numbers.
        """
        now = self.database.now().isoformat()
        kept = {name: before[name] for name in (*_TEXTS, *_OUTER)} if before else {}
        kept["time_span_groups"] = before["time_span_groups"] if before else []
        for name in _TEXTS:  # a language that was not sent stays
            if name in values:
                kept[name] = {**(kept.get(name) or {}), **values[name]}
        content = kept | {name: values[name] for name in _OUTER if name in values}
        resource = values.get("resource", before["resource"] if before else None)
        row = {"resource": resource, "modified": now}
        if before is None:
            pk = self.database.insert("haukiPeriod", {**row, "created": now, "content": "{}"})
        else:
            pk = before["id"]
        if "time_span_groups" in values:
            content["time_span_groups"] = [
                self._numbered(group, pk, now) for group in values["time_span_groups"]
            ]
        self.database.update("haukiPeriod", pk, {**row, "content": json.dumps(content)})
        for origin in values.get("origins", ()):  # those that are not sent again stay
            self.database.run(
                "INSERT OR IGNORE INTO haukiPeriodOrigin VALUES (?, ?, ?)",
                pk,
                origin["data_source"],
                origin["origin_id"],
            )
        return pk

    def delete_period(self, pk: int) -> None:
        """Delete a period; it is only hidden, and its origins stay taken."""
        self.database.update("haukiPeriod", pk, {"isRemoved": True})

    def _numbered(self, group: Values, period: int, now: str) -> Values:
        number = self._number()
        stamps = {"created": now, "modified": now}
        spans, rules = (
            [
                {"id": self._number(), "group": number, **_with_texts(one), **stamps}
                for one in group[kind]
            ]
            for kind in ("time_spans", "rules")
        )
        return {
            "id": number,
            "period": period,
            "time_spans": sorted(spans, key=_span_order),
            "rules": rules,
            "is_removed": False,
        }

    def _number(self) -> int:
        return self.database.run("INSERT INTO haukiNumber DEFAULT VALUES")

    def hash_of(self, resource: int) -> str:
        """Return what changes with the periods of a resource; that of none is MD5 of nothing."""
        parts = sorted(map(_hashed, self.periods_of(resource)))
        return md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def _hashed(period: Values) -> str:
    outer = [period[name] for name in ("start_date", "end_date", "resource_state", "override")]
    inner = [
        sorted(repr([span[name] for name in (*_SPAN_TIMES, "resource_state")]) for span in spans)
        + sorted(repr([rule[name] for name in _RULE_PARTS]) for rule in rules)
        for spans, rules in ((g["time_spans"], g["rules"]) for g in period["time_span_groups"])
    ]
    return repr([outer, sorted(inner)])


def _order(period: Values) -> tuple[Any, ...]:
    order = period["order"]
    return (
        order is None,
        order or 0,
        period["start_date"] or "9",
        period["end_date"] or "9",
        (period["id"]),
    )


def _span_order(span: Values) -> tuple[Any, ...]:
    def known(name: str) -> tuple[bool, Any]:
        return span[name] is None, span[name] or ""

    weekdays = span["weekdays"]
    return (
        (weekdays is None, weekdays or []),
        known("start_time"),
        span["end_time_on_next_day"],
        known("end_time"),
        span["resource_state"],
    )


def _with_texts(one: Values) -> Values:
    return {**one, **{name: _all_languages(one[name]) for name in _TEXTS}}


def _all_languages(texts: Mapping[str, Any] | None) -> dict[str, Any]:
    return {lang: (texts or {}).get(lang) for lang in LANGS}
