"""Fit the reader of acts to the passages, and write it down: `python -m training.fit`.

Reproducible on two cores: one seed for weights, order and the names that go unmarked.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from graph.extraction.learned.decoding import Outputs
from graph.registry import load as load_registry
from training.articles import silent
from training.encoder import packaged, tokenizer_of
from training.examples import UNREAD, Example, examples
from training.measure import Tally, read
from training.network import NEW, Reader
from training.passages import Passage, load
from training.recognised import recognised
from training.renamed import pool, renamed

SEED = 7
LOST = 0.05
"""The share of names that go unmarked, as names do that nobody recognises."""
ROOM = 1000
"""Pieces of a batch, padding included."""
FOUND = 0.5
"""The share of passages that are learned with the names that extraction finds in place of those marked."""
OTHERS = 0.8
"""The share of the other passages that are learned with names of other passages."""
HIDDEN = 0.06
"""The share of pieces that are hidden: an act is read from all its words, not from one."""
MASK = 103
"""[MASK], the last of the pieces that are no words."""

Pair = tuple[Passage, Passage]
"""A passage as marked, and with the names that extraction finds."""


def batches(examples: Sequence[Example], chance: random.Random | None) -> Iterator[list[Example]]:
    """Examples of about the same length together, in random order."""
    order = sorted(examples, key=lambda item: (len(item.pieces), item.pieces))
    runs: list[list[Example]] = [[]]
    for item in order:
        if runs[-1] and len(item.pieces) * (len(runs[-1]) + 1) > ROOM:
            runs.append([])
        runs[-1].append(item)
    if chance:
        chance.shuffle(runs)
    yield from (run for run in runs if run)


def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    """Rows of different lengths as one tensor."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])


def outputs(reader: Reader, batch: Sequence[Example]) -> tuple[Tensor, ...]:
    """What the network says of a batch."""
    pieces = padded([item.pieces for item in batch], 0)
    return tuple(reader(pieces, (pieces != 0).float()))


def loss_of(reader: Reader, batch: Sequence[Example]) -> Tensor:
    """The sum of the losses of what the examples of a batch have labels for."""
    carried, kinds, standings, roles = outputs(reader, batch)
    loss = carried.sum() * 0
    if any(item.carries for item in batch):
        labels = padded([item.carries or [UNREAD] * len(item.pieces) for item in batch], UNREAD)
        loss = loss + 4 * cross(carried.transpose(1, 2), labels)
    asked = [(number, *item.asked) for number, item in enumerate(batch) if item.asked]
    if asked:
        at = torch.tensor(asked)
        loss = loss + cross(kinds[at[:, 0], at[:, 1]], at[:, 2]) + cross(standings[at[:, 0], at[:, 1]], at[:, 3])
    named = [(number, *role) for number, item in enumerate(batch) for role in item.roles]
    if named:
        at = torch.tensor(named)
        loss = loss + 4 * nn.functional.binary_cross_entropy_with_logits(roles[at[:, 0], at[:, 1]], at[:, 2:].float())
    return loss


def cross(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy, a little smoothed: annotators err."""
    return nn.functional.cross_entropy(scores, labels, ignore_index=UNREAD, label_smoothing=0.03)


def optimiser(reader: Reader, rate: float) -> torch.optim.AdamW:
    """The encoder learns slowly, the new heads fast."""
    named = [(name, item) for name, item in reader.named_parameters() if item.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [item for name, item in named if not name.startswith(NEW)], "lr": rate},
            {"params": [item for name, item in named if name.startswith(NEW)], "lr": rate * 10},
        ],
        weight_decay=0.01,
    )


def fit(reader: Reader, passages: Sequence[Pair], tokenizer: Tokenizer, rounds: int, rate: float) -> Iterator[float]:
    """Train; yields the mean loss of each round."""
    chance = random.Random(SEED)
    engine = optimiser(reader, rate)
    steps = rounds * sum(1 for _ in batches(drawn(passages, tokenizer, random.Random(SEED)), None))
    plan = torch.optim.lr_scheduler.LambdaLR(engine, lambda step: pace(step / steps))
    for _ in range(rounds):
        reader.train()
        losses = []
        for batch in batches(drawn(passages, tokenizer, chance), chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(reader, batch)
            engine.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            engine.step()
            plan.step()
            losses.append(float(loss.detach()))
        yield sum(losses) / max(len(losses), 1)


def pace(done: float) -> float:
    """How fast to learn when this share of the steps is done: a short rise, then a fall to nothing."""
    return min(done / 0.08, (1 - done) / 0.92, 1.0) + 0.01


def drawn(passages: Sequence[Pair], tokenizer: Tokenizer, chance: random.Random) -> list[Example]:
    """The examples of one round."""
    names = pool([marked for marked, found in passages if marked is not found])
    return [
        blotted(made, chance)
        for marked, found in passages
        for made in (
            examples(found, tokenizer, chance, 0.0)
            if chance.random() < FOUND
            else examples(
                renamed(marked, names, chance) if chance.random() < OTHERS else marked, tokenizer, chance, LOST
            )
        )
    ]


def blotted(example: Example, chance: random.Random) -> Example:
    """An example with some of its pieces hidden; marks stay."""
    pieces = [MASK if piece > MASK and chance.random() < HIDDEN else piece for piece in example.pieces]
    return replace(example, pieces=pieces)


def learned_from(families: Sequence[str]) -> list[Pair]:
    """All passages that are not held out, of some families of files or of all, and the silent stretches of articles."""
    registry = load_registry()
    chosen = [item for item in load() if not item.held and (not families or item.place.startswith(tuple(families)))]
    return [(item, recognised(item, registry)) for item in chosen] + [(item, item) for item in silent()]


def measured(reader: Reader, passages: Sequence[Passage], tokenizer: Tokenizer, least: float = 0.5) -> Tally:
    """How well the reader reads passages that it has not learned from."""
    reader.eval()
    tally = Tally()

    def run(pieces: Sequence[int]) -> Outputs:
        with torch.no_grad():
            said = reader(torch.tensor([pieces]), torch.ones(1, len(pieces)))
        carried, kinds, standings, roles = (np.asarray(item[0].tolist(), dtype=np.float32) for item in said)
        return carried, kinds, standings, roles

    for passage in passages:
        tally.add(passage, read(passage, tokenizer, run, least))
    return tally


def main() -> None:
    """Fit and save; says how each round went."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--weights", type=Path, help="folder with all-MiniLM-L6-v2 (default: the packaged one)")
    ask.add_argument("--out", type=Path, default=Path("training/out"))
    ask.add_argument("--only", nargs="+", default=(), help="learn from files whose names begin so")
    ask.add_argument("--start", type=Path, help="go on from a fitted reader")
    ask.add_argument("--rounds", type=int, default=4)
    ask.add_argument("--rate", type=float, default=1.2e-4)
    ask.add_argument("--threads", type=int, default=1, help="more than one pays on an idle machine only")
    ask.add_argument("--measure", action="store_true", help="say after each round how the held-out passages are read")
    told = ask.parse_args()
    weights = told.weights or packaged()
    told.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_num_threads(told.threads)
    tokenizer = tokenizer_of(weights)
    reader = Reader()
    reader.take(load_file(weights / "model.safetensors"))
    if told.start:
        reader.load_state_dict(torch.load(told.start), strict=False)
    held = [item for item in load() if item.held]
    learned = learned_from(told.only)
    print(f"{len(learned)} passages to learn from, {len(held)} held out", flush=True)
    begin = time.monotonic()
    for number, loss in enumerate(fit(reader, learned, tokenizer, told.rounds, told.rate)):
        said = f" · held out: {measured(reader, held, tokenizer)}" if told.measure else ""
        torch.save(reader.state_dict(), told.out / "reader.pt")
        print(f"round {number + 1}: loss {loss:.3f}{said} · {time.monotonic() - begin:.0f} s", flush=True)
    found = [recognised(item, load_registry()) for item in held]
    for least in (0.3, 0.5, 0.7, 0.9):
        print(f"at {least}: {measured(reader, held, tokenizer, least)}", flush=True)
        print(f"    with the names found: {measured(reader, found, tokenizer, least)}", flush=True)


if __name__ == "__main__":
    main()
