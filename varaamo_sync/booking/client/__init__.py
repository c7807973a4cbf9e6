"""Clients of the booking API."""

from varaamo_sync.booking.client.addresses import origin_of, parts_of
from varaamo_sync.booking.client.clients import AsyncVaraamoClient, VaraamoClient
from varaamo_sync.booking.client.http import check_session
from varaamo_sync.booking.client.options import ClientOptions, Timeouts
from varaamo_sync.booking.protocol.exchange import PasswordLogin
from varaamo_sync.model.addresses import is_here

__all__ = [
    "AsyncVaraamoClient",
    "ClientOptions",
    "PasswordLogin",
    "Timeouts",
    "VaraamoClient",
    "check_session",
    "is_here",
    "origin_of",
    "parts_of",
]
