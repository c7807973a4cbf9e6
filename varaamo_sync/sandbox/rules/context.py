"""What is known of a request while it is carried out, and the hooks for faults around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rules.users import User


@dataclass(frozen=True, slots=True, eq=False)
class MutationCall:
    """A mutation on its way.

    Attributes:
        name: Name of the field, for instance ``createSpace``.
        input: What was sent.
    """

    name: str
    input: Mapping[str, Any] = field(repr=False)


class Faults:
    """What may go wrong around writes and lists: nothing, unless a subclass lets it.

    Each hook may wait or raise. It is called from several threads at once, and never while the
    database is locked. An exception becomes an error of the answer: a ``GraphQLError`` with its
    extensions, any other by its text alone.
    """

    def before(self, call: MutationCall) -> None:
        """Come before anything is looked at: what is raised here stores nothing."""

    def row_read(self, operation: str) -> None:
        """Come once the row that a mutation changes was read, before it is saved."""

    def stored(self, call: MutationCall, answer: Mapping[str, Any]) -> None:
        """Come after the write is stored: what is raised here does not undo it."""

    def ended(self, call: MutationCall) -> None:
        """Come last, whatever happened, once for each ``before``."""

    def listed(self, name: str, *, more: bool) -> None:
        """Come after a page of a list was read; ``more`` rows may be left for the next one."""


@dataclass(frozen=True, slots=True)
class Context:
    """One request.

    Attributes:
        user: Who asks; ``None`` for nobody, a dead session among them.
        origin: Scheme and host that the request came to.
    """

    database: Database
    user: User | None
    origin: str
    faults: Faults
