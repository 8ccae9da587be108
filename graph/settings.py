"""Settings: defaults, overridden by the environment (`POLICYGRAPH_…`), overridden by command-line options."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.bands import Bands


class Settings(BaseSettings):
    """What an operator may change. Sizes are in bytes, times in seconds."""

    model_config = SettingsConfigDict(env_prefix="POLICYGRAPH_", frozen=True)

    store: str = str(Path("policygraph-store"))
    """A folder for the embedded store, or the http(s) address of a SPARQL 1.1 server."""
    base: str = "https://w3id.org/policygraph/id/"
    host: str = "127.0.0.1"
    port: int = 8000
    max_input_bytes: int = 20 * 1024 * 1024
    publish_confidence: float = 0.8
    """Rulings from this confidence upwards may be told as they are."""
    review_confidence: float = 0.5
    """Rulings from here up to `publish_confidence` are marked as still to be checked; what is below is hidden, the graph does not hold it."""
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

    @property
    def bands(self) -> Bands:
        """The bands of confidence."""
        return Bands(self.publish_confidence, self.review_confidence)
