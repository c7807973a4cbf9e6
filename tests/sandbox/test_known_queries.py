from collections.abc import Mapping
from typing import Any

import pytest

from docs.generate_known_queries import known_query, text
from tests.sandbox.api import Api, Clock, day
from varaamo_sync.booking.protocol import documents
from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.data.seed import fill, read_seed
from varaamo_sync.sandbox.graphql import known_queries, reference
from varaamo_sync.sandbox.graphql.resolvers import QUERIES, WRITES
from varaamo_sync.sandbox.graphql.schema import sandbox_schema
from varaamo_sync.sandbox.hauki.seed import fill_hauki
from varaamo_sync.sandbox.rules.context import Context, Faults
from varaamo_sync.sandbox.rules.staff_hours import add_first_hours
from varaamo_sync.sandbox.rules.users import User

QUERY_NAMES = sorted(name for name, text in documents.ALL.items() if "mutation" not in text)
ADMIN = User(pk=1, superuser=True, roles={})


@pytest.fixture(scope="module")
def database() -> Database:
    """Give the sandbox's data as they are at first."""
    made, seed = Database(":memory:", Clock()), read_seed(None)
    fill(made, seed)
    fill_hauki(made, seed)
    add_first_hours(made)
    return made


def _variables(query: str, user: User | None) -> dict[str, Any]:
    days = {"first": day(0), "last": day(28)}
    given = {"offset": 0, "login": user is not None, "units": [1, 2], **days}
    return {name: value for name, value in given.items() if f"${name}:" in query}


def _context(database: Database, user: User | None, faults: Faults | None = None) -> Context:
    return Context(database, user, "http://sandbox.localhost", faults or Faults())


def test_known_queries_are_as_they_are_sent() -> None:
    """The file holds each query of the client, as it is read and checked now (``make schemas``)."""
    assert known_queries.FILE.read_text("utf-8") == text()


def test_only_plain_queries_are_known() -> None:
    """What nobody could carry out is not written down as known."""
    with pytest.raises(ValueError, match="aliases"):
        known_query("query Q { all: unitsAll { pk } }")
    with pytest.raises(ValueError, match="Cannot query field"):
        known_query("query Q { nothing }")
    with pytest.raises(ValueError, match="skip"):
        known_query("query Q($no: Boolean!) { unitsAll @skip(if: $no) { pk } }")


@pytest.mark.parametrize("user", [None, ADMIN], ids=["nobody", "admin"])
@pytest.mark.parametrize("name", QUERY_NAMES)
def test_known_queries_are_answered_as_the_reference_does(
    database: Database, name: str, user: User | None
) -> None:
    """A known query has the answer that the reference implementation gives it, to the letter.

    What only who is logged in may see is an error, which that one alone answers.
    """
    query, context = documents.ALL[name], _context(database, user)
    variables = _variables(query, user)
    status, body = reference.run(context, query, variables, None, may_write=True)
    data = known_queries.answer(context, query, variables, None)

    assert status == 200
    assert data == body["data"] if "errors" not in body else data is None
    assert (data is None) == (user is None and name == "CANCELLATION_RULES")


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        pytest.param("TYPES", {}, id="missing"),
        pytest.param("TYPES", {"offset": None}, id="null"),
        pytest.param("TYPES", {"offset": True}, id="truth"),
        pytest.param("TYPES", {"offset": 1.0}, id="float"),
        pytest.param("TYPES", {"offset": 2**31}, id="large"),
        pytest.param("TYPES", {"offset": -1}, id="refused"),
        pytest.param("ROOM_NUMBERS", {"venues": 1}, id="no list"),
        pytest.param("ROOM_NUMBERS", {"venues": ["1"]}, id="list of texts"),
        pytest.param("HOURS", {"offset": 0, "first": "soon", "last": "later"}, id="no days"),
        pytest.param("HOURS", {"offset": 0, "first": 1, "last": 2}, id="numbers"),
    ],
)
def test_what_is_not_plain_is_left_to_the_reference(
    database: Database, name: str, variables: Mapping[str, Any]
) -> None:
    """Values of another type are never read by rules of our own."""
    assert known_queries.answer(_context(database, None), documents.ALL[name], variables, None) is (
        None
    )


def test_another_operation_is_left_to_the_reference(database: Database) -> None:
    """A name that the document does not have is an error, which only the reference tells."""
    context = _context(database, None)

    assert known_queries.answer(context, documents.VENUES, {}, "Venues") is not None
    assert known_queries.answer(context, documents.VENUES, {}, "Others") is None


def test_faults_meet_a_query_once(database: Database) -> None:
    """A query that something may go wrong with is not tried before it is answered."""

    class Counting(Faults):
        lists = 0

        def listed(self, name: str, *, more: bool) -> None:
            self.lists += 1

    faults = Counting()
    context = _context(database, None, faults)

    assert known_queries.answer(context, documents.VENUES, {}, None) is None
    assert faults.lists == 0


def test_each_field_of_the_api_has_its_resolver() -> None:
    """What can be asked, and what changes something, is just what the schema says."""
    schema = sandbox_schema()

    assert schema.query_type is not None
    assert schema.mutation_type is not None
    assert set(schema.query_type.fields) == set(QUERIES)
    assert set(schema.mutation_type.fields) == set(WRITES)


def test_a_known_query_is_answered_over_http(anonymous: Api) -> None:
    """The server answers a known query as any other, with a page of the very same rows."""
    known = anonymous.data(documents.TYPES, offset=0)

    assert known == anonymous.data(documents.TYPES.replace("Types", "Others", 1), offset=0)
