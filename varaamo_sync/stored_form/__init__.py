"""What the booking system stores of what a catalogue says, as pure functions.

The server trims, sanitises and rounds (facts, sections 3 and 4b). A plan compares stored forms,
so that nothing is sent twice only because the server spells it another way. Rules look at texts
alone: the door opens lazily, for them.
"""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.stored_form.prices import bare_price, price_rows
    from varaamo_sync.stored_form.values import (
        TAGS,
        access_rows,
        agree,
        find_row,
        stated_values,
        stored_contact,
        stored_html,
        stored_name,
        stored_plain,
    )

_HOMES = {
    "prices": "bare_price price_rows",
    "values": (
        "TAGS access_rows agree find_row stated_values stored_contact stored_html stored_name "
        "stored_plain"
    ),
}

__all__ = [
    "TAGS",
    "access_rows",
    "agree",
    "bare_price",
    "find_row",
    "price_rows",
    "stated_values",
    "stored_contact",
    "stored_html",
    "stored_name",
    "stored_plain",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
