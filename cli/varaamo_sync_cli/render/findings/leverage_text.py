"""What would unlock most, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.rules import Leverage, Share, Work
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.catalogue.rulebook import find_rule

line = Theme("commands/validate")

_Units = Mapping[ServiceUnit | None, Share]

_SHOWN = 3
"""Rules shown for each owner; JSON has all."""


def lines(leverage: Leverage, lang: Lang) -> Iterator[str]:
    """Yield owners with what each could mend, best first, and the rules that it is about."""
    if not leverage.blocked:
        return
    yield line("unlock", lang, blocked=leverage.blocked)
    for work in leverage.owners:
        yield f"  {_owner_share(work, lang)}"
        levers = [lever for lever in leverage.rules if lever.owner is work.owner]
        for lever in levers[:_SHOWN]:
            title = find_rule(lever.rule).text("title", lang)
            yield f"    {_share(title, lever.total, lever.units, lang)}"
        if len(levers) > _SHOWN:
            yield f"    + {len(levers) - _SHOWN}"


def short_lines(leverage: Leverage, lang: Lang) -> Iterator[str]:
    """Yield a line for each owner, best first."""
    if not leverage.blocked:
        return
    yield line("unlock", lang, blocked=leverage.blocked)
    for work in leverage.owners:
        yield f"  {_owner_share(work, lang)}"


def _owner_share(work: Work, lang: Lang) -> str:
    return _share(line(f"owner.{work.owner}", lang), work.total, work.units, lang)


def _share(name: str, total: Share, units: _Units, lang: Lang) -> str:
    code = "all" if total.alone == total.rooms else "some" if total.alone else "none"
    text = line(f"lever.{code}", lang, what=name, rooms=total.rooms, alone=total.alone)
    of_units = ", ".join(f"{unit or '–'} {share.rooms}" for unit, share in units.items())
    return f"{text} ({of_units})"


def as_json(leverage: Leverage, lang: Lang) -> dict[str, Any]:
    """Return what would unlock most as JSON values."""
    return {
        "blocked": leverage.blocked,
        "owners": [
            {"owner": work.owner.value, **_as_json(work.total, work.units)}
            for work in leverage.owners
        ],
        "rules": [
            {
                "rule": lever.rule,
                "title": find_rule(lever.rule).text("title", lang),
                "owner": lever.owner.value,
                **_as_json(lever.total, lever.units),
            }
            for lever in leverage.rules
        ],
    }


def _as_json(total: Share, units: _Units) -> dict[str, Any]:
    from varaamo_sync.json_values import pick  # which knows the rows of a survey, too

    return {
        **pick(total, "rooms", "alone"),
        "units": [
            {"service_unit": unit, **pick(share, "rooms", "alone")} for unit, share in units.items()
        ],
    }
