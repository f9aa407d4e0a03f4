"""What the fake channel can bring about and not every provider: limits, languages, threads, news of messages."""

from datetime import timedelta

import pytest

from amends.channels.threads import shown_name, spoken
from amends.conversations import turns
from amends.conversations.delivery import Reply
from amends.db.conversation_tables import ConversationRow
from tests.channels.contract import Scene
from tests.channels.fake import FakeHarness, post
from tests.channels.harness import AT, Post


@pytest.fixture
def scene(sqlite):
    scene = Scene(sqlite, FakeHarness())
    yield scene
    scene.stop()


def entry(key, what="text", **content):
    return post({"key": key, "what": what, **({"text": "hello"} if what == "text" else {}), **content})


def test_a_flood_is_told_once_and_what_came_before_is_kept(scene):
    scene.hear(post(*({"key": f"k{n}", "what": "text", "text": str(n)} for n in range(30))))
    assert scene.words() == [str(n) for n in range(20)]
    assert len([text for text in scene.told() if "faster than I can read" in text]) == 1
    scene.later(seconds=61)
    scene.hear(entry("later", text="better now"))
    assert scene.words()[-1] == "better now"


def test_a_flood_at_one_address_takes_nothing_from_another(scene):
    scene.hear(post(*({"key": f"k{n}", "what": "text", "text": str(n)} for n in range(30))))
    scene.hear(entry("other", address="+31600000002", text="me too"))
    assert scene.words()[-1] == "me too"


@pytest.mark.parametrize(
    ("hint", "language"),
    [("nl", "nl"), ("nl-BE", "nl"), ("nb_NO", "nb"), ("no", "nb"), ("NN", "nb"), ("de", "en"), ("", "en")],
)
def test_a_conversation_begins_in_the_language_that_the_provider_hints_at(hint, language):
    assert spoken(hint, ("en", "nb", "nl")) == language


def test_the_merchants_first_language_is_spoken_where_it_has_not_the_hinted_one():
    assert spoken("nb", ("nl", "en")) == "nl"


def test_the_welcome_is_in_the_language_of_the_hint(scene):
    scene.hear(entry("k1", language="nl"))
    assert "geautomatiseerde assistent" in scene.harness.sent()[0].text


@pytest.mark.parametrize(
    ("first", "hint", "welcome"),
    [
        ("Er is twee keer geld afgeschreven", "", "een geautomatiseerde assistent"),
        ("Jeg ble trukket to ganger", "", "en automatisk assistent"),
        ("I was charged twice", "nl", "an automated assistant"),
        ("Waar blijft mijn geld?", "en", "een geautomatiseerde assistent"),
        ("Mijn dienst ligt eruit", "en", "een geautomatiseerde assistent"),
        ("Hello", "nl", "een geautomatiseerde assistent"),
        ("Hei", "", "en automatisk assistent"),
        ("IT-20029", "nb", "en automatisk assistent"),
        ("IT-20029", "", "an automated assistant"),
    ],
)
def test_the_welcome_is_in_the_language_of_the_first_words_before_that_of_the_hint(scene, first, hint, welcome):
    scene.hear(entry("k1", text=first, language=hint))
    assert welcome in scene.harness.sent()[0].text


@pytest.mark.parametrize(
    ("given", "shown"), [("Kim", "Kim"), (" a\nb\x00c ", "a b c"), ("x" * 200, "x" * 100), ("\u202eevil", "evil")]
)
def test_a_name_is_shown_on_one_line(given, shown):
    assert shown_name(given) == shown


def test_each_thread_of_an_address_is_a_conversation_of_its_own(scene):
    scene.hear(entry("k1", thread="a"), entry("k2", thread="b"), entry("k3", thread="a"))
    assert len(scene.conversations()) == 2
    assert {thread for _, _, _, thread in scene.harness.channel.sent} == {"a", "b"}


@pytest.mark.parametrize("address", ["", "a" * 321, "nul\x00"])
def test_what_has_no_address_to_answer_is_taken_and_means_nothing(scene, address):
    scene.hear(entry("k1", address=address))
    assert scene.conversations() == []
    assert [row.outcome for row in scene.deliveries()] == ["ignored"]


def test_a_press_of_what_was_never_offered_here_counts_as_its_title(scene):
    scene.hear(entry("k1", "press", token="of another chat", title="Refund"))
    assert scene.bot.heard == [("Refund", None)]


def test_a_button_counts_once_however_often_it_is_tapped(scene):
    scene.bot.says = lambda _due: [Reply("Sure?", (("Yes", "/affirm"),))]
    scene.hear(entry("k1"))
    [(token, _)] = scene.harness.sent()[-1].choices
    scene.bot.says = lambda _due: [Reply("Done.")]
    scene.hear(entry("k2", "press", token=token), entry("k3", "press", token=token))
    assert [payload for _, payload in scene.bot.heard] == [None, "/affirm"]
    assert scene.harness.channel.acknowledged == ["k2", "k3"]


def test_a_button_that_is_tapped_again_later_is_heard_and_answered(scene):
    scene.bot.says = lambda _due: [Reply("Sure?", (("Yes", "/affirm"),))]
    scene.hear(entry("k1"))
    [(token, _)] = scene.harness.sent()[-1].choices
    scene.hear(entry("k2", "press", token=token))
    scene.bot.says = lambda _due: [Reply("That was settled.")]
    scene.later(seconds=turns.SAME_MOMENT.seconds)
    scene.hear(entry("k3", "press", token=token))
    assert [payload for _, payload in scene.bot.heard] == [None, "/affirm", "/affirm"]
    assert scene.harness.sent()[-1].text == "That was settled."


def test_that_an_answer_is_coming_is_shown(scene):
    scene.hear(entry("k1"))
    assert scene.harness.channel.typed == ["+31600000001"]


def test_a_person_who_has_the_chat_gets_the_words_and_the_bot_does_not(scene):
    scene.hear(entry("k1"))
    scene.person_takes()
    scene.hear(entry("k2", text="are you a person?"))
    assert scene.words()[-1] == "are you a person?"
    assert len(scene.bot.heard) == 1


@pytest.mark.parametrize(
    "text",
    ["I withdraw from the contract", "Jag ångrar härmed köpet", "Hiermit widerrufe ich den Vertrag"],
)
def test_a_withdrawal_is_heard_whoever_has_the_chat(scene, text):
    scene.hear(entry("k1"))
    scene.person_takes()
    scene.hear(entry("k2", text=text))
    assert scene.bot.heard[-1][0] == text


def test_the_edit_of_a_message_that_never_came_is_a_message(scene):
    scene.hear(entry("k1", "edit", of="unknown", text="I was charged twice"))
    assert scene.words() == ["I was charged twice"]
    assert scene.events("message")[0].body == {"text": "I was charged twice"}


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("Charged twice", False),
        ("charged  twice!!", False),
        ("charged twice?", True),
        ("charged twice NN-1", True),
        ("a_b@example.com", True),
        ("not charged twice", True),
    ],
)
def test_a_change_of_capitals_and_full_stops_alone_is_none(scene, text, is_another):
    first = "a.b@example.com" if "@" in text else "charged twice."
    scene.hear(entry("k1", text=first), entry("k2", "edit", of="k1", text=text))
    assert [words for words, _ in scene.bot.heard] == [first, *([text] if is_another else [])]


def test_a_message_that_its_change_overtook_is_a_line_for_the_desk_and_is_not_answered(scene):
    scene.hear(entry("k2", "edit", of="k1", text="order 10002"))
    scene.hear(entry("k1", text="order 10001"), entry("k3", text="next"))
    assert [words for words, _ in scene.bot.heard] == ["order 10002", "next"]
    [line] = scene.events("channel")
    assert line.body == {"what": "overtaken", "of": scene.events("message")[0].seq, "text": "order 10001"}
    scene.hear(entry("k4", "edit", of="k1", text="order 10003"))
    assert [words for words, _ in scene.bot.heard][-1] == "order 10003"


def test_a_message_that_its_deletion_overtook_is_answered_and_the_desk_is_told(scene):
    scene.hear(entry("k2", "deletion", of="k1"), entry("k1", text="oops"))
    assert [words for words, _ in scene.bot.heard] == ["oops"]
    [line] = scene.events("channel")
    assert line.body == {"what": "deleted", "of": scene.events("message")[0].seq}


def test_the_deletion_of_a_message_that_never_came_means_nothing(scene):
    scene.hear(entry("k1", "deletion", of="unknown"))
    assert scene.conversations() == []


@pytest.mark.parametrize("order", [("delivered", "read"), ("read", "delivered"), ("read", "failed")])
def test_news_of_a_message_only_move_it_on(scene, order):
    scene.hear(entry("k1"))
    for number, state in enumerate(order):
        scene.hear(entry(f"s{number}", "state", of="out-2", state=state))
    assert [row.state for row in scene.messages()] == ["sent", "read"]
    assert scene.events("channel") == []


def test_news_that_come_before_we_know_the_message_are_not_lost(scene):
    scene.hear(entry("s1", "state", of="out-2", state="delivered"))
    scene.hear(entry("k1"))
    assert [row.state for row in scene.messages()] == ["sent", "delivered"]


def test_a_message_that_failed_after_all_is_told_to_the_desk_once(scene):
    scene.hear(entry("k1"))
    failed = {"of": "out-2", "state": "failed", "code": "131026", "why": "The number has no WhatsApp."}
    scene.hear(entry("s1", "state", **failed), entry("s2", "state", **failed))
    [line] = scene.events("channel")
    assert (line.body["code"], line.body["why"]) == ("131026", "The number has no WhatsApp.")


def test_the_last_message_of_the_customer_is_when_they_wrote_it_not_when_it_came(scene):
    scene.later(minutes=10)
    scene.hear(entry("k1"))
    assert scene.thread().last_inbound_at == AT


def test_a_handshake_is_answered_by_the_provider(scene):
    answer = scene.post(Post(b"", method="GET"))
    assert (answer.status_code, answer.text) == (200, "the challenge")


@pytest.mark.parametrize("size", [900_000, 1_200_000])
def test_a_call_may_be_a_megabyte_and_no_more(scene, size):
    answer = scene.post(entry("k1", text="x" * size))
    assert answer.status_code == (200 if size < 1_000_000 else 413)


def test_a_genuine_call_that_nobody_can_read_is_acknowledged(scene):
    assert scene.post(post({"what": "text"})).status_code == 200
    assert scene.deliveries() == []


def test_a_channel_that_cannot_be_opened_is_to_be_called_again(scene):
    scene.book._providers = {}
    scene.book._opened.clear()
    assert scene.post(entry("k1")).status_code == 503


def test_one_entry_that_nobody_foresaw_costs_the_others_nothing(scene, monkeypatch):
    of = type(scene.inbound.threads).of

    def stumbles(self, session, opened, received, now):
        if received.key == "k2":
            raise RuntimeError("a fault of ours")
        return of(self, session, opened, received, now)

    monkeypatch.setattr(type(scene.inbound.threads), "of", stumbles)
    entries = [{"key": f"k{n}", "what": "text", "text": str(n)} for n in (1, 2, 3)]
    assert scene.post(post(*entries)).status_code == 503
    monkeypatch.undo()
    scene.hear(post(*entries))
    assert sorted(scene.words()) == ["1", "2", "3"]


def test_an_address_opens_only_so_many_conversations_an_hour(scene):
    for number in range(61):
        scene.post(entry(f"k{number}", thread=str(number)))
    assert len(scene.conversations()) == 60
    scene.later(hours=2)
    scene.post(entry("k99", thread="99"))
    assert len(scene.conversations()) == 61


def test_a_photo_of_too_many_is_refused_and_its_words_are_taken(sqlite, sandbox):
    from tests.evidence import pictures  # noqa: PLC0415

    scene = Scene(sqlite, FakeHarness(), sandbox)
    for number in range(6):
        scene.hear(scene.harness.photo(number, pictures.encoded("JPEG"), f"photo {number}"))
    assert scene.words() == [f"photo {number}" for number in range(6)]
    assert len(scene.events("file")) == 5
    assert len({key.partition("/")[0] for key in scene.store.kept}) == 5
    scene.stop()


def test_files_that_the_provider_never_gives_are_asked_for_again(sqlite, sandbox):
    scene = Scene(sqlite, FakeHarness(), sandbox)
    scene.post(scene.harness.photo(1, b"", "look at this"))
    for _ in range(3):
        scene.harness.be_busy_once(5)
        scene.do()
        scene.later(minutes=20)
    assert scene.words() == ["look at this"]
    assert scene.events("file") == []
    with scene.database.read() as session:
        assert session.get_one(ConversationRow, scene.conversation.id).owner == "bot"
    assert timedelta(minutes=59) < scene.watch.now - AT
    scene.stop()
