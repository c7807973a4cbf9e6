"""The lines that install the program name what there is to install."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.docs.pages import DOCS, ROOT

_LINE = re.compile(r'(?:uv tool|pipx) install (?:--force )?"([^"]+)"')
_FILE = re.compile(r"(?:varaamo_sync-[\d.]+-py3-none-any|[A-Z]+)\.whl\[(\w+)\]")
PAGES = [DOCS / "how-to" / "install.md", DOCS / "tutorial" / "asennus.md", ROOT / "README.md"]
SYSTEMS = ("Windows", "macOS", "Linux")


def lines(page: Path) -> list[str]:
    """Return what is installed by the lines of a page."""
    return _LINE.findall(page.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_installed_is_this_program_with_extras_that_there_are(page: Path) -> None:
    """Each line is a requirement that pip understands, or a wheel as it is called."""
    found = lines(page)

    assert len(found) >= 1
    for line in found:
        if name := _FILE.fullmatch(line):
            assert "all" == name[1]
        else:
            wanted = Requirement(line)
            assert ("varaamo-sync", {"all"}) == (wanted.name, wanted.extras)
            assert str(wanted.url).startswith("git+https://")


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_a_page_begins_with_a_line_for_each_system(page: Path) -> None:
    """Before anything else stands what one types on Windows, macOS and Linux."""
    first = page.read_text("utf-8").split("\n\n")[1]
    table = [row for row in first.splitlines() if row.startswith("| ")]

    assert len(SYSTEMS) == len(table) - 2
    for system, row in zip(SYSTEMS, table[2:], strict=True):
        assert row.startswith(f"| {system}")
        assert _LINE.search(row)
