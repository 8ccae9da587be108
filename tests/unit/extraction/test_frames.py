"""Sentences and the acts they tell of. The sentence is the body of an article of Friday, 14 June 2024."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from graph.extraction import extract
from graph.model import Article, Extraction, Kind, Report, Status

PUBLISHED = datetime(2024, 6, 14, tzinfo=UTC)


def read(text: str) -> Extraction:
    return extract(
        Article("case.md", "markdown", "In brief", f"In brief\n\n{text}", "0", published=PUBLISHED, language="en")
    )


@dataclass(frozen=True)
class Case:
    """A sentence and one act it tells of: ids of issuers and respondents without their type, amount and currency."""

    text: str
    kind: str
    issuers: str = ""
    respondents: str = ""
    money: str = ""
    status: str = "decided"
    others: tuple[str, ...] = field(default=())
    """Kinds that the sentence tells of besides."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


ACTS = [
    # Lists: whoever stands in one has part in the act, each sum is that of the party before it.
    Case("The CNIL, the AEPD and the Garante fined Clearview AI €5 million.", "fine", "fr-cnil es-aepd it-garante", "clearview-ai", "5000000 EUR"),
    Case("The regulator, the CNIL, fined Meta and Google.", "fine", "fr-cnil", "meta google"),
    Case("The CNIL fined Google €100 million and Amazon €35 million.", "fine", "fr-cnil", "google", "100000000 EUR", others=("fine",)),
    Case("The CNIL fined Google €100 million and Amazon €35 million.", "fine", "fr-cnil", "amazon", "35000000 EUR", others=("fine",)),
    Case("The ICO hit Google with a penalty of £10 million and Amazon with one of £3 million.", "fine", "gb-ico", "amazon", "3000000 GBP", others=("fine",)),
    Case("Microsoft is under investigation by the Competition and Markets Authority.", "investigation", "gb-cma", "microsoft", status="pending"),
    Case("The Competition and Markets Authority cleared Microsoft's acquisition of Activision Blizzard.", "approval", "gb-cma", "microsoft activision-blizzard"),
    # Each sum with the party behind it, a settlement of two sides, an act that its authority only announces.
    Case("The KCC decided to impose a fine of €47 million on Google and €20 million on Apple.", "fine", "kr-kmcc", "google", "47000000 EUR", others=("fine",)),
    Case("The KCC decided to impose a fine of €47 million on Google and €20 million on Apple.", "fine", "kr-kmcc", "apple", "20000000 EUR", others=("fine",)),
    Case("The FTC and Kochava reached a settlement over location data.", "settlement", "us-ftc", "kochava"),
    Case("Clearview AI has been fined £45,000, the Information Commissioner's Office said.", "fine", "gb-ico", "clearview-ai", "45000 GBP"),
    Case("New Delhi: The Competition Commission of India fined Google Rs 1,337.76 crore.", "fine", "in-cci", "google", "13377600000 INR"),
    Case("The Federal Trade Commission has settled a data privacy case against General Motors.", "settlement", "us-ftc", "general-motors"),
    # A dateline is no subject; an authority that is only described acts by its name.
    Case("WASHINGTON (Plainfield Wire) - The FTC fined Google $5 million.", "fine", "us-ftc", "google", "5000000 USD"),
    Case("Italy's privacy watchdog has fined OpenAI €15 million.", "fine", "it-garante", "openai", "15000000 EUR"),
    Case("The Information Commissioner's Office has fined Clearview AI £7.5m.", "fine", "gb-ico", "clearview-ai", "7500000 GBP"),
    Case("Clearview AI was fined £7.5 million by the Information Commissioner's Office.", "fine", "gb-ico", "clearview-ai", "7500000 GBP"),
    Case("The CNIL imposed a €20m fine on Clearview AI.", "fine", "fr-cnil", "clearview-ai", "20000000 EUR"),
    Case("A €20m fine was imposed on Clearview AI by the CNIL.", "fine", "fr-cnil", "clearview-ai", "20000000 EUR"),
    Case("Clearview AI received a €20 million fine from the CNIL.", "fine", "fr-cnil", "clearview-ai", "20000000 EUR"),
    Case("The CNIL hit Google with a €50m penalty.", "fine", "fr-cnil", "google", "50000000 EUR"),
    Case("Italy's Garante fines OpenAI €15 million", "fine", "it-garante", "openai", "15000000 EUR"),
    Case("Google must pay the CNIL €50 million, the regulator ruled.", "fine", "fr-cnil", "google", "50000000 EUR"),
    Case("India's Competition Commission slapped a penalty of Rs 1,337.76 crore on Google.", "fine", "in-cci", "google", "13377600000 INR"),
    Case("Ireland's Data Protection Commission ordered TikTok to stop transferring data to China.", "order", "ie-dpc", "tiktok"),
    Case("TikTok was ordered by the Data Protection Commission of Ireland to bring its processing into compliance.", "order", "ie-dpc", "tiktok"),
    Case("The Garante told OpenAI to publish a notice and ordered it to run a campaign.", "order", "it-garante", "openai"),
    Case("The Garante banned ChatGPT in Italy.", "ban", "it-garante", "openai"),
    Case("The Federal Trade Commission banned Rite Aid from using facial recognition for five years.", "ban", "us-ftc", "rite-aid"),
    Case("The Federal Trade Commission sued Amazon.", "lawsuit", "us-ftc", "amazon", status="pending"),
    Case("Meta was sued by the Federal Trade Commission on Wednesday.", "lawsuit", "us-ftc", "meta", status="pending"),
    Case("The US Department of Justice filed a lawsuit against Apple.", "lawsuit", "us-department-of-justice", "apple", status="pending"),
    Case("The European Commission opened an investigation into AliExpress.", "investigation", "eu-commission", "aliexpress", status="pending"),
    Case("The UK's Competition and Markets Authority launched a probe into Microsoft.", "investigation", "gb-cma", "microsoft", status="pending"),
    Case("Epic Games agreed to pay $275 million to settle Federal Trade Commission charges.", "settlement", "us-ftc", "epic-games", "275000000 USD"),
    Case("The Federal Trade Commission reached a $30 million settlement with Amazon.", "settlement", "us-ftc", "amazon", "30000000 USD"),
    Case("The European Data Protection Board issued guidelines on facial recognition.", "guidance", "eu-edpb"),
    Case("The Information Commissioner's Office published guidance on biometric recognition.", "guidance", "gb-ico"),
    Case("The European Parliament approved the AI Act.", "legislation", "eu-parliament"),
    Case("The Governor of California signed the Delete Act into law.", "legislation", "us-ca-governor"),
    Case("The General Court of the European Union annulled the European Commission's €1.49 billion fine against Google.", "appeal", "eu-general-court", "google", others=("fine",)),
    Case("The Court of Justice of the European Union dismissed Google's appeal.", "appeal", "eu-court-of-justice", "google"),
    Case("The Food and Drug Administration approved the app of Natural Cycles.", "approval", "us-fda", "natural-cycles"),
    Case("The Federal Trade Commission warned Meta that its chatbots may break the law.", "warning", "us-ftc", "meta"),
    Case("The Office of the Privacy Commissioner of Canada found that Clearview AI had broken the law.", "finding", "ca-opc", "clearview-ai"),
    Case("Clearview AI broke Canadian privacy law, the Office of the Privacy Commissioner of Canada found.", "finding", "ca-opc", "clearview-ai"),
    Case("The Competition and Markets Authority dropped its investigation into Google.", "dismissal", "gb-cma", "google"),
    Case("The US Department of Justice charged Binance with money laundering.", "charge", "us-department-of-justice", "binance", status="pending"),
    Case("The Information Commissioner's Office intends to fine British Airways £183 million.", "fine", "gb-ico", "british-airways", "183000000 GBP", "proposed"),
    Case("The Information Commissioner's Office and the Office of the Australian Information Commissioner jointly opened an investigation into Clearview AI.", "investigation", "gb-ico au-oaic", "clearview-ai", status="pending"),
    Case("The CNIL fined Google €50m and ordered it to change its consent form.", "fine", "fr-cnil", "google", "50000000 EUR", others=("order",)),
    Case("The CNIL fined Google €50m and ordered it to change its consent form.", "order", "fr-cnil", "google", others=("fine",)),
    Case("Malaysia's Communications and Multimedia Commission has blocked Grok.", "ban", "my-mcmc", "xai"),
    Case("Natural Cycles won clearance from the Food and Drug Administration for its app.", "approval", "us-fda", "natural-cycles"),
    Case("The Commodity Futures Trading Commission issued a letter, granting no-action relief to Kalshi.", "approval", "us-cftc", "kalshi"),
    Case("The Securities and Exchange Commission approved a rule change allowing for the listing of eight funds.", "approval", "us-sec"),
    Case("Twitter violated a 2011 order from the Federal Trade Commission.", "order", "us-ftc", "twitter"),
    Case("The Italian data protection authority issued a €20,000 fine on the Toscana Sud Est local authority.", "fine", "it-garante", "toscana-sud-est", "20000 EUR"),
    Case("Vexillo Labs Ltd was fined £20,000 by the Information Commissioner's Office.", "fine", "gb-ico", "vexillo-labs", "20000 GBP"),
    # A sum in two currencies, a charge that is a sum, consent that is no agreement, lists that shut out.
    Case("Criteo received a €40m (£34m) fine from the French data protection authority for failing to ensure consent.", "fine", "fr-cnil", "criteo", "40000000 EUR"),
    Case("Ireland's Data Protection Commission charged TikTok some €345m (£296m) in September.", "fine", "ie-dpc", "tiktok", "345000000 EUR"),
    Case("The Federal Communications Commission has put DJI and other brands on its Covered List.", "ban", "us-fcc", "dji"),
    Case("Huawei was placed on the Entity List by the US Department of Commerce.", "ban", "us-department-of-commerce", "huawei"),
    # Of courts: what is dismissed, by which, and what is asked for.
    Case("The Delhi High Court dismissed Telegram's challenge to an order of the ministry.", "appeal", "in-dl-high-court", "telegram"),
    Case("The National Company Law Appellate Tribunal asked Google to deposit the penalty.", "order", "in-nclat", "google"),
    Case("Under a proposed order, General Motors would be banned by the Federal Trade Commission from selling location data.", "ban", "us-ftc", "general-motors", status="proposed"),
    Case("More than 30 states filed an antitrust lawsuit against Google on Thursday.", "lawsuit", "", "google", status="pending"),
    Case("Meta faces preliminary findings of the European Commission that it broke the law.", "finding", "eu-commission", "meta", status="proposed"),
    Case("The Department of Justice sued. A judge agreed in part, ordering Google to pay a penalty of $125 million.", "fine", "", "google", "125000000 USD"),
    Case("Clearview AI must fork out £40,000, the Information Commissioner's Office said.", "fine", "gb-ico", "clearview-ai", "40000 GBP"),
    Case("In a separate investigation by the Information Commissioner's Office, Clearview AI has been issued with a £19,000 fine.", "fine", "gb-ico", "clearview-ai", "19000 GBP"),
    Case("A federal court rejected the Federal Trade Commission's bid to block Microsoft's takeover of Activision.", "dismissal", "", "microsoft activision"),
]  # fmt: skip

# Sentences that tell of no act that was done: threats, plans of others, denials, positions, company policy, idioms.
NO_ACTS = [
    "The Information Commissioner's Office could fine Meta up to 4% of its turnover.",
    "Meta faces a fine of up to €20 million from the CNIL.",
    "The CNIL is considering whether to fine Google.",
    "The CNIL may order Google to delete the data.",
    "The CNIL stopped short of fining Google.",
    "noyb called on the CNIL to fine Meta €20 million.",
    "Privacy International wants the ICO to ban Clearview AI.",
    "Clearview AI said that it would appeal against the decision of the ICO.",
    "If the European Commission finds a breach, it may fine X Corp.",
    "The Oversight Board ordered Meta to restore the post.",
    "An SEC filing by Amazon shows higher revenue.",
    "Google banned political advertisements from its platform.",
    "Clearview AI contended that the CNIL had no jurisdiction.",
    "The CNIL has not fined Google.",
    "No fine was imposed on Google by the CNIL.",
    "The law lets the ICO fine companies £17.5 million.",
    "Amazon denied that the Federal Trade Commission had fined it.",
    "The Federal Trade Commission urged Congress to ban facial recognition.",
    "Google fined-tuned its model after the CNIL published a blog.",
    "Analysts expect the European Commission to fine Apple next year.",
    "Apple claimed that the European Commission had ordered it to give away its technology.",
    "A court will decide next month whether the CNIL was right to fine Google.",
    "Google suspended the feature after a letter from the CNIL.",
    "Meta risks being fined by the CNIL.",
    "The Garante dropped plans to fine Meta.",
    "According to Meta, the Data Protection Commission of Ireland ordered it to stop.",
    "The European Commission found that Apple had not violated the competition rules.",
    "European regulators have imposed €114 million in fines. Google and Meta are large.",
    "The Financial Conduct Authority warned consumers that they may lose their money, Forbes reported.",
    "Google agreed to pay $68 million to settle claims over its assistant. The class-action suit was filed in California.",
    "The European Commission asked Google to comment.",
    "The Department of Justice is preparing to launch an investigation into Google.",
    "Ireland has been busy. In total, the Data Protection Commission has imposed fines of more than €4 billion on Meta and others since 2018.",
    "The District Court for the Northern District of California denied Meta's motion to dismiss the case.",
]


def ids(report: Report) -> tuple[set[str], set[str]]:
    def bare(names: tuple[str, ...]) -> set[str]:
        return {name.partition("/")[2] for name in names}

    return bare(report.issuers), bare(report.respondents)


DOUBTFUL = 0.2
"""What single sentences are read with at least: nothing around them bears them out."""


def told(found: Extraction) -> list[Report]:
    """All acts that are read, those included that are too doubtful to be told."""
    return [report for report in (*found.reports, *found.hidden) if report.confidence >= DOUBTFUL]


def check(case: Case) -> None:
    found = read(case.text)
    kinds = Counter(report.kind.value for report in found.reports)
    assert kinds <= Counter([case.kind, *case.others]), kinds
    reports = told(found)
    wanted = (set(case.issuers.split()), set(case.respondents.split()))
    fitting = [report for report in reports if report.kind == case.kind and ids(report) == wanted]
    assert fitting, [(report.kind.value, *ids(report)) for report in reports]
    (report,) = fitting
    assert report.status is Status(case.status)
    money = f"{report.penalty.amount:f} {report.penalty.currency}" if report.penalty else ""
    assert money == case.money or (not case.money and case.kind in ("appeal", "order"))


@pytest.mark.parametrize("case", ACTS, ids=str)
def test_acts(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("text", NO_ACTS)
def test_no_acts(text: str) -> None:
    assert [(report.kind.value, *ids(report)) for report in read(text).reports] == []


def test_every_kind_has_a_case() -> None:
    assert {case.kind for case in ACTS} == {kind.value for kind in Kind}


def test_the_quote_stands_at_its_offsets_and_holds_the_amount() -> None:
    found = read("The CNIL fined Google €50m. Google will appeal.")
    (report,) = found.reports
    quote = report.evidence[0]
    assert found.article.text[quote.start : quote.end] == quote.quote
    assert "€50m" in quote.quote
    assert report.penalty is not None and report.penalty.amount == Decimal(50_000_000)


def test_an_investigation_of_somebody_unnamed_is_not_one_of_an_example() -> None:
    text = "Ofcom launched an investigation into whether the provider of an online forum broke the law. Platforms such as X, Facebook must act."
    assert all("x-corp" not in ids(report)[1] for report in told(read(text)))


def test_a_sum_that_follows_a_proposed_fine_is_proposed_too() -> None:
    text = "The Information Commissioner's Office intends to fine British Airways. The airline will have to pay £183 million to the office."
    (report,) = read(text).reports
    assert report.status is Status.PROPOSED
    assert report.penalty is not None and report.penalty.amount == Decimal(183_000_000)


def test_the_apex_court_is_not_the_tribunal_that_was_named_last() -> None:
    text = "The National Company Law Appellate Tribunal upheld the fine on Google. The apex court dismissed Google's plea. The Supreme Court of India sits in Delhi."
    assert {"regulator/in-supreme-court"} in [set(report.issuers) for report in read(text).reports]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The CNIL fined Google €50 million. Google has appealed against the decision.", Status.APPEALED),
        ("Google is appealing a €50 million fine imposed on it by the CNIL.", Status.APPEALED),
        ("The CNIL fined Google €50 million. Google will appeal against the decision.", Status.DECIDED),
        ("The CNIL fined Google €50 million. Meta has appealed against another decision.", Status.DECIDED),
    ],
)
def test_a_fine_whose_party_has_appealed_is_under_appeal(text: str, status: Status) -> None:
    assert [report.status for report in read(text).reports if report.kind is Kind.FINE] == [status]


def test_what_a_party_is_ordered_to_say_is_no_warning() -> None:
    text = "The Financial Conduct Authority ordered Binance to post a prominent notice warning consumers of the risks."
    assert [report.kind for report in read(text).reports] == [Kind.ORDER]


def test_who_owns_a_party_is_not_it() -> None:
    text = "Cruise drives cars. The California Department of Motor Vehicles suspended the General Motors-owned company's permits. Cruise did not comment."
    assert [ids(report)[1] for report in read(text).reports] == [{"cruise"}]


def test_what_a_report_counts_is_told_and_not_claimed() -> None:
    (report,) = read("A report by law firm DLA Piper said the CNIL has fined Google €50 million.").reports
    assert ids(report) == ({"fr-cnil"}, {"google"})


def test_a_weekday_is_the_last_one() -> None:
    (report,) = read("The CNIL fined Google €50m on Wednesday.").reports
    assert report.date is not None and report.date.value == "2024-06-12"


def test_a_position_without_a_verb_of_saying_is_a_claim_too() -> None:
    found = read("Apple opposes the order of the European Commission. WhatsApp threatened to leave Britain.")
    assert [claim.by for claim in found.claims] == ["organisation/apple", "organisation/whatsapp"]


def test_a_contention_is_a_claim_of_its_party() -> None:
    found = read("Clearview AI contended that the CNIL had no jurisdiction over it.")
    assert found.reports == ()
    assert [claim.by for claim in found.claims] == ["organisation/clearview-ai"]


def test_a_possibility_is_kept_but_is_no_ruling() -> None:
    found = read("The CNIL could fine Google up to €20 million.")
    assert found.reports == ()
    assert all(report.penalty is None or report.modality.value != "asserted" for report in found.possibilities)
