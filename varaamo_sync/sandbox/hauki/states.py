"""The states of Hauki."""

from __future__ import annotations

STATES = frozenset(
    {
        "open",
        "closed",
        "undefined",
        "self_service",
        "with_key",
        "with_reservation",
        "open_and_reservable",
        "with_key_and_reservation",
        "enter_only",
        "exit_only",
        "weather_permitting",
        "not_in_use",
        "maintenance",
        "reserved",
        "by_appointment",
        "no_opening_hours",
    }
)
"""Every state that Hauki takes."""

UNDEFINED = "undefined"
