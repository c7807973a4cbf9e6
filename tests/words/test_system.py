"""What the operating system says is told in the language of who reads."""

import errno
import os
import socket
import sqlite3
import ssl

import httpx
import pytest

from varaamo_sync.words import known_reason, system_reason
from varaamo_sync.words.files import word_file
from varaamo_sync.words.themes import Phrase

CASES: dict[str, OSError] = {
    "tiedostoa tai kansiota ei ole": FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)),
    "käyttöoikeus puuttuu": PermissionError(errno.EACCES, os.strerror(errno.EACCES)),
    "levy on täynnä": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "se on kansio": IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)),
    "yhteys torjuttiin": ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
    "vastausta ei tullut ajoissa": TimeoutError("timed out"),
    "palvelimen nimeä ei löydy": socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
    "palvelimen nimeä ei voi nyt selvittää": socket.gaierror(socket.EAI_AGAIN, "Temporary"),
    "palvelimen varmenteeseen ei luoteta": ssl.SSLCertVerificationError(1, "verify failed"),
}


@pytest.mark.parametrize(("said", "error"), CASES.items())
def test_a_reason_is_told_in_each_language(said: str, error: OSError) -> None:
    """Each common reason has words, also where a library wraps what the system said."""
    wrapped = httpx.ConnectError("[Errno] something")
    wrapped.__cause__ = Exception(error)  # as httpcore carries it

    for reason in (system_reason(error), known_reason(wrapped)):
        assert isinstance(reason, Phrase)
        assert said == reason.told("fi")
        assert 3 == len({reason.told("fi"), reason.told("sv"), reason.told("en")})


def test_what_has_no_words_stays_as_it_is() -> None:
    """What the word file does not know is handed on; numbers of TLS are not the system's."""
    assert "odd" == system_reason(OSError(errno.ECHILD, "odd"))
    assert "[SSL: X]" == system_reason(ssl.SSLError(1, "[SSL: X]"))
    assert "no reader" == system_reason(OSError("no reader"))
    assert known_reason(ValueError("x")) is None


def test_every_name_is_one_of_the_system() -> None:
    """No name is mistyped: it is one of the system, of a lookup, of SQLite, or our own."""
    ours = {"NO_FILE", "CERTIFICATE", "DISCONNECTED"}
    names = set(word_file("errors/system", "en")) - ours

    assert set() == names - {*errno.errorcode.values(), *dir(socket), *dir(sqlite3)}
