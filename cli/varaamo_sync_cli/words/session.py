"""The words of ``login``, ``logout`` and ``whoami`` in Finnish, Swedish and English."""

from __future__ import annotations

from functools import partial

from varaamo_sync_cli.words import Words, filled

LINES: dict[str, Words] = {
    "user_name": {"fi": "Käyttäjätunnus", "sv": "Användarnamn", "en": "User name"},
    "password": {"fi": "Salasana", "sv": "Lösenord", "en": "Password"},
    "cookie": {
        "fi": "Istuntoeväste (sessionid)",
        "sv": "Sessionskaka (sessionid)",
        "en": "Session cookie (sessionid)",
    },
    "logged_in": {
        "fi": "Kirjautuminen onnistui: {origin}, käyttäjä {user}. Istunto on tallessa: {where}.",
        "sv": "Inloggad på {origin} som {user}. Sessionen förvaras i {where}.",
        "en": "Logged in to {origin} as {user}; the session is kept in {where}.",
    },
    "goes_first": {
        "fi": "ympäristössä on {setting}, ja se menee kirjautumisen edelle; poista se (unset), "
        "niin kirjautuminen tulee käyttöön.",
        "sv": "miljön har {setting}, som går före inloggningen; ta bort den (unset) så börjar "
        "inloggningen gälla.",
        "en": "the environment has {setting}, which goes before a login; remove it (unset) to use "
        "the login.",
    },
    "ended": {
        "fi": "Istunto on päättynyt: {how}. Kirjaudu uudelleen komennolla varaamo-sync login.",
        "sv": "Sessionen är slut: {how}. Logga in på nytt med varaamo-sync login.",
        "en": "The session from {how} has ended. Log in anew with varaamo-sync login.",
    },
    "ended_first": {
        "fi": "Muuttujassa {how} oleva istunto on päättynyt, ja se menee tallessa olevan "
        "kirjautumisen edelle. Poista muuttuja ympäristöstä (unset) tai anna uusi istunto.",
        "sv": "Sessionen i {how} är slut, och den går före en inloggning som är sparad. Ta bort "
        "variabeln ur miljön (unset) eller ge en ny session.",
        "en": "The session in {how} has ended, and it goes before a login that is kept. Remove it "
        "from the environment (unset), or give a new one.",
    },
    "keyring_waits": {
        "fi": "odotan järjestelmän avainrengasta enintään {seconds} s; se saattaa kysyä "
        "salasanaansa.",
        "sv": "väntar på systemets nyckelring i högst {seconds} s; den kan fråga efter sitt "
        "lösenord.",
        "en": "waiting for the system's keyring, at most {seconds} s; it may be asking for its "
        "password.",
    },
    "keyring_silent": {
        "fi": "järjestelmän avainrengas ei vastannut {seconds} sekunnissa, joten sitä ei "
        "käytetä. Avaa se, tai aseta VARAAMO_SYNC_KEYRING=off.",
        "sv": "systemets nyckelring svarade inte inom {seconds} s och används därför inte. Öppna "
        "den, eller ange VARAAMO_SYNC_KEYRING=off.",
        "en": "the system's keyring did not answer within {seconds} s and is not used. Unlock it, "
        "or set VARAAMO_SYNC_KEYRING=off.",
    },
    "keyring_locked": {
        "fi": "järjestelmän avainrengas on lukossa ({error}), joten sitä ei käytetä. Avaa se, "
        "tai aseta VARAAMO_SYNC_KEYRING=off.",
        "sv": "systemets nyckelring är låst ({error}) och används därför inte. Öppna den, eller "
        "ange VARAAMO_SYNC_KEYRING=off.",
        "en": "the system's keyring is locked ({error}) and is not used. Unlock it, or set "
        "VARAAMO_SYNC_KEYRING=off.",
    },
    "keyring_broken": {
        "fi": "järjestelmän avainrengasta ei voi käyttää ({error}).",
        "sv": "systemets nyckelring kan inte användas ({error}).",
        "en": "the system's keyring cannot be used ({error}).",
    },
    "forgotten": {
        "fi": "Istunto unohdettiin: {origin}.",
        "sv": "Sessionen glömdes: {origin}.",
        "en": "Forgot the session of {origin}.",
    },
    "nothing_kept": {
        "fi": "Istuntoa ei ollut tallessa: {origin}.",
        "sv": "Ingen session förvaras: {origin}.",
        "en": "No session of {origin} is kept.",
    },
    "nobody": {
        "fi": "Kukaan ei ole kirjautunut: {origin}. Katsominen ei sitä vaadi, vieminen vaatii.",
        "sv": "Ingen är inloggad: {origin}. Att titta kräver det inte, att skicka kräver.",
        "en": "Nobody is logged in to {origin}. Looking needs no login; a push does.",
    },
    "user": {
        "fi": "{user}, {origin}. Istunto: {how}.",
        "sv": "{user}, {origin}. Session: {how}.",
        "en": "{user} at {origin}, session from {how}.",
    },
    "roles": {"fi": "Roolit: {roles}.", "sv": "Roller: {roles}.", "en": "Roles: {roles}."},
    "no_role": {"fi": "ei mitään", "sv": "inga", "en": "none"},
    "manages_all": {
        "fi": "Saa hallita kaikkien toimipisteiden tiloja.",
        "sv": "Får hantera lokalerna på alla verksamhetsställen.",
        "en": "May manage the rooms of every venue.",
    },
    "manages_some": {
        "fi": "Saa hallita näiden toimipisteiden tiloja: {venues}.",
        "sv": "Får hantera lokalerna på dessa verksamhetsställen: {venues}.",
        "en": "May manage the rooms of {venues}.",
    },
    "manages_none": {
        "fi": "Ei saa hallita minkään toimipisteen tiloja.",
        "sv": "Får inte hantera lokaler på något verksamhetsställe.",
        "en": "May manage the rooms of no venue.",
    },
}


line = partial(filled, LINES)
"""Return a sentence in a language."""
