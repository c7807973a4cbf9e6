"""Texts by language, and which languages must be there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync.sandbox.rest.refusals import NOT_NULL
from varaamo_sync.sandbox.rest.values import Read, Values, Wrong

LANGS = ("fi", "en", "sv")

NEEDED: Mapping[str, tuple[str, ...]] = {
    "name": ("fi", "sv"),  # English is forgotten by a missing comma, and so is
    "description": ("en", "sv"),  # the Finnish of the description behind it
    "responsible_contact_info": ("fi",),
    "specific_terms": LANGS,
    "reservation_info": LANGS,
    "reservation_confirmed_notification_extra": LANGS,
    "reservation_requested_notification_extra": LANGS,
    "reservation_additional_information": LANGS,
}
"""Languages in which each text of a resource must come whenever it comes at all."""


def read_texts(*, null: bool = False) -> Read:
    """Return what reads a text by language.

    Args:
        null: Whether it may be null, which empties it.
    """

    def read(value: Any) -> Any:
        if value is None:
            if null:
                return None
            raise Wrong([NOT_NULL])
        if not isinstance(value, dict):
            raise Wrong([f"Odotettiin sanakirjaa, saatiin tyyppi {type(value).__name__}."])
        return value

    return read


def check_languages(found: Values, needed: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse the first text that lacks a language, or has something else for one.

    A language that is not sent, and need not be, is emptied.

    Raises:
        Wrong: There is one.
    """
    for name in [name for name in found if name in needed]:
        sent = found[name] or {}
        for lang in LANGS:
            if found[name] is not None and lang in needed[name] and not sent.get(lang):
                raise Wrong({name: [f"Tämä kenttä vaaditaan: {lang}"]})
            if lang in sent and not isinstance(sent[lang], str):
                kind = type(sent[lang]).__name__
                said = f"Invalid type for field: {name}_{lang}, expected: string, but received"
                raise Wrong({name: [f"{said} {kind}."]})
        found[name] = {lang: sent[lang] for lang in LANGS if sent.get(lang)}
