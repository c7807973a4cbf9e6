"""What the command line says, it says in three languages."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.model import LANGS
from varaamo_sync.plan import Action
from varaamo_sync.sync import Status
from varaamo_sync_cli import words
from varaamo_sync_cli.render.value_text import preview_change
from varaamo_sync_cli.words import outcome, plan

MODULES = [
    import_module(f"{words.__name__}.{module.name}") for module in iter_modules(words.__path__)
]


def tables() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Return every text of the command line, in its languages, with a name for it."""
    for module in MODULES:
        for name, table in vars(module).items():
            if isinstance(table, dict) and not name.startswith("__"):
                for key, text in table.items():
                    if isinstance(text, dict):
                        yield f"{module.__name__}.{name}[{key}]", text


def asked(text: str) -> set[Any]:
    """Return the names of the values that a text asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("name", "texts"), [pytest.param(*one, id=one[0]) for one in tables()])
def test_every_text_is_there_in_every_language(name: str, texts: Mapping[str, str]) -> None:
    """A text has all languages, and each of them tells the same values."""
    assert set(LANGS) == set(texts), name
    assert 1 == len({frozenset(asked(text)) for text in texts.values()})


def test_every_action_and_outcome_has_a_word_that_fits() -> None:
    """Whatever a plan can hold has a word, and the columns stay straight."""
    assert set(Action) == set(plan.ACTIONS)
    assert set(Status) == set(outcome.STATUSES)
    longest = max(len(text) for texts in plan.ACTIONS.values() for text in texts.values())
    assert plan.WIDTH >= longest


@given(st.text(), st.text(), st.text())
def test_two_texts_that_differ_are_shown_where_they_differ(
    start: str, one: str, other: str
) -> None:
    """Two texts whose words differ never look the same in a plan."""
    before, after = f"{start}a{one}", f"{start}b{other}"

    shown = preview_change(before, after)

    assert shown[0] != shown[1]
    assert all(len(text) <= 61 for text in shown)
