"""The acts of a line: each frame looks for its trigger and lets the roles be filled by type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.extraction.actors import Role
from graph.extraction.amounts import Amount
from graph.extraction.linear import roles
from graph.extraction.linear.line import COMMA, STOP, Line
from graph.extraction.linear.people import Figure
from graph.extraction.linear.words import Words
from graph.model import BlockKind, EntityType, Kind, Status

HEADINGS = (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.HEADING)
CARRY_REACH = 15
OPEN_KINDS = (Kind.INVESTIGATION, Kind.LAWSUIT, Kind.CHARGE)
# Kinds that a text tells only with both sides named or described.
TWO_SIDED = (
    Kind.LAWSUIT,
    Kind.INVESTIGATION,
    Kind.APPROVAL,
    Kind.WARNING,
    Kind.SETTLEMENT,
    Kind.DISMISSAL,
    Kind.CHARGE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a line tells it, before its standing is known. `triggers` are the indices of its words."""

    kind: Kind
    triggers: tuple[int, ...]
    issuers: tuple[Figure, ...]
    respondents: tuple[Figure, ...]
    rule: str
    amount: Amount | None = None
    status: Status | None = None
    infinitive: bool = False
    overturns: bool = False
    laws: tuple[str, ...] = ()

    @property
    def standing(self) -> Status:
        """The status that the kind has where nothing else is said."""
        return self.status or (Status.PENDING if self.kind in OPEN_KINDS else Status.DECIDED)


@dataclass(slots=True)
class Reading:
    """What reading one line needs to know; `spent` are the trigger words that a frame has used,
    `judged` the nouns for acts that a court has spoken of.
    """

    line: Line
    figures: list[Figure]
    words: Words
    spent: set[int] = field(default_factory=set)
    judged: set[int] = field(default_factory=set)

    @property
    def heading(self) -> bool:
        """Whether the line is a headline or the like."""
        return self.line.sentence.kind in HEADINGS

    def issuers(self, triggers: Sequence[int], court: bool | None = None, chamber: bool = False) -> tuple[Figure, ...]:
        """The authorities that act."""
        return tuple(roles.issuers(self.line, triggers, self.figures, self.words.verb_final, court, chamber))

    def respondents(self, triggers: Sequence[int]) -> tuple[Figure, ...]:
        """The parties addressed."""
        return tuple(roles.respondents(self.line, triggers, self.figures))

    def free(self, section: str) -> Iterator[int]:
        """Items of a section that no frame has used; a word that is both verb and noun ('multa') only as what it is here."""
        for number in self.line.places(section):
            if number in self.spent or (self.is_double(number) and (section == "noun") != self.is_noun(number)):
                continue
            yield number

    def is_double(self, number: int) -> bool:
        """Whether a word may be a verb of acts and a noun."""
        item = self.line.items[number]
        return item.has("noun") and (item.has("act") or item.has("condemn"))

    def is_noun(self, number: int) -> bool:
        """A double word is a verb only right behind the one that acts."""
        before = next(self.line.before(number, 1), None)
        return before is None or not (
            before.name is not None
            or before.has("people")
            or (
                before.low in ("ha", "a", "hat", "heeft") and before.name is None and not before.has("grammar.definite")
            )
        )


def told(reading: Reading) -> list[Told]:
    """All acts of a line, the more specific frames first."""
    found: list[Told] = []
    for frame in (
        court_frame,
        legislate_frame,
        condemn_frame,
        must_pay_frame,
        carry_frame,
        verb_frame,
        noun_frame,
        judge_frame,
    ):
        found += frame(reading)
    return found


def kinds(reading: Reading, number: int, section: str) -> list[Kind]:
    """The kinds that an entry of a section names."""
    prefix = section + "."
    return [
        Kind(key.removeprefix(prefix))
        for key in sorted(reading.line.items[number].keys)
        if key.startswith(prefix) and key != "infinitive.verb"
    ]


# --- courts ----------------------------------------------------------------------------------------------------------


def court_frame(reading: Reading) -> Iterator[Told]:
    """'Le Conseil d'État a annulé l'amende', 'Gericht kürzt Bußgeld gegen X', 'rechaza el recurso de X'."""
    line = reading.line
    for key in ("overturn", "uphold", "reject", "change"):
        for verb in reading.free(f"court.{key}"):
            wanted = "court.appeals" if key == "reject" else "court.objects"
            objects = [number for number in line.places(wanted) if line.cost(verb, number) < STOP and number != verb]
            objects += [
                number for number in line.places("court.appeals") if key == "uphold" and line.cost(verb, number) < STOP
            ]
            court = reading.issuers([verb], court=True)
            if not objects or not court or line.cost(verb, court[0].index) > roles.REACH:
                continue
            noun = min(objects, key=lambda number: line.cost(verb, number))
            reading.spent.add(verb)
            reading.judged |= {noun, *(number for number in objects if line.cost(verb, number) < COMMA * 2)}
            parties = reading.respondents([noun, verb])
            amount = roles.amount_of(line, [verb]) if key == "change" else None
            yield Told(
                Kind.APPEAL,
                (verb, noun),
                court,
                parties,
                f"court {key}",
                amount,
                overturns=key == "overturn",
                infinitive=line.items[verb].has("infinitive"),
            )


# --- laws ------------------------------------------------------------------------------------------------------------


def legislate_frame(reading: Reading) -> Iterator[Told]:
    """'Le Sénat a adopté la loi', 'Das Gesetz tritt in Kraft', 'el Gobierno presenta un proyecto de ley'."""
    line = reading.line
    for key in ("pass", "propose", "force"):
        for verb in reading.free(f"legislate.{key}"):
            nouns = [number for number in line.places("legislate.nouns") if line.cost(verb, number) <= 12]
            named = [
                number
                for number, item in enumerate(line.items)
                if item.name and item.name.entity.type is EntityType.LAW and line.cost(verb, number) <= 12
            ]
            makers = [
                figure
                for figure in reading.issuers([verb], chamber=True)
                if figure.chamber and line.cost(verb, figure.index) <= 24
            ]
            if not (nouns or named) or (key != "force" and not makers):
                continue
            reading.spent |= {verb, *nouns}
            laws = tuple(item.name.entity.id for number in named if (item := line.items[number]).name)
            draft = any(
                line.items[number].has("legislate.draft")
                for number in range(max(0, verb - 14), min(len(line.items), verb + 14))
            )
            status = Status.PROPOSED if key == "propose" or (draft and key != "force") else Status.DECIDED
            yield Told(
                Kind.LEGISLATION,
                (verb,),
                tuple(makers),
                (),
                f"legislate {key}",
                status=status,
                laws=laws,
                infinitive=line.items[verb].has("infinitive"),
            )


# --- fines by other words --------------------------------------------------------------------------------------------


def condemn_frame(reading: Reading) -> Iterator[Told]:
    """'condamne Google à une amende de', 'verurteilt X zur Zahlung von': a fine if a fine is named, else an order."""
    line = reading.line
    for verb in reading.free("condemn.verbs"):
        near = [number for number in line.places("noun.fine") if line.cost(verb, number) < STOP]
        triggers = (verb, *near[:1])
        issuers, parties = reading.issuers(triggers), reading.respondents(triggers)
        if not parties or not (issuers or near):
            continue
        kind = Kind.FINE if near else Kind.ORDER
        reading.spent |= set(triggers)
        yield Told(kind, triggers, issuers, parties, "condemn", roles.amount_of(line, triggers))


def must_pay_frame(reading: Reading) -> Iterator[Told]:
    """'X muss 900.000 Euro zahlen', 'devra payer 50 millions d'euros'."""
    line = reading.line
    for verb in reading.free("must.pay"):
        amount = roles.amount_of(line, [verb])
        parties = [figure for figure in reading.respondents([verb]) if line.cost(figure.index, verb) < STOP]
        if amount is None or not parties or line.places("must.compensation") or roles.only_ceilings(line, verb):
            continue
        fine = [number for number in line.places("noun.fine") if line.cost(verb, number) < STOP]
        reading.spent |= {verb, *fine}
        yield Told(Kind.FINE, (verb,), reading.issuers([verb]), tuple(parties), "must pay", amount)


# --- nouns -----------------------------------------------------------------------------------------------------------


def carry_frame(reading: Reading) -> Iterator[Told]:
    """'a infligé une amende', 'leitete eine Untersuchung ein', 'ha recibido una multa'."""
    line = reading.line
    for noun in reading.free("noun"):
        verbs = [
            number
            for key in ("issue", "receive")
            for number in line.places(f"carry.{key}")
            if line.cost(noun, number) <= CARRY_REACH and number not in reading.spent | {noun}
        ]
        if noun in reading.judged:  # 'annule l'amende que l'autorité avait infligée à X'
            verbs = [number for number in verbs if line.items[number].has("carry.issue") and 0 < number - noun <= 12]
        if not verbs:
            continue
        verb = min(verbs, key=lambda number: line.cost(noun, number))
        for kind in kinds(reading, noun, "noun"):
            if act := carried(reading, kind, noun, verb):
                reading.spent |= (
                    {noun, verb} if line.items[verb].has("act") or line.items[verb].has("loose") else {noun}
                )
                yield from distributed(reading, act)
                break


def carried(reading: Reading, kind: Kind, noun: int, verb: int) -> Told | None:
    """The act of a noun and the verb that carries it, if its sides are there."""
    line = reading.line
    if not backed(reading, kind, noun) or (kind is Kind.FINE and roles.only_ceilings(line, noun)):
        return None
    judged = noun in reading.judged
    issuers, parties = reading.issuers((verb, noun), False if judged else None), reading.respondents((noun, verb))
    if judged and not (issuers and parties):
        return None
    received = line.items[verb].has("carry.receive")
    if received and not parties:
        return None
    if not issuers and not (parties and kind in (Kind.FINE, Kind.BAN, Kind.ORDER)):
        return None
    if kind is Kind.GUIDANCE and (not issuers or issuers[0].court):
        return None
    if kind in TWO_SIDED and not (issuers and parties):
        return None
    amount = roles.amount_of(line, (noun, verb)) if kind in (Kind.FINE, Kind.SETTLEMENT) else None
    infinitive = line.items[verb].has("infinitive") or line.items[verb].has("carry.infinitive")
    return Told(
        kind,
        (noun, verb),
        issuers,
        () if kind is Kind.GUIDANCE else parties,
        f"carried {line.items[noun].low}",
        amount,
        infinitive=infinitive,
    )


def backed(reading: Reading, kind: Kind, noun: int) -> bool:
    """Whether a noun that needs a companion ('accord transactionnel') has one beside it."""
    line = reading.line
    if not any(
        f"noun_with.{kind.value}" in phrase.keys for group in reading.words.phrases.values() for phrase in group
    ):
        return True
    return any(
        line.items[number].has(f"noun_with.{kind.value}")
        for number in range(max(0, noun - 4), min(len(line.items), noun + 6))
    )


def noun_frame(reading: Reading) -> Iterator[Told]:
    """'Amende de 50 millions pour Google', 'Bußgeld gegen X': without a verb, where a sum or a headline makes it an act."""
    line = reading.line
    for noun in reading.free("noun"):
        for kind in kinds(reading, noun, "noun") if noun not in reading.judged else ():
            parties = tuple(figure for figure in reading.respondents([noun]) if line.cost(figure.index, noun) < STOP)
            issuers = reading.issuers([noun])
            aimed = any(
                roles.led_by(line, figure.index, "grammar.against") or roles.led_by(line, figure.index, "grammar.to")
                for figure in parties
            )
            amount = roles.amount_of(line, [noun]) if kind is Kind.FINE else None
            if (
                not parties
                or not backed(reading, kind, noun)
                or (kind is Kind.FINE and roles.only_ceilings(line, noun))
            ):
                continue
            if (amount and (aimed or reading.heading)) or (
                reading.heading and issuers and (aimed or kind is Kind.FINE)
            ):
                reading.spent.add(noun)
                yield from distributed(
                    reading, Told(kind, (noun,), issuers, parties, f"noun {line.items[noun].low}", amount)
                )
                break


def distributed(reading: Reading, act: Told) -> Iterator[Told]:
    """An act with several sums for several parties as one act each."""
    pairs = roles.shares_of(reading.line, reading.figures, act.respondents) if act.kind is Kind.FINE else []
    if not pairs:
        yield act
    for figure, amount in pairs:
        yield replace(act, respondents=(figure,), amount=amount, rule=act.rule + " each ")


# --- verbs -----------------------------------------------------------------------------------------------------------


def verb_frame(reading: Reading) -> Iterator[Told]:
    """'La CNIL a sanctionné Google', 'X wurde von der Behörde verwarnt', 'multado por'."""
    for section in ("act", "loose", "infinitive"):
        for verb in reading.free(section):
            for kind in kinds(reading, verb, section):
                if act := by_verb(reading, kind, verb, section):
                    reading.spent.add(verb)
                    yield from distributed(reading, act)
                    break


def by_verb(reading: Reading, kind: Kind, verb: int, section: str) -> Told | None:
    """The act of a verb, if the sides that its kind needs are there."""
    line = reading.line
    issuers, parties = reading.issuers([verb]), reading.respondents([verb])
    if not issuers and not (parties and kind in (Kind.FINE, Kind.BAN, Kind.WARNING)):
        return None
    if section == "loose" and not (issuers and parties and demands(reading, issuers[0], verb)):
        return None
    if not issuers and kind is Kind.BAN and not roles.led_by(line, verb, "grammar.passive", 5):
        return None
    if (
        not issuers
        and kind is Kind.FINE
        and roles.amount_of(line, [verb]) is None
        and not roles.led_by(line, verb, "grammar.passive", 5)
    ):
        return None
    if (
        kind is Kind.LAWSUIT
        and issuers
        and issuers[0].index > verb
        and not roles.led_by(line, issuers[0].index, "grammar.agent")
        and not reading.words.verb_final
    ):
        return None
    passive = roles.led_by(line, verb, "grammar.passive", 3)
    if kind in TWO_SIDED and not (issuers and parties) and not (kind is Kind.WARNING and parties and passive):
        return None
    if section != "infinitive" and kind is not Kind.SETTLEMENT and own_act(reading, issuers, verb):
        return None
    amount = roles.amount_of(line, [verb]) if kind is Kind.FINE else None
    return Told(
        kind, (verb,), issuers, parties, f"verb {line.items[verb].low}", amount, infinitive=section == "infinitive"
    )


def demands(reading: Reading, issuer: Figure, verb: int) -> bool:
    """Whether the authority is the one that demands: before the verb, or right behind one that begins the clause."""
    nearest = [
        figure for figure in reading.figures if figure.index < verb and reading.line.cost(figure.index, verb) <= COMMA
    ]
    if nearest and nearest[-1].actor.role is Role.PARTY:
        return roles.led_by(reading.line, issuer.index, "grammar.agent")
    return (
        issuer.index < verb
        or roles.led_by(reading.line, issuer.index, "grammar.agent")
        or (reading.words.verb_final and issuer.index - verb <= 2)
    )


def own_act(reading: Reading, issuers: Sequence[Figure], verb: int) -> bool:
    """A party is the subject of an active verb: 'Google a suspendu le service après l'enquête de la CNIL', 'l'épicier, qui a suspendu'."""
    line = reading.line
    if any(item.has("grammar.passive") and item.low not in ACTIVE_HELPERS for item in line.before(verb, 4)):
        return False
    if any(roles.led_by(line, figure.index, "grammar.agent") for figure in issuers if figure.index > verb):
        return False
    reach = COMMA - 1 if reading.words.verb_final else COMMA + 2
    before = [
        figure for figure in reading.figures if figure.index < verb and subject_cost(line, figure.index, verb) <= reach
    ]
    if not before or before[-1].actor.role is not Role.PARTY or roles.led_by(line, before[-1].index, "grammar.against"):
        return False
    if (
        roles.is_source(line, before[-1].index)
        or (before[-1].index > 1 and roles.led_by(line, before[-1].index, "grammar.to", 2))
        or reading.heading
    ):
        return False
    return not reading.words.verb_final or (
        not any(figure.actor.role is Role.AUTHORITY for figure in reading.figures if 0 < figure.index - verb <= 4)
        and verb - before[-1].index == 1
    )


# Forms that are both the passive's helper and another word.
ACTIVE_HELPERS = frozenset({"ser"})


def subject_cost(line: Line, subject: int, verb: int) -> int:
    """What parts a subject from its verb; a relative pronoun right behind it (and its comma) costs nothing."""
    between = list(line.items[subject + 1 : verb])
    if between and between[0].low == ",":
        between = between[1:] if len(between) > 1 and between[1].has("grammar.opener") else between
    if between and between[0].has("grammar.opener"):
        between = between[1:]
    return sum(item.wall for item in between) + 1


# --- findings --------------------------------------------------------------------------------------------------------


def judge_frame(reading: Reading) -> Iterator[Told]:
    """'L'autorité a constaté que X avait violé le RGPD', 'declaró que X abusó de su posición'."""
    line = reading.line
    for verb in reading.free("judge.finding"):
        breach = [
            number
            for number in line.places("judge.breach")
            if number not in reading.spent and line.cost(verb, number) < STOP + 4 and number != verb
        ]
        issuers, parties = reading.issuers([verb]), reading.respondents(breach[:1] or [verb])
        if not breach or not issuers or not parties or line.cost(verb, issuers[0].index) > STOP:
            continue
        cleared = any(
            line.items[number].has("factuality.negation")
            for place in (verb, breach[0])
            for number in range(max(0, place - 4), place)
        )
        if cleared and not line.items[breach[0]].has("judge.fails"):
            continue
        reading.spent |= {verb, *breach}
        yield Told(Kind.FINDING, (verb,), issuers, parties, f"judge {line.items[verb].low}")
