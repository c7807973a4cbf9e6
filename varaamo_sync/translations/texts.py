"""Every text of a catalogue that stands in languages, with the place where it is written.

The texts are found by walking the model: a field that the model gives three languages one day
goes out to translators that day. A text of a ``defaults`` block is one text, however many rooms
it holds for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from varaamo_sync.findings import Path
from varaamo_sync.model import Lang, ServiceUnit, Text
from varaamo_sync.rules.text_analysis.kept_texts import LONGEST
from varaamo_sync.schema import CatalogueFile, RoomsFile
from varaamo_sync.scorecard import Goal, GoalsFile, surveyed_goal
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern

HomeKind = Literal["room", "venue", "defaults", "catalogue"]
"""What a text is of."""

_NAME = "name"
UNWRITABLE = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Signs that no XML, no spreadsheet and no booking system takes."""


@dataclass(frozen=True, slots=True)
class Home:
    """What a text is of, whatever else moves in the files.

    Attributes:
        id: What tells it from others of its kind.
        label: What people call it.
    """

    kind: HomeKind
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class CatalogueText:
    """A text and where it is written.

    Attributes:
        file: Name of the file in the catalogue folder.
        path: Where in the file its languages stand.
        field: Where in its home it stands, such as ``instructions.confirmed``.
        unit: Service unit of the file; ``None`` for a file that is of all.
    """

    file: str
    path: Path
    home: Home
    field: str
    unit: ServiceUnit | None
    text: Text

    def path_in(self, lang: Lang) -> str:
        """Return the dotted path by which words know its field in a language."""
        outer = "venue." if self.home.kind == "venue" else ""
        return f"{outer}{self.field}.{lang}"

    @property
    def limit(self) -> int | None:
        """Most characters that the booking system keeps; ``None`` where it is not sent there."""
        field = ".".join(step for step in self.field.split(".") if not step.isdigit())
        return LONGEST.get(field) if self.home.kind in ("room", "defaults") else None

    @property
    def is_html(self) -> bool:
        """Whether tags in it are HTML; a name is kept to the letter."""
        return self.limit is not None and self.field != _NAME

    @property
    def is_one_line(self) -> bool:
        """Whether it has no line breaks: a name."""
        return self.field.rpartition(".")[2] == _NAME


def find_texts(files: Mapping[str, Mapping[str, Any]]) -> tuple[CatalogueText, ...]:
    """Return the texts of a catalogue, in the order of its files.

    Args:
        files: Plain values of its files, each as its shape wants it, by name.
    """
    return tuple(found for name, values in files.items() for found in _of_file(name, values))


def _of_file(name: str, values: Mapping[str, Any]) -> Iterator[CatalogueText]:
    if "scorecards" in values:
        yield from _of_goals(name, values)
        return
    of_rooms = "service_unit" in values
    unit = ServiceUnit(str(values["service_unit"])) if of_rooms else None
    for path, text in _within(RoomsFile if of_rooms else CatalogueFile, values, ()):
        home, inner = _home(name, values, path)
        field = ".".join(map(str, inner))
        yield CatalogueText(name, path, home, field, unit, Text.model_validate(text))


def _of_goals(name: str, values: Mapping[str, Any]) -> Iterator[CatalogueText]:
    """Yield the texts of the goal that the rooms are counted for; the others are history."""
    try:
        cards = GoalsFile.model_validate(values, by_alias=True, by_name=False).scorecards
    except ValidationError:
        return  # the reader tells what is wrong
    found = surveyed_goal(list(enumerate(cards)))
    if found is None:
        return
    goal: Any = values
    for step in found.path:
        goal = goal[step]
    for path, text in _within(Goal, goal, ()):
        field = ".".join(map(str, ("goal", *path)))
        home = Home("catalogue", name, name)
        place = (*found.path, *path)
        yield CatalogueText(name, place, home, field, None, Text.model_validate(text))


def _within(
    model: type[BaseModel], values: Mapping[str, Any], path: Path
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for name, info in model.model_fields.items():
        key = info.alias or name
        if values.get(key) is not None:
            yield from _of_value(info.annotation, values[key], (*path, key))


def _of_value(annotation: Any, value: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if isinstance(value, Mapping) and issubclass(annotation, Text):
            yield path, value
        elif isinstance(value, Mapping):
            yield from _within(annotation, value, path)
        return
    kind, inner = get_origin(annotation), get_args(annotation)
    if kind is dict:
        for name, item in value.items():
            yield from _of_value(inner[-1], item, (*path, name))
    elif kind is tuple:
        for number, item in enumerate(value):
            yield from _of_value(inner[0], item, (*path, number))
    else:  # one of several: a text or nothing
        for one in inner:
            yield from _of_value(one, value, path)


def _home(file: str, values: Mapping[str, Any], path: Path) -> tuple[Home, Path]:
    """Return what a text is of, and its path there."""
    if path[0] == "defaults":
        return Home("defaults", file, file), path[1:]
    if path[0] != "venues":
        return Home("catalogue", "", file), path
    venue = values["venues"][path[1]]
    if path[2] == "rooms":
        room = venue["rooms"][path[3]]
        key, name = room["key"], printable(_finnish(room))
        return Home("room", key, f"{name} ({key})" if name else key), path[4:]
    id, label = _venue(venue)
    if path[2] == "defaults":
        return Home("defaults", f"{file} {id}", f"{label} ({file})"), path[3:]
    return Home("venue", id, label), path[2:]


def _venue(entry: Mapping[str, Any]) -> tuple[str, str]:
    name, address = _finnish(entry), entry.get("address")
    id = entry.get("tprek") or name or address or ""
    return id, printable(name or address or id)


def _finnish(entry: Mapping[str, Any]) -> str:
    name = entry.get(_NAME)
    return (name.get("fi") or "") if isinstance(name, Mapping) else ""


def printable(text: str) -> str:
    """Return a text on one line, without signs that no file or terminal should get."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
