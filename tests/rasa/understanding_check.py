"""Run by pytest inside Rasa's environment (tests/rasa/test_understanding_parts.py): the parts of the model alone."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from rasa_addons import encoder, known_vectors, messages
from rasa_addons.encoder import Encoder, EncoderDiffers
from rasa_addons.heads import Heads
from rasa_addons.labelled import BadMessages

TEXTS = ["I was charged twice", "er is twee keer afgeschreven", "avbestill den", "where is my money", "hei", ""]
HEADER = "acts\tmeant\tafter\ttext\n"


def vectors_have_length_one_and_do_not_depend_on_their_company(read: Encoder, _folder: Path) -> None:
    together = read.vectors(TEXTS)
    assert together.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    alone = np.concatenate([read.vectors([text]) for text in TEXTS])
    assert ((together * alone).sum(axis=1) > 0.997).all()  # rounded by the batch's range; an empty text the most
    assert read.vectors([]).shape[0] == 0
    assert read.vectors(["charged twice " * 500]).shape == (1, 384)


def what_says_the_same_lies_together_in_three_languages(read: Encoder, _folder: Path) -> None:
    english, dutch, other = read.vectors(
        ["you took the money twice", "jullie hebben het twee keer afgeschreven", "what is your phone number"]
    )
    assert english @ dutch > english @ other + 0.3


def a_changed_encoder_is_refused(_read: Encoder, folder: Path) -> None:
    for part in ("encoder.onnx", "tokenizer.json", "sha256"):
        (folder / part).write_bytes((encoder.FOLDER / part).read_bytes())
    encoder.check(folder)
    (folder / "tokenizer.json").write_text("{}")
    refused(EncoderDiffers, lambda: Encoder(folder))
    (folder / "sha256").unlink()
    refused(EncoderDiffers, lambda: Encoder(folder))


def kept_vectors_are_not_read_again(read: Encoder, folder: Path) -> None:
    asked = []

    def counted(texts):  # type: ignore[no-untyped-def]
        asked.extend(texts)
        return read.vectors(texts)

    file = folder / "vectors.npz"
    known_vectors.write(TEXTS, counted, file)
    assert asked == TEXTS
    found = known_vectors.vectors([*TEXTS, "something new"], counted, file)
    assert asked[len(TEXTS) :] == ["something new"]
    assert ((found[: len(TEXTS)] * read.vectors(TEXTS)).sum(axis=1) > 0.995).all()


def heads_are_the_same_after_they_were_kept(read: Encoder, folder: Path) -> None:
    texts = TEXTS[:4]
    acts = [["duplicate_payment"], ["duplicate_payment", "ask_refund_timing"], ["cancel_order"], ["ask_refund_timing"]]
    learnt = Heads.learn(
        texts, read.vectors(texts), acts, ["stated", "stated", "negated", "stated"], ["en", "nl", "nb", "en"]
    )
    learnt.save(folder)
    kept = Heads.load(folder)
    assert kept.acts.classes == ["ask_refund_timing", "cancel_order", "duplicate_payment"]
    for before, after in zip(
        learnt.read(texts, read.vectors(texts)), kept.read(texts, read.vectors(texts)), strict=True
    ):
        assert np.array_equal(before, after)
        assert np.allclose(before.sum(axis=1), 1)


def half_a_message_is_not_surely_of_the_language_with_more_messages(read: Encoder, _folder: Path) -> None:
    said = {"en": ("the money is gone", 40), "nl": ("het geld is weg", 40), "de": ("das geld ist fort", 4)}
    texts = [f"{text} {chr(97 + n % 26)}{n // 26}" for text, count in said.values() for n in range(count)]
    tongues = [language for language, (_text, count) in said.items() for _ in range(count)]
    acts, meant = [["cancel_order"], *[["greet"]] * 83], ["negated", *["stated"] * 83]
    learnt = Heads.learn(texts, np.tile(read.vectors(TEXTS), (14, 1)), acts, meant, tongues)
    halves = ["gone fort"]
    _acts, _meant, [shares] = learnt.read(halves, read.vectors(halves))
    assert dict(zip(learnt.language.classes, shares, strict=True))["en"] < 0.8


def a_file_of_another_shape_is_named_with_its_line(_read: Encoder, folder: Path) -> None:
    refused(BadMessages, lambda: messages.read(folder, folder / "none"))
    (folder / "en").mkdir()
    file = folder / "en" / "one.tsv"
    for broken in (
        "text\nx\n",
        f"{HEADER}outage\tstated\tit is down\n",
        f"{HEADER}\tstated\t\tx\n",
        f"{HEADER}outage\tstated\t\t \n",
    ):
        file.write_text(broken)
        assert "one.tsv" in refused(BadMessages, lambda: messages.read(folder, folder / "none"))
    file.write_text(f'{HEADER}outage+ask_policy\tstated\twhen\tit\'s "down"\n')
    [read] = messages.read(folder, folder / "none")
    assert (read.get("intent"), read.get("acts"), read.get("text")) == (
        "outage",
        ["outage", "ask_policy"],
        'it\'s "down"',
    )
    further = folder / "xx" / "messages" / "one.tsv"
    further.parent.mkdir(parents=True)
    further.write_text(f"{HEADER}outage\tstated\t\tit is away\n")
    assert [each.get("language") for each in messages.read(folder, folder)] == ["en", "xx"]


def refused(kind, act):  # type: ignore[no-untyped-def]
    try:
        act()
    except kind as fault:
        return str(fault)
    raise AssertionError(f"{kind.__name__} was not raised")


CHECKS = (
    vectors_have_length_one_and_do_not_depend_on_their_company,
    what_says_the_same_lies_together_in_three_languages,
    a_changed_encoder_is_refused,
    kept_vectors_are_not_read_again,
    heads_are_the_same_after_they_were_kept,
    half_a_message_is_not_surely_of_the_language_with_more_messages,
    a_file_of_another_shape_is_named_with_its_line,
)

if __name__ == "__main__":
    reader = Encoder()
    for check in CHECKS:
        with TemporaryDirectory() as made:
            check(reader, Path(made))
        sys.stdout.write(f"{check.__name__}\n")
