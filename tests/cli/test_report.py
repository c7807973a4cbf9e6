"""``report``: a file in the form that its suffix names, clear errors, and the same file twice."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run, copy_of_example
from tests.cli.test_hostile_texts import FORMULA, SOFT, spoil
from tests.cli.test_media import of_markdown

EXAMPLE = ROOT / "examples" / "helsinki"
OF_2019 = ("--year", 2019, "--as-of", "2019-06-10")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the example whose sandbox is filled by the first report."""
    return copy_of_example(tmp_path_factory.mktemp("report"))


def test_the_report_of_now_counts_from_what_varaamo_shows(
    cli: Run, catalogue: Path, tmp_path: Path
) -> None:
    """It says which file it wrote, how each goal stands, and to record the counts."""
    file = tmp_path / "raportti.md"
    shown = cli("report", catalogue, "--sandbox", "--out", file)
    text = file.read_text("utf-8")

    assert 0 == shown.code
    assert shown.out.startswith("Kirjoitettu ")
    assert "Tilavaraus: Sitova tavoite ei ole vielä toteutunut." in shown.out
    assert f"status {catalogue} --sandbox --record" in shown.out.replace("\n", "")
    assert "| NUP Nuorisopalvelut | " in text
    assert re.search(r"luettu Varaamosta \d", text)
    for heading in ("Mitä puuttuu ja kenen vuoro on", "Missä palvelukokonaisuudet eroavat"):
        assert f"### {heading}" in text


def test_counts_that_are_recorded_are_not_to_be_recorded_again(cli: Run, tmp_path: Path) -> None:
    """Of the same day, the next step is taken already."""
    folder = copy_of_example(tmp_path)
    cli("status", folder, "--sandbox", "--record")
    shown = cli("report", folder, "--sandbox", "--out", tmp_path / "r.md")

    assert 0 == shown.code
    assert "--record" not in shown.out


def test_the_last_survey_serves_offline_and_is_the_same_report_each_time(
    cli: Run, catalogue: Path, tmp_path: Path
) -> None:
    """Without the booking system, whatever the hour: the same workbook, byte for byte."""
    cli("report", catalogue, "--sandbox", "--out", tmp_path / "nyt.md")
    files = [tmp_path / f"{name}.xlsx" for name in ("a", "b")]
    for file in files:
        assert 0 == cli("report", catalogue, "--sandbox", "--offline", "--out", file).code

    assert files[0].read_bytes() == files[1].read_bytes()
    assert 10_000 < files[0].stat().st_size


def test_the_year_of_a_scorecard_needs_no_booking_system(cli: Run, tmp_path: Path) -> None:
    """Its goals are data that people kept: they are there without any target."""
    file = tmp_path / "2019.md"
    shown = cli("report", EXAMPLE, *OF_2019, "--out", file)

    assert (0, "") == (shown.code, shown.err)
    assert "Harrastuspassi: 10.6.2019: Tavoite on toteutumassa." in shown.out
    assert 7 == file.read_text("utf-8").count("\n## ")


def test_json_is_the_document_itself(cli: Run, tmp_path: Path) -> None:
    """With the version of its form, in the language that was asked for."""
    file = tmp_path / "2021.JSON"
    assert 0 == cli("report", EXAMPLE, "--as-of", "2021-12-31", "--out", file, "--lang", "en").code
    values = json.loads(file.read_text("utf-8"))

    assert (1, "en", "2021-12-31") == (values["format_version"], values["lang"], values["day"])
    assert ["yksikkokustannus", "asiakaskokemus", "palvelustrategia"] == [
        chapter["id"] for chapter in values["chapters"]
    ]


def test_goals_are_chosen_by_id_or_by_name(cli: Run, tmp_path: Path) -> None:
    """Several of them, in the order of the scorecard; an unknown one names the nearest."""
    file = tmp_path / "r.md"
    chosen = ("--goal", "Pikapalaute", "--goal", "palvelupolut")
    assert 0 == cli("report", EXAMPLE, *OF_2019, *chosen, "--out", file).code
    unknown = cli("report", EXAMPLE, *OF_2019, "--goal", "palvelupolku", "--out", file)

    assert ["Palvelupolut", "Pikapalaute"] == re.findall(
        "^## (.*)", file.read_text("utf-8"), re.MULTILINE
    )
    assert 2 == unknown.code
    assert "palvelupolut" in unknown.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--out", "HERE/raportti.doc"], ".html, .pptx, .xlsx, .md tai .json"),
        (["--out", "HERE/raportti"], ".html, .pptx"),
        (["--out", "HERE/a.md", "--template", "HERE/x.pptx"], "--template"),
        (["--out", "HERE/a.pptx", "--template", "HERE/ei-ole.pptx"], "ei-ole.pptx"),
        (["--out", "HERE/ei-kansiota/a.md"], "ei-kansiota"),
        (["--out", "HERE"], "HERE"),
        (["--out", "HERE/a.md", "--offline"], "--as-of ja --offline"),
        (["--out", "HERE/a.md", "--year", "1990"], "1990"),
        (["--out", "HERE/a.md", "--goal", "toinen"], "toinen"),
        (["--out", "HERE/a.md", "--compare", "2019-06-10"], "ei ole ennen raportin päivää"),
        ([], "--out"),
    ],
)
def test_what_cannot_be_is_an_error_and_writes_nothing(
    cli: Run, tmp_path: Path, arguments: list[str], told: str
) -> None:
    """Suffix, template, folder, options, year and goal: each is named, with what would do."""
    (tmp_path / "x.pptx").write_bytes(b"")
    given = [one.replace("HERE", str(tmp_path)) for one in arguments]
    shown = cli("report", EXAMPLE, "--as-of", "2019-06-10", *given)

    assert 2 == shown.code
    assert told.replace("HERE", str(tmp_path)) in " ".join(shown.err.split())
    assert ["x.pptx"] == [file.name for file in tmp_path.iterdir()]


def test_an_earlier_report_is_replaced_as_a_whole(cli: Run, tmp_path: Path) -> None:
    """The report of each month may have one name."""
    file = tmp_path / "r.md"
    file.write_text("vanha\n" * 5_000, "utf-8")

    assert 0 == cli("report", EXAMPLE, *OF_2019, "--out", file).code
    assert "vanha" not in file.read_text("utf-8")


def test_a_missing_library_is_named_with_what_installs_it(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook needs an optional part; Markdown does not."""
    for name in [name for name in sys.modules if name.startswith("varaamo_sync.report.workbook")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    shown = cli("report", EXAMPLE, *OF_2019, "--out", tmp_path / "r.xlsx")

    assert 2 == shown.code
    assert "pip install 'varaamo-sync[sheets]'" in shown.err
    assert 0 == cli("report", EXAMPLE, *OF_2019, "--out", tmp_path / "r.md").code


def test_broken_goals_beside_whole_rooms_are_told_and_the_rooms_reported(
    cli: Run, catalogue: Path, tmp_path: Path
) -> None:
    """What can be read is in the report; that it is not all stands in it, and in the exit code."""
    cli("report", catalogue, "--sandbox", "--out", tmp_path / "nyt.md")
    goals = catalogue / "goals.yaml"
    before = goals.read_text("utf-8")
    goals.write_text(before.replace("phase: in_progress", "phase: melkein"), "utf-8")
    file = tmp_path / "r.md"
    shown = cli("report", catalogue, "--sandbox", "--offline", "--year", 2021, "--out", file)
    of_rooms = cli("report", catalogue, "--sandbox", "--offline", "--out", tmp_path / "s.md")
    goals.write_text(before, "utf-8")

    assert (1, 1) == (shown.code, of_rooms.code)
    assert "goals.yaml: 3 virhettä" in shown.err
    assert "validate" in shown.out
    assert "on 3 virhettä" in file.read_text("utf-8")
    assert "Asiakaskokemus" in file.read_text("utf-8")
    assert "| NUP Nuorisopalvelut |" in (tmp_path / "s.md").read_text("utf-8")


def test_without_goals_and_without_history_there_is_still_a_report(
    cli: Run, started: Path, tmp_path: Path
) -> None:
    """Of the catalogue's own goal; of the past there is nothing to tell, and that is an error."""
    (started / "goals.yaml").unlink(missing_ok=True)
    file = tmp_path / "r.md"
    shown = cli("report", started, "--sandbox", "--out", file)
    past = cli("report", started, "--as-of", "2019-01-01", "--out", tmp_path / "p.md")

    assert 0 == shown.code
    assert "Aiempaa Varaamosta luettua merkintää ei ole" in file.read_text("utf-8")
    assert 2 == past.code
    assert "1.1.2019" in past.err
    assert not (tmp_path / "p.md").exists()


def test_a_day_before_the_first_entry_reports_the_scorecard_alone(cli: Run, tmp_path: Path) -> None:
    """The goal whose rooms are counted is unknown on that day, and says so."""
    file = tmp_path / "r.md"
    shown = cli("report", EXAMPLE, "--year", 2027, "--as-of", "2018-01-01", "--out", file)

    assert 0 == shown.code
    assert "Tiloja ei ole laskettu päivään 1.1.2018 mennessä." in file.read_text("utf-8")


def test_compared_with_a_day_without_an_entry_is_an_error(
    cli: Run, catalogue: Path, tmp_path: Path
) -> None:
    """And with the table of 2019 it stands side by side, for the eye."""
    cli("report", catalogue, "--sandbox", "--out", tmp_path / "nyt.md")
    offline = ("report", catalogue, "--sandbox", "--offline", "--out", tmp_path / "r.md")
    before = cli(*offline, "--compare", "2018-01-01")
    beside = cli(*offline, "--compare", "31.12.2019")

    assert 2 == before.code
    assert "5.6.2019" in before.err
    assert 0 == beside.code
    assert "| NUP | 5.6.2019 | 3 † | 16 † | 1 † | 12 (?) † |" in (tmp_path / "r.md").read_text(
        "utf-8"
    )


def test_hostile_names_notes_and_risks_are_text_in_markdown(cli: Run, tmp_path: Path) -> None:
    """No image, link, HTML or code; of the signs that turn a line around none is left."""
    folder = copy_of_example(tmp_path)
    spoil(folder, SOFT, FORMULA)
    file = tmp_path / "r.md"
    cli("report", folder, "--sandbox", "--out", file)
    text = file.read_text("utf-8")
    kinds, shown = of_markdown(text)

    assert {"image", "link_open", "html_inline", "html_block", "code_inline"} & set(kinds) == set()
    assert "<img src=x>" in shown
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
