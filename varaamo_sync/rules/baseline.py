"""The baseline: findings that were there when checking began, so that only new ones fail.

Entries are keyed by rule and room, or by rule and file where a finding is not one room's; never
by line, which moves with every edit. Of several findings of one rule in one room only their
number is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding
from varaamo_sync.startup.fast_dataclass import dataclass

FORMAT = 1


class Entry(NamedTuple):
    """What a baseline counts: a rule in a room, or in a file where ``room`` is empty."""

    rule: str
    room: str
    file: str = ""


Baseline = Mapping[Entry, int]
"""How often each rule was broken when the baseline was written."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings against a baseline.

    Attributes:
        new: Findings that the baseline does not know, in the order of the findings.
        known: Findings that it knows.
        stale: What it still counts, but is not found any more.
    """

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: Baseline


def entry_of(finding: Finding) -> Entry:
    """Return the entry that stands for a finding."""
    if finding.key is not None:
        return Entry(finding.rule, finding.key)
    return Entry(finding.rule, "", finding.position.file if finding.position else "")


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """Return the baseline that knows some findings."""
    return _ordered(Counter(entry_of(finding) for finding in findings))


def compare(
    findings: Iterable[Finding],
    baseline: Baseline,
    *,
    judged: Callable[[Entry], bool] = lambda _: True,
) -> Comparison:
    """Tell new findings from known ones.

    Where a room breaks a rule more often than the baseline knows, the last ones are new.

    Args:
        findings: What was found.
        baseline: What was found before.
        judged: Whether an entry was looked at; one that was not cannot be stale.
    """
    left = Counter(baseline)
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in findings:
        entry = entry_of(finding)
        (known if left[entry] > 0 else new).append(finding)
        left[entry] -= 1
    stale = {entry: left[entry] for entry in baseline if left[entry] > 0 and judged(entry)}
    return Comparison(tuple(new), tuple(known), _ordered(stale))


def renew_baseline(
    findings: Iterable[Finding],
    baseline: Baseline,
    *,
    judged: Callable[[Entry], bool] = lambda _: True,
) -> Baseline:
    """Return the baseline that knows some findings, with what was not looked at kept as it was."""
    kept = {entry: count for entry, count in baseline.items() if not judged(entry)}
    return _ordered(kept | dict(baseline_of(findings)))


def to_text(baseline: Baseline) -> str:
    """Write a baseline as JSON, one entry a line, so that two branches merge."""
    rows = [
        json.dumps(_as_json(entry, count), ensure_ascii=False) for entry, count in _pairs(baseline)
    ]
    entries = "[]" if not rows else "[\n    " + ",\n    ".join(rows) + "\n  ]"
    return f'{{\n  "format": {FORMAT},\n  "entries": {entries}\n}}\n'


def from_text(text: str) -> Baseline:
    """Read a baseline from JSON.

    Raises:
        UsageError: The text is no baseline.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError("baseline-no-json", reason=str(error)) from error
    if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
        raise UsageError("baseline-no-list")
    if data.get("format") != FORMAT:
        raise UsageError("baseline-format", format=FORMAT)
    found: Counter[Entry] = Counter()
    for number, row in enumerate(data["entries"], start=1):
        entry, count = _from_json(row, number)
        found[entry] += count
    return _ordered(found)


def as_json(baseline: Baseline) -> list[dict[str, Any]]:
    """Return the entries as JSON values, in order."""
    return [_as_json(entry, count) for entry, count in _pairs(baseline)]


def _as_json(entry: Entry, count: int) -> dict[str, Any]:
    where = {"room": entry.room} if entry.room else {"file": entry.file}
    return {"rule": entry.rule, **where, "count": count}


def _from_json(row: object, number: int) -> tuple[Entry, int]:
    if isinstance(row, dict):
        rule, room, file = row.get("rule"), row.get("room", ""), row.get("file", "")
        count = row.get("count", 1)
        texts = all(isinstance(text, str) for text in (rule, room, file))
        if texts and isinstance(count, int) and not isinstance(count, bool) and count > 0:
            return Entry(str(rule), room, file), count
    raise UsageError("baseline-entry", number=number)


def _pairs(baseline: Baseline) -> list[tuple[Entry, int]]:
    return sorted(baseline.items())


def _ordered(baseline: Baseline) -> Baseline:
    return dict(sorted(baseline.items()))
