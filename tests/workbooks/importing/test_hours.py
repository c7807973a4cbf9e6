"""Opening hours from forms: what they change, and what they leave as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbooks.books import entry, known, read, room, rules, xlsx
from varaamo_sync.model import Catalogue, room_entry
from varaamo_sync.workbooks.exporting.room_rows import export_csv

HEAD = ("Toimipiste", "Nimi", "Aukioloajat")
HELD = {"mon-fri": "8-16", "exceptions": {"Juhannusaatto": "closed", "Vappu": "closed"}}


def after(cell: Any, held: Any = HELD) -> tuple[Any, Any]:
    """Return the plan, and the hours that a room has after a cell was imported over others."""
    before = room(hours=held)
    plan = read(xlsx((HEAD, ("Arabian nuorisotalo", "Sali", cell))), known(before))
    (made,) = plan.applied(known(before).catalogue).rooms
    return plan, room_entry(made).get("hours")


def test_a_new_room_has_the_hours_of_its_cell() -> None:
    """Read to the letter, or told how it was read."""
    rows = (HEAD, ("Arabian nuorisotalo", "Uusi", "arkisin 8-16"))
    plan = read(xlsx(rows), known(room()))

    assert {"mon-fri": "08:00-16:00"} == entry(plan, "Uusi")["hours"]
    assert [("cell-read-as", "C2")] == rules(plan)


def test_a_cell_that_is_not_understood_whole_leaves_the_room_a_draft() -> None:
    """Its words stay, for a person to answer; no default speaks in their place."""
    rows = (HEAD, ("Arabian nuorisotalo", "Uusi", "arkisin 8-16, lauantait sovittaessa"))
    plan = read(xlsx(rows), known(room()))
    new = entry(plan, "Uusi")
    (told,) = (finding for finding in plan.findings if finding.rule == "cell-hours")

    assert ({"hours": "arkisin 8-16, lauantait sovittaessa"}, False) == (
        new["unread"],
        "hours" in new,
    )
    assert ("lauantait", "ma–pe 8–16") == (told.params["piece"], told.params["understood"])


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("ma–pe 9–20", {"mon-fri": "09:00-20:00", "exceptions": HELD["exceptions"]}),
        (
            "ma–pe 9–20; juhannusaatto suljettu",
            {"mon-fri": "09:00-20:00", "exceptions": {"Juhannusaatto": "closed", "Vappu": None}},
        ),
        (
            "jouluaatto suljettu, vappu 10–12",
            {
                "mon-fri": "08:00-16:00",
                "exceptions": {
                    "Jouluaatto": "closed",
                    "Vappu": "10:00-12:00",
                    "Juhannusaatto": None,
                },
            },
        ),
        ("(tyhjennä)", None),
    ],
)
def test_a_cell_changes_what_it_speaks_of(cell: str, hours: Any) -> None:
    """A week leaves the exceptions, exceptions leave the week; those that are gone go by name."""
    plan, made = after(cell)

    assert hours == made
    assert [("hours",)] == [change.path for change in plan.changes]


@pytest.mark.parametrize("cell", ["arkisin 8.00-16.00", "ma–pe 8–16; vappu, juhannusaatto kiinni"])
def test_the_same_hours_in_other_words_change_nothing(cell: str) -> None:
    """They are compared by what they mean."""
    plan, made = after(cell)

    assert plan.empty
    assert room_entry(room(hours=HELD))["hours"] == made


def test_hours_that_no_cell_says_are_named_and_left_out() -> None:
    """An empty cell states nothing, so that they stay when the form comes back."""
    held = room(hours={"mon": "8-16", "name": {"fi": "Kevät"}})
    made = export_csv(Catalogue(id="a", rooms=(held,)))

    assert ((held.key, "hours"),) == made.left_out
