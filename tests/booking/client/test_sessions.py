"""What cannot be a session is refused with words, and told to nobody."""

import asyncio
import traceback

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.booking import ReadUser
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient
from varaamo_sync.booking.client.http import is_session
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import ProtocolMismatch, UsageError

URL = "https://varaamo.example.invalid"
MARK = "merkittyistunto0"
ODD = [*map(chr, range(33)), *'\x7f\x80\x85\xa0 ;,"\\äö\u2028\u202e\ud800漢😀']
ONCE = Patience(policy=Policy(attempts=1))


def told(error: BaseException) -> str:
    """Return everything that an error and its causes tell."""
    return "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))


@given(st.sampled_from(ODD), st.integers(0, len(MARK)))
def test_a_session_with_a_sign_that_no_cookie_has_is_refused(sign: str, place: int) -> None:
    """Wherever the sign stands, by both clients, before anything is sent, without the session."""
    session = f"{MARK}{MARK[:place]}{sign}{MARK[place:]}"
    for client in (VaraamoClient, AsyncVaraamoClient):
        with pytest.raises(UsageError) as caught:
            client(URL, session=session)

        assert "not a session cookie" in str(caught.value)
        assert MARK not in told(caught.value)


def test_an_empty_session_is_refused() -> None:
    """No session at all is ``None``."""
    with pytest.raises(UsageError):
        VaraamoClient(URL, session="")


@given(st.text("abcXYZ019!#$%&'()*+-./:<=>?@[]^_`{|}~", min_size=1))
def test_every_value_that_a_cookie_can_have_is_sent_as_it_is(session: str) -> None:
    """What a browser shows as the cookie's value is used unchanged."""
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["cookie"])
        return httpx.Response(200, json={"data": {"currentUser": None}})

    transport = httpx.MockTransport(answer)
    with VaraamoClient(URL, session=session, transport=transport, patience=ONCE) as api:
        api.execute(ReadUser())

    assert is_session(session)
    assert sent[0].endswith(f"; sessionid={session}")


@pytest.mark.parametrize("value", [f"{MARK}\x80", f"{MARK} x", f'"{MARK}\\054x"'])
def test_a_login_that_gives_no_session_is_told(value: str) -> None:
    """A session that fits into no header is the server's fault, and is not quoted."""
    header = f"sessionid={value}; Path=/".encode("latin-1")

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers=[(b"Location", b"/"), (b"Set-Cookie", header)])

    login, transport = PasswordLogin("admin", "admin"), httpx.MockTransport(answer)
    with (
        VaraamoClient(URL, login=login, transport=transport, patience=ONCE) as api,
        pytest.raises(ProtocolMismatch) as caught,
    ):
        api.log_in()

    assert MARK not in told(caught.value)


FAILURES = [
    httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.PoolTimeout, httpx.ReadError,
    httpx.WriteError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.LocalProtocolError,
    httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.DecodingError, httpx.TooManyRedirects,
]  # fmt: skip


@pytest.mark.parametrize("kind", FAILURES)
def test_no_failure_of_the_http_library_tells_the_session(kind: type[Exception]) -> None:
    """Whatever it quotes, in whatever spelling: neither the error nor its causes hold it."""
    quoted = f"Illegal header value b'sessionid={MARK}' at http://u:{MARK}@proxy.example"

    def fail(request: httpx.Request) -> httpx.Response:
        raise kind(quoted)

    with (
        VaraamoClient(URL, session=MARK, transport=httpx.MockTransport(fail), patience=ONCE) as api,
        pytest.raises(Exception, match="varaamo") as caught,
    ):
        api.execute(ReadUser())

    async def asynchronously() -> None:
        transport = httpx.MockTransport(fail)
        async with AsyncVaraamoClient(URL, session=MARK, transport=transport, patience=ONCE) as api:
            await api.execute(ReadUser())

    with pytest.raises(Exception, match="varaamo") as other:
        asyncio.run(asynchronously())

    assert type(caught.value).__module__ == "varaamo_sync.errors"
    assert MARK not in told(caught.value) + told(other.value)


@pytest.mark.parametrize("contact", ["a\nb", "ä", "\x1b"])
def test_a_contact_that_fits_into_no_header_is_refused(contact: str) -> None:
    """It is an argument of the caller, so the call is at fault."""
    with pytest.raises(UsageError):
        VaraamoClient(URL, contact=contact)
