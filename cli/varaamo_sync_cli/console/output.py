"""The two ways out, stdout and stderr: one door for everything that is printed.

What a person reads falls back to the signs that the stream has; what a program reads is UTF-8
whatever the stream speaks. A reader that has seen enough (``| head``) ends nothing: what is left to
say goes nowhere, and the exit code is that of the command. A result that cannot be written (the
disk is full, stdout is closed) is an error; talk that cannot be is not.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any, TextIO, cast

import click

from varaamo_sync_cli.media.nearest_signs import NEAREST
from varaamo_sync_cli.media.terminal import plain_for_terminal


class Outlet:
    """A stream that tells what became of what was written to it.

    It has no ``buffer``: click would take that of an ASCII stream and write UTF-8 there.

    Attributes:
        failure: Why something could not be written, or ``None``.
        told: Whether anything was written to it.

    Args:
        stream: Where it leads; ``None`` where the process was started without one.
        name: What it is called.
        vital: Whether what cannot be written is an error.
    """

    def __init__(self, stream: TextIO | None, name: str, *, vital: bool) -> None:
        self._stream = stream
        self._name = name
        self._vital = vital
        self._gone = False
        self.failure: Exception | None = None
        self.told = False
        self._spoken = (self.encoding, self.errors)
        self._speak(None, NEAREST)

    @property
    def encoding(self) -> str:
        """What the stream speaks."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    @property
    def errors(self) -> str:
        """What becomes of signs that it does not have."""
        return getattr(self._stream, "errors", None) or "strict"

    def isatty(self) -> bool:
        """Whether a person sits before it."""
        return self._stream is not None and not self._stream.closed and self._stream.isatty()

    def fileno(self) -> int:
        """Return its descriptor."""
        if self._stream is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._stream.fileno()

    def write(self, text: str | bytes) -> int:
        """Write text; what the stream has no sign for is written by the nearest.

        Signs that would do something to a terminal or a CI log are spelled out.

        Raises:
            TypeError: No bytes were given, by which click finds out that this takes text.
        """
        if isinstance(text, bytes):
            if not text:
                raise TypeError("an outlet takes text")
            self.write_bytes(text)
        elif text:
            self.told = True
            plain = plain_for_terminal(text)
            self._try(lambda stream: stream.write(plain))
        return len(text)

    def write_bytes(self, data: bytes) -> None:
        """Write bytes as they are, after all that was written before: data for a program."""
        self.told = True
        self._try(lambda stream: _write_bytes(stream, data))

    def flush(self) -> None:
        """Let everything go that was written."""
        if self._stream is not None and not self._stream.closed:
            self._try(lambda stream: stream.flush())

    def speak_utf8(self) -> None:
        """Write UTF-8 from now on, for a program that reads it."""
        self._speak("utf-8", NEAREST)

    def speak_as_before(self) -> None:
        """Write what the stream speaks again, for a person."""
        self._speak(self._spoken[0], NEAREST)

    def finish(self) -> None:
        """Let everything go, and leave the stream as it was."""
        with suppress(Exception):  # it is kept in ``failure``
            self.flush()
        self._speak(*self._spoken)

    def _speak(self, encoding: str | None, errors: str) -> None:
        if isinstance(self._stream, TextIOWrapper) and not self._stream.closed:
            with suppress(OSError):  # it is told when something is written
                self._stream.reconfigure(
                    encoding=encoding, errors=errors, newline="" if encoding == "utf-8" else None
                )

    def _try(self, act: Callable[[TextIO], object]) -> None:
        if self._gone:
            return
        try:
            act(self._open_stream())
        except OSError as error:
            self._gone = True
            self._silence()
            if self._vital and not reader_left(error):
                from varaamo_sync.errors import OutputUnwritable
                from varaamo_sync.words import system_reason

                reason = system_reason(error)
                self.failure = OutputUnwritable("output-closed", name=self._name, reason=reason)
                raise self.failure from error

    def _open_stream(self) -> TextIO:
        if self._stream is None or self._stream.closed:
            raise OSError(errno.EBADF, "it is closed")
        return self._stream

    def fail_later(self, failure: Exception) -> None:
        """Let what is being done go on, and end with a failure to write all the same."""
        self.failure = self.failure or failure

    def _silence(self) -> None:
        """Lead the descriptor nowhere, or Python complains of what is left when it ends."""
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                os.dup2(nowhere, self.fileno())
            finally:
                os.close(nowhere)


def reader_left(error: OSError) -> bool:
    """Whether who was to read has closed the pipe; Windows calls that an invalid argument."""
    gone = isinstance(error, BrokenPipeError | ConnectionResetError)
    return gone or (os.name == "nt" and error.errno == errno.EINVAL)


def _write_bytes(stream: TextIO, data: bytes) -> None:
    stream.flush()
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(data.decode("utf-8"))
        return
    binary.write(data)
    binary.flush()


_OPEN: list[Outlet] = []
"""Ways out for results, the one in use last; a bar of progress may stand before ``sys.stdout``."""


def out() -> Outlet:
    """Return the way out for results."""
    return _OPEN[-1] if _OPEN else Outlet(sys.stdout, "stdout", vital=True)


@contextmanager
def outlets() -> Iterator[Outlet]:
    """Let stdout and stderr be outlets for a while; give that of stdout."""
    before = sys.stdout, sys.stderr
    made = Outlet(before[0], "stdout", vital=True), Outlet(before[1], "stderr", vital=False)
    sys.stdout, sys.stderr = cast("tuple[TextIO, TextIO]", made)
    _OPEN.append(made[0])
    try:
        yield made[0]
    finally:
        _OPEN.pop()
        sys.stdout, sys.stderr = before
        for outlet in made:
            outlet.finish()


def occupy_descriptors() -> None:
    """Put something behind descriptors 0 to 2 that are closed: a file must not get their number."""
    with suppress(OSError):
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(descriptor)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  # to the end


def colour() -> bool | None:
    """Return whether to colour; ``None``: on a terminal only. NO_COLOR wins over FORCE_COLOR.

    People decide by these two (no-color.org, force-color.org).
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None


def asks_for_json(arguments: Sequence[str]) -> bool:
    """Tell whether a call asks for JSON, also where click does not come to it."""
    asked = ""
    for index, word in enumerate(arguments):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == "--format":
            asked = value if equals else "".join(arguments[index + 1 : index + 2])
    return asked == "json"


def versioned(values: Mapping[str, Any], version: int = 1) -> dict[str, Any]:
    """Return a result for a program with the version of its form, by which programs go."""
    return {"format_version": version, **values}


def print_json(values: Mapping[str, Any]) -> None:
    """Write a result for a program."""
    import json

    click.echo(json.dumps(versioned(values), ensure_ascii=False, indent=2))


def print_csv(text: str) -> None:
    """Write a table for the program that will open it; on a terminal without the mark of UTF-8."""
    out().speak_utf8()
    click.echo(text.removeprefix("\ufeff") if sys.stdout.isatty() else text)
