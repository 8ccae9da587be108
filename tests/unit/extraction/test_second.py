"""How acts of another reader join those of the frames."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.extraction import learned, readers
from graph.extraction.factuality import Standing
from graph.extraction.reports import Draft
from graph.extraction.reports.trust import by_rung, confidence, features, weights
from graph.extraction.second import join
from graph.extraction.sentences import Sentence
from graph.extraction.told import Told
from graph.model import BlockKind, Entity, EntityType, Kind, Modality, Status

TEXT = "The CNIL fined Google, and ordered Meta to stop."
SENTENCE = Sentence(0, len(TEXT), TEXT, BlockKind.PARAGRAPH, 0, 0)
CNIL = Entity("regulator/fr-cnil", EntityType.REGULATOR, "CNIL")
GOOGLE = Entity("organisation/google", EntityType.ORGANISATION, "Google")
META = Entity("organisation/meta", EntityType.ORGANISATION, "Meta")
FINED = Told(SENTENCE, 9, "fined", Kind.FINE, Status.DECIDED, 0.95, ((CNIL, 0.9),), ((GOOGLE, 0.9),))
ORDERED = replace(FINED, place=27, word="ordered", kind=Kind.ORDER, respondents=((META, 0.8),))


def done(_: Told) -> Standing:
    return Standing(Modality.ASSERTED)


def draft(told: Told = FINED) -> Draft:
    (made,) = join([], [told], [], done)
    made.read, made.support = False, None
    return made


def test_an_act_that_no_frame_tells_is_added() -> None:
    fine, order = join([draft()], [FINED, ORDERED], [], done)
    assert (fine.read, order.read) == (False, True)
    assert (order.kind, order.issuers, order.respondents) == (Kind.ORDER, [CNIL], [META])
    assert order.evidence[0].quote == TEXT


def test_an_act_that_both_tell_is_one_with_support() -> None:
    (made,) = join([draft()], [FINED], [], done)
    assert made.support is not None
    assert (made.support.act, made.support.issuer, made.support.respondent) == (0.95, 0.9, 0.9)


def test_a_frame_that_nobody_bears_out_is_trusted_less() -> None:
    (borne,) = join([draft()], [FINED], [], done)
    (alone,) = join([draft()], [], [], done)
    assert confidence(alone) < confidence(borne)


def test_a_guessed_side_gives_way_to_one_that_was_read() -> None:
    guessed = draft()
    guessed.respondents, guessed.guessed_respondents = [META], True
    (made,) = join([guessed], [FINED], [], done)
    assert (made.respondents, made.guessed_respondents) == ([GOOGLE], False)


@pytest.mark.parametrize("modality", [Modality.CLAIMED, Modality.POSSIBLE, Modality.DENIED])
def test_what_the_grammar_takes_for_not_done_is_not_asserted(modality: Modality) -> None:
    (made,) = join([], [FINED], [], lambda _: Standing(modality))
    assert made.modality is modality
    kept = draft()
    kept.modality = modality
    assert join([kept], [FINED], [], done) == [kept]


def test_of_two_readings_of_one_word_the_more_trustworthy_stands() -> None:
    wrong = draft(replace(FINED, kind=Kind.BAN))
    wrong.guessed_issuers = wrong.guessed_respondents = True
    wrong.trust = 0.3
    made = join([wrong], [FINED], [], done)
    assert [item.kind for item in made] == [Kind.FINE]


def test_grammar_knows_what_a_court_dismisses() -> None:
    appeal = draft(replace(FINED, kind=Kind.APPEAL))
    appeal.rule = "court dismissed appeal"
    (made,) = join([appeal], [replace(FINED, kind=Kind.DISMISSAL)], [], done)
    assert made.kind is Kind.APPEAL
    assert made.support is not None and made.support.act == 0.95


def test_weights_and_features_have_the_same_names() -> None:
    made = join([draft()], [FINED], [], done)[0]
    assert made.support is not None
    assert set(features(made, made.support)) == set(weights())


def test_without_another_reader_the_rungs_decide() -> None:
    assert confidence(draft()) == by_rung(draft())


def test_the_trained_reader_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_TRAINED_READER", "false")
    readers.cache_clear()
    assert readers() == ()
    monkeypatch.undo()
    readers.cache_clear()
    assert readers() == (learned.read,)
