"""What people read fits the columns that there are, in a pipe as on a terminal."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run
from varaamo_sync.model import LANGS, Lang
from varaamo_sync_cli.render.rich_console import print_line, quote

COMMANDS = (
    ("plan", "--unit", "KIR"),
    ("plan", "--unit", "NUP"),
    ("push", "--unit", "KIR"),
    ("push", "--unit", "KIR", "--full"),
    ("pull", "--unit", "KIR", "--dry-run"),
)


@pytest.mark.parametrize("lang", LANGS)
def test_sentences_break_between_words_where_there_are_few_columns(
    lang: Lang, cli: Run, helsinki: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``COLUMNS=40`` holds for a plan, a push and a pull, and takes no word away.

    A line is longer where a command is, which is copied whole, or a single word.
    """
    monkeypatch.chdir(helsinki)
    for name, *options in COMMANDS:
        asked = (name, ".", "--sandbox", "--lang", lang, *options)
        monkeypatch.setenv("COLUMNS", "40")
        narrow = cli(*asked).out.splitlines()
        too_long = [
            line
            for line in narrow
            if cell_len(line) > 40 and len(line.split()) > 1 and "varaamo-sync" not in line
        ]

        assert narrow
        assert [] == too_long, name
        assert [] == [line for line in narrow if line != line.rstrip()]
        assert [line for line in narrow if "varaamo-sync" in line and "--sandbox" in line]


def test_nothing_is_lost_by_breaking(
    cli: Run, helsinki: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of a narrow plan are those of one in 80 columns, where lines stay whole."""
    asked = ("plan", helsinki, "--sandbox", "--unit", "KIR", "--full", "--lang", "fi")
    said = []
    for columns in ("40", "79"):
        monkeypatch.setenv("COLUMNS", columns)
        said.append(cli(*asked).out.split())

    assert said[0] == said[1]


@pytest.mark.parametrize("columns", ["40", "100"])
def test_a_word_between_colons_is_no_picture(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name is shown as it is written, in few columns as in many."""
    monkeypatch.setenv("COLUMNS", columns)
    print_line(quote("Juhlasali :tada: ja keittiö, joista toinen on [alakerrassa]"))

    said = capsys.readouterr().out.split()
    assert ["Juhlasali", ":tada:", "ja"] == said[:3]
    assert "[alakerrassa]" == said[-1]
