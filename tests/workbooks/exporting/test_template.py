"""The template, and a catalogue as a filled-in one."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.make import REFERENCE
from tests.workbooks.books import ARABIA, HERTSI, known, read, room, rules
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import LANGS, Catalogue, Lang, RoomEntry, ServiceUnit, VenueInUnit
from varaamo_sync.workbooks import ImportContext
from varaamo_sync.workbooks.exporting.room_rows import export_csv
from varaamo_sync.workbooks.exporting.template import export_workbook, make_template
from varaamo_sync.workbooks.files.output import REQUIRED
from varaamo_sync.workbooks.tables.fields import fields
from varaamo_sync.workbooks.tables.own_form import GUIDE, LISTS, ROOMS, VENUES

EXAMPLE = Path(__file__).parents[3] / "examples" / "helsinki"
VENUES_THERE = (VenueInUnit(ServiceUnit.NUP, ARABIA), VenueInUnit(ServiceUnit.KULP, HERTSI))


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_is_made_for_filling_in(lang: Lang) -> None:
    """Three sheets and lists; frozen header, explanations, marks, drop-downs, protected lists."""
    made = make_template(VENUES_THERE, REFERENCE, unit=ServiceUnit.NUP, lang=lang)
    book = load_workbook(io.BytesIO(made.data))
    sheet = book[ROOMS[lang]]
    headers = [cell.value for cell in sheet[1]]

    assert [ROOMS[lang], VENUES[lang], GUIDE[lang], LISTS[lang]] == book.sheetnames
    assert re.fullmatch("[A-Z]+2", str(sheet.freeze_panes))
    assert all(cell.comment for cell in sheet[1])
    assert 2 == sum(str(header).endswith(" *") for header in headers)
    required = {c.fill.start_color.rgb for c in sheet[1] if str(c.value).endswith(" *")}
    assert {REQUIRED.code} == required
    assert book[LISTS[lang]].protection.sheet
    listed = {cell.value for row in book[LISTS[lang]].iter_rows() for cell in row}
    assert {"Sali", "Juhlat", "Piano", "maksuehto-1", "Peruttavissa 24 tuntia ennen"} <= listed
    choices = {
        str(one.sqref).split("2:")[0]: one.formula1 for one in sheet.data_validations.dataValidation
    }
    kinds = [field.kind for field in fields("room").values() if not field.hidden]
    assert len(choices) >= sum(kind.startswith("choice:") or kind == "flag" for kind in kinds)
    assert ["demo-001"] == [row[0].value for row in book[VENUES[lang]].iter_rows(min_row=2)]


@pytest.mark.parametrize("lang", LANGS)
def test_an_untouched_template_imports_as_nothing(lang: Lang) -> None:
    """The example row and the lists are no rooms, and nothing is said about them."""
    data = make_template(VENUES_THERE, REFERENCE, lang=lang).data
    plan = read(data, known(room(), venues=VENUES_THERE))

    assert plan.empty
    assert [] == rules(plan)


def test_every_field_of_a_room_has_a_column() -> None:
    """What a catalogue can state of a room, the template can state."""
    columns = {id.split(".")[0] for id in fields("room")}

    assert set(RoomEntry.model_fields) - {"pricing", "publish", "unread"} <= columns | {"publish"}
    assert {"price", "publish"} <= columns


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_export_and_import_of_the_example_change_nothing(lang: Lang, form: str) -> None:
    """The whole example goes out and comes back without a single change or finding."""
    catalogue = read_catalogue(EXAMPLE).catalogue
    assert catalogue is not None
    export = export_workbook if form == "xlsx" else export_csv
    plan = read(export(catalogue, lang=lang).data, ImportContext(catalogue))

    assert plan.empty
    assert len(catalogue.rooms) == len(plan.places)
    assert [] == rules(plan, "workbook-layout-unseen")


def test_csv_is_written_for_its_reader() -> None:
    """Excel gets semicolons, a mark, commas and days of the language; programs RFC 4180."""
    amount = Decimal("12.50")
    price = {"from": "2027-01-31", "lowest": amount, "highest": amount, "unit": "per_hour"}
    stated = room(pricing=[price], publish={"from": "2027-01-31 08:00"})
    catalogue = Catalogue(id="a", rooms=(stated,))
    excel = export_csv(catalogue, lang="fi").data.decode("utf-8")
    plain = export_csv(catalogue, lang="fi", for_programs=True).data.decode("utf-8")

    assert excel.startswith("\ufeffTunnus;")
    assert {"12,50", "31.1.2027", "31.1.2027 08:00"} <= set(excel.split(";"))
    assert plain.startswith("Key,")
    assert {"12.50", "2027-01-31", "2027-01-31 08:00"} <= set(plain.split(","))


@pytest.mark.parametrize(
    "text", ["=1+1", "+358 9 123", "-5 astetta", "@talo", "'=jo", "''+a", "\uff1d1+1"]
)
def test_no_text_becomes_a_formula(text: str) -> None:
    """Texts that begin like formulas are text in both forms, and come back as they were."""
    catalogue = Catalogue(id="a", rooms=(room(note=text, contact=text),))
    xlsx, csv = export_workbook(catalogue).data, export_csv(catalogue).data
    sheet = load_workbook(io.BytesIO(xlsx))["Tilat"]
    cells = [cell for cell in sheet[2] if isinstance(cell.value, str) and cell.value.endswith(text)]

    assert 2 == len(cells)
    assert {"s"} == {cell.data_type for cell in cells}
    assert b"<f>" not in xlsx
    assert not re.search(r'(?m)(?:^|;)"?[=+\-@\uff1d]', csv.decode("utf-8-sig"))
    assert read(xlsx, ImportContext(catalogue)).empty
    assert read(csv, ImportContext(catalogue)).empty


def test_what_does_not_fit_into_a_cell_is_named() -> None:
    """A text that no cell can hold is left out and told, so that importing clears nothing."""
    catalogue = Catalogue(id="a", rooms=(room(note="a" * 40_000, contact="\x07"),))
    made = export_workbook(catalogue)

    assert {("nup-arabia-sali", "note"), ("nup-arabia-sali", "contact")} == set(made.left_out)
    assert read(made.data, ImportContext(catalogue)).empty


def test_prices_to_come_have_rows_of_their_own() -> None:
    """Further prices and ways in stand on further rows of the same room."""
    rooms = room(
        pricing=[
            {"lowest": Decimal("7.30"), "highest": 8, "vat": Decimal("25.5"), "from": "2027-01-01"},
            {"free": True, "from": date(2028, 1, 1), "material": {"fi": "Savi 5 €"}},
        ],
        access=[{"type": "physical_key"}],
        capacity=None,
        purposes=(),
    )
    made = export_workbook(Catalogue(id="a", rooms=(rooms,)))
    sheet = load_workbook(io.BytesIO(made.data))["Tilat"]

    assert 3 == sheet.max_row
    assert read(made.data, ImportContext(Catalogue(id="a", rooms=(rooms,)))).empty


TWICE = "ÃÂ"
"""Begin what looks like UTF-8 that was encoded twice, and is refused in a file."""
letters = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters=TWICE)
text = st.text(letters, min_size=1, max_size=30)
texts = st.fixed_dictionaries({}, optional={"fi": text, "sv": text, "en": text | st.none()})
durations = st.integers(0, 5000).map(lambda minutes: f"{minutes} min")
moments = (
    st.datetimes()
    .filter(lambda m: 1950 < m.year < 2100)
    .map(lambda m: m.strftime("%Y-%m-%d 12:%M"))
)
days = st.dates(date(1950, 1, 1), date(2100, 1, 1))
money = st.decimals(0, 99_999, places=2)
names = st.lists(text.filter(lambda name: ";" not in name), max_size=3)
prices = st.fixed_dictionaries({"lowest": money, "highest": money, "vat": money}, optional={
    "unit": st.sampled_from(["per_hour", "fixed"]), "on_begin": st.booleans(),
    "free": st.just(False),
    "payment": st.sampled_from(["online", "on_site"]),
    "material": texts.filter(lambda t: None not in t.values()),
})  # fmt: skip
entries = st.fixed_dictionaries({}, optional={
    "description": texts | st.none(), "instructions": st.fixed_dictionaries({"pending": texts}),
    "type": text, "purposes": names, "equipment": names | st.none(), "search_terms": names,
    "capacity": st.fixed_dictionaries(
        {}, optional={"min": st.integers(-9, 10**9), "max": st.none()}),
    "area": st.integers(-(10**9), 10**9) | st.none(), "part_of": st.just("nup-talo"),
    "booking": st.fixed_dictionaries({}, optional={
        "kind": st.sampled_from(["direct", "season", "both"]), "interval": st.just("1 h 30 min"),
        "min": durations, "buffer_after": durations | st.none(), "opens": moments,
        "window": st.fixed_dictionaries({"min_days": st.integers(0, 99)}) | st.none(),
        "handling": st.booleans(), "login": st.sampled_from(["weak", "strong"]),
        "max_per_person": st.integers(0, 99),
    }),
    "access": st.just([]) | st.just([{"type": "access_code"}]), "contact": text, "note": text,
    "pricing": st.just([{"free": True}]) | prices.map(lambda price: [price]) | st.tuples(
        prices, prices, days).map(lambda t: [t[0], t[1] | {"from": t[2]}]),
    "terms": st.fixed_dictionaries({}, optional={"service": text, "payment": st.none()}),
    "images": st.lists(st.fixed_dictionaries(
        {"file": st.sampled_from(["a.jpg", "b.jpg"])},
        optional={"type": st.sampled_from(["main", "other"])}),
        unique_by=lambda image: image["file"], max_size=2),
    "hours": st.none() | st.sampled_from([
        {}, {"mon-fri": "8-16", "sat": ["10-12", "13-15"]}, {"inherit": "venue", "mon": "all day"},
        {"exceptions": {"Juhannusaatto": "closed", "Vappu": None}}, {"kept_in": "hauki"},
        {"mon": "8-16", "name": {"fi": "Kevät"}},  # no cell says it: left as it is
        {"periods": [{"from": "06-01", "until": "08-31", "fri": "18-2 next day"},
                     {"from": "09-01", "until": "05-31", "mon": "8-16"}]},
    ]),
    "publish": st.fixed_dictionaries({"from": moments}),
    "wanted": st.sampled_from(["draft", "published"]),
    "earlier": st.sampled_from(["none", "viewable"]), "goal": st.booleans(),
})  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(entries, st.sampled_from(LANGS), st.booleans())
@example({"purposes": ["\xa0", "a"], "search_terms": ["\xa0"]}, "fi", False)
@example({"publish": {"from": "2027-10-31T03:30+03:00"}}, "fi", False)
def test_csv_out_and_in_changes_nothing(entry: dict[str, Any], lang: Lang, plain: bool) -> None:
    """Whatever a room states, its row states the same: the import finds nothing to change."""
    catalogue = Catalogue(id="a", rooms=(room(**entry),))
    data = export_csv(catalogue, lang=lang, for_programs=plain).data
    plan = read(data, ImportContext(catalogue))

    assert () == plan.changes
    assert plan.empty


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(entries, min_size=8, max_size=12), st.sampled_from(LANGS))
def test_xlsx_out_and_in_changes_nothing(several: list[dict[str, Any]], lang: Lang) -> None:
    """The same holds for a workbook of many rooms."""
    rooms = (room(f"nup-{n}", f"Sali {n}", **entry) for n, entry in enumerate(several))
    catalogue = Catalogue(id="a", rooms=tuple(rooms))
    plan = read(export_workbook(catalogue, lang=lang).data, ImportContext(catalogue))

    assert () == plan.changes
    assert plan.empty


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """LibreOffice converts the export to .ods and back, and importing it changes nothing."""
    catalogue = read_catalogue(EXAMPLE).catalogue
    assert catalogue is not None
    (tmp_path / "a.xlsx").write_bytes(export_workbook(catalogue).data)
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    for source, form in (("a.xlsx", "ods"), ("a.ods", "xlsx")):
        subprocess.run(
            [*office, "--convert-to", form, source], cwd=tmp_path, check=True, timeout=110,
            capture_output=True,
        )  # fmt: skip

        assert read((tmp_path / f"a.{form}").read_bytes(), ImportContext(catalogue)).empty
