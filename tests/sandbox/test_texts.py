"""What becomes of texts (facts, sections 3 and 4b)."""

import pytest

from tests.sandbox.api import Api, draft

CREATE = "createReservationUnit"


def stored(api: Api, field: str, text: str) -> str:
    """Store a text in a new room and return what is kept of it."""
    pk = api.done(CREATE, draft(**{field: text}))["pk"]
    kept: str = api.room(pk, field)[field]
    return kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<p>Sali</p>", "<p>Sali</p>"),
        ("  väli  lyönti \n", "väli  lyönti"),
        ("\xa0Sali\xa0", "Sali"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("Kahvi & tee", "Kahvi &amp; tee"),
        ("2 < 3 > 1", "2 &lt; 3 &gt; 1"),
        ("Yst&auml;v&auml;t", "Ystävät"),
        ("<b>Sali</b><img src=x>", "Sali"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<style>p {}</style>", "p {}"),
        ('<p style="color: red">Sali</p>', "<p>Sali</p>"),
        ("<!-- muistiinpano -->Sali", "<!-- muistiinpano -->Sali"),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        (
            '<a href="https://hel.fi" target="_blank" onclick="x()">a</a>',
            '<a href="https://hel.fi" target="_blank">a</a>',
        ),
        ('<a href="mailto:x@example.org">a</a>', '<a href="mailto:x@example.org">a</a>'),
        ("<p></p>", "<p></p>"),
        ("<p>auki", "<p>auki</p>"),
        (
            "<ul><li>yksi</li></ul><h1>a</h1><pre>b</pre>",
            "<ul><li>yksi</li></ul><h1>a</h1><pre>b</pre>",
        ),
        (" ", ""),
    ],
)
def test_html_is_sanitised(admin: Api, sent: str, kept: str) -> None:
    """Some tags stay, others go and leave their text; entities are decoded, ``& < >`` escaped."""
    assert kept == stored(admin, "descriptionFi", sent)


def test_every_long_text_is_sanitised(admin: Api) -> None:
    """Descriptions, notes and instructions are HTML, in each language."""
    moments = ("Pending", "Confirmed", "Cancelled")
    instructions = [f"reservation{moment}Instructions" for moment in moments]
    fields = [
        f"{field}{lang}"
        for field in ("description", "notesWhenApplying", *instructions)
        for lang in ("Fi", "Sv", "En")
    ]
    pk = admin.done(CREATE, draft(**dict.fromkeys(fields, " <b>Sali</b> & <em>muu</em> ")))["pk"]

    expected = dict.fromkeys(fields, "Sali &amp; <em>muu</em>")
    assert expected == admin.room(pk, " ".join(fields))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a<b & c", "a"),
        ("<p>Neuvonta <strong>ma</strong></p>", "Neuvonta ma"),
        (" a & b ", "a &amp; b"),
    ],
)
def test_contact_information_loses_every_tag(admin: Api, sent: str, kept: str) -> None:
    """Of contact information only the bare text stays."""
    assert kept == stored(admin, "contactInformation", sent)


def test_names_are_not_sanitised(admin: Api) -> None:
    """A name is only trimmed."""
    assert "<b>Sali</b> & co" == stored(admin, "nameFi", " <b>Sali</b> & co ")


@pytest.mark.parametrize(
    ("field", "limit"),
    [
        ("descriptionFi", 8000),
        ("reservationPendingInstructionsEn", 8000),
        ("reservationCancelledInstructionsSv", 8000),
        ("notesWhenApplyingFi", 4000),
        ("contactInformation", 1000),
    ],
)
def test_limits_hold_after_sanitising(admin: Api, field: str, limit: int) -> None:
    """A text that is long enough once escaped gives the database's text, and nothing is stored."""
    just = "&" * (limit // 5)
    over = "&" * (limit // 5 + 1)

    assert limit == len(stored(admin, field, just))
    error = admin.error(CREATE, draft(**{field: over}))
    assert f"value too long for type character varying({limit})" == error["message"]
    assert "extensions" not in error
    assert [(field, "max_length")] == admin.refusal(CREATE, draft(**{field: "x" * (limit + 1)}))


def test_a_failed_update_stores_nothing(admin: Api) -> None:
    """What the database refuses is rolled back as a whole."""
    admin.error("updateReservationUnit", {"pk": 7, "nameFi": "Uusi", "descriptionFi": "&" * 2000})

    assert {"nameFi": "Oodin vanha studio"} == admin.room(7, "nameFi")


def test_material_prices_are_html_too(admin: Api) -> None:
    """A price's text is sanitised, with 1,000 characters at most."""
    row = {"begins": "2026-01-01", "taxPercentage": 1}
    text = {"materialPriceDescriptionFi": "<b>Savi</b> 5 € & lasite"}
    pk = admin.done(CREATE, draft(pricings=[row | text]))["pk"]

    kept = admin.room(pk, "pricings { materialPriceDescriptionFi }")
    assert {"pricings": [{"materialPriceDescriptionFi": "Savi 5 € &amp; lasite"}]} == kept
    error = admin.error(CREATE, draft(pricings=[row | {"materialPriceDescriptionSv": "&" * 201}]))
    assert "value too long for type character varying(1000)" == error["message"]


def test_texts_without_a_language_are_finnish(admin: Api) -> None:
    """``description`` writes the Finnish text unless that is sent too."""
    one = admin.done(CREATE, draft(description="a"), "description descriptionFi descriptionEn")
    two = admin.done(CREATE, draft(description="a", descriptionFi="b"), "descriptionFi")

    assert {"description": "a", "descriptionFi": "a", "descriptionEn": ""} == one
    assert {"descriptionFi": "b"} == two
