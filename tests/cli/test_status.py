import contextlib
import csv
import io
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import ROOT, Run
from tests.clock import now
from tests.program import PROGRAM
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync.words import Theme
from varaamo_sync_cli.main import run

SEED = {
    "KIR": ("", "", "", "26 (+ 14 Oodi)"),
    "KULP": ("2", "3", "1", "0"),
    "LIIKU": ("2", "3", "3", "0"),
    "NUP": ("3", "16", "1", "12 (?)"),
}
NOTES = (
    "Edellyttänyt varaamon kehittämistä (kalenteriominaisuudet, maksaminen)",
    (
        "Tiloja viety aiemmin Varaamoon vain katseltavaksi, ei varattavaksi. "
        "Uusien tilojen lisäksi vanhoja avataan varattavaksi."
    ),
)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Push the example to the sandbox once, and give what the push printed."""
    folder = tmp_path_factory.mktemp("pushed") / "helsinki"
    ignored = shutil.ignore_patterns(".varaamo-sync")
    shutil.copytree(ROOT / "examples" / "helsinki", folder, ignore=ignored)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        run(["push", str(folder), "--sandbox", "--on-conflict", "ours", "--quiet"])
    return folder, printed.getvalue()


@pytest.fixture
def pushed(once: tuple[Path, str], tmp_path: Path) -> Path:
    """Give a copy of the pushed example with everything that is remembered of it."""
    return Path(shutil.copytree(once[0], tmp_path / "helsinki"))


def table(text: str) -> list[str]:
    """Return the lines of a status table, from its rule to the line that says where it is from."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("───"))
    return lines[start : next(n for n, line in enumerate(lines) if line.startswith("Tilanne "))]


def broken_lines(text: str) -> list[str]:
    """Return the lines that end where the terminal does: all but commands, which are copied."""
    return [line for line in text.splitlines() if not line.startswith("  varaamo-sync ")]


def asked(cli: Run, folder: Path, *arguments: str) -> dict[str, Any]:
    """Return what ``status --format json`` prints, held against its schema."""
    values: dict[str, Any] = json.loads(cli("status", folder, *arguments, "--format", "json").out)
    schema = json.loads((ROOT / "schemas" / "status.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())

    assert [] == [(e.json_path, e.message) for e in validator.iter_errors(values)]
    return values


def test_the_table_of_2019_is_printed_as_it_was(cli: Run) -> None:
    """``--as-of`` prints every figure of the slide in its column, and the notes; blank is blank."""
    shown = cli("status", ROOT / "examples" / "helsinki", "--as-of", "2019-06-05")
    lines = shown.out.splitlines()
    head = next(line for line in lines if "Valmistelussa" in line)
    ends = [head.index(name) + len(name) for name in ("Valmistelussa", "Käynnissä", "Valmis ")]
    ends[2] -= 1  # "Valmis" is the beginning of another heading
    ends.append(head.index("aiemmin") + len("aiemmin"))

    assert 0 == shown.code
    for unit, expected in SEED.items():
        line = next(line for line in lines if line.startswith(f"{unit} "))
        starts = [22, *ends]
        cells = [line[a:b].strip() for a, b in zip(starts, ends, strict=False)]
        assert list(expected) == cells
    below = " ".join(" ".join(lines[lines.index(_said(lines)) :]).split())
    assert all(note in below for note in (f"LIIKU: {NOTES[0]}", f"NUP: {NOTES[1]}"))


def _said(lines: list[str]) -> str:
    return next(line for line in lines if line.startswith("Ilmoitettu 5.6.2019"))


@pytest.mark.parametrize("form", ["json", "csv", "excel", "markdown"])
def test_every_form_keeps_reported_cells_to_the_letter(cli: Run, form: str) -> None:
    """The cells of 2019 are text in every form, and nothing is added up."""
    folder = ROOT / "examples" / "helsinki"
    asked_for = ("csv",) if form == "excel" else (form, "--csv-style", "rfc4180")
    shown = cli("status", folder, "--as-of", "2019-12-31", "--format", *asked_for)
    if form == "json":
        values = asked(cli, folder, "--as-of", "2019-12-31")
        found = {
            unit: tuple(row[c] for c in ("prepared", "in_progress", "ready", "earlier"))
            for unit, row in values["table"].items()
        }
        assert (None, None, None) == (values["total"], values["units"], values["goal"])
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(shown.out)))
        found = {
            row["service_unit"]: (row["prepared"], row["in_progress"], row["ready"], row["earlier"])
            for row in rows
        }
        assert {""} == {row["total"] for row in rows}
    elif form == "excel":
        table_ = list(csv.reader(io.StringIO(shown.out.removeprefix("\ufeff")), delimiter=";"))
        found = {row[2]: tuple(row[3:7]) for row in table_[1:]}  # type: ignore[misc]
        assert {("5.6.2019", "ilmoitettu")} == {tuple(row[:2]) for row in table_[1:]}
    else:
        rows_ = [line.split(" | ") for line in shown.out.splitlines() if line.startswith("| ")]
        found = {
            row[0].split()[1]: tuple(cell.strip() for cell in row[1:5])  # type: ignore[misc]
            for row in rows_[2:]
        }

    assert found == SEED
    for note in NOTES:
        assert note in shown.out


def test_the_status_after_a_push_is_the_one_the_push_made_true(
    cli: Run, once: tuple[Path, str], pushed: Path
) -> None:
    """The verdict that a push ends with is the one that ``status`` begins with, to the letter."""
    shown = cli("status", pushed, "--sandbox")
    verdict = " ".join(shown.out.partition("\nEnnuste")[0].split())

    assert verdict.startswith("Sitova tavoite ei ole vielä toteutunut. Puuttuu 32 tilaa")
    assert verdict in " ".join(once[1].split())
    assert any(re.match(r"NUP .*22 +0", line) for line in table(shown.out))


def test_in_a_pipe_there_are_no_colours_and_no_bars(cli: Run, pushed: Path) -> None:
    """Text for a file fits 100 columns and holds neither escapes nor bars, in any language."""
    for lang in ("fi", "sv", "en"):
        shown = cli("status", pushed, "--sandbox", "--rooms", "--lang", lang)

        assert 0 == shown.code
        assert max(len(line) for line in broken_lines(shown.out)) <= 100
        assert not {"\x1b", "█", "▒", "░"} & set(shown.out)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("lang", LANGS)
def test_no_figure_is_lost_where_it_is_narrow(
    cli: Run, pushed: Path, width: int, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every heading and every figure is there at any width, in a table or folded."""
    monkeypatch.setenv("COLUMNS", str(width))
    shown = cli("status", pushed, "--sandbox", "--lang", lang).out
    counts = shown[: shown.index(Theme("forms")("sandbox", lang).split()[-1])]
    units = asked(cli, pushed, "--sandbox")
    said = Theme("report/standing")

    assert max(map(len, broken_lines(shown))) <= width
    assert "–" not in counts
    flat = " ".join(counts.split())
    for name in ("prepared", "in_progress", "ready", "earlier", "missing"):
        words = said(f"heading.{name}", lang).split()
        assert all(word in flat for word in words)
    for unit, row in units["units"].items():
        figures = [row[name] for name in ("prepared", "in_progress", "ready", "earlier")]
        figures.append(len(units["goal"]["units"][unit]["missing"]))
        block = flat[flat.index(f"{unit} ") :] if width < 80 else _row(counts, unit)
        assert figures == [int(n) for n in re.findall(r"(?<!\+ )\b\d+", block)][:5]


def _row(text: str, unit: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"{unit} "))


def test_status_of_forty_rooms_fits_one_screen(cli: Run, pushed: Path) -> None:
    """How it stands comes first, what to type next last, and all of it on one screen."""
    lines = cli("status", pushed, "--sandbox").out.splitlines()
    full = cli("status", pushed, "--sandbox", "--full").out.splitlines()

    assert lines[0].startswith("Sitova tavoite ei ole vielä toteutunut. Puuttuu ")
    assert len(lines) <= 50 < len(full)
    assert lines[-1].split()[:2] == ["näyttää", "tilat"] or "--full" in lines[-1]
    assert any("varaamo-sync validate" in line for line in lines[-6:])
    assert not any("…" in line for line in full)


def test_rooms_outside_the_goal_are_explained(cli: Run, pushed: Path) -> None:
    """How many there are, of which units, and why, in the words of whoever left them out."""
    short = cli("status", pushed, "--sandbox").out
    full = cli("status", pushed, "--sandbox", "--full").out

    for text in (short, full):
        assert "Tavoitteen ulkopuolella on 4 tilaa (KIR 1, LIIKU 1, NUP 2)." in text
        assert "KIR Studio 2: Ohjattujen kurssien käytössä." in text
    assert "Läpikulkutila. Avataan vain salin varauksen yhteydessä." in full
    assert "Läpikulkutila" not in short
    assert "ja 2 muuta" in short


def test_counts_can_be_traced_to_rooms(cli: Run, pushed: Path) -> None:
    """Each count is the number of the rooms that it names, each of which has its evidence."""
    values = asked(cli, pushed, "--sandbox")
    rooms = {item["room"]: item for item in values["rooms"]}

    for unit, row in values["units"].items():
        for stage, keys in row["rooms"].items():
            assert row[stage] == len(keys)
            if stage != "earlier_viewable":
                assert {(unit, stage)} >= {
                    (rooms[k]["service_unit"], rooms[k]["stage"]) for k in keys
                }
    assert values["total"]["total"] == len(rooms) == 39
    assert all(item["evidence"]["read"] == values["taken"] for item in rooms.values())


def test_reasons_carry_the_dates_of_their_evidence(cli: Run, pushed: Path) -> None:
    """When booking opens, and when a draft was read, is said as the evidence has it."""
    assert 0 == cli("sandbox", "hours", "kir-oodi-studio-1", "--path", pushed).code
    rooms = {item["room"]: item for item in asked(cli, pushed, "--sandbox")["rooms"]}
    draft = rooms["nup-hertsi-olotila"]["said"]

    assert rooms["kir-oodi-studio-1"]["said"].startswith("varaaminen alkaa 1.9.2027")
    assert re.fullmatch(r"luonnos Varaamossa, luettu \d+\.\d+\.\d{4} \d\d:\d\d", draft)


def test_the_three_biggest_moves_are_named(cli: Run, pushed: Path) -> None:
    """Status says what moves the goal most: how many rooms, and where or what."""
    shown = cli("status", pushed, "--sandbox").out
    moves = shown[shown.index("Mitä tehdä ja kenen vuoro on") :]

    assert ["1.", "2.", "3."] == re.findall(r"^  (\d\.) ", moves, re.MULTILINE)
    told = " ".join(moves.split())
    assert re.search(r"vienti \(hours push\): \d+ tilaa \([^)]*NUP \d+\) – tilaluettelon", told)
    whole = " ".join(cli("status", pushed, "--sandbox", "--full").out.split())
    assert re.search(r"aukioloajat: \d+ tilaa \(toimipisteet: [^)]*Oodi[^)]*\) – toimipiste", whole)


def test_one_unit_can_be_shown_alone(cli: Run, pushed: Path) -> None:
    """``--unit`` leaves out the others from table, goal and rooms."""
    values = asked(cli, pushed, "--sandbox", "--unit", "kir")

    assert ["KIR"] == list(values["table"]) == list(values["goal"]["units"])
    assert {"KIR"} == {item["service_unit"] for item in values["rooms"]}
    assert values["total"]["total"] == values["units"]["KIR"]["total"] == 5


def test_an_unmet_goal_can_fail_a_job(cli: Run, pushed: Path) -> None:
    """``--fail-on goal`` ends with 1 unless the goal is met; reported counts never meet it."""
    assert 0 == cli("status", pushed, "--sandbox").code
    assert 1 == cli("status", pushed, "--sandbox", "--fail-on", "goal").code
    assert 1 == cli("status", pushed, "--as-of", "2019-06-05", "--fail-on", "goal").code


def test_a_met_goal_passes(cli: Run, started: Path) -> None:
    """With hours for every room, and a yes of every unit, the goal of a new catalogue is met."""
    goals = started / "goals.yaml"
    said = "values: [{date: 2020-01-01, units: {KIR: 1, KULP: 1, LIIKU: 1, NUP: 1}}]"
    text = goals.read_text("utf-8").replace(
        "range: [0, 1]\n", f"range: [0, 1]\n            {said}\n"
    )
    goals.write_text(text, "utf-8")
    cli("push", started, "--sandbox", "--quiet")
    keys = [item["room"] for item in asked(cli, started, "--sandbox")["rooms"]]
    assert 0 == cli("sandbox", "hours", *keys, "--path", started).code
    shown = cli("status", started, "--sandbox", "--fail-on", "goal", "--lang", "en")

    assert 0 == shown.code
    assert "The binding goal is met." in shown.out


def test_the_last_survey_can_be_shown_offline(cli: Run, pushed: Path) -> None:
    """Offline status has the same rooms as the last survey, and says how old it is."""
    live = asked(cli, pushed, "--sandbox")
    offline = asked(cli, pushed, "--sandbox", "--offline")

    assert live["rooms"] == offline["rooms"]
    assert (None, True) == (live["age_seconds"], offline["age_seconds"] >= 0)
    assert "Viimeksi luettu tilanne" in cli("status", pushed, "--sandbox", "--offline").out


def test_an_unreachable_system_is_told_and_changes_no_figure(
    cli: Run, started: Path, tmp_path: Path
) -> None:
    """A system that was read and is gone ends with 6, points to --offline, and is not guessed."""
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=now)
    with running(sandbox) as url:
        live = asked(cli, started, "--url", url)
    sandbox.close()
    gone = cli("status", started, "--url", url, "--record")
    offline = asked(cli, started, "--url", url, "--offline")

    assert (6, "") == (gone.code, gone.out)
    assert "--offline" in gone.err
    assert live["total"] == offline["total"]
    assert (
        [] == json.loads(cli("history", started, "--url", url, "--format", "json").out)["entries"]
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--offline"], "fix: Add --sandbox, --target NAME"),
        (["--offline", "--sandbox"], "No survey of the sandbox is kept"),
        (["--offline", "--target", "muu"], "names no target “muu”"),
        (["--as-of", "2019-01-01"], "no entry on or before 2019-01-01"),
        (["--as-of", "2019-06-05", "--record"], "exclude each other"),
        (["--as-of", "31.12.2999"], "2999-12-31 is still to come"),
        (["--as-of", "5.6.19"], "“5.6.19” is not a day. Write it as 31.1.2027 or 2027-01-31."),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_cannot_be_shown_is_a_usage_error(
    cli: Run, helsinki: Path, arguments: list[str], said: str
) -> None:
    """Each question without an answer ends with 2, and says what to do instead."""
    shown = cli("status", helsinki, *arguments)

    assert 2 == shown.code
    assert said in shown.err


def test_a_day_is_taken_as_people_write_it(cli: Run, helsinki: Path) -> None:
    """A day in Finnish is the day in ISO 8601; of what is none both forms are told, in Swedish."""
    written = cli("status", helsinki, "--as-of", "05.6.2019")
    iso = cli("status", helsinki, "--as-of", "2019-06-05")
    wrong = cli("status", helsinki, "--as-of", "31.2.2027", "--lang", "sv")

    assert (0, iso.out) == (written.code, written.out)
    assert 2 == wrong.code
    assert "”31.2.2027” är ingen dag. Skriv den som 31.1.2027 eller 2027-01-31." in wrong.err


def test_rooms_that_could_not_be_read_are_named(cli: Run, started: Path) -> None:
    """A room that the files spoil is not silently missing from the counts or from the goal."""
    cli("push", started, "--sandbox", "--quiet")
    file = started / "nup.yaml"
    file.write_text(file.read_text("utf-8").replace("capacity:", "capasity:"), encoding="utf-8")
    values = asked(cli, started, "--sandbox")

    assert 1 == len(values["left_out"])
    assert "unknown" == values["goal"]["units"]["NUP"]["outlook"]
    assert values["left_out"][0] in cli("status", started, "--sandbox").out


def test_on_a_terminal_each_unit_has_a_bar(once: tuple[Path, str]) -> None:
    """A person at a terminal sees a bar per service unit, with what residents can book in front."""
    ours, theirs = os.openpty()
    command = [*PROGRAM, "status", str(once[0]), "--sandbox"]
    environment = os.environ | {"TERM": "xterm"}
    with subprocess.Popen(command, stdout=theirs, stdin=theirs, env=environment) as process:
        os.close(theirs)
        shown = _drained(ours)

    assert 0 == process.returncode
    bars = re.findall(r"(KIR|KULP|LIIKU|NUP)\s+(\S*[█▒░]\S*)", re.sub(r"\x1b\[[0-9;]*m", "", shown))
    assert ["KIR", "KULP", "LIIKU", "NUP"] == [unit for unit, _ in bars]
    assert "█" * 8 + "▓" * 8 + "▒" * 24 == bars[0][1]
    assert "█ Valmis  ▓ Varaamossa aiemmin  ▒ Käynnissä" in re.sub(r"\x1b\[[0-9;]*m", "", shown)


def _drained(terminal: int) -> str:
    """Return everything that was written to a terminal whose other end is closed."""
    data = b""
    with contextlib.suppress(OSError):  # Linux answers so where others answer with nothing
        while piece := os.read(terminal, 65536):
            data += piece
    os.close(terminal)
    return data.decode()
