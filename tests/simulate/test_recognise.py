"""A reply's words are a response of domain/, with what stands in its placeholders."""

import pytest

from amends.messages.say import Say
from simulate.questions import ENDS, LEFT_OPEN, Need, needed
from simulate.recognise import Recogniser
from simulate.wordings import LANGUAGES
from tests.shipped import sentences

RECOGNISER = Recogniser()
SAID = [
    (Say("utter_ask_order_number", {"example": "NN-10023"}), Need.ORDER),
    (Say("utter_ask_occurred_at", {"order": "NN-10023"}), Need.WHEN),
    (
        Say("utter_confirm", {"order": "NN-10023", "product": "VPN", "acts": "• Pay\n• End", "proposal": "1"}),
        Need.PROPOSAL,
    ),
    (Say("utter_ask_issue"), Need.ISSUE),
    (Say("utter_not_understood_at_all"), Need.PROBLEM),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("say", "need"), SAID, ids=lambda each: getattr(each, "response", ""))
def test_a_question_is_known_by_its_words(say, need, language):
    heard = RECOGNISER.heard(sentences().text(say, language), (), language)
    assert (heard.name, heard.language, needed(heard.name)) == (say.response, language, need)


def test_what_stands_in_the_placeholders_is_read():
    say = Say("utter_nothing_done", {"order": "IT-30001", "product": "VPN access, 12 months"})
    heard = RECOGNISER.heard(sentences().text(say, "nl"), (), "nl")
    assert heard.args == say.args


def test_a_reply_in_another_language_is_known_and_told():
    heard = RECOGNISER.heard(sentences().text(Say("utter_ask_issue"), "nb"), (), "en")
    assert (heard.name, heard.language) == ("utter_ask_issue", "nb")


def test_the_words_of_a_button_are_those_of_the_customers_language():
    assert [RECOGNISER.title("utter_issue_cancel", language) for language in ("sv", "de")] == [
        sentences().text(Say("utter_issue_cancel"), language) for language in ("sv", "de")
    ]


def test_words_of_nobody_have_no_name():
    assert RECOGNISER.heard("Colourless green ideas sleep furiously.", (), "en").name == ""


def test_what_ends_and_asks_is_in_the_domain():
    named = {*ENDS, *LEFT_OPEN, *(say.response for say, _need in SAID)}
    assert not [name for name in named if not sentences().has(name)]
