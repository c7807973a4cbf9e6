import json
from typing import Any

import pytest

from varaamo_sync import errors
from varaamo_sync.booking.protocol.exchange import Operation, Response

OPERATION = Operation(
    name="updateReservationUnit", document="", parse=lambda data: data, writes=True
)


def answer(body: Any, status: int = 200) -> Response:
    """Return an answer with a JSON body, or with bytes as they are."""
    return Response(status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())


def graphql_error(message: str, code: str | None = None, **extensions: Any) -> dict[str, Any]:
    """Return an answer with one GraphQL error."""
    error: dict[str, Any] = {"message": message, "path": ["updateReservationUnit"]}
    if code:
        error["extensions"] = {"code": code, **extensions}
    return {"errors": [error], "data": {"updateReservationUnit": None}}


def field_error(field: str, message: Any, code: str) -> dict[str, Any]:
    """Return a validation error of one field."""
    return graphql_error(
        "Mutation was unsuccessful.",
        "MUTATION_VALIDATION_ERROR",
        errors=[{"field": field, "message": message, "code": code}],
    )


@pytest.mark.parametrize(
    ("response", "kind", "certain"),
    [
        (answer(field_error("nonFieldErrors", "x", "Y")), errors.ValidationRefused, True),
        (answer(graphql_error("No", "CREATE_PERMISSION_DENIED")), errors.PermissionDenied, True),
        (answer(graphql_error("No", "UPDATE_PERMISSION_DENIED")), errors.PermissionDenied, True),
        (answer(graphql_error("gone", "NOT_FOUND")), errors.NotFound, True),
        (answer(graphql_error("gone", "ENTITY_NOT_FOUND")), errors.NotFound, True),
        (answer(graphql_error("deadlock detected\nDETAIL: x")), errors.Deadlocked, True),
        (answer(graphql_error("duplicate key value violates")), errors.ValidationRefused, True),
        (answer(graphql_error("value too long for type")), errors.ValidationRefused, True),
        (answer(graphql_error("An unknown error occurred.")), errors.ServerFault, False),
        (answer(graphql_error("x", "HAUKI_EXPORTS_ERROR")), errors.ServerFault, False),
        (answer(graphql_error("'>' not supported between")), errors.ServerFault, False),
        (answer(graphql_error("Expected Iterable, but")), errors.ServerFault, False),
        (answer({"errors": [{"message": "Variable"}]}, 400), errors.RequestRejected, True),
        (answer({"error": "x", "reason": "CSRF"}, 403), errors.RequestRejected, True),
        (answer(b"<html>", 405), errors.RequestRejected, True),
        (answer(b"", 301), errors.RequestRejected, True),
        (answer(b"<html>Server Error (500)", 500), errors.ServerFault, False),
        (answer(b"<html>", 502), errors.ServerFault, False),
        (answer(b"<html>", 504), errors.ServerFault, False),
        (answer(b"<html>", 200), errors.ProtocolMismatch, False),
        (answer(b'{"data": {"upd', 200), errors.ProtocolMismatch, False),
        (answer([1, 2]), errors.ProtocolMismatch, False),
        (answer({"status": "ok"}), errors.ProtocolMismatch, False),
    ],
)
def test_every_shape_of_error_becomes_its_class(
    response: Response, kind: type[errors.BookingError], certain: bool
) -> None:
    """Each shape of sections 3 and 4b is one class, and says whether the write was refused."""
    with pytest.raises(errors.BookingError) as caught:
        OPERATION.read(response)

    assert (kind, certain) == (type(caught.value), caught.value.certain)
    assert caught.value.operation == "updateReservationUnit"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7.0),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90.0),
        ("Sun, 22 Nov 2026 11:59:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("²", None),
        ("Sun, 22 Nov 2026 12:01:30 -0000", None),
        ("Sun, 22 Nov 2026 12:01:30 +99999999999999999999", None),
    ],
)
def test_a_wait_that_cannot_be_read_is_as_good_as_absent(text: str, seconds: float | None) -> None:
    """``Retry-After`` is seconds or a date with its zone; anything else asks for nothing."""
    headers = {"retry-after": text, "date": "Sun, 22 Nov 2026 12:00:00 GMT"}

    with pytest.raises(errors.ServerFault) as caught:
        OPERATION.read(Response(503, headers, b""))

    assert seconds == caught.value.retry_after


def test_every_field_of_a_validation_error_is_told() -> None:
    """Nested messages are unfolded, so that no refused field is lost."""
    body = field_error("pricings", {"taxPercentage": ["Epäkelpo pääavain 99"]}, "")

    with pytest.raises(errors.ValidationRefused) as caught:
        OPERATION.read(answer(body))

    expected = (
        errors.FieldError("pricings.taxPercentage", "", "Epäkelpo pääavain 99", "pricing.vat"),
    )
    assert expected == caught.value.fields


def test_data_is_parsed() -> None:
    """An answer without errors gives its data to the operation's parser."""
    assert OPERATION.read(answer({"data": {"a": 1}})) == {"a": 1}
