"""What pages say of themselves: that lists are folded, and that entries are left out."""

from __future__ import annotations

from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.page.blocks import Line, PageWords

word = Theme("commands/pages")


def own_words(lang: Lang, *whole: Line) -> PageWords:
    """Return what a page says of itself.

    Args:
        lang: The language.
        *whole: Lines that tell how all of it is seen.
    """
    return PageWords(
        lang=lang,
        fold=lambda count: word("fold", lang, count=count),
        left_out=lambda count: word("left_out", lang, count=count),
        too_long=lambda count: ((word("too_long", lang, count=count),), *whole),
    )
