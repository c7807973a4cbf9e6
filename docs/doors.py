"""A directive for the doors of the library: ``.. door:: varaamo_sync.model``.

It documents every name of ``__all__``, also what is imported only when it is used, and constants,
whose words stand where they are defined.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Door(SphinxDirective):
    """Documents a module of the library and every name that it offers."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Write the directives of autodoc, and let them do it."""
        self.env.note_dependency(__file__)
        return self.parse_text_to_nodes("\n".join(_lines(self.arguments[0])))


def _lines(door: str) -> Iterator[str]:
    module = import_module(door)
    names = getattr(module, "__all__", None)
    yield f".. automodule:: {door}"
    yield "   :members:" if names is None else "   :no-members:"
    for name in names or ():
        value = getattr(module, name)
        yield ""
        if inspect.isclass(value):
            yield f".. autoclass:: {door}.{name}\n   :members:"
            if issubclass(value, Enum):  # most members need no words beside their own
                yield "   :undoc-members:"
        elif inspect.isroutine(value):
            yield f".. autofunction:: {door}.{name}"
        else:
            yield f".. autodata:: {_home(module, name)}.{name}\n   :no-value:"


def _home(module: Any, name: str) -> str:
    """Return the module in which a constant is defined."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and name in (alias.name for alias in node.names):
            return _home(import_module(str(node.module)), name)
    return str(module.__name__)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("door", Door)
