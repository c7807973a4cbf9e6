"""States that hours can be in, and what Varaamo makes of each."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class ResourceState(StrEnum):
    """What a place is at some time (Hauki's ``State``)."""

    OPEN = "open"
    CLOSED = "closed"
    UNDEFINED = "undefined"
    SELF_SERVICE = "self_service"
    WITH_KEY = "with_key"
    WITH_RESERVATION = "with_reservation"
    OPEN_AND_RESERVABLE = "open_and_reservable"
    WITH_KEY_AND_RESERVATION = "with_key_and_reservation"
    ENTER_ONLY = "enter_only"
    EXIT_ONLY = "exit_only"
    WEATHER_PERMITTING = "weather_permitting"
    NOT_IN_USE = "not_in_use"
    MAINTENANCE = "maintenance"
    RESERVED = "reserved"
    BY_APPOINTMENT = "by_appointment"
    NO_OPENING_HOURS = "no_opening_hours"


class Effect(StrEnum):
    """What a state does to the times at which a room can be booked in Varaamo."""

    BOOKABLE = "bookable"
    """It makes time bookable."""
    IGNORED = "ignored"
    """It neither makes time bookable nor takes any away."""
    CLOSING = "closing"
    """It takes bookable time away."""


_EFFECTS = MappingProxyType(
    {
        ResourceState.WITH_RESERVATION: Effect.BOOKABLE,
        ResourceState.OPEN_AND_RESERVABLE: Effect.BOOKABLE,
        ResourceState.WITH_KEY_AND_RESERVATION: Effect.BOOKABLE,
        ResourceState.OPEN: Effect.IGNORED,
        ResourceState.SELF_SERVICE: Effect.IGNORED,
        ResourceState.WITH_KEY: Effect.IGNORED,
        ResourceState.ENTER_ONLY: Effect.IGNORED,
        ResourceState.EXIT_ONLY: Effect.IGNORED,
        ResourceState.WEATHER_PERMITTING: Effect.IGNORED,
    }
)


def state_of(text: str) -> ResourceState | str:
    """Return the state that a text names; the text itself where it is none that is known."""
    try:
        return ResourceState(text)
    except ValueError:
        return text


def effect_of(state: str) -> Effect:
    """Return what Varaamo makes of a state.

    A state that Varaamo does not know counts there as ``undefined``, which takes time away; so do
    those that Hauki has learned since (``reserved``, ``by_appointment``, ``no_opening_hours``).
    """
    known = state_of(state)
    if not isinstance(known, ResourceState):
        return Effect.CLOSING
    return _EFFECTS.get(known, Effect.CLOSING)
