"""Levels and weighted results: unknown is neither reached nor missed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.scorecard import Scorecard, evaluate_scorecard

DAY = date(2021, 12, 31)


def card(*goals: Mapping[str, Any]) -> Scorecard:
    """Return a scorecard of some goals."""
    entries = [{"id": f"g{n}", "name": {"fi": "G"}, **goal} for n, goal in enumerate(goals)]
    return Scorecard.model_validate({"year": 2021, "name": {"fi": "Kortti"}, "goals": entries})


def measured(*values: Any, needs: Any, **measure: Any) -> dict[str, Any]:
    """Return a goal with one measure, and a level for each of some needs."""
    rows = [{"date": f"2021-0{n}-01", **value} for n, value in enumerate(values, 1)]
    return {
        "measures": [{"id": "m", "kind": "number", **measure, "values": rows}],
        "levels": [{"name": f"{n}", "needs": [need]} for n, need in enumerate(needs)],
    }


def levels_of(goal: Mapping[str, Any], day: date = DAY) -> tuple[bool | None, ...]:
    """Return which levels of a goal are reached on a day."""
    return evaluate_scorecard(card(goal), day).goals[0].levels


NPS = [{"kind": "value", "measure": "m", "value": value} for value in (40, 41, 43)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (39, (False, False, False)),
        (40, (True, False, False)),
        (42, (True, True, False)),
        (43, (True, True, True)),
    ],
)
def test_an_index_reaches_the_levels_that_it_is_not_below(
    value: int, expected: tuple[bool, ...]
) -> None:
    """2021 asks for the index itself: 40, 41 and 43."""
    assert expected == levels_of(measured({"value": value}, needs=NPS))


@pytest.mark.parametrize(
    ("baseline", "value", "expected"),
    [
        ({"value": 40}, 41, (False, False)),
        ({"value": 40}, 42, (True, False)),
        ({"value": -3}, 1, (True, True)),
        ({"label": "2018"}, 99, (None, None)),
        (None, 99, (None, None)),
    ],
)
def test_a_change_counts_from_the_baseline(
    baseline: Any, value: int, expected: tuple[bool | None, ...]
) -> None:
    """2019 asks for two and four points more than a baseline that nobody had told."""
    needs = [{"kind": "change", "measure": "m", "by": by} for by in (2, 4)]

    assert expected == levels_of(measured({"value": value}, needs=needs, baseline=baseline))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("8.01"), (False, False, False)),
        (Decimal("8.00"), (True, False, False)),
        (Decimal("7.96"), (True, True, False)),
        (Decimal("7.92"), (True, True, True)),
    ],
)
def test_a_cost_gets_better_by_getting_less(value: Decimal, expected: tuple[bool, ...]) -> None:
    """Unchanged, half a percent less and one percent less than the year before."""
    needs = [
        {"kind": "change", "measure": "m", "by": by, "percent": True}
        for by in (0, Decimal("0.5"), 1)
    ]
    goal = measured(
        {"value": value}, needs=needs, direction="down", baseline={"value": 8, "label": "TP2020"}
    )

    assert expected == levels_of(goal)


def test_a_percentage_of_nothing_is_unknown() -> None:
    """From a baseline of nothing no share can be told."""
    needs = [{"kind": "change", "measure": "m", "by": 1, "percent": True}]

    assert (None,) == levels_of(measured({"value": 5}, needs=needs, baseline={"value": 0}))


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ({"NUP": 4, "KIR": 5}, True),
        ({"NUP": 3, "KIR": 9}, False),
        ({"NUP": 4, "KIR": "12 (?)"}, None),
        ({"NUP": 3, "KIR": "12 (?)"}, False),
        ({"NUP": 4}, None),
        ({}, None),
    ],
)
def test_each_unit_needs_its_number(units: Mapping[str, Any], expected: bool | None) -> None:
    """A unit of which nobody knows leaves it open, unless another one is short of its number."""
    need = {"kind": "units", "measure": "m", "units": {"NUP": 4, "KIR": 4}}
    value = {"units": units, "text": "taulukko"}

    assert (expected,) == levels_of(measured(value, needs=[need], kind="per_unit"))


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        (("done", "done", "in_progress"), True),
        (("done", None, None), None),
        (("done", "not_started", None), None),
        (("done", "not_started", "in_progress"), False),
        ((None, None, None), None),
    ],
)
def test_two_of_three_milestones(phases: tuple[str | None, ...], expected: bool | None) -> None:
    """At least two of three are done; a milestone without a phase is one that nobody judged."""
    milestones = [
        {"id": f"s{n}", "name": {"fi": "S"}, **({"phase": phase} if phase else {})}
        for n, phase in enumerate(phases)
    ]
    need = {"kind": "done", "milestones": ["s0", "s1", "s2"], "at_least": 2}
    goal = {"milestones": milestones, "levels": [{"name": "taso", "needs": [need]}]}

    assert (expected,) == levels_of(goal)


def test_only_what_was_known_on_the_day_counts() -> None:
    """A later value changes nothing about an earlier day, and the latest of the earlier counts."""
    goal = measured({"value": 40}, {"value": 43}, {"value": 39}, needs=NPS)

    assert (None, None, None) == levels_of(goal, date(2020, 12, 31))
    assert (True, False, False) == levels_of(goal, date(2021, 1, 31))
    assert (True, True, True) == levels_of(goal, date(2021, 2, 1))
    assert (False, False, False) == levels_of(goal, date(2021, 3, 1))


def test_text_is_no_number() -> None:
    """What was written instead of a number reaches no level and misses none."""
    assert (None, None, None) == levels_of(measured({"text": "noin 45"}, needs=NPS))


def test_a_level_that_asks_for_nothing_countable_is_unknown() -> None:
    """Nobody can tell from data whether a sentence has come true."""
    assert (None,) == levels_of({"levels": [{"name": "taso", "what": {"fi": "Hyvä vuosi"}}]})


def test_unknown_levels_above_make_the_result_uncertain() -> None:
    """The highest level that is known to be reached is told, and that more may have been."""
    goal = measured({"value": 41}, needs=[NPS[0], {"kind": "value", "measure": "x", "value": 1}])
    (result,) = evaluate_scorecard(card(goal), DAY).goals

    assert result.reached is not None
    assert ("0", False) == (result.reached.name, result.certain)


def test_weights_count_where_each_level_has_a_payout() -> None:
    """Half of 30 and all of 70 make 85; a goal that reached no level adds nothing."""
    one = measured({"value": 41}, needs=NPS[:2]) | {"weight": 30}
    two = measured({"value": 43}, needs=NPS[:1]) | {"weight": 70}
    for goal, payouts in ((one, (25, 50)), (two, (100,))):
        for level, payout in zip(goal["levels"], payouts, strict=True):
            level["payout"] = payout

    assert Decimal(85) == evaluate_scorecard(card(one, two), DAY).points
    two["measures"][0]["values"] = []
    assert Decimal(15) == evaluate_scorecard(card(one, two), DAY).points
    del one["levels"][0]["payout"]
    assert evaluate_scorecard(card(one, two), DAY).points is None
    assert evaluate_scorecard(card(measured(needs=NPS) | {"weight": 100}), DAY).points is None


@given(
    st.lists(st.sampled_from([None, 39, 40, 41, 42, 43, 44]), min_size=1, max_size=6),
    st.sampled_from([39, 40, 41, 42, 43, 44]),
)
def test_learning_a_value_never_takes_a_known_level_back_on_other_days(
    values: list[int | None], learned: int
) -> None:
    """What became known on the last day leaves every earlier day as it was."""
    rows = [{"value": v} if v is not None else {"text": "?"} for v in values]
    before = measured(*rows, needs=NPS)
    after = measured(*rows, {"value": learned}, needs=NPS)
    day = date(2021, len(rows), 15)

    assert levels_of(before, day) == levels_of(after, day)
