"""Conversations by e-mail, from the customer's mail program and back: which mail belongs to which."""

import pytest

from amends.conversations.delivery import Reply
from tests.channels.contract import Scene
from tests.channels.email_harness import KIM, EmailHarness
from tests.channels.email_talks import answered, body, case_of, write


@pytest.fixture
def scene(sqlite, sandbox):
    scene = Scene(sqlite, EmailHarness(), sandbox)
    yield scene
    scene.stop()


@pytest.fixture
def sent(scene):
    return scene.harness.smtp.messages


def test_a_talk_of_two_mails(scene, sent):
    scene.bot.says = lambda due: (
        [Reply("Which one?", (("Refund", "/refund"), ("Credit", "/credit")))] if not due.payload else [Reply("Done.")]
    )
    write(scene, 1, "I was charged twice\n\nSent from my iPhone", Subject="Order NN-10015")
    [first] = sent
    assert scene.words() == ["Order NN-10015\n\nI was charged twice"]
    assert "automated assistant" in body(first)
    assert body(first).endswith("Which one?\n\n1. Refund\n2. Credit")
    assert first["Subject"] == "Re: Order NN-10015"
    assert (first["In-Reply-To"], first["References"]) == ("<k1@example.com>", "<k1@example.com>")
    answered(scene, "2")
    assert scene.bot.heard[-1] == ("Credit", "/credit")
    second = sent[-1]
    assert (len(sent), body(second)) == (2, "Done.")
    assert second["Subject"] == "Re: Order NN-10015"
    assert (second["In-Reply-To"], second["References"]) == ("<k9@example.com>", "<k1@example.com> <k9@example.com>")
    assert len(scene.conversations()) == 1


@pytest.mark.parametrize("subject", ["", "Re: an order", "Sv: bestilling", "Antw: bestelling", "VS: tilaus"])
def test_a_subject_that_says_nothing_is_no_word(scene, subject):
    write(scene, 1, "I was charged twice", Subject=subject)
    assert scene.words() == ["I was charged twice"]


def test_a_subject_is_said_once_where_the_words_repeat_it(scene):
    write(scene, 1, "I was Charged Twice, please help", Subject="I was charged twice")
    assert scene.words() == ["I was Charged Twice, please help"]


def test_a_subject_alone_is_the_message(scene):
    write(scene, 1, "", Subject="I was charged twice")
    assert scene.words() == ["I was charged twice"]


def test_a_later_subject_is_no_word(scene, sent):
    write(scene, 1, "hello", Subject="An order")
    answered(scene, "10001", Subject="My number, as you asked")
    assert scene.words()[-1] == "10001"
    assert len(scene.conversations()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"References": ""},
        {"In_Reply_To": ""},
        {"References": "<k1@example.com>", "In_Reply_To": "<made-anew-by-a-server@example.com>"},
        {"Subject": "Something else"},
        {"Subject": ""},
    ],
    ids=["in-reply-to alone", "references alone", "our id was made anew", "another subject", "no subject"],
)
def test_a_reply_goes_on_in_its_conversation(scene, headers):
    write(scene, 1, "hello", Subject="An order")
    answered(scene, "10001", **headers)
    assert scene.words()[-1] == "10001"
    assert len(scene.conversations()) == 1


def test_a_reply_that_names_only_a_later_mail_goes_on_too(scene):
    write(scene, 1, "hello", Subject="An order")
    write(scene, 2, "and this", References="<k1@example.com>")
    write(scene, 3, "and that", References="<k2@example.com>")
    assert len(scene.conversations()) == 1


def test_the_same_mail_answered_from_another_address_is_another_conversation(scene, sent):
    write(scene, 1, "hello", Subject="An order")
    answered(scene, "let me in", sender="bo@example.com")
    assert len(scene.conversations()) == 2
    assert {str(message["To"]) for message in sent} == {KIM, "bo@example.com"}
    assert "hello" not in body(sent[-1])


def test_another_matter_is_another_conversation_of_the_same_address(scene):
    write(scene, 1, "hello", Subject="An order")
    write(scene, 2, "hello again", Subject="Another order", References="")
    assert len(scene.conversations()) == 2


@pytest.mark.parametrize("subject", ["My case AM-7K2Q9X1", "Re: [am-7k2q9x1] your order", "AM-7K2Q9X1"])
def test_a_mail_that_names_a_case_goes_on_with_it(scene, subject):
    write(scene, 1, "hello", Subject="An order")
    case_of(scene)
    write(scene, 2, "any news?", References="", Subject=subject)
    assert len(scene.conversations()) == 1
    assert scene.words()[-1] == "any news?"


def test_a_case_of_another_address_is_not_for_whoever_names_it(scene):
    write(scene, 1, "hello", Subject="An order")
    case_of(scene)
    write(scene, 2, "any news?", References="", Subject="AM-7K2Q9X1", sender="bo@example.com")
    assert len(scene.conversations()) == 2
