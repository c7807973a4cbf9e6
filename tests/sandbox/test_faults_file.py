import json
import re
from pathlib import Path

import pytest

from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox import FaultPlan, read_faults
from varaamo_sync.sandbox.faults.plan import KINDS, Cut, Fault, Latency, Slow, Status
from varaamo_sync_cli.main import run

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "faults.md").read_text(encoding="utf-8")
PLAN = FaultPlan(
    seed=7,
    faults=(
        Latency(seconds=0.2),
        Status(status=503, retry_after=2, probability=0.1, operations=("reads",)),
        Cut(stored=True, operations=("createReservationUnit",), count=3),
        Slow(seconds=70, gives_up=60, probability=0.01),
    ),
)


def write(folder: Path, text: str, name: str = "faults.yaml") -> Path:
    """Write a faults file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_example_of_the_documentation_is_what_it_says(tmp_path: Path) -> None:
    """YAML and JSON of the same faults are the same plan."""
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    data = {"format": 1} | PLAN.model_dump(mode="json")

    assert PLAN == read_faults(write(tmp_path, text))
    assert PLAN == read_faults(write(tmp_path, json.dumps(data), "faults.json"))


def test_the_documentation_names_every_kind_and_key() -> None:
    """Whatever can be written in a file stands in the reference page."""
    rows = dict(re.findall(r"^\| `(\w+)`[ *]* \| (.*) \|$", PAGE, re.MULTILINE))
    common = set(Fault.model_fields)

    assert set(KINDS) | common | {"fault"} == set(rows)
    for name, kind in KINDS.items():
        for key in set(kind.model_fields) - common - {"fault"}:
            assert f"`{key}" in rows[name], (name, key)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "format: 1"),
        ("format: 2\nfaults: []\n", "format: 1"),
        ("format: 1\nfaults: [{fault: fire}]\n", "faults.0: fault is one of latency, status"),
        ("format: 1\nfaults: [{status: 503}]\n", "faults.0: fault is one of"),
        ("format: 1\nfaults: [{fault: status, status: 418}]\n", "faults.0.status: Input should be"),
        ("format: 1\nfaults: [{fault: latency, seconds: '1'}]\n", "faults.0.seconds"),
        ("format: 1\nfaults: [{fault: cut, probability: 2}]\n", "faults.0.probability"),
        ("format: 1\nfaults: [{fault: cut, often: true}]\n", "faults.0.often"),
        ("format: 1\nfaults: [{fault: cut, operations: [x]}]\n", "the API has no operation x"),
        ("format: 1\nfaults: [{fault: cut, operations: []}]\n", "faults.0.operations"),
        ("format: 1\nfault: []\n", "fault: Extra"),
        ("format: 1\nseed: a\n", "seed: "),
        ("format: 1\nfaults: {\n", "cannot be read"),
        ("- 1\n", "format: 1"),
    ],
)
def test_a_wrong_file_is_named_with_its_mistake(tmp_path: Path, text: str, part: str) -> None:
    """Each mistake is told with its place; nothing is served with half of the faults."""
    with pytest.raises(UsageError) as caught:
        read_faults(write(tmp_path, text))

    assert part in str(caught.value)


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    """Two mistakes in one file are one message."""
    text = "format: 1\nfaults: [{fault: cut, count: 0}, {fault: slow, seconds: -1}]\n"
    with pytest.raises(UsageError, match=r"faults\.0\.count: .*; faults\.1\.seconds: "):
        read_faults(write(tmp_path, text))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, and one that is no text, are told as such."""
    with pytest.raises(UsageError, match="cannot be read"):
        read_faults(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="UTF-8"):
        read_faults(tmp_path / "bytes.yaml")


def test_the_command_line_refuses_a_wrong_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``sandbox serve --faults`` with a wrong file is a usage error, and serves nothing."""
    file = write(tmp_path, "format: 1\nfaults: [{fault: fire}]\n")

    code = run(["sandbox", "serve", "--path", str(tmp_path), "--faults", str(file)])

    captured = capsys.readouterr()
    assert (2, "") == (code, captured.out)
    assert "faults.0" in captured.err
    assert "sandbox on" not in captured.err
