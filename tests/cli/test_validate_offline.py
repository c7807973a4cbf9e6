import json
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.conftest import Run
from tests.cli.faulty import broken, room, rooms, write
from tests.clock import now
from varaamo_sync.rules import RULES, Needs
from varaamo_sync.sandbox import Sandbox, running

NEEDING = {id for id, rule in RULES.items() if rule.needs not in (None, Needs.REGISTER)}
LOGIN = {id for id, rule in RULES.items() if rule.needs is Needs.CANCELLATION_RULES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a catalogue that is sound but for reference data."""
    typo = room("kir-sali", "Lukusali", type="Salli", equipment="[Pianno]")
    return write(
        tmp_path / "tilat",
        nup=rooms("NUP", room("nup-sali", "Sali")),
        kir=rooms("KIR", typo, tprek="demo-999"),
    )


def unchecked(cli: Run, folder: Path, *options: str) -> set[str]:
    """Return the rules that a run could not check."""
    return set(json.loads(cli("validate", folder, "--format", "json", *options).out)["unchecked"])


def test_validate_needs_no_network(cli: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without reference.json no connection is ever tried."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was tried")

    cli("reference", folder, "--sandbox")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    with_reference = cli("validate", folder)
    (folder / "reference.json").unlink()
    without = cli("validate", folder)

    assert (1, 0) == (with_reference.code, without.code)
    assert "" == with_reference.err == without.err


def test_what_needs_reference_data_is_named(cli: Run, folder: Path) -> None:
    """Without reference.json every rule that needs it is said not to be checked; with it, none."""
    text = cli("validate", folder, "--lang", "en").out
    full = cli("validate", folder, "--lang", "en", "--full").out
    before = unchecked(cli, folder)
    chosen = unchecked(cli, folder, "--select", "type-unknown", "--select", "type-missing")
    written = cli("reference", folder, "--sandbox")

    assert NEEDING == before
    assert {"type-unknown"} == chosen
    assert f"Without reference.json {len(NEEDING)} rules were not checked." in text
    assert [] == [rule for rule in NEEDING if rule not in full]
    assert 0 == written.code
    assert set() == unchecked(cli, folder)
    assert "not checked" not in cli("validate", folder, "--lang", "en").out
    assert "Not checked" not in cli("validate", folder, "--lang", "en", "--full").out


def test_reference_data_finds_unknown_names(cli: Run, folder: Path) -> None:
    """Types, equipment and venues that the booking system lacks are found, near ones named."""
    cli("reference", folder, "--sandbox")
    ran = cli("validate", folder, "--format", "json")
    found = json.loads(ran.out)
    messages = {f["rule"]: f["message"] + f["fix"] for f in found["findings"]}

    assert 1 == ran.code
    assert {
        ("venue-unknown", "kir-sali"),
        ("type-unknown", "kir-sali"),
        ("equipment-unknown", "kir-sali"),
    } <= broken(found)
    assert "Sali" in messages["type-unknown"]
    assert "Piano" in messages["equipment-unknown"]


def test_without_a_login_cancellation_rules_are_not_kept(
    cli: Run, folder: Path, tmp_path: Path
) -> None:
    """Only a session may read them: the command says so, and so does validate later."""
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=now)
    with running(sandbox) as url:
        written = cli("reference", folder, "--url", url, "--lang", "en")
    sandbox.close()
    text = cli("validate", folder, "--lang", "en").out

    assert 0 == written.code
    assert "Cancellation rules are missing" in written.out
    assert LOGIN == unchecked(cli, folder)
    assert "when it was made with a login" in text


def test_the_reference_file_can_stand_elsewhere(cli: Run, folder: Path, tmp_path: Path) -> None:
    """``--out`` names the file; JSON tells what was read."""
    file = tmp_path / "muualla.json"
    ran = cli("reference", folder, "--sandbox", "--out", file, "--format", "json")

    assert 16 == json.loads(ran.out)["counts"]["venues"]
    assert file.exists()
    assert not (folder / "reference.json").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{", b'{"format": 2}', b'{"format": 1, "format": 1}', b"null"],
)
@pytest.mark.usefixtures("english")
def test_a_broken_reference_file_is_one_clear_error(cli: Run, folder: Path, content: bytes) -> None:
    """What cannot be used is said, with how to make it anew; nothing is checked against it."""
    (folder / "reference.json").write_bytes(content)
    ran = cli("validate", folder)

    assert (1, "") == (ran.code, ran.out)
    assert "reference.json" in ran.err
    assert "varaamo-sync reference --out" in ran.err


@pytest.mark.usefixtures("english")
def test_a_reference_file_that_cannot_be_written_is_a_usage_error(
    cli: Run, folder: Path, tmp_path: Path
) -> None:
    """A folder that is not there ends with 2."""
    ran = cli("reference", folder, "--sandbox", "--out", tmp_path / "no" / "file.json")

    assert 2 == ran.code
    assert "cannot be written" in ran.err
