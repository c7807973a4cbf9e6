"""The stages of rooms, and how many rooms each has."""

from __future__ import annotations

from enum import StrEnum

from varaamo_sync.startup.fast_dataclass import dataclass


class Stage(StrEnum):
    """How far a room is on its way to residents."""

    PREPARED = "prepared"
    """In the catalogue, not in the booking system (*Valmistelussa*)."""
    IN_PROGRESS = "in_progress"
    """In the booking system, but a resident cannot book it yet (*Käynnissä*)."""
    READY = "ready"
    """A resident can book it (*Valmis*)."""
    EARLIER = "earlier"
    """It was bookable before the goal began, and still is (*Varaamossa aiemmin*)."""
    UNKNOWN = "unknown"
    """What the booking system has of it could not be read."""

    @property
    def bookable(self) -> bool:
        """Whether a resident can book rooms of this stage."""
        return self in (Stage.READY, Stage.EARLIER)


@dataclass(frozen=True, slots=True)
class Counts:
    """Rooms by stage; the five always sum to the total.

    Attributes:
        viewable: Of all rooms, those that were shown before the goal began but not bookable.
    """

    prepared: int = 0
    in_progress: int = 0
    ready: int = 0
    earlier: int = 0
    unknown: int = 0
    viewable: int = 0

    @property
    def total(self) -> int:
        """Number of rooms."""
        return self.prepared + self.in_progress + self.ready + self.earlier + self.unknown

    def as_dict(self) -> dict[str, int]:
        """Return them as JSON values, with their total."""
        stages = {stage.value: getattr(self, stage.value) for stage in Stage}
        return stages | {"total": self.total, "earlier_viewable": self.viewable}
