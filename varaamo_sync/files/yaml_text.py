"""YAML text to plain values.

ryaml (libyaml's grammar, in Rust) is the fastest maintained reader, and strict: it refuses
repeated keys and second documents, and follows YAML 1.2 core, so that ``no`` is a word and
``12:30`` is text. Two things it does not do are done here.

*Numbers.* ryaml makes floats of decimals, and money must not pass through a float. But a float
keeps every decimal number of up to 15 significant digits: written out again by ``repr`` it is
the number that was read. So numbers are exact as long as none has more digits, and one that has
becomes ``Broken``, which no field takes.

*Aliases.* ryaml limits how often aliases are followed, but not what comes of it: a few
kilobytes of nested lists still fill the memory. So what a file would grow to is counted first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.files.faults import Broken, Fault, Place, Unreadable, shown
from varaamo_sync.files.places import LINE_BREAK, Lines, Places
from varaamo_sync.findings import Path

_MOST_VALUES = 2_000_000
_MOST_DIGITS = 15
_LONGEST_MESSAGE = 1_000

_ANCHOR = re.compile(r"&([A-Za-z0-9_-]+)")
_ALIAS = re.compile(r"\*([A-Za-z0-9_-]+)")
_ALIAS_MARK = "\ue000"

_MANY_DIGITS = re.compile(r"[0-9][0-9.]{15}")
_LONG_NUMBER = re.compile(
    r"(?<![^\s\[{,:])[-+]?(?=[0-9.]{16})[0-9]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?(?![^\s,\]}])"
)
_TAG = re.compile(r"(?<![^\s\[{,:])![^\s!]*(?![^\s])")
_CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

_PROBLEM = re.compile(r"(?P<what>.*?) at line (?P<line>\d+) column (?P<column>\d+)", re.DOTALL)
_UNCLOSED = re.compile(
    r"while (?:scanning a (?:quoted scalar|simple key)|parsing a flow \w+) at line (?P<line>\d+) "
    r"column (?P<column>\d+)"
)
_DUPLICATE = re.compile(
    r"(?:(?P<path>.*?): )?duplicate entry with (?:key )?(?P<key>.+?)(?: at line \d+ column \d+)?",
    re.DOTALL,
)
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_LIBYAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_TABBED = re.compile(r" *\t")
_DOCUMENT = re.compile(r"^---(?=\s|$)", re.MULTILINE)


def read_yaml(text: str, places: Places) -> Any:
    """Read YAML text.

    Args:
        text: The text.
        places: Finds places in the same text.

    Returns:
        Plain values; ``Broken`` stands where a value could not be read as written.

    Raises:
        Unreadable: The text is no YAML, or grows without measure.
    """
    _refuse_bombs(text, places)
    try:
        data = loads(text)
    except ValueError as error:
        _explain(str(error), text, places, error)
    return _without_broken(data, text, places)


def _without_broken(data: Any, text: str, places: Places) -> Any:
    numbers = _long_numbers(text) if _MANY_DIGITS.search(text) else {}
    values = {float(token) for token in numbers.values()}
    tagged = "!" in text and _TAG.search(text) is not None
    if not numbers and not tagged:
        return data
    holder = [data]
    for container, key, path in list(_walk(holder, 0, ())):
        value = container[key]
        if tagged and isinstance(value, dict) and len(value) == 1:
            tag = next(iter(value))
            if isinstance(tag, str) and tag.startswith("!"):
                container[key] = Broken("yaml-tag", {"tag": shown(tag)})
        elif type(value) in (int, float) and float(value) in values:
            token = numbers.get(places.find(path).start)
            if token is not None:
                container[key] = Broken("number-too-long", {"value": token})
    return holder[0]


def _walk(container: Any, key: Any, path: Path) -> Iterator[tuple[Any, Any, Path]]:
    yield container, key, path
    value = container[key]
    if isinstance(value, dict):
        for name in value:
            yield from _walk(value, name, (*path, name))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _walk(value, index, (*path, index))


def _long_numbers(text: str) -> dict[Place, str]:
    """Return what may be numbers with too many digits, by place; some may stand within texts."""
    lines = Lines(text)
    tokens = ((match.start(), match.group()) for match in _LONG_NUMBER.finditer(text))
    return {lines.place(start): token for start, token in tokens if _digits(token) > _MOST_DIGITS}


def _digits(token: str) -> int:
    mantissa = re.split("[eE]", token.lstrip("+-"))[0]
    return len(mantissa.replace(".", "").lstrip("0"))


def _refuse_bombs(text: str, places: Places) -> None:
    """Raise when following the aliases of a text would make too many values of it.

    The text is read with a tag for every anchor and a word for every alias, which keeps its
    shape and its size, and what it would grow to is counted. Where the same signs stand within
    a text, a word is swapped for a word.
    """
    if "*" not in text or not set(_ANCHOR.findall(text)) & set(_ALIAS.findall(text)):
        return
    without_aliases = _ALIAS.sub(rf"{_ALIAS_MARK}\1", text)
    try:
        shape = loads(_ANCHOR.sub(r"!\1", without_aliases))
        too_much = _grown(shape, {}) > _MOST_VALUES
    except ValueError:
        try:
            loads(without_aliases)
        except ValueError as error:
            _explain(str(error), text, places, error)
        too_much = True  # an anchor on a key, or with a tag: it cannot be counted
    if too_much:
        raise Unreadable(Fault("yaml-repetition", place=_first_alias(text)))


def _grown(value: Any, sizes: dict[str, int]) -> int:
    if isinstance(value, str) and value.startswith(_ALIAS_MARK):
        return sizes.get(value[1:], 1)
    if isinstance(value, list):
        return 1 + sum(_grown(item, sizes) for item in value)
    if not isinstance(value, dict):
        return 1
    size = 1
    for name, item in value.items():
        grown = _grown(item, sizes)
        size += grown
        if isinstance(name, str) and name.startswith("!"):
            sizes[name[1:]] = max(grown, sizes.get(name[1:], 1))
    return size


def _first_alias(text: str) -> Place | None:
    anchors = set(_ANCHOR.findall(text))
    found = (match for match in _ALIAS.finditer(text) if match[1] in anchors)
    match = next(found, None)
    return Lines(text).place(match.start()) if match else None


def _explain(message: str, text: str, places: Places, error: ValueError) -> NoReturn:
    """Turn what the parser says into a fault with a place."""
    if len(message) > _LONGEST_MESSAGE:  # it quotes the text
        message = message[: _LONGEST_MESSAGE // 2] + message[-_LONGEST_MESSAGE // 2 :]
    fault = (
        _duplicate(message, places)
        or _limit(message, text)
        or _character(message, text)
        or _syntax(message, text)
    )
    raise Unreadable(fault) from error


def _duplicate(message: str, places: Places) -> Fault | None:
    match = _DUPLICATE.fullmatch(message)
    if match is None:
        return None
    key = match["key"].strip('"`')
    path = tuple(int(a) if a else b for a, b in _STEP.findall(match["path"] or ""))
    return Fault("yaml-duplicate-key", {"name": shown(key)}, place=places.repeat(path, key))


def _limit(message: str, text: str) -> Fault | None:
    if "recursion limit" in message:
        alias = _first_alias(text)
        rule = "yaml-repetition" if alias else "yaml-depth"
        return Fault(rule, place=alias or _reported(message, text))
    if "repetition limit" in message:
        return Fault("yaml-repetition", place=_first_alias(text))
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
    match = _CONTROL.search(text)
    if match is None or "control characters" not in message:
        return None
    params = {"code": f"U+{ord(match.group()):04X}"}
    return Fault("file-control-character", params, place=Lines(text).place(match.start()))


def _syntax(message: str, text: str) -> Fault:
    place = _reported(message, text)
    lines = LINE_BREAK.split(text)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    match = _TABBED.match(line)
    if match is not None:
        return Fault("yaml-tab", place=Place(place.line, match.end()))
    if "unhashable" in message:
        return Fault("key-not-text", {"name": "? …"}, place=place)
    return Fault("yaml-syntax", {"reason": _PROBLEM.sub(r"\g<what>", message)}, place=place)


def _reported(message: str, text: str) -> Place:
    """Return the place that the parser names; where something was never closed, its beginning."""
    starts = [0, *(found.end() for found in _LIBYAML_BREAK.finditer(text))]
    end = len(text.rstrip())
    offset = 0
    for match in (_PROBLEM.search(message), _UNCLOSED.search(message)):
        if match is not None and offset in (0, end):
            line = min(int(match["line"]), len(starts))
            offset = min(starts[line - 1] + int(match["column"]) - 1, end)
    return Lines(text).place(offset)
