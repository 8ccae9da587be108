"""What an operator of the service may change, beyond the settings of the library."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from api.loopback import Loopback
from graph.settings import Settings
from graph.store import MEMORY
from graph.store.reachable import Reachable


class ServiceSettings(Settings):
    """Sizes are in bytes, times in seconds; each is set by the environment (`POLICYGRAPH_QUERY_TIMEOUT=10`)."""

    query_timeout: float = 30.0
    """The longest that a query may run; it is ended then."""
    query_memory: int = 2 * 1024**3
    """What one reader may take for itself, beside the copy of the data that it shares."""
    query_readers: int = 3
    """How many short queries are evaluated at the same time."""
    query_heavy: int = 2
    """How many long ones are, beside these; one client may have all of them but one."""
    query_waiting: int = 64
    """How many queries may be running or waiting; more are turned away."""
    query_client: int = 16
    """How many of them may be of one client."""
    query_copy: int = 1024**3
    """The largest copy of the data in memory; larger data are read from disk. 0 for none."""
    query_cache: int = 64 * 1024**2
    """Answers that are kept until the data change."""
    query_reach: str = ""
    """Addresses, with spaces between them, that SERVICE and LOAD may reach; one that ends in / stands for all below."""
    past_quads: int = 8_000_000
    """What views of former moments may hold together, in quads: about 0.4 GB a million."""
    max_query_bytes: int = 1024**2
    """The longest query."""
    max_update_bytes: int = 64 * 1024**2
    """The longest update, or graph that is sent."""
    tokens: Path | None = None
    """The file with the tokens' hashes; by default `tokens.json` in the folder of the store."""
    audit: Path | None = None
    """The log of what clients wrote; by default `audit.jsonl` in the folder of the store."""
    open_graphs: bool = False
    """Whether everybody may write to every graph: for conformance runs on a scratch store, on the loopback only."""
    max_answer_bytes: int = 1024**3
    """The longest answer."""
    max_answer_rows: int = 0
    """The longest table of results; 0 for one of any length."""

    @property
    def reachable(self) -> Container[str]:
        """What SERVICE and LOAD may reach; the empty tuple if nothing."""
        if self.open_graphs:
            return Loopback()
        return Reachable(self.query_reach.split()) if self.query_reach else ()

    @property
    def tokens_path(self) -> Path:
        """Where the hashes of the tokens are kept."""
        return self.tokens or self._beside("tokens.json")

    @property
    def audit_path(self) -> Path | None:
        """Where writes are noted; nowhere if all may write all."""
        return None if self.open_graphs else self.audit or self._beside("audit.jsonl")

    def _beside(self, name: str) -> Path:
        embedded = "://" not in self.store and self.store != MEMORY
        return Path(self.store) / name if embedded else Path(f"policygraph-{name}")
