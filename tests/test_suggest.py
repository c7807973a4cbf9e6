import pytest

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
