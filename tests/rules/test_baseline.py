import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.rules.baseline import (
    Entry,
    as_json,
    baseline_of,
    compare,
    from_text,
    renew_baseline,
    to_text,
)


def found(rule: str, key: str | None = "sali", line: int = 1, file: str = "nup.yaml") -> Finding:
    """Return a finding at a place."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        level=Level.PUBLISH,
        key=key,
        position=Position(file, line, 1),
    )


words = st.text(max_size=8)
findings = st.lists(
    st.builds(
        found,
        rule=st.sampled_from(["a-rule", "b-rule"]),
        key=st.sampled_from([None, "sali", "halli"]),
        line=st.integers(1, 99),
        file=st.sampled_from(["nup.yaml", "kir.yaml"]),
    ),
    max_size=12,
)


@given(findings)
def test_what_was_found_before_is_known(before: list[Finding]) -> None:
    """Against the baseline of itself nothing is new and nothing is stale."""
    compared = compare(before, baseline_of(before))

    assert ((), tuple(before), {}) == (compared.new, compared.known, compared.stale)


@given(findings, findings)
def test_every_finding_is_either_new_or_known(before: list[Finding], now: list[Finding]) -> None:
    """New and known findings together are all; known and stale ones make up the baseline."""
    baseline = baseline_of(before)
    compared = compare(now, baseline)

    assert baseline_of(now) == baseline_of([*compared.new, *compared.known])
    assert len(before) == len(compared.known) + sum(compared.stale.values())


@given(findings, st.integers(1, 99))
def test_lines_do_not_matter(before: list[Finding], lines: int) -> None:
    """Findings that moved within their file are the same findings."""
    moved = [
        replace(f, position=replace(f.position, line=f.position.line + lines))
        for f in before
        if f.position is not None
    ]

    assert baseline_of(before) == baseline_of(moved)


def test_one_more_of_a_rule_in_a_room_is_new() -> None:
    """A baseline that knows two findings of a rule in a room lets no third one pass."""
    three = [found("price-half", line=line) for line in (3, 5, 8)]
    compared = compare(three, {Entry("price-half", "sali"): 2})

    assert ((three[2],), (three[0], three[1])) == (compared.new, compared.known)


def test_findings_without_a_room_are_known_by_their_file() -> None:
    """What is not one room's is known in its own file, and new in another one."""
    here, there = found("yaml-tab", None), found("yaml-tab", None, file="kir.yaml")
    compared = compare([here, there], baseline_of([here]))

    assert ((there,), (here,)) == (compared.new, compared.known)


def test_what_was_not_looked_at_is_not_stale() -> None:
    """Only entries that were judged are stale; renewing a baseline keeps the others."""
    baseline = {Entry("a-rule", "sali"): 2, Entry("b-rule", "halli"): 1}

    def judged(entry: Entry) -> bool:
        return entry.room == "sali"

    assert {Entry("a-rule", "sali"): 2} == compare([], baseline, judged=judged).stale
    assert {Entry("b-rule", "halli"): 1} == renew_baseline([], baseline, judged=judged)


@given(st.dictionaries(st.builds(Entry, words, words, words), st.integers(1, 9)))
def test_a_baseline_comes_back_from_its_text(baseline: dict[Entry, int]) -> None:
    """Writing and reading gives the same rules and places, whatever they are called."""
    named = {
        entry._replace(file="") if entry.room else entry: baseline[entry] for entry in baseline
    }

    assert named == from_text(to_text(named))


def test_the_text_has_one_entry_a_line() -> None:
    """A baseline is ordered, with an entry a line, so that two branches can be merged."""
    text = to_text(baseline_of([found("b-rule"), found("a-rule", None), found("b-rule")]))

    assert text.splitlines()[2:] == [
        '  "entries": [',
        '    {"rule": "a-rule", "file": "nup.yaml", "count": 1},',
        '    {"rule": "b-rule", "room": "sali", "count": 2}',
        "  ]",
        "}",
    ]
    assert json.loads(text)["entries"] == as_json(from_text(text))


@given(st.text() | st.recursive(st.none() | words, st.lists).map(json.dumps))
def test_other_texts_are_refused(text: str) -> None:
    """What is no baseline is a usage error, never a traceback."""
    with pytest.raises(UsageError):
        from_text(text)


@pytest.mark.parametrize(
    "row",
    [
        None,
        {"room": "sali"},
        {"rule": 7, "room": "sali"},
        {"rule": "a-rule", "room": None},
        {"rule": "a-rule", "room": "sali", "count": 0},
        {"rule": "a-rule", "room": "sali", "count": True},
    ],
)
def test_an_entry_that_says_too_little_is_refused(row: object) -> None:
    """Each entry has a rule, a place and how often; the error names the one that has not."""
    with pytest.raises(UsageError, match="Entry 1"):
        from_text(json.dumps({"format": 1, "entries": [row]}))


def test_a_baseline_of_a_later_version_is_refused() -> None:
    """A format that is not known is not guessed."""
    with pytest.raises(UsageError, match="format"):
        from_text('{"format": 2, "entries": []}')
