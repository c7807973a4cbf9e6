"""What is known of a request while it is carried out, and the hooks for faults around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from varaamo_sync.sandbox.data.database import Database, Row
from varaamo_sync.sandbox.rules.refusals import Code, Refused
from varaamo_sync.sandbox.rules.users import User, can_manage
from varaamo_sync.startup.fast_dataclass import dataclass


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
    database is locked. An exception becomes an error of the answer: an ``AnswerError`` with its
    extensions, any other by its text alone.

    Attributes:
        hours_every: Seconds between two times at which opening hours are taken over.
    """

    hours_every: int = 15 * 60

    def prepare(self) -> None:
        """Come once the sandbox is set back: put in what it needs."""

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

    def check_create(self, unit: int) -> None:
        """Refuse to make something in an unknown venue, or in one that is not the user's.

        Raises:
            Refused: It is one.
        """
        if not self.database.exists("SELECT 1 FROM unit WHERE pk = ?", unit):
            raise Refused(f"Unit with pk {unit} does not exist.", Code.ENTITY_NOT_FOUND)
        self.check_right(unit, "create")

    def find_to(self, verb: Literal["update", "delete"], model: str, sql: str, pk: Any) -> Row:
        """Return the row that is to be written to.

        Args:
            verb: What is done to it.
            model: What the server calls such a row.
            sql: Query by its number; the row tells its ``unit``.
            pk: Its number.

        Raises:
            Refused: There is none, or no right to its venue.
        """
        row = self.database.row(sql, pk)
        if row is None:
            message = f"`{model}` object matching query `{{'pk': {pk!r}}}` does not exist."
            raise Refused(message, Code.NOT_FOUND)
        self.check_right(row["unit"], verb)
        return row

    def check_right(self, unit: int, verb: str) -> None:
        """Refuse who may not write rooms and spaces of a venue.

        Raises:
            Refused: It is asked by one of them.
        """
        if not can_manage(self.user, unit):
            raise Refused(f"No permission to {verb}.", Code(f"{verb.upper()}_PERMISSION_DENIED"))
