"""Names, notes and messages that would like to do something: in no command, no form they do."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.echoing import ANSWERS, answering
from tests.cli.every_command import CASES, Bytes, quietly, run_in
from tests.cli.html_reader import HtmlReader
from tests.cli.test_media import ACTIVE, COMMAND, calls, of_markdown
from tests.clock import now
from varaamo_sync.sandbox import Sandbox

SOFT = (
    "Sali \u202emas\u2066 ##[group]x ##vso[a]b ![k](https://x.example/p.png) "
    "[l](https://x.example) <img src=x> `c` |s| https://x.example www.x.example "
    "@everyone m@x.example #12 !3 GH-4 :tada: $x$"
)
"""What a catalogue may hold: it is at most a warning."""

HARD = (
    f"=1+1\n::error::ylös\n  ::stop-commands::x\r\n\x1b[31mpuna \x1b]8;;https://x.example\x1b\\l "
    f"\x1b[0Ksection_start:1:a\r\x1b[0K \x9b2J \x85 \u2028::set-env::a\u2029 \v\f\b {SOFT}"
)
"""What it may not, and what a server may send all the same."""

GOAL = """
goal:
  name: {{fi: {0}}}
"""
GOALS = """\
format: 1
scorecards:
  - year: 2027
    name: {{fi: {0}}}
    goals:
      - id: tilat
        name: {{fi: {0}}}
        measures: [{{id: tilat, kind: surveyed, name: {{fi: {0}}}, unit: {0}}}]
        levels: [{{name: {0}, what: {{fi: {0}}}}}]
        steps: [{0}]
        notes: {{NUP: {1}, KIR: {0}}}
        milestones: [{{name: {{fi: {0}}}}}]
        risks: [{{name: {{fi: {0}}}, mitigation: {{fi: {0}}}}}]
"""
COMMANDS = (
    *("plan", "push", "pull", "status", "validate", "doctor", "whoami", "reference", "unlock"),
    *("conformance", "report"),
)
WALKED = [
    name
    for name, case in CASES.items()
    if case.arguments.split()[0] in COMMANDS
    or case.arguments.startswith("history show")
    or name in ("export", "translations export")
]
FORMULA = "=cmd|' /C calc'!A0"


def spoil(folder: Path, text: str, note: str) -> None:
    """Give every room, every venue and the goal of a catalogue a text as their name."""
    quoted = json.dumps(text)
    for file in folder.glob("*.yaml"):
        written = file.read_text(encoding="utf-8")
        written = re.sub(r"name: \{fi: [^,}]+", lambda _: f"name: {{fi: {quoted}", written)
        file.write_text(written, encoding="utf-8")
    settings = folder / "catalogue.yaml"
    kept = re.split(r"^goal:", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)[0]
    settings.write_text(kept + GOAL.format(quoted), encoding="utf-8")
    goals = GOALS.format(quoted, json.dumps(note))
    (folder / "goals.yaml").write_text(goals, encoding="utf-8")


def spoil_server(folder: Path, text: str) -> None:
    """Give every room and every venue of a sandbox a text as their name."""
    with Sandbox(folder / ".varaamo-sync" / "sandbox.db", clock=now) as sandbox:
        for lang in ("Fi", "Sv", "En"):
            for table in ("unit", "reservationUnit", "space", "equipment", "intendedUse"):
                sandbox._database.run(f"UPDATE {table} SET name{lang} = ?", text)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make catalogues, pushed before their names, or those of the server, were spoilt."""
    folder = tmp_path_factory.mktemp("hostile")
    assert 0 == quietly("init", folder / "clean")
    assert 0 == quietly("push", folder / "clean", "--sandbox")
    made = {}
    for name, text in (("soft", SOFT), ("hard", HARD)):
        made[name] = Path(shutil.copytree(folder / "clean", folder / name))
        spoil(made[name], text, FORMULA)
        made[f"server {name}"] = Path(shutil.copytree(folder / "clean", folder / f"server-{name}"))
        spoil_server(made[f"server {name}"], text)
    return made


def words_of(name: str, folder: Path, out: Path) -> list[str]:
    """Return the words of a command for a catalogue."""
    words = CASES[name].arguments.replace("HERE", str(folder)).replace("OUT", str(out)).split()
    return [*words, "--yes"] if words[0] == "push" else words


OWN_COMMANDS = r"::(error|warning|notice) \S*=|::group::\d+ [\w ]+\.$|::endgroup::$"
"""Workflow commands that are ours."""


def active(ran: Bytes, *, github: bool = False) -> list[str]:
    """Return what of the output would do something."""
    found = []
    for data in (ran.out, ran.err):
        text = data.decode()
        lines = text.splitlines() if github and data is ran.out else []
        own = [line for line in lines if re.match(OWN_COMMANDS, line)]
        rest = text if not own else "\n".join(line for line in lines if line not in own)
        found += [match.group() for match in ACTIVE.finditer(text)]
        found += [match.group() for match in COMMAND.finditer(rest)]
        found += [line for line in own if "##[" in line]
    return found


@pytest.mark.parametrize("name", WALKED)
@pytest.mark.parametrize("world", ["soft", "hard", "server soft", "server hard"])
def test_no_name_does_anything(
    world: str, name: str, worlds: dict[str, Path], tmp_path: Path
) -> None:
    """Names of rooms, venues and the goal, the catalogue's and the server's, in every form."""
    folder = Path(shutil.copytree(worlds[world], tmp_path / "here"))
    (tmp_path / "out").mkdir()
    ran = run_in("utf-8", words_of(name, folder, tmp_path / "out"))
    texts = (file for file in (tmp_path / "out").iterdir() if file.suffix != ".xlsx")
    written = b"".join(file.read_bytes() for file in texts)

    assert 70 != ran.code, ran.err.decode()
    assert [] == active(ran, github="github" in name)
    assert [] == ACTIVE.findall(written.decode())
    if name.endswith("json") and ran.out:
        json.loads(ran.out)
    if name.endswith("markdown") or name == "report":
        text = (written if name == "report" else ran.out).decode()
        kinds = {kind for kind in of_markdown(text)[0] if kind in ("image", "link_open")}
        assert set() == kinds
        assert [] == calls(text)
        assert "<img" not in text
    if name.endswith("html"):
        told = HtmlReader(ran.out.decode())
        assert [] == told.requests
        assert "img" not in told.names


@pytest.mark.parametrize("name", ["plan text", "push text", "status text", "validate text"])
def test_no_name_does_anything_where_there_are_colours(
    name: str, worlds: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colours are forced, as many a CI does: those of ours are there, and no other sequence."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for world in ("soft", "hard", "server hard"):
        folder = Path(shutil.copytree(worlds[world], tmp_path / world.replace(" ", "-")))
        ran = run_in("utf-8", words_of(name, folder, tmp_path))
        bare = re.sub(rb"\x1b\[[0-9;]*m", b"", ran.out)

        assert [] == active(Bytes(ran.code, bare, re.sub(rb"\x1b\[[0-9;]*m", b"", ran.err)))
        assert b"\x1b[31mpuna" not in ran.out + ran.err
        assert b"\x1b[" in ran.out or (name, world) == ("validate text", "server hard")


@pytest.mark.parametrize("kind", sorted(ANSWERS.keys() - {"message"}))
def test_no_message_of_a_server_does_anything(
    kind: str, worlds: dict[str, Path], tmp_path: Path
) -> None:
    """Whatever part of an answer holds it, in every command that goes to a server."""
    found = []
    with answering(kind, HARD) as server:
        for name in ("plan text", "plan json", "push text", "status markdown", "whoami text"):
            folder = Path(shutil.copytree(worlds["soft"], tmp_path / "here"))
            words = words_of(name, folder, tmp_path)
            place = words.index("--sandbox")
            words[place : place + 1] = ["--url", server.url]
            ran = run_in("utf-8", [*words, "-vv"])
            found += [(name, what) for what in active(ran)]
            shutil.rmtree(folder)

            assert 70 != ran.code, ran.err.decode()

    assert [] == found


def test_no_name_is_a_link_in_sarif(started: Path, cli: Run) -> None:
    """A message of SARIF may hold links, and a name in it is none."""
    with (started / "nup.yaml").open("a", encoding="utf-8") as file:
        file.write('"[l](https://x.example)": 1\n')
    found = cli("validate", started, "--format", "sarif").out
    (ran,) = json.loads(found)["runs"]
    told = " ".join(result["message"]["text"] for result in ran["results"])

    assert "\\[l](https:" in told
    assert not re.search(r"(?<!\\)\[[^\[\]]*\]\(", told)


@pytest.mark.parametrize("style", ["excel", "rfc4180"])
def test_a_note_is_no_formula(style: str, worlds: dict[str, Path], cli: Run) -> None:
    """``goal.notes`` in CSV is text for a spreadsheet program, for whomever it is written."""
    ran = cli("status", worlds["soft"], "--sandbox", "--format", "csv", "--csv-style", style)

    assert FORMULA in ran.out
    assert not re.search(r'(^|[,;"])=cmd', ran.out)
    assert f"'{FORMULA}" in ran.out


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u2069", "\u200f", "\u061c"])
def test_a_mark_in_a_workbook_is_left_out(
    sign: str, cli: Run, started: Path, tmp_path: Path
) -> None:
    """Marks that turn the direction of writing come along by copying, and are no part of a name."""
    table = tmp_path / "tilat.csv"
    assert 0 == cli("export", started, "--out", table).code
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(text.replace("Esimerkkisali", f"Esimerkki{sign}sali"), encoding="utf-8")
    imported = cli("import", table, "--into", started)
    files = "".join(file.read_text(encoding="utf-8") for file in started.glob("*.yaml"))

    assert 0 == imported.code
    assert "Esimerkkisali" in text
    assert sign not in files


@pytest.fixture(autouse=True)
def _no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
