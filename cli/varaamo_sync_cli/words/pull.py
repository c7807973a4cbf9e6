"""The words of a pull in Finnish, Swedish and English."""

from __future__ import annotations

from functools import partial

from varaamo_sync.sync import LeftReason
from varaamo_sync_cli.words import Words, filled

LEFT: dict[LeftReason, Words] = {
    LeftReason.UNSETTLED: {
        "fi": "{room}: vienti keskeytyi tämän tilan kohdalla, eikä vielä tiedetä, mitä siitä tuli. "
        "Mitään ei oteta, ennen kuin se selviää: kirjaudu ja aja varaamo-sync pull tai push.",
        "sv": "{room}: en överföring avbröts vid denna lokal, och det är inte känt vad som blev av "
        "den. Inget tas innan det är utrett: logga in och kör varaamo-sync pull eller push.",
        "en": "{room}: a push was interrupted at this room, and nobody knows yet what became of "
        "it. Nothing is taken until that is known: log in and run varaamo-sync pull or push.",
    },
    LeftReason.HALF_MADE: {
        "fi": "{room}: Varaamossa on luonnos, josta täällä ei muisteta mitään; se on ehkä jäänyt "
        "viennissä kesken. Jos se on tarkoitettu luonnokseksi, kirjoita wanted: draft; muuten "
        "varaamo-sync push --on-conflict ours julkaisee sen.",
        "sv": "{room}: i Varaamo finns ett utkast som inget är ihågkommet om; kanske blev en "
        "överföring ofullbordad. Är det menat som utkast, skriv wanted: draft; annars publicerar "
        "varaamo-sync push --on-conflict ours det.",
        "en": "{room}: Varaamo has a draft of which nothing is remembered; a push may have left "
        "it half made. If it is meant to be a draft, write wanted: draft; else varaamo-sync push "
        "--on-conflict ours publishes it.",
    },
    LeftReason.SPACE: {
        "fi": "{room} {path}: seuraa tilan omista tiedoista, eikä luettelo voi sanoa muuta. Korjaa "
        "se Varaamossa, tai vie luettelon arvo: varaamo-sync push --on-conflict ours.",
        "sv": "{room} {path}: följer av lokalens egna uppgifter, och katalogen kan inte säga något "
        "annat. Ändra i Varaamo, eller överför katalogens: varaamo-sync push --on-conflict ours.",
        "en": "{room} {path}: follows from the room's own fields, and the catalogue cannot say "
        "otherwise. Change it in Varaamo, or push with --on-conflict ours.",
    },
    LeftReason.UNSAYABLE: {
        "fi": "{room} {path}: luettelo ei voi ilmaista Varaamon arvoa; se jää henkilökunnalle.",
        "sv": "{room} {path}: katalogen kan inte uttrycka Varaamos värde; det förblir personalens.",
        "en": "{room} {path}: no catalogue can say Varaamo's value; it stays staff's.",
    },
    LeftReason.NOT_READ: {
        "fi": "{room} {path}: näkyy vain kirjautuneelle; luettelossa pätee oletusarvo (defaults).",
        "sv": "{room} {path}: syns bara med inloggning; i katalogen gäller standardvärdet "
        "(defaults).",
        "en": "{room} {path}: shown only with a login; in the catalogue, defaults hold.",
    },
    LeftReason.SEVERAL_UNITS: {
        "fi": "{room}: toimipiste ei kerro, mihin palvelukokonaisuuteen tila kuuluu; valitse se "
        "valinnalla --unit.",
        "sv": "{room}: stället avgör inte vilken servicehelhet lokalen hör till; välj den med "
        "--unit.",
        "en": "{room}: its venue does not tell its service unit; say which with --unit.",
    },
    LeftReason.LIKELY_TWIN: {
        "fi": "{room}: taitaa olla sama tila toisella nimellä; sitä ei oteta uutena. "
        "varaamo-sync plan näyttää, miten vastataan.",
        "sv": "{room}: är nog samma lokal under ett annat namn; den tas inte som ny. "
        "varaamo-sync plan visar hur man svarar.",
        "en": "{room}: is likely the same room under another name; it is not taken as a new one. "
        "varaamo-sync plan shows how to answer.",
    },
    LeftReason.SAME_NAME: {
        "fi": "{room}: toimipisteessä on useita samannimisiä; anna niille Varaamossa eri nimet.",
        "sv": "{room}: stället har flera med samma namn; ge dem olika namn i Varaamo.",
        "en": "{room}: its venue has several of this name; give them different names in Varaamo.",
    },
    LeftReason.NO_NAME: {
        "fi": "{room}: suomenkielinen nimi puuttuu; kirjoita se Varaamoon.",
        "sv": "{room}: det finska namnet saknas; skriv det i Varaamo.",
        "en": "{room}: it has no Finnish name; write one in Varaamo.",
    },
    LeftReason.NO_TPREK: {
        "fi": "{room}: sen toimipisteellä ei ole Varaamossa palvelukartan tunnusta (TPREK).",
        "sv": "{room}: dess ställe har inget id i servicekartan (TPREK) i Varaamo.",
        "en": "{room}: its venue has no id of the service map (TPREK) in Varaamo.",
    },
    LeftReason.SAME_KEY: {
        "fi": "{room}: usealla Varaamon tilalla on tämän avaimen koodi; poista koodi muilta kuin "
        "oikealta.",
        "sv": "{room}: flera lokaler i Varaamo bär koden för denna nyckel; ta bort den från alla "
        "utom den rätta.",
        "en": "{room}: several rooms in Varaamo carry the code of this key; take it from all but "
        "the right one.",
    },
    LeftReason.DEPARTED: {
        "fi": "{room}: poistunut luettelosta, mutta yhä Varaamossa. varaamo-sync pull --departed "
        "tuo sen takaisin omalla avaimellaan. Jos se poistettiin tarkoituksella, arkistoi se: "
        "push --archive tai Varaamossa.",
        "sv": "{room}: finns inte längre i katalogen, men lever i Varaamo. varaamo-sync pull "
        "--departed hämtar tillbaka den under sin nyckel. Togs den bort med avsikt, arkivera den: "
        "push --archive eller i Varaamo.",
        "en": "{room}: left the catalogue, but lives on in Varaamo. varaamo-sync pull --departed "
        "brings it back under its own key. If it was removed on purpose, archive it: "
        "push --archive, or in Varaamo.",
    },
    LeftReason.FOREIGN: {
        "fi": "{room}: kuuluu tilaluetteloon {catalogue}; siihen ei kosketa.",
        "sv": "{room}: hör till katalogen {catalogue}; den rörs inte.",
        "en": "{room}: belongs to the catalogue {catalogue}; it is never touched.",
    },
}
"""Why something is not taken, and what to do about it."""

_WORDS: dict[str, Words] = {
    "paused": {
        "fi": "henkilökunnan luonnos, ei tavoitteessa (goal: false)",
        "sv": "personalens utkast, inte i målet (goal: false)",
        "en": "a draft of staff, outside the goal (goal: false)",
    },
    "foreign": {
        "fi": "Tilaluettelon {catalogue} tiloja {count}, niihin ei kosketa: {names}",
        "sv": "Lokaler i katalogen {catalogue}: {count}, de rörs inte: {names}",
        "en": "Rooms of the catalogue {catalogue}: {count}, never touched: {names}",
    },
    "returns": {
        "fi": "kuvat, huomautus ja tavoitetieto eivät palaa Varaamosta",
        "sv": "bilder, anmärkning och målet återkommer inte från Varaamo",
        "en": "pictures, note and goal do not come back from Varaamo",
    },
}

left = partial(filled, {reason.value: words for reason, words in LEFT.items()})
"""Return in a language why something is not taken."""

word = partial(filled, _WORDS)
"""Return a word in a language."""
