"""A goal may be about some of the service units; the others keep it from nothing."""

from datetime import date
from pathlib import Path

from varaamo_sync.catalogue_files import init_catalogue, read_catalogue
from varaamo_sync.goal import HistoryEntry, Source, evaluate, evaluate_entry, progress
from varaamo_sync.model import Catalogue, GoalTerms, ServiceUnit


def test_a_goal_looks_at_the_units_that_it_is_about() -> None:
    """All of them where it names none; whoever asks for others gets those."""
    terms = GoalTerms(units=(ServiceUnit.NUP, ServiceUnit.KIR))
    found = progress(Catalogue(id="koe", goal=terms), None)

    assert set(ServiceUnit) == set(evaluate(GoalTerms(), found).units)
    assert set(terms.units) == set(evaluate(terms, found).units)
    assert {ServiceUnit.LIIKU} == set(evaluate(terms, found, units=[ServiceUnit.LIIKU]).units)


def test_a_day_of_the_past_is_judged_by_the_same_units() -> None:
    """What was surveyed then is looked at as today's rooms are."""
    terms = GoalTerms(units=(ServiceUnit.NUP,))
    entry = HistoryEntry(date=date(2027, 1, 31), source=Source.SURVEYED)

    assert {ServiceUnit.NUP} == set(evaluate_entry(terms, entry).units)
    assert set(ServiceUnit) == set(evaluate_entry(GoalTerms(), entry).units)


def test_a_new_catalogue_of_one_unit_has_a_goal_of_that_unit(tmp_path: Path) -> None:
    """Who begins with the youth service is not told of rooms that the libraries lack."""
    init_catalogue(tmp_path / "yksi", units=[ServiceUnit.NUP])
    init_catalogue(tmp_path / "kaikki")

    one = read_catalogue(tmp_path / "yksi").usable()
    assert (ServiceUnit.NUP,) == one.goal.units
    assert () == read_catalogue(tmp_path / "kaikki").usable().goal.units
