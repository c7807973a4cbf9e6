"""What a second machine, or a successor, is offered at the end of a pull."""

from __future__ import annotations

import click

from varaamo_sync.model import Lang
from varaamo_sync.sync import LeftReason, Takeover
from varaamo_sync.words import Theme

line = Theme("commands/pull")


def write_offer(taken: Takeover, command: str, lang: Lang) -> None:
    """Say how rooms come in that were pushed elsewhere; nothing where there are none."""
    count = sum(item.reason is LeftReason.UNLISTED for item in taken.left)
    if count:
        click.echo(line("offer", lang, count=count, command=command))
