"""The example's scorecards hold every figure of the slides of 2019 and 2021, as written there."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from varaamo_sync.catalogue_files import read_goals
from varaamo_sync.scorecard import (
    ChangeReached,
    Direction,
    Goal,
    MilestonesDone,
    Scorecard,
    UnitsReached,
    ValueReached,
    evaluate_scorecard,
)


@pytest.fixture(scope="module")
def cards() -> dict[int, Scorecard]:
    """Give the scorecards of the example by year."""
    reading = read_goals(Path(__file__).parents[2] / "examples" / "helsinki")
    assert () == reading.findings
    return {card.year: card for card in reading.scorecards}


def goal_of(card: Scorecard, name: str) -> Goal:
    """Return a goal by its name."""
    return next(goal for goal in card.goals if goal.id == name)


def phases_of(goal: Goal) -> list[list[str]]:
    """Return the names of the phases of a goal's bars."""
    return [list(item.phases) for item in goal.measures if item.kind.value == "phases"]


def test_2019_has_seven_goals_without_weights(cards: dict[int, Scorecard]) -> None:
    """In the order of the slides; 2019 gave none of them a weight."""
    assert [
        "harrastuspassi",
        "olosuhteet",
        "oma-helsinki",
        "palvelupolut",
        "palvelutarjotin",
        "tilavaraus",
        "pikapalaute",
    ] == [goal.id for goal in cards[2019].goals]
    assert {None} == {goal.weight for goal in cards[2019].goals}


@pytest.mark.parametrize(
    ("name", "updated", "steps", "risks", "mitigated"),
    [
        ("harrastuspassi", date(2019, 6, 4), 4, 2, 2),
        ("olosuhteet", date(2019, 6, 5), 5, 3, 0),
        ("oma-helsinki", date(2019, 3, 28), 5, 4, 3),
        ("palvelupolut", date(2019, 3, 21), 4, 3, 3),
        ("palvelutarjotin", date(2019, 3, 25), 4, 5, 4),
        ("tilavaraus", date(2019, 6, 5), 3, 5, 1),
        ("pikapalaute", date(2019, 3, 28), 3, 4, 0),
    ],
)
def test_each_goal_of_2019_has_its_day_steps_and_risks(
    cards: dict[int, Scorecard], name: str, updated: date, steps: int, risks: int, mitigated: int
) -> None:
    """The day of the slide, how many steps, and how many risks with something done about them."""
    goal = goal_of(cards[2019], name)

    assert (updated, steps, risks, mitigated) == (
        goal.updated,
        len(goal.steps),
        len(goal.risks),
        sum(1 for risk in goal.risks if risk.mitigation.fi),
    )
    assert [date(2019, 6, 10)] == [said.date for said in goal.forecast]
    assert "toteutumassa" in goal.forecast[0].text


def test_what_is_done_about_risks_may_be_a_list_of_its_own(cards: dict[int, Scorecard]) -> None:
    """Three lines that belong to no single risk."""
    assert 3 == len(goal_of(cards[2019], "olosuhteet").mitigations)


@pytest.mark.parametrize(
    ("name", "phases"),
    [
        (
            "harrastuspassi",
            [["INNOVAATIOKILPAILU JA HANKINTA", "KEHITYS JA SISÄLLÖNTUOTANTO", "JALKAUTUS"]],
        ),
        (
            "olosuhteet",
            [
                [
                    "TIEDONKERUU",
                    "TOIMINNAN MALLINNUS JA KIRJAAMINEN",
                    "TOIMINNAN KEHITTÄMINEN",
                    "LAUTAKUNNAN HYVÄKSYNTÄ",
                    "SIDOSRYHMIEN KUULEMINEN JA JAETUN YMMÄRRYKSEN RAKENTAMINEN",
                ]
            ],
        ),
        ("oma-helsinki", [[]]),
        ("palvelupolut", [["TIEDONKERUU", "TOIMINNAN MALLINNUS", "TOIMINNAN KEHITTÄMINEN"]]),
        ("palvelutarjotin", [["TIEDONKERUU", "TOIMINNAN MALLINNUS", "TOIMINNAN KEHITTÄMINEN"]]),
        (
            "tilavaraus",
            [
                ["TIETOTARPEEN MÄÄRITTELY", "TILATIEDON KERÄÄMINEN", "TILATIEDON LUOKITTELU"],
                ["PROSESSIEN KUVAUS", "YHTEISTEN PROSESSIEN MÄÄRITTELY"],
            ],
        ),
        (
            "pikapalaute",
            [
                [
                    "PIKAPALAUTELAITTEIDEN MÄÄRÄ LISÄÄMINEN",
                    "PIKAPALAUTETTA KERÄTÄÄN ERI KANAVILLA",
                    "PIKAPALAUTE JA SUOSITTELUINDEKSI ON OSA TIEDOLLA JOHTAMISTA",
                ]
            ],
        ),
    ],
)
def test_bars_have_names_and_no_place(
    cards: dict[int, Scorecard], name: str, phases: list[list[str]]
) -> None:
    """Where a bar ends is a drawing: no value is made of it."""
    goal = goal_of(cards[2019], name)

    assert phases == phases_of(goal)
    assert all(not item.values for item in goal.measures if item.kind.value == "phases")


def test_numbers_that_are_none_stay_text(cards: dict[int, Scorecard]) -> None:
    """``3-5`` is no number, nor is ``12 (?)`` or ``26 (+ 14 Oodi)``."""
    (range_,) = goal_of(cards[2019], "olosuhteet").amounts
    values = {
        (item.id, unit): number
        for item in goal_of(cards[2019], "tilavaraus").measures
        for value in item.values
        for unit, number in value.units.items()
    }

    assert (None, "3-5") == (range_.count, range_.text)
    assert {
        ("valmistelussa", "KULP"): 2,
        ("valmistelussa", "LIIKU"): 2,
        ("valmistelussa", "NUP"): 3,
        ("kaynnissa", "KULP"): 3,
        ("kaynnissa", "LIIKU"): 3,
        ("kaynnissa", "NUP"): 16,
        ("valmis", "KULP"): 1,
        ("valmis", "LIIKU"): 3,
        ("valmis", "NUP"): 1,
        ("aiemmin", "KULP"): 0,
        ("aiemmin", "LIIKU"): 0,
        ("aiemmin", "NUP"): "12 (?)",
        ("ilman-saraketta", "KIR"): "26 (+ 14 Oodi)",
    } == values


def test_two_of_three_customer_systems(cards: dict[int, Scorecard]) -> None:
    """At least two of library, youth centres and sports."""
    goal = goal_of(cards[2019], "oma-helsinki")
    (need,) = goal.levels[0].needs

    assert isinstance(need, MilestonesDone)
    assert (2, ("kirjasto", "nuorisotalot", "liikunta")) == (need.at_least, need.milestones)


def test_service_paths_keep_both_of_the_slides_numbers(cards: dict[int, Scorecard]) -> None:
    """The sentence says four for youth, the table three: both stand as they were written."""
    goal = goal_of(cards[2019], "palvelupolut")
    needed = [need.units for level in goal.levels for need in level.needs if _by_units(need)]

    assert "nuorison (4)" in (goal.promise.fi or "")
    assert [
        {"NUP": 3, "LIIKU": 3, "KULP": 4, "KIR": 4, "HALLINTO": 4},
        {"NUP": 4, "LIIKU": 4, "KULP": 5, "KIR": 5, "HALLINTO": 5},
        {"NUP": 5, "LIIKU": 5, "KULP": 6, "KIR": 6, "HALLINTO": 6},
    ] == needed
    assert [18, 23, 28] == [sum(units.values()) for units in needed]
    assert ["10 %", "50 %", "100 %"] == [level.name for level in goal.levels]
    assert [30] == [amount.count for amount in goal.amounts]
    assert goal.deadline is not None
    assert date(2019, 10, 30) == goal.deadline.date
    assert "100%" in goal.forecast[0].text


def _by_units(need: Any) -> bool:
    return isinstance(need, UnitsReached)


def test_two_areas_for_the_service_tray(cards: dict[int, Scorecard]) -> None:
    """Malminkartano/Kannelmäki is one of the two areas."""
    goal = goal_of(cards[2019], "palvelutarjotin")

    assert ("Malminkartano/Kannelmäki", "Vuosaari") == goal.measures[0].members
    assert [ValueReached(kind="value", measure="alueet", value=Decimal(2))] == list(
        goal.levels[0].needs
    )


def test_feedback_devices_bought_are_not_those_in_use(cards: dict[int, Scorecard]) -> None:
    """Forty were bought and 33 are in use; thirty placed is what the first level asks for."""
    goal = goal_of(cards[2019], "pikapalaute")
    first, second, third = goal.levels

    assert [40, 33] == [amount.count for amount in goal.amounts]
    assert ["10 %", "50 %", "100 %"] == [level.name for level in goal.levels]
    assert [("value", 30), ("done", None)] == [
        (need.kind, getattr(need, "value", None)) for need in first.needs
    ]
    assert [ChangeReached(kind="change", measure="nps", by=Decimal(by)) for by in (2, 4)] == [
        *second.needs,
        *third.needs,
    ]
    assert goal.measures[0].baseline is not None
    assert goal.measures[0].baseline.value is None


def test_2021_has_weights_and_levels_without_percentages(cards: dict[int, Scorecard]) -> None:
    """30, 30 and 40 percent; the levels have names, and no payout belongs to them."""
    card = cards[2021]

    assert [
        ("yksikkokustannus", "Vastuullinen taloudenpito", 30),
        ("asiakaskokemus", "Maailman toimivin kaupunki", 30),
        ("palvelustrategia", "Uudistuvat palvelut", 40),
    ] == [(goal.id, goal.area.fi, goal.weight) for goal in card.goals]
    for goal in card.goals:
        assert ["Minimitaso", "Haastava tavoitetaso", "Poikkeuksellinen taso"] == [
            level.name for level in goal.levels
        ]
        assert {None} == {level.payout for level in goal.levels}


def test_2021_asks_for_a_lower_cost_and_a_higher_index(cards: dict[int, Scorecard]) -> None:
    """Unchanged, 0.5 and 1 percent less than TP2020; an index of 40, 41 and 43 of -100 to 100."""
    cost, index, strategy = (goal.measures[0] for goal in cards[2021].goals)
    needs = [[level.needs for level in goal.levels] for goal in cards[2021].goals]

    assert (Direction.DOWN, "eur/suorite") == (cost.direction, cost.unit)
    assert cost.baseline is not None
    assert index.baseline is not None
    assert ("TP2020", None) == (cost.baseline.label, cost.baseline.value)
    assert [(Decimal(by), True) for by in ("0", "0.5", "1")] == [
        (need.by, need.percent)  # type: ignore[union-attr]
        for (need,) in needs[0]
    ]
    assert ("2019", 40, (-100, 100)) == (index.baseline.label, index.baseline.value, index.range)
    assert [40, 41, 43] == [need.value for (need,) in needs[1]]  # type: ignore[union-attr]
    assert ("kirjasto", "kulttuuri", "liikunta", "nuoriso", "hallinto") == strategy.members
    assert [("kuvaukset", 5), ("roolit", 4), ("roolit-ja-henkilosto", 8)] == [
        (need.measure, need.value)  # type: ignore[union-attr]
        for (need,) in needs[2]
    ]


@pytest.mark.parametrize("year", [2019, 2021])
def test_no_level_of_the_slides_is_counted_as_reached(
    cards: dict[int, Scorecard], year: int
) -> None:
    """The slides told promises and forecasts; what nobody measured is unknown, not missed."""
    result = evaluate_scorecard(cards[year], date(2026, 11, 26))

    assert {None} == {met for goal in result.goals for met in goal.levels}
    assert result.points is None
