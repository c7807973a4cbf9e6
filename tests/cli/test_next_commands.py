"""What to type next can be copied: no command is broken, however narrow the terminal."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run, copy_of_example
from varaamo_sync_cli.console.typed_commands import as_typed
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.workspace.access.command_line import typed_at, typed_for
from varaamo_sync_cli.workspace.access.targets import Choice, Place

ROWS = [("varaamo-sync validate tilat", "mitä puuttuu"), ("varaamo-sync [x]", "muuta")]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            100,
            "  varaamo-sync validate tilat  mitä puuttuu\n  varaamo-sync [x]             muuta\n",
        ),
        (
            40,
            "  mitä puuttuu:\n    varaamo-sync validate tilat\n  muuta:\n    varaamo-sync [x]\n",
        ),
    ],
)
def test_a_command_stays_whole(
    columns: int,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Reasons stand beside the commands where there is room, else above them."""
    monkeypatch.setenv("COLUMNS", str(columns))

    write_commands("Seuraavaksi", ROWS)

    assert f"\nSeuraavaksi\n{expected}" == capsys.readouterr().out


def test_a_folder_is_typed_as_one_word() -> None:
    """A name with a blank stands in quotes that every shell understands."""
    assert ("tilat", '"omat tilat"') == (as_typed("tilat"), as_typed("omat tilat"))


@pytest.mark.parametrize("word", ["a$b c", "a`b` c", 'a"b', "a\\b c"])
def test_what_a_shell_would_act_on_stays_as_it_is(word: str) -> None:
    """A POSIX shell reads each word back to the letter."""
    assert word == shlex.split(as_typed(word))[0]


@pytest.mark.parametrize(
    "store", ["postgresql://aino:SALA@h/d", "postgresql://aino:SALA", "x:SALA"]
)
def test_no_address_of_a_store_is_shown_in_a_command(store: str) -> None:
    """Whatever it looks like; of a file it is shown, so that the command can be typed again."""
    place = Place(Path("tilat"), Choice(sandbox=True, target=None, url=None), store)
    file = replace(place, store="sqlite:///muisti.db")

    assert "varaamo-sync plan tilat --sandbox --store ADDRESS" == typed_at(place, "plan")
    assert "SALA" not in typed_for(place)("push") + typed_for(place)("pull")
    assert typed_at(file, "plan").endswith("--store sqlite:///muisti.db")


def test_only_results_are_told_where_only_they_are_wanted(cli: Run, tmp_path: Path) -> None:
    """With ``-q`` no command says what to type next."""
    folder = copy_of_example(tmp_path)
    commands: tuple[tuple[object, ...], ...] = (
        ("validate", folder),
        ("status", folder, "--sandbox"),
        ("report", folder, "--sandbox", "--out", tmp_path / "r.md"),
        ("goal", "list", ROOT / "examples" / "helsinki", "--year", "2027"),
    )
    for command in commands:
        told, hushed = cli(*command).out, cli(*command, "-q").out

        assert hushed
        assert "euraavaksi" in told
        assert "euraavaksi" not in hushed
