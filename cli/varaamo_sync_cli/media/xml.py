"""XML: what it cannot hold is left out, and what would do something on a screen is spelled."""

from __future__ import annotations

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync_cli.media.terminal import plain_for_terminal

_FORBIDDEN = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_for_xml(text: str) -> str:
    """Return a text that an element or an attribute can hold, for a person to read."""
    return plain_for_terminal(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
