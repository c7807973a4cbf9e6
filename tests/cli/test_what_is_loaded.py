import subprocess
import sys
from pathlib import Path

import pytest

_DATABASE = "sqlalchemy varaamo_sync.store.store"
_NETWORK = "httpcore h11 varaamo_sync.booking.client.timed_network"
_FILES = "openpyxl python_calamine pptx xlsxwriter varaamo_sync.catalogue_files.edit.edits"
_PAGES = "jinja2 varaamo_sync_cli.render.page varaamo_sync.report.page varaamo_sync.board"
_SERVICES = "procrastinate psycopg opentelemetry uvicorn keyring varaamo_sync.jobs"
_WRITES = (
    "varaamo_sync.sync.pushes.schedule varaamo_sync.sync.pulls varaamo_sync.sync.syncs.one_call "
    "varaamo_sync.hours.client.client varaamo_sync.sync.hours.plan"
)
_TALK = "asyncio anyio httpx graphql starlette varaamo_sync.booking varaamo_sync.sync"
_COUNTING = "varaamo_sync.goal.counts varaamo_sync.plan.compare varaamo_sync.state"
_SERVED = (
    "graphql varaamo_sync.sandbox.graphql.reference starlette anyio asyncio python_multipart "
    "tenacity rich._emoji_codes "
    "varaamo_sync.sandbox.faults.plan varaamo_sync.sandbox.hauki.api varaamo_sync.sandbox.respa.api"
)
"""What the sandbox needs for others alone, for writes, and where something is to go wrong."""
_DRAWN = "rich.console babel varaamo_sync.snapshot varaamo_sync.venue_register tomllib logging"
"""What a summary of findings does without."""
_BY_NOBODY = (_DATABASE, _NETWORK, _FILES, _PAGES, _SERVICES, "varaamo_sync.telemetry.otel")


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        pytest.param(("validate",), (*_BY_NOBODY, _TALK, _COUNTING, _DRAWN), id="validate"),
        pytest.param(("plan", "--sandbox"), (*_BY_NOBODY, _WRITES, _SERVED), id="plan"),
        pytest.param(("status", "--sandbox"), (*_BY_NOBODY, _WRITES, _SERVED), id="status"),
    ],
)
def test_a_command_loads_what_it_uses(
    helsinki: Path, arguments: tuple[str, ...], unused: tuple[str, ...]
) -> None:
    """No command that looks loads what writes, and none a database where nothing is remembered.

    A start is felt: what is loaded in vain is most of it.
    """
    code = (
        "import sys; from varaamo_sync_cli.main import run; "
        f"run({[*arguments, str(helsinki)]}); print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stderr.split())

    assert "varaamo_sync.catalogue_files.read.catalogue" in loaded
    assert set() == loaded & set(" ".join(unused).split())
