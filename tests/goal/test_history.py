import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.goal.worlds import worlds
from tests.make import NOW, catalogue, remote, room, snapshot, space
from varaamo_sync.goal import (
    HistoryEntry,
    Reason,
    ReportedUnit,
    Source,
    Stage,
    entry_as_dict,
    entry_from_dict,
    entry_on,
    entry_to_record,
    progress,
    recall_progress,
    survey_as_dict,
    timeline,
)
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.snapshot import Snapshot

cells = st.builds(ReportedUnit, *[st.text(max_size=8)] * 5)
reported = st.builds(
    HistoryEntry,
    date=st.dates(),
    source=st.just(Source.REPORTED),
    reported=st.dictionaries(st.sampled_from(ServiceUnit), cells),
    forecast=st.text(max_size=8),
)


@given(worlds(), st.dictionaries(st.sampled_from(ServiceUnit), st.text(max_size=8)))
def test_a_survey_survives_being_written_and_read(
    world: tuple[Catalogue, Snapshot], notes: dict[ServiceUnit, str]
) -> None:
    """An entry and its evidence come back from JSON as they were, counts and rooms alike."""
    ours, shot = world
    made = progress(ours, shot)
    entry = entry_to_record(made, notes)

    assert entry == entry_from_dict(json.loads(json.dumps(entry_as_dict(entry))))
    assert made == recall_progress(ours, json.loads(json.dumps(survey_as_dict(made))))
    for unit in ServiceUnit:
        assert made.counts(unit) == entry.surveyed[unit].counts


@given(reported)
def test_reported_cells_are_kept_to_the_letter(entry: HistoryEntry) -> None:
    """Whatever was written in a cell comes back from JSON as it was."""
    assert entry == entry_from_dict(json.loads(json.dumps(entry_as_dict(entry))))


@pytest.mark.parametrize(
    "values",
    [[], {}, {"format": 2}, {"format": 1}, {"format": 1, "date": "x", "source": "surveyed"}],
)
def test_what_is_no_entry_is_refused(values: Any) -> None:
    """An entry of a later version, or no entry at all, is never half understood."""
    with pytest.raises(ValueError, match=r"^not a history entry of this version$|HistoryEntry"):
        entry_from_dict(values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"format": 2},
        {"format": 1, "taken": 5},
        {"format": 1, "taken": "2027-01-01T00:00+02:00"},
        {"format": 1, "taken": "2027-01-01T00:00+02:00", "rooms": {"a": {"pk": "x"}}},
    ],
)
def test_what_is_no_survey_is_refused(values: dict[str, object]) -> None:
    """A survey that was kept by another version is never half recalled."""
    with pytest.raises(ValueError, match=r"survey|Evidence"):
        recall_progress(catalogue(room()), values)


def test_what_was_not_read_cannot_be_recorded() -> None:
    """An unreachable booking system leaves no entry in the history."""
    made = progress(catalogue(room()), None)

    with pytest.raises(ValueError, match=r"^what was not read cannot be recorded$"):
        entry_to_record(made)
    with pytest.raises(ValueError, match=r"^nothing was read$"):
        survey_as_dict(made)


def test_a_room_that_came_later_is_unknown_offline() -> None:
    """What the catalogue has got since the last survey is not guessed from it."""
    shot = snapshot([remote(5)], [space(5, "demo:nup-sali")])
    survey = survey_as_dict(progress(catalogue(room()), shot))
    made = recall_progress(catalogue(room(), room("nup-uusi", name={"fi": "Uusi"})), survey)

    assert [(Stage.READY, Reason.BOOKABLE), (Stage.UNKNOWN, Reason.NOT_IN_SURVEY)] == [
        (item.stage, item.reason) for item in made.rooms
    ]


def test_a_recorded_fact_counts_anew_offline() -> None:
    """Stages are derived from the kept evidence, so what was bookable earlier can be set later."""
    shot = snapshot([remote(5)], [space(5, "demo:nup-sali")])
    survey = survey_as_dict(progress(catalogue(room()), shot))

    assert (
        Stage.EARLIER is recall_progress(catalogue(room(earlier="bookable")), survey).rooms[0].stage
    )


def test_the_entry_of_a_day_is_the_latest_on_or_before() -> None:
    """On one day a surveyed entry stands after a reported one, and a later survey after that."""
    made = [
        entry_to_record(progress(catalogue(room()), snapshot(taken=NOW + timedelta(hours=hours))))
        for hours in (2, 1)
    ]
    told = HistoryEntry(date=NOW.date(), source=Source.REPORTED)
    entries = [*made, told]

    assert (told, made[1], made[0]) == timeline(entries)
    assert made[0] == entry_on(entries, NOW.date() + timedelta(days=9))
    assert entry_on(entries, date(2026, 11, 21)) is None


def test_an_entry_belongs_to_its_day_in_helsinki() -> None:
    """Half past ten at night in UTC is the next day already."""
    from datetime import UTC, datetime

    taken = datetime(2027, 1, 31, 22, 30, tzinfo=UTC)

    assert date(2027, 2, 1) == entry_to_record(progress(catalogue(), snapshot(taken=taken))).date
