"""Names without a recogniser: elisions, inflections, legal forms, appositions, bodies that are only described."""

from __future__ import annotations

import pytest

from graph.extraction import linear, names, sentences
from graph.extraction.linear.names import complete
from graph.model import Article, Block, BlockKind, EntityType, Text
from graph.registry import load


def found(text: str, language: str) -> set[str]:
    """Ids of the acting entities that a text names."""
    split = sentences.split(Text(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
    every = complete(names.find(split, load(), language), split, load(), language)
    kinds = (EntityType.ORGANISATION, EntityType.REGULATOR)
    return {name.entity.id.partition("/")[2] for name in every if name.entity.type in kinds}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Une plainte d'OpenAI vise l'Autorité de la concurrence.", {"openai", "fr-adlc"}),
        ("it", "Il ricorso dell'Agcom riguarda l'uso di OpenAI.", {"it-agcom", "openai"}),
        ("de", "Nach Ansicht des Bundeskartellamts sind Googles Regeln unfair.", {"de-bundeskartellamt", "google"}),
        ("de", "Die Telvora GmbH wehrt sich.", {"telvora"}),
        ("es", "La resolución afecta a Frutas Marel, S.L., de Murcia.", {"frutas-marel"}),
        ("fr", "La société américaine Palmavia conteste.", {"palmavia"}),
        ("nl", "Het bedrijf Xerno uit Utrecht maakt bezwaar.", {"xerno"}),
        ("pt", "A empresa Timbrelux vende vozes.", {"timbrelux"}),
        ("it", "L'azienda Alagrigia gestisce il servizio.", {"alagrigia"}),
        ("de", "Das Landgericht Weidenau urteilt über den Anbieter Fazido.", {"landgericht-weidenau", "fazido"}),
        ("de", "Der Konzern Daten sammeln lassen will.", set()),
        ("fr", "Le directeur, Paul Martin, vit à Trois-Rivières.", set()),
    ],
)
def test_names(language: str, text: str, wanted: set[str]) -> None:
    got = found(text, language)
    assert (wanted <= got) if wanted else not got, got


def test_unsupported_language_has_registered_names_only() -> None:
    text = "Datatilsynet har givet Google en bøde på 5 millioner kroner."
    article = Article("test", "text", "", text, "0", language="da")
    split = sentences.split(Text(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
    every, drafts = linear.whole(article, split, names.find(split, load(), "da"), load(), "da")
    assert drafts == []
    assert "organisation/google" in {name.entity.id for name in every}
