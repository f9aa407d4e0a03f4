"""Fine-tunes the encoder until messages of one act lie together: seeded, and taken up again where it was stopped."""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from encoder.network import Encoder
from rasa_addons.labelled import Labelled

SEED = 20261129
EPOCHS = 3
BATCH = 32
PREFIX = "query: "
"""Before each text, as multilingual-e5 was trained."""
_SPREAD = 8.0
"""The heads see vectors of this length: those of length 1 would leave every act likely."""


@dataclass
class Heads:
    """What is learned beside the encoder and thrown away with it: acts and how they are meant."""

    acts: nn.Linear
    meant: nn.Linear


def finetune(encoder: Encoder, tokenizer: Tokenizer, messages: Sequence[Labelled], checkpoint: Path) -> None:
    """Train `encoder` in place. `checkpoint` holds the state after each epoch, and is read where it is there."""
    torch.manual_seed(SEED)
    acts = sorted({act for each in messages for act in each.acts})
    meant = sorted({each.meant for each in messages})
    width = encoder.norm.normalized_shape[0]
    heads = Heads(nn.Linear(width, len(acts)), nn.Linear(width, len(meant)))
    own = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    of_heads = [*heads.acts.parameters(), *heads.meant.parameters()]
    optimizer = torch.optim.AdamW([{"params": own, "lr": 8e-5}, {"params": of_heads, "lr": 2e-3}], weight_decay=0.01)
    steps = EPOCHS * (len(messages) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.1 * steps)) * max(0.0, 1.0 - step / steps)
    )
    parts = {"encoder": encoder, "acts": heads.acts, "meant": heads.meant, "optimizer": optimizer, "schedule": schedule}
    begun = _resume(parts, checkpoint)
    # Three times as fast where the processor has it, and many times slower where it would be emulated.
    has_bfloat16 = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    for epoch in range(begun, EPOCHS):
        torch.manual_seed(SEED + epoch)
        encoder.train()
        started, losses = time.monotonic(), []
        for number, batch in enumerate(_batches(messages, random.Random(SEED + epoch))):  # noqa: S311 - no secret
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16):
                loss = _loss(encoder, heads, tokenizer, batch, acts, meant)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(own, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if number % 50 == 0:
                say(f"epoch {epoch + 1} of {EPOCHS}, message {number * BATCH} of {len(messages)}")
        seconds = time.monotonic() - started
        say(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f} in {seconds:.0f} s")
        torch.save({"epoch": epoch + 1, **{name: part.state_dict() for name, part in parts.items()}}, checkpoint)
    encoder.eval()


def say(line: str) -> None:
    """How far the work is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def pad(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
    """The pieces of `texts`, and 1 where there is one."""
    encoded = tokenizer.encode_batch([PREFIX + text for text in texts])
    longest = max(len(each.ids) for each in encoded)
    pieces = torch.ones(len(texts), longest, dtype=torch.long)
    mask = torch.zeros(len(texts), longest, dtype=torch.long)
    for row, each in enumerate(encoded):
        pieces[row, : len(each.ids)] = torch.tensor(each.ids)
        mask[row, : len(each.ids)] = 1
    return pieces, mask


def _resume(parts: dict, checkpoint: Path) -> int:
    if not checkpoint.exists():
        return 0
    kept = torch.load(checkpoint, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(kept[name])
    return kept["epoch"]


def _batches(messages: Sequence[Labelled], chance: random.Random) -> Iterator[list[Labelled]]:
    """All messages once, those of like length together: less padding is read."""
    shuffled = chance.sample(messages, len(messages))
    batches = []
    for at in range(0, len(shuffled), BATCH * 8):
        alike = sorted(shuffled[at : at + BATCH * 8], key=lambda each: len(each.text))
        batches += [alike[n : n + BATCH] for n in range(0, len(alike), BATCH)]
    chance.shuffle(batches)
    for batch in batches:
        yield [_typed_small(each) if chance.random() < 0.3 else each for each in batch]


def _typed_small(message: Labelled) -> Labelled:
    return Labelled(message.language, message.acts, message.meant, message.after, message.text.lower())


def _loss(
    encoder: Encoder, heads: Heads, tokenizer: Tokenizer, batch: list[Labelled], acts: list[str], meant: list[str]
) -> Tensor:
    vectors = encoder(*pad(tokenizer, [each.text for each in batch])).float() * _SPREAD
    wanted = torch.zeros(len(batch), len(acts))
    for row, each in enumerate(batch):
        for act in each.acts:
            wanted[row, acts.index(act)] = 1 / len(each.acts)
    of_acts = functional.cross_entropy(heads.acts(vectors), wanted, label_smoothing=0.1)
    ways = torch.tensor([meant.index(each.meant) for each in batch])
    return of_acts + 0.3 * functional.cross_entropy(heads.meant(vectors), ways, label_smoothing=0.1)
