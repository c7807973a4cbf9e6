"""The tutorial of workbooks: every command that it shows is run, in order."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import ROOT, Run
from tests.cli.test_workbooks import fill
from varaamo_sync.workbooks import read_form

PAGE = (ROOT / "docs" / "tutorial" / "workbooks.md").read_text(encoding="utf-8")


def test_the_tutorial_runs(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command does what the page says, between what a person does by hand."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    codes: list[tuple[str, int]] = []
    for line in re.findall(r"^\$ (.+)$", PAGE, re.MULTILINE):
        program, *arguments = shlex.split(line)
        if program == "cp":
            shutil.copytree(arguments[1], arguments[2])
            continue
        if line.startswith("varaamo-sync import korjattavaa"):
            fill(Path("korjattavaa.xlsx"), {"Pisin varausaika": "4 h", "Pinta-ala (m²)": 40})
        ran = cli(*arguments)
        codes.append((arguments[0], ran.code))
        if arguments[0] == "template":
            fill(
                Path(arguments[-1]),
                dict(re.findall(r"^\| (\w.*?) \| (.+?) \|$", PAGE, re.MULTILINE)[1:]),
            )
        if arguments[0] == "import" and "--dry-run" not in arguments:
            assert "nup-arabia-pelitila" in ran.out
        if arguments[0] == "import" and "nuorisotilat.xlsx" in arguments:
            assert "“1,5 t” → 1 h 30 min" in ran.out
            assert 2 == ran.out.count("virhe:")

    marked = load_workbook("korjattavaa.xlsx")
    assert "Korjattavaa" == marked.sheetnames[0]
    assert [
        ("reference", 0), ("template", 0), ("import", 1), ("import", 1), ("validate", 1),
        ("annotate", 1), ("import", 0), ("push", 1),
    ] == codes  # fmt: skip


def test_the_mapping_file_of_the_tutorial_is_one(tmp_path: Path) -> None:
    """The mapping file that the page shows can be read."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    file = tmp_path / "form.yaml"
    file.write_text(text, encoding="utf-8")

    assert "our-form" == read_form(file).name
