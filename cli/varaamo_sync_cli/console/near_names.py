"""Near names for what a person may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return a question to put behind a sentence, with the nearest names; empty without any."""
    from varaamo_sync.suggest import suggest

    found = suggest(name, {known.casefold(): known for known in names})
    return f" Did you mean {' or '.join(found)}?" if found else ""
