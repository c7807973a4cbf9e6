"""Workflow commands of GitHub Actions: one a line, and none within what it tells."""

from __future__ import annotations

from varaamo_sync_cli.media.terminal import plain_for_terminal

_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_TEXT | {":": "%3A", ",": "%2C"}


def command(name: str, text: str, **properties: str) -> str:
    """Return a workflow command.

    Args:
        name: What is to be done, such as ``error``.
        text: What it tells.
        **properties: Where, and under which title.
    """
    written = ",".join(f"{key}={_escape(value, _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{name}{written and f' {written}'}::{_escape(text, _IN_TEXT)}"


def _escape(text: str, signs: dict[str, str]) -> str:
    return plain_for_terminal("".join(signs.get(sign, sign) for sign in text))
