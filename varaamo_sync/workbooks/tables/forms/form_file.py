"""Reads forms from YAML files; each mistake is told at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from varaamo_sync.errors import FormInvalid, UsageError
from varaamo_sync.findings import Finding, Position
from varaamo_sync.findings import Path as Steps
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.suggest import join_names, suggest
from varaamo_sync.words import system_reason, text
from varaamo_sync.workbooks.cells.result import CellProblem
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.fields import Of, fields, find_field
from varaamo_sync.workbooks.tables.forms.form import Form, Source
from varaamo_sync.workbooks.text import preview

_MOST_BYTES = 1_000_000
_AT = lazy_pattern(r"at line (\d+),? column (\d+)")
_UNKNOWN = "extra_forbidden"
_FORM_PARTS, _SOURCE_PARTS = tuple(Form.model_fields), tuple(Source.model_fields)


@lru_cache(maxsize=1)
def packaged_forms() -> tuple[Form, ...]:
    """Return the forms that come with the package."""
    folder = resources.files("varaamo_sync.workbooks.tables") / "forms"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(parse_form(file.read_text(encoding="utf-8"), file.name) for file in files)


def read_form(path: Path | str) -> Form:
    """Read a form from a file.

    Raises:
        UsageError: The file cannot be read.
        FormInvalid: It is no form.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
        if len(data) > _MOST_BYTES:
            raise UsageError("form-too-large", file=path)
        return parse_form(data.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise UsageError("form-not-utf8", file=path) from error
    except OSError as error:
        raise UsageError("form-unreadable", file=path, reason=system_reason(error)) from error


def parse_form(yaml: str, name: str) -> Form:
    """Return the form that a text describes.

    Args:
        yaml: The text.
        name: Name of its file, as findings write it.

    Raises:
        FormInvalid: It describes none; every mistake is named with its line.
    """
    from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

    try:
        values = loads(yaml)
    except (ValueError, RecursionError) as error:
        raise _invalid([_no_yaml(str(error), yaml, name)]) from error
    places = _Places(yaml, name)
    try:
        form = Form.model_validate(values)
    except ValidationError as error:
        found = [_refused(dict(one), places) for one in error.errors(include_url=False)]
        raise _invalid(found) from error
    mistakes = list(_mistakes(form, places))
    if mistakes:
        raise _invalid(mistakes)
    return form


def _invalid(found: Sequence[Finding]) -> FormInvalid:
    said = "; ".join(f"{f.position}: {text(f.rule, 'message', 'en', f.params)}" for f in found)
    return FormInvalid(said, found)


def _no_yaml(said: str, yaml: str, name: str) -> Finding:
    if "duplicate entry" in said:
        key, position = _Places(yaml, name).twice()
        return finding("mapping-twice", position, {"name": preview(key)})
    at = _AT.search(said)
    line, column = (int(at[1]), int(at[2])) if at else (1, 1)
    return finding("mapping-yaml", Position(name, line, column))


def _refused(error: Mapping[str, Any], places: _Places) -> Finding:
    """Return what the model refuses, in our own words."""
    path: Steps = tuple(error["loc"])
    name = ".".join(str(step) for step in path if step != "every") or "–"
    kind, context = error["type"], error.get("ctx", {})
    last = str(path[-1]) if path else ""
    if kind == _UNKNOWN:
        near = _near(last, _SOURCE_PARTS if len(path) > 1 else _FORM_PARTS)
        return finding("mapping-unknown", places.of(path), {"name": last, "near": near})
    if kind == "missing":
        return finding("mapping-missing", places.of(path[:-1]), {"name": last})
    if kind == "too_short":
        params = {"name": name, "count": context.get("min_length", 1)}
        return finding("mapping-too-short", places.of(path), params)
    params = {"name": name, "text": preview(_plain(error.get("input")))}
    if "expected" in context:
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return finding("mapping-choice", places.of(path), params | {"allowed": allowed})
    return finding("mapping-type", places.of(path), params)


def _plain(value: Any) -> str:
    """Return a value as its file writes it, never as Python does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return "" if value is None else str(value)


def _mistakes(form: Form, places: _Places) -> Iterator[Finding]:
    """Yield what a form says of fields that is not so."""
    for id, source in form.fields.items():
        here: Steps = ("fields", id)
        if form.kind(id) is None:
            params = {"name": id, "near": _near_fields(id, form)}
            yield finding("mapping-field", places.of(here), params)
            continue
        if bool(source.header) == (source.constant is not None):
            yield finding("mapping-source", places.of(here), {"name": id})
        if source.net and not (id == "price" or id in ("price.lowest", "price.highest")):
            yield finding("mapping-net", places.of((*here, "net")), {"name": id})
        said: list[tuple[Steps, str]] = [
            ((*here, "values", word), value) for word, value in source.values.items()
        ]
        for part in ("blank", "constant"):
            value = getattr(source, part)
            said += [((*here, part), value)] if value is not None else []
        for path, word in said:
            yield from _no_value(form, id, word, places.of(path))


def _no_value(form: Form, id: str, word: str, position: Position) -> Iterator[Finding]:
    try:
        form.value(id, word)
    except CellProblem as problem:
        params = {"name": id, "text": preview(word), "allowed": problem.params.get("allowed", "–")}
        yield finding("mapping-value", position, params)


def _near(name: str, known: tuple[str, ...]) -> str:
    return join_names(suggest(name, {one.casefold(): one for one in known}))


def _near_fields(name: str, form: Form) -> str:
    """Return fields that are nearly called so, or that a header calls so."""
    of: Of = "room" if form.rows == "rooms" else "venue"
    called = find_field(of, name)
    return called[0] if called else _near(name, tuple(fields(of)))


class _Places:
    """Where things stand in a text that is known to be YAML."""

    def __init__(self, yaml: str, name: str) -> None:
        self._yaml = yaml
        self._name = name

    def of(self, path: Steps) -> Position:
        """Return where the key or the item at a path stands, or the nearest that there is."""
        place = node = self._compose()
        for step in path:
            if step == "header" and not _pairs(node):  # the header alone, or several
                continue
            key, node = _child(node, step)
            if node is None:
                break
            place = key
        return self._at(place)

    def twice(self) -> tuple[str, Position]:
        """Return the first key that stands twice in one place, and where it does again."""
        nodes = [self._compose()]
        while nodes:
            node = nodes.pop()
            seen: set[str] = set()
            for key, value in _pairs(node):
                if str(key.value) in seen:
                    return str(key.value), self._at(key)
                seen.add(str(key.value))
                nodes.append(value)
        return "", self._at(None)

    def _compose(self) -> Any:
        import yaml

        try:
            return yaml.compose(self._yaml, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError:  # broken behind the mistake that is looked for
            return None

    def _at(self, node: Any) -> Position:
        if node is None:
            return Position(self._name, 1, 1)
        return Position(self._name, node.start_mark.line + 1, node.start_mark.column + 1)


def _child(node: Any, step: str | int) -> tuple[Any, Any]:
    """Return the key and the value of a step; an item of a list is its own key."""
    if isinstance(step, int):
        held = node.value if node is not None else ()
        found = held[step] if isinstance(held, list) and step < len(held) else None
        return (found, found) if not isinstance(found, tuple) else (None, None)
    return next(((key, value) for key, value in _pairs(node) if key.value == step), (None, None))


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    held = node.value if node is not None else ()
    return [pair for pair in held if isinstance(pair, tuple)] if isinstance(held, list) else []
