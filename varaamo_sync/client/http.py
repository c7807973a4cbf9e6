"""The one place that speaks httpx: requests out, answers and failures in."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

import httpx

from varaamo_sync.errors import CredentialsWithheld, ProtocolMismatch, Unreachable, UsageError
from varaamo_sync.protocol.exchange import Request, Response

TIMEOUT = httpx.Timeout(connect=10.0, read=75.0, write=30.0, pool=60.0)
"""Seconds. Reading waits past the 60 s after which the server's own proxy gives up (facts, 4)."""

LARGEST_ANSWER = 50_000_000
"""Bytes; a page of 100 rooms with every field is some 1 MB."""


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address.

    Raises:
        UsageError: The address is none, or holds a user name or a password.
    """
    if "@" in url:  # told without the address: a password may stand in it
        raise UsageError(
            "The address holds a user name or a password.",
            fix="Give them in the environment: VARAAMO_SYNC_USERNAME and VARAAMO_SYNC_PASSWORD.",
        )
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("http", "https") or not parts.hostname or port == -1:
        raise UsageError(
            f"{url!r} is no address of a booking system.",
            fix="Write it as https://host, without a path.",
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def check_transport_safe(origin: str) -> None:
    """Refuse plain HTTP to anywhere but this machine.

    Raises:
        CredentialsWithheld: Session and password would travel in the open.
    """
    parts = urlsplit(origin)
    if parts.scheme == "https" or _is_loopback(parts.hostname or ""):
        return
    raise CredentialsWithheld(
        f"{origin} is plain HTTP; session and password would travel in the open.",
        fix="Use the https:// address.",
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def user_agent() -> dict[str, str]:
    """Return the header by which the booking system's operators know who asks."""
    return {"User-Agent": f"varaamo-sync/{version('varaamo-sync')}"}


def arguments(request: Request) -> dict[str, Any]:
    """Return the keyword arguments of ``httpx.Client.request`` for a request."""
    base: dict[str, Any] = {
        "method": request.method,
        "url": request.path,
        "headers": dict(request.headers),
    }
    if request.upload is not None:
        upload = request.upload
        return base | {
            "data": {
                "operations": json.dumps(request.json),
                "map": json.dumps({"0": [f"variables.{upload.variable}"]}),
            },
            "files": {"0": (upload.filename, upload.content, upload.media_type)},
        }
    if request.form is not None:
        return base | {"data": dict(request.form)}
    return base | {"json": request.json}


def answer(response: httpx.Response, operation: str) -> Response:
    """Return an answer as a value.

    Raises:
        ProtocolMismatch: It is larger than any answer of this API.
    """
    if len(response.content) > LARGEST_ANSWER:
        raise ProtocolMismatch("The answer is too large.", operation=operation)
    cookies = {cookie.name: cookie.value or "" for cookie in response.cookies.jar}
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Response(response.status_code, headers, response.content, cookies)


@contextmanager
def translated(origin: str, operation: str) -> Iterator[None]:
    """Turn the failures of httpx into errors of this library.

    Raises:
        Unreachable: No answer; ``certain`` when the request never left.
        UsageError: The address cannot be used.
    """
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as exc:
        raise Unreachable(
            f"{origin} cannot be reached: {exc or type(exc).__name__}.",
            operation=operation,
            certain=True,
            fix="Check the address and the network, then run the same command again.",
        ) from exc
    except (httpx.UnsupportedProtocol, httpx.InvalidURL) as exc:
        raise UsageError(f"{origin} cannot be used as an address: {exc}.") from exc
    except (httpx.HTTPError, httpx.StreamError) as exc:
        raise Unreachable(
            f"{origin} gave no answer to {operation}: {exc or type(exc).__name__}.",
            operation=operation,
            certain=False,
            fix="Run the same command again; it looks first at what was stored.",
        ) from exc
