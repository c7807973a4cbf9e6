"""Writing a page as one HTML file: no script, and no request to another host."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from functools import cache
from importlib import resources
from itertools import count
from typing import TYPE_CHECKING, Any

from varaamo_sync.model import Lang
from varaamo_sync.report.document import (
    REPORTED_SIGN,
    Chart,
    ColumnKind,
    Document,
    Items,
    Mark,
    Paragraph,
    Table,
    Tone,
)
from varaamo_sync.report.page.charts import draw_chart, legend_of
from varaamo_sync.report.page.links import href
from varaamo_sync.report.page.pages import Frame, Page, page_of
from varaamo_sync.words import Theme, spell_unseen

if TYPE_CHECKING:
    from jinja2 import Environment

_say = Theme("report/page")

_SIGNS = {
    Tone.PREPARED: "○",
    Tone.IN_PROGRESS: "◐",
    Tone.READY: "●",
    Tone.EARLIER: "◉",
    Tone.UNKNOWN: "?",
    Tone.GOOD: "✓",
    Tone.WARNING: "!",
    Tone.BAD: "✕",
}
"""What a tone is told by besides its colour; the words beside it say the same."""

_STAGES = {Tone.PREPARED, Tone.IN_PROGRESS, Tone.READY, Tone.EARLIER}
"""Tones that tell the stage of what is counted, as the heading of a column of numbers does."""

_OPEN_ROWS = 12
"""How many rows a table beside a chart may have to be shown without being asked for."""


def write_page(document: Document, frame: Frame | None = None) -> str:
    """Return a report as one self-contained HTML page.

    Args:
        document: The report.
        frame: What the board puts around it; a file has nothing around it.
    """
    return lay_out_page(page_of(document), document.day, frame)


def lay_out_page(page: Page, day: dt.date, frame: Frame | None = None) -> str:
    """Return a page as HTML.

    Args:
        page: What it says.
        day: The day that its charts mark as the day of the report.
        frame: What the board puts around it.
    """
    base = frame.base if frame else None
    ids = (f"chart-{number}" for number in count(1))
    template = _environment().get_template("page.html")
    return template.render(
        page=page,
        frame=frame or Frame(),
        style=_safe(_file("style.css")),
        policy=content_policy(),
        words=lambda code: _say(code, page.lang),
        link=lambda address: _address(page, address, base),
        draw=lambda chart: _drawn(chart, page.lang, next(ids), day),
    )


def content_policy() -> str:
    """Return what a page may do (Content-Security-Policy): be drawn by its own style."""
    digest = base64.b64encode(hashlib.sha256(_file("style.css").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _address(page: Page, link: str | None, base: str | None) -> str | None:
    anchor = page.anchors.get(link or "")
    return f"#{anchor}" if anchor else href(link, base)


def _drawn(chart: Chart, lang: Lang, id: str, today: dt.date) -> dict[str, Any]:
    """Return a chart and its legend as a template shows them."""
    entries = legend_of(chart, lang, id=f"{id}-legend", today=today)
    legend = [
        {"swatch": _safe(entry.swatch), "name": entry.name, "value": entry.value}
        for entry in entries
    ]
    return {"picture": _safe(draw_chart(chart, lang, id=id, today=today)), "legend": legend}


def _safe(markup: str) -> Any:
    """Return markup of our own, in which every text from outside is a text already."""
    from markupsafe import Markup

    return Markup(markup)  # noqa: S704  # the style is a file of ours, SVG escapes its texts


def _shown(value: Any) -> Any:
    """Return what a template shows: text without signs that act, or markup of our own."""
    return value if hasattr(value, "__html__") else spell_unseen(str(value))


def _kind(block: object) -> str:
    """Return by which macro a block is laid out."""
    kinds = {Paragraph: "paragraph", Items: "items", Table: "table", Chart: "chart"}
    return kinds.get(type(block), "facts")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals |= {
        "kind_of": _kind,
        "sign_of": lambda tone: _SIGNS.get(tone, ""),
        "is_numeric": lambda column: column.kind is not ColumnKind.TEXT,
        "is_stage": lambda tone: tone in _STAGES,
        "is_reported": lambda cell: cell.mark is Mark.REPORTED,
        "reported_sign": REPORTED_SIGN,
        "open_rows": _OPEN_ROWS,
    }
    return made


@cache
def _file(name: str) -> str:
    folder = resources.files("varaamo_sync.report.page").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")
