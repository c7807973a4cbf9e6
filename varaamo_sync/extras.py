"""Optional parts (extras): which libraries each brings, and what is raised where one is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec

from varaamo_sync.errors import ExtraMissing

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "sandbox": ("graphql", "python_multipart", "starlette", "uvicorn"),
    "sheets": ("openpyxl", "python_calamine", "PIL"),
    "board": ("starlette", "uvicorn"),
    "slides": ("pptx", "xlsxwriter"),
    "postgres": ("psycopg",),
    "keyring": ("keyring",),
    "telemetry": ("opentelemetry",),
    "procrastinate": ("procrastinate", "croniter"),
}
"""Libraries by the optional part of this package that brings them (``pyproject.toml``)."""


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Name the extra where a library is missing that it brings; also a decorator.

    Args:
        extra: Its name.

    Raises:
        ExtraMissing: It is not installed, or not whole.
    """
    try:
        yield
    except ImportError as error:
        if isinstance(error, ExtraMissing) or library_of(error) not in EXTRAS[extra]:
            raise
        raise ExtraMissing(extra) from error


def require(extra: str) -> None:
    """See that an extra is installed, without loading what it brings.

    Args:
        extra: Its name.

    Raises:
        ExtraMissing: It is not installed, or not whole.
    """
    if not all(find_spec(library) for library in EXTRAS[extra]):
        raise ExtraMissing(extra)


def missing_extra(error: Exception) -> ExtraMissing | None:
    """Return the error that names the first extra which brings a missing library, else ``None``."""
    if not isinstance(error, ImportError) or isinstance(error, ExtraMissing):
        return None
    library = library_of(error)
    found = (extra for extra, libraries in EXTRAS.items() if library in libraries)
    return next(map(ExtraMissing, found), None)


def library_of(error: ImportError) -> str:
    """Return the name of the library that is missing."""
    return (error.name or "").partition(".")[0]
