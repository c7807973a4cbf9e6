"""Sentences and headings of ``status`` and ``history`` in Finnish, Swedish and English."""

from __future__ import annotations

from varaamo_sync.model import Lang
from varaamo_sync_cli.words import Words

_LINES: dict[str, Words] = {
    "read": {"fi": "luettu {when}", "sv": "läst {when}", "en": "read {when}"},
    "was_bookable": {
        "fi": "oli aiemmin varattavissa",
        "sv": "kunde bokas tidigare",
        "en": "was bookable before",
    },
    "surveyed": {
        "fi": "Tilanne Varaamossa {when}, {origin}",
        "sv": "Läget i Varaamo {when}, {origin}",
        "en": "As Varaamo showed it {when}, {origin}",
    },
    "offline": {
        "fi": "Viimeksi luettu tilanne {when}, {age} vanha, {origin}",
        "sv": "Senast lästa läget {when}, {age} gammalt, {origin}",
        "en": "Last survey {when}, {age} old, {origin}",
    },
    "as_of_surveyed": {
        "fi": "Seurantamerkintä {when}, luettu Varaamosta: {origin}",
        "sv": "Uppföljning {when}, läst i Varaamo: {origin}",
        "en": "Entry of {when}, surveyed: {origin}",
    },
    "as_of_reported": {
        "fi": "Ilmoitettu {when}. Luvut ovat tekstiä ajalta ennen tätä työkalua: niitä ei voi "
        "jäljittää tiloihin eikä laskea yhteen, eikä niistä päätellä, toteutuuko tavoite.",
        "sv": "Rapporterat {when}. Siffrorna är text från tiden före detta verktyg: de kan inte "
        "spåras till lokaler eller räknas ihop, och av dem sluts ingenting om målet.",
        "en": "Reported {when}. The figures are text from before this tool: they cannot be traced "
        "to rooms or added up, and nothing is concluded from them about the goal.",
    },
    "said_then": {
        "fi": "Silloin sanottiin: {words}",
        "sv": "Då sades: {words}",
        "en": "Said then: {words}",
    },
    "minutes": {"fi": "{n} min", "sv": "{n} min", "en": "{n} min"},
    "hours": {"fi": "{n} h", "sv": "{n} h", "en": "{n} h"},
    "days": {"fi": "{n} pv", "sv": "{n} d", "en": "{n} d"},
    "time_left": {
        "fi": "Määräaika {day}, päiviä jäljellä {days}.",
        "sv": "Tidsfrist {day}, dagar kvar {days}.",
        "en": "Deadline {day}, days left {days}.",
    },
    "time_over": {
        "fi": "Määräaika {day} on päättynyt.",
        "sv": "Tidsfristen {day} har gått ut.",
        "en": "The deadline {day} has passed.",
    },
    "needed": {
        "fi": "Puuttuu {count}, eli tarvitaan {needed} tilaa viikossa.",
        "sv": "Det fattas {count}, alltså behövs {needed} lokaler i veckan.",
        "en": "{count} missing, so {needed} rooms a week are needed.",
    },
    "unit_met": {
        "fi": "{unit}: kaikki tavoitteen tilat ovat varattavissa.",
        "sv": "{unit}: alla lokaler i målet kan bokas.",
        "en": "{unit}: every room of the goal can be booked.",
    },
    "unit_missing": {
        "fi": "{unit}: tavoitteesta puuttuu {count} – {rooms}.",
        "sv": "{unit}: {count} fattas i målet – {rooms}.",
        "en": "{unit}: {count} missing from the goal – {rooms}.",
    },
    "unit_empty": {
        "fi": "{unit}: yhtään tavoitteen tilaa ei ole määritelty.",
        "sv": "{unit}: ingen lokal hör till målet.",
        "en": "{unit}: no room belongs to the goal.",
    },
    "unit_unread": {
        "fi": "{unit}: osaa tilaluettelosta ei voitu lukea, joten toteutumista ei voi todeta.",
        "sv": "{unit}: en del av lokalförteckningen kunde inte läsas, så inget kan konstateras.",
        "en": "{unit}: a part of the catalogue could not be read, so nothing can be said.",
    },
    "left": {
        "fi": "{unit}: tavoitteesta on poistunut {rooms}.",
        "sv": "{unit}: ur målet har utgått {rooms}.",
        "en": "{unit}: no longer in the goal: {rooms}.",
    },
    "forecast": {"fi": "Ennuste", "sv": "Prognos", "en": "Forecast"},
    "span": {
        "fi": " ({since}–{until}: varattaviksi {gained}, pois {lost})",
        "sv": " ({since}–{until}: till bokning {gained}, bort {lost})",
        "en": " ({since}–{until}: {gained} became bookable, {lost} ceased to be)",
    },
    "reported_left_out": {
        "fi": "Ilmoitettuja merkintöjä {count}: niitä ei ole laskettu ennusteeseen.",
        "sv": "Rapporterade uppföljningar {count}: de ingår inte i prognosen.",
        "en": "Reported entries {count}: they are not part of the forecast.",
    },
    "method": {
        "fi": "Ennuste vertaa tahtia, jolla tavoitteen tiloja on viimeisten 12 viikon aikana "
        "luetuissa tilanteissa tullut varattaviksi, tahtiin, jonka määräaika vaatii. Tavoite on "
        "toteutumassa, kun tahti riittää eikä yksikään tila avaudu vasta määräajan jälkeen, "
        "vaarassa, kun tahti on vähintään puolet tarvittavasta, ja muuten se ei toteudu.",
        "sv": "Prognosen jämför takten, i vilken målets lokaler har blivit bokbara enligt de "
        "senaste 12 veckornas lästa lägen, med takten som tidsfristen kräver. Målet nås, när "
        "takten räcker och ingen lokal öppnar först efter tidsfristen, är i fara, när takten är "
        "minst hälften av den som behövs, och nås annars inte.",
        "en": "The forecast holds the pace at which rooms of the goal became bookable in the "
        "surveys of the last 12 weeks against the pace that the deadline needs. The goal is on "
        "track when the pace suffices and no room opens only after the deadline, at risk when "
        "it is at least half of what is needed, and else it will not be met.",
    },
    "moves": {
        "fi": "Eniten tavoitetta vievät eteenpäin",
        "sv": "Mest för målet framåt",
        "en": "What moves the goal most",
    },
    "move": {
        "fi": "{step}: {count} tilaa",
        "sv": "{step}: {count} lokaler",
        "en": "{step}: {count} rooms",
    },
    "move_one": {"fi": "{step}: 1 tila", "sv": "{step}: 1 lokal", "en": "{step}: 1 room"},
    "venues": {"fi": "toimipisteet", "sv": "verksamhetsställen", "en": "venues"},
    "others": {"fi": "ja {n} muuta", "sv": "och {n} andra", "en": "and {n} more"},
    "milestones": {"fi": "Välitavoitteet", "sv": "Delmål", "en": "Milestones"},
    "risks": {
        "fi": "Riskit ja niihin varautuminen",
        "sv": "Risker och beredskap",
        "en": "Risks and what is done about them",
    },
    "missing": {
        "fi": "Tavoitteesta puuttuvat",
        "sv": "Fattas i målet",
        "en": "Missing from the goal",
    },
    "findings": {"fi": "havainnot", "sv": "anmärkningar", "en": "findings"},
    "unread_rooms": {
        "fi": "Tilaluettelosta ei voitu lukea näitä tiloja, joten niiden vaihe ei ole tiedossa "
        "({count}): {rooms}.",
        "sv": "Ur lokalförteckningen kunde de här lokalerna inte läsas, så deras skede är okänt "
        "({count}): {rooms}.",
        "en": "These rooms of the catalogue could not be read, so their stage is not known "
        "({count}): {rooms}.",
    },
    "incomplete": {
        "fi": "* Luvut ovat vajaat ({units}): kaikkia tiloja ei saatu luettua tilaluettelosta.",
        "sv": "* Siffrorna är ofullständiga ({units}): alla lokaler i förteckningen kunde inte "
        "läsas.",
        "en": "* The counts are incomplete ({units}): not all rooms of the catalogue could be "
        "read.",
    },
    "not_recorded": {
        "fi": "Koska tilaluettelosta ei voitu lukea kaikkea, lukuja ei kirjata seurantaan. "
        "Komento varaamo-sync validate kertoo, mitä korjata.",
        "sv": "Eftersom allt i lokalförteckningen inte kunde läsas antecknas siffrorna inte. "
        "Kommandot varaamo-sync validate berättar vad som bör rättas.",
        "en": "As not all of the catalogue could be read, the counts are not recorded. "
        "varaamo-sync validate tells what to mend.",
    },
    "no_entries": {
        "fi": "Seurantamerkintöjä ei ole.",
        "sv": "Det finns ingen uppföljning.",
        "en": "There are no entries.",
    },
    "sources": {
        "fi": "luettu = johdettu siitä, mitä Varaamo näytti; ilmoitettu = ihmisen kirjaamaa "
        "tekstiä, jota ei lasketa yhteen.",
        "sv": "läst = härlett ur vad Varaamo visade; rapporterat = text som någon skrev, den "
        "räknas inte ihop.",
        "en": "surveyed = derived from what Varaamo showed; reported = text that somebody wrote, "
        "never added up.",
    },
    "date": {"fi": "Päivä", "sv": "Dag", "en": "Date"},
    "source": {"fi": "Lähde", "sv": "Källa", "en": "Source"},
    "unit_short": {
        "fi": "Palvelu-\nkoko-\nnaisuus",
        "sv": "Service-\nhelhet",
        "en": "Service\nunit",
    },
    "key": {"fi": "Tunnus", "sv": "Nyckel", "en": "Key"},
}


def said(name: str, lang: Lang, **values: object) -> str:
    """Return a sentence or a heading in a language."""
    return _LINES[name][lang].format(**values)
