import httpx
import pytest

from tests.clock import now
from tests.sandbox.api import ORIGIN
from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox import Sandbox, SandboxAdmin, SandboxTransport, running

ROOM = 1


def reservations(sandbox: Sandbox) -> int:
    """Return how many bookings there are."""
    count: int = sandbox._database.value("SELECT count(*) FROM reservation")
    return count


def test_the_owner_of_a_served_sandbox_does_what_only_an_owner_can() -> None:
    """Bookings come and go, and things go wrong and right again, over HTTP."""
    with Sandbox(clock=now) as sandbox, running(sandbox) as url:
        owner = SandboxAdmin.of(url)
        assert owner is not None
        owner.add_reservation(ROOM)
        assert 1 == reservations(sandbox)
        owner.cancel_reservations(ROOM)
        assert 0 == reservations(sandbox)

        statuses = []
        for faults in ([{"fault": "status", "status": 503}], []):
            owner.set_faults(faults)
            statuses.append(httpx.get(f"{url}/graphql/?query={{__typename}}").status_code)

    assert [503, 200] == statuses


def test_what_the_owner_cannot_do_is_told() -> None:
    """A room that is not there, and what is no fault, are mistakes of the caller."""
    with Sandbox(clock=now) as sandbox, running(sandbox) as url:
        owner = SandboxAdmin(url)
        with pytest.raises(UsageError, match="room"):
            owner.add_reservation(999)
        with pytest.raises(UsageError, match="no faults"):
            owner.set_faults([{"fault": "earthquake"}])


def test_what_is_no_sandbox_has_no_owner() -> None:
    """Nothing that answers otherwise, or not at all, is taken for a sandbox."""
    assert SandboxAdmin.of("http://127.0.0.1:9") is None


def test_pages_of_other_sites_cannot_do_it() -> None:
    """Only JSON is taken, which a browser does not send to another site without asking first."""
    with (
        Sandbox(clock=now) as sandbox,
        SandboxTransport(sandbox) as transport,
        httpx.Client(transport=transport, base_url=ORIGIN) as client,
    ):
        sent = client.post("/sandbox/reservations/", content='{"room": 1}')
        asked = client.options("/sandbox/reservations/", headers={"Origin": "https://a.example"})

        assert (415, 0) == (sent.status_code, reservations(sandbox))
    assert "access-control-allow-origin" not in asked.headers
