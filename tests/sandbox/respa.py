"""Somebody who speaks to the double of Respa; knows HTTP, and nothing of the project."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from dataclasses import dataclass
from typing import Any

import httpx

WRITER, EDITOR, VIEWER = "respa-writer", "respa-editor", "respa-viewer"
VENUE = "tprek:demo-001"


def png(width: int = 200, height: int = 150) -> bytes:
    """Return a picture of this size, white."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def image(content: bytes | None = None, kind: str = "main", **values: Any) -> dict[str, Any]:
    """Return a picture as it is sent."""
    data = base64.b64encode(png() if content is None else content).decode()
    return {
        "type": kind,
        "caption": texts("Kuva"),
        "image": {"name": "kuva.png", "data": data},
        **values,
    }


def texts(text: str) -> dict[str, str]:
    """Return a text in the three languages."""
    return {"fi": text, "en": f"{text} (en)", "sv": f"{text} (sv)"}


def new(**values: Any) -> dict[str, Any]:
    """Return the smallest resource that is taken."""
    return {
        "unit": VENUE,
        "public": True,
        "name": texts("Ryhmätyötila 1"),
        "description": texts("Tila."),
        "need_manual_confirmation": False,
        "authentication": "weak",
        "people_capacity": 8,
        "min_period": "00:30:00",
        "max_period": "04:00:00",
        "slot_size": "00:30:00",
        "reservation_info": texts("Tervetuloa."),
        "terms_of_use": [],
        "images": [image()],
        "type": "type-1",
        "purposes": ["purpose-1"],
        **values,
    }


@dataclass
class Respa:
    """Somebody who speaks to Respa, with a token or without."""

    http: httpx.Client
    token: str | None = None

    def log_in(self, name: str) -> Respa:
        """Return somebody who has logged in."""
        sent = {"username": name, "password": name}
        answer = self.http.post("/respa/api-token-auth/", data=sent)
        assert 200 == answer.status_code, answer.text
        return Respa(self.http, answer.json()["token"])

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Send a request; return its status and its JSON, or its text where that is none."""
        headers = {"Authorization": f"JWT {self.token}"} if self.token else {}
        sent = {} if body is None else {"json": body}
        answer = self.http.request(method, f"/respa/{path}", headers=headers, **sent)
        try:
            return answer.status_code, answer.json()
        except json.JSONDecodeError:
            return answer.status_code, answer.text

    def get(self, path: str) -> Any:
        """Read something, which must succeed."""
        status, value = self.ask("GET", f"v1/{path}")
        assert 200 == status, value
        return value

    def add(self, **values: Any) -> Any:
        """Add a resource, which must succeed."""
        status, value = self.ask("POST", "v1/resource/new/", new(**values))
        assert 201 == status, value
        return value

    def change(self, id: str, **values: Any) -> Any:
        """Change a resource, which must succeed."""
        status, value = self.ask("PATCH", f"v1/resource/{id}/update/", values)
        assert 200 == status, value
        return value

    def refusal(self, **values: Any) -> Any:
        """Add a resource, which must be refused as invalid; what is ``None`` is not sent."""
        body = {name: value for name, value in new(**values).items() if value is not None}
        status, value = self.ask("POST", "v1/resource/new/", body)
        assert 400 == status, value
        return value
