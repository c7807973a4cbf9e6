"""What was measured, as a page of the documentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from benchmarks.rows import Row, table

_PAGE = """\
# Performance

This page is written by `make performance`, which measures everything anew: ours and what it is
held against in turn, in one run. `make bench` does the same and prints the table only.

{verdict}

{table}

What only calculates is measured in processor time, which a busy machine changes little; what
waits for others, or is waited for, by the clock. Of several measurements the least counts.
Catalogues are generated (`benchmarks/generate.py`): rooms complete in three languages, of which
one in ten has a warning. The sandbox runs in a process of its own, over HTTP.

{notes}

## Measured on

{machine}
"""


def page(rows: Sequence[Row], machine: Mapping[str, str], load: tuple[str, str], day: date) -> str:
    """Return the page.

    Args:
        rows: What was measured.
        machine: What it was measured on, by name.
        load: How busy the machine was before and after.
        day: When it was measured.
    """
    facts = {
        "date": day.isoformat(),
        **machine,
        "load": f"{load[0]} before, {load[1]} after "
        "(processes that wanted a core, in the last 1, 5 and 15 minutes)",
    }
    return _PAGE.format(
        verdict=verdict(rows),
        table=table(rows, notes=False),
        notes="\n".join(f"* {row.name}: {row.note}" for row in rows if row.note),
        machine="\n".join(f"* {name}: {value}" for name, value in facts.items()),
    )


def verdict(rows: Sequence[Row]) -> str:
    """Return how many targets were met, and which were not."""
    aimed = [row for row in rows if row.met is not None]
    missed = [row for row in aimed if not row.met]
    text = f"{len(aimed) - len(missed)} of {len(aimed)} targets were met."
    return text if not missed else f"{text} Missed: {'; '.join(row.name for row in missed)}."
