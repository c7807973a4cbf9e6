"""The one guard of all answers: what was asked for is there, and is of its kind.

An answer has the shape of the document that asked for it (GraphQL specification, 6.4), so the
document itself says what must be there. Whatever passes can be read without looking again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from varaamo_sync.booking.protocol.answers.kinds import LISTS, NULLABLE, SCALARS, TEXT, TEXT_NUMBERS

Check = Callable[[Any], None]

_TOKENS = re.compile(r"[{}]|@?\w+")
_ARGUMENTS = re.compile(r"\([^()]*\)")


class Misfit(ValueError):
    """Something in an answer is not what was asked for.

    Attributes:
        path: Where in the answer, such as ``data.units.edges[3].node.pk``.
    """

    def __init__(self, found: str, wanted: str = "") -> None:
        super().__init__(found, wanted)
        self._found = found
        self._wanted = wanted
        self._steps: list[str] = []

    def inside(self, step: str) -> None:
        """Note in what it stands."""
        self._steps.append(step)

    @property
    def path(self) -> str:
        """Where in the answer it is."""
        return "data" + "".join(reversed(self._steps))

    def __str__(self) -> str:
        instead = f", not {self._wanted}" if self._wanted else ""
        return f"{self.path} is {self._found}{instead}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that a document asks for.

    Attributes:
        fields: What it asks for inside; empty for a single value.
        perhaps: Whether the document leaves it out sometimes.
    """

    fields: Mapping[str, Asked]
    perhaps: bool = False


@lru_cache(maxsize=64)
def shape_of(document: str) -> Check:
    """Return what checks the ``data`` of the answers to a document.

    Returns:
        A function that raises ``Misfit`` for the first thing that does not fit.
    """
    return _object(asked_by(document), "")


def asked_by(document: str) -> Mapping[str, Asked]:
    """Return what a document asks for, by name of the field."""
    words = iter(_TOKENS.findall(_ARGUMENTS.sub("", document)))
    for word in words:
        if word == "{":
            return _selection(words)
    return {}


def _selection(words: Iterator[str]) -> Mapping[str, Asked]:
    found: dict[str, Asked] = {}
    last = ""
    for word in words:
        if word == "}":
            break
        if word == "{":
            found[last] = Asked(_selection(words), found[last].perhaps)
        elif word.startswith("@"):
            found[last] = Asked(found[last].fields, perhaps=True)
        else:
            found[word], last = Asked({}), word
    return found


def _object(asked: Mapping[str, Asked], owner: str) -> Check:
    checks = [(name, field.perhaps, _field(name, field, owner)) for name, field in asked.items()]

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Misfit(_told(value), "an object")
        for name, perhaps, inner in checks:
            try:
                if name in value:
                    inner(value[name])
                elif not perhaps:
                    _missing()
            except Misfit as misfit:
                misfit.inside(f".{name}")
                raise

    return check


def _field(name: str, asked: Asked, owner: str) -> Check:
    if asked.fields:
        # A row is known by the list that it stands in.
        within = owner if name in ("edges", "node") else name
        one = _object(asked.fields, within)
    else:
        one = _single(name, owner)
    if name in LISTS and "edges" not in asked.fields:
        one = _each(one)
    return _or_null(one) if name in NULLABLE else one


def _single(name: str, owner: str) -> Check:
    kind = SCALARS.get(name)
    if name == "pk" and owner in TEXT_NUMBERS:
        kind = TEXT
    if kind is None:
        return _anything
    fits, null, wanted = kind.fits, kind.null, kind.wanted

    def check(value: Any) -> None:
        if not (fits(value) if value is not None else null):
            raise Misfit(_told(value), wanted)

    return check


def _each(one: Check) -> Check:
    def check(value: Any) -> None:
        if type(value) is not list:
            raise Misfit(_told(value), "a list")
        number = 0
        try:
            for number, row in enumerate(value):  # noqa: B007  # told where one does not fit
                one(row)
        except Misfit as misfit:
            misfit.inside(f"[{number}]")
            raise

    return check


def _or_null(one: Check) -> Check:
    return lambda value: None if value is None else one(value)


def _missing() -> NoReturn:
    raise Misfit("missing")


def _anything(_: Any) -> None:
    return None


def _told(value: Any) -> str:
    """Return what a value is, in words; never the value itself, which may be anything."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return "text of another kind" if value else "an empty text"
    if isinstance(value, int | float):
        return "another number"
    return "a list" if isinstance(value, list) else "an object"
