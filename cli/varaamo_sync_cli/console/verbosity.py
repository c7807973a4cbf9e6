"""Talk on stderr: notes, progress and the log of the library; -q keeps it down, -v turns it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import click

from varaamo_sync_cli.console.run_language import current_language

F = TypeVar("F", bound=Callable[..., Any])

_QUIET = "varaamo_sync.quiet"

_HEARD: ContextVar[list[str] | None] = ContextVar("heard", default=None)


def note(text: str) -> None:
    """Write something good to know to stderr, unless -q was given."""
    if not quiet():
        warn(text)


def warn(text: str) -> None:
    """Write what may explain an error that follows to stderr, also where -q was given."""
    from varaamo_sync.words import Theme  # the program starts without words

    tell(f"{Theme('commands/notes')('note', current_language())}: {text}")


def tell(line: str) -> None:
    """Write a line of talk to stderr, or to who listens."""
    heard = _HEARD.get()
    if heard is None:
        click.echo(line, err=True)
    else:
        heard.append(line)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Give the lines that are told meanwhile, and write none of them."""
    heard: list[str] = []
    before = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(before)


def quiet() -> bool:
    """Whether only results and errors are wanted."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_QUIET))


def _be_quiet(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.meta[_QUIET] = True


def _be_verbose(context: click.Context, _: click.Parameter, count: int) -> None:
    if count:
        context.call_on_close(_show_log(details=count > 1))


def _show_log(*, details: bool) -> Callable[[], None]:
    """Show the library's log on stderr from now on; the answer stops it."""
    import logging
    from datetime import UTC, datetime

    from varaamo_sync.model import in_helsinki  # the program starts without the library

    logger, handler = logging.getLogger("varaamo_sync"), logging.StreamHandler()

    class HelsinkiTime(logging.Formatter):
        """Writes times as all others that people see, wherever the machine stands."""

        def formatTime(  # noqa: N802  # the name by which logging calls it
            self, record: logging.LogRecord, datefmt: str | None = None
        ) -> str:
            """Return when a record was made."""
            return in_helsinki(datetime.fromtimestamp(record.created, UTC)).strftime(datefmt or "")

    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    handler.setFormatter(HelsinkiTime(form, "%H:%M:%S%z"))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if details else logging.INFO)

    def stop() -> None:
        logger.removeHandler(handler)
        logger.setLevel(before)

    return stop


def verbosity_options(command: F) -> F:
    """Add -q and -v, which every command takes, and the program itself before the command."""
    for option in (
        click.option(
            "-v",
            "--verbose",
            count=True,
            expose_value=False,
            callback=_be_verbose,
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            expose_value=False,
            callback=_be_quiet,
        ),
    ):
        command = option(command)
    return command
