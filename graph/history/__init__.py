"""Time and change: a log of transactions that says why, the world on a day, and what was known at a moment.

change = logged(store, change, Cause.WORLD, settings)     # write the log with the change
page = changes(store, after="", limit=50)   # read it, oldest first
past = moment(at="2021-06-01").view(store, settings.base)  # a store to ask as any other
"""

from __future__ import annotations

from graph.history.log import changes, ending, logged, transactions
from graph.history.moment import Moment, moment
from graph.history.record import Cause, Entry, HistoryError, Page, Transaction

__all__ = [
    "Cause",
    "Entry",
    "HistoryError",
    "Moment",
    "Page",
    "Transaction",
    "changes",
    "ending",
    "logged",
    "moment",
    "transactions",
]
