"""What resources and periods are known by.

An id that Hauki does not understand is no error there: it answers with every resource that it
has. So what is asked for is a value that cannot be such an id.
"""

from __future__ import annotations

from typing import Self

from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern

ROOMS = "tvp"
"""Data source of rooms, and of the periods that are ours: Varaamo's own in Hauki."""

VENUES = "tprek"
"""Data source of venues: the register of units."""

LONGEST_ORIGIN = 100
"""Signs that an id of an origin may have."""

_SOURCE = lazy_pattern(r"[A-Za-z0-9_-]{1,64}")
_ORIGIN = lazy_pattern(r"[A-Za-z0-9._-]{1,100}")


@dataclass(frozen=True, slots=True, order=True)
class ResourceId:
    """Id of a resource, by the system that it comes from.

    Attributes:
        source: Data source, such as ``tprek``.
        origin: Its id there.

    Raises:
        ValueError: It would be no id for Hauki.
    """

    source: str
    origin: str

    def __post_init__(self) -> None:
        if not (_SOURCE.fullmatch(self.source) and _ORIGIN.fullmatch(self.origin)):
            raise ValueError("no id of a resource")

    def __str__(self) -> str:
        return f"{self.source}:{self.origin}"

    @classmethod
    def of_room(cls, ext_uuid: str) -> Self:
        """Return the id of a room of Varaamo.

        Raises:
            ValueError: It would be no id for Hauki.
        """
        return cls(ROOMS, ext_uuid)

    @classmethod
    def of_venue(cls, tprek: str) -> Self:
        """Return the id of a venue.

        Raises:
            ValueError: It would be no id for Hauki.
        """
        return cls(VENUES, tprek)


@dataclass(frozen=True, slots=True, order=True)
class PeriodOrigin:
    """What a period is known by to those who made it; several periods may have the same.

    Attributes:
        source: Data source; of ours ``tvp``, for another is refused.
        origin_id: The id, at most ``LONGEST_ORIGIN`` signs where it is to be stored.
    """

    source: str
    origin_id: str


@dataclass(frozen=True, slots=True, order=True)
class ResourceOrigin:
    """What a resource is known by to a data source, as Hauki spells it."""

    source: str
    origin_id: str

    def __str__(self) -> str:
        return f"{self.source}:{self.origin_id}"
