import re
from pathlib import Path

from benchmarks.scale.page import Figures, page

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "scale.md"
FOUND = Figures(
    cities=300,
    rooms=100,
    workers=4,
    jobs=4,
    arrived=299,
    doubles=1,
    first=600.0,
    again=60.0,
    first_work=300.0,
    again_work=30.0,
    megabytes=120.0,
    taken_up=35.0,
    recovered=40.0,
    store=60_000_000,
    tries=7,
)


def shape(text: str) -> list[str]:
    """Return the headings of a page, and what its tables measure."""
    return re.findall(r"^#+ .*$|^\| [a-z].*? \|", text, re.MULTILINE)


def test_the_page_of_many_cities_is_one_that_was_measured() -> None:
    """The page has what ``make bench-scale`` writes, and tells of cities that did not arrive."""
    written = page(FOUND)

    assert shape(PAGE.read_text("utf-8")) == shape(written)
    assert "| cities that arrived whole | 299 of 300 |" in written
    assert "| all rooms for the first time | 600 s |" in written
    assert "| processor time of workers | 2.8 h | 0.3 h |" in written
    assert not FOUND.sound
