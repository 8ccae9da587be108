"""The marked passages of `training/passages` can all be read, and hold what a model and a measure need."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Kind
from training.passages import FOLDER, NOT, is_held, load, read

FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_can_be_read(path: Path) -> None:
    passages = list(read(path))
    assert passages
    assert [passage.place for passage in passages if not passage.text.strip()] == []


def test_one_file_in_five_is_kept_from_training() -> None:
    assert [name for name in ("news-04", "news-05", "news-10", "notes") if is_held(Path(f"{name}.txt"))] == [
        "news-05",
        "news-10",
    ]
    held = [passage for passage in load() if passage.held]
    assert 0 < len(held) < len(load()) / 3


def test_no_passage_is_there_twice() -> None:
    texts = [passage.text for passage in load()]
    assert sorted(text for text in texts if texts.count(text) > 1) == []


def test_every_kind_has_acts_and_traps() -> None:
    acts = [act for passage in load() for act in passage.acts]
    assert {act.kind for act in acts if act.status != NOT} == set(Kind)
    assert {act.kind for act in acts if act.status == NOT} >= set(Kind) - {Kind.GUIDANCE}


def test_there_are_enough_of_them() -> None:
    passages = load()
    assert len(passages) >= 800
    assert sum(act.status == NOT for passage in passages for act in passage.acts) >= 400
    assert len({passage.genre for passage in passages}) >= 20
