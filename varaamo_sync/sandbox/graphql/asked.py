"""What a resolver hears of the field that is asked for, whoever read the query."""

from __future__ import annotations

from typing import Protocol

from varaamo_sync.sandbox.rules.context import Context


class Asked(Protocol):
    """A field that is asked for, with the request that it stands in."""

    @property
    def context(self) -> Context:
        """The request."""
        ...

    def joined(self) -> int:
        """Return how many relations are joined below it."""
        ...

    def selected(self) -> frozenset[str]:
        """Return the names of the fields that are asked of each row of it."""
        ...

    def has_type(self, name: str) -> bool:
        """Return whether the API has a type of this name."""
        ...
