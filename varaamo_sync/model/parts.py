"""The parts of a room: texts, capacity, booking rules, access, prices, terms, images."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Self, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, SerializationInfo
from pydantic_core import CoreSchema, core_schema

from varaamo_sync.model.units import Lang
from varaamo_sync.model.values import (
    Day,
    Duration,
    Euros,
    Flag,
    Moment,
    Name,
    Percent,
    StartInterval,
    Whole,
    Words,
)
from varaamo_sync.suggest import require_known


def _dump_stated(
    part: "Part", dump: core_schema.SerializerFunctionWrapHandler, info: SerializationInfo
) -> dict[str, Any]:
    """Return what is stated; its type is left to the JSON Schema of the fields."""
    dumped: dict[str, Any] = dump(part)
    fields = part.__pydantic_fields__
    for name in fields.keys() - part.__pydantic_fields_set__:
        dumped.pop((info.by_alias and fields[name].serialization_alias) or name, None)
    return dumped


class Part(BaseModel):
    """Base of everything that people write into a catalogue: frozen, and strict about names.

    What is *stated* is managed, all else belongs to staff. So it belongs to the value: two that
    state different fields are not equal, and dumps hold what is stated alone, also where a part
    stands within a model of somebody else. What a field is that is not stated, its attribute says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Part):
            return NotImplemented
        return super().__eq__(other) and self.model_fields_set == other.model_fields_set

    def __hash__(self) -> int:
        values = map(vars(self).get, type(self).model_fields)
        known = (frozenset(value) if isinstance(value, dict) else value for value in values)
        return hash((*known, frozenset(self.model_fields_set)))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy that states some fields anew, each held to what it may be.

        Args:
            update: Values by the names of their fields.
            deep: Whether what it holds is copied, too.

        Raises:
            TypeError: There is no such field.
            ValidationError: A value is none that the field may have.
        """
        if update:
            fields = type(self).model_fields
            require_known(update, fields, f"{type(self).__name__}.model_copy")
            stated = {name: getattr(self, name) for name in self.model_fields_set}
            made = self.model_validate({**stated, **update}, by_alias=False, by_name=True)
            update = {name: getattr(made, name) for name in update}
        return super().model_copy(update=update, deep=deep)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        own = cast("dict[str, Any]", handler.resolve_ref_schema(schema))
        while own["type"] != "model":  # validators stand around it
            own = own["schema"]
        own["serialization"] = core_schema.wrap_serializer_function_ser_schema(
            _dump_stated, is_field_serializer=False, info_arg=True
        )
        return schema

    @classmethod
    def has_field(cls, path: str) -> bool:
        """Tell whether a dotted path names a field within: ``capacity.max``, ``pricing.vat``.

        The entries of a list need no numbers: ``pricing.vat`` is the VAT of any of the prices.
        """
        step, _, inner = path.partition(".")
        fields = {info.alias or name: info for name, info in cls.model_fields.items()}
        if step not in fields:
            return False
        while inner and inner.partition(".")[0].isdigit():
            inner = inner.partition(".")[2]
        part = next(_parts_in(fields[step].annotation), None)
        return not inner or (part is not None and part.has_field(inner))


def _parts_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts_in(argument)


class Text(Part):
    """A text in up to three languages. Blank lines make paragraphs; tags make it HTML."""

    fi: Words | None = None
    """Finnish."""
    sv: Words | None = None
    """Swedish."""
    en: Words | None = None
    """English."""

    def get(self, lang: Lang) -> str | None:
        """Return the text in a language, or ``None`` where there is none."""
        value: str | None = getattr(self, lang)
        return value


class Capacity(Part):
    """How many persons may book together, and fit."""

    min: Whole | None = None
    """Fewest persons."""
    max: Whole | None = None
    """Most persons."""


class BookingKind(StrEnum):
    """How a room is booked (Varaamo's ``ReservationKind``)."""

    DIRECT = "direct"
    SEASON = "season"
    BOTH = "both"


class Login(StrEnum):
    """How strongly the person who books must be identified (``AuthenticationType``)."""

    WEAK = "weak"
    STRONG = "strong"


class BookingForm(StrEnum):
    """What the person who books is asked (``ReservationFormType``)."""

    CONTACT_INFO = "contact_info"
    RESERVEE_INFO = "reservee_info"
    PURPOSE = "purpose"
    AGE_GROUP = "age_group"


class Window(Part):
    """How early and how late before its day a room can be booked."""

    min_days: Whole | None = None
    """Days before, at the latest."""
    max_days: Whole | None = None
    """Days before, at the earliest."""


class Booking(Part):
    """The rules by which a room is booked."""

    kind: BookingKind = BookingKind.BOTH
    """Booked directly, applied for by season, or both."""
    interval: StartInterval | None = None
    """Minutes between possible starts; Varaamo's own default is 15."""
    min: Duration | None = None
    """Shortest booking."""
    max: Duration | None = None
    """Longest booking."""
    buffer_before: Duration | None = None
    """Time kept free before a booking."""
    buffer_after: Duration | None = None
    """Time kept free after a booking."""
    window: Window | None = None
    """How early and how late a booking can be made."""
    opens: Moment | None = None
    """From when bookings can be made."""
    closes: Moment | None = None
    """Until when bookings can be made."""
    max_per_person: Whole | None = None
    """Most bookings that one person may hold at a time."""
    handling: Flag = False
    """A member of staff handles each booking."""
    whole_day: Flag = False
    """A booking blocks the whole day."""
    login: Login = Login.WEAK
    """How strongly the person who books must be identified."""
    adults_only: Flag = False
    """Only adults may book."""
    free_on_request: Flag = False
    """One may apply for using the room free of charge."""
    form: BookingForm = BookingForm.CONTACT_INFO
    """What the person who books is asked."""


class AccessType(StrEnum):
    """How one gets in (Varaamo's ``AccessType``)."""

    ACCESS_CODE = "access_code"
    OPENED_BY_STAFF = "opened_by_staff"
    PHYSICAL_KEY = "physical_key"
    UNRESTRICTED = "unrestricted"


class Access(Part):
    """How one gets in, from a day on."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    type: AccessType
    """Door code, staff, key, or open door."""
    begins: Day | None = Field(default=None, alias="from")
    """First day; missing or past means from the day on which the room is made."""


class PriceUnit(StrEnum):
    """What a price is for (Varaamo's ``PriceUnit``)."""

    PER_15_MIN = "per_15_min"
    PER_30_MIN = "per_30_min"
    PER_HOUR = "per_hour"
    PER_HALF_DAY = "per_half_day"
    PER_DAY = "per_day"
    PER_WEEK = "per_week"
    FIXED = "fixed"


class Payment(StrEnum):
    """How a price is paid (Varaamo's ``PaymentType``)."""

    ON_SITE = "on_site"
    ONLINE = "online"
    ONLINE_OR_INVOICE = "online_or_invoice"


class Price(Part):
    """What a booking costs from a day on, in euros, VAT included."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    free: Flag = False
    """Free of charge; then no amount is given and the VAT is 0 %."""
    lowest: Euros | None = None
    """Lowest price in euros, VAT included."""
    highest: Euros | None = None
    """Highest price in euros, VAT included."""
    vat: Percent | None = None
    """VAT in percent, one of those that the booking system knows."""
    unit: PriceUnit = PriceUnit.PER_HOUR
    """What the price is for."""
    payment: Payment | None = None
    """How it is paid."""
    begins: Day | None = Field(default=None, alias="from")
    """First day; missing or past means from the day on which the room is made."""
    on_begin: Flag = False
    """Holds for bookings made from the first day on, not for bookings of days from then on."""
    material: Text | None = None
    """What materials cost, in words."""


class Terms(Part):
    """Terms by the id that the booking system gives them."""

    cancellation_rule: Name | None = None
    """Cancellation rule, by its Finnish name."""
    cancellation: Name | None = None
    """Cancellation terms, by their id."""
    payment: Name | None = None
    """Payment terms, by their id."""
    pricing: Name | None = None
    """Pricing terms, by their id."""
    service: Name | None = None
    """Service-specific terms, by their id."""


class Instructions(Part):
    """What the person who books is told, by the state of the booking."""

    pending: Text | None = None
    """While the booking waits to be handled."""
    confirmed: Text | None = None
    """When the booking is confirmed."""
    cancelled: Text | None = None
    """When the booking is cancelled."""
    applicants: Text | None = None
    """Notes for those who apply by season."""


class ImageType(StrEnum):
    """What an image is for (Varaamo's ``ReservationUnitImageType``)."""

    MAIN = "main"
    OTHER = "other"


class Image(Part):
    """A picture of the room."""

    file: Name
    """Path of the picture, beside the file that names it."""
    type: ImageType = ImageType.OTHER
    """The main picture, or another one."""


class Publishing(Part):
    """When the room is shown."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    begins: Moment | None = Field(default=None, alias="from")
    """From when it is shown."""
    ends: Moment | None = Field(default=None, alias="until")
    """Until when it is shown."""
