"""The network: MiniLM's encoder with three small heads, on a window of word pieces.

Heads, at each piece: the kind of act that a word carries (or none); at the mark before a word that is asked for, the
kind and the standing of its act; at the mark before a name, seen together with the mark of the word that is asked for,
whether it is that act's issuer and its respondent.
The encoder is BERT's (Devlin et al. 2019), its weights those of all-MiniLM-L6-v2 (Apache-2.0).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from graph.extraction.learned.labels import KINDS, ROLES, STANDINGS
from graph.extraction.learned.windows import ASKED

WIDTH, LAYERS, HEADS, INNER, PIECES, PLACES = 384, 6, 12, 1536, 30522, 512
ALIKE = (100, 3691, 2194, 2406, 2375, 1012, 2895, 100)
"""What the marks begin as: unknown, authority, company, country, law, full stop, action, unknown."""
KEPT = 2
"""Layers of the encoder that stay as they are."""
NEW = ("marks", "carry", "kind", "standing", "role", "meet")
"""The parts that the encoder does not bring."""
MARKS = 8
"""Pieces that stand for the type of a name or the end of a line; they are learned, the other pieces are kept."""


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, states: Tensor, hidden: Tensor) -> Tensor:
        """States (batch, length, width); `hidden` is added to the scores of attention (-1e4 at padding)."""
        batch, length, _ = states.shape

        def split(item: Tensor) -> Tensor:
            return item.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = split(self.query(states)) @ split(self.key(states)).transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        mixed = self.drop(torch.softmax(scores + hidden, dim=-1)) @ split(self.value(states))
        states = self.norm1(states + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(states + self.drop(self.down(nn.functional.gelu(self.up(states)))))


class Reader(nn.Module):
    """Pieces (batch, length) in; logits out: carried kinds, asked kinds, standings, roles, each (batch, length, …)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(PIECES, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.marks = nn.Embedding(MARKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)
        self.carry, self.kind = nn.Linear(WIDTH, len(KINDS)), nn.Linear(WIDTH, len(KINDS))
        self.standing, self.role = nn.Linear(WIDTH, len(STANDINGS)), nn.Linear(WIDTH, len(ROLES))
        self.meet = nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, pieces: Tensor, present: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """`present` is 1 at pieces and 0 at padding, as float."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        marks = torch.clamp(pieces - 1, 0, MARKS - 1)
        is_mark = ((pieces >= 1) & (pieces <= MARKS)).unsqueeze(-1)
        words = torch.where(is_mark, self.marks(marks), self.words(pieces))
        states = self.drop(self.norm(words + self.places(places)))
        hidden = (1.0 - present)[:, None, None, :] * -10000.0
        for layer in self.layers:
            states = layer(states, hidden)
        states = self.drop(states)
        asked = (states * (pieces == ASKED + 1).unsqueeze(-1)).sum(1, keepdim=True).expand_as(states)
        met = states + nn.functional.gelu(self.meet(torch.cat([states, asked], dim=-1)))
        return self.carry(states), self.kind(states), self.standing(states), self.role(met)

    def take(self, weights: Mapping[str, Tensor]) -> None:
        """Take over the weights of a BERT encoder under their usual names."""
        renamed = {}
        for name, value in weights.items():
            if name == "embeddings.word_embeddings.weight":
                renamed["words.weight"] = value
            elif name == "embeddings.position_embeddings.weight":
                # There is one segment only: its embedding is part of the place.
                renamed["places.weight"] = value + weights["embeddings.token_type_embeddings.weight"][0]
            elif name.startswith("embeddings.LayerNorm."):
                renamed[name.replace("embeddings.LayerNorm", "norm")] = value
            elif name.startswith("encoder.layer."):
                renamed[layer_name(name)] = value
        missing = self.load_state_dict(renamed, strict=False).missing_keys
        if wrong := [name for name in missing if not name.startswith(NEW)]:
            raise ValueError(f"the encoder lacks weights: {', '.join(wrong)}")
        with torch.no_grad():  # marks begin as words of like meaning: vectors as long as those that the encoder knows
            for number, piece in enumerate(ALIKE):
                self.marks.weight[number] = self.words.weight[piece]
        self.words.weight.requires_grad = self.places.weight.requires_grad = False
        for parameter in self.layers[:KEPT].parameters():
            parameter.requires_grad = False


def layer_name(name: str) -> str:
    """BERT's name of a weight of a layer as ours."""
    for old, new in (
        ("encoder.layer.", "layers."),
        ("attention.self.", ""),
        ("attention.output.dense", "out"),
        ("attention.output.LayerNorm", "norm1"),
        ("intermediate.dense", "up"),
        ("output.dense", "down"),
        ("output.LayerNorm", "norm2"),
    ):
        name = name.replace(old, new)
    return name
