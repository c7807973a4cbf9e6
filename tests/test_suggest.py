import pytest

from tests.make import NOW, catalogue, room
from varaamo_sync.rules import check
from varaamo_sync.suggest import suggest

LABELS = {"sali": "Sali", "liikuntasali": "Liikuntasali", "studio": "Studio", "sauna": "Sauna"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Studiot", ("Studio",)),
        ("SALI ", ("Sali", "Liikuntasali")),
        ("Uimahalli", ()),
        ("", ()),
        ("  ", ()),
    ],
)
def test_near_names_are_those_a_person_may_have_meant(
    written: str, expected: tuple[str, ...]
) -> None:
    """Misspelt names and parts of names lead to a label; what is not written leads to none."""
    assert expected == suggest(written, LABELS)


def test_the_number_that_is_too_large_is_the_one_that_is_named() -> None:
    """Of capacity, the half that does not fit into the database."""
    made = room(capacity={"min": 3_000_000_000, "max": 4_000_000_000})
    found = check(catalogue(made), now=NOW, select=["number-too-large"])

    assert [("capacity", "min"), ("capacity", "max")] == [finding.path for finding in found]
