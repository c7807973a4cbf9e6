"""What fields of rooms and venues are called: by the headings of the template's columns."""

from __future__ import annotations

from typing import Literal

from varaamo_sync.words.files import unfilled, word_file

_Lang = Literal["fi", "sv", "en"]

Of = Literal["room", "venue"]
"""Whose fields they are; fields of a venue are those of the sheet of venues."""


_OPEN_KEYS = "hours"
"""A field within which people choose keys: weekdays, and days of exceptions."""


def field_name(path: str, lang: _Lang, of: Of = "room") -> str:
    """Return what a field is called: the heading of its column, where the template has one.

    Args:
        path: Its dotted path, such as ``capacity.min`` or ``description.sv``. Places in a list
            count for nothing: ``pricing.0.vat`` is ``pricing.vat``.
        lang: Language of the name.
        of: Whose field it is.

    Returns:
        The name, of a text with its language (``Kuvaus ruotsiksi``); the path itself where no
        field is called so.
    """
    known = word_file(f"fields/{of}", lang)
    steps = path.removeprefix("unread.").split(".")
    bare = ".".join(step for step in steps if not step.isdigit())
    if bare in known:
        return str(known[bare]["name"])
    text, _, spoken = bare.rpartition(".")
    languages = word_file("fields/languages", lang)
    if text in known and spoken in languages:
        return f"{known[text]['name']} {languages[spoken]}"
    if steps[0] == _OPEN_KEYS:
        within = (bare.rsplit(".", cut)[0] for cut in range(1, len(steps)))
        return next((str(known[step]["name"]) for step in within if step in known), path)
    return path


def field_help(path: str, lang: _Lang, of: Of = "room") -> str | None:
    """Return what the template explains of a field, if it explains it; of a text, without language.

    Args:
        path: Its dotted path, as for ``field_name``.
        lang: Language of the explanation.
        of: Whose field it is.
    """
    known: str | None = word_file(f"fields/{of}", lang).get(path, {}).get("help")
    return known


def language_name(spoken: _Lang, lang: _Lang) -> str:
    """Return how a language is named behind the name of a text: ``ruotsiksi``.

    Args:
        spoken: The language that is named.
        lang: The language it is named in.
    """
    return unfilled("fields/languages", spoken, lang)
