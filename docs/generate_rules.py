"""Write ``docs/reference/rules.md``: every rule with the API error that it foresees.

Run ``python docs/generate_rules.py`` after a rule or an English title has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from varaamo_sync.findings import severity_in_files
from varaamo_sync.rules import RULES, Rule
from varaamo_sync.words import rules, text

PAGE = Path(__file__).parent / "reference" / "rules.md"

_HEAD = """\
# Rules

<!-- Written by docs/generate_rules.py; change the rules or their texts instead. -->

What `varaamo-sync validate` looks for in rooms, in the order in which findings are listed. What
the [readers](#rules-of-files-and-workbooks) find comes before these. `varaamo-sync explain RULE`
shows one rule with examples.

* **Level**: at `draft` the booking system refuses even a draft, so the room is not sent. At
  `publish` the room goes to the booking system as a draft and its publishing is withheld.
  `quality` blocks nothing.
* Of a room that is wanted as a draft, everything above the draft level is a warning at the most.
* **API error**: the code by which the booking API would refuse the room; a dash where it gives
  none, or would accept what makes no sense.
* **Needs**: reference data or venues of the booking system (`varaamo-sync reference --out`), and
  for cancellation rules those read with a session. Without them the rule is not checked, and
  `validate` says so.
  `register` is `venues.json` (`varaamo-sync venues refresh`), which nobody has to keep.

A catalogue sets severities in `catalogue.yaml`, for instance
`rules: {personal-phone: off, capacity-missing: error}`.
Switching off a rule that foresees a refusal is a warning of its own, because the refusal stays.
Some rules cannot be lowered at all (`rule-fixed`): what they find would harm others in Varaamo.

| rule | severity | level | who fixes it | API error | needs | what |
|---|---|---|---|---|---|---|
"""


_FILES = """
## Rules of files and workbooks

What the readers find before a room is understood. An error means that something could not be
read, and cannot be switched off; with a warning or a hint everything was read that could be.

| rule | severity | what |
|---|---|---|
"""


def page() -> str:
    """Return the page."""
    return "".join((_HEAD, *map(_row, RULES.values()), _FILES, *_of_files()))


def _of_files() -> Iterator[str]:
    for id, texts in rules("en").items():
        if id not in RULES:
            yield f"| {_named(id)} | {severity_in_files(id)} | {texts['title']} |\n"


def _named(id: str) -> str:
    """Return the id of a rule as a place to which links lead, on code hosts as well."""
    return f'<a id="{id}"></a>`{id}`'


def _row(rule: Rule) -> str:
    code = f"`{rule.code}`" if rule.code else "–"
    cells = [
        _named(rule.id),
        rule.severity,
        rule.level,
        rule.owner,
        code,
        rule.needs or "–",
        text(rule.id, "title", "en", {}),
    ]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
