"""How Sphinx builds the documentation; ``make docs`` runs it with warnings as errors."""

from __future__ import annotations

import sys
from enum import Enum
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import BaseModel
from sphinx.ext.napoleon import Config, GoogleDocstring

from varaamo_sync_cli.console.help.spoken_commands import SpokenCommand, SpokenGroup
from varaamo_sync_cli.console.run_language import set_language_of_run
from varaamo_sync_cli.main import cli

if TYPE_CHECKING:
    from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

project = "varaamo-sync"
copyright = "The varaamo-sync authors"
version = release = installed("varaamo-sync")

_KINDS = (
    *("Day", "Duration", "Euros", "Flag", "Moment", "Name", "Percent", "RoomKey"),
    *("ExceptionDays", "PeriodDay", "Times", "Weekdays"),
    *("FieldPath", "Seconds", "StartInterval", "Whole", "Words"),
    *("Id", "ListCell", "Number", "NumberOrWords", "UnitCode"),
)
"""Kinds of values that files and tables hold, named rather than spelled out."""

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click", "doors"]
myst_heading_anchors = 3

smartquotes = False  # -- begins an option

html_theme = "furo"
html_title = "varaamo-sync"
html_copy_source = False
html_show_sphinx = False

autodoc_default_options = {"exclude-members": "model_config"}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_type_aliases = {name: name for name in _KINDS}
python_use_unqualified_type_names = True

nitpicky = True
nitpick_ignore_regex = [
    # Other people's names: their documentation is not on this machine.
    (r"py:.*", r"(_thread|annotated_types|collections|datetime|decimal|enum|fractions)\..*"),
    (r"py:.*", r"(contextlib|httpx|opentelemetry|pathlib|pydantic|threading|typing)\..*"),
    # Names that signatures show and nobody needs to call.
    (r"py:class", r"datetime|(Meter|Tracer)Provider"),
    (r"py:class", rf"{'|'.join(_KINDS)}|AnyFault|Field|FieldInfo|NoneType|types\.\w+"),
    (r"py:class", r"strict=\w+|_\w+|varaamo_sync\.[\w.]+\.T"),
    (r"py:class", r"varaamo_sync\.(catalogue_files|store|workbooks)\.[\w.]+"),
    (r"py:class", r"varaamo_sync\.(booking\.protocol|plan\.pairing)\.[\w.]+"),
    (r"py:class", r"varaamo_sync\.rules\.(context\.Context|room_view\.RoomView|rule\.Hit)"),
]


def _google(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Read Args, Returns and Raises.

    Napoleon is kept from attributes and properties: what stands before a colon there it would
    take for a type.
    """
    if what not in ("attribute", "property", "data"):
        config = Config(napoleon_use_ivar=True)
        lines[:] = GoogleDocstring(lines, config, app, what, name, obj, options).lines()


def _signature(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str | None, returns: Any
) -> tuple[str | None, Any]:
    """Leave the arguments of models and enumerations out: what they hold follows one by one."""
    if what == "class" and issubclass(obj, BaseModel | Enum):
        return "", None
    return signature and signature.replace("<factory>", "..."), returns


def _examples(app: Sphinx, context: object, lines: list[str]) -> None:
    """Show the examples of a command as code; in its help they are lines kept as they are."""
    told, inside = [], False
    for line in lines:
        example = line.startswith("| ")
        if example and not inside:
            told += [".. code-block:: console", ""]
        told.append(f"   $ {line[2:]}" if example else line)
        inside = example
    lines[:] = told


def _commands(app: Sphinx, *_: object) -> list[str]:
    """Write the page of commands anew each time: nothing else notes when a command changes."""
    return ["reference/commands"]


def _dress(command: click.Command, context: click.Context) -> None:
    """Put the English texts where Sphinx looks for help."""
    assert isinstance(command, SpokenCommand)
    command.dress(context)
    if isinstance(command, SpokenGroup):
        for name, short in command.summaries(context):
            found = command.get_command(context, name)
            assert found is not None
            found.short_help = short
            _dress(found, click.Context(found, context, name))


def setup(app: Sphinx) -> None:
    """Connect what is ours."""
    set_language_of_run(["--lang", "en"])
    _dress(cli, click.Context(cli))
    app.connect("env-get-outdated", _commands)
    app.connect("sphinx-click-process-description", _examples)
    app.connect("autodoc-process-docstring", _google)
    app.connect("autodoc-process-signature", _signature)
