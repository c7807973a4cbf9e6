"""The door to the deck: python-pptx is imported behind it, and only when slides are written."""

from __future__ import annotations

from varaamo_sync.extras import needing
from varaamo_sync.report.document import Document


def write_slides(document: Document, template: bytes | None = None) -> bytes:
    """Return a document as a deck (.pptx); the same document gives the same bytes.

    Args:
        document: What to tell.
        template: A presentation or template (.pptx, .potx) whose layouts and colours the deck
            takes; its slides are left out. ``None`` for a design of our own.

    Raises:
        ExtraMissing: The extra ``slides`` is not installed.
        UsageError: The template cannot be used.
    """
    with needing("slides"):
        from varaamo_sync.report.slides.drawing.deck import draw_deck
    return draw_deck(document, template)
