import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.conftest import ROOT, Run
from varaamo_sync.model import LANGS
from varaamo_sync_cli.console.help.spoken_commands import SpokenCommand
from varaamo_sync_cli.console.run_language import set_language_of_run
from varaamo_sync_cli.main import COMMANDS
from varaamo_sync_cli.main import cli as program

PROGRAM = [sys.executable, "-m", "varaamo_sync_cli.main"]


def started_alone(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with its output in pipes."""
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its full name, those of groups among them."""
    context = click.Context(program)
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", found) for inner, found in command.commands.items())


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_help_has_an_example(name: str, cli: Run) -> None:
    """The help of each command shows at least one line that calls it."""
    ran = cli(*name.split(), "--help")
    options = ran.out.index("Options:")

    assert 0 == ran.code
    assert re.search(rf"^  varaamo-sync {name}\b", ran.out[:options], re.MULTILINE)


def examples(name: str) -> str:
    """Return the examples of a command, in all languages."""
    command, told = dict(commands())[name], []
    assert isinstance(command, SpokenCommand)
    for lang in LANGS:
        set_language_of_run(["--lang", lang])
        told.append(str(command.texts["examples"]))
    return "\n".join(told)


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_example_can_be_parsed(name: str) -> None:
    """An example of a help calls a command that there is, with options that it has."""
    context = click.Context(program)
    for line in re.findall(r"^\s*varaamo-sync (.+)$", examples(name), re.MULTILINE):
        words = re.findall(r'"[^"]*"|[^\s>&]+', line.partition(" >")[0])
        command: click.Command | None = program.get_command(context, words.pop(0))
        if isinstance(command, click.Group):
            command = command.get_command(context, words.pop(0))
        assert command is not None, line
        known = {option for param in command.params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_can_be_hushed_and_made_to_talk(name: str) -> None:
    """Each command takes -q and -v, and those of a group do."""
    command = dict(commands())[name]
    known = {option for param in command.params for option in param.opts}

    assert isinstance(command, click.Group) or {"-q", "--quiet", "-v", "--verbose"} <= known


def test_summaries_are_those_of_the_commands(cli: Run) -> None:
    """The list of commands, which imports none of them, names each once."""
    listed = re.findall(r"^  (\w[\w-]*)  ", cli("--help").out, re.MULTILINE)

    assert list(COMMANDS) == listed


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["explian"]])
def test_starting_imports_no_command_and_nothing_heavy(arguments: list[str]) -> None:
    """--version, --help and a misspelt command load of the library what starts it, and no rich."""
    code = (
        "import sys; from varaamo_sync_cli.main import run; "
        f"run({arguments}); print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "rich", "httpx", "sqlalchemy", "logging", "json", "babel", "dataclasses"}
    loaded = set(ran.stderr.split())
    ours = {name for name in loaded if name.startswith("varaamo_sync.")}

    assert set() == heavy & loaded
    assert {"varaamo_sync.startup"} == {".".join(name.split(".")[:2]) for name in ours}


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["valdate"], "validate"),
        (["validate", "--formt", "json"], "--format"),
        (["validate", "--level", "publis"], "publish"),
        (["validate", "--unit", "NUPX"], "NUP"),
        (["status", "--fail-on", "gaol"], "goal"),
        (["explain", "descripton-missing-fi"], "description-missing-fi"),
        (["validate", "HELSINKI", "--select", "descripton-missing-fi"], "description-missing-fi"),
        (["plan", "HELSINKI", "--target", "prod"], "production"),
        (["status", "HELSINKI", "--offline", "--target", "prod"], "production"),
        (["push", "HELSINKI", "--sandbox", "--allow", "NUPA2=3"], "NUP"),
        (["schema", "room"], "rooms"),
        (["sandbox", "serv"], "serve"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
@pytest.mark.usefixtures("english")
def test_a_near_name_is_named(cli: Run, helsinki: Path, arguments: list[str], meant: str) -> None:
    """A misspelt command, option, word, unit, rule, target or schema: the nearest is named."""
    ran = cli(*[str(helsinki) if word == "HELSINKI" else word for word in arguments])

    assert 2 == ran.code
    assert re.search(rf"Did you mean '?{meant}", ran.err), ran.err


@pytest.mark.usefixtures("english")
def test_a_near_key_of_a_room_is_named(cli: Run, started: Path) -> None:
    """A misspelt key of a room in the sandbox: the nearest one is named."""
    cli("push", started, "--sandbox", "-q")
    ran = cli("sandbox", "hours", "nup-esimerki", "--path", started)

    assert 2 == ran.code
    assert "Did you mean nup-esimerkki" in ran.err


@pytest.mark.parametrize("arguments", [("hours", "foo"), ("reset",)])
@pytest.mark.parametrize("folder", ["missing", "bare"])
def test_the_sandbox_of_no_catalogue_is_refused_and_not_made(
    cli: Run, tmp_path: Path, arguments: tuple[str, ...], folder: str
) -> None:
    """A folder that was mistaken for a catalogue is left as it is."""
    (tmp_path / "bare").mkdir()
    ran = cli("sandbox", *arguments, "--path", tmp_path / folder)

    assert 2 == ran.code
    assert "catalogue.yaml" in ran.err
    assert [] == [*tmp_path.rglob(".varaamo-sync")]


def test_the_sandbox_of_a_file_needs_no_catalogue(cli: Run, tmp_path: Path) -> None:
    """``--data`` names where it is."""
    ran = cli("sandbox", "reset", "--path", tmp_path, "--data", tmp_path / "own.db")

    assert 0 == ran.code


@pytest.mark.parametrize("code", ["nup", "NUPA", "Nup"])
def test_service_units_are_understood_as_in_files(cli: Run, helsinki: Path, code: str) -> None:
    """--unit takes what ``service_unit`` takes: any case, and the codes of the 2019 table."""
    ran = cli("validate", helsinki, "--unit", code, "--format", "json")

    units = {finding["service_unit"] for finding in json.loads(ran.out)["findings"]}
    assert units <= {"NUP"}


COLOUR = "\x1b["


@pytest.mark.parametrize("command", ["validate", "plan", "status", "doctor", "rules"])
def test_colour_is_asked_of_the_environment(
    command: str, cli: Run, helsinki: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FORCE_COLOR colours a pipe, NO_COLOR wins over it, and empty ones count for nothing."""
    where = [] if command == "rules" else [helsinki]
    target = ["--sandbox"] if command in ("plan", "status", "doctor") else []
    coloured = []
    for force, no in (("", ""), ("1", ""), ("1", "1"), ("", "1")):
        monkeypatch.setenv("FORCE_COLOR", force)
        monkeypatch.setenv("NO_COLOR", no)
        coloured.append(COLOUR in cli(command, *where, *target).out)

    assert [False, True, False, False] == coloured


def test_errors_are_coloured_by_the_same_rule(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes to stderr follows NO_COLOR and FORCE_COLOR, too."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    forced = cli("plan", tmp_path / "none")
    monkeypatch.setenv("NO_COLOR", "1")
    refused = cli("plan", tmp_path / "none")

    assert (True, False) == (COLOUR in forced.err, COLOUR in refused.err)


def test_json_is_never_coloured(cli: Run, helsinki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FORCE_COLOR leaves what programs read as it is."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    ran = cli("validate", helsinki, "--format", "json")

    assert COLOUR not in ran.out
    assert json.loads(ran.out)


@pytest.mark.usefixtures("english")
def test_quiet_keeps_notes_and_progress_down(cli: Run, helsinki: Path) -> None:
    """With -q, before the command or after it, stderr stays empty and only the result is told."""
    loud = cli("status", helsinki, "--as-of", "2019-06-05")
    before = cli("-q", "status", helsinki, "--as-of", "2019-06-05")
    after = cli("status", helsinki, "--as-of", "2019-06-05", "-q")
    pushed = cli("push", helsinki, "--sandbox", "-q")

    assert "note: no booking system is named" in loud.err
    assert ("", "", "") == (before.err, after.err, pushed.err)
    assert before.out == after.out
    assert loud.out.startswith(before.out)


def test_verbose_shows_what_is_done(cli: Run, started: Path) -> None:
    """-v tells the steps on stderr, -vv each request too, and the result stays as it is."""
    silent = cli("plan", started, "--sandbox", "--format", "json")
    verbose = cli("plan", started, "--sandbox", "--format", "json", "-v")
    wordy = cli("-vv", "plan", started, "--sandbox", "--format", "json")

    assert silent.out == verbose.out == wordy.out
    assert "" == silent.err
    assert "INFO varaamo_sync.sync" in verbose.err
    assert "DEBUG" not in verbose.err
    assert "DEBUG varaamo_sync.booking.retry: Venues, try 1: answered" in wordy.err


@pytest.mark.parametrize(
    ("arguments", "what", "fix"),
    [
        ("plan HERE --sandbox --url https://x.invalid", "More than one booking system", "Keep one"),
        ("status HERE --as-of 31.1.27", "“31.1.27” is not a day", "31.1.2027 or 2027-01-31"),
        ("status HERE --record --offline", "exclude each other", "Keep one"),
        ("template HERE/kir.yaml --catalogue HERE", "not the name of a workbook", ".xlsx"),
        ("export HERE --out HERE/none/a.xlsx", "cannot be written", "Name a file"),
        ("validate HERE --format json --output HERE/none/a", "cannot be written", "Name a file"),
        ("validate HERE --write-baseline HERE/none/a", "cannot be written", "Name a file"),
        ("validate HERE --baseline HERE/none", "The baseline", "--write-baseline"),
        ("push HERE --sandbox --plan HERE/kir.yaml", "is not a saved plan", "plan --out"),
        ("push HERE --sandbox --allow NUP", "“NUP”", "such as NUP=14"),
        ("unlock HERE", "No booking system is named", "Add --sandbox"),
        ("validate HERE/none", "is not a folder", "Name the folder"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_misuse_is_told_with_what_to_do(
    cli: Run, helsinki: Path, arguments: str, what: str, fix: str
) -> None:
    """A wrong call ends with 2, says what is wrong and what to do, and writes nothing."""
    before = (helsinki / "kir.yaml").read_bytes()
    ran = cli(*arguments.replace("HERE", str(helsinki)).split())

    asks = "--format json" in arguments
    assert (2, asks) == (ran.code, '"error"' in ran.out)
    assert asks or not ran.out
    assert what in ran.err
    assert fix in ran.err
    assert before == (helsinki / "kir.yaml").read_bytes()


@pytest.mark.parametrize("name", ["rooms", "status", "doctor", "varaamo"])
def test_a_schema_is_printed_as_it_was_published(cli: Run, name: str) -> None:
    """``schema NAME`` prints the file of the package, byte by byte, without a network."""
    file = f"{name}.graphql" if name == "varaamo" else f"{name}.schema.json"

    assert (ROOT / "schemas" / file).read_text(encoding="utf-8") == cli("schema", name).out


def test_every_schema_is_listed(cli: Run) -> None:
    """``schema`` alone lists every published schema with what it describes."""
    listed = dict(re.split(r"  +", line, maxsplit=1) for line in cli("schema").out.splitlines())
    files = {file.name.split(".")[0] for file in (ROOT / "schemas").iterdir()}

    assert files == set(listed)
    assert all(listed.values())


def completed(words: str) -> set[str]:
    """Return what the shell would offer for the last word, as bash asks for it."""
    ran = started_alone(
        _VARAAMO_SYNC_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split(" ")) - 1),
    )
    return {line.partition(",")[2] for line in ran.stdout.splitlines()}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("varaamo-sync st", {"status"}),
        ("varaamo-sync sandbox re", {"reset", "respa"}),
        ("varaamo-sync validate --fail", {"--fail-on"}),
        ("varaamo-sync validate --unit K", {"KIR", "KULP"}),
        ("varaamo-sync explain description-missing-s", {"description-missing-sv"}),
        ("varaamo-sync validate --select description-missing-s", {"description-missing-sv"}),
        ("varaamo-sync schema ca", {"catalogue"}),
    ],
)
def test_the_shell_completes(words: str, offered: set[str]) -> None:
    """Commands, options, words, rules and schemas are completed."""
    assert offered == completed(words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_given(shell: str) -> None:
    """``_VARAAMO_SYNC_COMPLETE=bash_source varaamo-sync`` prints what the shell is to read."""
    ran = started_alone(_VARAAMO_SYNC_COMPLETE=f"{shell}_source")

    assert "_VARAAMO_SYNC_COMPLETE" in ran.stdout
    assert 0 == ran.returncode
