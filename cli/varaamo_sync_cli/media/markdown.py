"""Markdown as code hosts read it: a text stays text, and fetches, links and tells nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import on_one_line
from varaamo_sync_cli.media.calls import NOTHING_SEEN, part_calls
from varaamo_sync_cli.media.terminal import plain_for_terminal

_SPECIAL = lazy_pattern(
    r"""
    [\\`*_{}\[\]#|~$]            # marks of a span, a heading, a table, a formula
    | &(?=\#?\w+;)                 # a character by its name
    | (?<=[A-Za-z]):(?=//)         # an address becomes a link by itself
    | (?<=www)\.                   # so does this
    | ^[-+=](?=\s|$|[-=])          # a list, a line, a heading under which this stands
    | ^/                           # GitLab does what a line such as /close says
    | (?<=^\d)[.)](?=\s|$) | (?<=^\d\d)[.)](?=\s|$) | (?<=^\d\d\d)[.)](?=\s|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_IN_CODE = lazy_pattern(r"[`|<>&]")


def escape(text: str) -> str:
    """Return a text as Markdown shows it unchanged, on one line."""
    told = _SPECIAL.sub(r"\\\g<0>", part_calls(plain_for_terminal(" ".join(text.split()))))
    told = told.replace("<", "&lt;").replace(">", "&gt;")
    return told.replace(NOTHING_SEEN, f"&#{ord(NOTHING_SEEN)};")


def code(text: str) -> str:
    """Return a name as code; what would end it or the cell of its table is left out."""
    return f"`{_NOT_IN_CODE.sub('', plain_for_terminal(' '.join(text.split()))) or '?'}`"


def typed(text: str) -> str:
    """Return a command as code with nothing left out; it stands in no table."""
    told = plain_for_terminal(on_one_line(text))
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", told)), default=0))
    edge = " " if told[:1] in ("`", " ") or told[-1:] in ("`", " ") else ""
    return f"{fence}{edge}{told}{edge}{fence}"


def code_block(language: str, lines: Iterable[str]) -> list[str]:
    """Return lines as a block of code, whose fence is longer than any in it."""
    block = [plain_for_terminal(on_one_line(line)) for line in lines]
    longest = max((len(run) for line in block for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *block, fence]


def in_html(text: str) -> str:
    """Return a text for the inside of an element that stands in Markdown."""
    told = part_calls(plain_for_terminal(" ".join(text.split())))
    return re.sub(r"[^\w -]|_", lambda sign: f"&#{ord(sign.group())};", told)
