"""Where to draw each node: distances on paper follow distances in the graph, and no label covers another.

The same network is always laid out the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """The room of a node; `below` says how far its middle lies under the place of the node."""

    width: float
    height: float
    below: float = 0.0


LINK = 80.0
"""The length of a link where nothing presses."""
GAP = 10.0
ASPECT = 1.6
_ROUNDS = 80


def positions(graph: nx.Graph, boxes: Mapping[str, Box], centre: str | None = None) -> dict[str, Place]:
    """A place for each node of an undirected simple graph, given the room that it takes.

    `centre` comes to stand at the origin.
    """
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (centre not in part, -len(part), part[0]))
    drawn: list[Points] = [_part(graph.subgraph(part), part, [boxes[id_] for id_ in part]) for part in parts]
    places = _packed(parts, drawn, boxes)
    x, y = places.get(centre, (0.0, 0.0)) if centre else _middle(places)
    return {id_: (round(px - x, 1), round(py - y, 1)) for id_, (px, py) in places.items()}


def _part(graph: nx.Graph, ids: Sequence[str], boxes: Sequence[Box]) -> Points:
    if len(ids) == 1:
        return np.zeros((1, 2))
    points = _stressed(graph, ids)
    below = np.array([[0.0, box.below] for box in boxes])
    room = np.array([[box.width, box.height] for box in boxes])
    return np.asarray(_separated(_lying(points) + below, room) - below)


def _stressed(graph: nx.Graph, ids: Sequence[str]) -> Points:
    """Stress majorisation (Gansner, Koren and North 2004): each pair as far apart as its shortest path is long."""
    ordered = nx.Graph()
    ordered.add_nodes_from(ids)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges()))
    paths: dict[str, dict[str, int]] = dict(nx.all_pairs_shortest_path_length(ordered))
    crowd = np.array([sqrt(ordered.degree(id_)) for id_ in ids])
    wanted = np.array([[paths[one][other] for other in ids] for one in ids], dtype=float) * LINK
    wanted *= 1 + 0.04 * np.add.outer(crowd, crowd)
    start: dict[str, Any] = nx.spring_layout(ordered, seed=7, iterations=30, method="force")
    points = np.array([start[id_] for id_ in ids]) * LINK * sqrt(len(ids))
    with np.errstate(divide="ignore"):
        weights = np.where(wanted > 0, wanted**-2.0, 0.0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(_ROUNDS):
        apart = _distances(points)
        pull = np.where(apart > 1e-9, weights * wanted / np.maximum(apart, 1e-9), 0.0)
        points = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ points)
    return points


def _lying(points: Points) -> Points:
    """Turned so that it is wider than high, and always the same way up."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    heaviest = np.abs(turned).argmax(axis=0)
    return np.asarray(turned * np.sign(turned[heaviest, [0, 1]] + 1e-12) * [1.35, 0.85])


def _separated(points: Points, boxes: Points) -> Points:
    """Pushes boxes that overlap apart, a little more in every round."""
    points = points + np.arange(len(points))[:, None] * [1e-6, 2e-6]
    room = (boxes[:, None, :] + boxes[None, :, :]) / 2 + GAP
    np.einsum("iik->ik", room)[:] = 0
    for _ in range(200):
        between = points[:, None, :] - points[None, :, :]
        overlap = room - np.abs(between)
        pressed = (overlap > 0).all(axis=2)
        if not pressed.any():
            break
        shallow = (overlap * [1 / ASPECT, 1.0]).argmin(axis=2)
        push = np.zeros_like(between)
        for axis in (0, 1):
            here = pressed & (shallow == axis)
            push[..., axis] = np.where(here, overlap[..., axis] * np.sign(between[..., axis]) * 0.35, 0.0)
        points = points + push.sum(axis=1)
    return points


def _packed(parts: Sequence[Sequence[str]], drawn: Sequence[Points], boxes: Mapping[str, Box]) -> dict[str, Place]:
    """The parts side by side in rows, the whole about as wide as a screen."""
    frames = [_frame(points, [boxes[id_] for id_ in ids]) for ids, points in zip(parts, drawn, strict=True)]
    corners = _fitted(np.array([high - low for low, high in frames]).reshape(-1, 2))
    return {
        id_: (float(point[0]), float(point[1]))
        for ids, points, (low, _), corner in zip(parts, drawn, frames, corners, strict=True)
        for id_, point in zip(ids, points - low + corner, strict=True)
    }


def _frame(points: Points, boxes: Sequence[Box]) -> tuple[Points, Points]:
    """The corners of the least rectangle that holds these boxes, with a margin."""
    halves = np.array([[box.width, box.height] for box in boxes]) / 2 + GAP * 2
    middles = points + [[0.0, box.below] for box in boxes]
    return (middles - halves).min(axis=0), (middles + halves).max(axis=0)


def _fitted(sizes: Points) -> Points:
    """The upper left corners of rectangles, the largest first, each where the whole grows least."""
    corners = np.zeros_like(sizes)
    done: list[int] = []
    for index in sorted(range(len(sizes)), key=lambda index: (-float(sizes[index].prod()), index)):
        if done:
            near, far = corners[done], corners[done] + sizes[done]
            spots = np.concatenate([np.column_stack([far[:, 0], near[:, 1]]), np.column_stack([near[:, 0], far[:, 1]])])
            ends = spots + sizes[index]
            meets = (spots[:, None] < far - 1e-6).all(axis=2) & (ends[:, None] > near + 1e-6).all(axis=2)
            grown = np.maximum(ends, far.max(axis=0)) / [ASPECT, 1.0]
            cost = np.where(meets.any(axis=1), np.inf, grown.max(axis=1) + 0.01 * ends.sum(axis=1))
            corners[index] = spots[int(cost.argmin())]
        done.append(index)
    return corners


def _middle(places: Mapping[str, Place]) -> Place:
    if not places:
        return 0.0, 0.0
    xs, ys = zip(*places.values(), strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _distances(points: Points) -> Points:
    between = points[:, None, :] - points[None, :, :]
    return np.asarray(np.sqrt((between**2).sum(axis=2)))
