"""HTML: a text stays text, within an element and within the quotes of an attribute.

A page may be put where a code host reads it, so that texts call nobody here, either.
"""

from __future__ import annotations

from html import escape

from varaamo_sync.words import on_one_line
from varaamo_sync_cli.media.calls import part_calls
from varaamo_sync_cli.media.terminal import plain_for_terminal


def text_for_html(text: str) -> str:
    """Return a text as HTML shows it unchanged, on one line."""
    return escape(part_calls(plain_for_terminal(" ".join(text.split()))))


def code_for_html(text: str) -> str:
    """Return the same of a text to copy, whose blanks are part of it."""
    return escape(plain_for_terminal(on_one_line(text)))
