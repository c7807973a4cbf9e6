"""Errors of the booking system in words, in three languages."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.words.test_findings import names
from varaamo_sync import errors
from varaamo_sync.booking.protocol import documents
from varaamo_sync.booking.protocol.fields.paths import catalogue_path
from varaamo_sync.booking.protocol.fields.wire import FIELDS
from varaamo_sync.errors import (
    BookingError,
    FieldError,
    NotFound,
    ServerFault,
    SessionEnded,
    Unreachable,
    ValidationRefused,
)
from varaamo_sync.explanations import answers, explained, operations
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.sandbox import CODES

PROTOCOL = Path(errors.__file__).parent / "booking" / "protocol"


@pytest.mark.parametrize("key", sorted(answers("fi")))
def test_every_answer_speaks_three_languages(key: str) -> None:
    """Each language has title, message and fix, of the same values; only ``said`` is filled in."""
    finnish = answers("fi")[key]

    for lang in LANGS:
        texts = answers(lang)[key]
        assert {"title", "message", "fix"} == set(texts)
        assert all(part and part == part.strip() for part in texts.values())
        assert names(finnish) == names(texts, lang) <= {"said"}
        assert texts["title"][-1] not in ".:"
        assert texts["message"].endswith((".", "{said}"))
        assert texts["fix"].endswith(".")


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_and_every_class_has_words(lang: Lang) -> None:
    """No code that the sandbox can answer, and no class of error, is without words of its own."""
    kinds = [
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, BookingError)
    ]
    told = {explained(kind("x"), lang)[0].what for kind in kinds}

    assert set() == CODES - answers(lang).keys()
    assert len(kinds) == len(told)


def test_every_code_that_the_client_gives_has_words() -> None:
    """Codes of our own are told, too."""
    text = "".join(file.read_text(encoding="utf-8") for file in PROTOCOL.rglob("*.py"))
    given = set(re.findall(r'code="([A-Z_]+)"', text))

    ours = {"LOGIN_REFUSED", "NO_LOGIN_FORM", "REDIRECTED", "CSRF_FAILURE", "NOT_JSON"}
    assert ours == given
    assert given <= answers("en").keys()


def _operations() -> Iterator[str]:
    text = "".join(file.read_text(encoding="utf-8") for file in PROTOCOL.rglob("*.py"))
    yield from re.findall(r'(?:name|operation)="(\w+)"', text)
    for document in documents.ALL.values():
        match = re.search(r"(query|mutation) (\w+)", document)
        assert match
        if match[1] == "mutation":
            yield re.findall(r"\n {2}(\w+)\(", document)[0]
        else:
            yield match[2]


def test_every_operation_has_words() -> None:
    """Whatever is sent is told by its name in words."""
    for lang in LANGS:
        others = {"Room", "restoreReservationUnit"}  # a Respa's: it can bring rooms back
        assert set(operations(lang)) - {"login"} == set(_operations()) | others


def test_each_refused_field_is_told_by_its_path() -> None:
    """Several refused fields are several explanations, each with path, code and what to do."""
    refused = ValidationRefused(
        "no",
        operation="updateReservationUnit",
        fields=[
            FieldError("searchTerms.0", "max_length", "Enintään 255", "search_terms.0"),
            FieldError("pricings.taxPercentage", "", "Epäkelpo", "pricing.vat"),
        ],
    )

    first, second = explained(refused, "en")

    assert "Changing the room: The text is too long" == first.what
    assert ("search_terms.0", "max_length") == (first.path, first.code)
    assert ("pricing.vat", "") == (second.path, second.code)
    assert "Epäkelpo" in second.why


def test_a_refusal_without_a_word_is_told_in_words() -> None:
    """Where the API names neither field nor reason, we say so, and name the likely one."""
    silent = FieldError("nonFieldErrors", "invalid", "", "")
    (told,) = explained(ValidationRefused("no", fields=[silent]), "fi")

    assert "kertomatta syytä" in told.what
    assert "lukitusjärjestelmä" in told.why
    assert "vastasi" not in told.why


def test_what_is_certain_is_told_and_what_is_not() -> None:
    """A request that never left, and one that nobody answered, are two different things."""
    never, doubtful = (Unreachable("x", certain=certain) for certain in (True, False))

    assert "nothing was stored" in explained(never, "en")[0].why
    assert "not certain" in explained(doubtful, "en")[0].why


def test_an_ended_session_is_no_missing_right() -> None:
    """The API refuses both by one code; what is told is to log in, not to ask for a right."""
    ended = SessionEnded("x", code="CREATE_PERMISSION_DENIED", operation="createSpace")
    (told,) = explained(ended, "en")

    assert told.what.endswith("the session has ended")
    assert ("", True) == (told.code, "varaamo-sync login" in told.fix)


def test_what_the_server_says_is_filled_in_as_it_is() -> None:
    """Braces in an answer are no template, and an unknown code leaves the words of the class."""
    assert "{x}" in explained(NotFound("{x}", code="NEW_CODE"), "en")[0].why
    assert "HTTP 504" in explained(ServerFault("HTTP 504", code="HTTP_504"), "sv")[0].why


@pytest.mark.parametrize(
    ("wire", "path"),
    [
        *((field.wire, field.path) for field in FIELDS),
        ("nonFieldErrors", ""),
        ("pricings", "pricing"),
        ("pricings.taxPercentage", "pricing.vat"),
        ("pricings.0.lowestPrice", "pricing.0.lowest"),
        ("pricings.materialPriceDescriptionSv", "pricing.material.sv"),
        ("pricings.nonFieldErrors", "pricing"),
        ("accessTypes.beginDate", "access.from"),
        ("images.imageUrl", "images.file"),
        ("image", "images.file"),
        ("searchTerms.0", "search_terms.0"),
        ("unit", "venue"),
        ("somethingNew.x", "somethingNew.x"),
    ],
)
def test_names_of_the_api_become_paths_of_the_catalogue(wire: str, path: str) -> None:
    """Every field is told as a person writes it, those of nested rows too."""
    assert path == catalogue_path(wire)


def test_who_asks_in_a_language_that_there_is_none_of_is_told() -> None:
    """A language may come from a browser: it opens no file, and names none of this machine."""
    wrong: list[Any] = ["de", "../fi"]
    for lang in wrong:
        with pytest.raises(ValueError, match="fi, sv, en"):
            explained(SessionEnded("session-none"), lang)
    audience: Any = "wb"
    with pytest.raises(ValueError, match="terminal, web"):
        explained(SessionEnded("session-none"), "fi", audience)
    foreign: Any = KeyError("x")
    with pytest.raises(TypeError, match="VaraamoSyncError"):
        explained(foreign, "fi")
