import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.make import TODAY
from varaamo_sync import booking
from varaamo_sync.booking import (
    ReadReference,
    ReadRooms,
    ReadSpaces,
)
from varaamo_sync.booking.protocol.commands import FLOWS, flow_of
from varaamo_sync.booking.protocol.exchange import Operation, Response
from varaamo_sync.booking.protocol.lists import (
    FIRST_WAIT,
    READINGS,
    Flow,
    Rows,
    by_number,
    everything,
)
from varaamo_sync.capabilities import VARAAMO, Feature
from varaamo_sync.errors import (
    Deadlocked,
    ListChanging,
    ProtocolMismatch,
)
from varaamo_sync.explanations import explained


def page(pks: range, total: int) -> dict[str, Any]:
    """Return a page of a list."""
    return {"totalCount": total, "edges": [{"node": {"pk": pk}} for pk in pks]}


ROWS: Rows[Any] = Rows(
    "Types", "", "x", lambda nodes: [node.get("name", node["pk"]) for node in nodes]
)


def answered(flow: Flow[Any], answer: Callable[[Operation[Any]], Any]) -> Any:
    """Carry a flow out with answers made for each of its operations."""
    try:
        operation = next(flow)
        while True:
            operation = flow.send(answer(operation))
    except StopIteration as stop:
        return stop.value


def read(pages: list[dict[str, Any]]) -> tuple[list[Any], list[float]]:
    """Read a list from prepared pages; return its rows, and what was waited before each page."""
    waits: list[float] = []

    def answer(operation: Operation[Any]) -> Any:
        waits.append(operation.after)
        return operation.parse({"x": pages.pop(0)})

    return answered(everything(ROWS), answer), waits


def test_a_list_is_read_to_its_end() -> None:
    """Pages of 100 that overlap by a row are read until the total is reached."""
    rows, waits = read(
        [page(range(100), 230), page(range(99, 199), 230), page(range(198, 230), 230)]
    )

    assert (list(range(230)), [0, 0, 0]) == (rows, waits)


@pytest.mark.parametrize(
    "torn",
    [
        [page(range(100), 150), page(range(98, 149), 150)],  # a row moved back: seen twice
        [page(range(100), 150), page(range(100, 150), 149)],  # the total moved: one was skipped
        [page(range(100), 150), page(range(99, 130), 150)],  # a page came short
        [page(range(100), 150), page(range(100, 151), 150)],  # one went and one came: one skipped
    ],
)
def test_a_list_that_changed_under_the_pages_is_read_again(torn: list[dict[str, Any]]) -> None:
    """Rows seen twice or skipped while reading are noticed; after a while it is read again."""
    rows, waits = read([*torn, page(range(100), 101), page(range(99, 101), 101)])

    assert (list(range(101)), [0, 0, FIRST_WAIT, 0]) == (rows, waits)


def test_a_list_that_never_rests_is_a_passing_state() -> None:
    """Reading ends, never in an endless loop or a wrong list, and says that somebody is at it."""
    torn = [page(range(100), 150), page(range(98, 149), 150)]

    with pytest.raises(ListChanging) as caught:
        read(torn * READINGS)

    (told,) = explained(caught.value, "fi")
    assert "Joku muuttaa varausjärjestelmää juuri nyt" in told.what
    assert "Odota" in told.fix
    assert "osoite" not in told.fix.casefold()


def growing(total: int, names: dict[int, str]) -> list[dict[str, Any]]:
    """Return two pages of a list that gets a row more between them."""
    first, second = page(range(100), total), page(range(99, total + 1), total + 1)
    for edge in (*first["edges"], *second["edges"]):
        edge["node"]["name"] = names.get(edge["node"]["pk"], "same")
    return [first, second]


def test_a_list_that_only_grows_is_taken_once_it_was_read_twice_alike() -> None:
    """Rows that are added behind those that count keep nobody from reading those."""
    rows, waits = read([*growing(150, {}), *growing(152, {})])

    assert ["same"] * 153 == rows
    assert [0, 0, FIRST_WAIT, 0] == waits


def test_a_list_whose_rows_change_is_not_taken() -> None:
    """A row that came differently the second time is read once more."""
    rows, waits = read([*growing(150, {}), *growing(152, {7: "new"}), *growing(154, {7: "new"})])

    assert ("new", 155) == (rows[7], len(rows))
    assert [0, 0, FIRST_WAIT, 0, 2 * FIRST_WAIT, 0] == waits


def test_numbered_rows_are_read_in_pieces_that_fit_into_one_answer() -> None:
    """No page follows another, so that none can move; a row that is gone meanwhile is left out."""
    asked: list[list[int]] = []

    def answer(operation: Operation[Any]) -> Any:
        asked.append(operation.variables["rooms"])
        there = [pk for pk in asked[-1] if pk != 150]
        nodes = [{"node": {"pk": pk}} for pk in there]
        return operation.parse({"x": {"totalCount": len(nodes), "edges": nodes}})

    rows = answered(by_number(ROWS, "rooms", range(1, 231)), answer)

    assert [100, 100, 30] == [len(piece) for piece in asked]
    assert [pk for pk in range(1, 231) if pk != 150] == rows


def test_rows_that_were_not_asked_for_are_no_answer() -> None:
    """Where a filter is ignored, somebody else's rows must not be taken for ours."""
    with pytest.raises(ProtocolMismatch, match="not asked for"):
        answered(by_number(ROWS, "rooms", [1]), lambda op: op.parse({"x": page(range(3), 3)}))


def test_an_empty_filter_asks_nothing() -> None:
    """An empty list filter would mean all rows (facts, section 2), so nothing is asked."""
    for command in (ReadRooms(()), ReadSpaces(())):
        with pytest.raises(StopIteration) as stop:
            next(flow_of(command, lambda: TODAY))  # type: ignore[arg-type]

        assert stop.value.value == ()


def test_reference_data_comes_in_one_exchange() -> None:
    """Lists that fit on a page cost one request; a longer one is read on, page by page."""
    asked: list[tuple[str, int]] = []
    kinds = ("reservationUnitTypes", "intendedUses", "equipments", "taxPercentages")

    def row(pk: int) -> dict[str, Any]:
        named = {"nameFi": f"N{pk}", "nameSv": "", "nameEn": "", "termsType": "PAYMENT_TERMS"}
        return {"node": {"pk": pk, "value": "0", "isEnabled": True, **named}}

    def answer(operation: Operation[Any]) -> Any:
        offset = operation.variables["offset"]
        asked.append((operation.name, offset))
        lists = {kind: {"totalCount": 2, "edges": [row(1), row(2)]} for kind in kinds}
        numbers = range(offset, min(offset + 100, 150))
        terms = {"totalCount": 150, "edges": [row(pk) for pk in numbers]}
        return operation.parse(lists | {"termsOfUse": terms})

    found = answered(flow_of(ReadReference(), lambda: TODAY), answer)

    assert [("Reference", 0), ("Terms", 0), ("Terms", 99)] == asked
    assert [f"N{pk}" for pk in range(150)] == [each.label for each in found.terms]
    assert ["N1", "N2"] == [each.label for each in found.types]
    assert found.cancellation_rules is None


def test_a_list_that_fails_among_others_is_named() -> None:
    """Of several lists in one answer, the error is that of the one that failed."""
    flow = flow_of(ReadReference(logged_in=True), lambda: TODAY)
    operation = next(flow)
    error = {"message": "deadlock detected", "path": ["termsOfUse"]}
    body = json.dumps({"errors": [error], "data": {"termsOfUse": None}}).encode()

    with pytest.raises(Deadlocked) as caught:
        operation.read(Response(200, {}, body))

    assert "Terms" == caught.value.operation


def test_every_command_has_a_flow() -> None:
    """No command of the port is without a way to carry it out; what Varaamo cannot, none asks."""
    known = {cls for cls in vars(booking).values() if isinstance(cls, type)}
    wanted = {cls for cls in known if issubclass(cls, booking.Command)} - {booking.Command}

    assert {booking.RestoreRoom} == wanted - set(FLOWS)
    assert not VARAAMO.has(Feature.UNDOABLE_ARCHIVE)
