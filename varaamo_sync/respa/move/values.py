"""What became of a room of Respa: what was taken, what a person is asked, what is only kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from varaamo_sync.model import Lang
from varaamo_sync.respa.move.pictures import Picture
from varaamo_sync.startup.fast_dataclass import dataclass

KEPT = (
    "access_code_type",
    "attachments",
    "captions",
    "cash_payments_allowed",
    "external_reservation_url",
    "generic_terms",
    "images",
    "min_age",
    "max_age",
    "opening_hours",
    "overnight_reservations",
    "payment_terms",
    "products",
    "public",
    "required_reservation_extra_fields",
    "reservable",
    "reservation_additional_information",
    "reservation_confirmed_notification_extra",
    "reservation_extra_questions",
    "reservation_metadata_set",
    "reservation_requested_notification_extra",
    "responsible_contact_info",
    "send_sms_notification",
    "specific_terms",
    "tags",
    "timmi_resource",
    "timmi_room_id",
    "universal_field",
)
"""Fields of Respa that a note may speak of, each with words of its own."""

EMPTY: tuple[Any, ...] = (None, "", [], {}, False, 0, "00:00:00")
"""What a field says that says nothing."""

NIGHTS = ("overnight_reservations", "overnight_start_time", "overnight_end_time")
"""Whether whole nights are booked, and between which times; the times stand there anyway."""

NOTHING = {"access_code_type": ("none",)}
"""Words by which a field says that it says nothing."""

SAYS_NOTHING = frozenset(
    [
        "accessibility_base_url",  # an address by itself
        "created_at",
        "created_by",
        "generate_access_codes",  # on everywhere, whether doors have codes or not
        "id",
        "is_external",  # true of everything that an API made
        "is_favorite",  # of who asks
        "location",  # the place's, and Varaamo's place knows it
        "max_price_per_hour",
        "min_price_per_hour",
        "modified_at",
        "modified_by",
        "payment_requested_waiting_time",
        "price_type",
        "public",  # nobody sees others without a login
        "reservable_after",  # computed of the days in advance
        "reservable_before",
        "reservable_by_all_staff",
        "included_reservation_home_municipality_fields",
        "reservation_feedback_url",
        "reservations",
        "supported_reservation_extra_fields",  # those that are required tell what is asked
        "unit",
        "unit_detail",
        "user_permissions",  # of who asks
    ]
)
"""Fields of Respa that say nothing of a room, or nothing that others do not say."""


class Taken(NamedTuple):
    """A value in the catalogue's form, and the field of Respa that it comes from."""

    value: Any
    source: str


class Asked(NamedTuple):
    """What only a person can say: Respa's own words, and the field that they stand in."""

    words: str
    source: str


class Kept(NamedTuple):
    """What has no counterpart: the field of Respa, and what stands in it."""

    source: str
    text: str


class Oddity(NamedTuple):
    """What contradicts itself or changed on its way: the rule that tells it, and its values."""

    rule: str
    source: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CarriedVenue:
    """A unit of Respa.

    Attributes:
        id: Its id there.
        tprek: Its id in the service map, where its id there is made of one.
        name: Its name by language.
        address: Its street address.
    """

    id: str
    tprek: str = ""
    name: Mapping[Lang, str] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True, slots=True)
class CarriedRoom:
    """A resource of Respa, carried over.

    Fields are called as columns of workbooks are: ``name.fi``, ``booking.min``; prices stand
    apart.

    Attributes:
        id: Its id in Respa.
        key: The key of the room: its id, where that can be one.
        venue: Where it is.
        taken: Values by field.
        price: Parts of its price, such as ``lowest``.
        asked: Questions by field.
        kept: What has no counterpart.
        oddities: What contradicts itself, or changed.
        pictures: Its pictures, the main one first.
        evidence: The field of Respa that tells whether it could be booked there, with its value.
    """

    id: str
    key: str
    venue: CarriedVenue
    taken: Mapping[str, Taken]
    price: Mapping[str, Taken]
    asked: Mapping[str, Asked]
    kept: tuple[Kept, ...]
    oddities: tuple[Oddity, ...]
    pictures: tuple[Picture, ...]
    evidence: Kept
