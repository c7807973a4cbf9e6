"""The cheap questions about stored texts give the answers of the sanitiser itself."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import NOW, catalogue, room
from varaamo_sync.rules import check
from varaamo_sync.rules.text_analysis.kept_texts import (
    keeps_nothing,
    sendable,
    shows_nothing,
    stored_length,
)
from varaamo_sync.rules.text_analysis.text_heuristics import visible
from varaamo_sync.stored_form import stored_html

PIECES = st.sampled_from(
    [
        "a", "ä ", "&", "\ud800", "<", ">", '"', "\n", "\n\n", " ", "\u00a0", "&nbsp;", "&amp;",
        "<p>", "</p>", "<br>", "<strong>", "</strong>", "<em>", "</em>", "<script>", "</script>",
        "<!-- x -->", "<a href='https://hel.fi'>", "</a>", "<a href=x", "<b>", "<!", "<1",
        "<p style='color:red'>",
    ]
)  # fmt: skip
MARKUP = st.lists(PIECES, max_size=25).map("".join)


@given(MARKUP)
@settings(max_examples=80, deadline=None)
def test_keeps_nothing(text: str) -> None:
    """A text counts as missing exactly when the server would keep nothing of it."""
    assert (not stored_html(sendable(text)).strip()) == keeps_nothing(text)


@given(MARKUP)
@settings(max_examples=80, deadline=None)
def test_shows_nothing(text: str) -> None:
    """A text shows nothing exactly when its stored form is without words."""
    assert (not visible(stored_html(sendable(text)))) == shows_nothing(text)


@given(MARKUP, st.integers(min_value=1, max_value=300))
@settings(max_examples=80, deadline=None)
def test_stored_length(text: str, limit: int) -> None:
    """A text is too long exactly when its stored form is."""
    assert (len(stored_html(sendable(text))) > limit) == (stored_length(text, limit) > limit)


def rules_of(**fields: Any) -> set[str]:
    """Return the rules that a room breaks."""
    return {finding.rule for finding in check(catalogue(room(**fields)), now=NOW)}


def in_finnish(text: str) -> dict[str, str]:
    """Return a description whose Finnish text is this one."""
    return {"fi": text, "sv": "Stor sal.", "en": "A big hall."}


def costing(text: str) -> list[dict[str, Any]]:
    """Return a price that says what materials cost."""
    return [{"free": True, "material": {"fi": text}}]


@pytest.mark.parametrize(
    ("fields", "rule", "too_long"),
    [
        ({"description": in_finnish("x" * 7993)}, "description-too-long", False),
        ({"description": in_finnish("x" * 7994)}, "description-too-long", True),
        ({"description": in_finnish("& " * 1332)}, "description-too-long", False),
        ({"description": in_finnish("&" * 1600)}, "description-too-long", True),
        ({"description": in_finnish("<p>" + "<" * 2000 + "</p>")}, "description-too-long", True),
        ({"instructions": {"pending": {"fi": "x" * 7993}}}, "instructions-too-long", False),
        ({"instructions": {"pending": {"fi": "x" * 7994}}}, "instructions-too-long", True),
        ({"instructions": {"applicants": {"sv": "x" * 3993}}}, "instructions-too-long", False),
        ({"instructions": {"applicants": {"sv": "x" * 3994}}}, "instructions-too-long", True),
        ({"contact": "x" * 1000}, "contact-too-long", False),
        ({"contact": "x" * 1001}, "contact-too-long", True),
        ({"contact": "&" * 200}, "contact-too-long", False),
        ({"contact": "&" * 201}, "contact-too-long", True),
        ({"contact": f"<b>{'x' * 1000}</b>"}, "contact-too-long", False),
        ({"search_terms": [" " + "x" * 255 + " "]}, "search-term-too-long", False),
        ({"search_terms": ["x" * 256]}, "search-term-too-long", True),
        ({"pricing": costing("x" * 993)}, "price-material-too-long", False),
        ({"pricing": costing("x" * 994)}, "price-material-too-long", True),
    ],
)  # fmt: skip
def test_length_is_that_of_what_is_kept(fields: Any, rule: str, *, too_long: bool) -> None:
    """Lengths hold after trimming, escaping and paragraphs, to the character."""
    assert too_long is (rule in rules_of(**fields))


@pytest.mark.parametrize(("length", "too_long"), [(255, False), (256, True)])
def test_name_is_not_escaped(length: int, *, too_long: bool) -> None:
    """A name is kept as it is written, trimmed, so an ampersand is one character."""
    name = {"fi": f" {'&' * length} ", "sv": "Sal", "en": "Hall"}

    assert too_long is ("name-too-long" in rules_of(name=name))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (None, "description-missing-sv"),
        ("", "description-missing-sv"),
        (" \n\u00a0", "description-missing-sv"),
        ("<b> </b>", "description-missing-sv"),
        ("<!-- kommer senare --><br>", "description-blank"),
        ("<img src='x.png'>", "description-missing-sv"),
        ("<p></p>", "description-blank"),
        ("<p>&nbsp;<br></p>", "description-blank"),
        ("Sal & scen <3", None),
        ("<p>Sal</p>", None),
    ],
)
def test_what_counts_as_a_description(text: str | None, rule: str | None) -> None:
    """What the sanitiser leaves decides whether there is a description."""
    described = {"fi": "Iso sali.", "sv": text, "en": "A big hall."}
    broken = {"description-missing-sv", "description-blank"} & rules_of(description=described)

    assert ({rule} if rule else set()) == broken


@pytest.mark.parametrize("text", ["Sali \0", "Sali \ud800"])
@pytest.mark.parametrize(
    "fields",
    [
        lambda text: {"name": {"fi": "Sali", "sv": text, "en": "Hall"}},
        lambda text: {"description": in_finnish(text)},
        lambda text: {"instructions": {"confirmed": {"en": text}}},
        lambda text: {"contact": text},
        lambda text: {"pricing": costing(text)},
        lambda text: {"search_terms": ["sali", text.replace("\ud800", "\0")]},
    ],
)
def test_text_that_no_request_can_hold(fields: Any, text: str) -> None:
    """A null character or half a surrogate pair is found wherever it stands."""
    made = fields(text)

    assert "text-unsendable" in rules_of(**made)
