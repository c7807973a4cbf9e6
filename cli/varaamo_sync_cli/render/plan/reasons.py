"""Why a room is not sent or published, in words: what is missing is told once, not by language."""

from __future__ import annotations

from collections.abc import Iterable

from varaamo_sync.errors import UsageError
from varaamo_sync.model import Lang
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.workspace.catalogue.rulebook import find_rule

word = Theme("commands/plan")

_OF_LANGUAGE = lazy_pattern(r"(?P<field>[a-z]+)-missing-(?P<lang>fi|sv|en)")
_BETWEEN = " · "


def reasons_in_words(rules: Iterable[str], lang: Lang) -> str:
    """Return what rules found, in words: ``puuttuu: nimi sv, en · kuvaus sv``.

    Args:
        rules: Ids of rules.
        lang: The language.
    """
    missing: dict[str, list[str]] = {}
    others = []
    for rule in rules:
        of_language = _OF_LANGUAGE.fullmatch(rule)
        if of_language:
            missing.setdefault(of_language["field"], []).append(of_language["lang"])
        else:
            others.append(_within(_title(rule, lang)))
    fields = [
        f"{_within(field_name(field, lang))} {', '.join(langs)}" for field, langs in missing.items()
    ]
    told = [word("missing", lang, fields=_BETWEEN.join(fields))] if fields else []
    return _BETWEEN.join([*told, *others])


def reasons_with_rules(rules: Iterable[str], lang: Lang) -> str:
    """Return the same with the ids of the rules behind it, for ``explain``."""
    ids = tuple(rules)
    return f"{reasons_in_words(ids, lang)} [{', '.join(ids)}]"


def _title(rule: str, lang: Lang) -> str:
    try:
        return find_rule(rule).text("title", lang)
    except UsageError:  # a service may hold rooms back by rules of its own
        return rule


def _within(heading: str) -> str:
    """Return a heading as it stands within a sentence; an abbreviation or a name keeps its form."""
    first = heading.split(" ", maxsplit=1)[0]
    named = heading.startswith("Varaamo") or first[1:] != first[1:].lower()
    return heading if named else heading[:1].lower() + heading[1:]
