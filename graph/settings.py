"""Settings: defaults, overridden by the environment (`POLICYGRAPH_…`), overridden by command-line options."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may change. Sizes are in bytes, times in seconds."""

    model_config = SettingsConfigDict(env_prefix="POLICYGRAPH_", frozen=True)

    store: str = str(Path("policygraph-store"))
    """A folder for the embedded store, or the http(s) address of a SPARQL 1.1 server."""
    base: str = "https://w3id.org/policygraph/id/"
    host: str = "127.0.0.1"
    port: int = 8000
    max_input_bytes: int = 20 * 1024 * 1024
    publish_confidence: float = 0.4
    """Reports below this confidence are kept in their article's graph but make no ruling."""
    review_confidence: float = 0.25
    """Reports from here up to `publish_confidence` wait for a person's look; those below are hidden, the graph does not hold them."""
    trained_reader: bool = True
    """Whether the trained reader reads English texts beside the frames: more is found and less is wrong, at a fifth of the speed."""
    history: int = 10_000
    """How many transactions the log keeps; older ones go."""
    ask_url: str = ""
    """The address of a server with OpenAI's chat completions that reads acts beside our own readers; empty: none."""
    ask_model: str = ""
    ask_key: str = ""
    gliner: str = ""
    """The folder of a GLiNER model that recognises names instead of the packaged one; empty: none."""
