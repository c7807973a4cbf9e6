"""What to type next can be copied: no command is broken, however narrow the terminal."""

import pytest

from varaamo_sync_cli.render.next_commands import typed_folder, write_commands

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
    assert ("tilat", '"omat tilat"') == (typed_folder("tilat"), typed_folder("omat tilat"))
