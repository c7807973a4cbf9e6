"""Who is logged in, as text and as JSON; ``schemas/whoami.schema.json`` shapes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from varaamo_sync.booking import Role, User
from varaamo_sync.model import Lang
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase, Theme
from varaamo_sync_cli.console.settings import SESSION

line = Theme("commands/session")


@dataclass(frozen=True, slots=True)
class UserView:
    """Who is logged in to a booking system.

    Attributes:
        user: Who, or ``None`` for nobody.
        how: Where the session is from.
        ended: Whether there was a session that nobody knows any more.
    """

    user: User | None
    venues: Sequence[RemoteVenue]
    origin: str
    how: Phrase | str
    ended: bool
    lang: Lang

    def names(self, pks: Collection[int]) -> list[str]:
        """Return what venues are called."""
        names = (v.name.get(self.lang) or v.name.get("fi") or str(v.pk) for v in self.venues)
        return [name for venue, name in zip(self.venues, names, strict=True) if venue.pk in pks]

    def role(self, role: Role) -> str:
        """Return a role with the venues that it is for."""
        if role.venues is None:
            return role.name
        return f"{role.name} ({', '.join(self.names(role.venues))})"


def as_text(view: UserView) -> str:
    """Return who is logged in, or what became of the session."""
    user, lang = view.user, view.lang
    if user is None:
        ended = "ended_first" if view.how == SESSION else "ended"
        more = [line(ended, lang, how=view.how)] if view.ended else []
        return "\n".join([line("nobody", lang, origin=view.origin), *more])
    roles = ", ".join(map(view.role, user.roles)) or line("no_role", lang)
    may = "all" if user.manages_all else "some" if user.venues else "none"
    return "\n".join(
        (
            line("user", lang, user=user.username, origin=view.origin, how=view.how),
            line("roles", lang, roles=roles),
            line(f"manages_{may}", lang, venues=", ".join(view.names(user.venues))),
        )
    )


def as_json(view: UserView) -> dict[str, Any]:
    """Return who is logged in as JSON values."""
    user = view.user
    return {
        "origin": view.origin,
        "user": user.username if user else None,
        "session_from": str(view.how) if user else None,
        "session_ended": str(view.how) if view.ended else None,
        "roles": [
            {
                "role": role.name,
                "venues": None if role.venues is None else view.names(role.venues),
            }
            for role in (user.roles if user else ())
        ],
        "manages_all": bool(user and user.manages_all),
        "venues": view.names(user.venues) if user and not user.manages_all else [],
    }
