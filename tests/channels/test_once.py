"""Whatever a customer does, and however often, late or disordered it is delivered: one effect, on every channel."""

import pytest

from amends.conversations.delivery import Reply
from amends.db.evidence_tables import EvidenceRow
from tests.channels.contract import Scene
from tests.channels.harness import Post
from tests.channels.test_contract import needs
from tests.evidence import pictures

PHOTO = pictures.encoded("JPEG")
DOES = {
    "text": lambda scene: scene.harness.text(2, "two"),
    "number": lambda scene: scene.harness.text(2, "2"),
    "press": lambda scene: scene.harness.press(2, *scene.harness.sent()[-1].choices[0]),
    "photo": lambda scene: scene.harness.photo(2, PHOTO, "the receipt"),
    "edit": lambda scene: scene.harness.edit(2, 1, "one, corrected"),
    "deletion": lambda scene: scene.harness.deletion(2, 1),
    "voice": lambda scene: scene.harness.voice(2),
}
"""What a customer does after a first message, which was answered by a choice of two."""


@pytest.fixture(params=DOES)
def done(request: pytest.FixtureRequest, scene: Scene) -> Post:
    what = request.param
    needs(scene, *({what} - {"text", "number"}))
    scene.bot.says = lambda _due: [Reply("Which one?", (("Refund", "/refund"), ("Credit", "/credit")))]
    scene.hear(scene.harness.text(1, "one"))
    if what == "press" and not scene.harness.sent()[-1].choices:
        pytest.skip("the channel has no choices to press")
    scene.bot.says = lambda due: [Reply(f"You said: {due.text}")]
    return DOES[what](scene)


def again(scene: Scene, call: Post) -> Post:
    """As the provider delivers it once more."""
    return scene.harness.again(call) if hasattr(scene.harness, "again") else call


def effects(scene: Scene):
    lines = [(row.kind, row.author, row.body) for row in scene.events()]
    return lines, [row.sha256 for row in scene.rows(EvidenceRow)], list(scene.bot.heard), scene.told()


@pytest.mark.parametrize("times", [2, 5])
def test_what_is_delivered_again_has_no_effect(scene, done, times):
    before = effects(scene)
    scene.hear(done)
    once = effects(scene)
    assert once != before
    for _ in range(times - 1):
        scene.hear(again(scene, done))
    assert effects(scene) == once


def test_what_comes_ten_minutes_late_has_its_one_effect(scene, done):
    before = effects(scene)
    scene.later(minutes=10)
    scene.hear(again(scene, done))
    once = effects(scene)
    assert once != before
    scene.later(minutes=10)
    scene.hear(again(scene, done))
    assert effects(scene) == once


def test_what_is_overtaken_by_a_later_message_has_its_one_effect(scene, done):
    scene.hear(scene.harness.text(3, "three"), done)
    once = effects(scene)
    scene.hear(again(scene, done), again(scene, scene.harness.text(3, "three")))
    assert effects(scene) == once
    assert [words for words, _ in once[2]].count("three") == 1
