"""Write ``docs/reference/fields.md``: every field of a catalogue's files.

Run ``make schemas`` after the model or its words have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from varaamo_sync.json_schemas import schemas

PAGE = Path(__file__).parent / "reference" / "fields.md"

_HEAD = """\
# Fields of a catalogue

<!-- Written by docs/generate_fields.py; change the model instead. -->

Every key that the files of a catalogue may hold; others are refused. How the files work together
is told in [the catalogue](catalogue.md). A key in **bold** must be there.
"""

_FILES = {
    "catalogue": "catalogue.yaml",
    "rooms": "Files of rooms",
    "history": "history.yaml",
    "goals": "goals.yaml",
}
_WORDS = {
    "boolean": "`true`, `false`",
    "date": "day",
    "integer": "whole number",
    "number": "number",
    "string": "text",
}


def page() -> str:
    """Return the page."""
    return "\n".join((_HEAD, *_sections()))


def _sections() -> Iterator[str]:
    found = schemas()
    for name, title in _FILES.items():
        yield f"## {title}\n\n{found[name]['description']}\n"
        yield _table(found[name])
    told: set[str] = set()
    yield "## Parts\n"
    for schema in found.values():
        for name, part in schema["$defs"].items():
            if "properties" in part and name != "Defaults" and name not in told:
                told.add(name)
                yield f"### {name}\n\n{_plain(part.get('description', ''))}\n"
                yield _table(part | {"$defs": schema["$defs"]})


def _table(schema: Mapping[str, Any]) -> str:
    rows = ["| key | value | meaning |", "| --- | --- | --- |"]
    for key, field in schema["properties"].items():
        name = f"**`{key}`**" if key in schema.get("required", ()) else f"`{key}`"
        default = field.get("default")
        words = _plain(field.get("description", ""))
        if default not in (None, "", [], {}):
            words += f" By default `{str(default).lower()}`."
        rows.append(f"| {name} | {_kind(field, schema['$defs'])} | {words.strip()} |")
    for part in schema.get("patternProperties", {}).values():
        kind = _kind(part, schema["$defs"])
        rows.append(f"| {part['title']} | {kind} | {_plain(part['description'])} |")
    return "\n".join(rows) + "\n"


def _kind(field: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """Say in words what may stand behind a key."""
    if (several := field.get("anyOf", field.get("oneOf"))) is not None:
        kinds = [_kind(one, parts) for one in several if one.get("type") != "null"]
        words = " or ".join(dict.fromkeys(kinds))
    elif "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        words = _part(name, parts[name])
    elif "prefixItems" in field:
        words = f"list of {len(field['prefixItems'])}: {_kind(field['prefixItems'][0], parts)}"
    elif "items" in field:
        words = f"list of {_kind(field['items'], parts)}"
    elif field.get("type") == "object":
        (inside,) = field.get("patternProperties", {"": field.get("additionalProperties")}).values()
        words = f"{_kind(inside, parts)} by name"
    elif choices := field.get("enum", [field["const"]] if "const" in field else []):
        words = _codes(choices)
    elif "examples" in field:
        words = f"such as `{field['examples'][0]}`"
    elif isinstance(field["type"], list):
        words = " or ".join(_WORDS[kind] for kind in field["type"])
    else:
        words = _WORDS[field.get("format", field["type"])]
    return words


def _part(name: str, part: Mapping[str, Any]) -> str:
    if "properties" in part:
        return "as in a room" if name == "Defaults" else f"[{name}](#{name.lower()})"
    return _codes(part.get("enum", part.get("examples", ())))


def _codes(values: Iterable[object]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _plain(text: str) -> str:
    """Return a docstring as one line of Markdown."""
    return " ".join(text.split()).replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
