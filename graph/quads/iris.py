"""The only place that mints IRIs: from normalised slugs and hashes, never from raw text."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from graph.model import Article, Claim, Evidence
from graph.quads.addresses import address_key

ENTITY_ID = re.compile(
    r"(?:organisation|regulator|jurisdiction|technology|law|person|product)/[a-z0-9]+(?:-[a-z0-9]+)*"
)
_DASHES = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_ASCII = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "ł": "l", "Ł": "L", "æ": "ae", "œ": "oe", "ı": "i"})
_WORDS = re.compile(r"\w+")
SLUG_LENGTH = 80
RULING_SLUG_LENGTH = 200


def slug(text: str, length: int = SLUG_LENGTH) -> str:
    """Lower-case ASCII words joined by hyphens; a hash where a script has no ASCII letters.

    >>> slug("Commission d’accès à l’information")
    'commission-dacces-a-linformation'
    """
    plain = _APOSTROPHES.sub("", text).translate(_ASCII)
    folded = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    words = _DASHES.sub("-", folded).strip("-")[:length].strip("-")
    return words or f"x{_digest(text)}"


def title_key(title: str) -> str:
    """A title as it is compared: its words in lower case, without punctuation.

    >>> title_key("Clearview AI’s ‘illegal’ tool")
    'clearview ais illegal tool'
    """
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", title))
    return " ".join(_WORDS.findall(plain.casefold()))


def publisher_key(article: Article) -> str:
    """The name of a publisher as it is compared: letters and digits only; of its domain where it has no name."""
    name = article.publisher or (article.domain or "").removeprefix("www.").rpartition(".")[0]
    return "".join(_WORDS.findall(unicodedata.normalize("NFKC", name).casefold()))


def day_key(article: Article) -> str:
    """The day of publication, or nothing."""
    return article.published.date().isoformat() if article.published else ""


def identity(article: Article) -> tuple[str, ...]:
    """What makes two documents the same article: the address, else title, publisher and day."""
    if key := address_key(article.url):
        return ("url", key)
    return ("title", title_key(article.title), publisher_key(article), day_key(article))


@dataclass(frozen=True, slots=True)
class Iris:
    """Names instances under `base`, which ends in a slash."""

    base: str

    def article(self, article: Article) -> NamedNode:
        """The article, and its graph."""
        return NamedNode(f"{self.base}article/{_digest(*identity(article))}")

    def entity(self, identifier: str) -> NamedNode:
        """An entity of the registry or of a text; a bare ISO 3166 code is a jurisdiction. ValueError for no id."""
        return _entity(self.base, identifier)

    def report(self, article: NamedNode, number: int) -> NamedNode:
        """The report of this number in an article."""
        return NamedNode(f"{self.base}report/{local(article)}-{number}")

    def claim(self, article: NamedNode, claim: Claim) -> NamedNode:
        """A claim: the same position of the same speaker at the same place is the same claim."""
        mark = _digest(claim.by, claim.gist)[:6]
        return NamedNode(f"{self.base}claim/{local(article)}-{claim.evidence.start}-{mark}")

    def statement(self, article: NamedNode, number: int) -> NamedNode:
        """The statement of this number in an article."""
        return NamedNode(f"{self.base}statement/{local(article)}-{number}")

    def evidence(self, article: NamedNode, evidence: Evidence) -> NamedNode:
        """A quote at its offsets."""
        return NamedNode(f"{self.base}evidence/{local(article)}-{evidence.start}-{evidence.end}")

    def revision(self, article: NamedNode, content_hash: str) -> NamedNode:
        """A former version of an article."""
        return NamedNode(f"{self.base}revision/{local(article)}-{content_hash[:12]}")

    def lost_report(self, revision: NamedNode, number: int) -> NamedNode:
        """The report of this number that a version told and the next one does not."""
        return NamedNode(f"{self.base}lost-report/{local(revision)}-{number}")

    def ruling(self, name: str, number: int = 1) -> NamedNode:
        """A consolidated ruling of this slug; `number` tells rulings of the same slug apart."""
        suffix = f"-{number}" if number > 1 else ""
        return NamedNode(f"{self.base}ruling/{name}{suffix}")

    def conflict(self, ruling: NamedNode, name: str) -> NamedNode:
        """The conflict on one property of a ruling."""
        return NamedNode(f"{self.base}conflict/{local(ruling)}-{name}")

    def variant(self, conflict: NamedNode, number: int) -> NamedNode:
        """The value of this number in a conflict."""
        return NamedNode(f"{self.base}variant/{local(conflict)}-{number}")

    def matter(self, first: NamedNode) -> NamedNode:
        """The matter that begins with this ruling."""
        return NamedNode(f"{self.base}matter/{local(first)}")

    def registry(self) -> NamedNode:
        """The graph of the curated registry."""
        return NamedNode(f"{self.base}graph/registry")

    def curation(self) -> NamedNode:
        """The graph of human decisions."""
        return NamedNode(f"{self.base}graph/curation")

    def change(self, name: str) -> NamedNode:
        """A transaction of the log, and its graph."""
        return NamedNode(f"{self.base}change/{name}")

    def decision(self, identifier: str) -> NamedNode:
        """A decision of a person."""
        return NamedNode(f"{self.base}decision/{identifier}")

    def entity_id(self, iri: object) -> str:
        """The end of an entity's IRI, which is its `Entity.id`."""
        return str(getattr(iri, "value", iri)).removeprefix(self.base)


@lru_cache(maxsize=100_000)
def _entity(base: str, identifier: str) -> NamedNode:
    wanted = identifier if "/" in identifier else f"jurisdiction/{identifier.lower()}"
    if not ENTITY_ID.fullmatch(wanted):
        raise ValueError(f"{identifier!r} is no id of an entity")
    return NamedNode(base + wanted)


def local(iri: NamedNode) -> str:
    """What follows the last slash."""
    return iri.value.rpartition("/")[2]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
