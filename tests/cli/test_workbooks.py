"""The way of a workbook on the command line, from an empty form to the booking system."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.workbooks.books import xlsx
from tests.workbooks.files.test_opening import BAD
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import ServiceUnit

GOOD: dict[str, Any] = {
    "Toimipiste": "Arabian nuorisotalo",
    "Nimi suomeksi": "Arabian nuorisotalon pelitila",
    "Nimi ruotsiksi": "Spelrum",
    "Nimi englanniksi": "Game room",
    "Kuvaus suomeksi": "Pelejä ja sohvia.",
    "Kuvaus ruotsiksi": "Spel och soffor.",
    "Kuvaus englanniksi": "Games and sofas.",
    "Tilatyyppi": "Monitoimitila",
    "Käyttötarkoitukset": "Lasten ja nuorten toiminta; Juhlat",
    "Henkilöitä vähintään": 1,
    "Henkilöitä enintään": "n. 25 hlö",
    "Pinta-ala (m²)": "40,5 m²",
    "Lyhin varausaika": "1,5 t",
    "Pisin varausaika": "koko ilta",
    "Varauksen alkamisväli": "30 min",
    "Sisäänpääsy": "henkilökunta avaa",
    "Maksuton": "x",
    "Julkaiseminen": "julkaistaan",
}


def fill(file: Path, *rows: dict[str, Any], first: int = 3) -> None:
    """Fill in a template, as a person would: by its headers."""
    book = load_workbook(file)
    sheet = book["Tilat"]
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, first):
        for header, value in row.items():
            sheet.cell(number, columns[header], value)
    book.save(file)


def test_the_whole_way_of_a_workbook(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """Template, fill, import, validate, annotate, fix, import, push: a resident can book it."""
    form, back = tmp_path / "nuoriso.xlsx", tmp_path / "korjattavaa.xlsx"
    assert 0 == cli("reference", helsinki, "--sandbox").code
    made = cli("template", "--unit", "NUP", "--catalogue", helsinki, form)
    fill(form, GOOD)

    first = cli("import", form, "--into", helsinki, "--format", "json")
    report = json.loads(first.out)
    key = report["additions"][0]["key"]
    found = json.loads(cli("validate", helsinki, "--format", "json", "--unit", "NUP").out)
    marked = cli("annotate", form, "--out", back, "--into", helsinki)

    assert (0, 1, 1) == (made.code, first.code, marked.code), marked.err
    assert {"cell-duration"} == {f["rule"] for f in report["findings"] if f["severity"] == "error"}
    assert ["nup-arabia-pelitila"] == [key]
    errors = {f["rule"] for f in found["findings"] if (f["room"], f["severity"]) == (key, "error")}
    assert {"field-unread"} == errors
    book = load_workbook(back)
    assert "Korjattavaa" == book.sheetnames[0]
    cell = book["Tilat"]["U3"]
    assert "koko ilta" == cell.value
    assert "1 h 30 min" in cell.comment.text

    fill(back, {"Pisin varausaika": "3 t"})
    again = cli("import", back, "--into", helsinki)
    pushed = cli("push", helsinki, "--sandbox", "--format", "json", "--quiet", "--unit", "NUP")
    third = cli("import", back, "--into", helsinki, "--dry-run")

    assert 0 == again.code, again.out
    assert "Arabian nuorisotalon pelitila  Pisin varausaika: – → 3 h" in again.out
    assert "Pisin varausaika: ”koko ilta” on selvitetty" in again.out
    outcomes = {room["room"]: room for room in json.loads(pushed.out)["rooms"]}
    assert outcomes[key]["published"]
    assert "muuttuvia 0, ennallaan 1" in third.out


def test_the_youth_rooms_come_into_a_catalogue_of_venues(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """The messy workbook of the 23 rooms gives the example's rooms, in files that validate."""
    from tests.workbooks.importing.test_youth_rooms import messy

    example = read_catalogue(helsinki).catalogue
    assert example is not None
    rooms = list(example.of(ServiceUnit.NUP))
    file = tmp_path / "nuorisotilat.xlsx"
    file.write_bytes(messy(rooms))
    text = (helsinki / "nup.yaml").read_text(encoding="utf-8")
    (helsinki / "nup.yaml").write_text(_without_rooms(text), encoding="utf-8")
    cli("reference", helsinki, "--sandbox")

    ran = cli("import", file, "--into", helsinki, "--lang", "en", "--full")
    after = read_catalogue(helsinki)

    assert 1 == ran.code, ran.out  # each sheet has a row of explanations, for a person to see
    assert ran.out.count("[row-help]") == 2
    assert " error: " not in ran.out
    assert after.catalogue is not None
    assert () == after.findings
    given = {(r.venue.tprek, r.name.fi): r for r in after.catalogue.of(ServiceUnit.NUP)}
    assert 23 == len(given)
    for room in rooms:  # the form has no column for hours
        same = {"key": "a", "venue": room.venue, "hours": None}
        other = given[room.venue.tprek, room.name.fi]
        assert room.model_copy(update=same) == other.model_copy(update=same)


def _without_rooms(text: str) -> str:
    """Leave the head of a file and its venues, each without rooms."""
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        if line == "    rooms:":
            inside = True
            lines.append("    rooms: []")
        elif not line.startswith("      "):
            inside = False
        if not inside:
            lines.append(line)
    return "\n".join(lines) + "\n"


def test_a_dry_run_writes_nothing(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """``--dry-run`` lists what would change and leaves every file alone."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx((("Tunnus", "Henkilömäärä"), ("nup-arabia-sali", 90))))
    before = {path.name: path.read_bytes() for path in helsinki.glob("*.yaml")}
    ran = cli("import", file, "--into", helsinki, "--dry-run")

    assert "Arabian nuorisotalon sali  Henkilöitä enintään: 100 → 90" in ran.out
    assert "mitään ei kirjoitettu" in ran.err
    assert before == {path.name: path.read_bytes() for path in helsinki.glob("*.yaml")}


def test_only_the_changed_line_of_the_catalogue_changes(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """An import keeps comments and order of the catalogue's files."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx((("Tunnus", "Henkilömäärä"), ("nup-arabia-sali", 90))))
    before = (helsinki / "nup.yaml").read_text(encoding="utf-8")
    cli("import", file, "--into", helsinki)

    after = (helsinki / "nup.yaml").read_text(encoding="utf-8")
    assert before.replace("{min: 1, max: 100}", "{min: 1, max: 90}", 1) == after


def test_answers_are_given_on_the_command_line(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """A near venue and a similar room are asked about, answered, and the answer is kept."""
    file = tmp_path / "a.xlsx"
    head = ("Toimipiste", "Nimi", "Henkilömäärä")
    file.write_bytes(xlsx((head, ("Arabian nuorisotila", "Sali", 90))))
    asked = cli("import", file, "--into", helsinki)
    venue = ("--venue", "Arabian nuorisotila=demo-001")
    similar = cli("import", file, "--into", helsinki, *venue)
    done = cli("import", file, "--into", helsinki, *venue, "--room", "Sali=nup-arabia-sali")
    remembered = cli("import", file, "--into", helsinki, "--room", "Sali=nup-arabia-sali")

    assert (1, 1, 0, 0) == (asked.code, similar.code, done.code, remembered.code)
    assert "Toimipistettä ”Arabian nuorisotila” ei tunneta" in asked.out
    assert "demo-001" in asked.out
    assert "Tilaa Sali ei ole tilaluettelossa" in similar.out
    assert "Henkilöitä enintään: 100 → 90" in done.out
    text = (helsinki / "nup.yaml").read_text(encoding="utf-8")
    assert "aliases: [Arabian nuorisotila]" in text


def test_venues_of_the_booking_system_are_known(cli: Run, started: Path, tmp_path: Path) -> None:
    """With a target, a venue that only Varaamo has is found by its name."""
    file = tmp_path / "a.csv"
    file.write_text("Toimipiste;Nimi\nPasilan nuorisotalo;Sali\n", encoding="cp1252")
    ran = cli("import", file, "--into", started, "--unit", "NUP", "--sandbox", "--format", "json")

    report = json.loads(ran.out)
    assert ["demo-004"] == [added["venue"]["tprek"] for added in report["additions"]]
    assert ("UTF-8", ";") == (report["files"][0]["encoding"], report["files"][0]["delimiter"])


@pytest.mark.parametrize("name", ["PDF renamed", "encrypted", "macros", "nothing", "cut short"])
def test_a_bad_file_is_one_message_and_nothing_is_written(
    name: str, cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """A file that cannot be read ends with 1, one finding, and no file touched."""
    bad, good = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    bad.write_bytes(BAD[name][0]())
    good.write_bytes(xlsx((("Tunnus", "Henkilömäärä"), ("nup-arabia-sali", 90))))
    before = (helsinki / "nup.yaml").read_bytes()
    ran = cli("import", bad, good, "--into", helsinki)
    full = cli("import", bad, good, "--into", helsinki, "--full")

    assert 1 == ran.code
    assert ran.out.startswith("Ei voitu lukea: a.xlsx.")
    assert "→" in ran.out.splitlines()[-1]
    assert 1 == full.out.count(f"[{BAD[name][1]}]")
    assert "Traceback" not in ran.err
    assert before == (helsinki / "nup.yaml").read_bytes()


def test_a_broken_catalogue_is_mended_first(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """A room that cannot be read would come in twice: the import waits until it can."""
    text = (helsinki / "nup.yaml").read_text(encoding="utf-8")
    (helsinki / "nup.yaml").write_text(text.replace("max: 100", "max: sata", 1), encoding="utf-8")
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx((("Toimipiste", "Nimi"), ("Stoa", "Sali"))))
    ran = cli("import", file, "--into", helsinki)

    assert 1 == ran.code
    assert "nup.yaml:" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "a.xlsx", "--into", "missing"), "missing"),
        (("import", "a.xlsx", "--venue", "Arabia"), "no answer"),
        (("import", "a.xlsx", "--mapping", "missing.yaml"), "missing.yaml"),
        (("export", "--format", "xlsx"), "--out"),
        (("export", "--out", "a.pdf"), "Say what to write"),
        (("export", "--out", "missing/a.csv"), "cannot be written"),
        (("template", "missing/a.xlsx"), "cannot be written"),
        (("annotate", "b.csv", "--out", "c.xlsx"), "cannot hold comments"),
        (("annotate", "missing.xlsx", "--out", "c.xlsx"), "there is no such file"),
    ],
)
@pytest.mark.usefixtures("english")
def test_wrong_calls_say_what_is_wrong(
    arguments: tuple[str, ...],
    said: str,
    cli: Run,
    helsinki: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each way to call a command wrong ends with 2 and words."""
    monkeypatch.chdir(helsinki)
    Path("a.xlsx").write_bytes(xlsx((("Tunnus", "Henkilömäärä"), ("nup-arabia-sali", 90))))
    Path("b.csv").write_text("Tunnus;Henkilömäärä\nnup-arabia-sali;90\n", encoding="utf-8")
    ran = cli(*arguments)

    assert 2 == ran.code, ran.out
    assert said in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("template", "made.xlsx", "--catalogue", "missing"), "missing is not a folder"),
        (("template", "made.xlsx", "--catalogue", "bare"), "no catalogue.yaml in bare"),
        (
            ("annotate", "a.xlsx", "--out", "made.xlsx", "--into", "missing"),
            "missing is not a folder",
        ),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_folder_that_was_named_and_is_no_catalogue_is_refused(
    arguments: tuple[str, ...],
    said: str,
    cli: Run,
    helsinki: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A form without the venues of the catalogue is not what was asked for: none is written."""
    monkeypatch.chdir(helsinki)
    Path("bare").mkdir()
    Path("a.xlsx").write_bytes(xlsx((("Tunnus", "Henkilömäärä"), ("nup-arabia-sali", 90))))
    ran = cli(*arguments)

    assert 2 == ran.code
    assert said in ran.err
    assert "fix: Name" in ran.err
    assert not Path("made.xlsx").exists()


@pytest.mark.parametrize("command", [("import",), ("translations", "import")])
def test_where_nothing_was_read_there_is_no_more_to_show(
    cli: Run, helsinki: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A file that is no workbook is told with its fix; ``--full`` would add nothing."""
    file = tmp_path / "a.xlsx"
    file.write_text("x")
    ran = cli(*command, file, "--into", helsinki)

    assert 1 == ran.code
    assert "a.xlsx" in ran.out
    assert "--full" not in ran.err


def test_a_template_without_a_catalogue_tells_that_import_takes_one(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command to type next names the folder, or the place for it, in the language."""
    monkeypatch.chdir(tmp_path)
    ran = cli("template", "--unit", "NUP", "lomake.xlsx")

    assert 0 == ran.code
    assert "varaamo-sync import lomake.xlsx --unit NUP --into KANSIO --dry-run" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("template", "filled.xlsx"),
        ("export", "--out", "filled.xlsx"),
        ("annotate", "a.xlsx", "--out", "filled.xlsx"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_file_that_is_there_is_never_overwritten(
    arguments: tuple[str, ...], cli: Run, helsinki: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form that somebody filled in stays as it is, whatever would be written over it."""
    monkeypatch.chdir(helsinki)
    Path("a.xlsx").write_bytes(xlsx((("Tunnus", "Henkilömäärä"), ("nup-arabia-sali", 90))))
    Path("filled.xlsx").write_bytes(b"filled in by hand")
    ran = cli(*arguments)

    assert 2 == ran.code
    assert "filled.xlsx exists already" in ran.err
    assert b"filled in by hand" == Path("filled.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("answer", "near"),
    [
        (("--venue", "Arabian nuorisotalli=demo-001"), "Arabian nuorisotila"),
        (("--room", "Salli=uusi"), "Did you mean Sali"),
    ],
)
@pytest.mark.usefixtures("english")
def test_an_answer_that_answers_nothing_is_told(
    answer: tuple[str, str], near: str, cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """An answer for a name that no sheet has is a usage error with the names that come near."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx((("Toimipiste", "Nimi"), ("Arabian nuorisotila", "Sali"))))
    ran = cli("import", file, "--into", helsinki, *answer)

    assert (2, "") == (ran.code, ran.out)
    assert answer[1].partition("=")[0] in ran.err
    assert near in ran.err


def test_what_annotate_would_lose_is_named(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """Macros are named in words; without --lossy nothing is written, with it the rest is."""
    file, out = tmp_path / "a.xlsm", tmp_path / "b.xlsx"
    file.write_bytes(BAD["macros"][0]())
    refused = cli("annotate", file, "--out", out, "--into", helsinki)
    absent = not out.exists()
    allowed = cli("annotate", file, "--out", out, "--into", helsinki, "--lossy")

    assert (2, True) == (refused.code, absent)
    assert "makrot" in refused.err
    assert "makrot" in allowed.err
    assert out.exists()


def test_annotate_works_without_a_catalogue(cli: Run, tmp_path: Path) -> None:
    """A unit's file can be looked at before there is a catalogue; it is said what was missed."""
    file, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    rows = (("Toimipiste", "Nimi", "Henkilömäärä"), ("Stoa", "Sali", "ks. liite"))
    file.write_bytes(xlsx(rows))
    ran = cli("annotate", file, "--out", out, "--into", tmp_path, "--unit", "KULP", "--lang", "en")

    assert 1 == ran.code
    assert "no catalogue" in ran.err
    report = load_workbook(out)["To be fixed"]
    assert any("ks. liite" in str(row[2].value) for row in report.iter_rows(min_row=4))


def test_export_writes_csv_to_stdout(
    helsinki: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Without --out the rooms go to stdout as CSV that programs can read."""
    from varaamo_sync_cli.main import run

    assert 0 == run(["export", str(helsinki), "--unit", "NUP"])
    data = capsysbinary.readouterr().out

    assert data.startswith(b"\xef\xbb\xbfTunnus;")
    assert 23 == sum(line.startswith(b"nup-") for line in data.splitlines())


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_export_and_import_leave_the_files_alone(
    suffix: str, cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """The exported catalogue comes back without a byte of the catalogue changing."""
    file = tmp_path / f"tilat.{suffix}"
    before = {path.name: path.read_bytes() for path in helsinki.glob("*.yaml")}
    exported = cli("export", helsinki, "--out", file, "--lang", "sv")
    imported = cli("import", file, "--into", helsinki)

    assert (0, 0) == (exported.code, imported.code), imported.out
    assert before == {path.name: path.read_bytes() for path in helsinki.glob("*.yaml")}


def test_locks_among_the_files_are_skipped(cli: Run, helsinki: Path, tmp_path: Path) -> None:
    """``import *.xlsx`` reads the workbooks, and says of a lock that it is none."""
    form, lock = tmp_path / "nuoriso.xlsx", tmp_path / "~$nuoriso.xlsx"
    rows = (("Toimipiste", "Nimi"), ("Arabian nuorisotalo", "Pelitila"))
    form.write_bytes(xlsx(rows))
    lock.write_bytes(b"\x05Tekij" + b"\0" * 159)

    both = cli("import", lock, form, "--into", helsinki)
    alone = cli("import", lock, "--into", helsinki)

    assert (0, 1) == (both.code, alone.code)
    assert "Uudet tilat (1): Pelitila" in both.out
    assert "Ei voitu lukea: ~$nuoriso.xlsx." in alone.out
    assert "Anna työkirja itse." in alone.out
    assert "Tekij" not in both.out + both.err
