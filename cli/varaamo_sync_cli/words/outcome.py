"""The words for what became of a room in a push; apart, for ``validate`` needs no sync engine."""

from __future__ import annotations

from varaamo_sync.sync import Status
from varaamo_sync_cli.words import Words

STATUSES: dict[Status, Words] = {
    Status.DONE: {"fi": "tehty", "sv": "gjort", "en": "done"},
    Status.UNCHANGED: {"fi": "ennallaan", "sv": "oförändrad", "en": "unchanged"},
    Status.UNREADY: {"fi": "ei lähetetty", "sv": "inte skickad", "en": "not sent"},
    Status.CONFLICT: {"fi": "ristiriita", "sv": "konflikt", "en": "conflict"},
    Status.SKIPPED: {"fi": "ohitettu", "sv": "överhoppad", "en": "skipped"},
    Status.FAILED: {"fi": "epäonnistui", "sv": "misslyckades", "en": "failed"},
    Status.UNKNOWN: {"fi": "ei varmuutta", "sv": "ovisst", "en": "unknown"},
    Status.NOT_TRIED: {"fi": "ei yritetty", "sv": "inte försökt", "en": "not tried"},
}
