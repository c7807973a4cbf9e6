"""Clients of Hauki."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.hours.client.client import AsyncHoursClient, HoursClient
    from varaamo_sync.hours.client.host import HoursOptions, base_of

_HOMES = {
    "client": "AsyncHoursClient HoursClient",
    "host": "HoursOptions base_of",
}
"""Where each name is at home."""

__all__ = ["AsyncHoursClient", "HoursClient", "HoursOptions", "base_of"]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
