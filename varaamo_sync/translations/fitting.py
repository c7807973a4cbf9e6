"""Whether a translation fits where it is to stand: its tags, its length, its signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from varaamo_sync.stored_form import stored_html, stored_plain
from varaamo_sync.translations.tags import is_nested, lost_and_gained
from varaamo_sync.translations.texts import CatalogueText

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Signs that no XML, no spreadsheet and no booking system takes."""

Misfit = tuple[str, dict[str, object]]
"""A rule, and the values of its message."""


def misfits(source: CatalogueText, translation: str) -> Iterator[Misfit]:
    """Yield why a translation does not fit its source, or the field that it is for."""
    sign = UNWRITABLE.search(translation)
    if sign:
        yield "translation-sign", {"code": f"U+{ord(sign[0]):04X}"}
        return
    finnish = source.text.fi or ""
    lost, gained = lost_and_gained(finnish, translation)
    if lost or gained:
        words = {"lost": " ".join(lost) or "–", "gained": " ".join(gained) or "–"}
        yield "translation-tags", {**words}
    elif is_nested(finnish) and not is_nested(translation):
        yield "translation-tags-crossed", {}
    length = stored_length(source, translation)
    if source.limit is not None and length > source.limit:
        yield "translation-too-long", {"length": length, "limit": source.limit}


def stored_length(source: CatalogueText, text: str) -> int:
    """Return how long a text is as the booking system keeps it in the field of another."""
    return len(stored_html(text)) if source.is_html else len(stored_plain(text))
