"""A reader cannot connect to anything, were the guard to let a query through."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import socket
from graph.store.pool import sandbox
listener = socket.create_server(("127.0.0.1", 0))
ours, theirs = socket.socketpair()
assert sandbox.forbid_connections()
ours.send(b"to those whom it knows it still speaks")
assert theirs.recv(100)
try:
    socket.create_connection(listener.getsockname(), 1)
except PermissionError:
    print("refused")
"""


@pytest.mark.skipif(platform.system() != "Linux", reason="the kernel's filter is Linux's")
def test_connections_are_refused_by_the_kernel() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=30)
    assert done.stdout == "refused\n", done.stderr
