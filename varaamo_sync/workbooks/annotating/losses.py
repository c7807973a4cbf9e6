"""What of a person's workbook would be lost by loading and saving it with openpyxl."""

from __future__ import annotations

import re
from importlib.util import find_spec

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.excel.parts import ExcelParts
from varaamo_sync.workbooks.files.package import Package

_PARTS: tuple[tuple[str, str], ...] = (
    ("macros", r"xl/(vbaproject|vbadata|.*macrosheets/)"),
    ("controls", r"xl/(ctrlprops|activex)/"),
    ("threaded-comments", r"xl/threadedcomments/"),
    ("charts", r"xl/(charts|chartsheets)/"),
    ("embedded", r"xl/embeddings/"),
    ("slicers", r"xl/(slicers|slicercaches|timelines|timelinecaches)/"),
    ("queries", r"xl/(querytables/|connections\.xml|model/|customdata/)"),
    ("pivots", r"xl/(pivottables|pivotcache)/"),
    ("rich-values", r"xl/(richdata/|metadata\.xml|webextensions/|volatiledependencies)"),
    ("dialogs", r"xl/dialogsheets/"),
    ("diagrams", r"xl/diagrams/"),
    ("signatures", r"_xmlsignatures/"),
    ("labels", r"docmetadata/"),
    ("checkboxes", r"xl/featurepropertybag/"),
    ("ribbon", r"customui/"),
)
_KEPT = lazy_pattern(
    r"\[content_types\]\.xml|_rels/.*|docprops/.*|customxml/.*"
    r"|xl/(_rels/.*|workbook\.xml|styles\.xml|sharedstrings\.xml|calcchain\.xml|theme/.*"
    r"|worksheets/.*|drawings/.*|media/.*|comments.*|tables/.*|externallinks/.*"
    r"|printersettings/.*|persons/.*|metadata)|.*/",
)
"""Parts that are kept, or that nobody misses: names of those who commented, Google's own notes."""
_IN_DRAWINGS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("shapes", lazy_pattern(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]")),
    ("crops", lazy_pattern(rb"<a:srcRect [^>]*[ltrb]=")),
)
_IN_SHEETS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("sparklines", lazy_pattern(rb"<(?:\w+:)?sparklineGroups[ >]")),
    ("other-formats", lazy_pattern(rb"<x14:conditionalFormattings[ >]")),
    ("controls", lazy_pattern(rb"<(?:\w+:)?(?:controls|oleObjects)[ >]")),
    ("sheet-settings", lazy_pattern(rb"<(?:\w+:)?(?:protectedRanges|customSheetViews)[ >]")),
    ("backgrounds", lazy_pattern(rb"<(?:\w+:)?(?:picture|legacyDrawingHF) ")),
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
_VML = lazy_pattern(rb'ObjectType="(?!Note")(\w+)"')


def losses(package: Package, found: ExcelParts) -> tuple[str, ...]:
    """Return what would be lost, by name: ``shapes``, ``controls``, ``macros``...

    What is not known to be kept counts as lost.

    Args:
        package: The workbook.
        found: Which part of it holds what.

    Raises:
        Unreadable: A part cannot be unpacked.
    """
    lost: dict[str, None] = {}
    pictures_kept = find_spec("PIL") is not None
    usual = {part.lower(): name.lower() for part, name in found.usual_names().items()}
    for name in package.names:
        small = usual.get(name.lower(), name.lower())
        known = next((what for what, part in _PARTS if re.match(part, small)), None)
        if known is not None:
            lost[known] = None
        elif not _KEPT.fullmatch(small):
            lost[name] = None
        elif small.startswith("xl/drawings/") and small.endswith(".vml"):
            if _VML.search(package.read(name)):
                lost["controls"] = None
        elif small.startswith("xl/drawings/") and small.endswith(".xml"):
            lost.update(_within(package.read(name), _IN_DRAWINGS))
        elif small.startswith("xl/worksheets/") and small.endswith(".xml"):
            lost.update(_within(package.read(name), _IN_SHEETS))
        elif small.startswith("xl/media/") and not (pictures_kept and small.endswith(_PICTURES)):
            lost["images"] = None
    return tuple(sorted(lost))


def _within(data: bytes, marks: tuple[tuple[str, re.Pattern[bytes]], ...]) -> dict[str, None]:
    return {what: None for what, mark in marks if mark.search(data)}
