"""What the real Hauki was seen to take and to answer, beside what anybody would send."""

import pytest

from tests.sandbox.test_hauki import Hauki, hauki, resource, room

__all__ = ["hauki", "resource", "room"]


def test_each_row_has_its_errors(hauki: Hauki, resource: int) -> None:
    """They are a list: rows that will do stand in it, empty, so that places can be told."""
    long = [{"data_source": {"id": "tvp"}, "origin_id": "x" * length} for length in (3, 101)]
    spans = [{"full_day": True}, {"weekdays": [1, 0]}]
    origins = hauki.refusal(resource=resource, origins=long)
    groups = hauki.refusal(resource=resource, time_span_groups=[{"time_spans": spans}])

    assert [{}, {"origin_id": ["Arvo saa olla enintään 100 merkkiä pitkä."]}] == origins["origins"]
    assert {"1": ['"0" ei ole kelvollinen valinta.']} == groups["time_span_groups"][0][
        "time_spans"
    ][1]["weekdays"]


def test_put_keeps_what_is_not_sent(hauki: Hauki, resource: int) -> None:
    """It is no fresh period: days and name stay; only the resource has to be sent again."""
    made = hauki.add(resource, name="Kevät", start_date="2027-01-01", override=True, order=4)
    path = f"date_period/{made['id']}/"
    status, put = hauki.ask("PUT", path, {"resource": resource, "end_date": "2027-05-31"})
    kept = ("name", "start_date", "override", "order")

    assert 200 == status
    assert {name: made[name] for name in kept} == {name: put[name] for name in kept}
    assert "2027-05-31" == put["end_date"]
    assert 400 == hauki.ask("PUT", path, {"end_date": "2027-05-31"})[0]


@pytest.mark.parametrize(
    ("sent", "stored"),
    [("16", "16:00:00"), ("1600", "16:00:00"), ("16:00Z", "16:00:00"), ("8:5", "08:05:00")],
)
def test_times_are_taken_in_many_forms(hauki: Hauki, resource: int, sent: str, stored: str) -> None:
    """Whatever Python reads as a time of day, and hours and minutes of one digit."""
    groups = [{"time_spans": [{"start_time": sent, "end_time": "23:00"}]}]
    made = hauki.add(resource, time_span_groups=groups, start_date="2027-1-1")

    assert stored == made["time_span_groups"][0]["time_spans"][0]["start_time"]
    assert "2027-01-01" == made["start_date"]


def test_what_is_no_number_is_not_there(hauki: Hauki) -> None:
    """A period is asked for by its number; a text is answered as any unknown one, in JSON."""
    for method in ("GET", "DELETE"):
        assert (404, {"detail": "Ei löydy."}) == hauki.ask(method, "date_period/abc/")
