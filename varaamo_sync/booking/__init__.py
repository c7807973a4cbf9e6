"""The booking system: what can be asked of it, and the port that carries it out.

What speaks to a real one stands in rooms of its own: ``varaamo_sync.booking.protocol`` (Varaamo's
GraphQL, pure), ``varaamo_sync.booking.client`` (HTTP) and ``varaamo_sync.booking.retry``.
"""

from varaamo_sync.booking.links import opening_hours_link
from varaamo_sync.booking.permits import ask_permit, ask_permit_async, permitted_by
from varaamo_sync.booking.port import (
    WEEKS_READ,
    ArchiveRoom,
    AsyncBookingAPI,
    BookingAPI,
    CheckRights,
    Command,
    CreateRoom,
    CreateSpace,
    DeleteSpace,
    Opening,
    Picture,
    ReadHours,
    ReadOpenings,
    ReadReference,
    ReadRoom,
    ReadRooms,
    ReadSpaces,
    ReadUser,
    ReadVenues,
    RestoreRoom,
    Role,
    Stored,
    UpdateRoom,
    UpdateSpace,
    UploadImage,
    User,
)
from varaamo_sync.model.open_times import OpeningHours, Span, sum_up_hours

__all__ = [
    "WEEKS_READ",
    "ArchiveRoom",
    "AsyncBookingAPI",
    "BookingAPI",
    "CheckRights",
    "Command",
    "CreateRoom",
    "CreateSpace",
    "DeleteSpace",
    "Opening",
    "OpeningHours",
    "Picture",
    "ReadHours",
    "ReadOpenings",
    "ReadReference",
    "ReadRoom",
    "ReadRooms",
    "ReadSpaces",
    "ReadUser",
    "ReadVenues",
    "RestoreRoom",
    "Role",
    "Span",
    "Stored",
    "UpdateRoom",
    "UpdateSpace",
    "UploadImage",
    "User",
    "ask_permit",
    "ask_permit_async",
    "opening_hours_link",
    "permitted_by",
    "sum_up_hours",
]
