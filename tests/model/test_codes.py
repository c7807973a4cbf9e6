from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.model import Catalogue, catalogue_of_code

IDS = st.from_regex(r"\A[A-Za-z0-9._-]{1,100}\Z")
KEYS = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


@given(IDS, KEYS)
def test_the_code_of_every_room_tells_its_catalogue(catalogue: str, key: str) -> None:
    """Whatever a catalogue and its room are called, the code says whose it is."""
    assert catalogue == catalogue_of_code(Catalogue(id=catalogue).code(key))


@given(st.text(max_size=30).filter(lambda text: ":" not in text))
def test_a_code_without_a_colon_is_no_catalogues(code: str) -> None:
    """Staff's own codes belong to no catalogue."""
    assert catalogue_of_code(code) is None
