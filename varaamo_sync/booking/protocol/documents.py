"""The GraphQL documents that are sent; tests validate each against ``varaamo.graphql``."""

from __future__ import annotations

from collections.abc import Mapping

_TEXT_FIELDS = (
    "name",
    "description",
    "notesWhenApplying",
    "reservationPendingInstructions",
    "reservationConfirmedInstructions",
    "reservationCancelledInstructions",
)


def _in_three(field: str) -> str:
    return f"{field}Fi {field}Sv {field}En"


ROOM_FIELDS = f"""
pk extUuid isDraft publishingState reservationState
{" ".join(_in_three(field) for field in _TEXT_FIELDS)}
contactInformation surfaceArea minPersons maxPersons maxReservationsPerUser
reservationsMinDaysBefore reservationsMaxDaysBefore
reservationBeginsAt reservationEndsAt publishBeginsAt publishEndsAt
minReservationDuration maxReservationDuration bufferTimeBefore bufferTimeAfter
requireAdultReservee requireReservationHandling reservationBlockWholeDay canApplyFreeOfCharge
authentication reservationStartInterval reservationKind reservationForm searchTerms
unit {{ pk }}
spaces {{ pk }}
reservationUnitType {{ pk nameFi }}
cancellationRule @include(if: $login) {{ pk nameFi }}
cancellationTerms {{ pk }} serviceSpecificTerms {{ pk }}
pricingTerms {{ pk }} paymentTerms {{ pk }}
intendedUses {{ pk nameFi }}
equipments {{ pk nameFi }}
images {{ pk }}
pricings {{
  pk begins isActivatedOnBegins priceUnit paymentType lowestPrice highestPrice
  {_in_three("materialPriceDescription")}
  taxPercentage {{ pk value }}
}}
accessTypes(isActiveOrFuture: true) {{ pk accessType beginDate }}
"""

_NAMES = "pk nameFi nameSv nameEn"


def _page(field: str, node: str, *, arguments: str = "", directive: str = "") -> str:
    return f"""
  {field}(first: 100, offset: $offset{arguments}) {directive}{{
    totalCount
    edges {{ node {{ {node} }} }}
  }}"""


def _paged(name: str, field: str, node: str, *, arguments: str = "", variables: str = "") -> str:
    page = _page(field, node, arguments=arguments)
    return f"""
query {name}($offset: Int!{variables}) {{{page}
}}"""


CURRENT_USER = """
query CurrentUser {
  currentUser {
    pk username isSuperuser
    generalRoles { role }
    unitRoles { role units { pk } }
  }
}"""

CHECK_PERMISSIONS = """
query CheckPermissions($units: [Int!]) {
  checkPermissions(
    permission: CAN_MANAGE_RESERVATION_UNITS, units: $units, requireAll: true
  ) { hasPermission }
}"""

VENUES = "query Venues { unitsAll { pk tprekId nameFi nameSv nameEn } }"

SPACES = _paged(
    "Spaces",
    "units",
    f"pk spaces {{ {_NAMES} code surfaceArea maxPersons parent {{ pk }} }}",
    arguments=", pk: $venues",
    variables=", $venues: [Int]",
)


def _of_rooms(name: str) -> str:
    return _paged(
        name,
        "reservationUnits",
        ROOM_FIELDS,
        arguments=", pk: $rooms, orderBy: [pkAsc]",
        variables=", $rooms: [Int], $login: Boolean!",
    )


ROOMS = _of_rooms("Rooms")
ROOM = _of_rooms("Room")

ROOM_NUMBERS = "query RoomNumbers($venues: [Int]) { reservationUnitsAll(unit: $venues) { pk } }"

_SPANS = "reservableTimeSpans(startDate: $first, endDate: $last) { startDatetime endDatetime }"

OPENINGS = _paged(
    "Openings",
    "reservationUnits",
    f"pk isClosed firstReservableDatetime {_SPANS}",
    arguments=", pk: $rooms, orderBy: [pkAsc], calculateFirstReservableTime: true",
    variables=", $rooms: [Int], $first: Date!, $last: Date!",
)

HOURS = _paged(
    "Hours",
    "reservationUnits",
    f"pk {_SPANS}",
    arguments=", pk: $rooms, orderBy: [pkAsc]",
    variables=", $rooms: [Int], $first: Date!, $last: Date!",
)

_TERM = f"{_NAMES} termsType"
_TAX = "pk value isEnabled"

TYPES = _paged("Types", "reservationUnitTypes", _NAMES)
PURPOSES = _paged("Purposes", "intendedUses", _NAMES)
EQUIPMENT = _paged("Equipment", "equipments", _NAMES)
TERMS = _paged("Terms", "termsOfUse", _TERM)
TAXES = _paged("Taxes", "taxPercentages", _TAX)
CANCELLATION_RULES = _paged("CancellationRules", "reservationUnitCancellationRules", _NAMES)

_REFERENCE = (
    _page("reservationUnitTypes", _NAMES),
    _page("intendedUses", _NAMES),
    _page("equipments", _NAMES),
    _page("termsOfUse", _TERM),
    _page("taxPercentages", _TAX),
    _page("reservationUnitCancellationRules", _NAMES, directive="@include(if: $login) "),
)

REFERENCE = f"""
query Reference($offset: Int!, $login: Boolean!) {{{"".join(_REFERENCE)}
}}"""
"""A page of every list of reference data. The API counts the relations of each list by itself, and
there are none (facts, section 3)."""


def _mutation(name: str, field: str, input_type: str, selection: str) -> str:
    # Scalars only: selecting a relation stores the write and answers an error (facts, 4b).
    return f"""
mutation {name}($input: {input_type}!) {{
  {field}(input: $input) {{ {selection} }}
}}"""


CREATE_SPACE = _mutation("CreateSpace", "createSpace", "SpaceCreateMutationInput", "pk")
DELETE_SPACE = _mutation("DeleteSpace", "deleteSpace", "SpaceDeleteMutationInput", "deleted")
UPDATE_SPACE = _mutation("UpdateSpace", "updateSpace", "SpaceUpdateMutationInput", "pk")
CREATE_ROOM = _mutation(
    "CreateRoom",
    "createReservationUnit",
    "ReservationUnitCreateMutationInput",
    "pk extUuid publishingState",
)
UPDATE_ROOM = _mutation(
    "UpdateRoom",
    "updateReservationUnit",
    "ReservationUnitUpdateMutationInput",
    "pk extUuid publishingState",
)
ARCHIVE_ROOM = _mutation(
    "ArchiveRoom", "archiveReservationUnit", "ReservationUnitArchiveMutationInput", "pk"
)
CREATE_IMAGE = _mutation(
    "CreateImage",
    "createReservationUnitImage",
    "ReservationUnitImageCreateMutationInput",
    "pk",
)

ALL: Mapping[str, str] = {
    name: value
    for name, value in globals().items()
    if name.isupper() and isinstance(value, str) and ("query " in value or "mutation " in value)
}
"""Every document by the name of its constant."""
