"""Clients of the booking API."""

from typing import TYPE_CHECKING

from varaamo_sync.booking.protocol.exchange import Keys, PasswordLogin, Request, Response, Upload
from varaamo_sync.model.addresses import is_here
from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.booking.client.addresses import origin_of, parts_of
    from varaamo_sync.booking.client.clients import AsyncVaraamoClient, VaraamoClient
    from varaamo_sync.booking.client.http import check_session
    from varaamo_sync.booking.client.options import ClientOptions, Timeouts

_HOMES = {
    "addresses": "origin_of parts_of",
    "clients": "AsyncVaraamoClient VaraamoClient",
    "http": "check_session",
    "options": "ClientOptions Timeouts",
}
"""Where each name is at home."""

__all__ = [
    "AsyncVaraamoClient",
    "ClientOptions",
    "Keys",
    "PasswordLogin",
    "Request",
    "Response",
    "Timeouts",
    "Upload",
    "VaraamoClient",
    "check_session",
    "is_here",
    "origin_of",
    "parts_of",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
