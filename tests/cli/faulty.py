"""A catalogue with known faults, and readers of what ``validate`` writes."""

from pathlib import Path
from typing import Any

CATALOGUE = "format: 1\nid: testi\n"
SOUND = """\
        name: {{fi: {0}, sv: Sal {1}, en: Hall {1}}}
        description: {{fi: Avara tila juhliin., sv: En rymlig sal., en: A spacious hall.}}
        type: Sali
        capacity: {{min: 1, max: 20}}
        area: 40
        booking: {{kind: direct, interval: 30 min, min: 1 h, max: 4 h}}
        access: [{{type: unrestricted}}]
        pricing: [{{free: true}}]
        wanted: published
"""


def room(key: str, name: str, **changed: str) -> str:
    """Return a room; fields that are named are written instead of those of a sound one."""
    lines = SOUND.format(name, sum(key.encode())).splitlines(keepends=True)
    kept = [line for line in lines if line.split(":")[0].strip() not in changed]
    written = [f"        {field}: {text}\n" for field, text in changed.items() if text]
    return f"      - key: {key}\n{''.join(kept + written)}"


def rooms(unit: str, *each: str, tprek: str = "demo-001") -> str:
    """Return a file of rooms in one venue."""
    head = f"format: 1\nservice_unit: {unit}\nvenues:\n"
    return f"{head}  - tprek: {tprek}\n    name: {{fi: Talo {unit}}}\n    rooms:\n{''.join(each)}"


NO_SWEDISH = "{fi: Avara tila juhliin., en: A spacious hall.}"
FILES = {
    "catalogue.yaml": CATALOGUE,
    "kir.yaml": rooms("KIR", room("kir-lukusali", "Lukusali", description=NO_SWEDISH)),
    "nup.yaml": rooms(
        "NUP",
        room("nup-sali", "Sali"),
        room("nup-kerho", "Kerho", description=NO_SWEDISH, capacity="{min: 9, max: 5}"),
        room("nup-halli", "Halli", capacity="{min: -1, max: 5}"),
        room("nup-studio", "Studio", capacity="", wanted="draft"),
    ),
}


def write(folder: Path, **files: str) -> Path:
    """Write the faulty catalogue, or one with other files by name without ``.yaml``."""
    changed = {f"{name}.yaml": text for name, text in files.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **changed}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def broken(payload: dict[str, Any], *, known: bool = False) -> set[tuple[str, str | None]]:
    """Return rule and room of the findings in JSON."""
    return {(f["rule"], f["room"]) for f in payload["findings"] if f["known"] is known}
