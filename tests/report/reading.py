"""A page as tests read it: by the parser of the standard library, without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "br", "hr", "input", "base", "source"}


@dataclass
class Element:
    """An element with its attributes, its place and its text."""

    name: str
    attributes: dict[str, str]
    above: tuple[str, ...]
    text: str = ""


@dataclass
class ReadPage(HTMLParser):
    """Elements in order, and every text that a person is shown."""

    html: str
    elements: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()
        assert [] == [one.name for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above = tuple(one.name for one in self._open)
        made = Element(tag, {name: value or "" for name, value in attrs}, above)
        self.elements.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert tag == self._open.pop().name

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.text += data
        if data.strip() and not {"style", "script"} & {one.name for one in self._open}:
            self.texts.append(" ".join(data.split()))

    def named(self, *names: str) -> list[Element]:
        """Return the elements of some names, in order."""
        return [one for one in self.elements if one.name in names]

    def with_class(self, name: str) -> list[Element]:
        """Return the elements of a class, in order."""
        return [one for one in self.elements if name in one.attributes.get("class", "").split()]
