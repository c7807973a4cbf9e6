"""What is public in the library, and at which address: read from its source, without importing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import griffe

FIRST = "varaamo_sync"
"""The door that has the names of many others; what it names is called by its address there."""

INNER = {
    "varaamo_sync.catalogue_files.text.sources.Source",
    "varaamo_sync.catalogue_files.text.sources.Sources",
    "varaamo_sync.rules.room_view.RoomView",
    "varaamo_sync.sandbox.messages.WebRequest",
    "varaamo_sync.sandbox.messages.WebResponse",
    "varaamo_sync.sandbox.respa.staff.RespaStaff",
    "varaamo_sync.schema.surveys.SurveyedCounts",
    "varaamo_sync.store.engine.Database",
}
"""What public values hold, and nobody makes or calls but the library: named without a link."""

_PAGES = Path(__file__).parents[1] / "reference" / "api"
_ROOT = Path(__file__).parents[2]


class Place(NamedTuple):
    """Where a public name stands.

    Attributes:
        door: The door on whose page it is told of.
        name: Its name.
        address: What a program imports it by.
    """

    door: str
    name: str
    address: str

    @property
    def also(self) -> str | None:
        """The longer address, where it has a shorter one."""
        long = f"{self.door}.{self.name}"
        return None if long == self.address else long


class _QuickDataclasses(griffe.Extension):
    """Reads classes that are made quickly at a start as the dataclasses that they are."""

    def on_alias_instance(self, *, alias: griffe.Alias, **_: Any) -> None:
        """Read its name as that of the standard library."""
        if alias.target_path == "varaamo_sync.startup.fast_dataclass.dataclass":
            alias.target_path = "dataclasses.dataclass"


@cache
def source() -> griffe.Module:
    """Read the source of the whole library."""
    extensions = griffe.load_extensions(_QuickDataclasses())
    read = griffe.load(FIRST, search_paths=[_ROOT], resolve_aliases=True, extensions=extensions)
    assert isinstance(read, griffe.Module)
    return read


def found(path: str) -> griffe.Object | None:
    """Return what stands at a path of the library, wherever it comes from."""
    if path == FIRST:
        return source()
    try:
        one = source()[path.removeprefix(f"{FIRST}.")]
        return one.final_target if isinstance(one, griffe.Alias) else one
    except (KeyError, griffe.AliasResolutionError):
        return None


def at(path: str) -> griffe.Object:
    """Return what stands at a path of the library, which must be there."""
    one = found(path)
    assert one is not None, f"nothing stands at {path}"
    return one


def doors() -> list[str]:
    """Return every door that has a page."""
    pages = [page.read_text("utf-8") for page in _PAGES.glob("*.md")]
    return sorted(re.findall(r"^\.\. door:: (\S+)$", "\n".join(pages), re.MULTILINE))


def public(door: str) -> list[str]:
    """Return the names that a door offers, in its order."""
    module = at(door)
    assert isinstance(module, griffe.Module)
    if module.exports is not None:
        return [str(name) for name in module.exports]
    return [name for name, one in module.members.items() if _its_own(name, one)]


def _its_own(name: str, one: griffe.Object | griffe.Alias) -> bool:
    if name.startswith("_") or one.is_alias or one.is_module:
        return False
    return not (isinstance(one, griffe.Attribute) and is_type_variable(one))


def files_of(one: griffe.Object) -> list[str]:
    """Return the files that say what something is, those of its bases among them."""
    bases = one.mro() if isinstance(one, griffe.Class) else []
    return [str(each.filepath) for each in (one, *bases)]


def is_type_variable(one: griffe.Object) -> bool:
    """Whether it stands for any type."""
    return isinstance(one, griffe.Attribute) and str(one.value).startswith("TypeVar(")


@cache
def places() -> dict[str, Place]:
    """Return where each public thing stands, by the path at which it is defined."""
    known = {
        at(f"{door}.{name}").canonical_path: Place(door, name, f"{door}.{name}")
        for door in doors()
        if door != FIRST
        for name in public(door)
    }
    for name in public(FIRST):
        path = at(f"{FIRST}.{name}").canonical_path
        known[path] = known[path]._replace(address=f"{FIRST}.{name}")
    return known


def address(path: str) -> str | None:
    """Return the public address of what is defined at a path, or of a member of it."""
    head, members = path, ""
    while head:
        if place := places().get(head):
            return place.address + members
        head, _, last = head.rpartition(".")
        members = f".{last}{members}"
    return None
