"""Docstrings as reStructuredText, and what they say of single fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc

import griffe
from sphinx.ext.napoleon import Config, GoogleDocstring

from doors import library

_FIELDS = re.compile(r"\n*^Attributes:\n((?:[ ]{4,}.*\n?|\n)+)", re.MULTILINE)
_FIELD = re.compile(r"^    (\w+): ((?:.*\n?)(?:(?:[ ]{8,}.*)?\n?)*?)(?=^    \w|\Z)", re.MULTILINE)
_RAISED = re.compile(r"^(:raises )([\w.]+)(:)")


def lines_of(one: griffe.Object) -> list[str]:
    """Return what is said of something, without what is said of its fields."""
    said = one.docstring.value if one.docstring else ""
    if isinstance(one, griffe.Class):
        said = _FIELDS.sub("\n\n", said)
    if isinstance(one, griffe.Attribute):
        return said.splitlines()  # what stands before a colon there is no type
    lines = "\n".join(GoogleDocstring(said.splitlines(), Config()).lines()).splitlines()
    return [_RAISED.sub(lambda match: _raised(one, match), line) for line in lines]


def _raised(one: griffe.Object, match: re.Match[str]) -> str:
    before, name, after = match.groups()
    try:
        path = one.resolve(name)
    except griffe.NameResolutionError:
        return f"{before}{name}{after}"
    there = library.found(path)
    return f"{before}{library.address(there.canonical_path if there else path) or name}{after}"


def fields_of(one: griffe.Class) -> Iterator[tuple[str, list[str]]]:
    """Yield what the docstring of a class says of its fields."""
    said = one.docstring.value if one.docstring else ""
    for listed in _FIELDS.findall(f"{said}\n"):
        for name, text in _FIELD.findall(listed):
            yield name, cleandoc(text).splitlines()


def summary(one: griffe.Object) -> str:
    """Return the first sentence of what is said of something."""
    said = one.docstring.value if one.docstring else ""
    first = " ".join(said.split("\n\n")[0].split())
    return re.split(r"(?<=[.?!]) (?=[A-Z])|: (?=``)", first)[0]
