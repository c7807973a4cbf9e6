"""Clients of Hauki."""

from varaamo_sync.hours.client.asking import HoursOptions, base_of
from varaamo_sync.hours.client.client import AsyncHoursClient, HoursClient

__all__ = ["AsyncHoursClient", "HoursClient", "HoursOptions", "base_of"]
