"""Texts as the booking system keeps them: trimmed and sanitised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from varaamo_sync.model import LANGS, Lang, Text
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "br", "div", "span", "ol", "ul", "li", "strong", "em", "u", "a", "pre")
TAGS = frozenset((*_HEADINGS, *_BLOCKS))
"""Tags that the server keeps; of all others the text stays (facts, section 4b)."""

_ATTRIBUTES = {"a": {"href", "target", "rel"}}  # styles are filtered to nothing by the server
_SCHEMES = {"http", "https", "mailto"}
_TAG = lazy_pattern(r"</?[A-Za-z][^<>]*>|<!--")
_PASSES = 20
"""How often a text is sanitised at most; two or three times are enough for nearly every one."""

_BLANK_LINES = lazy_pattern(r"\n\s*\n")


def stored_plain(text: str | None) -> str:
    """Return a plain text (a name, a search term) as the server keeps it: trimmed."""
    return (text or "").strip()


def stored_name(name: Text) -> Mapping[Lang, str]:
    """Return a name in every language as the server keeps it; empty where there is none."""
    return {lang: stored_plain(getattr(name, lang)) for lang in LANGS}


def stored_html(text: str | None) -> str:
    """Return a description or an instruction as the server keeps it.

    Without tags a text is plain: blank lines make paragraphs, line breaks ``<br>``. With tags it
    is HTML and passes the server's sanitiser.
    """
    stripped = (text or "").strip().replace("\r\n", "\n").replace("\r", "\n")
    if not stripped:
        return ""
    return _settled(_sanitiser(), stripped if _TAG.search(stripped) else _paragraphs(stripped))


@cache
def _sanitiser() -> Callable[[str], str]:
    """Return what cleans HTML as the server does; made once, for making it takes longest."""
    import nh3

    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        clean_content_tags=set(),
        link_rel=None,
        strip_comments=False,
    )
    return cleaner.clean


def stored_contact(text: str | None) -> str:
    """Return contact information as the server keeps it: every tag is stripped."""
    return _settled(_stripper(), (text or "").strip())


@cache
def _stripper() -> Callable[[str], str]:
    """Return what takes every tag out of a text; made once."""
    import nh3

    return nh3.Cleaner(tags=set(), clean_content_tags=set(), strip_comments=False).clean


def _settled(clean: Callable[[str], str], text: str) -> str:
    """Return a text that the server keeps to the letter when it is sent.

    The stored form is what we send, so the server trims and sanitises it once more; and a second
    time may change what the first has left: links within links, the space before a dropped tag.
    """
    for _ in range(_PASSES):
        before, text = text, clean(text).strip()
        if text == before:
            break
    return text


def _paragraphs(text: str) -> str:
    from html import escape  # with its tables of names, which nothing else needs

    blocks = (block.strip() for block in _BLANK_LINES.split(text))
    return "".join(
        f"<p>{'<br>'.join(escape(line.strip(), quote=False) for line in block.splitlines())}</p>"
        for block in blocks
        if block
    )
