"""Terminals and logs of CI, and JSON: signs that do something are spelled as ``\\u001b``.

The spelling is that of JSON, where it stands for the same sign; so one door serves both. Colours
of our own pass, because they carry a mark that is drawn anew for each process: a text from outside
cannot know it.
"""

from __future__ import annotations

import os
import re
from typing import Any

import click

from varaamo_sync_cli.media.signs import spell_out

_OURS = f"\x1b[{int.from_bytes(os.urandom(6), 'big') + 10**14};"
"""Begins a control sequence of our own; click takes it for a colour where it takes colours out."""

_OUR_SEQUENCE = re.escape(_OURS) + "[0-9;?]*[A-Za-z]"


def plain_for_terminal(text: str) -> str:
    """Return a text that does nothing to a terminal, and opens no command of a CI log.

    Colours of ``paint`` and ``let_pass`` stay.
    """
    told = spell_out(text.replace("\r\n", "\n"), _spell, _OUR_SEQUENCE)
    return told.replace(_OURS, "\x1b[")


def paint(text: str, **style: Any) -> str:
    """Return a text in a colour or bold, for ``plain_for_terminal`` to let through."""
    return let_pass(click.style(spell_out(text, _spell), **style))


def let_pass(text: str) -> str:
    """Return a text whose control sequences ``plain_for_terminal`` lets through."""
    return text.replace("\r", "\x1b[1G").replace("\x1b[", _OURS)


def _spell(sign: str) -> str:
    return f"\\u{ord(sign):04x}"
