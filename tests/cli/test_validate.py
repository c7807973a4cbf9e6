import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run
from tests.cli.faulty import broken, room, rooms, write
from varaamo_sync.words import Part, text

SWEDISH = "description-missing-sv"


def told(rule: str, part: Part, params: Mapping[str, object] | None = None) -> str:
    """Return the English text of a rule."""
    return text(rule, part, "en", params or {})


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the faulty catalogue, below the working folder."""
    monkeypatch.chdir(tmp_path)
    return write(Path("tilat"))


def test_everything_is_found_at_once(cli: Run, faulty: Path) -> None:
    """All findings of all files come in one run, and errors make the exit code 1."""
    ran = cli("validate", faulty, "--format", "json")

    assert 1 == ran.code
    assert broken(json.loads(ran.out)) == {
        (SWEDISH, "kir-lukusali"),
        (SWEDISH, "nup-kerho"),
        ("capacity-min-over-max", "nup-kerho"),
        ("capacity-negative", "nup-halli"),
        ("capacity-missing", "nup-studio"),
    }


def test_a_sound_catalogue_has_no_findings(cli: Run, tmp_path: Path) -> None:
    """Where nothing is wrong the exit code is 0, and the text says how much was looked at."""
    sound = rooms("NUP", room("nup-sali", "Sali"))
    folder = write(tmp_path, nup=sound, kir=rooms("KIR", room("kir-sali", "Lukusali")))
    ran = cli("validate", folder, "--lang", "en")

    assert (0, "Nothing found: 2 rooms, 3 files.") == (ran.code, ran.out.splitlines()[0])


def test_the_text_shows_the_line_and_a_caret(cli: Run, faulty: Path) -> None:
    """A finding comes with its file, its line, a caret below the place, message and fix."""
    out = cli("validate", faulty, "--full", "--lang", "en").out
    frame = out[out.index("  tilat/nup.yaml:36:25") :].splitlines()[:5]
    params = {"field": "capacity.min", "value": -1}

    assert frame == [
        "  tilat/nup.yaml:36:25 nup-halli Hall 906",
        "    36 |         capacity: {min: -1, max: 5}",
        "       |                         ^",
        f"       error: {told('capacity-negative', 'message', params)} [capacity-negative]",
        f"         fix: {told('capacity-negative', 'fix', params)}",
    ]


def test_files_are_named_as_they_are_found_from_here(
    cli: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of files begin at the working folder, whichever way the catalogue was named."""
    absolute = cli("validate", faulty.absolute(), "--full").out
    monkeypatch.chdir(faulty)
    inside = cli("validate", "--full").out
    (faulty_sibling := Path("..") / "muu").mkdir()
    monkeypatch.chdir(faulty_sibling)
    beside = cli("validate", "../tilat", "--full").out

    assert "  tilat/nup.yaml:36:25" in absolute
    assert "  nup.yaml:36:25" in inside
    assert "  ../tilat/nup.yaml:36:25" in beside


@pytest.mark.parametrize("length", [0, 30, 300, 3000])
def test_a_long_line_is_cut_around_the_place(cli: Run, tmp_path: Path, length: int) -> None:
    """However long a line is, what is shown fits 100 columns, and the caret points right."""
    filling = "äö日本"[: length % 4 or 4] * length
    head = f'{{"format": 1, "service_unit": "NUP", "venues": [{{"address": "{filling}", "rooms": ['
    entry = f'{{"key": "a", "name": {{"fi": "A"}}, "area": "suuri", "note": "{filling}"}}'
    folder = write(tmp_path)
    (folder / "muut.json").write_text(f"{head}{entry}]}}]}}", encoding="utf-8")
    lines = cli("validate", folder, "--full", "--select", "tprek-missing").out.splitlines()
    caret = next(number for number, line in enumerate(lines) if line.strip(" |") == "^")
    shown, column = lines[caret - 1], lines[caret].index("^")

    assert '"suuri"' in shown
    assert column == cell_len(shown[: shown.index('"suuri"')])
    assert cell_len(shown) <= 100


def test_no_text_of_a_catalogue_steers_the_terminal(cli: Run, faulty: Path) -> None:
    """Escape signs in names, values and lines of files are shown as blanks."""
    name = r"Sali \u001b[31m\u0007\u009b"
    entry = f'{{"key": "a", "name": {{"fi": "{name}"}}, "type": "{name}", "area": "{name}"}}'
    text = f'{{"format": 1, "service_unit": "NUP", "venues": [{{"rooms": [{entry}]}}]}}'
    (faulty / "muut.json").write_text(text, encoding="utf-8")
    (faulty / "raaka.yaml").write_bytes("nimi: [ \x1b[31m \u009b".encode())
    first = cli("validate", faulty, "--full").out + cli("validate", faulty).out
    (faulty / "muut.json").write_text(text.replace('"area"', '"note"'), encoding="utf-8")
    shown = first + cli("validate", faulty, "--full").out + cli("validate", faulty).out

    assert "muut.json:1:" in shown
    assert "raaka.yaml:1:" in shown
    assert all(line.isprintable() for line in shown.split("\n"))


def test_what_defaults_cause_is_told_once(cli: Run, tmp_path: Path) -> None:
    """A fault in a ``defaults`` block is shown once, with the rooms that it concerns."""
    plain = [room(f"nup-{n}", f"Sali {n}", capacity="") for n in (1, 2, 3)]
    shared = rooms("NUP", *plain).replace("venues:", "defaults: {capacity: {min: -1}}\nvenues:")
    out = cli(
        "validate", write(tmp_path, nup=shared, kir=rooms("KIR")), "--full", "--lang", "en"
    ).out

    assert 1 == out.count("[capacity-negative]")
    assert "rooms 3: nup-1, nup-2, nup-3" in out


def test_the_text_ends_with_what_would_unlock_most(cli: Run, faulty: Path) -> None:
    """By owner and service unit: how many rooms a fix would unlock, and how many alone."""
    out = cli("validate", faulty, "--full", "--lang", "en").out

    assert out.endswith(
        "What would unlock most (rooms that wait: 3):\n"
        "  translator: 2 rooms, 1 of them unlocked by this alone (KIR 1, NUP 1)\n"
        f"    {told(SWEDISH, 'title')}: 2 rooms, 1 of them unlocked by this alone (KIR 1, NUP 1)\n"
        "  venue: 2 rooms, 1 of them unlocked by this alone (NUP 2)\n"
        f"    {told('capacity-negative', 'title')}: 1 room, unlocked by this alone (NUP 1)\n"
        f"    {told('capacity-min-over-max', 'title')}: "
        "1 room, not unlocked by this alone (NUP 1)\n"
    )


def test_a_rule_that_is_not_shown_still_keeps_rooms_waiting(cli: Run, faulty: Path) -> None:
    """What would unlock a room does not depend on which rules a person looks at."""
    ran = cli("validate", faulty, "--format", "json", "--select", SWEDISH)
    levers = {lever["rule"]: lever["alone"] for lever in json.loads(ran.out)["leverage"]["rules"]}

    assert {SWEDISH: 1, "capacity-negative": 1, "capacity-min-over-max": 0} == levers


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (["--level", "draft"], {"capacity-negative"}),
        (["--level", "publish", "--unit", "KIR"], {SWEDISH}),
        (["--select", SWEDISH], {SWEDISH}),
        (["--select", SWEDISH, "--select", "capacity-missing"], {SWEDISH, "capacity-missing"}),
        (
            ["--ignore", SWEDISH, "--ignore", "capacity-negative"],
            {"capacity-missing", "capacity-min-over-max"},
        ),
        (["--unit", "nup", "--ignore", "capacity-negative", "--select", SWEDISH], {SWEDISH}),
    ],
)
def test_one_can_look_at_less(cli: Run, faulty: Path, options: list[str], rules: set[str]) -> None:
    """Level, service unit and rules choose what is shown."""
    payload = json.loads(cli("validate", faulty, "--format", "json", *options).out)

    assert rules == {finding["rule"] for finding in payload["findings"]}


def test_files_that_cannot_be_read_are_never_hidden(cli: Run, faulty: Path) -> None:
    """Selecting rules does not hide that a file could not be read: its rooms were not checked."""
    write(faulty, kir="format: 1\nservice_unit: KIR\nvenues: [\n")
    ran = cli("validate", faulty, "--select", "capacity-negative", "--format", "json")

    assert {"yaml-syntax", "capacity-negative"} == {r for r, _ in broken(json.loads(ran.out))}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--unit", "NUP", "--ignore", "capacity-negative", "--level", "draft"], 0),
        (["--select", "capacity-missing"], 0),
        (["--select", "capacity-missing", "--fail-on", "warning"], 1),
        (["--select", SWEDISH, "--fail-on", "warning"], 1),
    ],
)
def test_the_exit_code_is_that_of_the_worst_finding(
    cli: Run, faulty: Path, options: list[str], code: int
) -> None:
    """Findings at or above ``--fail-on`` end with 1, milder ones with 0."""
    assert code == cli("validate", faulty, *options).code


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--select", "description-mising-sv"], "Did you mean description-missing-sv"),
        (["--ignore", "yaml-tap"], "yaml-tab"),
        (["--baseline", "missing.json"], "missing.json"),
        (["--output", "no/such/folder.json"], "cannot be written"),
        (["--write-baseline", "no/such/folder.json"], "cannot be written"),
        (["--level", "perfect"], "perfect"),
        (["--unit", "XYZ"], "XYZ"),
    ],
)
@pytest.mark.usefixtures("english")
def test_wrong_options_are_usage_errors(
    cli: Run, faulty: Path, options: list[str], said: str
) -> None:
    """What cannot be done as asked ends with 2 and says what is meant, and nothing is shown."""
    ran = cli("validate", faulty, *options)

    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err


def test_a_catalogue_without_catalogue_yaml_content_is_still_told(cli: Run, faulty: Path) -> None:
    """An unusable catalogue.yaml is a finding with a place, in every form."""
    (faulty / "catalogue.yaml").write_text("format: 1\n", encoding="utf-8")
    shown = cli("validate", faulty, "--full")
    forms = [cli("validate", faulty, "--format", form) for form in ("json", "junit", "github")]

    assert 1 == shown.code
    assert "tilat/catalogue.yaml:1:1" in shown.out
    assert ["value-missing" in form.out for form in forms] == [True] * 3


def test_the_baseline_lets_only_new_findings_fail(cli: Run, faulty: Path) -> None:
    """What was written as the baseline passes, moved lines and all; what is new fails."""
    written = cli("validate", faulty, "--write-baseline", "known.json")
    moved = (faulty / "nup.yaml").read_text(encoding="utf-8").replace("venues:", "# eka\nvenues:")
    write(faulty, nup=moved)
    same = cli("validate", faulty, "--baseline", "known.json", "--format", "json")
    write(faulty, kir=rooms("KIR", room("kir-lukusali", "Lukusali", capacity="{min: -1, max: 5}")))
    changed = cli("validate", faulty, "--baseline", "known.json", "--format", "json")

    assert (0, 0, 1) == (written.code, same.code, changed.code)
    assert {("capacity-negative", "kir-lukusali")} == broken(json.loads(changed.out))
    assert 5 == len(broken(json.loads(same.out), known=True))
    assert json.loads(changed.out)["baseline"] == {
        "known": 4,
        "stale": [{"rule": SWEDISH, "room": "kir-lukusali", "count": 1}],
    }


def test_stale_entries_are_told_in_the_text(cli: Run, faulty: Path) -> None:
    """An entry whose finding is gone is named, and does not fail the run."""
    cli("validate", faulty, "--write-baseline", "known.json")
    write(faulty, kir=rooms("KIR", room("kir-lukusali", "Lukusali")))
    ran = cli("validate", faulty, "--baseline", "known.json", "--lang", "en")

    assert 0 == ran.code
    assert f"write it again:\n  {SWEDISH} kir-lukusali\n" in ran.out
    assert "4 findings were in the baseline already" in ran.out


@pytest.mark.parametrize(
    "options", [["--unit", "KIR"], ["--level", "draft"], ["--select", "tprek-missing"]]
)
def test_what_is_not_looked_at_is_not_stale(cli: Run, faulty: Path, options: list[str]) -> None:
    """A narrower run calls nothing stale, and renewing the baseline keeps what it did not see."""
    cli("validate", faulty, "--write-baseline", "known.json")
    before = Path("known.json").read_text(encoding="utf-8")
    renew = ["--baseline", "known.json", "--write-baseline", "known.json"]
    ran = cli("validate", faulty, *options, *renew, "--format", "json")

    assert [] == json.loads(ran.out)["baseline"]["stale"]
    assert before == Path("known.json").read_text(encoding="utf-8")


def test_rooms_that_cannot_be_read_are_not_stale(cli: Run, faulty: Path) -> None:
    """A broken file does not make its rooms look mended."""
    cli("validate", faulty, "--write-baseline", "known.json")
    write(faulty, kir="venues: [")
    ran = cli("validate", faulty, "--baseline", "known.json", "--format", "json")

    assert [] == json.loads(ran.out)["baseline"]["stale"]
    assert 1 == ran.code


def test_what_cannot_be_read_is_never_known(cli: Run, faulty: Path) -> None:
    """A file that cannot be read hides rooms: no baseline holds it or hides it."""
    write(faulty, kir="venues: [")
    written = cli("validate", faulty, "--write-baseline", "known.json")
    entries = json.loads(Path("known.json").read_text(encoding="utf-8"))["entries"]
    rule = json.loads(cli("validate", faulty, "--format", "json").out)["findings"][0]["rule"]
    forced = {"rule": rule, "file": "kir.yaml", "count": 1}
    payload = {"format": 1, "entries": [*entries, forced]}
    Path("known.json").write_text(json.dumps(payload), encoding="utf-8")
    ran = cli("validate", faulty, "--baseline", "known.json", "--format", "json")

    assert (1, 1) == (written.code, ran.code)
    assert entries
    assert all("room" in entry for entry in entries)
    assert {(rule, None)} == broken(json.loads(ran.out))


@pytest.mark.parametrize(
    "options",
    [["--unit", "KIR"], ["--level", "draft"], ["--select", SWEDISH], ["--ignore", SWEDISH]],
)
@pytest.mark.usefixtures("english")
def test_a_narrow_run_never_overwrites_a_baseline(
    cli: Run, faulty: Path, options: list[str]
) -> None:
    """What a run does not look at is not dropped from a baseline that is there: it is refused."""
    cli("validate", faulty, "--write-baseline", "known.json")
    before = Path("known.json").read_text(encoding="utf-8")
    ran = cli("validate", faulty, *options, "--write-baseline", "known.json")

    assert (2, "") == (ran.code, ran.out)
    assert "Leave --unit, --select, --ignore and --level out" in ran.err
    assert before == Path("known.json").read_text(encoding="utf-8")


def test_a_file_is_written_beside_the_text(cli: Run, faulty: Path) -> None:
    """``--output`` gets the form that was asked for; the text goes to stdout all the same."""
    shown = cli("validate", faulty).out
    ran = cli("validate", faulty, "--format", "json", "--output", "out.json")

    assert (1, shown) == (ran.code, ran.out)
    assert 5 == len(json.loads(Path("out.json").read_text(encoding="utf-8"))["findings"])


def test_nothing_new_is_not_called_nothing(cli: Run, faulty: Path) -> None:
    """Where findings are known, the verdict says that there are no new ones, in every form."""
    cli("validate", faulty, "--write-baseline", "known.json")
    asked = ("validate", faulty, "--baseline", "known.json")
    told = [
        cli(*asked, *form).out.removeprefix("### ").splitlines()[0]
        for form in ((), ("--format", "markdown"))
    ]

    assert 2 == sum(line.startswith("Ei uusia havaintoja") for line in told)
    assert "Ei uusia havaintoja" in cli(*asked, "--full").out
