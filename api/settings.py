"""What an operator of the service may change, beyond the settings of the library."""

from __future__ import annotations

from graph.settings import Settings


class ServiceSettings(Settings):
    """Sizes are in bytes, times in seconds; each is set by the environment (`POLICYGRAPH_QUERY_TIMEOUT=10`)."""

    query_timeout: float = 30.0
    """The longest that a query may run; it is ended then."""
    query_memory: int = 2 * 1024**3
    """The memory of one reader process."""
    query_readers: int = 2
    """How many queries are evaluated at the same time."""
    query_waiting: int = 64
    """How many queries may be running or waiting; more are turned away."""
    max_query_bytes: int = 1024**2
    """The longest query."""
    max_answer_bytes: int = 1024**3
    """The longest answer."""
