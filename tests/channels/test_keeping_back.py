"""After the window our words wait for the customer's answer to the approved message, or go by e-mail."""

from dataclasses import replace

import pytest

from amends.channels.errors import ChannelRefused
from amends.channels.limits import Outside
from amends.channels.outgoing import Way
from amends.conversations.delivery import Reply
from tests.channels.contract import Scene
from tests.channels.fake import LIMITS, FakeHarness, post
from tests.channels.test_outbound import mails, parts, verified

TEMPLATE = replace(LIMITS, outside=Outside.TEMPLATE, person_window=None)


@pytest.fixture
def scene(sqlite):
    """A customer wrote two days ago, and was answered."""
    scene = Scene(sqlite, FakeHarness(TEMPLATE))
    scene.hear(scene.harness.text(1, "hello"))
    scene.later(days=2)
    yield scene
    scene.stop()


def writes(scene, number, words):
    """Now, by the provider's clock."""
    scene.hear(post({"key": f"k{number}", "what": "text", "text": words, "at": scene.watch().isoformat()}))


def sent(scene):
    """What went out since the customer fell silent, the approved message as nothing but its way."""
    return [part.text if part.way is Way.FREE else part.way.value for part in parts(scene)[2:]]


def test_words_wait_for_the_answer_to_the_approved_message_and_come_before_what_it_is_answered(scene):
    scene.person_writes("We have found it.")
    scene.bot_adds("Your refund is on its way.")
    assert sent(scene) == ["template"]
    writes(scene, 2, "what is it?")
    assert sent(scene) == ["template", "We have found it.", "Your refund is on its way.", "You said: what is it?"]
    assert scene.events("channel") == []


def test_words_reach_a_customer_whose_chat_a_person_has(scene):
    scene.person_takes()
    scene.person_writes("We have found it.")
    writes(scene, 2, "yes?")
    assert sent(scene) == ["template", "We have found it."]


def test_a_customer_who_writes_while_the_approved_message_goes_out_does_not_wait(scene, monkeypatch):
    """Before it is noted, nothing says that their words are waited for."""
    scene.person_takes()
    send = type(scene.harness.channel).send

    def written_meanwhile(self, address, part, key, thread=""):
        if part.way is Way.TEMPLATE:
            scene.post(post({"key": "k2", "what": "text", "text": "hello?", "at": scene.watch().isoformat()}))
        return send(self, address, part, key, thread)

    monkeypatch.setattr(type(scene.harness.channel), "send", written_meanwhile)
    scene.person_writes("We have found it.")
    scene.later(seconds=2)
    scene.do()
    assert sent(scene) == ["template", "We have found it."]


def test_anything_that_the_customer_sends_opens_the_window(scene):
    scene.person_writes("We have found it.")
    scene.hear(post({"key": "k2", "what": "sticker", "at": scene.watch().isoformat()}))
    assert sent(scene)[:2] == ["template", "We have found it."]


def test_whoever_does_not_answer_within_a_day_gets_all_of_it_in_one_mail(scene):
    verified(scene)
    scene.person_writes("We have found it.")
    scene.later(hours=20)
    scene.bot_adds("Your refund is on its way.")
    assert mails(scene) == []
    scene.later(hours=5)
    scene.do()
    assert sent(scene) == ["template"]
    texts = [text for _, text in mails(scene)]
    assert all(any(words in text for text in texts) for words in ("We have found it.", "Your refund is on its way."))
    assert [(line.body["code"], line.body["instead"]) for line in scene.events("channel")] == [
        ("unanswered", "mailed")
    ] * 2
    writes(scene, 2, "hello?")
    assert sent(scene) == ["template", "You said: hello?"]


def test_what_is_said_after_the_mail_asks_again(scene):
    verified(scene)
    scene.person_writes("one")
    scene.later(hours=25)
    scene.do()
    scene.person_writes("two")
    writes(scene, 2, "yes?")
    assert sent(scene) == ["template", "template", "two", "You said: yes?"]


def test_an_approved_message_that_is_refused_goes_by_mail_at_once(scene):
    verified(scene)
    scene.harness.channel.faults.append(ChannelRefused("The template is paused.", "132015"))
    scene.person_writes("We have found it.")
    assert [line.body["code"] for line in scene.events("channel")] == ["132015"]
    assert "We have found it." in mails(scene)[0][1]


def test_an_approved_message_that_failed_after_all_goes_by_mail(scene):
    verified(scene)
    scene.person_writes("We have found it.")
    failed = {"of": "out-3", "state": "failed", "code": "131026", "why": "The number has no WhatsApp."}
    scene.hear(post({"key": "s1", "what": "state", **failed}))
    [line] = scene.events("channel")
    assert (line.body["code"], line.body["instead"]) == ("131026", "mailed")
    assert len(mails(scene)) == 1
    scene.later(hours=25)
    scene.do()
    assert len(mails(scene)) == 1


def test_a_yes_to_the_approved_message_is_none_to_what_was_kept_back(scene):
    scene.bot_adds("Shall I?")
    writes(scene, 2, "yes")
    [message] = scene.events("message")[1:]
    assert message.body["read_until"] < scene.events("reply")[-2].at.isoformat()


def test_a_number_is_no_choice_of_what_was_kept_back(scene):
    scene.bot.says = lambda _due: [Reply("Which one?", (("Refund", "/refund"), ("Credit", "/credit")))]
    scene.person_writes("We have found it.")
    writes(scene, 2, "1")
    assert scene.bot.heard[-1] == ("1", None)
    writes(scene, 3, "1")
    assert scene.bot.heard[-1] == ("Refund", "/refund")
