"""Elements of SVG as text."""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from varaamo_sync.words import spell_unseen


def element(name: str, *inside: str, **attributes: str | float | None) -> str:
    """Return an element.

    Args:
        name: Its name.
        inside: Elements and texts within it, the texts made by ``text_of``.
        attributes: Its attributes; ``_`` stands for ``-``, and one that is ``None`` is left out.
    """
    told = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_written(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def text_of(text: str) -> str:
    """Return a text as an element holds it: it opens no element, and no sign of it acts."""
    return escape(spell_unseen(text))


def share(part: float | Decimal) -> str:
    """Return a part of the whole width, so that texts keep their size however wide it is."""
    return f"{_written(float(part) * 100)}%"


def _written(value: str | float) -> str:
    if isinstance(value, str):
        return spell_unseen(value)
    return f"{value:.2f}".rstrip("0").rstrip(".")
