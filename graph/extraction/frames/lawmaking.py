"""Steps in the making of laws: proposed, passed, signed, in force, repealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import owners
from graph.extraction.frames.laws import is_law, is_sponsor, lawmakers, laws_in, the_law
from graph.extraction.frames.syntax import TITLES, behind, objects, subject
from graph.extraction.names import entity_of
from graph.extraction.shadow import Parsed
from graph.model import Kind, Modality, Status

Found = Iterator[tuple[Act, set[int]]]

STATUS = {"propose": Status.PROPOSED, "veto": Status.OVERTURNED}


def legislate_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Found:
    """What is told of a law by a verb; the first form that fits."""
    for form in (ordered_form, position_form, step_form, granted_form, chamber_form, consulted_form, force_form):
        told = list(form(parsed, verb, scene))
        if told:
            yield from told
            return


def step_of(word: str, scene: Discourse) -> str | None:
    """The step that a verb names: `propose`, `pass`, `sign`, `veto` or `end`."""
    words = scene.lexicon.legislate
    return next((step for step in ("end", "veto", "sign", "propose", "pass") if word in words[step]), None)


def step_act(
    parsed: Parsed, trigger: Token, scene: Discourse, step: str, makers: Iterable[Actor], law: Token
) -> tuple[Act, set[int]]:
    """The act of a step, with the words that it takes up."""
    status = STATUS.get(step, Status.DECIDED)
    act = make(parsed, trigger, scene, Kind.LEGISLATION, makers, (), f"legislate {step}", None, status)
    if act.standing.future and act.standing.modality is Modality.ASSERTED:
        act = replace(act, standing=replace(act.standing, modality=Modality.POSSIBLE))
    return replace(act, laws=laws_in(parsed, law, scene), status=status), {trigger.i, law.i}


def step_form(parsed: Parsed, verb: Token, scene: Discourse) -> Found:
    """'Parliament passed the bill', 'the bill was signed by the governor', 'which Parliament passed', 'voted for it'."""
    step = step_of(verb.lower_, scene)
    if step is None:
        return
    head, passive = subject(verb)
    passive = passive or (
        verb.tag_ == "VBN" and verb.dep_ == "advcl" and bool(behind(verb, ("by",)))
    )  # 'Passed by …, it'
    if head is not None and not passive and head.lower_ in ("it", "this", "that", "which") and verb.dep_ != "conj":
        return  # 'It amends the Online Safety Act': what a law does
    targets = [head] if passive else [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    if not passive and verb.dep_ == "relcl" and not any(child.dep_ == "nsubj" for child in verb.children):
        return  # 'a bill that amends the law'
    targets += behind(verb, ("on", "for", "into", "to") if not passive else ("into",))
    if verb.lower_.startswith("vote"):  # 'voted 34 to 19 for it'
        targets += [
            item for part in verb.subtree if part.lower_ in ("for", "favour", "favor", "of") for item in part.children
        ]
    law = the_law(parsed, targets, scene)
    if law is None or (verb.lower_ in scene.lexicon.frames["issue_rules"] and not made_by_agency(law, scene)):
        return
    if verb.lower_ in scene.lexicon.frames["publish"] and made_by_agency(law, scene):
        step = "propose" if is_new(law) and not any(child.lower_ == "new" for child in law.children) else "pass"
    makers = lawmakers(parsed, behind(verb, ("by",)) if passive else [head], scene)
    proposer = behind(verb, ("by",))[:1] if passive else [head]
    proposed = step == "propose" and any(is_sponsor(parsed, item, scene) for item in proposer)
    if step == "propose" and passive and lawmakers(parsed, behind(verb, ("to", "in", "before")), scene):
        makers, proposed = (), True  # 'a bill was submitted to parliament'
    if not makers and not proposed and not (passive and is_certain(parsed, law, scene)):
        return
    yield step_act(parsed, verb, scene, step, makers, law)


def made_by_agency(law: Token, scene: Discourse) -> bool:
    """Rules, regulations and executive orders: what is issued, where statutes are passed."""
    return law.lower_ in scene.lexicon.frames["rules"]


def is_certain(parsed: Parsed, law: Token, scene: Discourse) -> bool:
    """A law by name, or 'the bill': enough to tell of, though not who made it."""
    if parsed.name_at(law) is not None:
        return True
    return law.lower_ in scene.lexicon.legislate["statutes"] and any(child.lower_ == "the" for child in law.children)


def granted_form(parsed: Parsed, verb: Token, scene: Discourse) -> Found:
    """'gave final approval to a bill', 'gave it the green light'; 'the bill received Royal Assent', 'won the Senate's approval'."""
    words = scene.lexicon.frames
    gives, gets = verb.lower_ in words["give"], verb.lower_ in words["get"]
    assent = next((item for item in objects(verb) if item.lower_ in words["assent"]), None)
    head, passive = subject(verb)
    if assent is None and passive and gives and head is not None and head.lower_ in words["assent"]:
        assent = head
    if assent is None or not (gives or gets):
        return
    around = behind(verb, ("from", "by", "in")) + behind(assent, ("from", "by", "of", "in"))
    if gets or passive:
        law = the_law(parsed, [head, *behind(verb, ("to",)), *behind(assent, ("to", "for"))], scene)
        makers = lawmakers(parsed, around, scene) or lawmaking_owners(parsed, assent, scene)
    else:
        given = [item for item in objects(verb) if item is not assent]
        law = the_law(parsed, given + behind(verb, ("to", "for")) + behind(assent, ("to", "for")), scene)
        makers = lawmakers(parsed, [head], scene)
    royal = any(child.lower_ == "royal" for child in assent.children)
    if law is None or not (makers or royal or (gives and is_certain(parsed, law, scene))):
        return
    step = "become" if not makers else "sign" if assent.lower_ in ("assent", "signature") else "pass"
    act, spent = step_act(parsed, verb, scene, step, makers, law)
    yield act, spent | {assent.i}


def lawmaking_owners(parsed: Parsed, noun: Token, scene: Discourse) -> tuple[Actor, ...]:
    """Whose approval it is."""
    return tuple(actor for actor in owners(parsed, noun, scene) if actor.role in (Role.AUTHORITY, Role.PLACE))


def chamber_form(parsed: Parsed, verb: Token, scene: Discourse) -> Found:
    """'The bill passed the Senate 56-12', 'AB 2273 cleared the Assembly'."""
    if verb.lower_ not in scene.lexicon.legislate["through"]:
        return
    head, passive = subject(verb)
    if passive or head is None or not is_law(parsed, head, scene.lexicon.legislate["statutes"]):
        return
    makers = lawmakers(parsed, objects(verb) + behind(verb, ("in", "through", "by", "out")), scene)
    if makers:
        yield step_act(parsed, verb, scene, "pass", makers, head)


def consulted_form(parsed: Parsed, verb: Token, scene: Discourse) -> Found:
    """'launched a consultation on a new regulation', 'is consulting on draft guidance'."""
    words = scene.lexicon.legislate
    noun = next((item for item in objects(verb) if item.lower_ in words["consultation"]), None)
    if noun is None and verb.lower_ not in words["consult"]:
        return
    topic = [item for item in (noun or verb).subtree if item.i > (noun or verb).i]
    makers = lawmakers(parsed, [subject(verb)[0]], scene)
    law = next((item for item in topic if is_law(parsed, item, words["nouns"]) and is_new(item)), None)
    paper = next((item for item in topic if Kind.GUIDANCE in scene.lexicon.nouns.get(item.lower_, ())), None)
    spent = {verb.i, *(item.i for item in (noun, law, paper) if item is not None)}
    if makers and paper is not None and is_new(paper) and (law is None or paper.i < law.i):
        yield make(parsed, verb, scene, Kind.GUIDANCE, makers, (), "consults", None, Status.PROPOSED), spent
    elif makers and law is not None:
        act, more = step_act(parsed, verb, scene, "propose", makers, law)
        yield act, spent | more


def position_form(parsed: Parsed, verb: Token, scene: Discourse) -> Found:
    """'The Council agreed its position on the AI Act', 'adopts its negotiating stance', 'reached a provisional agreement on it'."""
    words = scene.lexicon.frames
    stance = next((item for item in objects(verb) if item.lower_ in words["stance"]), None)
    if stance is None or verb.lower_ not in words["take_stance"]:
        return
    makers = lawmakers(parsed, [subject(verb)[0]], scene)
    law = the_law(parsed, behind(stance, ("on", "for")) + behind(verb, ("on", "for")), scene)
    if makers and law is not None:
        yield step_act(parsed, verb, scene, "propose", makers, law)


def is_new(law: Token) -> bool:
    """'a new regulation', 'the draft bill': still to be made."""
    return law.lower_ in ("bill", "proposal", "reform") or any(
        child.lower_ in ("new", "draft", "proposed", "planned", "future") for child in law.children
    )


def force_form(parsed: Parsed, verb: Token, scene: Discourse) -> Found:
    """'The Act entered into force', 'the law took effect', 'the bill became law'."""
    words = scene.lexicon.legislate
    head, _ = subject(verb)
    if verb.lower_ not in scene.lexicon.frames["begin"] or head is None or not is_law(parsed, head, words["statutes"]):
        return
    rest = {item.lower_ for item in verb.subtree if item.i > verb.i}
    becomes = verb.lower_.startswith("bec")
    if verb.lower_.startswith("commence"):
        rest = {"force"} if not objects(verb) else set()
    if not (rest & {"law"} if becomes else rest & words["force"]):
        return
    act = make(parsed, verb, scene, Kind.LEGISLATION, (), (), "legislate become" if becomes else "legislate force")
    planned = verb.tag_ in ("VBZ", "VBP") and parsed.sentence.kind not in TITLES and bool(rest & {"on", "from"})
    if (act.standing.future or planned) and act.standing.modality is Modality.ASSERTED:
        act = replace(act, standing=replace(act.standing, modality=Modality.POSSIBLE))
    yield replace(act, laws=laws_in(parsed, head, scene)), {verb.i, head.i}


def ordered_form(parsed: Parsed, verb: Token, scene: Discourse) -> Found:
    """'By the authority vested in me as President … it is hereby ordered': the text of an executive order itself."""
    said = [item.lower_ for item in parsed.doc]
    if verb.lower_ not in ("ordered", "order", "direct", "directed") or not {"hereby", "vested"} <= set(said):
        return
    office = next((word for word in said if word in ("president", "governor")), None)
    codes = [code for item in parsed.doc for code in places_at(item, scene)]
    bodies = [scene.registry.entries.get(f"regulator/{code.lower()}-{office}") for code in codes]
    named = lawmakers(parsed, [item for item in parsed.doc if parsed.name_at(item)], scene)
    makers = named or tuple(
        Actor(Role.AUTHORITY, entity_of(body, ("the office that orders",)), "described") for body in bodies[:1] if body
    )
    if makers:
        act = make(parsed, verb, scene, Kind.LEGISLATION, makers, (), "legislate sign", None, Status.DECIDED)
        yield act, {item.i for item in parsed.doc}


def places_at(token: Token, scene: Discourse) -> list[str]:
    """The jurisdiction whose name ends at a token."""
    words = [child.text for child in token.lefts if child.dep_ == "compound"] + [token.text]
    code = scene.registry.places.get(" ".join(words)) if token.text[0].isupper() else None
    return [code] if code else []


def step_noun_frame(parsed: Parsed, noun: Token, scene: Discourse) -> Found:
    """'the adoption of the AI Act by Parliament', 'the governor's signing of the bill'."""
    step = next((step for step in ("pass", "end") if noun.lower_ in scene.lexicon.legislate[f"{step}_nouns"]), None)
    law = the_law(parsed, behind(noun, ("of",)), scene)
    if step is None or law is None or parsed.name_at(law) is None:
        return
    makers = lawmakers(parsed, behind(noun, ("by", "in")), scene) or lawmaking_owners(parsed, noun, scene)
    if makers:
        yield step_act(parsed, noun, scene, step, makers, law)


__all__ = ["legislate_frame", "step_noun_frame"]
