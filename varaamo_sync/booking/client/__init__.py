"""Clients of the booking API."""

from varaamo_sync.booking.client.addresses import origin_of, parts_of
from varaamo_sync.booking.client.clients import AsyncVaraamoClient, VaraamoClient
from varaamo_sync.booking.client.http import check_session
from varaamo_sync.booking.client.options import ClientOptions, Timeouts
from varaamo_sync.booking.protocol.exchange import Keys, PasswordLogin, Request, Response, Upload
from varaamo_sync.model.addresses import is_here

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
