"""Administers a sandbox that is served elsewhere on this machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from varaamo_sync.errors import UsageError

_PATIENCE = 30.0
"""Seconds."""

SIGN = {"sandbox": "varaamo-sync"}
"""What a sandbox answers to who asks whether it is one."""


class SandboxAdmin:
    """Does to a served sandbox what ``Sandbox`` can do to its own; there it is told.

    Args:
        url: Its address.
    """

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc

    @classmethod
    def of(cls, url: str) -> SandboxAdmin | None:
        """Return the administration of an address, or ``None`` where no sandbox is served."""
        admin = cls(url)
        try:
            status, answer = admin._ask("GET", "/sandbox/")
            return admin if status == 200 and json.loads(answer) == SIGN else None
        except (OSError, HTTPException, ValueError):
            return None

    def add_reservation(self, room: int) -> None:
        """Book a room as a resident would."""
        self._do("POST", "/sandbox/reservations/", {"room": room})

    def cancel_reservations(self, room: int) -> None:
        """Cancel every booking of a room."""
        self._do("DELETE", "/sandbox/reservations/", {"room": room})

    def set_faults(self, faults: Sequence[Mapping[str, Any]]) -> None:
        """Let things go wrong, with the keys of a faults file; with none, behave as at first."""
        self._do("PUT", "/sandbox/faults/", {"faults": list(faults)})

    def take_over_hours(self) -> None:
        """Take over what the opening-hours system says now, as else every quarter of an hour."""
        self._do("POST", "/sandbox/hours/", {})

    def _do(self, method: str, path: str, values: Mapping[str, Any]) -> None:
        status, answer = self._ask(method, path, values)
        if status >= 300:
            raise UsageError("sandbox-not-done", said=answer.decode(errors="replace"))

    def _ask(
        self, method: str, path: str, values: Mapping[str, Any] | None = None
    ) -> tuple[int, bytes]:
        connection = HTTPConnection(self._host, timeout=_PATIENCE)
        try:
            body = None if values is None else json.dumps(values)
            connection.request(method, path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()
