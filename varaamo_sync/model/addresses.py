"""Addresses of booking systems: what is one, by the same test wherever one is written."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words.forms import SANDBOX_ORIGIN as SANDBOX_ORIGIN  # noqa: PLC0414  # an address, too

_LABEL = lazy_pattern(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
"""A part of a host's name (RFC 1123, 2.1; the underscore is seen in practice)."""

_LONGEST_HOST = 253
_MOST_PORTS = 65_535


def origin_in(url: str) -> str:
    """Return scheme, host and port of an address.

    Raises:
        ValueError: It is none to which a request could go.
    """
    if not url.isprintable() or " " in url:
        raise ValueError("there is a blank or a sign that cannot be seen in it")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:  # told without its text: a password may stand where a port should
        raise ValueError("its host or its port is none") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("it does not begin with https:// and a host")
    if port is not None and not 0 < port <= _MOST_PORTS:
        raise ValueError("there is no such port")
    if parts.path not in ("", "/") or set("?#") & set(url):
        raise ValueError("it has more than a host and a port")
    if ":" in host:
        if "%" in host:
            raise ValueError("the address of the host names a network card")
        ipaddress.IPv6Address(host)
        host = f"[{host}]"
    else:
        _check_name(host)
    return f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")


def address_parts(url: str) -> tuple[str, str]:
    """Return origin and path of the address of an API; the path ends without a slash.

    Raises:
        ValueError: It is none, or has more than a path.
    """
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    if set("?#@") & set(url) or not path.isprintable() or " " in path:
        raise ValueError("no path of an API")
    return origin_in(f"{scheme}://{host}"), f"/{path}".rstrip("/")


def is_here(origin: str) -> bool:
    """Whether an address is one of this machine."""
    host = urlsplit(origin).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_name(host: str) -> None:
    written = host
    if not host.isascii() or any(label.startswith("xn--") for label in host.split(".")):
        import idna

        written = idna.encode(host).decode("ascii")  # raises UnicodeError, which is a ValueError
        for label in written.split("."):
            if label.startswith("xn--"):
                idna.decode(label)
    labels = written.removesuffix(".").split(".")
    if len(written) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError("there is no host of such a name")
    if labels[-1].isdecimal():  # no name ends in a number (RFC 3696, 2)
        ipaddress.IPv4Address(written)
