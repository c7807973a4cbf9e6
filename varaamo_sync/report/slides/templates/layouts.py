"""Layouts of a template: found by the placeholders that they have, never by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from varaamo_sync.report.slides.frames import EMU, Frame
from varaamo_sync.report.slides.pages import Role
from varaamo_sync.startup.fast_dataclass import dataclass

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
TEXTS = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.SUBTITLE)
"""Placeholders that hold a text."""
TABLES = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.TABLE)
"""Placeholders that hold a table."""
CHARTS = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.CHART)
"""Placeholders that hold a chart."""
FOOTERS = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)

_CONTENTS = (
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.TABLE,
    PP_PLACEHOLDER.CHART,
)
"""Placeholders for content, the most useful first."""
_MARGIN = 0.05
_SMALL = 0.3
"""Share of a slide's height below which a placeholder is too small for content."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout that slides of one role take.

    Attributes:
        made: The layout of python-pptx.
        title: Where the title stands.
        content: Where the content stands.
        body: Number (``idx``) of the placeholder that takes content; ``None`` for none.
        title_size: Size of the title's font in points.
        capitals: Whether the title is written in capitals.
    """

    made: Any
    title: Frame
    content: Frame
    body: int | None
    title_size: float
    capitals: bool


def choose_layouts(deck: Any) -> dict[Role, Layout]:
    """Return the layouts of a presentation by what slides they suit; empty where it has none.

    Args:
        deck: The presentation.
    """
    size = (deck.slide_width / EMU, deck.slide_height / EMU)
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    if not layouts:
        return {}
    content = max(layouts, key=lambda layout: _content_score(layout, size))
    cover = next(_covers(layouts), content)
    opening = next((one for one in layouts if _opens(one)), cover)
    return {
        Role.COVER: _described(cover, size, Role.COVER),
        Role.OPENING: _described(opening, size, Role.OPENING),
        Role.CONTENT: _described(content, size, Role.CONTENT),
    }


def _covers(layouts: Sequence[Any]) -> Iterator[Any]:
    """Yield layouts that suit a cover, the best first."""
    for kind in (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE):
        yield from (one for one in layouts if _first(one, (kind,)) is not None)


def _opens(layout: Any) -> bool:
    return layout.element.get("type") == "secHead" and _first(layout, TITLES) is not None


def _content_score(layout: Any, size: tuple[float, float]) -> tuple[bool, bool, int, float]:
    """Return how well a layout suits content: one large placeholder below a title is best."""
    found = list(_contents(layout))
    frames = [frame for frame in (_frame(one, size) for one in found) if frame]
    area = max((frame.width * frame.height for frame in frames), default=0.0)
    has_title = _first(layout, TITLES) is not None
    best = min((_rank(one) for one in found), default=len(_CONTENTS))
    large = any(frame.height > _SMALL * size[1] for frame in frames) and len(found) == 1
    return has_title, large, -best, area


def _contents(layout: Any) -> Iterator[Any]:
    for one in layout.placeholders:
        if one.placeholder_format.type in _CONTENTS and not _is_turned(one):
            yield one


def _rank(placeholder: Any) -> int:
    return _CONTENTS.index(placeholder.placeholder_format.type)


def _is_turned(placeholder: Any) -> bool:
    """Tell whether its text runs from top to bottom."""
    body = placeholder.element.find(f".//{qn('a:bodyPr')}")
    orient = placeholder.element.ph.get("orient")
    return orient == "vert" or (body is not None and body.get("vert", "horz") != "horz")


def _first(layout: Any, kinds: Sequence[Any]) -> Any:
    found = (one for one in layout.placeholders if one.placeholder_format.type in kinds)
    return next((one for one in found if not _is_turned(one)), None)


def _described(layout: Any, size: tuple[float, float], role: Role) -> Layout:
    title = _first(layout, TITLES)
    title_frame = _frame(title, size) if title is not None else None
    title_frame = title_frame or _free_title(size)
    body = _first(layout, (PP_PLACEHOLDER.SUBTITLE,)) if role is not Role.CONTENT else None
    contents = [body] if body is not None else sorted(_contents(layout), key=_rank)
    body = next(iter(contents), None)
    frame = _around([frame for one in contents if (frame := _frame(one, size))])
    least = _SMALL if role is Role.CONTENT else 0.08
    if frame is None or frame.height < least * size[1] or _overlap(frame, title_frame):
        frame = _free_area(layout, title_frame, size)
    letters = _title_letters(layout, title)
    return Layout(
        layout,
        title_frame,
        frame,
        None if body is None else body.placeholder_format.idx,
        letters[0],
        letters[1],
    )


def _frame(placeholder: Any, size: tuple[float, float]) -> Frame | None:
    """Return where a placeholder stands, as far as that is on the slide."""
    edges = (placeholder.left, placeholder.top, placeholder.width, placeholder.height)
    if any(edge is None for edge in edges):
        return None
    left, top, width, height = (edge / EMU for edge in edges)
    right, bottom = min(left + width, size[0]), min(top + height, size[1])
    left, top = max(left, 0.0), max(top, 0.0)
    if right - left < size[0] * 0.1 or bottom - top < 20:
        return None
    return Frame(left, top, right - left, bottom - top)


def _around(frames: Sequence[Frame]) -> Frame | None:
    """Return the smallest frame around some: placeholders beside each other are one place."""
    if not frames:
        return None
    left, top = min(one.left for one in frames), min(one.top for one in frames)
    right = max(one.left + one.width for one in frames)
    bottom = max(one.top + one.height for one in frames)
    return Frame(left, top, right - left, bottom - top)


def _overlap(one: Frame, other: Frame) -> bool:
    across = one.left < other.left + other.width and other.left < one.left + one.width
    down = one.top < other.top + other.height - 2 and other.top < one.top + one.height - 2
    return across and down


def _free_title(size: tuple[float, float]) -> Frame:
    width, height = size
    return Frame(width * _MARGIN, height * _MARGIN, width * (1 - 2 * _MARGIN), height * 0.14)


def _free_area(layout: Any, title: Frame, size: tuple[float, float]) -> Frame:
    """Return what is free between the title and the footers, or above a title that stands low."""
    width, height = size
    footers = [_frame(one, size) for one in layout.placeholders if _is_footer(one)]
    bottom = min([frame.top for frame in footers if frame] or [height * (1 - _MARGIN)])
    bottom = bottom if bottom > height / 2 else height * (1 - _MARGIN)
    left, across = width * _MARGIN, width * (1 - 2 * _MARGIN)
    below = title.top + title.height + 8
    if bottom - below >= _SMALL * height:
        return Frame(left, below, across, bottom - below)
    top = height * _MARGIN
    return Frame(left, top, across, max(title.top - top - 8, 60.0))


def _is_footer(placeholder: Any) -> bool:
    return placeholder.placeholder_format.type in (*FOOTERS, PP_PLACEHOLDER.DATE)


def _title_letters(layout: Any, title: Any) -> tuple[float, bool]:
    """Return the size of a title's font and whether it is in capitals, as it inherits them."""
    master = layout.slide_master
    places = [title.element] if title is not None else []
    places += [one.element for one in master.placeholders if one.placeholder_format.type in TITLES]
    styles = [place.find(f".//{qn('a:lstStyle')}") for place in places]
    styles.append(master.element.find(f".//{qn('p:titleStyle')}"))
    found: dict[str, str] = {}
    for style in styles:
        if style is not None:
            for letters in style.findall(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}"):
                for name in ("sz", "cap"):
                    if letters.get(name) is not None:
                        found.setdefault(name, letters.get(name))
    size = found.get("sz", "2800")
    return (int(size) / 100 if size.isdigit() else 28.0), found.get("cap") in ("all", "small")
