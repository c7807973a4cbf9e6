import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MEASURED = (
    "rules of * rooms, against check-jsonschema",
    "validate * rooms, against check-jsonschema",
    "rules of * rooms, against bare parsing",
    "validate * rooms",
    "validate * rooms, memory",
    "validate * rooms with * findings",
    "varaamo-sync --version, against import click",
    "varaamo-sync --help, against import click",
    "import varaamo_sync, against import click",
    "import varaamo_sync, against one pydantic model",
    "read_catalogue and check, * rooms, against a bare import",
    "validate, * rooms, against a bare import",
    "plan, * rooms on the sandbox, against a bare import",
    "status, * rooms on the sandbox, against a bare import",
    "import * rows",
    "import * rows, memory",
    "import * rows again, nothing new",
    "import * rows again, nothing new, memory",
    "push * rooms to a sandbox, against bare httpx",
    "requests of a push of * rooms",
    "requests of a second push of * rooms",
    "push * rooms to a sandbox that answers after * s, against bare httpx",
    "compare * rooms",
)


@pytest.mark.timeout(600)
def test_everything_can_be_measured(tmp_path: Path) -> None:
    """With tiny sizes every measurement ends, and counts of requests hold; times are not judged."""
    rows_file, page = tmp_path / "rows.json", tmp_path / "page.md"
    command = [sys.executable, "benchmarks/run.py", "--quick", "--json", str(rows_file)]
    done = subprocess.run(
        [*command, "--write", str(page)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stderr
    rows = json.loads(rows_file.read_text(encoding="utf-8"))["rows"]
    assert set(MEASURED) == {_without_numbers(row["name"]) for row in rows}
    assert len(MEASURED) == len(rows)
    assert all(row["ours"] > 0 and row["theirs"] != 0 for row in rows)
    written = page.read_text(encoding="utf-8")
    assert all(f"| {row['name']} " in done.stdout and row["name"] in written for row in rows)
    requests = [row for row in rows if row["unit"] == "requests"]
    assert [True, True] == [row["met"] for row in requests]


def _without_numbers(name: str) -> str:
    """Return the name of a measurement without its size."""
    words = name.split()
    return " ".join(
        "*" if word.replace(",", "").replace(".", "").isdigit() else word for word in words
    )
