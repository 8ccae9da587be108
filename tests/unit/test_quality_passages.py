"""The measure on marked passages: what counts as found, as a trap fallen into, as invented."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.quality.gold import Named, Record, Ruling
from benchmarks.quality.passages import Read, Tally, as_marked, gold_record, tally
from training.passages import passage_of

FINED = passage_of(
    [
        "= newspaper; joint",
        "The [a1|CNIL] {1|fined} [p1|Lumio] and may {2|ban} [p2|Orbo].",
        "Its {3|fine} was its first.",
        "1 fine decided a1 > p1",
        "2 ban not a1 > p2",
        "3 fine decided a1 > p1",
    ],
    "made-01.txt:1",
)
FINE = Ruling("fine", "decided", ("CNIL",), ("Lumio",))
BAN = Ruling("ban", "decided", ("CNIL",), ("Orbo",))


def record(*rulings: Ruling) -> Record:
    parties = [Named(name, (name,)) for name in ("Lumio", "Orbo")]
    return Record(organisations=tuple(parties), regulators=(Named("CNIL", ("CNIL",)),), rulings=rulings)


def counted(*rulings: Ruling) -> Tally:
    return tally(FINED, record(*rulings), [Read(ruling, 0, len(FINED.text)) for ruling in rulings])[0]


def test_an_act_told_twice_is_one() -> None:
    assert gold_record(FINED).rulings == (FINE,)


def test_a_place_that_acts_is_no_issuer() -> None:
    passage = passage_of(["= wire", "[j1|Nepal] {1|banned} [p1|Orbo].", "1 ban decided j1 > p1"], "made-01.txt:1")
    assert gold_record(passage).rulings == (Ruling("ban", "decided", (), ("Orbo",)),)


def test_an_act_of_its_kind_and_parties_is_found() -> None:
    assert counted(FINE) == Tally(acts=1, found=1, traps=1)
    assert counted() == Tally(acts=1, traps=1)


def test_a_word_that_tells_of_no_act_is_a_trap() -> None:
    assert counted(FINE, BAN) == Tally(acts=1, found=1, traps=1, told=1)


def test_what_is_neither_is_invented() -> None:
    assert counted(replace(FINE, respondents=("Orbo",))) == Tally(acts=1, traps=1, invented=1)
    assert counted(BAN, replace(BAN, status="proposed")) == Tally(acts=1, traps=1, told=1, invented=1)


def test_a_ruling_out_of_another_sentence_fell_for_no_trap() -> None:
    begin = FINED.text.index("Its")
    assert tally(FINED, record(BAN), [Read(BAN, begin, len(FINED.text))])[0] == Tally(acts=1, traps=1, invented=1)


def test_counts_are_kept_by_kind() -> None:
    _, kinds = tally(FINED, record(BAN), [Read(BAN, 0, 20)])
    assert kinds["fine"] == Tally(acts=1)
    assert kinds["ban"].traps == 1


def test_a_party_has_the_marked_names_that_it_was_read_from() -> None:
    party = {"name": "Commission nationale", "mentions": [{"surface": "The CNIL", "start": 0, "end": 8}]}
    assert as_marked({"organisations": [], "regulators": [party]}, FINED)["regulators"][0]["surface"] == ["CNIL"]


def test_ratios_of_nothing_are_zero() -> None:
    assert (Tally().precision, Tally().recall) == (0.0, 0.0)
