"""The example of ``init`` is tried out on this machine, and goes nowhere else."""

from pathlib import Path

import pytest

from tests.make import NOW, catalogue, room, snapshot
from varaamo_sync.catalogue_files import init_catalogue, read_catalogue
from varaamo_sync.errors import PushRefused
from varaamo_sync.explanations import explained
from varaamo_sync.model import EXAMPLE_ID, LANGS
from varaamo_sync.plan import Plan, make_plan

REAL = "https://varaamo.example.invalid"


def planned(origin: str, id: str = EXAMPLE_ID) -> Plan:
    """Plan one new room of a catalogue for a booking system."""
    wanted = catalogue(room()).model_copy(update={"id": id})
    return make_plan(wanted, snapshot(origin=origin), now=NOW)


@pytest.mark.parametrize(
    "origin",
    [
        *("http://sandbox.localhost", "http://localhost:8123", "http://127.0.0.1:8123"),
        *("http://127.8.0.1", "https://[::1]"),
    ],
)
def test_the_example_may_be_pushed_on_this_machine(origin: str) -> None:
    """The embedded sandbox and a served one, by name or by number, take the example."""
    planned(origin).require_allowed()


@pytest.mark.parametrize(
    "origin",
    [
        *(REAL, "https://localhost.example.invalid", "https://notlocalhost"),
        *("https://192.0.2.1", "https://[2001:db8::1]", "nowhere"),
    ],
)
def test_the_example_goes_nowhere_else(origin: str) -> None:
    """Anything that may be a real booking system is refused, whatever is allowed; a plan is not."""
    made = planned(origin)

    assert not made.empty
    with pytest.raises(PushRefused, match=f"an example.*{origin[-9:]}".replace("[", r"\[")):
        made.require_allowed({"NUP": 99, "archive": 99})


def test_a_catalogue_with_an_id_of_its_own_goes_anywhere() -> None:
    """Only the id of the example is refused, not one that begins like it."""
    planned(REAL, "nuorisotilat").require_allowed()
    planned(REAL, f"{EXAMPLE_ID}-2").require_allowed()


def test_the_refusal_says_what_to_do_in_three_languages() -> None:
    """Each language names the example, where it was to go, and where the id stands."""
    for lang in LANGS:
        with pytest.raises(PushRefused) as caught:
            planned(REAL).require_allowed()
        (told,) = explained(caught.value, lang)
        assert EXAMPLE_ID in told.what
        assert REAL in told.what
        assert "catalogue.yaml" in told.fix


def test_the_example_is_what_init_gives(tmp_path: Path) -> None:
    """The id that is refused is the one of a new catalogue to which nobody gave another."""
    init_catalogue(tmp_path / "uusi")

    assert EXAMPLE_ID == read_catalogue(tmp_path / "uusi").usable().id
