"""``goals.yaml``: every mistake is a finding at its place, and the other scorecards are read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue_files.folders import ROOMS, write
from varaamo_sync.catalogue_files import GoalsReading, read_catalogue, read_goals
from varaamo_sync.scorecard import Scorecard
from varaamo_sync.words import text

GOALS = """\
format: 1
scorecards:
  - year: 2027
    name: {fi: Tuloskortti}
    units: {HALLINTO: {fi: Hallinto}}
    goals:
      - id: polut
        name: {fi: Polut}
        weight: 100
        measures:
          - {id: polut, kind: per_unit, values: [{date: 2027-01-31, units: {NUP: 4, HALLINTO: 3}}]}
          - {id: nps, kind: index, range: [-100, 100], values: [{date: 2027-01-31, value: 41}]}
          - {id: tilat, kind: surveyed}
        milestones: [{id: valmis, name: {fi: Valmis}}]
        levels:
          - name: taso
            needs:
              - {kind: units, measure: polut, units: {NUP: 3}}
              - {kind: value, measure: nps, value: 40.5}
              - {kind: done, milestones: [valmis], at_least: 1}
"""

MISTAKES = {
    "format-missing": (("format: 1\n", ""), "1:1"),
    "format-unknown": (("format: 1", "format: 3"), "1:9"),
    "unknown-key": (("weight: 100", "wieght: 100"), "9:9"),
    "value-missing": (("kind: per_unit, ", ""), "11:13"),
    "value-number": (("weight: 100", "weight: paljon"), "9:17"),
    "value-range": (("weight: 100", "weight: 101"), "9:17"),
    "value-choice": (("kind: index", "kind: indeksi"), "12:29"),
    "value-date": (("date: 2027-01-31, value", "date: 31.1.2027, value"), "12:72"),
    "value-range-order": (("[-100, 100]", "[100, -100]"), "12:43"),
    "goal-id-format": (("id: polut\n", "id: Polut!\n"), "7:13"),
    "milestone-percent": (("name: {fi: Valmis}", "name: {fi: V}, percent: 7"), "14:59"),
    "goal-values-surveyed": (
        (
            "{id: tilat, kind: surveyed}",
            "{id: tilat, kind: surveyed, values: [{date: 2027-01-01}]}",
        ),
        "13:49",
    ),
    "goal-repeated": (("id: tilat", "id: nps"), "13:18"),
    "goal-weights": (("weight: 100", "weight: 30"), "6:5"),
    "goal-unit-unknown": (("units: {NUP: 3}", "units: {NUPP: 3}"), "18:55"),
    "goal-value-empty": (("date: 2027-01-31, value: 41", "date: 2027-01-31"), "12:65"),
    "goal-value-range": (("value: 41", "value: 141"), "12:91"),
    "goal-milestone-unknown": (("milestones: [valmis]", "milestones: [vamis]"), "20:43"),
    "goal-milestones-too-many": (("at_least: 1", "at_least: 2"), "20:62"),
    "goal-measure-unknown": (("measure: nps", "measure: npx"), "19:40"),
    "goal-need-kind": (("kind: value, measure: nps", "kind: value, measure: polut"), "19:24"),
}


@pytest.mark.parametrize("rule", MISTAKES)
def test_one_mistake_is_one_finding_at_its_place(rule: str, tmp_path: Path) -> None:
    """Each kind of mistake has its rule, its line and column, and words in three languages."""
    (old, new), place = MISTAKES[rule]
    assert 1 == GOALS.count(old)
    (tmp_path / "goals.yaml").write_text(GOALS.replace(old, new), encoding="utf-8")

    findings = read_goals(tmp_path).findings

    assert [(rule, f"goals.yaml:{place}")] == [(f.rule, str(f.position)) for f in findings]
    for lang in ("fi", "sv", "en"):
        for part in ("title", "message", "fix"):
            assert text(rule, part, lang, findings[0].params)


def test_numbers_of_units_are_held_against_the_range_of_their_measure(tmp_path: Path) -> None:
    """One and nothing else is yes; what stands in place of a number is none."""
    measure = "{id: ehdot, kind: per_unit, range: [0, 1], values: [{date: 2027-01-01, units: %s}]}"
    for units, rules in (("{NUP: 1, KIR: ehkä}", []), ("{NUP: 2}", ["goal-value-range"])):
        goal = f"{{id: tilat, name: {{fi: Tilat}}, measures: [{measure % units}]}}"
        body = f"format: 1\nscorecards:\n  - {{year: 2027, name: {{fi: T}}, goals: [{goal}]}}\n"
        (tmp_path / "goals.yaml").write_text(body, encoding="utf-8")
        assert rules == [finding.rule for finding in read_goals(tmp_path).findings]


def test_payouts_are_for_every_level_and_rise(tmp_path: Path) -> None:
    """A higher level that is worth less, or a level without a payout, is a mistake."""
    levels = "levels: [{name: a, payout: 50}, {name: b, payout: %s}]"
    for payout, rules in (("100", []), ("40", ["goal-payouts"])):
        body = GOALS[: GOALS.index("        levels:")] + "        " + levels % payout + "\n"
        (tmp_path / "goals.yaml").write_text(body, encoding="utf-8")
        assert rules == [finding.rule for finding in read_goals(tmp_path).findings]


def test_what_is_as_it_should_be_is_read(tmp_path: Path) -> None:
    """One bad scorecard leaves the others as they are, and no file is no mistake."""
    assert GoalsReading() == read_goals(tmp_path)
    second = GOALS.partition("scorecards:\n")[2].replace("2027", "2028").replace("41", "x")
    (tmp_path / "goals.yaml").write_text(GOALS + second, encoding="utf-8")

    reading = read_goals(tmp_path)

    assert [2027] == [card.year for card in reading.scorecards]
    assert ["value-number"] == [finding.rule for finding in reading.findings]
    assert "goals.yaml:30:" in str(reading.findings[0].position)


def test_the_place_is_right_behind_a_scorecard_that_was_left_out(tmp_path: Path) -> None:
    """What contradicts itself is told where it stands in the file, not in what was read."""
    rows = GOALS.partition("scorecards:\n")[2]
    first = rows.replace("year: 2027", "year: kaksi")
    body = (
        GOALS.partition("scorecards:\n")[0]
        + "scorecards:\n"
        + first
        + rows.replace("nps, v", "x, v")
    )
    (tmp_path / "goals.yaml").write_text(body, encoding="utf-8")

    assert [("value-whole", "3"), ("goal-measure-unknown", "37")] == [
        (finding.rule, str(finding.position).split(":")[1])
        for finding in read_goals(tmp_path).findings
    ]


def test_goals_are_no_rooms(tmp_path: Path) -> None:
    """The reader of rooms leaves the file of goals alone."""
    (write(tmp_path, {"a.yaml": ROOMS}) / "goals.yaml").write_text(GOALS, encoding="utf-8")

    reading = read_catalogue(tmp_path)

    assert ((), ("catalogue.yaml", "a.yaml")) == (reading.findings, reading.files)


@given(st.text(alphabet="format: 1scoeadylngui[]{}-,'\"\n 2027", max_size=200))
def test_any_text_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    """No text that a person can put into the file gives a traceback."""
    folder = tmp_path_factory.mktemp("goals")
    (folder / "goals.yaml").write_text(body, encoding="utf-8")

    reading = read_goals(folder)

    assert all(isinstance(card, Scorecard) for card in reading.scorecards)
    for finding in reading.findings:
        assert text(finding.rule, "message", "fi", finding.params)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (GOALS.encode("utf-16"), "file-encoding"),
        (b"", "file-empty"),
        (b"- 1\n", "file-shape"),
        (GOALS.encode() + b"\0", "file-control-character"),
        (b"format: 1\nscorecards:\n\t- year: 2027\n", "yaml-tab"),
    ],
)
def test_a_file_that_is_none_is_one_finding_and_keeps_no_room_away(
    tmp_path: Path, content: bytes, rule: str
) -> None:
    """Goals are told beside the rooms, which are read whole and can be pushed."""
    (write(tmp_path, {"a.yaml": ROOMS}) / "goals.yaml").write_bytes(content)

    reading = read_catalogue(tmp_path)

    assert [rule] == [finding.rule for finding in reading.beside]
    assert ((), True) == (reading.findings, reading.complete)


@pytest.mark.parametrize(
    "moved", ["milestones: [{name: {fi: A}}]", "risks: [{name: {fi: A}}]", "notes: {NUP: a}"]
)
def test_each_that_has_moved_is_told_at_its_key(tmp_path: Path, moved: str) -> None:
    """Milestones, risks and notes of the goal have one home."""
    head = f"format: 1\nid: test\ngoal:\n  {moved}\n"
    findings = read_catalogue(write(tmp_path, {"catalogue.yaml": head})).findings

    assert [("goal-moved", "catalogue.yaml:4:3")] == [
        (finding.rule, str(finding.position)) for finding in findings
    ]
