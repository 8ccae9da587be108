"""Report frames: a trigger word and who stands around it become an `Act` (FrameNet's idea, kept to fourteen kinds).

Roles are filled by a ladder: syntax first (subject, object, agent, prepositions), then the phrase around a noun,
then what the text speaks of. The rung is recorded, for trust falls with it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extraction.actors import Discourse
from graph.extraction.frames.act import Act
from graph.extraction.frames.appealing import appeals
from graph.extraction.frames.courts import court_frame, outcome_frame, refusal_frame
from graph.extraction.frames.deals import deal_frame
from graph.extraction.frames.idioms import blacklist_frame, idiom_frame, must_pay_frame, named_in_suit_frame
from graph.extraction.frames.judgements import judge_frame
from graph.extraction.frames.lawmaking import legislate_frame, step_noun_frame
from graph.extraction.frames.nouns import carry_frame, noun_frame
from graph.extraction.frames.settlements import settle_frame
from graph.extraction.frames.syntax import is_verb
from graph.extraction.frames.verbs import act_frame
from graph.extraction.shadow import Parsed


def read(parsed: Parsed, scene: Discourse) -> list[Act]:
    """The acts that a parsed sentence tells of, one a trigger."""
    found: list[Act] = []
    used: set[int] = set()
    for token in parsed.doc:
        if token.i in used or parsed.name_at(token) or token.i in parsed.amounts:
            continue
        for act, spent in read_all(parsed, token, scene):
            found.append(act)
            used |= spent
    return found


def read_all(parsed: Parsed, token: Token, scene: Discourse) -> list[tuple[Act, set[int]]]:
    """The acts of the first frame that a token opens."""
    found: list[tuple[Act, set[int]]] = []
    for act, spent in frames_of(parsed, token, scene):
        if found and act.rule != found[0][0].rule:
            break
        found.append((act, spent))
    return found


def frames_of(parsed: Parsed, token: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """The frames that a token can open, the most specific first."""
    word = token.lower_
    lexicon = scene.lexicon
    if is_verb(token):
        yield from refusal_frame(parsed, token, scene)
        yield from court_frame(parsed, token, scene)
        yield from outcome_frame(parsed, token, scene)
        yield from settle_frame(parsed, token, scene)
        yield from deal_frame(parsed, token, scene)
        yield from legislate_frame(parsed, token, scene)
        yield from must_pay_frame(parsed, token, scene)
        yield from idiom_frame(parsed, token, scene)
        yield from blacklist_frame(parsed, token, scene)
        yield from named_in_suit_frame(parsed, token, scene)
        yield from carry_frame(parsed, token, scene)
        if word in lexicon.judge["finding"] | lexicon.judge["said"]:
            yield from judge_frame(parsed, token, scene)
        if word in lexicon.verbs:
            yield from act_frame(parsed, token, scene)
    elif token.pos_ in ("NOUN", "PROPN") and word in lexicon.nouns:
        yield from noun_frame(parsed, token, scene)
    elif token.pos_ == "NOUN":
        yield from step_noun_frame(parsed, token, scene)


__all__ = ["Act", "appeals", "read"]
