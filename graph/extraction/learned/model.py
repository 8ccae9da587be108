"""The fitted network, run by ONNX Runtime: loaded once a process, when a text first needs it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from graph.extraction.learned.decoding import Outputs

HERE = Path(__file__).parent


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer of the network."""
    return Tokenizer.from_file(str(HERE / "tokenizer.json"))


@cache
def session() -> onnxruntime.InferenceSession:
    """The network, on one thread: texts are read side by side in processes, not in threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(HERE / "reader.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
    )


def run(pieces: Sequence[int]) -> Outputs:
    """The logits of the network at each piece."""
    inputs = {
        "pieces": np.asarray([pieces], dtype=np.int64),
        "present": np.ones((1, len(pieces)), dtype=np.float32),
    }
    carried, kinds, standings, roles = session().run(None, inputs)
    return carried[0], kinds[0], standings[0], roles[0]
