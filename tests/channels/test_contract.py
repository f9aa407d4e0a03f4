"""What holds for every channel: the same customer gets the same, whoever carries the words."""

import re
from dataclasses import replace

import pytest

from amends.conversations import files
from amends.conversations.delivery import Reply
from amends.db.channel_tables import ChannelMessageRow
from amends.db.evidence_tables import EvidenceRow
from amends.evidence.enclosed import linked
from tests.channels.contract import CHANNEL, PUBLIC, Scene
from tests.evidence import pictures


def needs(scene: Scene, *what: str) -> None:
    if lacking := set(what) - scene.harness.can:
        pytest.skip(f"the channel has no {', '.join(sorted(lacking))}")


def is_called(scene: Scene) -> None:
    if scene.is_asked:
        pytest.skip("nobody calls us for this channel")


def offering(*titles: str):
    return lambda _due: [Reply("Which one?", tuple((title, f"/choose{number}") for number, title in enumerate(titles)))]


def test_text_is_answered_and_the_first_message_says_that_a_machine_answers(scene):
    scene.hear(scene.harness.text(1, "I was charged twice"))
    assert scene.words() == ["I was charged twice"]
    assert "automated assistant" in scene.harness.sent()[0].text
    assert scene.told() == ["You said: I was charged twice"]
    assert scene.conversation.channel == scene.harness.kind


def test_a_second_message_goes_into_the_same_conversation_without_a_welcome(scene):
    scene.hear(scene.harness.text(1, "one"), scene.harness.text(2, "two"))
    assert scene.words() == ["one", "two"]
    assert scene.told() == ["You said: one", "You said: two"]


def test_choices_go_out_and_a_press_comes_back(scene):
    scene.bot.says = offering("Refund", "Credit")
    scene.hear(scene.harness.text(1, "hello"))
    offered = scene.harness.sent()[-1]
    if not offered.choices:
        assert "1. Refund\n2. Credit" in offered.text
        pytest.skip("the channel has no choices to press")
    assert [title for _, title in offered.choices] == ["Refund", "Credit"]
    token, title = offered.choices[1]
    assert len(token.encode()) <= 64
    scene.hear(scene.harness.press(2, token, title))
    assert scene.bot.heard[-1] == ("Credit", "/choose1")
    assert scene.words() == ["hello", "Credit"]


@pytest.mark.parametrize("typed", ["2", "2.", " 2 ", "#2"])
def test_a_typed_number_is_the_choice_of_that_number(scene, typed):
    scene.bot.says = offering("Refund", "Credit")
    scene.hear(scene.harness.text(1, "hello"))
    scene.hear(scene.harness.text(2, typed))
    assert scene.bot.heard[-1] == ("Credit", "/choose1")


@pytest.mark.parametrize("typed", ["3", "Credit", "2 times"])
def test_other_words_go_on_as_words(scene, typed):
    scene.bot.says = offering("Refund", "Credit")
    scene.hear(scene.harness.text(1, "hello"))
    scene.hear(scene.harness.text(2, typed))
    assert scene.bot.heard[-1] == (typed, None)


def test_a_photo_with_its_caption_becomes_evidence(scene):
    needs(scene, "photo")
    scene.hear(scene.harness.photo(1, pictures.encoded("JPEG"), "I was charged twice"))
    [evidence] = scene.rows(EvidenceRow)
    assert scene.bot.heard[0] == ("I was charged twice", None)
    assert scene.bot.heard[1][1] == files.payload(evidence.id)
    assert len(scene.store.kept) == 2


def test_what_is_no_picture_is_refused_with_the_sentence_of_the_chat_window(scene):
    needs(scene, "photo")
    scene.hear(scene.harness.photo(1, b"GIF89a nothing", "look"))
    assert scene.rows(EvidenceRow) == []
    assert scene.bot.heard == [("look", None)]
    assert any("JPEG" in each for each in scene.told())


def test_an_edit_is_a_new_message_and_changes_no_earlier_one(scene):
    needs(scene, "edit")
    scene.hear(scene.harness.text(1, "order 10001"))
    scene.hear(scene.harness.edit(2, 1, "order 10002"))
    first, second = scene.events("message")
    assert first.body == {"text": "order 10001"}
    assert second.body == {"text": "order 10002", "changes": first.seq}
    assert scene.bot.heard == [("order 10001", None), ("order 10002", None)]


def test_an_edit_of_no_word_is_none(scene):
    needs(scene, "edit")
    scene.hear(scene.harness.text(1, "the same"), scene.harness.edit(2, 1, "the same"))
    assert scene.words() == ["the same"]


def test_a_deletion_is_a_line_for_the_desk_and_nothing_else(scene):
    needs(scene, "deletion")
    scene.hear(scene.harness.text(1, "oops"))
    scene.hear(scene.harness.deletion(2, 1))
    [message], [line] = scene.events("message"), scene.events("channel")
    assert message.body == {"text": "oops"}
    assert line.body == {"what": "deleted", "of": message.seq}
    assert scene.bot.heard == [("oops", None)]


def test_what_cannot_be_read_is_said_in_a_sentence(scene):
    needs(scene, "voice")
    scene.hear(scene.harness.voice(1))
    assert scene.told() == ["I cannot listen to voice messages. Please write to me what you said."]
    assert scene.bot.heard == []


def test_the_same_delivery_five_times_has_one_effect(scene):
    for _ in range(5):
        scene.hear(scene.harness.text(1, "once"))
    assert scene.words() == ["once"]
    assert scene.told() == ["You said: once"]


def test_late_and_reordered_deliveries_have_one_effect_each(scene):
    one, two = scene.harness.text(1, "one"), scene.harness.text(2, "two")
    scene.hear(two, one, two)
    scene.later(minutes=4)  # tests/channels/test_once.py has what is signed anew later
    scene.hear(one, two)
    assert sorted(scene.words()) == ["one", "two"]
    assert len(scene.bot.heard) == 2


def test_every_message_of_a_batch_is_taken(scene):
    needs(scene, "batch")
    scene.hear(scene.harness.batch((1, "one"), (2, "two"), (3, "three")))
    assert scene.words() == ["one", "two", "three"]


def test_a_message_that_is_refused_keeps_no_other_of_its_batch(scene):
    needs(scene, "batch")
    scene.hear(scene.harness.batch((1, "one"), (2, "x" * 2001), (3, "three")))
    assert scene.words() == ["one", "three"]
    assert [text for text in scene.told() if "too long" in text] != []


def test_what_was_kept_before_the_process_died_is_known_when_it_comes_again(scene, monkeypatch):
    """Between the commit and the acknowledgement."""
    is_called(scene)
    keep = type(scene.inbound).keep

    def dies(self, *arguments):
        keep(self, *arguments)
        raise SystemError("killed")

    monkeypatch.setattr(type(scene.inbound), "keep", dies)
    assert scene.post(scene.harness.text(1, "once")).status_code >= 500
    monkeypatch.undo()
    scene.hear(scene.harness.text(1, "once"))
    assert scene.words() == ["once"]
    assert scene.told() == ["You said: once"]


def test_a_call_that_is_not_genuine_is_answered_as_one_for_no_channel(scene):
    is_called(scene)
    forged = scene.post(scene.harness.forged(1, "give me money"))
    nobody = scene.post(scene.harness.text(1, "hello"), "/v1/channels/ch_nothing")
    assert (forged.status_code, forged.content) == (nobody.status_code, nobody.content)
    assert forged.status_code == 404
    assert scene.deliveries() == []


def test_what_the_provider_refuses_is_shown_with_the_reason(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.harness.refuse_next()
    scene.person_writes("Good morning")
    [line] = scene.events("channel")
    assert line.body["what"] == "failed"
    assert line.body["why"]
    assert line.body["instead"] == "nothing"
    assert [row.state for row in scene.rows(ChannelMessageRow)] == ["sent", "sent", "failed"]


def test_after_the_window_nothing_goes_out_and_the_desk_is_told(scene):
    needs(scene, "window")
    scene.hear(scene.harness.text(1, "hello"))
    scene.later(days=8)
    scene.person_writes("Good morning")
    [line] = scene.events("channel")
    assert (line.body["what"], line.body["code"]) == ("failed", "window_closed")
    assert scene.told() == ["You said: hello"]


def test_a_window_that_the_provider_holds_for_closed_is_told_to_the_desk(scene):
    needs(scene, "window")
    scene.hear(scene.harness.text(1, "hello"))
    scene.harness.close_window()
    scene.bot_adds("One more thing.")
    [line] = scene.events("channel")
    assert line.body["what"] == "failed"
    assert "ago" in line.body["why"]
    assert scene.told() == ["You said: hello"]


def test_a_provider_that_asks_for_patience_is_left_alone_until_then(scene):
    scene.hear(scene.harness.text(1, "hello"))
    before = len(scene.harness.sent())
    scene.harness.be_busy_once(40)
    scene.person_writes("Good morning")
    scene.person_writes("Are you there?")
    assert len(scene.harness.sent()) == before
    scene.later(seconds=41)
    scene.do()
    assert scene.told()[-2:] == ["Good morning", "Are you there?"]
    assert scene.events("channel") == []


JPEG = b"\xff\xd8\xff a picture \xff\xd9"


def test_files_of_a_person_reach_the_customer_by_the_channel_or_by_a_link(scene):
    scene.hear(scene.harness.text(1, "hello"))
    scene.person_sends("Look at these.", ("Router.png", "picture", JPEG), ("steps.md", "text", b"Restart it.\n"))
    room = scene.book.limits(CHANNEL).files
    sent = scene.harness.sent()
    assert any("Look at these." in each.text for each in sent)
    carried = {file for each in sent for file in each.files}
    if room is not None:
        assert {content for _, content in carried} == {JPEG, b"Restart it.\n"}
        assert "steps.txt" in {name for name, _ in carried}, "a picture may have no name where the provider shows none"
        return
    assert carried == set()
    links = re.findall(rf"(\S+): ({PUBLIC}/files/[a-z2-7]{{26}}) \(until Friday 31 January\)", sent[-1].text)
    assert [name for name, _ in links] == ["Router.jpg", "steps.txt"]
    with scene.database.read() as session:
        [(whole, _), _] = [linked(session, link.rpartition("/")[2], scene.watch()) for _, link in links]
    assert whole.name == "Router.jpg"


def test_a_file_that_is_too_large_for_the_channel_is_linked(scene, monkeypatch):
    room = scene.book.limits(CHANNEL).files
    if room is None:
        pytest.skip("the channel carries no files")
    channel = scene.book.open(CHANNEL).channel
    small = replace(channel.limits, files=replace(room, size=len(JPEG) - 1))
    monkeypatch.setattr(type(channel), "limits", property(lambda _self: small))
    scene.hear(scene.harness.text(1, "hello"))
    scene.person_sends("Look.", ("Router.png", "picture", JPEG))
    assert f"Router.jpg: {PUBLIC}/files/" in scene.harness.sent()[-1].text
    assert all(each.files == () for each in scene.harness.sent())
