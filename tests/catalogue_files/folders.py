"""Catalogue folders for tests."""

from collections.abc import Mapping
from pathlib import Path

from varaamo_sync.catalogue_files import Reading, read_catalogue
from varaamo_sync.findings import Finding

CATALOGUE = "format: 1\nid: test\n"
ROOMS = """\
format: 1
service_unit: NUP
venues:
  - tprek: demo-001
    rooms:
      - key: nup-sali
        name: {fi: Sali}
"""


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a folder; ``catalogue.yaml`` is there even when it is not named."""
    for name, content in {"catalogue.yaml": CATALOGUE, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path, **files: str | bytes) -> Reading:
    """Read a folder with files by name, without their suffix ``.yaml``."""
    return read_catalogue(write(folder, {f"{name}.yaml": text for name, text in files.items()}))


def places(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Return rule and place of findings."""
    return [(finding.rule, str(finding.position)) for finding in findings]


def room(lines: str, unit: str = "NUP") -> str:
    """Return a file of one room with further lines, which begin in line 8."""
    text = ROOMS.replace("NUP", unit)
    return text + "".join(f"        {line}\n" for line in lines.splitlines())
