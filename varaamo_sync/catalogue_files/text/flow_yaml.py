"""YAML in flow style, ``{…}`` and ``[…]``, as people write it on a line or a few."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""\s*(?:(?P<mark>[\[\]{},:])"""
    r"""|"(?P<double>[^"\\]*)"|(?P<escaped>"(?:[^"\\]|\\.)*")|'(?P<single>(?:[^']|'')*)'"""
    r"""|(?P<plain>(?:[^\s\[\]{},"'#&*!|>%@`?:-]|-(?=[^\s,\[\]{}]))"""
    r"""(?:[^\[\]{},:\n#]|:(?![\s,\[\]{}]))*))""",
    re.DOTALL,
)


class Flow(NamedTuple):
    """A value in flow style.

    Attributes:
        start: Where it begins.
        children: What it holds by name: where the key begins, and the value.
    """

    start: int
    children: dict[str | int, tuple[int, Flow | None]]


class _Odd(Exception):
    """Something that is YAML perhaps, but nothing that is read here."""


@lru_cache(maxsize=64)
def read_flow(text: str) -> Flow | None:
    """Read the value that a text begins with; thousands of rooms write the same few.

    Returns:
        The value, or ``None`` for what a real parser should look at: anchors, tags, comments,
        odd keys, escapes in keys.
    """
    try:
        return _value(text, 0)[0]
    except (_Odd, RecursionError):
        return None


def _value(text: str, offset: int) -> tuple[Flow, int]:
    token = _next(text, offset)
    start = _start(token)
    if token["mark"] == "[":
        return _items(text, start)
    if token["mark"] == "{":
        return _entries(text, start)
    if token["mark"]:
        raise _Odd
    return Flow(start, {}), token.end()


def _items(text: str, start: int) -> tuple[Flow, int]:
    flow = Flow(start, {})
    token = _next(text, start + 1)
    while token["mark"] != "]":
        value, offset = _value(text, _start(token))
        flow.children[len(flow.children)] = value.start, value
        token = _comma(text, offset, "]")
    return flow, token.end()


def _entries(text: str, start: int) -> tuple[Flow, int]:
    flow = Flow(start, {})
    token = _next(text, start + 1)
    while token["mark"] != "}":
        name = next((token[kind] for kind in ("plain", "double", "single") if token[kind]), None)
        key, offset = _start(token), token.end()
        value: Flow | None = None
        token = _next(text, offset)
        if name is None or name.rstrip() in flow.children:
            raise _Odd
        if token["mark"] == ":":
            offset = token.end()
            token = _next(text, offset)
            if token["mark"] not in ("}", ","):
                value, offset = _value(text, offset)
        flow.children[name.rstrip()] = key, value
        token = _comma(text, offset, "}")
    return flow, token.end()


def _comma(text: str, offset: int, closing: str) -> re.Match[str]:
    """Return the token after a comma, or the closing bracket."""
    token = _next(text, offset)
    if token["mark"] == ",":
        return _next(text, token.end())
    if token["mark"] != closing:
        raise _Odd
    return token


def _next(text: str, offset: int) -> re.Match[str]:
    token = _TOKEN.match(text, offset)
    if token is None:
        raise _Odd
    return token


def _start(token: re.Match[str]) -> int:
    return token.end() - len(token.group().lstrip())
