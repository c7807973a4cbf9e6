"""From the body of a request to a GraphQL document and its variables (facts, section 3)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import parse_qsl

from varaamo_sync.sandbox.messages import WebRequest
from varaamo_sync.sandbox.rules.images import UploadedFile
from varaamo_sync.startup.fast_dataclass import dataclass

BODY_LIMIT = 2_621_440
"""Bytes of a body without its files (facts, section 3: 2.5 MB)."""

_FORM, _PARTS = "application/x-www-form-urlencoded", "multipart/form-data"

_IN_MEMORY = {"MAX_MEMORY_FILE_SIZE": float("inf")}


class BadRequest(Exception):
    """A request that is rejected before it is looked into."""


class TooLarge(Exception):
    """A body that is larger than the server takes."""


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """What a request asks to run."""

    query: str
    variables: Mapping[str, Any] | None
    operation_name: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body that was read whole."""

    kind: str
    content: bytes = field(default=b"", repr=False)
    form: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: Mapping[str, UploadedFile] = field(default_factory=dict, repr=False)


def read_body(request: WebRequest) -> Body:
    """Read a body, and its files where it has any.

    Raises:
        BadRequest: It is not what it says it is.
    """
    if request.kind == _FORM:
        pairs = parse_qsl(request.content.decode("latin-1"), keep_blank_values=True)
        return Body(request.kind, form=dict(pairs))
    if request.kind == _PARTS:
        return _read_parts(request)
    return Body(request.kind, request.content)


def _read_parts(request: WebRequest) -> Body:
    from python_multipart.exceptions import FormParserError  # few requests bring files
    from python_multipart.multipart import File, create_form_parser

    texts: dict[str, str] = {}
    files: dict[str, UploadedFile] = {}

    def take_text(field: Any) -> None:
        value = field.value or b""
        if len(value) > BODY_LIMIT:
            raise BadRequest(f"Part exceeded maximum size of {BODY_LIMIT // 1024}KB.")
        texts[field.field_name.decode()] = value.decode()

    def take_file(file: File) -> None:
        file.file_object.seek(0)
        name = (file.file_name or b"").decode()
        files[(file.field_name or b"").decode()] = UploadedFile(name, file.file_object.read())
        file.close()

    headers = {"Content-Type": request.headers["content-type"].encode()}
    try:
        parser = create_form_parser(headers, take_text, take_file, _IN_MEMORY)
        parser.write(request.content)
        parser.finalize()
    except (FormParserError, UnicodeDecodeError) as exc:
        raise BadRequest(str(exc)) from exc
    return Body(request.kind, form=texts, files=files)


def read_query(body: Body, parameters: Mapping[str, str]) -> QueryRequest:
    """Return what is to be run; parameters of the address come before the body.

    Raises:
        BadRequest: There is nothing that could be run.
        TooLarge: It does not even come through to the server.
    """
    data = _data(body)
    query = parameters.get("query") or data.get("query")
    variables = parameters.get("variables") or data.get("variables")
    name = parameters.get("operationName") or data.get("operationName")
    if isinstance(variables, str):
        variables = _parse(variables, "Variables are invalid JSON.")
    if variables and not isinstance(variables, dict):
        raise BadRequest("Variables are invalid JSON.")
    if name and not isinstance(name, str):
        raise BadRequest(f"Unknown operation named {name!r}.")
    if not isinstance(query, str) or not query:
        raise BadRequest("Must provide query string.")
    return QueryRequest(
        query=query,
        variables=variables or None,
        operation_name=name if name and name != "null" else None,
    )


def _data(body: Body) -> Mapping[str, Any]:
    if len(body.content) > BODY_LIMIT:
        raise TooLarge
    if body.kind == "application/graphql":
        return {"query": body.content.decode(errors="replace")}
    if body.kind == "application/json":
        data = _parse(body.content, "POST body sent invalid JSON.")
        if not isinstance(data, dict):  # an array too: there is no batching (section 4)
            raise BadRequest("The received data is not a valid JSON query.")
        return data
    return _upload(body) if body.files else body.form


def _parse(text: str | bytes, problem: str) -> Any:
    try:
        # A BOM is no JSON (facts, 4c).
        return json.loads(text.decode() if isinstance(text, bytes) else text)
    except ValueError:
        raise BadRequest(problem) from None


def _upload(body: Body) -> Mapping[str, Any]:
    """Return the operations of a multipart request, with its files in their places."""
    operations, places = (_part(body, name) for name in ("operations", "map"))
    for key, paths in places.items():
        if key not in body.files:
            raise BadRequest(f"File for path '{paths}' not found in request files.")
        for path in paths:
            _place(operations, str(path).split("."), body.files[key])
    return operations


def _part(body: Body, name: str) -> dict[str, Any]:
    if name not in body.form:
        raise BadRequest(f"File upload must contain an `{name}` value.")
    part = _parse(body.form[name], f"The `{name}` value must be a JSON object.")
    if not isinstance(part, dict):
        raise BadRequest(f"The `{name}` value is not a mapping.")
    return part


def _place(operations: Any, path: list[str], file: UploadedFile) -> None:
    place: Any = operations
    key: Any = path[-1]
    try:
        for step in path[:-1]:
            place = place[int(step) if isinstance(place, list) else step]
        key = int(key) if isinstance(place, list) else key
        is_free = place[key] is None
    except (KeyError, IndexError, TypeError, ValueError):
        is_free = False
    if not is_free:
        raise BadRequest("File map does not lead to a null value.")
    place[key] = file
