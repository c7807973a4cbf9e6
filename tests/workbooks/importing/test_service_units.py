"""Service units of rooms: stated, remembered by the form, or inferred; never another venue's."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests.make import REFERENCE
from tests.workbooks.books import ARABIA, HERTSI, known, read, room, rules, saved, xlsx
from varaamo_sync.model import LANGS, Catalogue, Lang, ServiceUnit, Venue, VenueInUnit
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.words import text
from varaamo_sync.workbooks import ImportContext
from varaamo_sync.workbooks.exporting.room_rows import export_csv
from varaamo_sync.workbooks.exporting.template import export_workbook, make_template
from varaamo_sync.workbooks.files.grid import Book, Sheet
from varaamo_sync.workbooks.tables.own_form import LISTS, ROOMS, VENUES, form_unit

HEAD = ("Tunnus", "Toimipiste", "Nimi", "Henkilömäärä")
OODI = Venue.model_validate({"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}})
STUDIO = room("kir-oodi-studio", "Studio", venue=OODI, service_unit="KIR")
NEW = (None, "Keskustakirjasto Oodi", "Uusi", 5)


@pytest.mark.parametrize("head", [HEAD, (*HEAD, "Palvelukokonaisuus")])
def test_a_room_of_another_units_venue_is_refused(head: tuple[str, ...]) -> None:
    """A room goes into no venue of another unit, whoever says so, and the fitting one is named."""
    row = (*NEW, "NUP") if len(head) > len(NEW) else NEW
    plan = read(xlsx((head, row)), known(room(), STUDIO))

    assert [("import-unit-other", "C2")] == rules(plan)
    (found,) = plan.findings
    assert ("KIR", "NUP") == (found.params["units"], found.params["given"])
    assert plan.empty
    assert not plan.clean


def test_a_known_room_of_another_unit_is_left_alone() -> None:
    """A form of a unit changes no room of another unit, found by its name or by its key."""
    rows = (HEAD, (None, "Keskustakirjasto Oodi", "Studio", 5))
    by_name = read(xlsx(rows), known(room(), STUDIO))
    by_key = read(xlsx((HEAD, ("kir-oodi-studio", None, None, 5))), known(room(), STUDIO))

    for plan in (by_name, by_key):
        assert ["import-unit-other"] == [rule for rule, _ in rules(plan)]
        assert plan.empty


def test_a_venue_of_two_units_takes_rooms_of_both() -> None:
    """Where the catalogue or the sheet of venues gives a venue to a unit, its rooms may come."""
    both = room("nup-oodi-kerho", "Kerho", venue=OODI)
    venues = (("TPREK-tunnus", "Toimipisteen nimi suomeksi", "Palvelukokonaisuus"),
              ("demo-011", "Keskustakirjasto Oodi", "NUP"))  # fmt: skip
    in_catalogue = read(xlsx((HEAD, NEW)), known(both, STUDIO))
    in_sheet = read(xlsx({"Tilat": (HEAD, NEW), "Toimipisteet": venues}), known(STUDIO))

    assert ["NUP"] == [added.unit for added in in_catalogue.additions]
    assert ["NUP"] == [added.unit for added in in_sheet.additions]
    assert [] == rules(in_catalogue)


def test_only_units_that_may_be_meant_are_advised() -> None:
    """Where the unit is not clear, those of the venue are named; of a new venue, all of them."""
    both = room("nup-oodi-kerho", "Kerho", venue=OODI)
    of_venue = read(xlsx((HEAD, NEW)), known(both, STUDIO, unit=None))
    of_nobody = read(xlsx((HEAD, (None, "Uusi talo", "Uusi", 5))), known(STUDIO, unit=None))

    assert ["KIR, NUP"] == [f.params["units"] for f in of_venue.findings]
    missing = [f for f in of_nobody.findings if f.rule == "import-unit-missing"]
    assert ["KIR, KULP, LIIKU, NUP"] == [f.params["units"] for f in missing]
    for lang in LANGS:
        said = text("import-unit-missing", "fix", lang, of_venue.findings[0].params)
        assert "KIR, NUP" in said
        assert "LIIKU" not in said


def _filled(data: bytes, lang: Lang = "fi") -> bytes:
    """Return a form with one room, in a venue that nobody knows."""
    book = load_workbook(io.BytesIO(data))
    sheet = book[ROOMS[lang]]
    heads = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
    named = {"fi": "Nimi suomeksi", "sv": "Namn på finska", "en": "Name in Finnish"}[lang]
    placed = {"fi": "Toimipiste", "sv": "Verksamhetsställe", "en": "Venue"}[lang]
    sheet.cell(3, heads.index(placed) + 1, "Uusi talo")
    sheet.cell(3, heads.index(named) + 1, "Uusi")
    return saved(book)


@pytest.mark.parametrize("lang", LANGS)
def test_a_form_made_for_a_unit_remembers_it(lang: Lang) -> None:
    """Rooms of a form that was made for a unit are that unit's, without a word on the way in."""
    made = make_template((), REFERENCE, unit=ServiceUnit.NUP, lang=lang).data
    for_all = make_template((), REFERENCE, lang=lang).data

    plan = read(_filled(made, lang), known(STUDIO, unit=None))
    assert ["NUP"] == [added.unit for added in plan.additions]
    assert "import-unit-missing" in {
        rule for rule, _ in rules(read(_filled(for_all, lang), known(STUDIO, unit=None)))
    }


def test_an_export_of_a_unit_remembers_it_too() -> None:
    """The exported rooms of a unit are a form of that unit."""
    made = export_workbook(Catalogue(id="a", rooms=(room(),)), unit=ServiceUnit.NUP).data

    plan = read(_filled(made), known(room(), STUDIO, unit=None))
    assert ["NUP"] == [added.unit for added in plan.additions]


def test_a_form_of_one_unit_is_not_taken_for_anothers() -> None:
    """A form that remembers youth services is refused with --unit KIR, in one finding."""
    made = make_template((), REFERENCE, unit=ServiceUnit.NUP).data
    plan = read(_filled(made), known(STUDIO, unit=ServiceUnit.KIR))

    assert ["import-unit-form"] == [rule for rule, _ in rules(plan)]
    assert ("NUP", "KIR") == (plan.findings[0].params["unit"], plan.findings[0].params["given"])
    assert plan.empty


STOA = RemoteVenue(12, "demo-012", {"fi": "Stoa", "sv": "Stoa", "en": "Stoa Cultural Centre"})
REMOTE = (STOA, RemoteVenue(1, "demo-001", {"fi": "Arabian nuorisotalo"}), RemoteVenue(3, "", {}))


@pytest.mark.parametrize("lang", LANGS)
def test_the_form_offers_the_venues_of_the_booking_system(lang: Lang) -> None:
    """The drop-down of venues holds those of reference.json, each once, but no other unit's."""
    placed = (VenueInUnit(ServiceUnit.NUP, ARABIA), VenueInUnit(ServiceUnit.KIR, OODI))
    known_there = (*REMOTE, RemoteVenue(11, "demo-011", {"fi": "Keskustakirjasto Oodi"}))
    made = make_template(placed, REFERENCE, remote=known_there, unit=ServiceUnit.NUP, lang=lang)
    book = load_workbook(io.BytesIO(made.data))
    rows = [[cell.value for cell in row[:4]] for row in book[VENUES[lang]].iter_rows(min_row=2)]
    choices = {str(one.sqref): one.formula1
               for one in book[ROOMS[lang]].data_validations.dataValidation}  # fmt: skip
    offered = book.defined_names["varaamo_venues"].attr_text

    assert [["demo-001", "Arabian nuorisotalo", None, None],
            ["demo-012", "Stoa", "Stoa", "Stoa Cultural Centre"]] == rows  # fmt: skip
    assert "varaamo_venues" in choices.values()
    assert offered.startswith(f"'{VENUES[lang]}'!$B$2:$B$")


def test_a_venue_that_is_only_offered_changes_nothing() -> None:
    """Nobody gets venues for having been sent a form; a room in one of them brings it along."""
    made = make_template((), REFERENCE, remote=REMOTE, unit=ServiceUnit.NUP).data
    renamed = room(venue=ARABIA.model_copy(update={"name": {"fi": "Arabian talo"}}))

    assert read(made, known(renamed, unit=None)).empty
    assert [] == rules(read(made, known(renamed, unit=None)))
    book = load_workbook(io.BytesIO(made))
    sheet = book["Tilat"]
    heads = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
    sheet.cell(3, heads.index("Toimipiste") + 1, "Stoa")
    sheet.cell(3, heads.index("Nimi suomeksi") + 1, "Uusi")
    plan = read(saved(book), known(room(), unit=None))
    assert [("demo-012", "NUP")] == [(a.venue.tprek, a.unit) for a in plan.additions]
    assert "Stoa Cultural Centre" == plan.additions[0].venue.name.en


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "venue",
    [
        {"address": "Esimerkkitie 5"},
        {"address": "Esimerkin virastotalo, 2. krs"},
        {"name": {"sv": "Exempelgården"}},
        {"name": {"en": "Example House"}, "address": "Esimerkkitie 7"},
        {"tprek": "demo-077"},
    ],
)
def test_a_venue_without_a_finnish_name_goes_out_and_comes_back(
    venue: dict[str, object], lang: Lang
) -> None:
    """A venue known by its address, another language or its id alone survives both forms."""
    rooms = (room(venue=venue), room("nup-hertsi", "Olotila", venue=HERTSI))
    catalogue = Catalogue(id="a", rooms=rooms)
    placed = [VenueInUnit(one.service_unit, one.venue) for one in rooms]

    for export in (export_workbook, export_csv):
        plan = read(export(catalogue, lang=lang).data, ImportContext(catalogue))
        assert plan.empty
        assert [] == rules(plan, "workbook-layout-unseen")
    empty_house = export_workbook(Catalogue(id="a", rooms=rooms[1:]), placed, lang=lang).data
    plan = read(empty_house, ImportContext(Catalogue(id="a", rooms=rooms[1:]), venues=placed[1:]))
    assert {"import-venue-new"} >= {rule for rule, _ in rules(plan)}
    assert [rooms[0].venue] == [new.venue for new in plan.new_venues]


def test_the_unit_is_kept_by_other_programs() -> None:
    """What the form remembers stands in a cell, which .ods keeps as well."""
    lists = Sheet(LISTS["sv"], [["Lista", "Blankettens servicehelhet"], ["ja", "NUP"]])
    odd = Sheet(LISTS["sv"], [["Blankettens servicehelhet"], ["ABC"]])

    assert ServiceUnit.NUP is form_unit(Book("a.ods", "ods", (lists,)))
    assert form_unit(Book("a.ods", "ods", (odd,))) is None
