"""Names of the sheets that we make, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.model import Lang

ROOMS: Mapping[Lang, str] = {"fi": "Tilat", "sv": "Lokaler", "en": "Rooms"}
VENUES: Mapping[Lang, str] = {"fi": "Toimipisteet", "sv": "Verksamhetsställen", "en": "Venues"}
GUIDE: Mapping[Lang, str] = {"fi": "Ohjeet", "sv": "Anvisningar", "en": "Instructions"}
LISTS: Mapping[Lang, str] = {"fi": "Luettelot", "sv": "Listor", "en": "Lists"}
REPORT: Mapping[Lang, str] = {"fi": "Korjattavaa", "sv": "Att åtgärda", "en": "To be mended"}

REPORT_TITLE: Mapping[Lang, str] = {
    "fi": "Korjattavaa – tehnyt varaamo-sync",
    "sv": "Att åtgärda – gjord av varaamo-sync",
    "en": "To be mended – made by varaamo-sync",
}
"""First cell of the sheet that ``annotate`` adds: what it is known by, whatever its name."""

OTHER_SHEETS = frozenset({*GUIDE.values(), *LISTS.values()})
"""Sheets of the template that hold no rooms; nobody misses them."""


def is_report(first_cell: object) -> bool:
    """Tell by its first cell whether a sheet was added by ``annotate``."""
    return first_cell in REPORT_TITLE.values()


TABLE_SHEETS = frozenset({*ROOMS.values(), *VENUES.values()})
"""Sheets of the template that hold tables."""
