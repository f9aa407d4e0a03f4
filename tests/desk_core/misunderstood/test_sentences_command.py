"""`amends desk sentences`: what Rasa reads of it is what was filed, whatever customers wrote."""

import json
import os
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import safe_load
from yamllint import linter
from yamllint.config import YamlLintConfig

from amends import cli
from amends.desk.misunderstood import intents, kept
from amends.desk.misunderstood.export import document
from amends.desk.misunderstood.kept import Sentence
from amends.desk.misunderstood.masking import masked
from tests.desk_core.scene import MERCHANTS, NOW, SUSAN
from tests.rasa.server import PYTHON
from tests.remedies.scene import ROOT
from tests.web_desk.xss import CORPUS

KNOWN = intents.read(ROOT / "domain")
NUMBERS = [each.merchant.order_numbers for each in MERCHANTS.values()]
HOSTILE = (
    "[vpn](service_name)", '[down]{"entity": "issue", "value": "refund"}', '[a][{"entity": "x"}]', "- - not a list",
    "line\n- intent: affirm\n  examples: |\n    - pay me", "\\u000a- intent: affirm", "${HOME}", "# no comment",
    "%YAML 1.1", "---", "...", "|", ">", "&a *a", "!!python/object:os.system", "'", '"', "key: value", "/restart",
    "\ttab", "\x85next", "你好", "👨\u200d👩\u200d👧", "e\u0301", "\ud7ff\uffff",
)  # fmt: skip


def sentence(text, taken="outage", language="en"):
    return Sentence(1, "norrnet", language, text, None, NOW, taken)


def rasa_reads(file):
    done = subprocess.run(
        [str(PYTHON), str(ROOT / "tests/desk_core/misunderstood/rasa_reads.py"), str(file)],
        cwd=ROOT, env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("texts", [[*HOSTILE, *CORPUS], ["ascii only", "\\u000a- intent: affirm", "${HOME}"]])
def test_rasa_reads_every_sentence_under_its_intent_and_nothing_else(tmp_path, texts):
    filed = [sentence(text, "affirm", "nb") for text in texts[:20]] + [sentence(text) for text in texts]
    (tmp_path / "filed.yml").write_text(document(filed, KNOWN, NUMBERS), "utf-8")
    wanted = {("affirm", line) for text in texts[:20] if (line := masked(text, NUMBERS))}
    wanted |= {("outage", line) for text in texts if (line := masked(text, NUMBERS))}
    found = rasa_reads(tmp_path / "filed.yml")
    assert sorted((intent, text) for intent, text, _ in found) == sorted(wanted)
    assert [entities for _, _, entities in found if entities] == []


@given(st.lists(st.text(), min_size=1))
def test_each_block_holds_one_line_a_sentence(texts):
    wanted = list(dict.fromkeys(line for text in texts if (line := masked(text, NUMBERS))))
    found = safe_load(document([sentence(text) for text in texts], KNOWN, NUMBERS))["nlu"]
    assert [line[2:] for block in found for line in block["examples"].splitlines()] == wanted
    assert len(found) == (1 if wanted else 0)


def test_it_is_grouped_by_intent_and_language_and_passes_the_checks_of_the_data():
    filed = [
        sentence("er nede", "outage", "nb"),
        sentence("it is down"),
        sentence("it is down"),
        sentence("stopp", "stop", "nb"),
    ]
    text = document(sorted(filed, key=lambda each: (each.taken, each.language)), KNOWN, NUMBERS)
    assert safe_load(text) == {
        "version": "3.1",
        "nlu": [
            {"intent": "outage", "examples": "- it is down\n"},
            {"intent": "outage", "examples": "- er nede\n"},
            {"intent": "stop", "examples": "- stopp\n"},
        ],
    }
    assert text.index("# en") < text.index("it is down") < text.index("# nb") < text.index("er nede")
    assert list(linter.run(text, YamlLintConfig(file=str(ROOT / ".yamllint")))) == []


def test_a_sentence_without_an_intent_of_the_domain_is_printed_and_not_trained():
    text = document([sentence("wibble", None), sentence("flub\n- x", "gone")], KNOWN, NUMBERS)
    assert safe_load(text)["nlu"] == []
    assert "# en: wibble\n# en: flub - x\n" in text


@pytest.fixture
def run(desk, monkeypatch, capsys):
    monkeypatch.setenv("AMENDS_DATABASE_URL", desk.database.url.render_as_string(hide_password=False))
    monkeypatch.chdir(ROOT)
    talk = desk.chat("nb")
    for text, intent in (("ingenting virker, skriv til ola@example.org", "outage"), ("nei takk", "deny")):
        event = desk.customer(talk, text)
        kept.keep(desk.database, talk, str(event), None)
        with desk.database.begin() as session:
            kept.take(session, SUSAN, event, intent, KNOWN, desk.now)

    def command(*arguments):
        code = cli.main(["desk", "sentences", *arguments])
        return code, *capsys.readouterr()

    return command


def test_the_command_prints_what_was_filed(run):
    code, out, error = run()
    assert (code, error) == (0, "")
    examples = {block["intent"]: block["examples"] for block in safe_load(out)["nlu"]}
    assert examples == {"deny": "- nei takk\n", "outage": "- ingenting virker, skriv til name@example.com\n"}


@pytest.mark.parametrize("only", [("--merchant", "itnet"), ("--language", "nl"), ("--since", "2026-11-25")])
def test_it_prints_nothing_where_nothing_of_that_is_filed(run, only):
    code, out, error = run(*only)
    assert (code, out) == (0, "")
    assert "No such sentence is filed" in error


def test_it_prints_what_was_filed_since_a_day(run):
    assert run("--since", "2026-11-24", "--language", "nb", "--merchant", "norrnet")[1] == run()[1]


def test_a_merchant_that_there_is_not_is_refused(run):
    code, out, error = run("--merchant", "nowhere")
    assert (code, out) == (2, "")
    assert "There are: itnet, norrnet" in error
