"""A turn with two lists of choices: on each channel a number means one choice, the one that it stands before."""

import pytest

from amends.conversations.delivery import Reply
from tests.channels.contract import Scene
from tests.channels.matrix_harness import MatrixHarness
from tests.channels.stand_in_harness import SmsHarness, TelegramHarness, WhatsAppHarness

LONG = "Ik ben het er niet mee eens"
DENIED = [
    Reply("I cannot grant this.", ((LONG, "/appeal"), ("Talk to a person", "/talk_to_human"))),
    Reply("The law lets you withdraw.", (("Hier de overeenkomst herroepen", "/withdraw"),)),
]
MARKS = Reply("How well, from 1 to 5?", tuple((str(mark), f"/mark{mark}") for mark in range(1, 6)))


@pytest.fixture(params=[SmsHarness, WhatsAppHarness, MatrixHarness], ids=lambda made: made.kind)
def scene(request, sqlite, sandbox):
    scene = Scene(sqlite, request.param(), sandbox)
    yield scene
    scene.stop()


@pytest.fixture
def on_telegram(sqlite, sandbox):
    scene = Scene(sqlite, TelegramHarness(), sandbox)
    yield scene
    scene.stop()


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("1", (LONG, "/appeal")),
        ("2", ("Talk to a person", "/talk_to_human")),
        ("3", ("Hier de overeenkomst herroepen", "/withdraw")),
        ("4", ("4", None)),
    ],
)
def test_a_number_means_the_choice_that_it_stands_before(scene, typed, heard):
    scene.bot.says = lambda _due: DENIED
    scene.hear(scene.harness.text(1, "I want my money back"))
    *_, first, second = [each.text for each in scene.harness.sent()]
    assert first.endswith(f"1. {LONG}\n2. Talk to a person")
    assert second.endswith("3. Hier de overeenkomst herroepen")
    scene.hear(scene.harness.text(2, typed))
    assert scene.bot.heard[-1] == heard


def test_the_next_turn_begins_with_one_again(scene):
    scene.bot.says = lambda _due: DENIED
    scene.hear(scene.harness.text(1, "I want my money back"))
    scene.later(seconds=10)
    scene.bot.says = lambda _due: [DENIED[0]]
    scene.hear(scene.harness.text(2, "why?"))
    assert "\n1. " in scene.harness.sent()[-1].text
    scene.hear(scene.harness.text(3, "1"))
    assert scene.bot.heard[-1] == (LONG, "/appeal")


def test_marks_mean_themselves_after_a_list(scene):
    scene.bot.says = lambda _due: [DENIED[0], MARKS]
    scene.hear(scene.harness.text(1, "thanks"))
    scene.hear(scene.harness.text(2, "4"))
    assert scene.bot.heard[-1] == ("4", "/mark4")


def test_where_both_are_buttons_a_number_means_the_last(on_telegram):
    on_telegram.bot.says = lambda _due: DENIED
    on_telegram.hear(on_telegram.harness.text(1, "I want my money back"))
    on_telegram.hear(on_telegram.harness.text(2, "1"))
    assert on_telegram.bot.heard[-1] == ("Hier de overeenkomst herroepen", "/withdraw")
