"""What validator and booking system must agree on: one room for each check, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from varaamo_sync.findings import Level
from varaamo_sync.model import LANGS

LATER = "2027-05-01"
_LONG = 7994  # characters that make 8,001 as one paragraph
_TERMS = ("payment", "cancellation", "pricing", "service")
_LARGE = 2**31

_NO_TEXT = "RESERVATION_UNIT_MISSING_TRANSLATIONS"
_NO_ACCESS = "RESERVATION_UNIT_MISSING_ACTIVE_ACCESS_TYPE"
_NO_SPACE = "RESERVATION_UNIT_MISSING_SPACES_OR_RESOURCES"
_PRICES = "RESERVATION_UNIT_PRICINGS_INVALID_PRICES"
_DURATION = "RESERVATION_UNIT_{}_RESERVATION_DURATION{}_INVALID"


class Case(NamedTuple):
    """A room that breaks one thing.

    Attributes:
        rule: The rule that finds it.
        level: What it stands in the way of.
        code: Code by which the rule foresees the refusal.
        answer: What a push without validation ends with: the code of its error, the error's
            class where it has no code, or the status where nothing is sent.
        fields: What is not as in a sound room.
    """

    rule: str
    level: Level
    code: str | None
    answer: str
    fields: Mapping[str, Any]


def _draft(rule: str, code: str, **fields: Any) -> Case:
    return Case(rule, Level.DRAFT, code, code, fields)


def _publish(rule: str, code: str, **fields: Any) -> Case:
    return Case(rule, Level.PUBLISH, code, code, fields)


def _otherwise(rule: str, code: str | None, answer: str, **fields: Any) -> Case:
    return Case(rule, Level.DRAFT, code, answer, fields)


def _texts(**changed: str | None) -> dict[str, str | None]:
    return {"fi": "Iso sali.", "sv": "Stor sal.", "en": "A big hall."} | changed


def _price(**changed: Any) -> list[dict[str, Any]]:
    row = {"lowest": 10, "highest": 10, "vat": Decimal("25.5"), "payment": "on_site"} | changed
    return [{name: value for name, value in row.items() if value is not None}]


REFUSED: tuple[Case, ...] = (
    _draft("name-missing-fi", "blank", name=_texts(fi=" ")),
    _draft("search-term-empty", "blank", search_terms=["sali", " "]),
    *(_draft("name-too-long", "max_length", name=_texts(**{x: "x" * 256})) for x in LANGS),
    *(
        _draft("description-too-long", "max_length", description=_texts(**{x: "x" * _LONG}))
        for x in LANGS
    ),
    _draft("description-too-long", "max_length", description=_texts(fi="&" * 1599)),
    _draft("description-too-long", "max_length", description=_texts(fi=f"<p>{'<' * 1999}</p>")),
    _draft("instructions-too-long", "max_length", instructions={"pending": {"fi": "x" * _LONG}}),
    _draft("instructions-too-long", "max_length", instructions={"confirmed": {"sv": "x" * _LONG}}),
    _draft("instructions-too-long", "max_length", instructions={"cancelled": {"en": "x" * _LONG}}),
    _draft("instructions-too-long", "max_length", instructions={"applicants": {"fi": "x" * 3994}}),
    _draft("contact-too-long", "max_length", contact="x" * 1001),
    _draft("contact-too-long", "max_length", contact="&" * 201),
    _draft("search-term-too-long", "max_length", search_terms=["x" * 256]),
    _draft("text-unsendable", "null_characters_not_allowed", name=_texts(sv="Sal\0")),
    _draft("text-unsendable", "null_characters_not_allowed", search_terms=["sali\0"]),
    _draft("capacity-negative", "min_value", capacity={"min": -1}),
    _draft("capacity-negative", "min_value", capacity={"max": -1}),
    _draft("booking-number-negative", "min_value", booking={"max_per_person": -1}),
    _draft("booking-number-negative", "min_value", booking={"window": {"min_days": -1}}),
    _draft("booking-number-negative", "min_value", booking={"window": {"max_days": -1}}),
    *(_draft("terms-unknown", "does_not_exist", terms={kind: "ei-ole"}) for kind in _TERMS),
    *(_draft("terms-wrong-type", "does_not_exist", terms={x: "yleinen-ehto"}) for x in _TERMS),
    _draft(
        "duration-min-over-max",
        _DURATION.format("MIN_MAX", "S"),
        booking={"min": "2 h", "max": "1 h"},
    ),
    _draft("duration-min-interval", _DURATION.format("MIN", ""), booking={"min": "20 min"}),
    _draft(
        "duration-max-interval",
        _DURATION.format("MAX", ""),
        booking={"interval": "1 h", "max": "30 min"},
    ),
    _draft(
        "price-not-in-force",
        "RESERVATION_UNIT_PRICINGS_NO_ACTIVE_PRICING",
        pricing=[{"free": True, "from": LATER}],
    ),
    _draft(
        "price-duplicate-date",
        "RESERVATION_UNIT_PRICINGS_DUPLICATE_DATE",
        pricing=[{"free": True}, *({"free": True, "from": LATER} for _ in range(2))],
    ),
    _draft("price-half", _PRICES, pricing=_price(highest=None)),
    _draft("price-lowest-over-highest", _PRICES, pricing=_price(lowest=11)),
    _draft(
        "price-payment-missing",
        "RESERVATION_UNIT_PRICING_NO_PAYMENT_TYPE",
        pricing=_price(payment=None),
    ),
    _draft("access-not-in-force", _NO_ACCESS, access=[{"type": "unrestricted", "from": LATER}]),
    _draft(
        "access-code-on-create",
        "ACCESS_TYPE_ACCESS_CODE_ON_CREATE",
        access=[{"type": "unrestricted"}, {"type": "access_code", "from": LATER}],
    ),
    _publish("name-missing-sv", _NO_TEXT, name=_texts(sv=None)),
    _publish("name-missing-en", _NO_TEXT, name=_texts(en=" ")),
    _publish("description-missing-fi", _NO_TEXT, description=_texts(fi="<b> </b>")),
    _publish("description-missing-sv", _NO_TEXT, description=_texts(sv="")),
    _publish("description-missing-en", _NO_TEXT, description=_texts(en=None)),
    _publish("price-missing", "RESERVATION_UNIT_PRICINGS_MISSING", pricing=None),
    _publish("access-missing", _NO_ACCESS, access=None),
    _publish("type-missing", "RESERVATION_UNIT_MISSING_RESERVATION_UNIT_TYPE", type=None),
    _publish(
        "capacity-min-over-max",
        "RESERVATION_UNIT_MIN_PERSONS_GREATER_THAN_MAX_PERSONS",
        capacity={"min": 2, "max": 1},
    ),
)
"""Refused by both sides with one code: every check of the sandbox that a catalogue can break."""

ANSWERED_OTHERWISE: tuple[Case, ...] = (
    # Within a price the answer's own code is empty, so that only that of the whole is left.
    _otherwise("price-too-large", None, "MUTATION_VALIDATION_ERROR", pricing=_price(highest=10**8)),
    _otherwise(
        "price-material-too-long",
        None,
        "MUTATION_VALIDATION_ERROR",
        pricing=[{"free": True, "material": {"fi": "x" * 994}}],
    ),
    # The database refuses the second row of a day in its own words.
    _otherwise(
        "access-duplicate-date",
        None,
        "ValidationRefused",
        access=[
            {"type": "unrestricted"},
            {"type": "physical_key", "from": LATER},
            {"type": "unrestricted", "from": LATER},
        ],
    ),
    # What is no integer of GraphQL is rejected before anything runs.
    _otherwise("number-too-large", None, "RequestRejected", area=_LARGE),
    _otherwise("number-too-large", None, "RequestRejected", capacity={"max": _LARGE}),
    _otherwise(
        "booking-number-too-large", None, "RequestRejected", booking={"max_per_person": _LARGE}
    ),
    # Names are sent as numbers, and an unknown one has none: our own client refuses it.
    _otherwise("type-unknown", "does_not_exist", "ValidationRefused", type="Juhlasalli"),
    _otherwise("purpose-unknown", "does_not_exist", "ValidationRefused", purposes=["Juhlinta"]),
    _otherwise("equipment-unknown", "does_not_exist", "ValidationRefused", equipment=["Pianino"]),
    _otherwise(
        "cancellation-rule-unknown",
        "does_not_exist",
        "ValidationRefused",
        terms={"cancellation_rule": "Peruttavissa aina"},
    ),
    _otherwise("vat-unknown", None, "ValidationRefused", pricing=_price(vat=22)),
    _otherwise(
        "vat-disabled",
        "RESERVATION_UNIT_PRICINGS_TAX_PERCENTAGE_DISABLED",
        "ValidationRefused",
        pricing=_price(vat=24),
    ),
    # The engine makes no room whose space or venue is not there.
    _otherwise("part-of-unknown", _NO_SPACE, "VaraamoSyncError", part_of="ei-ole"),
    _otherwise("venue-unknown", "ENTITY_NOT_FOUND", "unready", venue={"tprek": "demo-999"}),
)
"""Refused by both sides, but not by one code, for the reasons above each."""

NOT_BY_A_CATALOGUE: Mapping[str, str] = {
    "CSRF_FAILURE": "the client sends its token with every request",
    "NOT_FOUND": "only a room that vanished between the plan and its write",
    "ENTITY_NOT_FOUND": "a room whose venue is unknown is never sent",
    "CREATE_PERMISSION_DENIED": "rights are the session's",
    "UPDATE_PERMISSION_DENIED": "rights are the session's",
    "DELETE_PERMISSION_DENIED": "a push deletes nothing",
    "FIELD_PERMISSION_DENIED": "rights are the session's",
    "FILTER_PERMISSION_DENIED": "rights are the session's",
    "RESERVATION_UNIT_FIRST_RESERVABLE_DATETIME_NOT_CALCULATED": "a matter of what is asked for",
    "ACCESS_TYPE_BEGIN_DATE_IN_PAST": "the row in force is sent as beginning today, none before it",
    "ACCESS_TYPE_CANNOT_BE_MOVED": "the row in force is never sent with another day",
    _NO_SPACE: "every room is published with a space of its own",
    "RESERVATION_UNIT_HAS_FUTURE_RESERVATIONS": "only at archiving, by what residents booked",
    "invalid": "wrong kinds of value, which the model cannot hold, and deleting",
    "incorrect_type": "terms are looked up among those of the booking system before they are sent",
    "null": "where nothing is stated nothing is sent, and what is cleared is sent as empty",
}
"""Codes that no room of a catalogue can provoke, and why."""
