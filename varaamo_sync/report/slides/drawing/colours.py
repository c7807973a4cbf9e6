"""Colours: the theme's for what is drawn, and such for tones as can be read on its background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from varaamo_sync.report.document import Tone

Rgb = tuple[int, int, int]

_READABLE = 4.5
"""Contrast of a text that EN 301 549 asks for."""

_OF_TONE: Mapping[Tone, tuple[str, ...]] = {
    Tone.GOOD: ("1B5E20", "A5D6A7"),
    Tone.WARNING: ("7A4A00", "FFD180"),
    Tone.BAD: ("9B1C1C", "FFB3B3"),
}
"""Colours of a text, for a light background and for a dark one."""

_SHADES: Mapping[Tone, tuple[float, ...]] = {
    Tone.EARLIER: (-0.35,),
    Tone.READY: (0.0, -0.2),
    Tone.IN_PROGRESS: (0.45, 0.35),
    Tone.PREPARED: (0.8, 0.7),
}
"""Brightness of the theme's first accent, from what is done to what is not begun."""

_DEFAULTS: Mapping[str, str] = {"dk1": "000000", "lt1": "FFFFFF", "accent1": "1F4E79"}
_OTHERS = (
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_4,
    MSO_THEME_COLOR.ACCENT_5,
    MSO_THEME_COLOR.ACCENT_6,
)


class Palette:
    """The colours of a master's theme."""

    def __init__(self, master: Any) -> None:
        self._scheme = _scheme_of(master)
        mapping = master.element.find(qn("p:clrMap"))
        self._names = dict(mapping.attrib) if mapping is not None else {}

    def text_fill(self, tone: Tone) -> str:
        """Return the fill of a text as XML; empty where the theme's own colour says it as well."""
        for colour in _OF_TONE.get(tone, ()):
            if contrast(_rgb(colour), self._role("bg1")) >= _READABLE:
                return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        return ""

    def quiet_fill(self) -> str:
        """Return the fill of a line between rows as XML: a grey between letters and ground."""
        light = _luminance(self._role("bg1")) > _luminance(self._role("tx1"))
        lifted = '<a:lumOff val="50000"/>' if light else ""
        return (
            f'<a:solidFill><a:schemeClr val="tx1"><a:lumMod val="50000"/>{lifted}</a:schemeClr>'
            "</a:solidFill>"
        )

    def paint(self, fill: Any, tone: Tone, place: int, alike: int) -> str:
        """Fill a part of a chart, and return the theme's colour for a label on it.

        Args:
            fill: Its fill.
            tone: What it means.
            place: Its place among all parts.
            alike: How many of the same tone stand before it.
        """
        fill.solid()
        if tone in _SHADES:
            shades = _SHADES[tone]
            brightness = shades[min(alike, len(shades) - 1)]
            fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
            fill.fore_color.brightness = brightness
            return self._label_on(_shade(self._role("accent1"), brightness))
        if tone is Tone.UNKNOWN:
            fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
            fill.fore_color.brightness = -0.15
            return self._label_on(_shade(self._role("bg1"), -0.15))
        fill.fore_color.theme_color = _OTHERS[place % len(_OTHERS)]
        return self._label_on(self._role(f"accent{place % len(_OTHERS) + 2}"))

    def _label_on(self, ground: Rgb) -> str:
        names = ("tx1", "bg1")
        return max(names, key=lambda name: contrast(self._role(name), ground))

    def _role(self, name: str) -> Rgb:
        own = self._names.get(name, {"bg1": "lt1", "tx1": "dk1"}.get(name, name))
        return _rgb(self._scheme.get(own, _DEFAULTS.get(own, "808080")))


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, as WCAG counts it: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    parts = [each / 255 for each in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shade(colour: Rgb, brightness: float) -> Rgb:
    """Return a colour lighter or darker; near enough to what programs draw to choose a label."""
    goal, share = (255, brightness) if brightness > 0 else (0, -brightness)
    red, green, blue = (round(part + (goal - part) * share) for part in colour)
    return red, green, blue


def _rgb(text: str) -> Rgb:
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def _scheme_of(master: Any) -> dict[str, str]:
    try:
        theme = parse_xml(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    except KeyError:
        return {}
    found: dict[str, str] = {}
    for scheme in theme.iter(qn("a:clrScheme")):
        for slot in scheme:
            for colour in slot:
                value = colour.get("val" if colour.tag == qn("a:srgbClr") else "lastClr", "")
                if len(value) == 6 and all(sign in "0123456789abcdefABCDEF" for sign in value):
                    found[slot.tag.rpartition("}")[2]] = value
    return found
