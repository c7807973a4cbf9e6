"""Which optional part a missing library belongs to, and how it is installed."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.errors import UsageError

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "sandbox": ("graphql", "python_multipart", "starlette", "uvicorn"),
    "sheets": ("openpyxl", "python_calamine", "PIL"),
    "slides": ("pptx",),
    "postgres": ("psycopg",),
    "keyring": ("keyring",),
    "telemetry": ("opentelemetry",),
    "procrastinate": ("procrastinate", "croniter"),
}
"""Libraries by the optional part of this package that brings them (``pyproject.toml``)."""


def missing_extra(error: Exception) -> UsageError | None:
    """Return the error for a person where an optional library is missing, else ``None``."""
    if not isinstance(error, ImportError) or error.name is None:
        return None
    library = error.name.partition(".")[0]
    for extra, libraries in EXTRAS.items():
        if library in libraries:
            return UsageError(f"extra-{extra}")
    return None
