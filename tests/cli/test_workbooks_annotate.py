"""What a unit reads in its own workbook after ``annotate``."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.workbooks.books import xlsx
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.annotating import losses

HEAD = ("Toimipiste", "Nimi", "Henkilömäärä", "Julkaiseminen", "Osa tilasta")


def _report(cli: Run, helsinki: Path, tmp_path: Path, *rows: tuple[object, ...]) -> list[list[str]]:
    """Return the lines of the list that annotating some rows gives."""
    file, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    file.write_bytes(xlsx((HEAD, *rows)))
    ran = cli("annotate", file, "--out", out, "--into", helsinki, "--unit", "KULP")

    assert 1 == ran.code, ran.err
    sheet = load_workbook(out)["Korjattavaa"]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_each_line_names_the_room_of_its_row(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """Rooms are called as the row calls them, those that could not be imported among them."""
    lines = _report(
        cli, helsinki, tmp_path,
        ("Stoa", "Uusi sali", "ks. liite", "julkaistaan", None),
        ("Staa", "Toinen sali", 5, None, None),
    )  # fmt: skip

    assert {"Tilat!C2": "Uusi sali", "Tilat!A3": "Toinen sali"}.items() <= {
        where: room for where, room, *_ in lines
    }.items()


def test_what_is_to_be_done_is_said_in_words_of_the_sheet(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """A unit is never told to write YAML."""
    lines = _report(cli, helsinki, tmp_path, ("Stoa", "Uusi sali", 5, "julkaistaan", None))
    said = " ".join(" ".join(line) for line in lines)

    assert "sarakkeeseen Maksuton: kyllä" in said
    assert not [word for word in ("free: true", "pricing", "access:", "capacity.") if word in said]


def test_rooms_of_one_sheet_may_be_parts_of_each_other(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """A part of a room that is new in the same workbook is no error."""
    lines = _report(
        cli, helsinki, tmp_path,
        ("Stoa", "Uusi sali", 50, None, None),
        ("Stoa", "Uuden salin lohko", "ks. liite", None, "kulp-stoa-uusi-sali"),
    )  # fmt: skip

    assert ["Tilat!C3"] == [where for where, _, what, *_ in lines if "liite" in what]
    assert not [what for _, _, what, *_ in lines if "part_of" in what]


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_what_would_be_lost_is_told_in_words(lang: Lang) -> None:
    """Whatever the search for losses knows by name has words; in English some are the name."""
    names = re.findall(r'(?:    \(|lost\[)"([a-z-]+)"', inspect.getsource(losses))

    assert len(names) > 15
    assert set() == set(names) - set(Theme("commands/workbooks").table("loss", lang))


def test_a_person_in_a_form_is_told_once(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """The import and the catalogue's rules find the same: the list has one line for each."""
    file, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    head, row = ("Toimipiste", "Nimi", "Yhteystiedot"), ("Stoa", "Sali A", "Etunimi 0400000000")
    file.write_bytes(xlsx((head, row)))
    assert 1 == cli("annotate", file, "--out", out, "--into", helsinki, "--unit", "KULP").code
    lines = [[cell.value for cell in one] for one in load_workbook(out)["Korjattavaa"].iter_rows()]

    told = [line for line in lines if "matkapuhelinnumero" in str(line[2])]
    assert ["Tilat!C2"] == [line[0] for line in told]
    assert "Yhteystiedot" in str(told[0][2])


def test_a_venue_without_an_id_is_told_once_a_row(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """That it is new and that it has no id is one thing to the person who fills the form in."""
    lines = _report(cli, helsinki, tmp_path, ("Uusi talo", "Sali", 5, None, None))

    told = [where for where, _, what, *_ in lines if "TPREK" in what or "toimipisterek" in what]
    assert 1 == len(told)
