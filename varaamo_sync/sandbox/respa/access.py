"""Who asks, and what they may do; a login is a token that ends."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from http import HTTPStatus

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rest.refusals import (
    NO_CREDENTIALS,
    NO_RIGHT,
    REQUIRED,
    Refused,
    forbidden,
    invalid,
)
from varaamo_sync.sandbox.rest.requests import Answer, RestRequest
from varaamo_sync.startup.fast_dataclass import dataclass

LIFETIME = timedelta(seconds=900)
LEEWAY = timedelta(seconds=30)
"""How long a token is good for, and how much longer it is taken all the same."""

SCHEME = 'JWT realm="api"'
"""How who is not known is asked to say who they are."""

ADD, CHANGE, VIEW = "add_resource", "change_resource", "view_resource"
DELETE, RESTORE = "can_delete_resource", "can_restore_resource"
ADD_UNIT, CHANGE_UNIT = "add_unit", "change_unit"
"""Rights; each holds for the resources of every unit."""

_KEYWORD = "JWT"
_ENDED = {
    "detail": "Given token not valid for any token type",
    "code": "token_not_valid",
    "messages": [
        {
            "token_class": "AccessToken",
            "token_type": "access",
            "message": "Token is invalid or expired",
        }
    ],
}
_TWO_PARTS = {
    "detail": "Authorization header must contain two space-delimited values",
    "code": "bad_authorization_header",
}
_NO_ACCOUNT = {"detail": "No active account found with the given credentials"}


@dataclass(frozen=True, slots=True)
class RespaUser:
    """Whose token was sent.

    Attributes:
        rights: What they may do.
        is_general_admin: Whether they see and book everything; no right to change comes with it.
        units: Ids of the units whose hidden resources they see.
    """

    username: str
    rights: frozenset[str]
    is_general_admin: bool
    units: frozenset[str]

    @property
    def is_staff(self) -> bool:
        """Whether they work for the city."""
        return self.is_general_admin or bool(self.units)

    def sees_hidden(self, unit: str) -> bool:
        """Whether they see resources of a unit that are not public."""
        return self.is_general_admin or unit in self.units


def log_in(database: Database, request: RestRequest) -> Answer:
    """Give a token for a user name and a password.

    Raises:
        Refused: One is missing, or they are nobody's.
    """
    sent = request.body if isinstance(request.body, dict) else {}
    missing = {name: [REQUIRED] for name in ("username", "password") if name not in sent}
    if missing:
        raise invalid(missing)
    sql = "SELECT pk FROM respaUser WHERE username = ? AND password = ?"
    pk = database.value(sql, *(str(sent[name]) for name in ("username", "password")))
    if pk is None:
        raise Refused(HTTPStatus.UNAUTHORIZED, _NO_ACCOUNT)
    refresh, access = (".".join(secrets.token_urlsafe(24) for _ in range(3)) for _ in range(2))
    ends = database.now() + LIFETIME
    database.insert("respaToken", {"token": access, "user": pk, "expires": ends.isoformat()})
    return HTTPStatus.OK, {"refresh": refresh, "access": access, "token": access}


def end_logins(database: Database) -> None:
    """End every login at once, without a word to those who hold them."""
    database.run("DELETE FROM respaToken")


def user_of(database: Database, authorization: str | None) -> RespaUser | None:
    """Return who asks; ``None`` for somebody without a token.

    Raises:
        Refused: The token has ended, or never was one: even what is public is refused then.
    """
    words = (authorization or "").split()
    if not words or words[0] != _KEYWORD:
        return None
    if len(words) != 2:
        raise Refused(HTTPStatus.UNAUTHORIZED, _TWO_PARTS)
    row = database.row(
        "SELECT * FROM respaToken JOIN respaUser ON pk = user WHERE token = ? AND expires > ?",
        words[1],
        (database.now() - LEEWAY).isoformat(),
    )
    if row is None:
        raise Refused(HTTPStatus.UNAUTHORIZED, _ENDED)
    rights, units = (frozenset(json.loads(row[name])) for name in ("rights", "units"))
    return RespaUser(row["username"], rights, bool(row["isGeneralAdmin"]), units)


def demand(user: RespaUser | None, right: str | None = None) -> RespaUser:
    """Return who asks, if they have a right.

    Args:
        user: Who asks.
        right: The right; where none is named it is enough to have a login.

    Raises:
        Refused: They have not said who they are, or may not.
    """
    if user is None:
        raise Refused(HTTPStatus.UNAUTHORIZED, {"detail": NO_CREDENTIALS})
    if right is not None and right not in user.rights:
        raise forbidden(NO_RIGHT)
    return user
