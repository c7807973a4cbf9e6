"""Makes the pictures of the README: what commands really print, run on the sandbox.

``make screenshots`` writes them anew. They are the same each time: the day is fixed, and colour
and width are asked for by FORCE_COLOR and COLUMNS, as anybody may.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from datetime import datetime
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from varaamo_sync.model import HELSINKI
from varaamo_sync_cli.console import clock

ROOT = Path(__file__).parents[1]
NOW = datetime(2027, 1, 15, 9, 30, tzinfo=HELSINKI)
WIDTH = 100
# A picture in a README fetches no fonts, and keeps the spaces that lines begin with.
_FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "<svg ", '<svg xml:space="preserve" '
)


def pictures() -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG of each picture."""
    clock.now = lambda: NOW  # commands are imported below, and take the clock from here
    from varaamo_sync_cli.main import run

    def shot(line: str) -> str:
        printed = io.StringIO()
        with redirect_stdout(printed):
            code = run(line.split())
        if code not in (0, 1):
            raise SystemExit(f"varaamo-sync {line} ended with {code}")
        return svg(f"varaamo-sync {line}", printed.getvalue())

    ours = "helsinki --sandbox --on-conflict ours --lang en"
    shot("reference helsinki --sandbox")
    yield "validate", shot("validate helsinki --level publish --unit LIIKU --lang en")
    yield "plan", shot(f"plan {ours} --unit KIR")
    yield "push", shot(f"push {ours} --unit LIIKU --quiet")
    shot(f"push {ours} --quiet")
    shot("hours push helsinki --sandbox")
    yield "status", shot("status helsinki --sandbox --lang en")


def svg(title: str, printed: str) -> str:
    """Return what was printed as a picture of a terminal."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ {title}\n\n{printed}"))
    drawn = console.export_svg(
        title="varaamo-sync", code_format=_FORMAT, unique_id=title.split()[1]
    )
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


def main(folder: Path) -> None:
    """Write every picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH)}
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as work:
        ignored = shutil.ignore_patterns(".varaamo-sync")
        shutil.copytree(ROOT / "examples" / "helsinki", f"{work}/helsinki", ignore=ignored)
        with chdir(work):
            made = dict(pictures())
    for name, drawn in made.items():
        (folder / f"{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
