"""What queries may use, and the errors of those that would use more."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import PolicygraphError


@dataclass(frozen=True, slots=True)
class Limits:
    """What queries may use. Seconds and bytes."""

    seconds: float = 30.0
    """From the question to the end of its evaluation, waiting included."""
    memory_bytes: int = 2 << 30
    """What one reader may take for itself, beside the copy of the data that it shares."""
    answer_bytes: int = 1 << 30
    answer_rows: int = 0
    """0 for as many as there are."""
    update_bytes: int = 64 << 20
    """What an update may change, as the length of its triples."""
    readers: int = 3
    """How many short queries are evaluated at a time."""
    heavy: int = 2
    """How many long ones are, beside these; they give way to the short ones."""
    slice: float = 0.2
    """Seconds of a processor after which a query is a long one."""
    waiting: int = 64
    """How many queries may run or wait."""
    client: int = 16
    """How many of them may be of one client."""
    cache_bytes: int = 64 << 20
    """Answers that are kept until the data change. 0 for none."""
    copy_bytes: int = 1 << 30
    """The largest copy of the data in memory; larger data are read from disk. 0 for none."""


class QueryLimitError(PolicygraphError):
    """A query was ended at the limit of its time or memory."""


class ServiceBusyError(PolicygraphError):
    """There are too many queries, of all clients together."""


class TooManyQueriesError(PolicygraphError):
    """There are too many queries of this client."""


class AnswerTooLargeError(PolicygraphError):
    """An answer went over the limit on its size."""


class BrokenAnswerError(Exception):
    """An answer that is being sent cannot be finished: whoever sends it must break the connection off."""
