"""The tutorial of workbooks: every command is run, and shows what the page shows."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import ROOT, Run
from tests.cli.test_workbooks import fill
from varaamo_sync.workbooks import read_form

PAGE = (ROOT / "docs" / "tutorial" / "workbooks.md").read_text(encoding="utf-8")
HOME = "/home/me"
"""The folder of the page."""


def _tables() -> list[list[tuple[str, ...]]]:
    """Return the rows of the tables of the page, without their heads."""
    found = []
    for table in re.findall(r"(?:^\|.*\|\n)+", PAGE, re.MULTILINE):
        rows = [tuple(row[2:-2].split(" | ")) for row in table.splitlines()]
        found.append(rows[2:])
    return found


def _commands() -> Iterator[tuple[str, str, int]]:
    """Yield commands with what the page shows of their output, and the exit code that it tells."""
    blocks = r"(?:^<!-- ends with (\d+) -->\n)?^```console\n(.*?)^```"
    for code, block in re.findall(blocks, PAGE, re.DOTALL | re.MULTILINE):
        for command, shown in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            yield command, shown, int(code or 0)


def _like(shown: str) -> re.Pattern[str]:
    """Return what matches an output of which ``…`` leaves lines out."""
    lines = (
        r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in shown.splitlines()
    )
    return re.compile("".join(lines))


def test_the_tutorial_runs(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command shows what the page shows, between what a person does by hand."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    first, second, listed, mended = _tables()
    for command, shown, code in _commands():
        program, *arguments = shlex.split(command)
        if program == "cp":
            shutil.copytree(arguments[1], arguments[2])
            continue
        if "import korjattavaa.xlsx" in command:
            fill(Path("korjattavaa.xlsx"), _typed(mended))
        ran = cli(*arguments)
        if arguments[0] == "template":
            fill(Path(arguments[-1]), _typed(first), _typed(second))
        said = f"{ran.out}{ran.err}".replace(str(tmp_path), HOME)

        assert code == ran.code, said
        assert _like(shown).fullmatch(said if said.endswith("\n") else f"{said}\n"), said

    report = load_workbook("korjattavaa.xlsx")["Korjattavaa"]
    lines = [tuple(str(cell.value) for cell in row[:3]) for row in report.iter_rows(min_row=4)]
    assert set(listed) <= set(lines)
    assert 12 == len(lines)


def _typed(rows: list[tuple[str, ...]]) -> dict[str, str | int]:
    """Return what a table tells to write, as a spreadsheet program takes it."""
    return {header: int(text) if text.isdigit() else text for header, text in rows}


def test_the_mapping_file_of_the_tutorial_is_one(tmp_path: Path) -> None:
    """The mapping file that the page shows can be read."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    file = tmp_path / "form.yaml"
    file.write_text(text, encoding="utf-8")

    assert "our-form" == read_form(file).name
