"""The tutorial of workbooks; ``tests/docs`` runs its commands."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import ROOT
from varaamo_sync.workbooks import read_form

PAGE = (ROOT / "docs" / "tutorial" / "workbooks.md").read_text(encoding="utf-8")


def test_the_mapping_file_of_the_tutorial_is_one(tmp_path: Path) -> None:
    """The mapping file that the page shows can be read."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    file = tmp_path / "form.yaml"
    file.write_text(text, encoding="utf-8")

    assert "our-form" == read_form(file).name
