"""What the YAML parser says, as faults with places and words of our own."""

from __future__ import annotations

import re

from varaamo_sync.catalogue_files.text.faults import Fault, Place, shown
from varaamo_sync.catalogue_files.text.nodes import Unparsable, compose, repeated, unprintable
from varaamo_sync.catalogue_files.text.places import Lines, lines_of
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Phrase, in_each_language

ALIAS = lazy_pattern(r"\*([A-Za-z0-9_-]+)")
"""What may be an alias; it may stand within a text, too."""

_ANCHOR = lazy_pattern(r"&([A-Za-z0-9_-]+)")
_LONGEST_MESSAGE = 1_000

_PROBLEM = lazy_pattern(r"(?P<what>.*?) at line (?P<line>\d+) column (?P<column>\d+)", re.DOTALL)
_UNCLOSED = lazy_pattern(
    r"while (?:scanning a (?:quoted scalar|simple key)|parsing a flow \w+) at line (?P<line>\d+) "
    r"column (?P<column>\d+)"
)
_DUPLICATE = lazy_pattern(
    r"(?:.*?: )?duplicate entry with (?:key )?(?P<key>.+?)(?: at line \d+ column \d+)?", re.DOTALL
)
_REASONS = (
    ("did not find expected ','", "flow"),
    ("unexpected end of stream", "quote"),
    ("mapping values are not allowed", "colon"),
    ("expected '-' indicator", "dash"),
    ("did not find expected key", "key"),
    ("cannot start any token", "sign"),
    ("unknown anchor", "anchor"),
    ("expected node content", "value"),
    ("unknown escape character", "escape"),
    ("expected comment or line break", "block"),
    ("block sequence entries are not allowed", "list"),
    ("expected alphabetic or numeric character", "name"),
    ("directive", "directive"),
)
"""What the parser says, and what it is called in our words; what is not here is told as it is."""

_LIBYAML_BREAK = lazy_pattern("\r\n|[\n\r\x85\u2028\u2029]")
_TABBED = lazy_pattern(r" *\t")
_DOCUMENT = lazy_pattern(r"^---(?=\s|$)", re.MULTILINE)


def explain(message: str, text: str) -> Fault:
    """Turn what the parser says into a fault with a place.

    Args:
        message: What ryaml says.
        text: The text that it was given.
    """
    if len(message) > _LONGEST_MESSAGE:  # it quotes the text
        message = message[: _LONGEST_MESSAGE // 2] + message[-_LONGEST_MESSAGE // 2 :]
    return (
        _duplicate(message, text)
        or _limit(message, text)
        or _character(message, text)
        or _syntax(message, text)
    )


def _duplicate(message: str, text: str) -> Fault | None:
    match = _DUPLICATE.fullmatch(message)
    if match is None:
        return None
    key = match["key"].strip('"`')
    return Fault("yaml-duplicate-key", {"name": shown(key)}, place=repeated_at(text, key))


def repeated_at(text: str, key: str) -> Place:
    """Return where a key stands for the second time in a mapping."""
    try:
        found = repeated(compose(text, broken=True), key)
    except Unparsable:
        found = None
    return Lines(text).place(found.start if found else 0)


def _limit(message: str, text: str) -> Fault | None:
    if "recursion limit" in message:
        alias = first_alias(text)
        rule = "yaml-repetition" if alias else "yaml-depth"
        return Fault(rule, place=alias or _reported(message, text))
    if "repetition limit" in message:
        return Fault("yaml-repetition", place=first_alias(text))
    if "more than one document" in message:
        starts = [match.start() for match in _DOCUMENT.finditer(text)]
        head = text[: starts[0]] if starts else ""
        bare = all(line.startswith(("#", "%")) or not line.strip() for line in head.splitlines())
        second = starts[1 if bare else 0] if len(starts) > bare else 0
        return Fault("yaml-many-documents", place=Lines(text).place(second))
    number = re.search(r"integer `(-?\d+)` as [iu]128", message)
    if number is not None:
        params = {"value": number[1]}
        return Fault("number-too-long", params, place=_reported(message, text))
    return None


def _character(message: str, text: str) -> Fault | None:
    match = unprintable().search(text)
    if match is None or "control characters" not in message:
        return None
    params = {"code": f"U+{ord(match.group()):04X}"}
    return Fault("file-control-character", params, place=Lines(text).place(match.start()))


def _syntax(message: str, text: str) -> Fault:
    place = _reported(message, text)
    lines = lines_of(text)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    match = _TABBED.match(line)
    if match is not None:
        return Fault("yaml-tab", place=Place(place.line, match.end()))
    if "unhashable" in message:
        return Fault("key-not-text", {"name": "? …"}, place=place)
    return Fault("yaml-syntax", in_each_language(_reason(message)), place=place)


def _reason(message: str) -> Phrase | str:
    told = _PROBLEM.sub(r"\g<what>", message)
    known = (Phrase("yaml", code) for begins, code in _REASONS if begins in told)
    return next(known, told)


def _reported(message: str, text: str) -> Place:
    """Return the place that the parser names; where something was never closed, its beginning."""
    starts = [0, *(found.end() for found in _LIBYAML_BREAK.finditer(text))]
    end = len(text.rstrip(" \r\n"))
    offset = 0
    for match in (_PROBLEM.search(message), _UNCLOSED.search(message)):
        if match is not None and offset in (0, end):
            line = min(int(match["line"]), len(starts))
            offset = min(starts[line - 1] + int(match["column"]) - 1, end)
    return Lines(text).place(offset)


def first_alias(text: str) -> Place | None:
    """Return where the first alias stands that has an anchor."""
    anchors = set(_ANCHOR.findall(text))
    found = (match for match in ALIAS.finditer(text) if match[1] in anchors)
    match = next(found, None)
    return Lines(text).place(match.start()) if match else None
