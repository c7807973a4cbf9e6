"""How Sphinx builds the documentation; ``make docs`` runs it with warnings as errors."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING

import click

from varaamo_sync_cli.console.help.spoken_commands import SpokenCommand, SpokenGroup
from varaamo_sync_cli.console.run_language import set_language_of_run
from varaamo_sync_cli.main import cli

if TYPE_CHECKING:
    from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

project = "varaamo-sync"
copyright = "The varaamo-sync authors"
version = release = installed("varaamo-sync")

extensions = ["myst_parser", "sphinx_click", "doors"]
myst_heading_anchors = 3

smartquotes = False  # -- begins an option

html_theme = "furo"
html_title = "varaamo-sync"
html_copy_source = False
html_show_sphinx = False

python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
toc_object_entries_show_parents = "hide"

nitpicky = True


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
