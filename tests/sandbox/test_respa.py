"""Facts about Turku's Respa: each of its traps in the double of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.api import ORIGIN, START, Clock
from tests.sandbox.respa import EDITOR, VENUE, VIEWER, WRITER, Respa, image, new, png, texts
from varaamo_sync.errors import UsageError
from varaamo_sync.sandbox import Sandbox

PAGE, SHORT = "<!doctype html>", "must be equal or more than 5 minutes"
GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


@pytest.fixture
def anyone(http: httpx.Client) -> Respa:
    """Give somebody without a login."""
    return Respa(http)


@pytest.fixture
def writer(anyone: Respa) -> Respa:
    """Give somebody who may write."""
    return anyone.log_in(WRITER)


# Reading


def test_a_list_has_pages_of_twenty_and_of_five_hundred_at_most(
    anyone: Respa, writer: Respa
) -> None:
    """What is asked for beyond is cut without a word; past the end there is no page."""
    pixels = image()
    for _ in range(18):
        writer.add(images=[pixels])
    usual = anyone.get("resource/")
    whole = anyone.get("resource/?page_size=9999")
    past, _ = anyone.ask("GET", "v1/resource/?page=3")

    assert (21, 20, f"{ORIGIN}/respa/v1/resource/?page=2") == (
        usual["count"],
        len(usual["results"]),
        usual["next"],
    )
    assert (21, None, 404) == (len(whole["results"]), whole["next"], past)
    assert [f"{ORIGIN}/respa/v1/resource/?page_size=20"] == [
        anyone.get("resource/?page_size=20&page=2")["previous"]
    ]


def test_texts_lack_languages_that_nobody_wrote(anyone: Respa) -> None:
    """A language without a text is left out; a text without any language is null."""
    (room,) = anyone.get("resource/?search=peliluola")["results"]

    assert ({"fi": "Oodin peliluola"}, None) == (room["name"], room["description"])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("unit=TPREK:demo-013", ["Caisan harjoituskeittiö"]),
        ("unit=tprek:nowhere", []),
        ("search=STOAN,bände", ["Stoan musiikkihuone"]),
        ("type=type-5,type-3", ["Oodin peliluola", "Stoan musiikkihuone"]),
        ("people=9", ["Caisan harjoituskeittiö"]),
        ("need_manual_confirmation=true", ["Caisan harjoituskeittiö"]),
        ("need_manual_confirmation=kyllä&people=9", ["Caisan harjoituskeittiö"]),
        ("resource_group=nup", []),
        ("purpose=purpose-1&order_by=-people_capacity&people=5", ["Caisan h", "Stoan m"]),
        ("order_by=unit_name_en&people=8", ["Caisan h", "Stoan m"]),
    ],
)
def test_filters(anyone: Respa, query: str, names: list[str]) -> None:
    """Filters narrow a list, and one that is not understood says nothing."""
    found = anyone.get(f"resource/?{query}")["results"]

    assert len(names) == len(found)
    assert all(one["name"]["fi"].startswith(name) for one, name in zip(found, names, strict=True))


def test_only_public_rooms_are_shown_to_everybody(anyone: Respa, writer: Respa) -> None:
    """What is hidden is not there for others, not even by its id."""
    editor, viewer = anyone.log_in(EDITOR), anyone.log_in(VIEWER)
    id = writer.add(public=False)["id"]

    assert [404, 200, 200, 404] == [
        one.ask("GET", f"v1/resource/{id}/")[0] for one in (anyone, writer, editor, viewer)
    ]
    assert [3, 5, 4, 3] == [
        one.get("resource/")["count"] for one in (anyone, writer, editor, viewer)
    ]


def test_a_room_alone_comes_with_its_whole_unit(anyone: Respa) -> None:
    """A list names the unit, unless ``include=unit_detail`` asks for more."""
    (listed,) = anyone.get("resource/?search=kitchen")["results"]
    (detailed,) = anyone.get("resource/?search=kitchen&include=unit_detail")["results"]
    alone = anyone.get(f"resource/{listed['id']}/")

    assert "tprek:demo-013" == listed["unit"]
    assert alone["unit"] == detailed["unit"]
    assert ("Caisa", {}, []) == (
        alone["unit"]["name"]["fi"],
        alone["unit"]["description"],
        alone["unit"]["periods"],
    )


def test_may_somebody_book_is_for_who_asks(anyone: Respa, writer: Respa) -> None:
    """For everybody it is whether the room can be booked; staff may always."""
    found = {
        one["name"]["fi"]: one["user_permissions"]["can_make_reservations"]
        for one in anyone.get("resource/")["results"]
    }
    staff = [one["user_permissions"] for one in writer.get("resource/")["results"]]

    assert {
        "Caisan harjoituskeittiö": True,
        "Oodin peliluola": False,
        "Stoan musiikkihuone": False,
    } == found
    assert all(one["can_make_reservations"] and one["is_admin"] for one in staff)


# Logging in


def test_a_login_ends_after_a_quarter_of_an_hour(
    anyone: Respa, writer: Respa, clock: Clock
) -> None:
    """It lasts 900 seconds and 30 more; then even what is public is refused with it."""
    clock.moment = START + timedelta(seconds=929)
    before, _ = writer.ask("GET", "v1/unit/")
    clock.moment = START + timedelta(seconds=931)
    after, said = writer.ask("GET", "v1/unit/")

    assert (200, 401, "token_not_valid") == (before, after, said["code"])
    assert 200 == anyone.ask("GET", "v1/unit/")[0]
    assert 201 == anyone.log_in(WRITER).ask("POST", "v1/resource/new/", new())[0]


def test_a_login_needs_the_right_password(http: httpx.Client) -> None:
    """JSON and a form are taken; another password is refused, and a missing one named."""
    path = "/respa/api-token-auth/"
    wrong = http.post(path, json={"username": WRITER, "password": "nope"})
    missing = http.post(path, data={"username": WRITER})

    assert (401, 'JWT realm="api"') == (wrong.status_code, wrong.headers["WWW-Authenticate"])
    assert (400, {"password": ["Tämä kenttä vaaditaan."]}) == (missing.status_code, missing.json())


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "v1/resource/new/", (401, 201, 201, 403)),
        ("PATCH", "v1/resource/{id}/update/", (401, 200, 200, 403)),
        ("POST", "v1/unit/", (401, 201, 403, 403)),
        ("DELETE", "v1/resource/{id}/delete/", (401, 204, 403, 403)),
        ("POST", "v1/resource/restore/", (401, 200, 403, 403)),
    ],
)
def test_rights(
    anyone: Respa, writer: Respa, method: str, path: str, allowed: tuple[int, ...]
) -> None:
    """Who may add and change may not delete; without a login the answer is another."""
    unit = {"name": texts("Talo"), "street_address": {"fi": "Katu 1"}}
    found = []
    for name in (None, WRITER, EDITOR, VIEWER):
        id = writer.add()["id"]
        body = {"id": id, **unit} if "restore" in path or "unit" in path else new()
        body = {"people_capacity": 4} if method == "PATCH" else body
        asking = anyone if name is None else anyone.log_in(name)
        found.append(asking.ask(method, path.format(id=id), body)[0])

    assert allowed == tuple(found)


def test_rights_are_not_a_units(anyone: Respa, writer: Respa) -> None:
    """Who may change may change the rooms of every unit, even those that they do not see."""
    id = writer.add(unit="tprek:demo-002", public=False)["id"]
    editor = anyone.log_in(EDITOR)

    assert 404 == editor.ask("GET", f"v1/resource/{id}/")[0]
    assert 7 == editor.change(id, people_capacity=7)["people_capacity"]


# Writing


def test_the_server_chooses_the_id(writer: Respa) -> None:
    """An id that is sent is a 500, whatever it is, and nothing is stored."""
    before = writer.get("resource/")["count"]
    status, page = writer.ask("POST", "v1/resource/new/", new(id="vsync_oodi_1"))

    assert (500, True) == (status, PAGE in page)
    assert before == writer.get("resource/")["count"]
    assert 404 == writer.ask("GET", "v1/resource/vsync_oodi_1/")[0]


def test_two_posts_are_two_rooms(writer: Respa) -> None:
    """There is no key: what is sent twice is there twice."""
    first, second = writer.add(), writer.add()

    assert first["id"] != second["id"]
    assert 2 == writer.get(f"resource/?unit={VENUE}")["count"]


def test_what_a_new_room_needs(writer: Respa) -> None:
    """Everything that is missing is named at once, but for the unit, which comes after."""
    status, said = writer.ask("POST", "v1/resource/new/", {})

    assert (400, {"Tämä kenttä vaaditaan."}) == (
        status,
        {text for texts in said.values() for text in texts},
    )
    assert sorted(name for name in new() if name != "unit") == sorted(said)
    assert {"unit": ["Tämä kenttä vaaditaan."]} == writer.refusal(unit=None)


@pytest.mark.parametrize(
    ("images", "said"),
    [
        (None, ["Tämä kenttä vaaditaan."]),
        ([], {"non_field_errors": ["Lista ei saa olla tyhjä."]}),
        (
            [image(), image(caption={"fi": "Kuva", "en": "Picture"})],
            [{}, {"caption": ["Tämä kenttä vaaditaan: sv"]}],
        ),
        ([image(GIF)], [{"image": {"message": ["Invalid format: GIF"]}}]),
        ([{"type": "main", "caption": texts("Kuva")}], [{"image": ["Tämä kenttä vaaditaan."]}]),
    ],
)
def test_a_room_needs_pictures_with_captions(writer: Respa, images: Any, said: Any) -> None:
    """At least one, in base64, with a caption in three languages."""
    assert {"images": said} == writer.refusal(images=images)


@pytest.mark.parametrize(
    ("size", "status"), [((127, 400), 500), ((128, 127), 500), ((129, 9), 201)]
)
def test_a_small_picture_is_a_crash(writer: Respa, size: tuple[int, int], status: int) -> None:
    """Sizes are compared as pairs: it must be broader than 128, or as broad and as high."""
    body = new(images=[image(png(*size))])

    assert status == writer.ask("POST", "v1/resource/new/", body)[0]


@pytest.mark.parametrize(
    ("text", "langs", "missing"),
    [
        ("name", ("fi", "sv"), None),
        ("name", ("fi", "en"), "sv"),
        ("description", ("en", "sv"), None),
        ("description", ("fi", "sv"), "en"),
        ("reservation_info", ("fi", "sv"), "en"),
        ("specific_terms", ("fi",), "en"),
        ("responsible_contact_info", ("fi",), None),
    ],
)
def test_a_text_comes_in_its_languages_whenever_it_comes(
    writer: Respa, text: str, langs: tuple[str, ...], missing: str | None
) -> None:
    """For want of a comma, English names and Finnish descriptions are not asked for."""
    id = writer.add()["id"]
    sent = dict.fromkeys(langs, "Uusi")
    status, said = writer.ask("PATCH", f"v1/resource/{id}/update/", {text: sent})

    if missing:
        assert (400, {text: [f"Tämä kenttä vaaditaan: {missing}"]}) == (status, said)
    else:
        assert (200, sent) == (status, said[text])  # what is not sent is emptied


def test_put_is_patch(writer: Respa) -> None:
    """What is not sent stays as it is."""
    room = writer.add()
    status, changed = writer.ask("PUT", f"v1/resource/{room['id']}/update/", {"area": 30})

    assert (200, 30, room["name"]) == (status, changed["area"], changed["name"])


def test_unknown_fields_are_ignored(writer: Respa) -> None:
    """Nobody says that a misspelt field was not stored, or that a ready one is read only."""
    room = writer.add(capacity=12, opening_hours=[], created_at="2019-06-05T00:00:00Z")
    changed = writer.change(room["id"], peopleCapacity=3)

    assert (8, room["created_at"]) == (changed["people_capacity"], changed["created_at"])


def test_what_the_api_made_is_external(writer: Respa) -> None:
    """Whatever is sent of it."""
    assert writer.add(is_external=False)["is_external"]


def test_deleted_rooms_come_back_hidden(anyone: Respa, writer: Respa) -> None:
    """Deleting is soft, and can be undone; a room that is back is neither shown nor booked."""
    id = writer.add(reservable=True)["id"]
    deleted = writer.ask("DELETE", f"v1/resource/{id}/delete/")
    gone = [writer.ask("GET", f"v1/resource/{id}/")[0]]
    gone += [writer.ask("PATCH", f"v1/resource/{id}/update/", {"area": 3})[0]]
    status, room = writer.ask("POST", "v1/resource/restore/", {"id": id})

    assert ((204, ""), [404, 404]) == (deleted, gone)
    assert (200, id, False, False) == (status, room["id"], room["public"], room["reservable"])
    assert 404 == anyone.ask("GET", f"v1/resource/{id}/")[0]
    assert writer.change(id, public=True, reservable=True)["public"]


def test_what_is_not_there_cannot_be_deleted_or_restored(writer: Respa) -> None:
    """To delete it is a 500; to restore it is a 404 of its own."""
    missing = writer.ask("POST", "v1/resource/restore/", {"id": "nope"})

    assert 500 == writer.ask("DELETE", "v1/resource/nope/delete/")[0]
    assert (404, {"resource": "404 not found"}) == missing


def test_scheduled_publishing_overrides(anyone: Respa, writer: Respa, clock: Clock) -> None:
    """It says whether a room is shown and can be booked, whatever else is sent."""
    begins = (START + timedelta(days=1)).isoformat()
    id = writer.add(publish_date={"begin": begins, "reservable": True}, public=True)["id"]
    early, _ = anyone.ask("GET", f"v1/resource/{id}/")
    clock.moment = START + timedelta(days=1, minutes=1)
    room = anyone.get(f"resource/{id}/")
    cleared = writer.log_in(WRITER).change(id, publish_date=None, reservable=False)

    assert (404, True, True) == (early, room["public"], room["reservable"])
    assert (None, False) == (cleared["publish_date"], cleared["reservable"])


def test_scheduled_publishing_does_not_end_in_the_past(writer: Respa) -> None:
    """Nor does it end before it begins, or say neither."""
    past = (START - timedelta(days=1)).isoformat()

    assert {"publish_date": {"end": ["Päättymisaika ei voi olla menneisyydessä"]}} == (
        writer.refusal(publish_date={"end": past})
    )
    assert {"begin", "end"} == set(
        writer.refusal(publish_date={"reservable": True})["publish_date"]
    )


def test_pictures_add_up(writer: Respa, http: httpx.Client) -> None:
    """What is sent again is there twice; it is taken away by its stamp, captions and all."""
    room = writer.add()
    twice = writer.change(room["id"], images=[image()])["images"]
    taken = {**image(), "remove": True, "stamp": twice[0]["stamp"]}
    once = writer.change(room["id"], images=[taken])["images"]
    shown = http.get(once[0]["url"])

    assert ["other", "main"] == [one["type"] for one in twice]
    assert [twice[1]] == once
    assert (200, png()) == (shown.status_code, shown.content)


def test_equipment_is_added_once(writer: Respa) -> None:
    """What a room has already is refused, and what is to go must say so."""
    id = writer.add(equipments=[{"equipment": "equipment-1"}])["id"]
    again = writer.ask(
        "PATCH", f"v1/resource/{id}/update/", {"equipments": [{"equipment": "equipment-1"}]}
    )
    gone = writer.change(id, equipments=[{"equipment": "equipment-1", "remove": True}])

    assert (400, {"equipment": ["Resource already has this equipment."]}) == again
    assert [] == gone["equipment"]
    assert {"equipments": [{"equipment": ["Invalid id"]}]} == (
        writer.refusal(equipments=[{"equipment": "nope"}])
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("authentication", "vahva", ['"vahva" ei ole kelvollinen valinta.']),
        ("people_capacity", None, None),
        ("people_capacity", "viisi", ["Syötä kelvollinen kokonaisluku."]),
        ("people_capacity", True, ["Syötä kelvollinen kokonaisluku."]),
        ("slot_size", "00:04:59", {"slot_size": f"Invalid slot_size, {SHORT}."}),
        ("min_period", "puoli tuntia", None),
        ("min_price", "7.005", ["Tässä luvussa voi olla enintään 2 desimaalia."]),
        ("max_price", "-1", ["Tämän luvun on oltava suurempi tai yhtä suuri kuin 0.00."]),
        ("type", "nope", ['Virheellinen pk "nope" - kohdetta ei ole olemassa.']),
        ("unit", "nope", ['Virheellinen pk "nope" - kohdetta ei ole olemassa.']),
        ("purposes", "nope", ["Odotettiin listaa, saatiin tyyppi str."]),
        ("name", "Sali", ["Odotettiin sanakirjaa, saatiin tyyppi str."]),
        ("external_reservation_url", "varaa täältä", ["Syötä oikea URL-osoite."]),
        ("public", "ehkä", ["Must be a valid boolean."]),
    ],
)
def test_values_that_will_not_do(writer: Respa, field: str, value: Any, said: Any) -> None:
    """They are refused in Finnish, where there are words; nothing is stored."""
    id = writer.add()["id"]
    status, errors = writer.ask("PATCH", f"v1/resource/{id}/update/", {field: value})

    assert (400, [field]) == (status, list(errors))
    assert said in (None, errors[field])


@pytest.mark.parametrize("values", [{"people_capacity": -1}, {"name": texts("a" * 201)}])
def test_what_only_the_database_refuses_is_a_crash(writer: Respa, values: dict[str, Any]) -> None:
    """Nothing is stored then, and nothing is said of why."""
    before = writer.get("resource/")["count"]

    assert 500 == writer.ask("POST", "v1/resource/new/", new(**values))[0]
    assert before == writer.get("resource/")["count"]


@pytest.mark.parametrize(
    ("sent", "shown"), [("5400", "01:30:00"), ("PT2H", "02:00:00"), ("1 00:00:00", "1 00:00:00")]
)
def test_durations(writer: Respa, sent: str, shown: str) -> None:
    """A bare number is seconds; a day and more come with days before them."""
    assert shown == writer.add(max_period=sent)["max_period"]


def test_prices_are_texts_and_by_the_hour_numbers_too(writer: Respa) -> None:
    """Those by the hour come under old names as well."""
    hourly = writer.add(min_price="7", max_price=12.5)
    daily = writer.change(hourly["id"], price_type="daily")

    assert ("7.00", "12.50", 7.0) == tuple(
        hourly[name] for name in ("min_price", "max_price", "min_price_per_hour")
    )
    assert daily["max_price_per_hour"] is None


def test_purposes_can_be_taken_away_later(writer: Respa) -> None:
    """A new room needs at least one; a change replaces all, also by none."""
    id = writer.add(purposes=["purpose-2", "purpose-1"])["id"]

    assert {"purposes": ["Lista ei saa olla tyhjä."]} == writer.refusal(purposes=[])
    assert [] == writer.change(id, purposes=[])["purposes"]


def test_things_and_who_asks(anyone: Respa, writer: Respa) -> None:
    """Equipment comes with its category, purposes tell staff more; who asks must have a login."""
    equipment = anyone.get("equipment/equipment-1/")
    category = anyone.get("equipment_category/equipment_category-1/")

    assert ("equipment_category-1", []) == (equipment["category"]["id"], equipment["aliases"])
    assert "equipment-1" in [one["id"] for one in category["equipment"]]
    assert [False, True] == ["public" in one.get("purpose/purpose-1/") for one in (anyone, writer)]
    assert 401 == anyone.ask("GET", "v1/user/")[0]
    assert [WRITER] == [one["username"] for one in writer.get("user/")["results"]]


def test_a_new_unit_gets_an_id_of_the_servers(writer: Respa) -> None:
    """Its name is needed in three languages, its street in Finnish alone."""
    unit = {"id": "tprek:1", "name": texts("Talo"), "street_address": {"fi": "Katu 1"}}
    status, made = writer.ask("POST", "v1/unit/", unit)
    refused = writer.ask("POST", "v1/unit/", {**unit, "name": {"fi": "Talo", "sv": "Hus"}})

    assert (201, 12, {"fi": "Katu 1"}) == (status, len(made["id"]), made["street_address"])
    assert (400, {"name": ["Tämä kenttä vaaditaan: en"]}) == refused
    assert made == writer.get(f"unit/{made['id']}/")


# Hours


def days(start: str = "2026-11-30", end: str = "2026-12-31", **values: Any) -> dict[str, Any]:
    """Return a period of Mondays."""
    day = {"weekday": 0, "opens": "09:00", "closes": "20:00"}
    return {"start": start, "end": end, "name": "Talvi", "days": [day], **values}


def hours(respa: Respa, id: str, start: str, end: str) -> list[tuple[str, Any]]:
    """Return the days of a room and when they begin."""
    found = respa.get(f"resource/{id}/?start={start}&end={end}".replace("+", "%2B"))
    return [(one["date"], one["opens"]) for one in found["opening_hours"]]


def test_days_are_turned_to_utc(anyone: Respa, writer: Respa) -> None:
    """A day that begins in Finland begins a day too early, and today stands where none is asked."""
    id = writer.add()["id"]
    asked = hours(anyone, id, "2026-11-30T00:00:00+02:00", "2026-12-01T00:00:00+02:00")
    alone, said = anyone.ask("GET", f"v1/resource/{id}/?start=2026-11-30")

    assert [("2026-11-29", None), ("2026-11-30", None)] == asked
    assert [START.date().isoformat()] == [
        one["date"] for one in anyone.get(f"resource/{id}/")["opening_hours"]
    ]
    assert (400, "You must supply both 'start' and 'end'") == (alone, said["detail"])


def test_periods_are_stored_without_effect(anyone: Respa, writer: Respa, sandbox: Sandbox) -> None:
    """Days are computed only when somebody saves the room in the admin pages."""
    id = writer.add(periods=[days()])["id"]
    before = hours(anyone, id, "2026-11-30", "2026-11-30")
    sandbox.respa.compute_hours(id)
    after = hours(anyone, id, "2026-11-30", "2026-12-01")

    assert [("2026-11-30", None)] == before
    assert [("2026-11-30", "2026-11-30T09:00:00+02:00"), ("2026-12-01", None)] == after


def test_a_period_that_changes_needs_its_number(writer: Respa) -> None:
    """One with a number that none has is a new one."""
    id = writer.add()["id"]
    refused = writer.ask("PATCH", f"v1/resource/{id}/update/", {"periods": [days()]})
    writer.change(id, periods=[days(id=999)])
    (period,) = writer.get(f"resource/{id}/?include=period_details")["periods"]

    assert (400, {"period": ["id is required when updating periods."]}) == refused
    assert ("2026-11-30", "Talvi") == (period["start"], period["name"])


def test_the_shortest_period_wins_and_its_unit_fills_in(writer: Respa, sandbox: Sandbox) -> None:
    """A room's own come before its unit's; a closed day of a shorter one closes it."""
    closed = [{"weekday": 0, "closed": True}]
    writer.ask("PATCH", f"v1/unit/{VENUE}/", {"periods": [days(start="2026-11-16")]})
    short = days(start="2026-12-07", end="2026-12-13", days=closed)
    id = writer.add(periods=[days(), short])["id"]
    sandbox.respa.compute_hours(id)
    mondays = [
        hours(writer, id, f"2026-{day}", f"2026-{day}") for day in ("11-23", "11-30", "12-07")
    ]

    assert [True, True, False] == [bool(day[0][1]) for day in mondays]


def test_free_between(writer: Respa, sandbox: Sandbox) -> None:
    """``available_between`` finds what is open then, or for some minutes then."""
    sandbox.respa.compute_hours(writer.add(periods=[days()])["id"])

    def found(start: str, end: str, least: str = "") -> int:
        query = f"2026-11-30T{start}:00%2B02:00,2026-11-30T{end}:00%2B02:00{least}"
        count: int = writer.get(f"resource/?available_between={query}")["count"]
        return count

    assert [1, 0, 1, 0] == [
        found("10:00", "12:00"),
        found("08:00", "10:00"),
        found("08:00", "10:00", ",60"),
        found("08:00", "10:00", ",90"),
    ]
    assert 400 == writer.ask("GET", "v1/resource/?available_between=huomenna")[0]


# A hand in the admin pages


def test_a_room_of_2019_is_added_opened_and_deleted(anyone: Respa, sandbox: Sandbox) -> None:
    """It can be looked at first, and booked when it was opened; a name or an id names it."""
    staff = sandbox.respa
    id = staff.add_room("Vintti", "demo-004", {"people_capacity": 6})

    def room() -> tuple[Any, ...]:
        found = anyone.get(f"resource/{id}/")
        return found["people_capacity"], found["reservable"], found["opening_hours"][0]["opens"]

    seen = [room()]
    staff.open_room("vintti")
    seen.append(room())
    staff.open_room(id, open=False)
    seen.append(room())
    staff.delete_room("Vintti")

    opens = "2026-11-20T08:00:00+02:00"
    assert [(6, False, None), (6, True, opens), (6, False, None)] == seen
    assert 404 == anyone.ask("GET", f"v1/resource/{id}/")[0]


def test_a_unit_is_added(anyone: Respa, sandbox: Sandbox) -> None:
    """Under an id of its own; a second time it is changed."""
    sandbox.respa.add_unit("tprek:7342", "Talo", "Katu 1")
    sandbox.respa.add_unit("tprek:7342", "Uusi talo", "Katu 1")
    sandbox.respa.add_room("Sali", "tprek:7342")

    assert "Uusi talo" == anyone.get("unit/tprek:7342/")["name"]["fi"]
    assert 1 == anyone.get("resource/?unit=tprek:7342")["count"]


def test_rooms_and_units_that_are_not_there_are_told(sandbox: Sandbox) -> None:
    """What may have been meant is named; of two rooms with one name nobody guesses which."""
    with pytest.raises(UsageError, match="Stoan musiikkihuone"):
        sandbox.respa.open_room("Stoan musiikihuone")
    with pytest.raises(UsageError, match="tprek:demo-012"):
        sandbox.respa.add_room("Sali", "tprek:demo-12")
    first, second = (sandbox.respa.add_room("Sali", "demo-001") for _ in range(2))
    with pytest.raises(UsageError) as several:
        sandbox.respa.delete_room("Sali")

    assert first in str(several.value.fix)
    assert second in str(several.value.fix)


# A bad day


@pytest.mark.parametrize("kept", [True, False])
def test_an_answer_is_lost_and_the_room_is_stored_or_not(
    writer: Respa, sandbox: Sandbox, kept: bool
) -> None:
    """Nobody who gets no answer can tell; only faults that name Respa meet it."""
    sandbox.set_faults(
        [
            {"fault": "cut"},
            {"fault": "cut", "stored": kept, "operations": ["respa_resource_create"], "count": 1},
        ]
    )
    with pytest.raises(httpx.RemoteProtocolError):
        writer.add()
    sandbox.set_faults([])

    assert int(kept) == writer.get(f"resource/?unit={VENUE}")["count"]


def test_a_proxy_answers_in_its_place(anyone: Respa, sandbox: Sandbox) -> None:
    """Reads and writes are turned away, each by its group, and the login by its name."""
    busy = {"fault": "status", "status": 429, "retry_after": 7, "operations": ["respa_reads"]}
    gone = {"fault": "status", "status": 502, "operations": ["respa_writes"]}
    slow = {"fault": "slow", "seconds": 0.02, "gives_up": 0, "operations": ["respa_login"]}
    sandbox.set_faults([busy, gone, slow])
    login = anyone.http.post("/respa/api-token-auth/", json={})
    answers = [anyone.ask("GET", "v1/unit/")[0], anyone.ask("POST", "v1/resource/new/", {})[0]]
    sandbox.set_faults([])

    assert [504, 429, 502] == [login.status_code, *answers]


def test_every_login_ends_at_once(anyone: Respa, writer: Respa, sandbox: Sandbox) -> None:
    """A token is nobody's any more, and a new one is to be had."""
    sandbox.set_faults([{"fault": "session_lost", "operations": ["respa_writes"], "count": 1}])
    status, said = writer.ask("POST", "v1/resource/new/", new())
    sandbox.set_faults([])

    assert (401, "token_not_valid") == (status, said["code"])
    assert anyone.log_in(WRITER).add()["is_external"]
