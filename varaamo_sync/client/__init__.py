"""Clients of the booking API."""

from varaamo_sync.client.drivers import AsyncVaraamoClient, ClientOptions, VaraamoClient
from varaamo_sync.protocol.exchange import PasswordLogin

__all__ = ["AsyncVaraamoClient", "ClientOptions", "PasswordLogin", "VaraamoClient"]
