"""What a booking system can do, as it declares it itself: plan, rules and messages follow it.

Each system has its entry here, and an adapter that keeps what it says. Nothing else asks which
system it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Literal, get_args

from varaamo_sync.startup.fast_dataclass import dataclass

SystemName = Literal["varaamo", "respa"]
"""What a target of a catalogue calls its booking system."""


class Feature(StrEnum):
    """Something that one booking system can do and another cannot."""

    SPACES = "spaces"
    """It has physical spaces, and a room's own space carries its key."""
    DRAFTS_TO_ALL = "drafts_to_all"
    """Drafts are shown to whoever asks; else only to who is logged in."""
    SPARE_DRAFTS = "spare_drafts"
    """A draft may lack what a published room must have, pictures among it."""
    PARTIAL = "partial"
    """It has no place for some fields, and makes no room without some others."""
    UNDOABLE_ARCHIVE = "undoable_archive"
    """A room that was archived can be brought back."""
    OPENING_HOURS = "opening_hours"
    """Opening hours can be sent, through the opening-hours system that it takes them from."""
    KEPT_SESSIONS = "kept_sessions"
    """A login is a session that can be kept; else user name and password are asked each time."""
    AT_A_PATH = "at_a_path"
    """An installation may stand at a path of its host, not only at its root."""
    PRICE_NEEDED = "price_needed"
    """A published room has a price."""
    PRICES_TO_COME = "prices_to_come"
    """Prices have dates from which they hold."""
    PAYMENTS = "payments"
    """Prices have a VAT percentage and a way of payment."""
    START_STEPS = "start_steps"
    """The shortest and the longest booking are multiples of the start interval."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Capabilities:
    """What a booking system can do.

    Attributes:
        system: Which it is.
        name: What people call it.
        forms: What stands for each form of Varaamo's name in sentences, the longest first.
        features: What it can do of what not every system can.
        lacks: Fields that it has no place for, by the path at which they begin.
        implied: Values of such fields that hold there all the same, by path.
        price_units: Units that a price can be for; ``None`` for all.
        demanded: Fields without which it makes no room, drafts among them.
        whole_texts: Texts that it takes in all languages or not at all.
    """

    system: SystemName
    name: str
    features: frozenset[Feature]
    forms: Mapping[str, str] = field(default_factory=dict)
    lacks: frozenset[str] = frozenset()
    implied: Mapping[str, frozenset[str]] = field(default_factory=dict)
    price_units: frozenset[str] | None = None
    demanded: tuple[str, ...] = ()
    whole_texts: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"capabilities_of({self.system!r})"

    def has(self, feature: Feature) -> bool:
        """Whether it can do something."""
        return feature in self.features

    def keeps(self, path: str) -> bool:
        """Whether it has a place for a field.

        Args:
            path: Path of the field, such as ``booking.min``.
        """
        if not self.lacks:
            return True
        steps = path.split(".")
        return self.lacks.isdisjoint(".".join(steps[:end]) for end in range(1, len(steps) + 1))


VARAAMO = Capabilities(
    system="varaamo",
    name="Varaamo",
    features=frozenset(Feature) - {Feature.AT_A_PATH, Feature.PARTIAL, Feature.UNDOABLE_ARCHIVE},
)
"""Helsinki's booking system of today."""

RESPA = Capabilities(
    system="respa",
    name="Respa",
    features=frozenset({Feature.AT_A_PATH, Feature.PARTIAL, Feature.UNDOABLE_ARCHIVE}),
    forms={"Varaamoon": "Respaan", "Varaamo": "Respa"},
    lacks=frozenset(
        {
            "access",
            "booking.adults_only",
            "booking.buffer_after",
            "booking.buffer_before",
            "booking.closes",
            "booking.form",
            "booking.free_on_request",
            "booking.kind",
            "booking.opens",
            "booking.whole_day",
            "capacity.min",
            "equipment",
            "hours",
            "instructions.applicants",
            "instructions.cancelled",
            "instructions.pending",
            "part_of",
            "publish",
            "search_terms",
            "terms",
        }
    ),
    implied={
        "booking.kind": frozenset({"direct", "both"}),
        "booking.form": frozenset({"contact_info"}),
    },
    price_units=frozenset({"per_hour", "per_day", "per_week", "fixed"}),
    demanded=(
        "name",
        "description",
        "instructions.confirmed",
        "type",
        "purposes",
        "capacity.max",
        "booking.interval",
        "booking.min",
        "booking.max",
        "images",
    ),
    whole_texts=("name", "description", "instructions.confirmed"),
)
"""The booking system before Varaamo, as Turku's fork can be written."""

_SYSTEMS: Mapping[str, Capabilities] = {each.system: each for each in (VARAAMO, RESPA)}

SYSTEMS: tuple[SystemName, ...] = get_args(SystemName)
"""What a target may call its booking system."""


def capabilities_of(system: SystemName) -> Capabilities:
    """Return what a booking system can do.

    Args:
        system: What a target calls it.
    """
    return _SYSTEMS[system]
