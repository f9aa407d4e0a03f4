"""A model that is trained beside a merchant's issues.yml understands its kinds, in that merchant's chats alone."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasa_addons import own_acts
from rasa_addons.digest import digest_file
from rasa_addons.fingerprint import fingerprint
from rasa_addons.labelled import BadMessages
from rasa_addons.own_issues import read
from tests.policy import own_merchants
from tests.rasa.server import PYTHON, ROOT
from tests.rasa.understanding import Understanding

HELD_OUT = {
    "event_moved": (
        "Het toneelstuk is een maand opgeschoven",
        "Op de nieuwe speeldatum moet ik werken, kan ik mijn geld terug?",
        "jullie hebben het optreden verzet en ik kan niet",
        "De show is nu pas in september",
        "Ik heb kaartjes voor zaterdag en nu is het zondag geworden",
        "festival verplaatst, ik ga niet meer",
        "Waarom is de datum van mijn concert gewijzigd?",
        "Ze hebben de avond omgezet naar dinsdag en dat gaat niet",
    ),
    "seat_changed": (
        "Wij zaten op rij 5 en nu op rij 18",
        "andere stoelen gekregen dan ik besteld had",
        "Mijn vrouw en ik zijn uit elkaar gezet",
        "onze zitplaatsen zijn gewijzigd naar staanplaatsen",
        "Ik zit nu op het tweede balkon in plaats van vooraan",
        "De plek op mijn ticket is niet de plek die ik koos",
        "Ik zie bijna niets van het podium vanaf de nieuwe stoel",
        "Waarom heb ik een ander stoelnummer?",
    ),
}
OURS = {
    "Ik ben twee keer afgerekend": "duplicate_payment",
    "Ik wil mijn bestelling annuleren": "cancel_order",
    "Wanneer krijg ik mijn geld terug?": "ask_refund_timing",
    "Hallo": "greet",
}


def test_what_counts_in_a_chat_is_ours_and_the_merchants_own() -> None:
    classes = ["cancel_order", "podium.event_moved", "takt.event_moved", "takt.seats"]
    assert own_acts.heard_by("podium", classes) == ([0, 1], ["cancel_order", "own.event_moved"])
    assert own_acts.heard_by("takt", classes) == ([0, 2, 3], ["cancel_order", "own.event_moved", "own.seats"])
    assert own_acts.heard_by("norrnet", classes) == ([0], ["cancel_order"])
    assert own_acts.heard_by(None, classes) == ([0], ["cancel_order"])
    assert [own_acts.issue_of(act) for act in ("own.event_moved", "cancel_order", "podium.event_moved")] == [
        "event_moved", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["- a list", "event_moved: {label: {nl: x}}", "event_moved: [", "event_moved: {messages: 3}"]
)
def test_a_file_that_cannot_be_learnt_from_ends_the_training(tmp_path: Path, text: str) -> None:
    (tmp_path / "podium").mkdir()
    (tmp_path / "podium/issues.yml").write_text(text)
    with pytest.raises(BadMessages, match="amends policy check"):
        read([tmp_path / "podium/issues.yml"])


@pytest.fixture(scope="module")
def model() -> Path:
    """Trained once for these merchants, and found again by its fingerprint."""
    environment = os.environ | {"AMENDS_POLICIES_FOLDER": str(own_merchants.FOLDER)}
    name = fingerprint(ROOT, own_merchants.FOLDER)
    assert name != fingerprint(ROOT)
    model = ROOT / "models" / f"{name}.tar.gz"
    if not (model.is_file() and digest_file(model).is_file()):
        command = [str(PYTHON), "-m", "rasa_addons.launcher", "train", "--out", str(model)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return model


@pytest.fixture(scope="module")
def understanding(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Understanding]:
    understanding = Understanding(model, tmp_path_factory.mktemp("own_issues") / "log")
    yield understanding
    understanding.close()


def test_sentences_that_it_never_saw_are_understood_as_the_merchants_kind(understanding: Understanding) -> None:
    wanted = [(sentence, own_acts.heard(issue)) for issue, texts in HELD_OUT.items() for sentence in texts]
    found = [each.guess for each in understanding((sentence for sentence, _ in wanted), "podium")]
    missed = [(text, got) for (text, act), got in zip(wanted, found, strict=True) if got != act]
    assert len(missed) <= 6, missed  # docs/understanding.md has the figure: twelve of sixteen


def test_in_another_merchants_chat_it_is_none_of_them(understanding: Understanding) -> None:
    found = understanding((sentence for texts in HELD_OUT.values() for sentence in texts), "norrnet")
    assert not [each for each in found if own_acts.issue_of(each.guess) or each.intent == own_acts.INTENT]


@pytest.mark.parametrize("merchant", ["podium", "norrnet"])
def test_what_is_ours_stays_so_in_both(understanding: Understanding, merchant: str) -> None:
    found = [each.guess for each in understanding(OURS, merchant)]
    assert dict(zip(OURS, found, strict=True)) == OURS
