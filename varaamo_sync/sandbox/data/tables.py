"""The tables of the sandbox; columns are called as the API calls its fields."""

from __future__ import annotations

from collections.abc import Iterable

VERSION = 1
"""Version of the tables, kept in the file."""

LANGS = ("Fi", "En", "Sv")

TRANSLATED = (
    "name",
    "description",
    "notesWhenApplying",
    "reservationPendingInstructions",
    "reservationConfirmedInstructions",
    "reservationCancelledInstructions",
)
"""Texts of a room that exist in three languages."""

DURATIONS = (
    "minReservationDuration",
    "maxReservationDuration",
    "bufferTimeBefore",
    "bufferTimeAfter",
)
"""Columns of a room that hold seconds."""

_EMPTY = ("description", "reservationPending", "reservationConfirmed", "reservationCancelled")


def _texts(field: str) -> Iterable[str]:
    default = " DEFAULT ''" if field.startswith(_EMPTY) else ""
    return (f"{field}{lang} TEXT{default}" for lang in LANGS)


_NAMES = ", ".join(f"name{lang} TEXT" for lang in LANGS)
_ROOM_TEXTS = ", ".join(column for field in TRANSLATED for column in _texts(field))
_PK = "pk INTEGER PRIMARY KEY AUTOINCREMENT"

SCHEMA = f"""
CREATE TABLE user (pk INTEGER PRIMARY KEY, username TEXT, password TEXT, isSuperuser INTEGER);
CREATE TABLE role (pk INTEGER PRIMARY KEY, user INTEGER, role TEXT, unit INTEGER);
CREATE TABLE session (key TEXT PRIMARY KEY, user INTEGER, expires TEXT);

CREATE TABLE unit (
    {_PK}, tprekId TEXT UNIQUE, tprekDepartmentId TEXT, rank INTEGER DEFAULT 0, {_NAMES},
    addressStreetFi TEXT DEFAULT '', addressStreetEn TEXT DEFAULT '',
    addressStreetSv TEXT DEFAULT '', addressZip TEXT DEFAULT '',
    addressCityFi TEXT DEFAULT '', addressCityEn TEXT DEFAULT '', addressCitySv TEXT DEFAULT ''
);
CREATE TABLE space (
    {_PK}, {_NAMES}, surfaceArea INTEGER, maxPersons INTEGER, code TEXT NOT NULL DEFAULT '',
    parent INTEGER, unit INTEGER NOT NULL
);
CREATE TABLE reservationUnitType ({_PK}, rank INTEGER DEFAULT 0, {_NAMES});
CREATE TABLE intendedUse ({_PK}, rank INTEGER DEFAULT 0, {_NAMES});
CREATE TABLE equipmentCategory ({_PK}, {_NAMES});
CREATE TABLE equipment ({_PK}, {_NAMES}, category INTEGER NOT NULL);
CREATE TABLE taxPercentage ({_PK}, value TEXT, isEnabled INTEGER DEFAULT 1);
CREATE TABLE cancellationRule ({_PK}, {_NAMES}, canBeCancelledTimeBefore INTEGER);
CREATE TABLE termsOfUse (
    pk TEXT PRIMARY KEY, termsType TEXT, {_NAMES}, textFi TEXT, textEn TEXT, textSv TEXT
);

CREATE TABLE reservationUnit (
    {_PK}, extUuid TEXT NOT NULL UNIQUE, rank INTEGER DEFAULT 0,
    {_ROOM_TEXTS}, contactInformation TEXT NOT NULL DEFAULT '',
    surfaceArea INTEGER, minPersons INTEGER, maxPersons INTEGER, maxReservationsPerUser INTEGER,
    reservationsMinDaysBefore INTEGER, reservationsMaxDaysBefore INTEGER,
    reservationBeginsAt TEXT, reservationEndsAt TEXT, publishBeginsAt TEXT, publishEndsAt TEXT,
    minReservationDuration INTEGER, maxReservationDuration INTEGER,
    bufferTimeBefore INTEGER NOT NULL DEFAULT 0, bufferTimeAfter INTEGER NOT NULL DEFAULT 0,
    isDraft INTEGER NOT NULL DEFAULT 0, isArchived INTEGER NOT NULL DEFAULT 0,
    requireAdultReservee INTEGER NOT NULL DEFAULT 0,
    requireReservationHandling INTEGER NOT NULL DEFAULT 0,
    reservationBlockWholeDay INTEGER NOT NULL DEFAULT 0,
    canApplyFreeOfCharge INTEGER NOT NULL DEFAULT 0,
    authentication TEXT NOT NULL DEFAULT 'WEAK',
    reservationStartInterval TEXT NOT NULL DEFAULT 'INTERVAL_15_MINUTES',
    reservationKind TEXT NOT NULL DEFAULT 'DIRECT_AND_SEASON',
    reservationForm TEXT NOT NULL DEFAULT 'CONTACT_INFO_FORM',
    searchTerms TEXT NOT NULL DEFAULT '[]',
    unit INTEGER NOT NULL, reservationUnitType INTEGER, cancellationRule INTEGER,
    cancellationTerms TEXT, serviceSpecificTerms TEXT, pricingTerms TEXT, paymentTerms TEXT,
    paymentProduct TEXT
);
CREATE INDEX room_by_unit ON reservationUnit (unit);
CREATE INDEX room_by_rank ON reservationUnit (rank, pk);
CREATE TABLE roomSpace (room INTEGER, other INTEGER, PRIMARY KEY (room, other)) WITHOUT ROWID;
CREATE TABLE roomEquipment (room INTEGER, other INTEGER, PRIMARY KEY (room, other)) WITHOUT ROWID;
CREATE TABLE roomIntendedUse (room INTEGER, other INTEGER, PRIMARY KEY (room, other)) WITHOUT ROWID;
CREATE INDEX room_by_space ON roomSpace (other);
CREATE TABLE pricing (
    {_PK}, reservationUnit INTEGER NOT NULL, begins TEXT NOT NULL,
    priceUnit TEXT NOT NULL DEFAULT 'PER_HOUR', paymentType TEXT,
    isActivatedOnBegins INTEGER NOT NULL DEFAULT 0,
    lowestPrice TEXT NOT NULL DEFAULT '0.00', highestPrice TEXT NOT NULL DEFAULT '0.00',
    materialPriceDescriptionFi TEXT DEFAULT '', materialPriceDescriptionEn TEXT DEFAULT '',
    materialPriceDescriptionSv TEXT DEFAULT '', taxPercentage INTEGER NOT NULL
);
CREATE INDEX pricing_by_room ON pricing (reservationUnit, begins);
CREATE TABLE accessType (
    {_PK}, reservationUnit INTEGER NOT NULL, accessType TEXT NOT NULL, beginDate TEXT NOT NULL
);
CREATE INDEX access_by_room ON accessType (reservationUnit, beginDate);
CREATE TABLE image (
    {_PK}, reservationUnit INTEGER NOT NULL, imageType TEXT NOT NULL, name TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL
);
CREATE INDEX image_by_room ON image (reservationUnit);
CREATE TABLE hours (
    reservationUnit INTEGER PRIMARY KEY, until TEXT, fullyBooked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE reservation ({_PK}, reservationUnit INTEGER NOT NULL, endsAt TEXT NOT NULL);
"""

ROOM_VIEW = """
CREATE TEMP VIEW room AS
SELECT priced.*,
    publishing_state(isArchived, isDraft, publishBeginsAt, publishEndsAt, now())
        AS publishingState,
    reservation_state(price, paymentProduct, reservationBeginsAt, reservationEndsAt, now())
        AS reservationState
FROM (
    SELECT base.*,
        (SELECT highestPrice FROM pricing
         WHERE reservationUnit = base.pk AND begins <= today() ORDER BY begins DESC LIMIT 1)
            AS price,
        (SELECT accessType FROM accessType
         WHERE reservationUnit = base.pk AND beginDate <= today()
         ORDER BY beginDate DESC LIMIT 1) AS currentAccessType
    FROM reservationUnit AS base
) AS priced
"""
"""Rooms with what is computed of them at this moment."""
