import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_everything_can_be_measured(tmp_path: Path) -> None:
    """With tiny sizes every measurement ends, and counts of requests hold; times are not judged."""
    file = tmp_path / "rows.json"
    command = [sys.executable, "benchmarks/run.py", "--quick", "--json", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (0, True) == (done.returncode, file.exists()), done.stderr
    written = json.loads(file.read_text(encoding="utf-8"))
    rows = {row["name"]: row for row in written["rows"]}
    assert all(row["ours"] > 0 and row["theirs"] != 0 for row in rows.values())
    assert len(rows) == len(written["rows"])
    assert all(name in done.stdout for name in rows)
    requests = [row for row in rows.values() if row["unit"] == "requests"]
    assert [True, True] == [row["met"] for row in requests]
