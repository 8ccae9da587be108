"""Errors that a front door turns into a message or a problem document; each names the remedy."""

from __future__ import annotations


class PolicygraphError(Exception):
    """Base of all errors that are told to a user. `remedy` says what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class InputError(PolicygraphError):
    """An input could not be read: too large, empty, binary, undecodable or malformed."""


class StoreError(PolicygraphError):
    """The store could not be opened or did not answer."""


class QueryError(PolicygraphError):
    """A query that was refused: where it is wrong, counted from 1, and the token that stands there, if that is known."""

    def __init__(
        self, message: str, remedy: str = "", line: int | None = None, column: int | None = None, token: str = ""
    ) -> None:
        super().__init__(message, remedy)
        self.line = line
        self.column = column
        self.token = token


class NotFoundError(PolicygraphError):
    """Something was asked for that the graph does not hold."""
