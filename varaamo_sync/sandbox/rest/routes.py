"""From a method and a path to what answers there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from http import HTTPStatus

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rest.refusals import Refused
from varaamo_sync.sandbox.rest.requests import Answer, RestRequest
from varaamo_sync.startup.fast_dataclass import dataclass

View = Callable[..., Answer]
"""Gets the database, the request, and what the path holds."""


@dataclass(frozen=True, slots=True)
class Route:
    """A path.

    Attributes:
        methods: Those that it takes, with bars between them.
        path: A regular expression of the path as a whole.
        name: What it is called by faults.
        view: What answers.
    """

    methods: str
    path: str
    name: str
    view: View


@dataclass(frozen=True, slots=True)
class Api:
    """A REST API.

    Attributes:
        routes: Its paths; the first that fits answers.
    """

    routes: Sequence[Route]

    def operation_of(self, method: str, path: str) -> str | None:
        """Return the name of what a request asks for; ``None`` where there is no such thing."""
        found = self._route(method, path)
        return found[0].name if found else None

    def answer(self, database: Database, request: RestRequest) -> Answer:
        """Answer a request; what is refused leaves nothing behind.

        Returns:
            HTTP status and JSON; where that is ``None`` and the status an error, a page comes.
        """
        found = self._route(request.method, request.path)
        if found is None:
            return self._nothing(request)
        route, parts = found
        try:
            with database.transaction():
                return route.view(database, request, *parts)
        except Refused as refused:
            return refused.status, refused.body

    def _route(self, method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
        for route in self.routes:
            match = re.fullmatch(route.path, path)
            if match and method in route.methods.split("|"):
                return route, match.groups()
        return None

    def _nothing(self, request: RestRequest) -> Answer:
        if any(re.fullmatch(route.path, request.path) for route in self.routes):
            said = f'Metodi "{request.method}" ei ole sallittu.'
            return HTTPStatus.METHOD_NOT_ALLOWED, {"detail": said}
        return HTTPStatus.NOT_FOUND, None
