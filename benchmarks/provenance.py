"""Where a figure comes from: when, of which commit, on which machine, by which command."""

from __future__ import annotations

import os
import platform
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent


def provenance(module: str) -> str:
    """Four lines to print above any measurement; `module` is what was run with `python -m`."""
    command = shlex.join(["python", "-m", module, *sys.argv[1:]])
    lines = {"date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), "commit": commit(), "machine": machine()}
    return "\n".join(f"{name:8} {value}" for name, value in {**lines, "command": command}.items())


def commit() -> str:
    """The short hash of the commit, with a mark where code differs from it; 'unknown' outside a repository."""
    try:
        short = git("rev-parse", "--short=12", "HEAD")
        changed = git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{short} with local changes" if changed else short


def git(*arguments: str) -> str:
    """What git answers, stripped."""
    answer = subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True)
    return answer.stdout.strip()


def machine() -> str:
    """Processor, number of cores, memory, Python and system."""
    cores = len(os.sched_getaffinity(0))
    return f"{processor()}, {cores} cores, {memory():.0f} GB, Python {platform.python_version()}, {platform.system()}"


def processor() -> str:
    """The name of the processor, as far as the system tells."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.machine()


def memory() -> float:
    """Memory in gigabytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
