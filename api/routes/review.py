"""Review: what waits for a person, and what persons decided. All but the bare page takes a token with the scope `curate`."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import pages, reviewing, writing
from api.access import admit
from api.deps import ServicesDep
from api.reviewing import DecisionRecord, NewDecision, Queue
from api.tokens import Holder, Scope
from graph.curation import export, kept
from graph.curation.items import Reason
from graph.quads import Iris
from graph.store.updates import Target

router = APIRouter(tags=["review"])
_LINES = "application/jsonl"


@router.get("/api/v1/review/queue", summary="What waits for a decision")
def queue(
    request: Request,
    services: ServicesDep,
    reason: Annotated[Reason | None, Query(description="Only what waits for this reason")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Queue:
    """Acts that were read with doubt, rulings that may be one, sources that disagree, decisions that lost their report.

    Each comes with its evidence. It needs a token with the scope `curate`.
    """
    admit(request, services.tokens, Scope.CURATE)
    return reviewing.waiting(services.store, services.settings, reason, limit, offset)


@router.get("/api/v1/review/decisions", summary="All decisions, the latest first")
def decisions(request: Request, services: ServicesDep) -> list[DecisionRecord]:
    """Who decided what, when and why; those that were taken back are among them."""
    admit(request, services.tokens, Scope.CURATE)
    return reviewing.decided(services.store, services.settings)


@router.get(
    "/api/v1/review/decisions.jsonl", summary="All decisions, to be taken in elsewhere", response_class=Response
)
def exported(request: Request, services: ServicesDep) -> Response:
    """One decision a line, the oldest first. `policygraph review --import` reads it."""
    admit(request, services.tokens, Scope.CURATE)
    return Response(export(kept(services.store, Iris(services.settings.base))), media_type=_LINES)


@router.post("/api/v1/review/decisions", summary="Decide", status_code=HTTPStatus.CREATED)
async def make(request: Request, services: ServicesDep, new: NewDecision) -> DecisionRecord:
    """Make a decision; the rulings follow in the same transaction. `lost` tells that no such report is there."""
    holder = admit(request, services.tokens, Scope.CURATE)
    work = reviewing.making(services.store, services.settings, new, holder.name)
    made = await services.writer.work(work)
    await asyncio.to_thread(note, services, holder, f"decide {made.id}")
    return made


@router.delete("/api/v1/review/decisions/{identifier}", summary="Take a decision back")
async def take_back(
    request: Request,
    services: ServicesDep,
    identifier: str,
    why: Annotated[str, Query(min_length=1, max_length=2000, description="The reason, which is kept")],
) -> DecisionRecord:
    """Everything is then as if the decision had never been made; that it was made, and taken back, stays on record."""
    holder = admit(request, services.tokens, Scope.CURATE)
    work = reviewing.undoing(services.store, services.settings, identifier, holder.name, why)
    undone = await services.writer.work(work)
    await asyncio.to_thread(note, services, holder, f"undo {identifier}")
    return undone


@router.get("/review", include_in_schema=False)
def page(request: Request) -> Response:
    """The page for people; it asks for a token and shows nothing before."""
    properties = [{"name": name, "label": label, "hint": hint} for name, (label, hint) in reviewing.FIELDS.items()]
    return pages.render(request, "review.html", properties=properties)


def note(services: ServicesDep, holder: Holder, action: str) -> None:
    """Add a decision to the audit log."""
    writing.record(services, holder, action, [Target(Iris(services.settings.base).curation())], 0)
