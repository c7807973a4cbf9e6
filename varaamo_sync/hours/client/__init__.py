"""A client of Hauki."""

from varaamo_sync.hours.client.client import HoursClient, HoursOptions, base_of

__all__ = ["HoursClient", "HoursOptions", "base_of"]
