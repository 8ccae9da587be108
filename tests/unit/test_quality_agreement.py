"""Two annotations of one text: what both have, what one has alone."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.quality.agreement import compared, lines, second_readings
from benchmarks.quality.gold import Document, Named, Record, Ruling, load

FINE = Ruling("fine", "decided", ("CNIL",), ("Lumio",))
FIRST = Record(
    organisations=(Named("Lumio", ("Lumio",)), Named("Orbo", ("Orbo",))),
    regulators=(Named("CNIL", ("CNIL",)),),
    rulings=(FINE,),
)
DOCUMENT = Document("a", "samples/a.md", "dev", "en", (), FIRST)


def test_what_one_reading_has_alone_is_counted_on_its_side() -> None:
    (one,) = compared([DOCUMENT], {"a": replace(FIRST, organisations=FIRST.organisations[:1])})
    assert (one.score.counts["organisations"].right, one.score.counts["organisations"].missed) == (1, 1)
    assert one.score.counts["rulings"].f1 == 1.0


def test_only_texts_with_two_readings_are_compared() -> None:
    assert compared([DOCUMENT, replace(DOCUMENT, id="b")], {"b": FIRST})[0].document.id == "b"


def test_the_table_names_the_slots_of_rulings_that_both_have() -> None:
    table = "\n".join(lines(compared([DOCUMENT], {"a": replace(FIRST, rulings=(replace(FINE, status="proposed"),))})))
    assert "The same in 1 rulings that both have" in table
    assert "status                   0.00" in table


def test_thirty_documents_of_dev_have_a_second_reading() -> None:
    second = second_readings()
    assert len(second) >= 30
    assert {document.split for document in load() if document.id in second} == {"dev"}
    assert second.keys() <= {document.id for document in load()}
