"""Clients of the booking API."""

from varaamo_sync.client.drivers import AsyncVaraamoClient, VaraamoClient
from varaamo_sync.client.options import ClientOptions, Timeouts
from varaamo_sync.protocol.exchange import PasswordLogin

__all__ = ["AsyncVaraamoClient", "ClientOptions", "PasswordLogin", "Timeouts", "VaraamoClient"]
