"""Where service units differ in what is to be common, value by value and with counts of rooms."""

from typing import Any

from tests.make import catalogue, room
from tests.report.reports import chapter_of, document, standing, tables_of, text_of
from varaamo_sync.model import Room, ServiceUnit
from varaamo_sync.report import InUse, Principle, Subject, find_differences


def bare(key: str, unit: str, **fields: Any) -> Room:
    """Return a room that states nothing but what is given."""
    return room(key, complete=False, service_unit=unit, **fields)


def of_path(found: tuple[Principle, ...], path: str) -> Principle:
    """Return the principle of a field."""
    return next(one for one in found if one.path == path)


def test_each_unit_tells_its_values_with_their_rooms() -> None:
    """Most rooms first; what a room does not state is a value of its own, told apart."""
    found = find_differences(
        catalogue(
            bare("a", "NUP", access=[{"type": "opened_by_staff"}]),
            bare("b", "NUP", access=[{"type": "opened_by_staff"}]),
            bare("c", "NUP"),
            bare("d", "KIR", access=[{"type": "unrestricted"}]),
        )
    )

    access = of_path(found, "access")
    assert (Subject.ACCESS, False) == (access.subject, access.common)
    assert {
        ServiceUnit.KIR: (InUse([{"type": "unrestricted"}], 1),),
        ServiceUnit.NUP: (InUse([{"type": "opened_by_staff"}], 2), InUse(None, 1)),
    } == access.units
    assert (True, False) == (access.agreed_in(ServiceUnit.KIR), access.agreed_in(ServiceUnit.NUP))


def test_one_value_everywhere_is_common_and_what_nobody_states_is_no_principle() -> None:
    """Units without rooms say nothing, and keep nothing from being common."""
    free = [{"free": True}]
    found = find_differences(
        catalogue(bare("a", "NUP", pricing=free), bare("b", "LIIKU", pricing=free))
    )

    assert ["pricing"] == [one.path for one in found]
    assert found[0].common


def test_a_price_differs_by_its_amount_and_its_way_of_payment() -> None:
    """Two prices are one value only where all that they say is the same."""
    price = {"lowest": 7, "highest": 7, "vat": 10, "unit": "per_hour"}
    found = find_differences(
        catalogue(
            bare("a", "NUP", pricing=[price | {"payment": "online"}]),
            bare("b", "NUP", pricing=[price | {"payment": "on_site"}]),
        )
    )

    assert 2 == len(of_path(found, "pricing").units[ServiceUnit.NUP])


def test_only_the_units_that_are_asked_for_are_compared() -> None:
    """A report of one unit does not differ from others."""
    held = catalogue(
        bare("a", "NUP", terms={"service": "x"}), bare("b", "KIR", terms={"service": "y"})
    )

    assert of_path(find_differences(held, [ServiceUnit.NUP]), "terms.service").common


def test_the_report_names_values_in_words() -> None:
    """As forms write them, with the number of rooms; the sentence counts what differs."""
    shown = document(
        standing(
            (
                bare("a", "NUP", access=[{"type": "opened_by_staff"}], pricing=[{"free": True}]),
                bare("b", "KIR", access=[{"type": "unrestricted"}], pricing=[{"free": True}]),
            )
        )
    )
    chapter = chapter_of(shown, "goal")
    rows = {
        row.cells[0].text: [cell.text for cell in row.cells[1:]]
        for table in tables_of(chapter)
        if table.columns[0].heading == "Periaate"
        for row in table.rows
    }

    assert [
        "vapaa pääsy (1)",
        "henkilökunta avaa (1)",
        "ei, mutta sama kunkin yksikön sisällä",
    ] == rows["Sisäänpääsy"]
    assert ["maksuton (1)", "maksuton (1)", "kyllä"] == rows["Hinta"]
    assert "Palvelukokonaisuudet eroavat 1 kohdassa. Verrattuja kohtia on 2" in text_of(chapter)
