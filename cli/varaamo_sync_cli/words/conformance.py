"""The words of ``conformance`` in Finnish, Swedish and English; facts are told in English."""

from __future__ import annotations

from functools import partial

from varaamo_sync.conformance import Verdict
from varaamo_sync_cli.words import Words, filled

VERDICTS: dict[Verdict, Words] = {
    Verdict.HOLDS: {"fi": "pitää", "sv": "stämmer", "en": "holds"},
    Verdict.DIFFERS: {"fi": "poikkeaa", "sv": "avviker", "en": "differs"},
    Verdict.NOT_TESTED: {"fi": "ei kokeiltu", "sv": "ej prövad", "en": "not tested"},
}

LINES: dict[str, Words] = {
    "summary": {
        "fi": "{origin}: pitää {holds}, poikkeaa {differs}, ei kokeiltu {not_tested}.",
        "sv": "{origin}: stämmer {holds}, avviker {differs}, ej prövade {not_tested}.",
        "en": "{origin}: {holds} hold, {differs} differ, {not_tested} not tested.",
    },
    "left": {
        "fi": "Varausjärjestelmään jäi: {what}",
        "sv": "Detta blev kvar i bokningssystemet: {what}",
        "en": "Left in the booking system: {what}",
    },
    "only_read": {
        "fi": "Mitään ei kirjoitettu; --write --venue TPREK kokeilee myös kirjoittamista.",
        "sv": "Ingenting skrevs; --write --venue TPREK prövar också att skriva.",
        "en": "Nothing was written; --write --venue TPREK tries writing too.",
    },
}


line = partial(filled, LINES)
"""Return a sentence in a language."""
