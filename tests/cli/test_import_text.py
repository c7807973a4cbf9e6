"""What an import says: how it stands, what needs doing by whom, and what to type next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.workbooks.books import xlsx
from varaamo_sync.entry_words import entry_words
from varaamo_sync.findings import Severity
from varaamo_sync.model import LANGS, Lang
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.workspace.catalogue.rulebook import rulebook

HEAD = ("Toimipiste", "Nimi", "Henkilömäärä", "Pinta-ala", "Pisin varausaika", "Hinta", "Kulku")
SCREEN = 40


def forty(folder: Path) -> Path:
    """Write a form of forty rooms of which hardly one is filled in as it should be."""
    rows = [
        (
            ("Arabian nuorisotalo", "Uusi talo", "Toinen talo")[number % 3],
            f"Kerhohuone {number}",
            "n. 25 hlö" if number % 4 else "sovitaan",
            "40,5 m²",
            "koko ilta" if number % 7 == 0 else "3 t",
            "12,50 €/h" if number % 5 else "edullinen",
            "avain" if number % 6 else "huutamalla",
        )
        for number in range(40)
    ]
    file = folder / "lomake.xlsx"
    file.write_bytes(xlsx((HEAD, *rows)))
    return file


@pytest.mark.parametrize("lang", LANGS)
def test_a_form_of_forty_rooms_fits_one_screen(
    lang: Lang, cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """First how it stands, last what to type; every finding is counted, none is lost in full."""
    given = (forty(tmp_path), "--into", helsinki, "--unit", "NUP", "--dry-run", "--lang", lang)
    folded, full = cli("import", *given), cli("import", *given, "--full")
    found = json.loads(cli("import", *given, "--format", "json").out)

    lines = [*folded.out.splitlines(), *folded.err.splitlines()]
    assert len(lines) <= SCREEN, folded.out
    assert lines[0].startswith("lomake.xlsx: 40 ")
    assert lines[0] == full.out.splitlines()[0]
    assert (
        f"varaamo-sync import {given[0]} --unit NUP --into {helsinki}"
        == lines[-1][-1000:].partition(": ")[2]
    )
    assert "--full" in folded.err
    assert "--full" not in full.err
    for finding in found["findings"]:
        if finding["rule"] != "cell-read-as":
            assert f"{finding['cell']}  " in full.out
            assert finding["message"] in full.out


def test_who_has_to_do_what_is_told_apart(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """The coordinator decides about venues; the unit mends its cells, all of a kind in one line."""
    told = cli("import", forty(tmp_path), "--into", helsinki, "--unit", "NUP", "--dry-run").out
    decide, mend = told.index("Ratkaistavaa koordinaattorille: 2"), told.index("Toimipisteen korj")

    assert decide < told.index("Uusi toimipiste ilman TPREK-tunnusta, 2 kohtaa") < mend
    assert mend < told.index(
        "Kestoa ei voi lukea, 6 kohtaa: Tilat!E2, Tilat!E9, Tilat!E16, Tilat!E23 ja 2 muuta"
    )
    assert "Uudet tilat (40): Kerhohuone 0, Kerhohuone 1" in told
    assert "[cell-duration]" not in told


def test_the_next_command_is_the_one_that_is_wanted(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """After a dry run the writing, then the check; marks only where cells are wrong."""
    file = tmp_path / "oma lomake.xlsx"
    file.write_bytes(xlsx((HEAD[:3], ("Arabian nuorisotalo", "Pelihuone", 20))))
    dry = cli("import", file, "--into", helsinki, "--dry-run").err
    done = cli("import", file, "--into", helsinki).err
    quiet = cli("import", file, "--into", helsinki, "-q")
    wrong = cli("import", forty(tmp_path), "--into", helsinki, "--unit", "NUP", "--dry-run").err

    assert f'Kirjoita tilaluetteloon: varaamo-sync import "{file}" --into {helsinki}\n' in dry
    assert f"varaamo-sync validate {helsinki}\n" in done
    assert "annotate" not in dry + done
    assert "" == quiet.err
    marked = tmp_path / "lomake-korjattavaa.xlsx"
    assert f"annotate {tmp_path / 'lomake.xlsx'} --out {marked} --unit NUP" in wrong


def test_a_room_that_was_not_imported_is_counted(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """It is neither new nor changed, and somebody waits for it."""
    file = tmp_path / "a.xlsx"
    rooms = (("Arabian nuorisotila", "Sali"), ("Arabian nuorisotalo", "Pelihuone"))
    file.write_bytes(xlsx((HEAD[:2], *rooms)))
    ran = cli("import", file, "--into", helsinki, "--dry-run")
    numbers = json.loads(cli("import", file, "--into", helsinki, "--format", "json").out)["rooms"]

    assert "a.xlsx: 2 tilaa. Uusia 1, muuttuvia 0, ennallaan 0, tuomatta 1." in ran.out
    assert {"added": 1, "changed": 0, "same": 0, "left_out": 1} == numbers


def test_a_rule_is_as_bad_in_the_list_as_in_an_import(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """What rules lists as an error is one, and what import calls a hint is none."""
    given = (forty(tmp_path), "--into", helsinki, "--unit", "NUP", "--dry-run", "--format", "json")
    found = json.loads(cli("import", *given).out)["findings"]

    assert {"error", "warning", "hint"} == {finding["severity"] for finding in found}
    for finding in found:
        assert rulebook()[finding["rule"]].severity == finding["severity"]
    assert Severity.HINT is rulebook()["sheet-merged"].severity


@pytest.mark.parametrize(
    ("path", "value", "fi", "en"),
    [
        ("capacity.max", 25, "25", "25"),
        ("area", None, "–", "–"),
        ("booking.handling", True, "kyllä", "yes"),
        ("booking.kind", "direct", "suora varaus", "direct booking"),
        ("purposes", ["Juhlat", "Pelit"], "Juhlat, Pelit", "Juhlat, Pelit"),
        ("publish.from", "2027-09-01T08:00:00+03:00", "1.9.2027 08:00", "2027-09-01 08:00"),
        ("booking.opens", "2027-09-01T08:00", "1.9.2027 08:00", "2027-09-01 08:00"),
        ("pricing", [{"free": True}], "maksuton", "free"),
        (
            "pricing",
            [{"lowest": 7, "highest": 12.5, "vat": 25.5, "unit": "per_hour", "from": "2027-12-31"}],
            "7,00–12,50 € / tunti, alv 25,5 %, 31.12.2027 alkaen",
            "€7.00–12.50 / hour, VAT 25.5 %, from 2027-12-31",
        ),
        (
            "pricing",
            [{"vat": 0.0, "unit": "per_hour", "payment": "on_site"}],
            "Hinnan yksikkö: tunti, alv 0 %, paikan päällä",
            "Price unit: hour, VAT 0 %, on site",
        ),
        (
            "access",
            [{"type": "physical_key"}, {"type": "unrestricted", "from": "2027-12-31"}],
            "avain; vapaa pääsy, 31.12.2027 alkaen",
            "key; open door, from 2027-12-31",
        ),
        ("pricing.material", {"fi": "Savi 5 €"}, "Materiaalien hinta suomeksi: Savi 5 €", None),
    ],
)
def test_values_are_told_as_people_write_them(
    path: str, value: Any, fi: str, en: str | None
) -> None:
    """Neither braces nor codes: money, days and choices in the words that plans use, too."""
    assert fi == entry_words(path, value, "fi")
    assert en is None or en == entry_words(path, value, "en")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("import", Path("a.xlsx")), "varaamo-sync import a.xlsx"),
        (("import", Path("oma lomake.xlsx")), 'varaamo-sync import "oma lomake.xlsx"'),
        (("import", "--venue", "Talo=demo-1"), "varaamo-sync import --venue Talo=demo-1"),
    ],
)
def test_commands_are_typed_as_every_shell_takes_them(words: Sequence[object], shown: str) -> None:
    """Double quotes hold on Windows, too."""
    assert shown == typed(*words)
