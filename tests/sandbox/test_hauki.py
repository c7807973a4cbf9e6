"""Facts about Hauki: each of its traps in the double of it, and what Varaamo takes over."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.api import TODAY, Api, Clock, complete, day, draft
from tests.sandbox.test_hours import spans
from varaamo_sync.sandbox import Sandbox

TOKEN, STRANGER = "sandbox-hours-token", "sandbox-stranger-token"
CREATE, UPDATE = "createReservationUnit", "updateReservationUnit"
OURS = [{"data_source": {"id": "tvp"}, "origin_id": "a:nuta:1"}]


@dataclass
class Hauki:
    """Somebody who speaks to Hauki."""

    http: httpx.Client
    token: str | None = TOKEN

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Send a request; return its status and its JSON, or its text where that is none."""
        headers = {"Authorization": f"APIToken {self.token}"} if self.token else {}
        sent = {} if body is None else {"json": body}
        answer = self.http.request(method, f"/hauki/v1/{path}", headers=headers, **sent)
        try:
            return answer.status_code, answer.json()
        except json.JSONDecodeError:
            return answer.status_code, answer.text

    def get(self, path: str) -> Any:
        """Read something, which must succeed."""
        status, value = self.ask("GET", path)
        assert 200 == status, value
        return value

    def add(self, resource: int, **values: Any) -> Any:
        """Add a period, which must succeed."""
        status, value = self.ask("POST", "date_period/", {"resource": resource, **values})
        assert 201 == status, value
        return value

    def refusal(self, **values: Any) -> Any:
        """Add a period, which must be refused as invalid."""
        status, value = self.ask("POST", "date_period/", values)
        assert 400 == status, value
        return value

    def days(self, resource: int, first: int, last: int) -> dict[str, list[tuple[Any, ...]]]:
        """Return the hours of some days, counted from today."""
        rows = self.get(
            f"opening_hours/?resource={resource}&start_date={day(first)}&end_date={day(last)}"
        )["results"]
        return {
            one["date"]: [
                (time["start_time"], time["end_time"], time["resource_state"])
                for time in one["times"]
            ]
            for row in rows
            for one in row["opening_hours"]
        }


@pytest.fixture
def hauki(http: httpx.Client) -> Hauki:
    """Give somebody whose token may write."""
    return Hauki(http)


@pytest.fixture
def room(admin: Api) -> int:
    """Give a draft room of venue 1."""
    pk: int = admin.done(CREATE, draft())["pk"]
    return pk


@pytest.fixture
def resource(admin: Api, hauki: Hauki, room: int) -> int:
    """Give its number in Hauki."""
    found: int = hauki.get(f"resource/tvp:{uuid_of(admin, room)}/")["id"]
    return found


def uuid_of(admin: Api, room: int) -> str:
    """Return the identity of a room."""
    return str(admin.room(room, "extUuid")["extUuid"])


def daily(start: str, end: str, state: str = "with_reservation", **values: Any) -> Any:
    """Return groups of one span a day."""
    span = {"start_time": start, "end_time": end, "resource_state": state, **values}
    return [{"time_spans": [span]}]


# Resources


def test_a_saved_room_is_a_resource(admin: Api, hauki: Hauki, room: int) -> None:
    """Each save tells Hauki of the room: origin, venue, organization; drafts too."""
    venue = hauki.get("resource/tprek:demo-001/")
    found = hauki.get(f"resource/tvp:{uuid_of(admin, room)}/")
    admin.done(UPDATE, {"pk": room, "nameFi": "Uusi nimi"})
    renamed = hauki.get(f"resource/{found['id']}/")

    assert ("reservable", [venue["id"]], "tprek:demo-department") == (
        found["resource_type"],
        found["parents"],
        found["organization"],
    )
    assert "d41d8cd98f00b204e9800998ecf8427e" == found["date_periods_hash"]
    assert ("Sali", "Uusi nimi") == (found["name"]["fi"], renamed["name"]["fi"])
    assert [found["id"]] == hauki.get("resource/tprek:demo-001/")["children"]


@pytest.mark.parametrize(
    "missing", ["UPDATE unit SET tprekDepartmentId = NULL", "DELETE FROM haukiOrigin"]
)
def test_a_room_that_hauki_cannot_be_told_of_is_stored(
    admin: Api, sandbox: Sandbox, missing: str
) -> None:
    """Without a department, or a venue in Hauki, the save fails after the room was stored."""
    sandbox._database.run(missing)
    error = admin.error(CREATE, draft(nameFi="Jäi"))
    stored = admin.data('{ reservationUnits(nameFi: "Jäi") { totalCount } }')

    assert {"code": "HAUKI_EXPORTS_ERROR"} == error["extensions"]
    assert {"totalCount": 1} == stored["reservationUnits"]


def test_unknown_ids_are_left_out(hauki: Hauki) -> None:
    """A list of resources says nothing of the ids that it does not know or understand."""
    found = hauki.get("resource/?resource_ids=tprek:demo-001,tvp:nope,abc")

    assert 1 == found["count"]
    assert 404 == hauki.ask("GET", "resource/tvp:nope/")[0]


def test_a_malformed_id_is_answered_with_everything(hauki: Hauki, resource: int) -> None:
    """What Hauki does not understand is no error: it gives the hours of all that have any."""
    hauki.add(resource, time_span_groups=daily("08:00", "09:00"))
    between = f"start_date={day(0)}&end_date={day(1)}"

    of_all = {period["resource"] for period in hauki.get("date_period/?resource=abc")}

    assert resource in of_all
    assert len(of_all) > 1
    for asked in ("abc", "", f"{resource},3;4"):
        assert len(of_all) == hauki.get(f"opening_hours/?resource={asked}&{between}")["count"]
    assert 0 == hauki.get(f"opening_hours/?resource=tvp:nope&{between}")["count"]
    assert 400 == hauki.ask("GET", "date_period/?resource=")[0]


def test_no_hours_and_no_resource_look_alike(hauki: Hauki, resource: int) -> None:
    """Hours count nothing both for a resource without periods and for one that is not there."""
    between = f"start_date={day(0)}&end_date={day(1)}"
    counts = [
        hauki.get(f"opening_hours/?resource={id}&{between}")["count"] for id in (resource, "tvp:no")
    ]

    assert [0, 0] == counts


def test_a_second_resource_of_one_origin_is_a_conflict(hauki: Hauki) -> None:
    """It is refused with the resource that there is, every value of it a text."""
    body = {
        "resource_type": "reservable",
        "origins": [{"data_source": {"id": "tvp"}, "origin_id": "x-1"}],
        "parents": [1],
    }
    (first, made), (second, told) = (hauki.ask("POST", "resource/", body) for _ in "12")

    assert (201, 409) == (first, second)
    assert str(made["id"]) == told["resource"]["id"]


def test_pages_have_at_most_a_thousand_rows(hauki: Hauki) -> None:
    """Varaamo asks for 50,000; an address of the next page comes with what is left."""
    whole = hauki.get("resource/?page_size=50000")
    first = hauki.get("resource/?page_size=10")

    assert (19, None) == (whole["count"], whole["next"])
    assert (10, True) == (len(first["results"]), "page=2" in first["next"])
    assert 9 == len(hauki.get("resource/?page_size=10&page=2")["results"])
    assert 404 == hauki.ask("GET", "resource/?page_size=10&page=3")[0]


# Writing periods


def test_a_period_sent_twice_is_there_twice(hauki: Hauki, resource: int) -> None:
    """Nothing tells a second, equal period with the same origin from the first."""
    made = [hauki.add(resource, origins=OURS)["id"] for _ in "12"]

    assert made == [one["id"] for one in hauki.get(f"date_period/?resource={resource}")]


def test_an_origin_belongs_to_one_resource(admin: Api, hauki: Hauki, resource: int) -> None:
    """A period of another resource with it is a conflict, also once the first is deleted."""
    other = admin.done(CREATE, draft(nameFi="Toinen"))["pk"]
    pk = hauki.get(f"resource/tvp:{uuid_of(admin, other)}/")["id"]
    made = hauki.add(resource, origins=OURS)
    before = hauki.ask("POST", "date_period/", {"resource": pk, "origins": OURS})
    hauki.ask("DELETE", f"date_period/{made['id']}/")
    after = hauki.ask("POST", "date_period/", {"resource": pk, "origins": OURS})

    assert (409, str(made["id"])) == (before[0], before[1]["date_period"]["id"])
    assert (409, {"message": before[1]["message"]}) == after


def test_a_change_replaces_all_groups(hauki: Hauki, resource: int) -> None:
    """Groups that are sent stand in the place of those that were there, under new numbers."""
    made = hauki.add(resource, name={"fi": "A"}, time_span_groups=daily("08:00", "09:00"))
    body = {"name": {"sv": "B"}, "time_span_groups": daily("10:00", "11:00")}
    _, changed = hauki.ask("PATCH", f"date_period/{made['id']}/", body)

    assert {"fi": "A", "sv": "B", "en": None} == changed["name"]
    (group,) = changed["time_span_groups"]
    assert made["time_span_groups"][0]["id"] != group["id"]
    assert "10:00:00" == group["time_spans"][0]["start_time"]


def test_origins_only_grow(hauki: Hauki, resource: int) -> None:
    """Those that a change does not send again stay."""
    made = hauki.add(resource, origins=OURS)
    hauki.ask("PATCH", f"date_period/{made['id']}/", {"origins": []})

    assert 1 == len(hauki.get(f"date_period/{made['id']}/")["origins"])


def test_a_reversed_period_takes_lists_down(hauki: Hauki, resource: int) -> None:
    """It is accepted; then every list of hours with it fails, where both its days are within."""
    hauki.add(resource, start_date=day(20), end_date=day(10))
    list_of_all = f"opening_hours/?start_date={day(0)}&end_date={day(30)}"

    assert 500 == hauki.ask("GET", list_of_all)[0]
    assert 500 == hauki.ask("GET", f"{list_of_all}&resource={resource},tprek:demo-001")[0]
    assert 200 == hauki.ask("GET", f"{list_of_all}&resource=tprek:demo-001")[0]
    assert {} == hauki.days(resource, 0, 9)
    assert 1 == len(hauki.get(f"date_period/?resource={resource}"))


def test_a_read_only_venue_takes_a_period_and_keeps_it(hauki: Hauki) -> None:
    """What is added to a venue by mistake cannot be taken away; only asking first tells."""
    venue = hauki.get("resource/tprek:demo-001/")["id"]
    made = hauki.add(venue, name="z")["id"]
    check = hauki.ask("PATCH", f"resource/{venue}/permission_check/", {})

    assert 403 == hauki.ask("PATCH", f"date_period/{made}/", {"name": "y"})[0]
    assert 403 == hauki.ask("DELETE", f"date_period/{made}/")[0]
    assert (200, {"has_permission": False}) == check


def test_unknown_fields_are_ignored(hauki: Hauki, resource: int) -> None:
    """A field that there is not is no error; a name may be a plain text, or none."""
    made = [hauki.add(resource, frobnicate=1, name=name) for name in ("a", None)]

    assert ["a", None] == [one["name"]["fi"] for one in made]
    assert "frobnicate" not in made[0]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"resource_state": "reservable"}, '"reservable" ei ole'),
        ({"time_span_groups": [{"time_spans": [{"weekdays": [0]}]}]}, '"0" ei ole'),
        ({"time_span_groups": [{"time_spans": [{"start_time": "25:00"}]}]}, "kellonajan"),
        ({"start_date": "1.1.2027"}, "päivämäärän"),
        ({"resource": 999}, "Epäkelpo pääavain 999"),
        ({"resource": "tvp:x"}, "Odotettiin pääavainarvoa"),
        ({"origins": [{"data_source": {"id": "tprek"}, "origin_id": "x"}]}, "different data"),
        ({"origins": [{"data_source": {"id": "tvp"}, "origin_id": "x" * 101}]}, "enintään 100"),
        ({"name": {"fi": "x" * 256}}, "enintään 255"),
        ({"time_span_groups": [{"rules": [{"context": "day"}]}]}, '"day" ei ole'),
    ],
)
def test_what_will_not_do_is_said_in_finnish(
    hauki: Hauki, resource: int, values: dict[str, Any], said: str
) -> None:
    """Times, weekdays, states, origins and lengths are checked; nothing is stored."""
    told = json.dumps(hauki.refusal(**{"resource": resource, **values}), ensure_ascii=False)

    assert said in told.replace('\\"', '"')
    assert [] == hauki.get(f"date_period/?resource={resource}")


def test_a_senseless_rule_makes_the_server_fail(hauki: Hauki, resource: int) -> None:
    """It is no 400, but a page with 500, and nothing is stored."""
    groups = [{"rules": [{"context": "period", "subject": "week", "start": 1}]}]
    status, page = hauki.ask(
        "POST", "date_period/", {"resource": resource, "time_span_groups": groups}
    )

    assert (500, True) == (status, page.startswith("<!doctype html>"))
    assert [] == hauki.get(f"date_period/?resource={resource}")


def test_who_may_write(hauki: Hauki, http: httpx.Client, resource: int) -> None:
    """Looking needs no token; writing needs one, of a member; a wrong one may not even look."""
    nobody, wrong, stranger = (Hauki(http, token) for token in (None, "no", STRANGER))
    made = hauki.add(resource)["id"]

    assert 200 == nobody.ask("GET", f"resource/{resource}/")[0]
    told = (403, {"detail": "Autentikaatiotunnuksia ei annettu."})
    assert told == nobody.ask("POST", "date_period/", {"resource": resource})
    assert (403, {"detail": "Epäkelpo token."}) == wrong.ask("GET", f"resource/{resource}/")
    assert 403 == stranger.ask("POST", "date_period/", {"resource": resource})[0]
    assert 403 == stranger.ask("DELETE", f"date_period/{made}/")[0]
    assert "hours-writer" == hauki.get("auth_required_test/")["username"]


# Hours of days


def test_a_span_that_ends_no_later_ends_a_day_later(hauki: Hauki, resource: int) -> None:
    """Without a word it is taken over midnight; equal times so become 24 hours."""
    made = hauki.add(resource, time_span_groups=daily("18:00", "02:00"))
    equal = hauki.add(resource, time_span_groups=daily("08:00", "08:00"))

    for period in (made, equal):
        assert period["time_span_groups"][0]["time_spans"][0]["end_time_on_next_day"]
    said = daily("18:00", "02:00", end_time_on_next_day=False)
    kept = hauki.add(resource, time_span_groups=said)["time_span_groups"][0]["time_spans"][0]
    assert not kept["end_time_on_next_day"]


def test_of_overriding_periods_the_shortest_counts(hauki: Hauki, resource: int) -> None:
    """On its days every other period vanishes, longer overriding ones among them."""
    hauki.add(resource, time_span_groups=daily("08:00", "20:00"))
    week = {"start_date": day(1), "end_date": day(7), "override": True}
    hauki.add(resource, **week, time_span_groups=daily("12:00", "13:00"))
    hauki.add(
        resource,
        start_date=day(2),
        end_date=day(2),
        override=True,
        resource_state="closed",
    )
    hauki.add(resource, override=True, time_span_groups=daily("01:00", "02:00"))

    assert {
        day(0): [("01:00:00", "02:00:00", "with_reservation")],
        day(1): [("12:00:00", "13:00:00", "with_reservation")],
        day(2): [(None, None, "closed")],
        day(3): [("12:00:00", "13:00:00", "with_reservation")],
    } == hauki.days(resource, 0, 3)


def test_a_whole_day_has_no_times(hauki: Hauki, resource: int) -> None:
    """``full_day`` comes with null for both, as does a period that has a state and no groups."""
    hauki.add(resource, time_span_groups=[{"time_spans": [{"full_day": True}]}])
    hauki.add(resource, start_date=day(1), end_date=day(1), resource_state="open")
    hauki.add(resource, start_date=day(2), end_date=day(2))

    assert {
        day(1): [(None, None, "open"), (None, None, "undefined")],
        day(2): [(None, None, "undefined")],
    } == hauki.days(resource, 1, 2)


def test_a_copy_keeps_states_and_loses_origins(hauki: Hauki, resource: int) -> None:
    """What is copied of a venue stays ``open``, so that nobody can book; twice is double."""
    path = f"resource/tprek:demo-001/copy_date_periods/?target_resources={resource}"
    for _ in "12":
        assert 200 == hauki.ask("POST", path)[0]

    copied = hauki.get(f"date_period/?resource={resource}")
    assert [("open", [])] * 2 == [(one["resource_state"], one["origins"]) for one in copied]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"context": "period", "subject": "week", "start": 1, "frequency_ordinal": 2}, 7),
        ({"context": "month", "subject": "mon", "start": 1}, 1),
        ({"context": "year", "subject": "week", "frequency_modifier": "even"}, 7),
    ],
)
def test_rules_choose_days(hauki: Hauki, resource: int, rule: dict[str, Any], days: int) -> None:
    """A group with a rule holds only on its days; counts are those of the real one."""
    groups = [{**daily("08:00", "09:00")[0], "rules": [rule]}]
    hauki.add(resource, start_date=day(10), end_date=day(23), time_span_groups=groups)

    assert days == len(hauki.days(resource, 0, 30))


# What Varaamo takes over


def opened(hauki: Hauki, resource: int, *groups: Any, **values: Any) -> None:
    """Add a period of tomorrow."""
    tomorrow = {"start_date": day(1), "end_date": day(1)}
    hauki.add(resource, **tomorrow, time_span_groups=list(groups), **values)


@pytest.fixture
def shown(admin: Api, space: int) -> int:
    """Give a shown room."""
    pk: int = admin.done(CREATE, complete(space))["pk"]
    return pk


@pytest.fixture
def its_resource(admin: Api, hauki: Hauki, shown: int) -> int:
    """Give its number in Hauki."""
    found: int = hauki.get(f"resource/tvp:{uuid_of(admin, shown)}/")["id"]
    return found


def test_hours_are_taken_over_every_quarter(
    anonymous: Api, clock: Clock, hauki: Hauki, shown: int, its_resource: int
) -> None:
    """By the clock of the sandbox: until the next quarter of an hour nothing is to be seen."""
    opened(hauki, its_resource, *daily("08:00", "10:00"))
    before = spans(anonymous, shown, 1, 1)
    clock.moment += timedelta(minutes=8)  # from 12.07 to 12.15

    tomorrow = TODAY + timedelta(days=1)
    assert [] == before
    assert [
        {
            "startDatetime": f"{tomorrow}T08:00:00+02:00",
            "endDatetime": f"{tomorrow}T10:00:00+02:00",
        }
    ] == spans(anonymous, shown, 1, 1)


def test_hours_are_taken_over_at_the_pace_that_a_fault_sets(
    sandbox: Sandbox,
    anonymous: Api,
    clock: Clock,
    hauki: Hauki,
    shown: int,
    its_resource: int,
) -> None:
    """Whoever tries out how it is to wait need not wait for a quarter of an hour."""
    sandbox.set_faults([{"fault": "hours_every", "seconds": 10}])
    spans(anonymous, shown, 1, 1)
    opened(hauki, its_resource, *daily("08:00", "10:00"))
    before = spans(anonymous, shown, 1, 1)
    clock.moment += timedelta(seconds=10)

    assert ([], 1) == (before, len(spans(anonymous, shown, 1, 1)))


def test_a_save_takes_hours_over_at_once(
    admin: Api, anonymous: Api, hauki: Hauki, shown: int, its_resource: int
) -> None:
    """Whoever saves a room again need not wait."""
    opened(hauki, its_resource, *daily("08:00", "10:00"))
    admin.done(UPDATE, {"pk": shown, "surfaceArea": 10})

    assert 1 == len(spans(anonymous, shown, 1, 1))


@pytest.mark.parametrize(
    ("state", "hours"),
    [
        ("with_reservation", "8-12"),
        ("open_and_reservable", "8-12"),
        ("with_key_and_reservation", "8-12"),
        ("open", "10-12"),
        ("self_service", "10-12"),
        ("weather_permitting", "10-12"),
        ("closed", ""),
        ("maintenance", ""),
        ("not_in_use", ""),
        ("by_appointment", ""),
    ],
)
def test_what_a_state_does_to_bookable_time(
    anonymous: Api,
    sandbox: Sandbox,
    hauki: Hauki,
    shown: int,
    its_resource: int,
    state: str,
    hours: str,
) -> None:
    """Three make time bookable, some do nothing, all others take it away; beside 10 to 12."""
    opened(hauki, its_resource, *daily("10:00", "12:00"), *daily("08:00", "12:00", state))
    sandbox.take_over_hours()

    found = spans(anonymous, shown, 1, 1)
    told = [f"{int(one['startDatetime'][11:13])}-{int(one['endDatetime'][11:13])}" for one in found]
    assert ([hours] if hours else []) == told


def test_a_closing_time_cuts(
    anonymous: Api, sandbox: Sandbox, hauki: Hauki, shown: int, its_resource: int
) -> None:
    """What is closed in the middle leaves what is before and behind it."""
    opened(hauki, its_resource, *daily("08:00", "20:00"), *daily("11:00", "12:30", "closed"))
    sandbox.take_over_hours()

    assert [("08:00", "11:00"), ("12:30", "20:00")] == [
        (one["startDatetime"][11:16], one["endDatetime"][11:16])
        for one in spans(anonymous, shown, 1, 1)
    ]


def test_a_room_has_no_hours_of_its_venue(
    anonymous: Api, sandbox: Sandbox, hauki: Hauki, shown: int
) -> None:
    """Nothing is inherited: the venue has hours, its room has none."""
    sandbox.take_over_hours()

    assert hauki.days(hauki.get("resource/tprek:demo-001/")["id"], 0, 6)
    assert [] == spans(anonymous, shown, 0, 6)


def test_one_reversed_period_stops_all(
    admin: Api, anonymous: Api, sandbox: Sandbox, hauki: Hauki, shown: int, its_resource: int
) -> None:
    """Varaamo cannot read the hours of the rooms behind it, and a save of it fails, stored."""
    other = admin.done(CREATE, complete(1, nameFi="Toinen"))["pk"]
    behind = hauki.get(f"resource/tvp:{uuid_of(admin, other)}/")["id"]
    opened(hauki, behind, *daily("08:00", "10:00"))
    hauki.add(its_resource, start_date=day(20), end_date=day(10))
    sandbox.take_over_hours()
    stopped = spans(anonymous, other, 1, 1)
    error = admin.error(UPDATE, {"pk": shown, "surfaceArea": 77})
    (reversed_one,) = hauki.get(f"date_period/?resource={its_resource}")
    hauki.ask("DELETE", f"date_period/{reversed_one['id']}/")
    sandbox.take_over_hours()

    assert [] == stopped
    assert "extensions" not in error
    assert 77 == admin.room(shown, "surfaceArea")["surfaceArea"]
    assert 1 == len(spans(anonymous, other, 1, 1))


def test_faults_meet_hauki_only_by_name(sandbox: Sandbox, hauki: Hauki, resource: int) -> None:
    """A write whose answer is lost is stored; what names no operation of Hauki leaves it alone."""
    body = {"resource": resource}
    sandbox.set_faults(
        [
            {"fault": "status", "status": 503},
            {"fault": "status", "status": 502, "stored": True, "operations": ["hours_writes"]},
            {"fault": "status", "status": 429, "operations": ["opening_hours_list"], "count": 1},
        ]
    )
    lost = hauki.ask("POST", "date_period/", body)[0]
    busy = hauki.ask("GET", "opening_hours/?start_date=today&end_date=today")[0]
    read = hauki.get(f"date_period/?resource={resource}")
    sandbox.set_faults([])

    assert (502, 429, 1) == (lost, busy, len(read))
