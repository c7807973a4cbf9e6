"""Texts out to translators and back on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from translate.storage.xliff import xlifffile

from tests.cli.conftest import Run
from tests.cli.test_contracts import contract
from varaamo_sync.catalogue_files import read_catalogue

FIVE = """\
# viisi tilaa
format: 1
service_unit: NUP
venues:
  - tprek: demo-001
    name: {fi: Talo, sv: Hus, en: House}
    rooms:
      - key: nup-1
        name: {fi: Sali yksi}     # eka
      - key: nup-2
        name: {fi: Sali kaksi}
      - key: nup-3
        name:
          fi: Sali kolme
      - key: nup-4
        name: {fi: Sali neljä}
      - key: nup-5
        name: {fi: Sali viisi}
"""


@pytest.fixture
def five(tmp_path: Path) -> Path:
    """Give a catalogue of five rooms without Swedish names."""
    folder = tmp_path / "five"
    folder.mkdir()
    (folder / "catalogue.yaml").write_text("format: 1\nid: five\n", encoding="utf-8")
    (folder / "nup.yaml").write_text(FIVE, encoding="utf-8")
    return folder


def translate(file: Path, *words: str) -> None:
    """Fill in the first texts of a file, as a translator would with a program of their own."""
    if file.suffix == ".xlsx":
        book = load_workbook(file)
        sheet = book.worksheets[0]
        column = next(cell.column for cell in sheet[1] if cell.value == "sv")
        for row, text in enumerate(words, 2):
            sheet.cell(row, column, text)
        book.save(file)
        return
    store = xlifffile.parsefile(str(file))
    for unit, text in zip(store.units, words, strict=False):
        unit.target = text
    store.save()


def swedish(folder: Path) -> dict[str, str | None]:
    """Return the Swedish names of the rooms of a folder."""
    return {room.key: room.name.sv for room in read_catalogue(folder).usable().rooms}


@pytest.mark.parametrize("name", ["ruotsi.xlsx", "ruotsi.xlf"])
def test_three_of_five_come_back_and_one_source_has_changed(
    name: str, cli: Run, five: Path, tmp_path: Path
) -> None:
    """Two are taken, one is refused at its row, the rest and every comment stay as they were."""
    file = tmp_path / name
    sent = cli("translations", "export", five, file, "--to", "sv")
    translate(file, "Sal ett", "Sal två", "Sal tre")
    nup = five / "nup.yaml"
    nup.write_text(FIVE.replace("Sali kaksi", "Pieni sali kaksi"), encoding="utf-8")

    back = cli("translations", "import", file, "--into", five)
    where = "Käännökset!B3" if file.suffix == ".xlsx" else "rivi "
    assert (0, 1) == (sent.code, back.code)
    assert "5 käännettävää tekstiä, 5 tilaa" in sent.out
    assert "2 käännöstä otettiin, 1 jäi ottamatta. Ennallaan 0, kääntämättä 2" in back.out
    assert all(word in back.out for word in (where, "nup-2", "Sali kaksi", "Pieni sali kaksi"))
    expected = (
        FIVE.replace("{fi: Sali yksi}", "{fi: Sali yksi, sv: Sal ett}")
        .replace("Sali kaksi", "Pieni sali kaksi")
        .replace("          fi: Sali kolme\n", "          fi: Sali kolme\n          sv: Sal tre\n")
    )
    assert expected == nup.read_text(encoding="utf-8")
    again = cli("translations", "import", file, "--into", five)
    assert ("0 käännöstä otettiin" in again.out, expected) == (
        True,
        nup.read_text(encoding="utf-8"),
    )


@pytest.mark.parametrize("form", ["xlsx", "xlf"])
@pytest.mark.parametrize("to", ["sv", "en"])
def test_an_untouched_export_changes_nothing(
    form: str, to: str, cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """Every text of the example goes out and back, and no byte of the catalogue is another."""
    before = {file.name: file.read_bytes() for file in helsinki.glob("*.yaml")}
    file = tmp_path / f"kaikki.{form}"
    sent = cli("translations", "export", helsinki, file, "--to", to, "--all")
    back = cli("translations", "import", file, "--into", helsinki)

    assert (0, 0) == (sent.code, back.code), back.out
    assert before == {file.name: file.read_bytes() for file in helsinki.glob("*.yaml")}


def test_a_dry_run_writes_nothing(cli: Run, five: Path, tmp_path: Path) -> None:
    """What would change is shown, and the files stay."""
    file = tmp_path / "ruotsi.xlsx"
    cli("translations", "export", five, file, "--to", "sv")
    translate(file, "Sal ett")
    ran = cli("translations", "import", file, "--into", five, "--dry-run")
    full = cli("translations", "import", file, "--into", five, "--dry-run", "--full")

    assert "Käännökset: Sali yksi (nup-1), Nimi ruotsiksi" in ran.out
    assert "Sali yksi (nup-1)  Nimi ruotsiksi: – → Sal ett" in full.out
    assert "Koeajo" in ran.err
    assert (0, FIVE) == (ran.code, (five / "nup.yaml").read_text(encoding="utf-8"))


def test_files_of_two_languages_come_back_together(cli: Run, five: Path, tmp_path: Path) -> None:
    """Each language has its own file; several are imported at once."""
    files = [tmp_path / "sv.xlf", tmp_path / "en.xlf"]
    for file in files:
        cli("translations", "export", five, file, "--to", file.stem)
        translate(file, f"{file.stem} 1")
    ran = cli("translations", "import", *files, "--into", five)

    name = read_catalogue(five).usable().by_key["nup-1"].name
    assert (0, "sv 1", "en 1") == (ran.code, name.sv, name.en)


def test_one_file_that_cannot_be_read_keeps_all_from_being_written(
    cli: Run, five: Path, tmp_path: Path
) -> None:
    """Nothing is half imported: a broken file is named, and the good one waits."""
    good, bad = tmp_path / "sv.xlf", tmp_path / "bad.xlf"
    cli("translations", "export", five, good, "--to", "sv")
    translate(good, "Sal ett")
    bad.write_text("<xliff", encoding="utf-8")
    ran = cli("translations", "import", good, bad, "--into", five)

    assert (1, FIVE) == (ran.code, (five / "nup.yaml").read_text(encoding="utf-8"))
    assert "bad.xlf" in ran.out
    assert "sv.xlf" not in ran.out
    assert "Mitään ei kirjoitettu" in ran.err


def test_what_goes_out_and_what_comes_of_it_keep_their_contracts(
    cli: Run, five: Path, tmp_path: Path
) -> None:
    """The JSON of both commands is as its schema says, refusals and unreadable files too."""
    sent = json.loads(cli("translations", "export", five, "--to", "sv", "--format", "json").out)
    file, bad = tmp_path / "sv.xlsx", tmp_path / "bad.xlsx"
    cli("translations", "export", five, file, "--to", "sv")
    translate(file, "Sal ett", "s" * 300)
    bad.write_bytes(b"")
    came: list[dict[str, Any]] = [
        json.loads(cli("translations", "import", *files, "--into", five, "--format", "json").out)
        for files in ([file, bad], [file])
    ]

    contract("translations").validate(sent)
    assert ["nup-1", "nup-2", "nup-3", "nup-4", "nup-5"] == [row["room"] for row in sent["texts"]]
    for one in came:
        contract("translations-import").validate(one)
    assert [[], [str(five / "nup.yaml")]] == [one["written"] for one in came]
    assert ["translation-too-long"] == [found["rule"] for found in came[1]["findings"]]
    assert {"taken": 1, "refused": 1, "unchanged": 0, "empty": 3} == came[1]["counts"]


def test_the_folder_need_not_be_named_within_it(
    cli: Run, five: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the catalogue's folder a file is enough, before ``--to`` or after it."""
    monkeypatch.chdir(five)
    after = cli("translations", "export", "--to", "sv", "a.xlsx")
    before = cli("translations", "export", "b.xlf", "--to", "sv")
    form = cli("translations", "export", "c", "--to", "sv", "--format", "xliff")

    assert [0, 0, 0] == [after.code, before.code, form.code]
    assert b"<xliff" in (five / "c").read_bytes()
    assert (0, 5) == (
        cli("translations", "import", "a.xlsx").code,
        len(xlifffile.parsefile(str(five / "b.xlf")).units),
    )


def test_nothing_to_translate_makes_no_file(cli: Run, five: Path, tmp_path: Path) -> None:
    """A catalogue that has everything in a language says so."""
    file = tmp_path / "sv.xlsx"
    text = FIVE.replace("fi: Sali yksi", "fi: Sali yksi, sv: Sal")
    (five / "nup.yaml").write_text(text.partition("      - key: nup-2")[0], encoding="utf-8")
    ran = cli("translations", "export", five, file, "--to", "sv")

    assert (0, False) == (ran.code, file.exists())
    assert "Kaikki tekstit ovat jo ruotsiksi" in ran.out


def test_only_texts_of_a_service_unit_go_out(cli: Run, helsinki: Path) -> None:
    """``--unit`` leaves the other units' texts at home."""
    arguments = ("translations", "export", helsinki, "--to", "sv", "--format", "json")
    every = json.loads(cli(*arguments).out)["texts"]
    youth = json.loads(cli(*arguments, "--unit", "nupa").out)["texts"]

    assert {"nup.yaml"} == {row["file"] for row in youth}
    assert [row for row in every if row["service_unit"] == "NUP"] == youth


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ("export HERE --to sv", "Say what to write"),
        ("export HERE OUT.docx --to sv", "Say what to write"),
        ("export HERE OUT.xlsx --to sv --format xliff", "not the name of a file in xliff"),
        ("export HERE OUT.xlsx third --to sv", "one name too many"),
        ("export HERE THERE --to sv", "exists already"),
        ("export HERE none/OUT.xlsx --to sv", "cannot be written"),
        ("export none OUT.xlsx --to sv", "not a folder"),
        ("export HERE OUT.xlsx", "--to"),
        ("import THERE --into none", "not a folder"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_misuse_is_told_and_writes_nothing(
    arguments: str, what: str, cli: Run, five: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A wrong call ends with 2 and says what is wrong; nothing that is there is overwritten."""
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "there.xlsx"
    there.write_bytes(b"mine")
    words = arguments.replace("HERE", str(five)).replace("T" + str(five), str(there)).split()
    ran = cli("translations", *words)

    assert 2 == ran.code, ran.out + ran.err
    assert what in ran.err
    assert b"mine" == there.read_bytes()
    assert {"five", "there.xlsx"} == {file.name for file in tmp_path.iterdir()}


def test_a_catalogue_that_cannot_be_read_whole_waits(cli: Run, five: Path, tmp_path: Path) -> None:
    """A text in a file that was not understood could be taken for one that is missing."""
    file = tmp_path / "sv.xlsx"
    cli("translations", "export", five, file, "--to", "sv")
    shutil.copy(five / "nup.yaml", five / "again.yaml")

    assert [1, 1] == [
        cli("translations", "import", file, "--into", five).code,
        cli("translations", "export", five, tmp_path / "b.xlsx", "--to", "sv").code,
    ]


@pytest.mark.parametrize(("lang", "word"), [("sv", "Översättningar!B2"), ("en", "Translations!B2")])
def test_words_are_in_the_language_that_was_asked_for(
    lang: str, word: str, cli: Run, five: Path, tmp_path: Path
) -> None:
    """Sheet, messages and summary speak it."""
    file = tmp_path / "a.xlsx"
    cli("translations", "export", five, file, "--to", "sv", "--lang", lang)
    translate(file, "<b>Sal</b>")
    ran = cli("translations", "import", file, "--into", five, "--lang", lang)
    full = cli("translations", "import", file, "--into", five, "--lang", lang, "--full")

    assert word in ran.out
    assert "[translation-tags]" not in ran.out
    assert "[translation-tags]" in full.out


def test_a_rule_of_translations_is_explained(cli: Run) -> None:
    """What comes of a refused row is told: the other rows are taken, and rooms go on as before."""
    refused = cli("explain", "translation-tags", "--lang", "en").out
    whole = cli("explain", "translation-file-broken", "--lang", "en").out

    assert "The other rows are." in refused
    assert "before every file that was named can be read" in whole
