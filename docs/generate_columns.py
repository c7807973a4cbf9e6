"""Write ``docs/reference/columns.md``: every column that a form may have.

Run ``make schemas`` after ``workbooks/tables/fields.toml`` or ``words/fi/fields/`` has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from varaamo_sync.workbooks.cells.choices import CHOICES
from varaamo_sync.workbooks.tables.fields import Field, Of, fields

PAGE = Path(__file__).parent / "reference" / "columns.md"

_HEAD = """\
# Columns of the form

<!-- Written by docs/generate_columns.py; change workbooks/tables/fields.toml
and words/fi/fields/ instead. -->

Every field that a column of a form can hold: its name in
[mapping files](../how-to/describe-a-form.md), what the template calls it in Finnish, and what a
cell may say. The template has the same columns in Swedish (`--lang sv`) and English. Headers that
other forms use for a field are known as well.
"""

_KINDS = {
    "name": "text of one line",
    "text": "text; an empty line parts paragraphs",
    "id": "id",
    "key": "key",
    "known": "name of one, as the booking system has it",
    "names": "names, with `;` or line breaks between them",
    "images": "files, with `;` between them; `(main)` behind the main one",
    "flag": "`kyllä`, `ei`, `x` and such",
    "least": "whole number",
    "most": "whole number",
    "whole": "whole number",
    "area": "m²",
    "days": "days, weeks or months",
    "lowest": "euros",
    "highest": "euros",
    "free": "`kyllä`, `ei`, or the price",
    "unit": "what the price is for: `tunti`, `€/h`, `kerta`",
    "percent": "percent",
    "price": "a price in words: `7 €/h`, `5–10 €/kerta`, `maksuton`",
    "duration": "`30 min`, `1 h 30 min`, `1,5 t`, `1:30`",
    "interval": "the same; only what Varaamo knows",
    "day": "`31.1.2027`",
    "hours": "`ma–pe 8–16, la 10–14`, `1.6.–31.8. ma–pe 9–15`, `suljettu juhannuksena`, `24/7`",
    "moment": "`1.9.2027 klo 8.00`",
}


def page() -> str:
    """Return the page."""
    return "\n".join((_HEAD, *_section("room", "Rooms"), *_section("venue", "Venues")))


def _section(of: Of, title: str) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| field | column in Finnish | a cell holds |"
    yield "| --- | --- | --- |"
    for field in fields(of).values():
        required = " *" if field.required else ""
        yield f"| `{field.id}` | {field.header['fi']}{required} | {_kind(field)} |"
    yield ""


def _kind(field: Field) -> str:
    name = field.kind.removeprefix("choice:")
    if name in CHOICES:
        return "one of " + ", ".join(f"`{choice.labels['fi']}`" for choice in CHOICES[name])
    return _KINDS[field.kind]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
