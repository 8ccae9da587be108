"""The rows of a result that goes by as bytes, counted by a mark that each format writes between rows only.

Inside a value none of these marks can stand: JSON and TSV escape quotes and line ends, XML escapes `<`.
"""

from __future__ import annotations

_MARKS = {
    "application/sparql-results+json": (b'}},{"', 1),
    "application/sparql-results+xml": (b"<result>", 0),
    "text/tab-separated-values": (b"\n", -1),
}


class RowCounter:
    """Counts the rows of one result; those of a graph, or without a variable that is bound, are not counted."""

    def __init__(self, media_type: str) -> None:
        self._csv = media_type == "text/csv"
        self._mark, self._rows = (b"\n", -1) if self._csv else _MARKS.get(media_type, (b"", 0))
        self._tail, self._quoted = b"", False

    def add(self, data: bytes) -> int:
        """How many rows there are after `data`."""
        if self._csv:
            self._rows += self._lines(data)
        elif self._mark:
            data = self._tail + data
            self._rows += data.count(self._mark)
            self._tail = data[max(len(data) - len(self._mark) + 1, 0) :]
        return self._rows

    def _lines(self, data: bytes) -> int:
        """Line ends outside of quotes."""
        found = 0
        for place, piece in enumerate(data.split(b'"')):
            self._quoted ^= place > 0
            if not self._quoted:
                found += piece.count(b"\n")
        return found
