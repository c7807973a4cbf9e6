"""What a push would do with a room, by name."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What a push would do with a room."""

    CREATE = "create"
    ADOPT = "adopt"
    UPDATE = "update"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ARCHIVE = "archive"
    RESTORE = "restore"
    """A room that we archived is brought back, and made as the catalogue wants it."""
    CONFLICT = "conflict"
    UNREADY = "unready"
    """Nothing is sent: the booking system would refuse even a draft."""
    NOTHING = "nothing"

    @property
    def writes(self) -> bool:
        """Whether something would be sent."""
        return self in _WRITING


_WRITING = frozenset(
    {
        Action.CREATE,
        Action.ADOPT,
        Action.UPDATE,
        Action.PUBLISH,
        Action.UNPUBLISH,
        Action.ARCHIVE,
        Action.RESTORE,
    }
)
