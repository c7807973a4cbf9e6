"""The seam at which faults can be put into the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, eq=False)
class MutationCall:
    """A mutation on its way.

    Attributes:
        name: Name of the field, for instance ``createSpace``.
        input: What was sent.
    """

    name: str
    input: Mapping[str, Any] = field(repr=False)


class Faults(Protocol):
    """What may go wrong around a write. Each hook may wait or raise.

    Called from several threads at once, and never while the database is locked. An exception
    becomes an error of the answer: a ``GraphQLError`` with its extensions, any other by its
    text alone.
    """

    def before(self, call: MutationCall) -> None:
        """Come before anything is looked at: what is raised here stores nothing."""
        ...

    def stored(self, call: MutationCall, answer: Mapping[str, Any]) -> None:
        """Come after the write is stored: what is raised here does not undo it."""
        ...

    def ended(self, call: MutationCall) -> None:
        """Come last, whatever happened, once for each ``before``."""
        ...
