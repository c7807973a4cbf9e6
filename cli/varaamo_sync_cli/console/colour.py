"""Whether to colour: people decide by NO_COLOR and FORCE_COLOR (no-color.org, force-color.org)."""

from __future__ import annotations

import os


def colour() -> bool | None:
    """Return whether to colour; ``None``: on a terminal only. NO_COLOR wins over FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None
