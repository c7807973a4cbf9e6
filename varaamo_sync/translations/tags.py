"""Tags in a text: a translation has those of its source, each closed where it was opened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_TAG = lazy_pattern(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[A-Za-z][^\s<>/]*)[^<>]*>", re.DOTALL
)
_ATTRIBUTE = lazy_pattern(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_SCHEME = lazy_pattern(r"""["']?\s*([a-z]+):""", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr"})


class Tag(NamedTuple):
    """A tag, or a comment, of a text.

    Attributes:
        code: The tag as it is written.
        name: Its name in lower case; empty for a comment.
        closes: Whether it closes an element.
        alone: Whether it neither opens nor closes one: ``<br>``.
    """

    code: str
    name: str
    closes: bool
    alone: bool

    @property
    def kind(self) -> str:
        """What must be the same in a translation: all but the address that a link leads to."""
        if self.closes or not self.name:
            return f"</{self.name}>" if self.closes else self.code
        kept = sorted({_kept(name.lower(), value) for name, value in _ATTRIBUTE.findall(self.code)})
        return f"<{' '.join((self.name, *kept))}>"


def _kept(name: str, value: str) -> str:
    scheme = _SCHEME.match(value)
    return f"{name}={scheme[1].lower().replace('https', 'http')}:" if scheme else name


def pieces(text: str) -> Iterator[str | Tag]:
    """Yield a text piece by piece: words, and tags between them."""
    done = 0
    for match in _TAG.finditer(text):
        if match.start() > done:
            yield text[done : match.start()]
        yield _tag(match)
        done = match.end()
    if done < len(text):
        yield text[done:]


def tags(text: str) -> list[Tag]:
    """Return the tags of a text."""
    return [_tag(match) for match in _TAG.finditer(text)]


def _tag(match: re.Match[str]) -> Tag:
    code, name = match[0], (match["name"] or "").lower()
    alone = not name or name in _VOID or code.endswith("/>")
    return Tag(code, name, bool(match["close"]), alone and not match["close"])


def lost_and_gained(source: str, translation: str) -> tuple[list[str], list[str]]:
    """Return the tags that a translation lacks and those that its source does not have."""
    before = Counter(tag.kind for tag in tags(source))
    after = Counter(tag.kind for tag in tags(translation))
    return list((before - after).elements()), list((after - before).elements())


def partners(found: list[Tag]) -> dict[int, int]:
    """Return which tag closes which: numbers of tags that open and close by each other's."""
    open: list[int] = []
    pairs: dict[int, int] = {}
    for number, tag in enumerate(found):
        if tag.alone:
            continue
        if not tag.closes:
            open.append(number)
        elif open and found[open[-1]].name == tag.name:
            pairs[open.pop()] = number
    return pairs | {close: start for start, close in pairs.items()}


def is_nested(text: str) -> bool:
    """Whether every tag is closed where it was opened."""
    found = tags(text)
    return len(partners(found)) == sum(not tag.alone for tag in found)
