"""Plain values as YAML text that both our parsers read the same way.

A text is written without quotes only where no reader of YAML could take it for anything else;
every other text is written as JSON would, which is YAML, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from varaamo_sync.startup.lazy_pattern import lazy_pattern

WIDTH = 110
"""Columns up to which a mapping or a list stays on one line."""

_PLAIN = lazy_pattern(r"[^\W\d_][\w .,/()&%€²–'+-]*", re.UNICODE)
_PLAIN_IN_FLOW = lazy_pattern(r"[^\W\d_][\w ./()&%€²–'+-]*", re.UNICODE)
_KEY = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_]*")
_ID = lazy_pattern(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)+")
_DURATION = lazy_pattern(r"\d{1,5} (?:h|min|d)(?: \d{1,2} min)?")
_TIMES = lazy_pattern(r"\d\d:\d\d-\d\d:\d\d(?: next day)?")
_TAKEN = lazy_pattern(
    r"(?:y|yes|n|no|true|false|on|off|null|none|nan|inf|\.inf|\.nan|~)", re.IGNORECASE
)
_LINE = lazy_pattern(
    r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\r\t]*"
)
_ESCAPED = lazy_pattern("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(value: Any, *, flow: bool = False, quote: str = "") -> str:
    """Return a scalar on one line.

    Args:
        value: Text, number, boolean or ``None``.
        flow: Whether it stands within ``[…]`` or ``{…}``.
        quote: Quotation mark that a text is to have, where it can.
    """
    return _text(value, flow=flow, quote=quote) if isinstance(value, str) else _word(value)


@lru_cache(maxsize=65_536)  # of texts alone: 25.5 and 25.50 are equal, and are not written alike
def _text(text: str, *, flow: bool, quote: str) -> str:
    if quote == "'" and _LINE.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    if not quote and is_plain(text, flow=flow):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _word(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Tell whether a text needs no quotes."""
    if not text or text != text.strip() or _TAKEN.fullmatch(text):
        return False
    if _ID.fullmatch(text):
        return True
    if _DURATION.fullmatch(text) or _TIMES.fullmatch(text):
        return True
    if "  " in text or text.endswith(("-", ".inf")) or not text.isprintable():
        return False
    return bool((_PLAIN_IN_FLOW if flow else _PLAIN).fullmatch(text))


@lru_cache(maxsize=1024)
def key(name: Any) -> str:
    """Return a key of a mapping."""
    text = str(name)
    return text if _KEY.fullmatch(text) and not _TAKEN.fullmatch(text) else scalar(text, flow=True)


def flow(value: Any) -> str:
    """Return a value on one line: ``{fi: Sali}``, ``[Piano, Tuolit]``."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, flow=True)


def after_colon(value: Any, indent: int, used: int) -> list[str]:
    """Return the lines of a value that stands after a key and a colon.

    Args:
        value: The value.
        indent: Column of the key.
        used: Columns of the first line that are used already.

    Returns:
        What follows the colon, without it, and further lines with their whole indentation.
    """
    if isinstance(value, str):
        text = literal(value, indent + 2) if "\n" in value else None
        return [f" {text[0]}", *text[1:]] if text else [f" {scalar(value)}"]
    line = flow(value)
    fits = used + len(line) < WIDTH and "\\n" not in line  # a text of several lines is a block
    if fits or not isinstance(value, dict | list | tuple) or not value:
        return [f" {line}"]
    if isinstance(value, dict):
        return ["", *entries(value, indent + 2)]
    return ["", *items(value, indent + 2)]


def entries(values: Mapping[Any, Any], indent: int) -> list[str]:
    """Return the lines of a mapping in block style."""
    lines: list[str] = []
    for name, value in values.items():
        head = " " * indent + key(name) + ":"
        first, *rest = after_colon(value, indent, len(head))
        lines += [head + first, *rest]
    return lines


def items(values: Sequence[Any], indent: int) -> list[str]:
    """Return the lines of a list in block style."""
    lines: list[str] = []
    for value in values:
        if isinstance(value, dict) and value and len(flow(value)) > WIDTH - indent:
            first, *rest = entries(value, indent + 2)
            lines += [" " * indent + "- " + first.lstrip(" "), *rest]
        else:
            lines.append(" " * indent + "- " + flow(value))
    return lines


def literal(text: str, indent: int) -> list[str] | None:
    """Return a text of several lines as a block (``|``), or ``None`` where it cannot be one."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if len(lines) < 2 or text.endswith("\n\n") or not all(map(_LINE.fullmatch, lines)):
        return None
    if any(line != line.rstrip() for line in lines) or not lines[0] or lines[0][0] in " #":
        return None
    head = "|" if text.endswith("\n") else "|-"
    return [head, *(" " * indent + line if line else "" for line in lines)]
