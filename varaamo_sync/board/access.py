"""Who may look at a board: everybody on this machine, elsewhere whoever has the token."""

from __future__ import annotations

import hmac
import re
from dataclasses import field
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address

from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern

COOKIE = "varaamo_sync_board"
QUERY = "token"

_LOCAL_NAMES = frozenset({"localhost"})
_PORT = lazy_pattern(r":\d+$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Access:
    """How a board is guarded.

    Attributes:
        token: What whoever looks has to know; ``None`` where only this machine can ask.
    """

    token: str | None = field(default=None, repr=False)

    def answers_host(self, host: str) -> bool:
        """Whether a request that was addressed so is answered.

        A page of somebody else may give its own name the address of this machine, and would then
        be let read what a browser here sees (DNS rebinding). It has no token, but without one the
        name is all that tells it from us.

        Args:
            host: The header ``Host``.
        """
        return self.token is not None or is_loopback(_PORT.sub("", host))

    def lets_in(self, *, query: str | None, authorization: str | None, cookie: str | None) -> bool:
        """Whether a request knows the token; it may say it in any of three ways.

        Args:
            query: The token of the address, for the first time.
            authorization: The header ``Authorization``, for programs.
            cookie: The header ``Cookie``, for browsers from then on.
        """
        if self.token is None:
            return True
        scheme, _, bearer = (authorization or "").partition(" ")
        said = [query, bearer.strip() if scheme.lower() == "bearer" else None, _cookie(cookie)]
        # All are compared, and each in the same time however much of it is right.
        known = [self.is_token(one) for one in said if one is not None]
        return any(known)

    def is_token(self, said: str) -> bool:
        """Whether a text is the token."""
        expected = (self.token or "").encode()
        return self.token is not None and hmac.compare_digest(
            said.encode("utf-8", "surrogatepass"), expected
        )


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine for itself alone."""
    bare = host.strip("[]").lower().rstrip(".")
    if bare in _LOCAL_NAMES:
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


def _cookie(header: str | None) -> str | None:
    try:
        found = SimpleCookie(header or "").get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None
