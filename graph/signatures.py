"""Texts that are copies or rewrites of one another, by MinHash signatures of their runs of words."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, TypeAlias

from rensa import RMinHash

from graph.model import BlockKind, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERMUTATIONS = 64
SEED = 20210203
RUN = 3
"""Words in a run: fewer, and texts on the same act look alike; more, and an editor's touch hides a copy."""
LEAST = 40
"""Texts of fewer words have no signature: too little to tell a copy from a coincidence."""
ALIKE = 0.4
"""Share of runs in common from which texts count as one story. Different reporters' texts on one act share 0.0 to 0.1,
an agency's text cut to half its length 0.5. The estimate errs by 0.06 (1 standard deviation)."""
_WORD = re.compile(r"\w+")

Signature: TypeAlias = "NDArray[np.uint32]"


def signature(text: Text) -> str:
    """The signature of what is no boilerplate in a text, as it is stored; empty for a short one."""
    import numpy as np  # takes a sixth of a second, which a service that only reads need not wait for

    kept = " ".join(text.of(block) for block in text.blocks if block.kind is not BlockKind.BOILERPLATE)
    words = _WORD.findall(kept.casefold())
    if len(words) < LEAST:
        return ""
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update([" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)])
    return b64encode(np.array(sketch.digest(), dtype="<u4").tobytes()).decode()


def read(stored: str) -> Signature:
    """A stored signature as numbers. ValueError for text that is none."""
    import numpy as np

    return np.frombuffer(b64decode(stored, validate=True), dtype="<u4")


def likeness(one: Signature, others: NDArray[np.uint32]) -> NDArray[np.float64]:
    """The estimated share of runs that a text has in common with each of the others (a signature a row)."""
    import numpy as np

    return np.asarray((others == one).mean(axis=1), dtype=np.float64)
