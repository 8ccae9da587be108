"""What somebody types, read: words and phrases, the last word perhaps unfinished."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import QueryError
from graph.search.folding import words

MAX_WORDS = 32
_PART = re.compile(r'"([^"]*)"|([^"\s]+)|(")')


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases that must all be found, each one folded word or several in a row.

    `unfinished`: the last word stands for all words that begin with it.
    """

    phrases: tuple[tuple[str, ...], ...]
    unfinished: bool

    def __bool__(self) -> bool:
        return bool(self.phrases)

    @property
    def words(self) -> tuple[str, ...]:
        """All words in order."""
        return tuple(word for phrase in self.phrases for word in phrase)


def wording(text: str) -> Wording:
    """Read what was typed. QueryError for more than 32 words.

    >>> wording('"mass surveillance" ille')
    Wording(phrases=(('mass', 'surveillance'), ('ille',)), unfinished=True)
    """
    phrases: list[tuple[str, ...]] = []
    quoted = False
    for part in _PART.finditer(text):
        quoted = part[1] is not None
        found = words(part[1] or part[2] or "")
        phrases += [tuple(found)] if quoted and found else [(word,) for word in found]
    if sum(map(len, phrases)) > MAX_WORDS:
        raise QueryError(f"The search is for more than {MAX_WORDS} words.", "Search for fewer words.")
    return Wording(tuple(phrases), bool(phrases) and not quoted and not text[-1:].isspace())
