"""How much room a text takes, by the widths of a common sans-serif and some air.

A deck is read with fonts that are not known here, so the estimate is a little wide: what is told
to fit also fits in a font that runs wider.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from varaamo_sync.report.slides.text import base_of
from varaamo_sync.startup.lazy_pattern import lazy_pattern

LINE = 1.2
"""Height of a line, in sizes of its font."""

_AIR = 1.07
_BOLD = 1.07
_WIDTHS = {
    0.222: "ijl'",
    0.278: " !,./:;I[\\]ft|\xa0",
    0.333: '()-`r{}"–°',
    0.5: "JckxyzsvÿŠ",
    0.556: "0123456789abdeghnopqu?_#$L*^€”“",
    0.584: "+<=>~×",
    0.611: "FTZ",
    0.667: "ABEKPSVXY&",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "mM",
    0.889: "%æ",
    0.944: "W",
    1.015: "@—…œ",
}
_OF_SIGN = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_UNKNOWN, _WIDE = 0.75, 1.05
_PIECES = lazy_pattern("[ ]*[^ ]+|[ ]+$")


@lru_cache(maxsize=4096)
def _sign_width(sign: str) -> float:
    known = _OF_SIGN.get(sign)
    if known is not None:
        return known
    if unicodedata.east_asian_width(sign) in "WF":
        return _WIDE
    base = base_of(sign)
    return _OF_SIGN.get(base, _UNKNOWN) if base else 0.0


@lru_cache(maxsize=1 << 16)
def _width(text: str) -> float:
    return sum(map(_sign_width, text)) * _AIR


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in points.

    Args:
        text: The line.
        size: Size of the font in points.
        bold: Whether it is bold.
    """
    width = _width(text) * size
    return width * _BOLD if bold else width


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    r"""Return the lines that a text takes; together they are the text.

    Args:
        text: The text; ``\n`` ends a line.
        width: Room for a line in points.
        size: Size of the font in points.
        bold: Whether it is bold.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_line(paragraph, width, size, bold=bold)
        lines[-1] += "\n"
    lines[-1] = lines[-1].removesuffix("\n")
    return tuple(lines)


def _wrap_line(text: str, width: float, size: float, *, bold: bool) -> list[str]:
    lines, line, used = [], "", 0.0
    for piece in _PIECES.findall(text):
        takes = text_width(piece, size, bold=bold)
        if used + takes > width and line:
            lines.append(line)
            line, used = "", 0.0
        *full, rest = _break_word(piece, width, size, bold=bold) if takes > width else [piece]
        lines += full
        line += rest
        used += text_width(rest, size, bold=bold) if full else takes
    return [*lines, line]


def _break_word(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    parts, part, used = [], "", 0.0
    for sign in word:
        takes = text_width(sign, size, bold=bold)
        if used + takes > width and part:
            parts.append(part)
            part, used = "", 0.0
        part, used = part + sign, used + takes
    return [*parts, part]


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest word in points.

    Args:
        text: The text.
        size: Size of the font in points.
        bold: Whether it is bold.
    """
    width = _longest_word(text) * size
    return width * _BOLD if bold else width


@lru_cache(maxsize=1 << 16)
def _longest_word(text: str) -> float:
    return max(map(_width, text.split()), default=0.0)
