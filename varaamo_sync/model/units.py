"""Service units and the languages of texts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, Self, get_args

Lang = Literal["fi", "sv", "en"]
"""A language of texts; Varaamo publishes no room that lacks one of the three."""

LANGS: tuple[Lang, ...] = get_args(Lang)
"""Finnish, Swedish, English, in the order in which the API asks for them."""

_ALIASES = {"LIIK": "LIIKU", "NUPA": "NUP"}
_NAMES: dict[str, dict[Lang, str]] = {
    "KIR": {"fi": "Kirjastopalvelut", "sv": "Biblioteksservice", "en": "Library services"},
    "KULP": {"fi": "Kulttuuripalvelut", "sv": "Kulturservice", "en": "Cultural services"},
    "LIIKU": {"fi": "Liikuntapalvelut", "sv": "Idrottsservice", "en": "Sports services"},
    "NUP": {"fi": "Nuorisopalvelut", "sv": "Ungdomsservice", "en": "Youth services"},
}


class ServiceUnit(StrEnum):
    """One of the four service units (*palvelukokonaisuus*) of the binding goal.

    Any case is understood, and so are the codes of the 2019 table:

    >>> ServiceUnit("liik") is ServiceUnit.LIIKU
    True
    """

    KIR = "KIR"
    KULP = "KULP"
    LIIKU = "LIIKU"
    NUP = "NUP"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        code = value.strip().upper()
        return cls._member_map_.get(_ALIASES.get(code, code))  # type: ignore[return-value]

    def label(self, lang: Lang = "fi") -> str:
        """Return the unit's name in a language."""
        return _NAMES[self.value][lang]


def read_units(given: Iterable[ServiceUnit | str]) -> frozenset[ServiceUnit]:
    """Return the service units that somebody names, as texts or as values; one may stand alone.

    Raises:
        UsageError: There is none of a name: it would be taken for a unit without rooms.
    """
    return frozenset(map(read_unit, (given,) if isinstance(given, str) else given))


def read_unit(given: ServiceUnit | str) -> ServiceUnit:
    """Return the service unit that somebody names.

    Raises:
        UsageError: There is none of that name.
    """
    try:
        return ServiceUnit(given)
    except ValueError:
        from varaamo_sync.errors import UsageError

        names = ", ".join(ServiceUnit)
        raise UsageError(
            "argument-none-of", argument="unit", value=str(given), names=names
        ) from None
