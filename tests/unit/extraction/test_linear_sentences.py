"""One sentence, one act or none: the linear reader in six languages."""

from __future__ import annotations

import pytest

from graph.extraction import linear, names, sentences
from graph.model import Article, Block, BlockKind, Modality, Text
from graph.registry import load
from tests.unit.extraction.linear_cases import CASES, Case

ROWS = [
    pytest.param(language, case, id=f"{language}: {case[0][:60]}")
    for language, cases in CASES.items()
    for case in cases
]


def read(text: str, language: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int | None, str]]:
    """The asserted acts of a text as kind, issuers, respondents, amount, status."""
    article = Article("test", "text", "", text, "0", language=language)
    split = sentences.split(Text(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
    _, drafts = linear.whole(article, split, names.find(split, load(), language), load(), language)
    return [
        (
            draft.kind.value,
            tuple(entity.id.partition("/")[2] for entity in draft.issuers),
            tuple(entity.id.partition("/")[2] for entity in draft.respondents),
            int(draft.amount.amount) if draft.amount else None,
            draft.status.value,
        )
        for draft in drafts
        if draft.modality is Modality.ASSERTED
    ]


@pytest.mark.parametrize(("language", "case"), ROWS)
def test_sentence(language: str, case: Case) -> None:
    sentence, kind, issuer, respondent, amount, status = case
    found = read(sentence, language)
    if kind is None:
        assert found == []
        return
    assert [
        act
        for act in found
        if act[0] == kind and issuer in act[1] and respondent in act[2] and act[3:] == (amount, status)
    ], found
    assert len(found) == 1, found
