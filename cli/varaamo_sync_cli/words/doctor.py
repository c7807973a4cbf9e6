"""The words of ``doctor`` in Finnish, Swedish and English."""

from __future__ import annotations

from functools import partial

from varaamo_sync_cli.words import Words, filled

STATES: dict[str, Words] = {
    "ok": {"fi": "kunnossa", "sv": "i ordning", "en": "ok"},
    "note": {"fi": "huomaa", "sv": "obs", "en": "note"},
    "fault": {"fi": "vika", "sv": "fel", "en": "fault"},
    "skipped": {"fi": "ohitettu", "sv": "hoppades över", "en": "skipped"},
}

CHECKS: dict[str, Words] = {
    "versions": {"fi": "Versiot", "sv": "Versioner", "en": "Versions"},
    "settings": {"fi": "Asetukset", "sv": "Inställningar", "en": "Settings"},
    "catalogue": {"fi": "Tilaluettelo", "sv": "Förteckning", "en": "Catalogue"},
    "reference": {"fi": "Viitetiedot", "sv": "Referensdata", "en": "Reference data"},
    "target": {"fi": "Varausjärjestelmä", "sv": "Bokningssystem", "en": "Booking system"},
    "session": {"fi": "Kirjautuminen", "sv": "Inloggning", "en": "Session"},
    "rights": {"fi": "Oikeudet", "sv": "Rättigheter", "en": "Rights"},
    "doubles": {"fi": "Kahdesti olevat", "sv": "Dubbletter", "en": "Doubles"},
    "store": {"fi": "Tietovarasto", "sv": "Lager", "en": "Store"},
    "journal": {"fi": "Kesken jääneet", "sv": "Ofullbordat", "en": "Unfinished"},
    "lock": {"fi": "Lukko", "sv": "Lås", "en": "Lock"},
}

LINES: dict[str, Words] = {
    "single": {
        "fi": "Jokainen tila on Varaamossa enintään kerran; toimipisteitä katsottiin {count}.",
        "sv": "Varje lokal finns högst en gång i Varaamo; {count} verksamhetsställen lästes.",
        "en": "No room is there twice; venues that were looked at: {count}.",
    },
    "half": {
        "fi": "Varaamossa on fyysinen tila ilman varausyksikköä: {rooms}.",
        "sv": "I Varaamo finns ett utrymme utan bokningsenhet: {rooms}.",
        "en": "The booking system has a space without a room: {rooms}.",
    },
    "half_fix": {
        "fi": "Kesken jääneen viennin tekee valmiiksi varaamo-sync push, jos sen tietovarasto on "
        "tallella. Muuten joku on arkistoinut tilan: tyhjennä fyysisen tilan koodi Varaamossa, jos "
        "tila pitää luoda uudelleen.",
        "sv": "En avbruten push slutförs av varaamo-sync push, om dess lager finns kvar. Annars "
        "har någon arkiverat lokalen: töm utrymmets kod i Varaamo om lokalen ska skapas på nytt.",
        "en": "varaamo-sync push finishes one that was interrupted, if its store is there. Else "
        "somebody has archived the room: empty the code of the space to make the room anew.",
    },
    "doubles_fix": {
        "fi": "Korjaa ne Varaamossa; varaamo-sync plan näyttää, mitä jäi.",
        "sv": "Rätta dem i Varaamo; varaamo-sync plan visar vad som finns kvar.",
        "en": "Mend them in the booking system; varaamo-sync plan shows what is left.",
    },
    "bug": {
        "fi": "Tarkistus kaatui: {error}.",
        "sv": "Kontrollen kraschade: {error}.",
        "en": "The check itself failed: {error}.",
    },
    "bug_fix": {
        "fi": "Tämä on vika varaamo-syncissä; ilmoita siitä.",
        "sv": "Det är ett fel i varaamo-sync; anmäl det.",
        "en": "This is a bug in varaamo-sync; please report it.",
    },
    "versions": {
        "fi": "varaamo-sync {version}, Python {python}; lisäosat: {extras}.",
        "sv": "varaamo-sync {version}, Python {python}; tillägg: {extras}.",
        "en": "varaamo-sync {version}, Python {python}; extras: {extras}.",
    },
    "extras": {
        "fi": "varaamo-sync {version}, Python {python}; lisäosat: {extras}; puuttuvat: {missing}.",
        "sv": "varaamo-sync {version}, Python {python}; tillägg: {extras}; saknas: {missing}.",
        "en": "varaamo-sync {version}, Python {python}; extras: {extras}; missing: {missing}.",
    },
    "no_settings": {
        "fi": "Ympäristössä ei ole asetuksia.",
        "sv": "Miljön har inga inställningar.",
        "en": "The environment sets nothing.",
    },
    "settings": {
        "fi": "Ympäristö asettaa: {names}.",
        "sv": "Miljön anger: {names}.",
        "en": "The environment sets: {names}.",
    },
    "unknown_setting": {
        "fi": "Ympäristön muuttujaa {names} ei tunneta.",
        "sv": "Miljövariabeln {names} är okänd.",
        "en": "The environment sets {names}, which nothing reads.",
    },
    "unknown_setting_fix": {
        "fi": "Muuttujat ovat: {known}.",
        "sv": "Variablerna är: {known}.",
        "en": "The variables are: {known}.",
    },
    "half_login": {
        "fi": "VARAAMO_SYNC_USERNAME ja VARAAMO_SYNC_PASSWORD kuuluvat yhteen; toinen puuttuu.",
        "sv": "VARAAMO_SYNC_USERNAME och VARAAMO_SYNC_PASSWORD hör ihop; den ena saknas.",
        "en": "VARAAMO_SYNC_USERNAME and VARAAMO_SYNC_PASSWORD belong together; one is missing.",
    },
    "half_login_fix": {
        "fi": "Aseta molemmat tai poista molemmat.",
        "sv": "Ange båda eller ta bort båda.",
        "en": "Set both, or neither.",
    },
    "catalogue": {
        "fi": "{id}: {rooms} tilaa, {files} tiedostoa.",
        "sv": "{id}: {rooms} lokaler, {files} filer.",
        "en": "{id}: {rooms} rooms, {files} files.",
    },
    "catalogue_faults": {
        "fi": "{id}: {rooms} tilaa, mutta {count} kohtaa ei ymmärretty; ensimmäinen: {where}.",
        "sv": "{id}: {rooms} lokaler, men {count} ställen förstods inte; det första: {where}.",
        "en": "{id}: {rooms} rooms, but {count} places were not understood; the first: {where}.",
    },
    "validate_fix": {
        "fi": "varaamo-sync validate näyttää ne kaikki.",
        "sv": "varaamo-sync validate visar dem alla.",
        "en": "varaamo-sync validate shows them all.",
    },
    "no_reference": {
        "fi": "Tiedostoa reference.json ei ole, joten validate ei tunne tyyppejä eikä ehtoja.",
        "sv": "reference.json saknas, så validate känner inte typer eller villkor.",
        "en": "There is no reference.json, so validate does not know types and terms.",
    },
    "reference_fix": {
        "fi": "Tee se: varaamo-sync reference.",
        "sv": "Gör den: varaamo-sync reference.",
        "en": "Make it: varaamo-sync reference.",
    },
    "reference": {
        "fi": "Luettu {taken} osoitteesta {origin} ({days} päivää sitten).",
        "sv": "Läst {taken} från {origin} (för {days} dagar sedan).",
        "en": "Read on {taken} from {origin} ({days} days ago).",
    },
    "no_target": {
        "fi": "Varausjärjestelmää ei ole nimetty.",
        "sv": "Inget bokningssystem är angivet.",
        "en": "No booking system is named.",
    },
    "no_target_fix": {
        "fi": "Lisää --sandbox, --target NIMI tai --url OSOITE, tai default_target tiedostoon "
        "catalogue.yaml.",
        "sv": "Lägg till --sandbox, --target NAMN eller --url ADRESS, eller default_target i "
        "catalogue.yaml.",
        "en": "Add --sandbox, --target NAME or --url URL, or default_target in catalogue.yaml.",
    },
    "target": {
        "fi": "{origin} vastaa; siellä on {venues} toimipistettä.",
        "sv": "{origin} svarar; där finns {venues} verksamhetsställen.",
        "en": "{origin} answers; it has {venues} venues.",
    },
    "no_session": {
        "fi": "Kukaan ei ole kirjautunut; katseluun ei tarvita kirjautumista, vientiin tarvitaan.",
        "sv": "Ingen är inloggad; att se kräver ingen inloggning, men push gör det.",
        "en": "Nobody is logged in; looking needs no login, a push does.",
    },
    "ended": {
        "fi": "Kukaan ei ole kirjautunut: istunto on päättynyt ({how}).",
        "sv": "Ingen är inloggad: sessionen är slut ({how}).",
        "en": "Nobody is logged in: the session has ended ({how}).",
    },
    "ended_first": {
        "fi": "Muuttujassa {how} oleva istunto on päättynyt, ja se menee tallessa olevan "
        "kirjautumisen edelle.",
        "sv": "Sessionen i {how} är slut, och den går före en inloggning som är sparad.",
        "en": "The session in {how} has ended, and it goes before a login that is kept.",
    },
    "ended_first_fix": {
        "fi": "Poista {how} ympäristöstä (unset), tai anna uusi istunto.",
        "sv": "Ta bort {how} ur miljön (unset), eller ge en ny session.",
        "en": "Remove {how} from the environment (unset), or give a new session.",
    },
    "login_fix": {
        "fi": "varaamo-sync login, tai aseta VARAAMO_SYNC_SESSION ja VARAAMO_SYNC_URL.",
        "sv": "varaamo-sync login, eller ange VARAAMO_SYNC_SESSION och VARAAMO_SYNC_URL.",
        "en": "varaamo-sync login, or set VARAAMO_SYNC_SESSION and VARAAMO_SYNC_URL.",
    },
    "session": {
        "fi": "{user}; istunto: {how}.",
        "sv": "{user}; sessionen: {how}.",
        "en": "{user}; session from {how}.",
    },
    "all_rights": {
        "fi": "Saa hallita jokaisen toimipisteen tiloja.",
        "sv": "Får sköta lokalerna på alla verksamhetsställen.",
        "en": "May manage the rooms of every venue.",
    },
    "rights": {
        "fi": "Saa hallita luettelon kaikkien {count} toimipisteen tiloja.",
        "sv": "Får sköta lokalerna på förteckningens alla {count} verksamhetsställen.",
        "en": "May manage the rooms of all {count} venues of the catalogue.",
    },
    "few_rights": {
        "fi": "Ei saa hallita näiden toimipisteiden tiloja: {venues}.",
        "sv": "Får inte sköta lokalerna på dessa verksamhetsställen: {venues}.",
        "en": "May not manage the rooms of {venues}.",
    },
    "rights_fix": {
        "fi": "Pyydä Varaamon pääkäyttäjältä rooli ADMIN näihin toimipisteisiin.",
        "sv": "Be Varaamos administratör om rollen ADMIN för dessa verksamhetsställen.",
        "en": "Ask an administrator of the booking system for the role ADMIN of these venues.",
    },
    "no_store": {
        "fi": "Sitä ei vielä ole; ensimmäinen vienti tekee sen catalogue.yaml-tiedoston viereen.",
        "sv": "Det finns inte ännu; den första push gör det bredvid catalogue.yaml.",
        "en": "There is none yet; the first push makes it beside catalogue.yaml.",
    },
    "store": {
        "fi": "{where}; taulujen versio {version}, ajan tasalla.",
        "sv": "{where}; tabellernas version {version}, aktuell.",
        "en": "{where}; tables of version {version}, up to date.",
    },
    "folder": {
        "fi": "Kansioon {folder} ei voi kirjoittaa.",
        "sv": "Mappen {folder} kan inte skrivas till.",
        "en": "The folder {folder} cannot be written to.",
    },
    "folder_fix": {
        "fi": "Anna oikeus kirjoittaa siihen, tai käytä valitsinta --store.",
        "sv": "Ge rätt att skriva dit, eller använd --store.",
        "en": "Allow writing to it, or use --store.",
    },
    "unfinished": {
        "fi": "{count} kirjoitusta jäi kesken; seuraava vienti katsoo ensin, mitä niistä tuli.",
        "sv": "{count} skrivningar blev ofullbordade; nästa push ser först efter vad som hände.",
        "en": "{count} writes were left open; the next push looks first what became of them.",
    },
    "finished": {
        "fi": "Mikään kirjoitus ei ole kesken.",
        "sv": "Ingen skrivning är ofullbordad.",
        "en": "No write was left open.",
    },
    "ambiguous": {
        "fi": "{count} kirjoituksesta ei tiedetä, tallentuiko se; tilat: {rooms}.",
        "sv": "Om {count} skrivningar vet man inte om de sparades; lokaler: {rooms}.",
        "en": "Of {count} writes nobody knows whether they were stored; rooms: {rooms}.",
    },
    "ambiguous_fix": {
        "fi": "Katso tilat Varaamossa; plan kertoo, mitä niille tehtäisiin.",
        "sv": "Se efter lokalerna i Varaamo; plan säger vad som skulle göras.",
        "en": "Look at these rooms in the booking system; plan tells what would be done.",
    },
    "free": {
        "fi": "Vapaa.",
        "sv": "Ledigt.",
        "en": "Free.",
    },
    "held": {
        "fi": "{owner} koneella {host} alkaen {since}: {command}",
        "sv": "{owner} på {host} sedan {since}: {command}",
        "en": "{owner} on {host} since {since}: {command}",
    },
    "held_fix": {
        "fi": "Odota; jos ajo on kuollut, lukko raukeaa minuutissa, ja unlock avaa sen.",
        "sv": "Vänta; om körningen dött faller låset inom en minut, och unlock öppnar det.",
        "en": "Wait; if the run died, the lock expires within a minute, and unlock breaks it.",
    },
    "left": {
        "fi": "Lukko jäi kuolleelta ajolta ({owner} koneella {host}); seuraava vienti ottaa sen.",
        "sv": "En körning som dött lämnade låset ({owner} på {host}); nästa push tar det.",
        "en": "Left by a run that died ({owner} on {host}); the next push takes it over.",
    },
    "skipped": {
        "fi": "Ei voi katsoa ilman tätä: {why}.",
        "sv": "Kan inte ses efter utan detta: {why}.",
        "en": "Cannot be looked at without this: {why}.",
    },
    "sound": {
        "fi": "Vikoja ei löytynyt.",
        "sv": "Inga fel hittades.",
        "en": "No faults were found.",
    },
    "faults": {
        "fi": "Vikoja {count}.",
        "sv": "Fel: {count}.",
        "en": "Faults: {count}.",
    },
    "fix": {"fi": "korjaus", "sv": "åtgärd", "en": "fix"},
}


line = partial(filled, LINES)
"""Return a sentence in a language."""
