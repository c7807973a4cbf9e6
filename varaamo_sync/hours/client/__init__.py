"""Clients of Hauki."""

from varaamo_sync.hours.client.client import AsyncHoursClient, HoursClient
from varaamo_sync.hours.client.host import HoursOptions, base_of

__all__ = ["AsyncHoursClient", "HoursClient", "HoursOptions", "base_of"]
