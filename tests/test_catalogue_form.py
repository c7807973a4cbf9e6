from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.make import REFERENCE, TODAY, room
from tests.sync.test_push import fields
from varaamo_sync.catalogue_form import catalogue_value, plain_text, steps
from varaamo_sync.stored_form import agree, html, stated_values


@given(st.text(alphabet="aä b&<>\n", max_size=40))
def test_plain_texts_convert_back_exactly(text: str) -> None:
    """A text comes back plain only where that is stored the same; else it stays HTML."""
    stored = html(text)

    assert agree(stored, html(plain_text(stored)))


@given(fields)
def test_values_written_back_are_stored_the_same(stated: dict[str, Any]) -> None:
    """A stored value that is written into a catalogue states that same value."""
    values = stated_values(room(complete=False, **stated), REFERENCE, TODAY)
    for path, value in values.items():
        entry: dict[str, Any] = {"name": {"fi": "Sali"}}
        inner = entry
        *outer, last = steps(path)
        for step in outer:
            inner = inner.setdefault(step, {})
        inner[last] = catalogue_value(path, value)

        again = stated_values(room(complete=False, **entry), REFERENCE, TODAY)
        assert value == again[path], path
