"""Names that code hosts look for in what is shown: persons, issues, faces.

They look when Markdown and HTML are text already, where no backslash and no entity stands any more.
So such a name is parted from its sign by a blank that has no width.
"""

from __future__ import annotations

import re

from varaamo_sync.startup.lazy_pattern import lazy_pattern

NOTHING_SEEN = "\N{ZERO WIDTH SPACE}"

_CALLING = lazy_pattern(
    r"""
    (?<=@)(?=\S)                          # tells somebody; an address of mail becomes a link
    | (?<=[\#!&])(?=\d) | (?<=GH-)(?=\d)  # tells an issue that it was named
    | (?<!\d:)(?<=:)(?=[\w+-]+:)          # becomes a picture of a face
    """,
    re.VERBOSE | re.IGNORECASE,
)


def part_calls(text: str) -> str:
    """Return a text in which no sign stands before the name of whom or what it calls."""
    return _CALLING.sub(NOTHING_SEEN, text)
