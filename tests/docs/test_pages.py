from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, Page

RENEWING = os.environ.get("VARAAMO_SYNC_DOCS") == "renew"

ELSEWHERE = {
    "reference/names.md": "tests/test_names.py",
}
"""Pages that a test of their own runs."""

PAGES = sorted(
    path
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).as_posix() not in ELSEWHERE
    and any(f"```{language}" in path.read_text("utf-8") for language in ("console", "python"))
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_what_a_page_says_happens(opened: Callable[[Path], Page], path: Path) -> None:
    """Every command and snippet of a page runs in order, and shows what the page shows.

    VARAAMO_SYNC_DOCS=renew writes today's outputs into the pages instead.
    """
    page = opened(path)
    if RENEWING:
        page.renew()
    else:
        page.run()
