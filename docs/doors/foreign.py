"""Names of other people's: their documentation is not on this machine, so they are no links."""

from __future__ import annotations

import sys

from docutils import nodes
from sphinx.addnodes import pending_xref, pending_xref_condition
from sphinx.application import Sphinx


def spell_foreign(_: Sphinx, page: nodes.document) -> None:
    """Leave the names in place of links to them; what is left must lead somewhere.

    Sphinx would look for each among all names of ours, and warn of it.
    """
    for link in list(page.findall(pending_xref)):
        target = str(link["reftarget"])
        if link["refdomain"] == "py" and target.partition(".")[0] != "varaamo_sync":
            link.replace_self(_spelled(link, target))


def _spelled(link: pending_xref, target: str) -> list[nodes.Node]:
    """Return the name: of Python's own modules the last part says it all."""
    short = target.partition(".")[0] in sys.stdlib_module_names
    wanted = "resolved" if short else "*"
    for part in link.findall(pending_xref_condition):
        if part["condition"] == wanted:
            return list(part.children)
    return list(link.children)
