"""Pages as axe-core sees them in a headless Chromium, on a telephone and on a large screen."""

import re
from importlib import resources
from typing import Any

import pytest

from tests.board.boards import ask, of_a_year, of_two_rooms
from tests.report.browser import WIDTHS, look_at, needs_browser
from tests.report.documents import DAY, texts_replaced, tilavaraus
from tests.report.test_charts import EXTREMES
from tests.report.test_page import HOSTILE
from varaamo_sync.report.page import Page, PagePart, lay_out_page, write_page

CHARTS = Page(
    lang="fi",
    title="Kaaviot",
    subtitle="",
    facts=(),
    parts=tuple(
        PagePart(id=f"part-{number}", heading=name, blocks=(EXTREMES[name],))
        for number, name in enumerate(EXTREMES)
    ),
)
PAGES = {
    "report": write_page(tilavaraus()),
    "charts": lay_out_page(CHARTS, DAY),
    "hostile": write_page(texts_replaced(tilavaraus(), HOSTILE)),
    "unit": ask(of_a_year(), "/units/nup").text,
    "room": ask(of_two_rooms(HOSTILE), "/rooms/nup-a").text,
    "missing": ask(of_a_year(), "/nowhere").text,
}

BAD = (
    "<html><head></head><body><p style='color:#bbb;white-space:nowrap'>"
    f"{'pale ' * 100}</p><script>window.ran = 1</script></body></html>"
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what the browser found, once for all tests."""
    return look_at({**PAGES, "bad": BAD}, tmp_path_factory.mktemp("browser"))


@needs_browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everybody(
    found: dict[str, dict[str, Any]], name: str, width: int
) -> None:
    """axe-core finds nothing, nothing is wider than the screen, and no script of a text ran."""
    seen = found[f"{name} {width}"]

    assert [] == seen["violations"]
    assert 20 < seen["rules"]
    assert seen["overflow"] <= 0
    assert not seen["ran"]


@needs_browser
def test_what_is_wrong_would_be_found(found: dict[str, dict[str, Any]]) -> None:
    """A page without a title, with pale text, a wide line and a script is told of."""
    seen = found["bad 320"]

    assert {"document-title", "html-has-lang", "color-contrast"} <= {
        one.partition(":")[0] for one in seen["violations"]
    }
    assert seen["overflow"] > 0
    assert seen["ran"]


TEMPLATES = resources.files("varaamo_sync.report.page") / "templates"
ROOTS = re.findall(r":root \{(.*?)\}", (TEMPLATES / "style.css").read_text("utf-8"), re.DOTALL)
SCHEMES = dict(zip(("light", "dark"), ROOTS, strict=True))


def luminance(colour: str) -> float:
    """Return how bright a colour is, as WCAG reckons it."""
    long = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
    parts = [int(long[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["ground", "faint"])
def test_texts_stand_out_in_the_light_and_in_the_dark(scheme: str, ground: str) -> None:
    """Every colour of a text has 4.5 : 1 against what it stands on (WCAG 2.2, 1.4.3)."""
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]+);", SCHEMES[scheme]))
    below = luminance(colours[ground])

    for name in ("ink", "soft", "link", "good", "warning", "bad"):
        low, high = sorted((below, luminance(colours[name])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, name
