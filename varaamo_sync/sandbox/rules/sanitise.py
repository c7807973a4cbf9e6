"""What the server makes of texts; by its own means, so as not to share a client's mistake."""

from __future__ import annotations

import nh3

_RICH_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("p", "br", "div", "span", "pre", "ol", "ul", "li"),
    *("strong", "em", "u", "a"),
}


def rich(text: str) -> str:
    """Clean a description or an instruction (facts, section 4b).

    Tags that are not allowed go and their text stays, inside ``<script>`` too; of inline styles
    nothing is left; comments stay.
    """
    cleaned = nh3.clean(
        text,
        tags=_RICH_TAGS,
        attributes={"a": {"href", "target", "rel"}, "*": {"style"}},
        clean_content_tags=set(),
        strip_comments=False,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        filter_style_properties=set(),
    )
    return cleaned.replace(' style=""', "").replace(" style=''", "")


def bare(text: str) -> str:
    """Clean contact information: every tag goes (facts, section 3)."""
    return nh3.clean(text, tags=set(), clean_content_tags=set(), strip_comments=False)
