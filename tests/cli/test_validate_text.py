"""The text of ``validate``: how it stands first, everything counted, and about a screen of it."""

import json
import re
import shlex
from pathlib import Path
from textwrap import wrap

import click
import pytest

from tests.cli.conftest import Run
from tests.cli.faulty import NO_SWEDISH, room, rooms, write
from varaamo_sync.findings import Finding, Severity
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.rules import RULES
from varaamo_sync_cli.render.findings.text.folding import on_a_line

MISSING = ("name-missing-sv", "name-missing-en", "description-missing-fi", "type-missing")


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the faulty catalogue, below the working folder."""
    monkeypatch.chdir(tmp_path)
    return write(Path("tilat"))


def lines_on_screen(text: str, width: int) -> int:
    """Return how many lines a text takes on a terminal."""
    return sum(max(1, len(wrap(line, width))) for line in text.splitlines())


def of_room(*rules: str, severity: Severity = Severity.WARNING) -> list[Finding]:
    """Return findings of one room."""
    return [
        Finding(rule=rule, severity=severity, level=RULES[rule].level, key="a") for rule in rules
    ]


def numbers(lines: list[str]) -> list[list[str]]:
    """Return the numbers of a table's rows."""
    return [re.findall(r"\d+|–", line) for line in lines]


@pytest.mark.parametrize("lang", LANGS)
def test_the_example_fits_a_screen(cli: Run, helsinki: Path, lang: Lang) -> None:
    """What is 537 lines in full is 60 at 100 columns, and every finding is counted."""
    out = cli("validate", helsinki, "--lang", lang).out
    counted = json.loads(cli("validate", helsinki, "--format", "json").out)["counts"]

    assert lines_on_screen(out.replace(str(helsinki), "examples/helsinki"), 100) <= 60
    assert [*map(str, counted.values()), "39", "5"] == re.findall(r"\d+", out.splitlines()[0])


def test_it_says_first_how_the_rooms_stand(cli: Run, faulty: Path) -> None:
    """Each room is ready, waiting or a draft; all together in a sentence, then by service unit."""
    out = cli("validate", faulty, "--lang", "en").out.splitlines()

    assert out[:2] == [
        "4 errors, 1 warning, 0 hints; 5 rooms, 3 files.",
        "1 ready to be published, 3 wait for an error to be fixed, 1 draft.",
    ]
    assert ["Rooms", "Ready", "Waiting", "Drafts", "Findings"] == out[3].split()[2:]
    assert ["KIR", "NUP", "Tot"] == [line[:3] for line in out[4:7]]
    assert [list("1–1–1"), list("41214"), list("51315")] == numbers(out[4:7])


def test_how_rooms_stand_does_not_depend_on_what_is_shown(cli: Run, faulty: Path) -> None:
    """A room waits for a finding that was not asked for, or that a baseline knows."""
    cli("validate", faulty, "--write-baseline", "known.json")
    said = [
        cli("validate", faulty, "--lang", "en", *options).out.splitlines()[1]
        for options in ([], ["--select", "capacity-missing"], ["--baseline", "known.json"])
    ]

    assert 1 == len(set(said))


def test_a_look_at_drafts_promises_no_publishing(cli: Run, faulty: Path) -> None:
    """Where only the draft level was looked at, rooms are ready as drafts."""
    out = cli("validate", faulty, "--level", "draft", "--lang", "en").out

    assert "3 ready to be sent as drafts" in out
    assert "published" not in out


def test_errors_are_told_with_place_and_fix(cli: Run, faulty: Path) -> None:
    """Each kind of error once: where, what and how to mend it; what refuses a draft is first."""
    out = cli("validate", faulty, "--lang", "en").out
    told = out[out.index("To fix first") :].split("\n\n")[0].splitlines()

    assert told[:6] == [
        "To fix first",
        "  Number of persons is negative [capacity-negative]",
        "    tilat/nup.yaml:36 nup-halli Hall 906: The field “Fewest persons” is -1.",
        "    fix: Correct the number: it is zero or more.",
        "  missing: description sv [description-missing-sv]",
        "    tilat/kir.yaml:16 kir-lukusali Hall 1245",
    ]


def test_a_room_is_a_line(cli: Run, faulty: Path) -> None:
    """What a room lacks stands together; how bad it is is said where there is an error."""
    bare = room("nup-bare", "Paja", description=NO_SWEDISH, type="", capacity="{max: 5}")
    draft = room("nup-luonnos", "Luonnos", type="", wanted="draft")
    draft = re.sub(", sv: Sal .*}", "}", draft)
    write(faulty, nup=rooms("NUP", bare, draft))
    out = cli("validate", faulty, "--lang", "en").out

    assert (
        "  nup-bare     error – missing: description sv · type · hint – missing: fewest persons\n"
        "  nup-luonnos  missing: name sv, en · type\n"
    ) in out


@pytest.mark.parametrize("width", range(10, 130, 7))
def test_what_does_not_fit_is_counted(width: int) -> None:
    """However narrow it is, the findings that a line names and counts are all of them."""
    rules = (*MISSING, "goal-season-only", "text-identical", "text-identical")
    text = click.unstyle(on_a_line(of_room(*rules), "fi", width))
    named = {
        "nimi sv, en": 2,
        "kuvaus fi": 1,
        "tilatyyppi": 1,
        "kausivaraukseksi": 1,
        "kahdella kielellä (2)": 2,
    }
    rest = re.search(r" \+ (\d+)$", text)

    told = sum(count for words, count in named.items() if words in text)
    assert len(rules) == told + int(rest[1] if rest else 0)
    assert len(text) <= max(width, len("puuttuu: nimi sv, en + 5"))


def test_what_one_place_causes_is_a_line(cli: Run, tmp_path: Path) -> None:
    """A fault in a ``defaults`` block is told once for its rooms, with its place."""
    plain = [room(f"nup-{n}", f"Sali {n}", capacity="") for n in (1, 2, 3)]
    shared = rooms("NUP", *plain).replace("venues:", "defaults: {capacity: {max: 5}}\nvenues:")
    out = cli("validate", write(tmp_path, nup=shared, kir=rooms("KIR")), "--lang", "en").out

    assert re.search(r"^  3 rooms: missing: fewest persons \(\S*nup\.yaml:3\)$", out, re.MULTILINE)
    assert "nup-1" not in out


def test_what_is_no_rooms_has_its_own_lines(cli: Run, faulty: Path) -> None:
    """Settings and files are told with their place, errors among them with how to mend them."""
    settings = "format: 1\nid: testi\nrules: {kaikki: off}\ngoal: {deadline: 2207-01-31}\n"
    (faulty / "catalogue.yaml").write_text(settings, encoding="utf-8")
    (faulty / "rikki.yaml").write_text("venues: [\n", encoding="utf-8")
    out = cli("validate", faulty, "--lang", "en").out
    first, loose = (out[out.index(head) :].split("\n\n")[0] for head in ("To fix", "Files and"))

    assert "tilat/rikki.yaml:1" in first
    assert "tilat/catalogue.yaml:4" in first
    assert "31.1.2207" in cli("validate", faulty, "--lang", "fi").out
    assert "tilat/catalogue.yaml:3: The catalogue's settings name the rule kaikki" in loose


@pytest.mark.parametrize("by", [None, "unit", "venue", "owner", "rule"])
def test_a_large_catalogue_is_counts_with_the_first_few(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str | None
) -> None:
    """400 rooms of 100 venues take no more than two screens, and none is left uncounted."""
    files = {
        unit: "".join(
            rooms(
                unit.upper(),
                *(
                    room(f"{unit}-{v}-{n}", f"Sali {v} {n}", description=NO_SWEDISH, type="")
                    for n in range(4)
                ),
                tprek=f"demo-{unit}-{v}",
            ).split("venues:\n")[1]
            for v in range(50)
        )
        for unit in ("kir", "nup")
    }
    heads = {unit: f"format: 1\nservice_unit: {unit.upper()}\nvenues:\n" for unit in files}
    folder = write(tmp_path, **{unit: heads[unit] + text for unit, text in files.items()})
    monkeypatch.chdir(folder)  # so that no path is so long that its line is broken
    out = cli("validate", ".", "--lang", "en", *(["--by", by] if by else [])).out

    assert lines_on_screen(out, 100) <= 90
    assert "800 errors" in out
    if by in (None, "unit"):
        assert 2 == out.count("and 197 more rooms, 394 findings")
    if by == "venue":
        assert "and elsewhere (92): 368 rooms, 736 findings" in out
    if by in ("owner", "rule"):
        assert 2 <= out.count("(400 rooms")


@pytest.mark.parametrize(
    ("by", "heads"),
    [
        ("unit", ["KIR Library services", "NUP Youth services"]),
        ("venue", ["Talo NUP", "Talo KIR"]),
        ("owner", ["venue", "translator"]),
    ],
)
def test_findings_are_gathered_as_asked(cli: Run, faulty: Path, by: str, heads: list[str]) -> None:
    """By unit, by venue or by whose work they are, in short and in full."""
    write(faulty, kir=rooms("KIR", room("kir-a", "Lukusali", type=""), tprek="demo-002"))
    short = cli("validate", faulty, "--by", by, "--lang", "en").out.splitlines()
    full = cli("validate", faulty, "--by", by, "--full", "--lang", "en").out.splitlines()

    assert heads == [line for line in short if line in heads]
    assert set(heads) <= set(full)


def test_rules_are_a_line_each(cli: Run, faulty: Path) -> None:
    """By rule each is a line: how bad, its title, how many rooms and which, and its id."""
    out = cli("validate", faulty, "--by", "rule", "--lang", "en").out
    told = [line for line in out.splitlines() if re.match(r"  (error|warning) ", line)]
    ids = [line.rpartition(" ")[2] for line in told]

    assert (
        "  error    Number of persons is negative (1 room: nup-halli) [capacity-negative]" in told
    )
    assert "  warning  missing: number of persons (1 room: nup-studio) [capacity-missing]" in told
    assert "Swedish description is missing (2 rooms: kir-lukusali…)" in out
    assert ids == [
        "[capacity-negative]",
        "[description-missing-sv]",
        "[capacity-min-over-max]",
        "[capacity-missing]",
    ]


@pytest.mark.parametrize("gathered", [[], *(["--by", by] for by in ("unit", "owner", "rule"))])
def test_in_full_nothing_is_folded(cli: Run, helsinki: Path, gathered: list[str]) -> None:
    """However they are gathered, every finding stands there with its rule and its fix."""
    findings = json.loads(cli("validate", helsinki, "--format", "json").out)["findings"]
    out = cli("validate", helsinki, "--full", *gathered).out

    for finding in findings:
        assert finding["message"] in out
        assert finding["fix"] in out
        assert f"[{finding['rule']}]" in out


@pytest.mark.parametrize("name", ["tilat", "tilat 2026", "tilat $HOME ”x”"])
def test_what_to_type_next_can_be_typed(cli: Run, tmp_path: Path, name: str) -> None:
    """The commands at the end name the catalogue as a shell takes it, and run."""
    folder = write(tmp_path / name, nup=rooms("NUP", room("nup-a", "Sali", type="")))
    out = cli("validate", folder, "--lang", "en", "--level", "publish").out
    typed = [shlex.split(line)[1:] for line in re.findall(r"varaamo-sync (?:v|t).*", out)]

    assert [["validate", "--full"], ["validate", "findings.xlsx"]] == [
        [words[0], words[-1]] for words in typed[:2]
    ]
    assert all(str(folder) in words for words in typed)
    assert "[type-missing]" in cli(*typed[0]).out


def test_a_sound_catalogue_leads_to_the_plan(cli: Run, started: Path) -> None:
    """Where nothing is found, what comes next is the plan."""
    out = cli("validate", started, "--lang", "en", "--level", "publish").out

    assert out.startswith("Nothing found")
    assert f"varaamo-sync plan {started}" in out
    assert "--full" not in out


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_the_table_fits_the_terminal(
    cli: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    """A long name gives way to the numbers beside it."""
    monkeypatch.setenv("COLUMNS", width)
    text = (faulty / "nup.yaml").read_text(encoding="utf-8").replace("demo-001", "demo-002")
    write(faulty, nup=text.replace("Talo NUP", f"Talo {'erittäin ' * 20}pitkä"))
    out = cli("validate", faulty, "--by", "venue", "--lang", "en").out
    table = out.split("\n\n")[1].splitlines()

    assert all(len(line) <= int(width) for line in table)
    if width == "40":
        assert "Rooms 4, Ready 1, Waiting 2, Drafts 1, Findings 4" in " ".join(
            " ".join(table).split()
        )
    else:
        assert ["4", "1", "2", "1", "4"] in numbers(table)


@pytest.mark.parametrize(
    ("lang", "by"),
    [
        *((lang, []) for lang in LANGS),
        *(("fi", ["--by", by]) for by in ("owner", "rule", "venue")),
    ],
)
def test_every_line_fits_forty_columns(
    cli: Run, helsinki: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, by: list[str]
) -> None:
    """Lines are broken between words, and nothing of them is cut; commands stay whole."""
    monkeypatch.chdir(helsinki)
    monkeypatch.setenv("COLUMNS", "40")
    out = cli("validate", "--lang", lang, *by).out
    too_long = [line for line in out.splitlines() if len(line) > 40]

    assert [] == [line for line in too_long if not line.startswith("    varaamo-sync ")]
    assert "…" not in out
