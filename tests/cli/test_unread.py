"""A price that nobody can read never becomes free, from the form to the resident."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.workbooks.books import xlsx
from varaamo_sync.catalogue_files import read_catalogue

WORDS = "maksullinen, katso varaushinnat tästä"
HEAD = ("Toimipiste", "Nimi suomeksi", "Nimi ruotsiksi", "Nimi englanniksi", "Kuvaus suomeksi",
        "Kuvaus ruotsiksi", "Kuvaus englanniksi", "Tilatyyppi", "Käyttötarkoitukset",
        "Henkilömäärä", "Pinta-ala", "Hinta", "Sisäänpääsy", "Julkaiseminen",
        "Lyhin varausaika", "Pisin varausaika", "Varauksen alkamisväli", "Alv (%)",
        "Maksutapa")  # fmt: skip
ROOM = ("Arabian nuorisotalo", "Konserttisali", "Konsertsal", "Concert hall", "Iso sali.",
        "En stor sal.", "A large hall.", "Sali", "Juhlat", 100, 200, WORDS, "henkilökunta avaa",
        "julkaistaan", "1 h", "4 h", "30 min", "25,5", "paikan päällä")  # fmt: skip
KEY = "nup-arabia-konserttisali"


def _form(file: Path, price: str | None, **others: str) -> Path:
    cells = dict(zip(HEAD, ROOM, strict=True)) | {"Hinta": price} | others
    file.write_bytes(xlsx((HEAD, tuple(cells.values()))))
    return file


@pytest.fixture
def free(helsinki: Path) -> Path:
    """Give a catalogue whose file says that everything is free and open."""
    text = (helsinki / "nup.yaml").read_text(encoding="utf-8")
    assert "pricing: [{free: true}]" in text
    return helsinki


def test_a_paid_room_never_becomes_free(cli: Run, free: Path, tmp_path: Path) -> None:
    """Words that nobody can read keep the room a draft without a price, until they are mended."""
    form = _form(tmp_path / "sali.xlsx", WORDS)

    first = cli("import", form, "--into", free, "--lang", "fi")
    checked = json.loads(cli("validate", free, "--format", "json", "--unit", "NUP").out)
    planned = json.loads(cli("plan", free, "--sandbox", "--format", "json", "-q").out)
    pushed = cli("push", free, "--sandbox", "--yes", "--unit", "NUP", "-q", "--format", "json")

    assert 1 == first.code
    assert f"Sarakkeessa Hinta lukee ”{WORDS}”" in first.out
    (found,) = [f for f in checked["findings"] if f["rule"] == "field-unread"]
    lines = (free / "nup.yaml").read_text(encoding="utf-8").splitlines()
    assert WORDS in lines[found["line"] - 1]
    assert ("error", KEY) == (found["severity"], found["room"])
    (room,) = [r for r in planned["rooms"] if r["room"] == KEY]
    assert ("create", None) == (room["action"], room["publish"])
    assert "field-unread" in room["withheld_by"]
    (outcome,) = [r for r in json.loads(pushed.out)["rooms"] if r["room"] == KEY]
    assert not outcome["published"]

    again = cli("import", _form(form, "12,50 €/h"), "--into", free)
    after = read_catalogue(free).catalogue
    opened = cli("push", free, "--sandbox", "--yes", "--unit", "NUP", "-q", "--format", "json")

    assert 0 == again.code, again.out
    assert after is not None
    assert ({}, "12.50") == (
        after.by_key[KEY].unread,
        str((after.by_key[KEY].pricing or ())[0].lowest),
    )
    (outcome,) = [r for r in json.loads(opened.out)["rooms"] if r["room"] == KEY]
    assert outcome["published"]


def test_annotate_marks_the_cell_once(cli: Run, free: Path, tmp_path: Path) -> None:
    """The cell says why it cannot be read, and what to do; so does one that was emptied since."""
    form, back = _form(tmp_path / "sali.xlsx", WORDS), tmp_path / "takaisin.xlsx"
    cli("import", form, "--into", free)
    cli("annotate", form, "--out", back, "--into", free)
    marked = load_workbook(back)["Tilat"]["L2"].comment.text
    cli("annotate", _form(form, None), "--out", tmp_path / "2.xlsx", "--into", free)
    emptied = load_workbook(tmp_path / "2.xlsx")["Tilat"]["L2"].comment.text

    assert 1 == marked.count(WORDS)
    assert WORDS in emptied


def test_the_export_asks_again(cli: Run, free: Path, tmp_path: Path) -> None:
    """The exported form has the words in the cell of the price; importing it changes nothing."""
    cli("import", _form(tmp_path / "sali.xlsx", WORDS), "--into", free)
    before = (free / "nup.yaml").read_bytes()
    out = tmp_path / "ulos.xlsx"
    cli("export", free, "--out", out, "--unit", "NUP")
    again = cli("import", out, "--into", free)

    texts = [cell.value for row in load_workbook(out)["Tilat"] for cell in row]
    assert WORDS in texts
    assert 1 == again.code
    assert before == (free / "nup.yaml").read_bytes()


def test_a_translation_answers(cli: Run, free: Path, tmp_path: Path) -> None:
    """A text that comes back from a translator takes the words of the form away."""
    form = _form(tmp_path / "sali.xlsx", "maksuton", **{"Nimi ruotsiksi": "NULL"})
    cli("import", form, "--into", free)
    held = read_catalogue(free).catalogue
    assert held is not None
    assert {"name.sv": "NULL"} == held.by_key[KEY].unread

    out = tmp_path / "sv.xlsx"
    assert 0 == cli("translations", "export", free, out, "--to", "sv", "--unit", "NUP").code
    book = load_workbook(out)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, heads["fi"]).value == "Konserttisali":
            sheet.cell(row, heads["sv"], "Konsertsal")
    book.save(out)
    ran = cli("translations", "import", out, "--into", free)
    after = read_catalogue(free).catalogue

    assert after is not None, ran.out
    assert ({}, "Konsertsal") == (after.by_key[KEY].unread, after.by_key[KEY].name.sv)
