"""Copies of what another system has, kept beside the catalogue: JSON that this tool wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from varaamo_sync.catalogue_files.text.faults import Unreadable
from varaamo_sync.catalogue_files.text.sources import load
from varaamo_sync.errors import CatalogueError
from varaamo_sync.words import rule_message

M = TypeVar("M", bound=BaseModel)

_MOST_BYTES = 20_000_000


def read_copy(path: Path, shape: type[M], *, unreadable: str, misfit: str) -> M:
    """Read such a file.

    Args:
        path: The file.
        shape: What it should be.
        unreadable: Name of the problem of a file that cannot be read.
        misfit: Name of the problem of one that is something else.

    Raises:
        CatalogueError: It has one of the problems.
    """
    try:
        data = load(path.parent, path, _MOST_BYTES).read()
    except Unreadable as error:
        reason = rule_message(error.fault.rule, error.fault.params)
        raise CatalogueError(unreadable, file=path, reason=reason) from error
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise CatalogueError(misfit, file=path, where=where, reason=first["msg"]) from error
