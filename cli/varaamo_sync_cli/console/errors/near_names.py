"""Near names for what a person may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from varaamo_sync.words import Phrase


def did_you_mean(name: str, names: Iterable[str]) -> Phrase | str:
    """Return a question to put behind a sentence, with the nearest names; empty without any."""
    from varaamo_sync.errors import part
    from varaamo_sync.suggest import suggest

    found = suggest(name, {known.casefold(): known for known in names})
    return part("meant", names=list(found)) if found else ""
