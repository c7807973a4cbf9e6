"""Reads HTML as strictly as a test wants it."""

from html.parser import HTMLParser

ASKING = ("src", "href", "srcset", "action", "data", "poster", "background")
"""Attributes that let a browser ask somebody for something."""


class HtmlReader(HTMLParser):
    """Reads HTML, and holds that each element ends before the one that it stands in."""

    NO_END = ("meta",)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.requests: list[str] = []
        self.words: list[str] = []
        self.shown: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert [] == self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.requests += [name for name, _ in attrs if name in ASKING or name.startswith("on")]
        if tag not in self.NO_END:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.words.append(data)
            if self._open[-1] != "code":
                self.shown.append(data)
