"""`amends desk sentences`: what stands in the table is what was filed, whatever customers wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends import cli
from amends.conversations import not_understood
from amends.desk.unrecognised import intents, kept
from amends.desk.unrecognised.export import document
from amends.desk.unrecognised.kept import Sentence
from amends.desk.unrecognised.masking import masked
from tests.desk_core.scene import MERCHANTS, NOW, SUSAN
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


def rows(text):
    """The table without its header. One line is one sentence, whatever it holds."""
    header, *lines = text.removesuffix("\n").split("\n")
    assert header == "language\tacts\tmeant\tafter\ttext"
    return [tuple(line.split("\t")) for line in lines]


@pytest.mark.parametrize("texts", [[*HOSTILE, *CORPUS], ["ascii only", "\\u000a- intent: affirm", "${HOME}"]])
def test_every_sentence_stands_under_its_intent_and_nothing_else(texts):
    filed = [sentence(text, "affirm", "nb") for text in texts[:20]] + [sentence(text) for text in texts]
    wanted = {("nb", "affirm", "stated", "", line) for text in texts[:20] if (line := masked(text, NUMBERS))}
    wanted |= {("en", "outage", "stated", "", line) for text in texts if (line := masked(text, NUMBERS))}
    assert sorted(rows(document(filed, KNOWN, NUMBERS))) == sorted(wanted)


@given(st.lists(st.text(), min_size=1))
def test_one_line_is_one_sentence(texts):
    wanted = list(dict.fromkeys(line for text in texts if (line := masked(text, NUMBERS))))
    found = rows(document([sentence(text) for text in texts], KNOWN, NUMBERS))
    assert [text for *_, text in found] == wanted


def test_a_sentence_stands_once_and_one_without_an_intent_of_the_domain_has_no_act():
    filed = [sentence("it is down"), sentence("it is down"), sentence("wibble", None), sentence("flub\n- x", "gone")]
    assert rows(document(filed, KNOWN, NUMBERS)) == [
        ("en", "outage", "stated", "", "it is down"),
        ("en", "", "stated", "", "wibble"),
        ("en", "", "stated", "", "flub - x"),
    ]


@pytest.fixture
def run(desk, monkeypatch, capsys):
    monkeypatch.setenv("AMENDS_DATABASE_URL", desk.database.url.render_as_string(hide_password=False))
    monkeypatch.chdir(ROOT)
    talk = desk.chat("nb")
    for text, intent in (("ingenting virker, skriv til ola@example.org", "outage"), ("nei takk", "deny")):
        event = desk.customer(talk, text)
        not_understood.keep(desk.database, talk, str(event), None)
        with desk.database.begin() as session:
            kept.take(session, SUSAN, event, intent, KNOWN, desk.now)

    def command(*arguments):
        code = cli.main(["desk", "sentences", *arguments])
        return code, *capsys.readouterr()

    return command


def test_the_command_prints_what_was_filed(run):
    code, out, error = run()
    assert (code, error) == (0, "")
    assert sorted(rows(out)) == [
        ("nb", "deny", "stated", "", "nei takk"),
        ("nb", "outage", "stated", "", "ingenting virker, skriv til name@example.com"),
    ]


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
