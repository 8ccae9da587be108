"""What of a page is the article: blocks at their offsets, the frame marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.clean import clean
from graph.model import Article, BlockKind, Text
from graph.readers import read_bytes

SAMPLES = Path(__file__).parents[3] / "samples"
LEAD = (
    "The regulator said on Wednesday that Acme had broken the law when it collected pictures of people without asking."
)
BODY = "Acme and its lawyer Jane Roe told the regulator that the pictures were public, which the Court of Appeal did not accept, and that Acme would appeal."
OTHER = "Scientists in Norway have found that cats can tell the hour, a study of four hundred animals shows, and dogs cannot, in..."


def page(text: str, title: str = "Regulator fines Acme over faces", form: str = "raw", excerpt: str = "") -> Text:
    return clean(Article(source="a", format=form, title=title, text=text, content_hash="0" * 64, excerpt=excerpt))


def kinds(text: Text) -> dict[str, BlockKind]:
    return {text.of(block).strip(): block.kind for block in text.blocks}


def kept(text: Text) -> list[str]:
    return [text.of(block) for block in text.blocks if block.kind is not BlockKind.BOILERPLATE]


FRAMED = f"""THE DAILY WIRE
Home | World | Tech | Sign in

Hi, what are you looking for?

Regulator fines Acme over faces

By Jo Bloggs
February 3, 2021 09:14 GMT

Share  Tweet  Email

{LEAD}

Advertisement. Scroll to continue reading.
• Consent was not needed
- The law does not apply
* The harm is small
1. Nobody complained

READ MORE: Why cats sleep

What does it mean?

{BODY}

Photo: Getty Images

Also Read
Cats can tell the hour
Dogs fined for barking

Written By
Jo Bloggs

You May Also Like

{OTHER}

Subscribe to our daily newsletter
Your email address:*
© 2008-2021 Daily Wire Ltd. All rights reserved"""


def test_a_scraped_page() -> None:
    text = page(FRAMED)
    assert kept(text) == [
        "Regulator fines Acme over faces",
        LEAD,
        "• Consent was not needed",
        "- The law does not apply",
        "* The harm is small",
        "1. Nobody complained",
        "What does it mean?",
        BODY,
    ]
    found = kinds(text)
    assert found["Regulator fines Acme over faces"] is BlockKind.HEADLINE
    assert found["What does it mean?"] is BlockKind.HEADING
    assert found["1. Nobody complained"] is BlockKind.BULLET


@pytest.mark.parametrize(
    "marker",
    [
        "Also Read", "You May Also Like", "Related", "Related articles:", "More from Tech", "Most read", "Recommended", "Read next", "Share this",
        "Get the Tech briefing", "Written By", "About the author", "Comments (12)", "Follow us", "À lire aussi", "Mehr zum Thema", "Lea también",
        "Leggi anche", "Leia também", "Lees ook", "ON OUR READING LIST", "SPONSORED", "###", "Alle Rechte vorbehalten",
    ],
)  # fmt: skip
def test_behind_an_end_marker_all_is_frame(marker: str) -> None:
    text = page(
        f"Regulator fines Acme over faces\n\n{LEAD}\n\n{BODY}\n\n{marker}\n\nDogs fined for barking\n\n{OTHER}\n\nThe best parkas for minus forty, tested by people who wear them."
    )
    assert kept(text) == ["Regulator fines Acme over faces", LEAD, BODY]


def test_the_article_goes_on_behind_links_if_its_own_prose_does() -> None:
    more = [
        f"{number} further times Acme and Jane Roe met the Court of Appeal, which asked Acme again and again what the pictures had been for and got no answer."
        for number in ("Two", "Three", "Four")
    ]
    text = page(
        "\n\n".join(["Regulator fines Acme over faces", LEAD, BODY, "Also Read", "Cats can tell the hour", *more])
    )
    assert kept(text) == ["Regulator fines Acme over faces", LEAD, BODY, *more]


def test_a_button_behind_each_teaser_of_a_digest_ends_nothing() -> None:
    teasers = [
        f"{name} was fined by the authority for keeping the pictures of children longer than it had said and…"
        for name in ("Acme", "Vexillo", "Tarvello", "Mellory", "Ostrava")
    ]
    text = page(
        "Regulator fines Acme over faces\n\n" + "\n".join(line for teaser in teasers for line in (teaser, "Read More"))
    )
    assert kept(text)[-5:] == teasers


def test_prose_that_speaks_of_other_things_does_not_resume_the_article() -> None:
    other = OTHER.replace(", in...", " in any season of the year.")
    text = page("\n\n".join(["Regulator fines Acme over faces", LEAD, BODY, "Also Read", *[other] * 4]))
    assert kept(text) == ["Regulator fines Acme over faces", LEAD, BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Share  Tweet  Email", "[ Print ] [ PDF ] [ Share ]", "UK   World   Law   Tech", "Devices . Regulation . Funding . Events", "Home > Regulation > FDA",
        "READ MORE: Why loyalty schemes scare lawyers", "ALSO READ | Petrol price today", "Photo: Jo Bloggs", "Enter your e-mail    [Sign up]", "(c) 2022 Wire Ltd.",
        "TAGS: Google, Android", "(Reporting by Jo Bloggs; editing by Jane Roe)", "We use cookies to improve this site.", "Lire aussi : la CNIL et les chats",
        "Publicité", "Anzeige", "($1 = 147.40 Kenyan shillings)",
    ],
)  # fmt: skip
def test_lines_of_no_article_are_left_out_in_its_middle(line: str) -> None:
    assert kept(page(f"Regulator fines Acme over faces\n\n{LEAD}\n\n{line}\n\n{BODY}")) == [
        "Regulator fines Acme over faces",
        LEAD,
        BODY,
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Related proceedings against two other companies are pending before the same court in Dublin.",
        "Comments close on March 15.",
        "Share prices fell by four per cent after the decision was published.",
        "By then the company had left the country.",
        "Follow the money, the judge said.",
    ],
)
def test_sentences_that_begin_like_markers_are_prose(sentence: str) -> None:
    assert (
        kinds(page(f"Regulator fines Acme over faces\n\n{LEAD}\n\n{sentence}\n\n{BODY}"))[sentence]
        is BlockKind.PARAGRAPH
    )


def test_metadata_formats_are_treated_gently() -> None:
    text = page(
        f"Regulator fines Acme\n\nIt used faces.\n\n### Background\n\n{LEAD}\n\nRelated\n\n{BODY}\n\nShort heading\n\n{LEAD} Again.",
        "Regulator fines Acme",
        "markdown",
        "It used faces.",
    )
    found = kinds(text)
    assert found["It used faces."] is BlockKind.STANDFIRST
    assert found["### Background"] is BlockKind.HEADING
    assert found["Short heading"] is BlockKind.HEADING


def test_a_transcript_is_paragraphs() -> None:
    lines = [
        f"00:{number:02d} okay so the regulator fined acme again and nobody knows why it did that"
        for number in range(8)
    ]
    text = page("\n".join(lines), "captions")
    assert [block.kind for block in text.blocks] == [BlockKind.PARAGRAPH] * 8


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "The regulator said on Wednesday that Acme had broken the law\nwhen it collected pictures of people without asking them, and\nfined it."
    text = page(f"Regulator fines Acme over faces\n\n{wrapped}\n\n{BODY}")
    assert kept(text) == ["Regulator fines Acme over faces", wrapped, BODY]


def test_a_text_without_breaks_is_one_paragraph() -> None:
    text = page(f"{LEAD} {BODY} " * 5, LEAD[:60])
    assert [block.kind for block in text.blocks] == [BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "path",
    sorted(path for path in [*SAMPLES.glob("*.*"), *SAMPLES.glob("dev/*.*")] if path.name != "README.md"),
    ids=lambda path: path.name,
)
def test_samples_keep_their_prose_and_lose_their_frame(path: Path) -> None:
    frame = (
        "also read",
        "you may also like",
        "©",
        "subscribe",
        "advertisement",
        "enter your e-mail",
        "all rights reserved",
        "tweet",
    )
    for article in read_bytes(path.name, path.read_bytes()):
        assert isinstance(article, Article)
        text = clean(article)
        blocks = [text.of(block).strip() for block in text.blocks if block.kind is not BlockKind.BOILERPLATE]
        assert sum(map(len, blocks)) > 0.6 * len(article.text)
        assert not [block for block in blocks if block.lower().startswith(frame)]


@given(st.lists(st.sampled_from([LEAD, BODY, OTHER, "Also Read", "Written By", "Share", "• item one", "# Heading", "Home | World | Tech", "", "…", "©", "a", "\t", "###", "Regulator fines Acme over faces"]), max_size=20), st.sampled_from(["raw", "markdown"]))  # fmt: skip
def test_blocks_are_in_order_disjoint_and_hold_all_words(lines: list[str], form: str) -> None:
    source = "\n".join(lines)
    text = page(source, form=form)
    assert text.content == source
    rest, place = "", 0
    for block in text.blocks:
        assert place <= block.start < block.end <= len(source)
        rest += source[place : block.start]
        place = block.end
    assert not (rest + source[place:]).strip()


@given(st.text(max_size=400), st.text(max_size=40))
def test_any_text_can_be_cleaned(source: str, title: str) -> None:
    assert page(source, title).content == source
