"""Runs a command at a terminal, and types on it."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Sequence


def at_terminal(command: str, typed: Sequence[str]) -> tuple[int, str]:
    """Run a command; whenever it waits behind a colon, type the next line."""
    ours, theirs = pty.openpty()
    ends = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    lines, seen = list(typed), ""
    with subprocess.Popen(["/bin/sh", "-c", command], start_new_session=True, **ends) as process:
        os.close(theirs)
        while part := _read(ours):
            seen += part
            if seen.endswith(": ") and lines:
                os.write(ours, f"{lines.pop(0)}\n".encode())
    os.close(ours)
    return process.returncode, seen.replace("\r\n", "\n")


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode()
    except OSError:  # how Linux says that the other end is closed
        return ""
