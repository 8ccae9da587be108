"""An optional reader of acts: any server that speaks OpenAI's chat completions with a JSON schema.

The text goes to the server that `POLICYGRAPH_ASK_URL` names, and nowhere else. What comes back is believed only as far
as the text bears it out: the quote has to stand in the text, the names have to be names that were found there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from graph.extraction.asked.grounding import grounded
from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.extraction.told import Told
from graph.model import Kind, Status

HERE = Path(__file__).parent


class Unanswered(RuntimeError):
    """The server did not answer, or not as asked; says which server, what happened and what to do."""


class Act(BaseModel):
    """One act of an answer."""

    quote: str
    word: str
    kind: Kind
    status: Status
    issuers: list[str]
    respondents: list[str]


class Answer(BaseModel):
    """The answer: see answer.schema.json."""

    acts: list[Act]


@dataclass(frozen=True, slots=True)
class Asked:
    """A reader that asks the server at `url` (the address before `/chat/completions`). Raises `Unanswered`."""

    url: str
    model: str
    key: str = ""
    seconds: float = 120.0

    def __call__(self, sentences: Sequence[Sentence], names: Sequence[Name], content: str) -> list[Told]:
        """The acts that the model reads and the text bears out."""
        answer = self.ask("\n".join(sentence.text for sentence in sentences))
        return [told for act in answer.acts for told in grounded(act, sentences, names)]

    def ask(self, text: str) -> Answer:
        """What the model says of a text."""
        asked = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": instructions()},
                {"role": "user", "content": json.dumps({"text": text}, ensure_ascii=False)},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "acts", "strict": True, "schema": schema()},
            },
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            reply = httpx.post(
                f"{self.url.rstrip('/')}/chat/completions", json=asked, headers=headers, timeout=self.seconds
            )
            reply.raise_for_status()
            return Answer.model_validate_json(reply.json()["choices"][0]["message"]["content"])
        except (httpx.HTTPError, ValidationError, ValueError, LookupError, TypeError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise Unanswered(
                f"the reader at {self.url} gave no usable answer ({reason}); start it, or unset POLICYGRAPH_ASK_URL"
            ) from error


@cache
def instructions() -> str:
    """What the model is told to do."""
    return (HERE / "prompt.txt").read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """The shape of the answer."""
    loaded: dict[str, Any] = json.loads((HERE / "answer.schema.json").read_text(encoding="utf-8"))
    return loaded


__all__ = ["Asked", "Unanswered"]
