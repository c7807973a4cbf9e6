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
