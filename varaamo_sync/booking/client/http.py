"""The one place that speaks httpx: requests out, answers and failures in."""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

import httpx

from varaamo_sync.booking.client.body import ENCODING, Body
from varaamo_sync.booking.client.options import CONTACT, ClientOptions, Timeouts
from varaamo_sync.booking.client.sending import Line
from varaamo_sync.booking.protocol.exchange import Request, Response
from varaamo_sync.errors import CredentialsWithheld, UsageError, part
from varaamo_sync.model.addresses import origin_in
from varaamo_sync.secrecy import without_passwords
from varaamo_sync.words import Phrase

CONNECTIONS = 20
"""Most connections at once; more than four writers only fill the server's queue (facts, 5)."""

IDLE = 4.0
"""Seconds that an unused connection is kept: less than the 5 s after which quick servers close
it, so that no request meets a connection that is being closed."""

_HEADERS = ("date", "location", "retry-after")
"""What is read of an answer's headers; no other is kept, for a cookie may stand in it."""


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address.

    Raises:
        UsageError: The address is none, or holds a user name or a password.
    """
    if "@" in url:  # told without the address: a password may stand in it
        raise UsageError("address-with-credentials")
    try:
        return origin_in(url)
    except ValueError:  # told without its text, which quotes any sign of the address
        raise _no_address(url) from None


def _no_address(url: str) -> UsageError:
    """Return the error for an address, untold where a password may stand in place of its port."""
    try:
        _ = urlsplit(url).port
    except ValueError:
        return UsageError("address-none-hidden")
    return UsageError("address-none", url=without_passwords(url))


def check_transport_safe(origin: str) -> None:
    """Refuse plain HTTP to anywhere but this machine.

    Raises:
        CredentialsWithheld: Session and password would travel in the open.
    """
    if origin.startswith("https:") or is_here(origin):
        return
    raise CredentialsWithheld("plain-http", origin=origin)


def is_here(origin: str) -> bool:
    """Whether an address is one of this machine."""
    host = urlsplit(origin).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ways(origin: str, options: ClientOptions) -> dict[str, Any]:
    """Return the keyword arguments of ``httpx.Client`` for a booking system."""
    waits = options.get("timeouts") or Timeouts()
    return {
        "timeout": httpx.Timeout(
            connect=waits.connect, read=waits.read, write=waits.write, pool=waits.pool
        ),
        "limits": httpx.Limits(
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS,
            keepalive_expiry=IDLE,
        ),
        # A proxy of the environment is not asked for what is on this machine: it would be told
        # the session in the open.
        "trust_env": not is_here(origin),
    }


@contextmanager
def opening() -> Iterator[None]:
    """Turn what the environment keeps a client from being opened by into an error with words.

    Only names of variables are told: the address of a proxy may hold a password.

    Raises:
        UsageError: A variable of the environment is wrong.
    """
    try:
        yield
    except ImportError as exc:
        raise UsageError("proxy-socks", names=_named(_PROXIES)) from exc
    except OSError as exc:
        raise UsageError(
            "certificates-unusable", names=_named(_FILES), reason=exc.strerror or type(exc).__name__
        ) from exc
    except (ValueError, TypeError, httpx.InvalidURL) as exc:
        raise UsageError("proxy-none", names=_named(_PROXIES)) from exc


_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
_FILES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


def _named(variables: Iterable[str]) -> list[Phrase | str]:
    """Return the names of those of some variables that are set."""
    both = (spelt for name in variables for spelt in (name, name.lower()))
    return [name for name in both if os.environ.get(name)] or [part("environment")]


def manners(options: ClientOptions) -> dict[str, str]:
    """Return the headers of every request: who asks, and how an answer may be packed.

    Raises:
        UsageError: The contact does not fit into a header.
    """
    contact = options.get("contact", CONTACT)
    if not (contact.isascii() and contact.isprintable()):
        raise UsageError("contact-unsendable")
    return {
        "User-Agent": f"varaamo-sync/{version('varaamo-sync')} (+{contact})",
        "Accept-Encoding": ENCODING,
    }


def outgoing(request: Request, line: Line, trace: object) -> httpx.Request:
    """Return a request as httpx sends it, whole: the client has nothing to merge into it.

    Args:
        request: What to send.
        line: The way that it takes.
        trace: Called by httpcore with every step of it.
    """
    body: dict[str, Any]
    if request.upload is not None:
        upload = request.upload
        operations = {
            "operations": json.dumps(request.json),
            "map": json.dumps({"0": [f"variables.{upload.variable}"]}),
        }
        files = {"0": (upload.filename, upload.content, upload.media_type)}
        body = {"data": operations, "files": files}
    elif request.form is not None:
        body = {"data": dict(request.form)}
    else:
        body = {"json": request.json}
    return httpx.Request(
        request.method,
        _address(line.origin, request.path),
        headers={**line.headers(), **request.headers},
        extensions={"trace": trace},
        **body,
    )


@lru_cache(maxsize=16)
def _address(origin: str, path: str) -> httpx.URL:
    """Return an address taken apart; there are two of each booking system."""
    return httpx.URL(origin + path)


def body_of(response: httpx.Response, operation: str) -> Body:
    """Return what takes the bytes of an answer.

    Raises:
        ProtocolMismatch: It is packed in a way that was not asked for.
    """
    if response.is_stream_consumed:  # a transport in memory has unpacked it already
        body = Body("", operation)
        body.add(response.content)
        return body
    return Body(response.headers.get("content-encoding", ""), operation)


def answer(response: httpx.Response, body: Body) -> Response:
    """Return an answer as a value."""
    jar = response.cookies.jar if "set-cookie" in response.headers else ()
    cookies = {cookie.name: cookie.value or "" for cookie in jar}
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    return Response(response.status_code, headers, body.whole(), cookies)
