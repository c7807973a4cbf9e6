"""What the sandbox hears and says over HTTP, as values, whoever carries it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True)
class WebRequest:
    """A request that has come whole.

    Attributes:
        method: HTTP method.
        scheme: ``http`` or ``https``.
        path: Path, decoded.
        query: What stands behind the question mark, as it came.
        headers: Headers by their names in small letters.
        content: The body.
    """

    method: str
    scheme: str
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(default=b"", repr=False)

    @property
    def netloc(self) -> str:
        """Host and port that it came to."""
        return self.headers.get("host", "")

    @property
    def origin(self) -> str:
        """Scheme, host and port that it came to."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def kind(self) -> str:
        """Type of the body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @cached_property
    def parameters(self) -> list[tuple[str, str]]:
        """Parameters of the address, in their order."""
        return parse_qsl(self.query, keep_blank_values=True)

    @cached_property
    def cookies(self) -> Mapping[str, str]:
        """Cookies by name."""
        pairs = (pair.partition("=") for pair in self.headers.get("cookie", "").split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs}


@dataclass(slots=True)
class WebResponse:
    """An answer.

    Attributes:
        content: The body.
        status: HTTP status.
        headers: Names and values; some, as ``Set-Cookie``, may come more than once.
    """

    content: bytes = b""
    status: int = HTTPStatus.OK
    headers: list[tuple[str, str]] = field(default_factory=list)

    def set_cookie(self, name: str, value: str, age: int, *, hidden: bool = False) -> None:
        """Set a cookie for some seconds, perhaps one that is hidden from scripts."""
        words = f"{name}={value}; {'HttpOnly; ' if hidden else ''}Max-Age={age}; Path=/"
        self.headers.append(("Set-Cookie", f"{words}; SameSite=lax"))


CarryOut = Callable[[], WebResponse]
"""Lets the server answer."""


class ConnectionCut(Exception):
    """There is no answer: the connection ends.

    Attributes:
        reset: Whether it is reset, instead of closed in good order.
    """

    def __init__(self, *, reset: bool) -> None:
        super().__init__("connection reset" if reset else "connection closed without an answer")
        self.reset = reset


def in_html(page: str | bytes, status: int = HTTPStatus.OK) -> WebResponse:
    """Return a page."""
    content = page if isinstance(page, bytes) else page.encode()
    return WebResponse(content, status, [("Content-Type", "text/html; charset=utf-8")])


def in_json(value: Any, status: int = HTTPStatus.OK, *, ascii: bool = True) -> WebResponse:
    """Return JSON, with all signs but those of ASCII escaped or as they are."""
    text = json.dumps(value, ensure_ascii=ascii, separators=(",", ":"))
    return WebResponse(text.encode(), status, [("Content-Type", "application/json")])


def in_words(words: str, status: int) -> WebResponse:
    """Return plain text."""
    return WebResponse(words.encode(), status, [("Content-Type", "text/plain; charset=utf-8")])
