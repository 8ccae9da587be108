"""Whether the service runs, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter

from api.deps import PoolDep, StoreDep

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Does it run?")
def alive() -> dict[str, str]:
    """The process runs."""
    return {"status": "ok"}


@router.get("/readyz", summary="Can it answer?")
def ready(store: StoreDep, pool: PoolDep) -> dict[str, str | bool]:
    """The store answers; 503 while it does not. `copied`: queries read the data in memory."""
    store.ask("ASK {}")
    return {"status": "ready", "version": store.version(), "copied": pool.state().copied}
