"""`policygraph review`: what waits for a person, one at a time, decided with single keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import settings, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.curation import Decision, Verdict
    from graph.curation.items import Exhibit, Item
    from graph.settings import Settings
    from graph.store import Store

KEYS = {"a": "accept", "r": "reject", "c": "correct", "n": "noted", "m": "same-act", "s": "apart"}
LABELS = {
    "accept": "accept",
    "reject": "reject",
    "correct": "correct",
    "noted": "leave it",
    "same-act": "the same act",
    "apart": "not the same",
}


def review(
    context: typer.Context,
    by: Annotated[str, typer.Option("--by", envvar="USER", help="Who decides.")] = "unknown",
    list_: Annotated[bool, typer.Option("--list", help="What waits, one a line.")] = False,
    decisions: Annotated[bool, typer.Option("--decisions", help="What was decided, one a line.")] = False,
    export: Annotated[bool, typer.Option("--export", help="All decisions as JSON Lines, on stdout.")] = False,
    import_: Annotated[Path | None, typer.Option("--import", help="Make the decisions of such a file.")] = None,
    undo: Annotated[str | None, typer.Option("--undo", metavar="ID", help="Take a decision back.")] = None,
    merge: Annotated[
        tuple[str, str] | None, typer.Option("--merge", metavar="ID ID", help="The first entity is the second.")
    ] = None,
    distinct: Annotated[
        tuple[str, str] | None, typer.Option("--distinct", metavar="ID ID", help="Two entities are not the same.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, which is kept.")] = "",
) -> None:
    """Decide on what was read with doubt, on rulings that may be one, on sources that disagree.

    Without an option it shows one thing at a time: a accept, r reject, c correct, m the same act, s not the same,
    Enter passes over, q ends. Every decision is kept with who, when and why, holds over new extractions, and can be undone.
    """
    from graph.store import open_store

    chosen = settings(context)
    with open_store(chosen.store) as store:
        if list_:
            show_queue(store, chosen)
        elif decisions:
            show_decisions(store, chosen)
        elif export:
            write_out(store, chosen)
        elif import_ is not None:
            take_in(store, chosen, import_)
        elif undo:
            take_back(store, chosen, undo, by, reason(why))
        elif merge or distinct:
            on_entities(store, chosen, merge, distinct, by, reason(why))
        else:
            sit(store, chosen, by)


def reason(why: str) -> str:
    """The reason, or a complaint that there is none."""
    if not why:
        raise typer.BadParameter("give a reason with --why: it is kept with the decision")
    return why


def show_queue(store: Store, chosen: Settings) -> None:
    """What waits, one a line."""
    from graph.curation.queue import queue

    for item in queue(store, chosen):
        told = " | ".join(f"{parties(one)}: “{one.anchor.quote}”" for one in item.exhibits)
        print(f"{item.reason}\t{item.question}\t{told}")


def show_decisions(store: Store, chosen: Settings) -> None:
    """What was decided, one a line."""
    from graph.curation import kept
    from graph.curation.keeping import label_of
    from graph.quads import Iris

    for one in kept(store, Iris(chosen.base)):
        undone = f"\tundone by {one.undone.by}: {one.undone.why}" if one.undone else ""
        print(
            f"{one.decision.id}\t{one.decision.time}\t{one.decision.by}\t{label_of(one.decision)}\t{one.decision.why}{undone}"
        )


def write_out(store: Store, chosen: Settings) -> None:
    """All decisions as JSON Lines."""
    import sys

    from graph import curation
    from graph.quads import Iris

    sys.stdout.buffer.write(curation.export(curation.kept(store, Iris(chosen.base))))


def take_in(store: Store, chosen: Settings, path: Path) -> None:
    """Make the decisions of a file; a line that is none is told, and the others are made."""
    import orjson

    from graph import curation
    from graph.curation import deciding
    from graph.errors import InputError

    good: list[Decision] = []
    bad = 0
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            record = orjson.loads(line)
            if not record.get("undone"):
                good.append(curation.decision_of(record))
        except (InputError, orjson.JSONDecodeError, AttributeError) as error:
            bad += 1
            tell(f"refused {path}, line {number}: {error}")
    tell(f"{deciding.take_in(store, chosen, good)} new decisions of {len(good)}.")
    if bad:
        raise typer.Exit(1)


def take_back(store: Store, chosen: Settings, identifier: str, by: str, why: str) -> None:
    """Undo a decision."""
    from api.reviewing import now
    from graph.curation import Undone, deciding

    store.apply(deciding.undo(store, chosen, identifier, Undone(now(), by, why)).change)
    tell("Taken back.")


def on_entities(
    store: Store, chosen: Settings, merge: tuple[str, str] | None, distinct: tuple[str, str] | None, by: str, why: str
) -> None:
    """Merge two entities, or part them."""
    from graph.curation import Verdict

    verdict, pair = (Verdict.MERGE, merge) if merge else (Verdict.DISTINCT, distinct)
    ids = tuple(one.removeprefix(chosen.base) for one in pair or ())
    made = decision(verdict, by, why, entities=ids)
    decide(store, chosen, made)
    tell(f"Decided: {made.id}")


def sit(store: Store, chosen: Settings, by: str) -> None:
    """One thing at a time until nothing waits or the curator ends it."""
    from graph.curation.queue import queue

    if not typer.get_text_stream("stdin").isatty():
        raise typer.BadParameter("needs a terminal; --list, --import and the page /review work without one")
    waiting = list(queue(store, chosen))
    for number, item in enumerate(waiting, 1):
        show(item, f"{number} of {len(waiting)}")
        if not item.verdicts:
            continue
        verdict = asked(item.verdicts)
        if verdict == "q":
            return
        if verdict:
            answer(store, chosen, item, verdict, by)
    tell("Nothing else waits." if waiting else "Nothing waits.")


def show(item: Item, where: str) -> None:
    """An item with its evidence."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True, highlight=False)
    console.print(f"\n[dim]{where} · {item.reason}[/dim]\n[bold]{escape(item.question)}[/bold]")
    for number, one in enumerate(item.exhibits, 1):
        value = f"[bold]{escape(one.value)}[/bold] " if one.value else ""
        console.print(
            f"  {number}. {value}“{escape(one.anchor.quote)}”\n     {escape(parties(one))}\n"
            f"     [dim]{escape(' · '.join(filter(None, (one.headline, one.source))))} · {one.anchor.article}[/dim]"
        )


def parties(exhibit: Exhibit) -> str:
    """Who did what to whom: `fine: Data Protection Commission → Meta`."""
    sides = (", ".join(exhibit.authorities) or "nobody named", ", ".join(exhibit.against))
    return f"{exhibit.anchor.kind}: {' → '.join(filter(None, sides))}"


def asked(verdicts: Sequence[Verdict]) -> str:
    """The verdict of a key; empty to pass over, `q` to end."""
    open_to = {key: name for key, name in KEYS.items() if name in verdicts}
    tell("  " + " · ".join(f"{key} {LABELS[name]}" for key, name in open_to.items()) + " · Enter pass over · q end")
    while True:
        key = typer.getchar().lower()
        if key in open_to:
            return open_to[key]
        if key in "\r\n ":
            return ""
        if key in "q\x03\x04\x1b":
            return "q"


def answer(store: Store, chosen: Settings, item: Item, verdict: str, by: str) -> None:
    """Make the decision of a verdict; what is wrong with it is told and nothing is done."""
    from graph.curation import CORRECTABLE, Verdict
    from graph.errors import InputError

    reports = [one.anchor for one in item.exhibits]
    values: dict[str, tuple[str, ...]] = {}
    if verdict == "correct":
        if len(reports) > 1:
            number = typer.prompt("Which report", type=int, default=1, err=True)
            reports = reports[number - 1 : number]
        name = typer.prompt(f"Which of {', '.join(CORRECTABLE)}", default=item.property or None, err=True)
        values = {name: tuple(given(typer.prompt("Is (values with spaces between; - for none)", err=True)))}
    why = typer.prompt("Why", err=True)
    try:
        made = decision(Verdict(verdict), by, why, reports=tuple(reports), values=values)
        decide(store, chosen, made)
        tell(f"Decided: {made.id} (`policygraph review --undo {made.id}` takes it back)")
    except InputError as error:
        tell(str(error))


def given(text: str) -> list[str]:
    """The values of an answer."""
    return [] if text.strip() == "-" else text.split()


def decision(verdict: Verdict, by: str, why: str, **about: object) -> Decision:
    """A decision of now. InputError if it is none."""
    from dataclasses import replace

    from api.reviewing import now
    from graph.curation import Decision
    from graph.curation.decision import check

    made = replace(Decision(verdict, now(), by, why), **about)  # type: ignore[arg-type]
    check(made)
    return made


def decide(store: Store, chosen: Settings, made: Decision) -> None:
    """Put a decision into force."""
    from graph.curation import deciding

    store.apply(deciding.decide(store, chosen, made).change)
