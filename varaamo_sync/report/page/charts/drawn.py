"""What one kind of chart hands to what all kinds have."""

from __future__ import annotations

from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of a chart.

    Attributes:
        parts: Its elements.
        height: Its height in pixels; it is as wide as there is room.
        remarks: Sentences on what cannot be seen in it, such as values that are unknown.
    """

    parts: tuple[str, ...]
    height: int
    remarks: tuple[str, ...] = ()
