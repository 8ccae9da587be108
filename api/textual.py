"""Queries and updates that search text: their patterns are answered from the index before the engine sees them."""

from __future__ import annotations

import asyncio

from graph.search import Rewritten, Texts, mentions, rewritten


async def matched(query: str, texts: Texts) -> Rewritten:
    """A query or update with its text patterns answered; only one that has some is worth a thread."""
    return await asyncio.to_thread(rewritten, query, texts) if mentions(query) else Rewritten(query, query)
