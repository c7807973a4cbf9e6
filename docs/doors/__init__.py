"""A directive for the doors of the library: ``.. door:: varaamo_sync.model``.

It documents every name of the door at its public address, with all that a value holds. The page of
the first door is a list of all: what it names stands on the page of the door where it is at home.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from doors import described, docstrings, library
from doors.foreign import spell_foreign

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Door(SphinxDirective):
    """Documents a module of the library and every name that it offers."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Write the directives of the names, and let Sphinx do them."""
        door = self.arguments[0]
        for file in Path(__file__).parent.glob("*.py"):
            self.env.note_dependency(str(file))
        for file in library.files_of(library.at(door)):
            self.env.note_dependency(file)
        for name in library.public(door):
            for file in library.files_of(library.at(f"{door}.{name}")):
                self.env.note_dependency(file)
        told = _start() if door == library.FIRST else _door(door)
        return self.parse_text_to_nodes("\n".join(told))


def _door(door: str) -> Iterator[str]:
    yield f".. py:module:: {door}"
    yield ""
    yield from docstrings.lines_of(library.at(door))
    for place in library.places().values():
        if place.door == door:
            yield from described.lines(place)


def _start() -> Iterator[str]:
    """Yield the page of the first door: its names, and every other door."""
    yield f".. py:module:: {library.FIRST}"
    yield ""
    yield from docstrings.lines_of(library.source())
    yield from ("", "Its names come first here, and then `every door`_.")
    places = sorted(library.places().values())
    for door in library.doors():
        named = [one for one in places if one.door == door and one.also]
        if named:
            yield from ("", f".. rubric:: From :py:mod:`{door}`", "")
            yield from _table((f":py:obj:`{one.address}`", _said(one)) for one in named)
    yield from ("", ".. _every door:", "", ".. rubric:: Every door", "")
    others = [door for door in library.doors() if door != library.FIRST]
    yield from _table(
        (f":py:mod:`{door}`", docstrings.summary(library.at(door))) for door in others
    )


def _said(one: library.Place) -> str:
    return docstrings.summary(library.at(f"{one.door}.{one.name}"))


def _table(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield ".. list-table::"
    yield "   :width: 100%"
    yield "   :widths: 35 65"
    yield ""
    for left, right in rows:
        yield f"   * - {left}"
        yield f"     - {right}"


def setup(app: Sphinx) -> None:
    """Register the directive, and what is done with names that have no page."""
    app.add_directive("door", Door)
    app.connect("doctree-read", spell_foreign)
