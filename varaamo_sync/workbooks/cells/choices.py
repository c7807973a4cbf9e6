"""The words that cells use for yes and no and for choices, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.model.units import LANGS


class Choice(NamedTuple):
    """One value of a choice: what the template calls it, and what else people call it."""

    value: str
    labels: Mapping[Lang, str]
    others: tuple[str, ...] = ()


def _choice(value: str, fi: str, sv: str, en: str, *others: str) -> Choice:
    return Choice(value, {"fi": fi, "sv": sv, "en": en}, others)


FLAGS = ("flag", "free")
"""Kinds of cells that say yes or no."""

YES = (
    "x",
    "xx",
    "✓",
    "✔",
    "☑",
    "kyllä",
    "kylla",
    "k",
    "joo",
    "on",
    "tosi",
    "ja",
    "j",
    "yes",
    "y",
    "true",
    "1",
    "ok",
    "sant",
)
NO = ("ei", "e", "ei ole", "epätosi", "nej", "n", "no", "false", "0", "☐", "falskt")
YES_LABEL: Mapping[Lang, str] = {"fi": "kyllä", "sv": "ja", "en": "yes"}
NO_LABEL: Mapping[Lang, str] = {"fi": "ei", "sv": "nej", "en": "no"}

CLEAR: Mapping[Lang, str] = {"fi": "(tyhjennä)", "sv": "(töm)", "en": "(clear)"}
"""What a cell says to take away what the catalogue states; an empty cell states nothing."""

EXAMPLE: Mapping[Lang, str] = {"fi": "esimerkki", "sv": "exempel", "en": "example"}
"""What the key column of a row says that is an example."""

NEW = ("uusi", "ny", "new")
"""What the key column of a row says that is a new room, however alike another one is."""

CHOICES: Mapping[str, tuple[Choice, ...]] = {
    "kind": (
        _choice("direct", "suora varaus", "direktbokning", "direct", "suora", "suoravaraus"),
        _choice("season", "kausivaraus", "säsongsbokning", "season", "kausi", "vakiovuoro"),
        _choice("both", "molemmat", "båda", "both", "suora ja kausi"),
    ),
    "login": (
        _choice(
            "weak",
            "heikko",
            "svag",
            "weak",
            "kevyt",
            "kevyt tunnistautuminen",
            "lätt",
            "heikko tunnistautuminen",
        ),
        _choice("strong", "vahva", "stark", "strong", "vahva tunnistautuminen"),
    ),
    "form": (
        _choice("contact_info", "yhteystiedot", "kontaktuppgifter", "contact information"),
        _choice("reservee_info", "varaajan tiedot", "bokarens uppgifter", "reservee information"),
        _choice("purpose", "käyttötarkoitus", "ändamål", "purpose"),
        _choice("age_group", "ikäryhmä", "åldersgrupp", "age group"),
    ),
    "access": (
        _choice("access_code", "ovikoodi", "dörrkod", "door code", "koodi", "pääsykoodi"),
        _choice(
            "opened_by_staff",
            "henkilökunta avaa",
            "personalen öppnar",
            "opened by staff",
            "vahtimestari avaa",
            "henkilökunta",
            "talo avaa",
        ),
        _choice("physical_key", "avain", "nyckel", "key", "fyysinen avain"),
        _choice(
            "unrestricted",
            "vapaa pääsy",
            "fritt tillträde",
            "unrestricted",
            "vapaa",
            "ovi auki",
            "avoin",
            "esteetön sisäänpääsy",
        ),
    ),
    "price_unit": (
        _choice("per_15_min", "15 min", "15 min", "15 min"),
        _choice("per_30_min", "30 min", "30 min", "30 min", "puoli tuntia", "½ h", "0.5 h"),
        _choice(
            "per_hour",
            "tunti",
            "timme",
            "hour",
            "h",
            "t",
            "tunnilta",
            "per tunti",
            "1 h",
            "tim",
            "60 min",
            "tuntihinta",
            "€/h",
            "/h",
        ),
        _choice("per_half_day", "puoli päivää", "halv dag", "half day", "½ pv", "puolipäivä"),
        _choice(
            "per_day",
            "päivä",
            "dag",
            "day",
            "pv",
            "vrk",
            "vuorokausi",
            "per päivä",
            "24 h",
            "dygn",
            "€/pv",
            "/pv",
        ),
        _choice("per_week", "viikko", "vecka", "week", "vko", "vk", "per viikko"),
        _choice(
            "fixed",
            "varaus",
            "bokning",
            "booking",
            "kerta",
            "kiinteä",
            "kertamaksu",
            "fast",
            "fixed",
            "kpl",
            "krt",
            "kertahinta",
            "per kerta",
            "gång",
        ),
    ),
    "payment": (
        _choice("on_site", "paikan päällä", "på plats", "on site", "paikalla"),
        _choice("online", "verkossa", "på nätet", "online", "verkkomaksu"),
        _choice(
            "online_or_invoice",
            "verkossa tai laskulla",
            "på nätet eller med faktura",
            "online or invoice",
        ),
    ),
    "wanted": (
        _choice("draft", "luonnos", "utkast", "draft", "ei julkaista", "ei julkinen"),
        _choice(
            "published",
            "julkaistaan",
            "publiceras",
            "published",
            "julkaistu",
            "julkinen",
            "julkaise",
        ),
    ),
    "earlier": (
        _choice("none", "ei", "nej", "no", "ei ollut"),
        _choice("viewable", "katseltavana", "för visning", "viewable", "katseltavissa"),
        _choice("bookable", "varattavana", "bokningsbar", "bookable", "varattavissa"),
    ),
    "service_unit": tuple(
        Choice(
            unit.value,
            dict.fromkeys(LANGS, unit.value),
            (*(unit.label(lang) for lang in LANGS), *others),
        )
        for unit, others in (
            (ServiceUnit.KIR, ("kirjasto", "kirjastot")),
            (ServiceUnit.KULP, ("kulttuuri",)),
            (ServiceUnit.LIIKU, ("LIIK", "liikunta")),
            (ServiceUnit.NUP, ("NUPA", "nuoriso")),
        )
    ),
}
"""Every choice by its name; values are those of the catalogue."""


def label(choice: str, value: str, lang: Lang) -> str:
    """Return what the template calls a value."""
    return next((c.labels[lang] for c in CHOICES[choice] if c.value == value), value)


def labels(choice: str, lang: Lang) -> tuple[str, ...]:
    """Return what the template calls the values of a choice, in order."""
    return tuple(option.labels[lang] for option in CHOICES[choice])
