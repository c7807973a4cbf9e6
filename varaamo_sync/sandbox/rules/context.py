"""What a resolver knows of the request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from graphql import GraphQLResolveInfo

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rules.hooks import Faults, ListFaults, RowFaults
from varaamo_sync.sandbox.rules.users import User


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
    faults: Faults | None = None
    list_faults: ListFaults | None = None
    row_faults: RowFaults | None = None


Info: TypeAlias = "GraphQLResolveInfo[Context]"
"""What graphql-core hands to a resolver."""
