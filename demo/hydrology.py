"""Water on the ground: filled sinks, eight-direction flow, catchments."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from .grid import Bools, Floats

_STEPS = (
    (-1, 0, 1.0),
    (1, 0, 1.0),
    (0, -1, 1.0),
    (0, 1, 1.0),
    (-1, -1, 2**0.5),
    (-1, 1, 2**0.5),
    (1, -1, 2**0.5),
    (1, 1, 2**0.5),
)


@dataclass(frozen=True)
class Flow:
    """Where each cell drains: flat index of the receiver (itself = outlet), distance in cells."""

    filled: Floats
    receiver: NDArray[np.int64]
    step: Floats
    order: NDArray[np.int64]  # flat indices, receivers before donors


def fill_and_route(height: Floats, outlet: Bools, rise: float = 1e-3) -> Flow:
    """Fill sinks (priority flood) and link every cell to the cell it drains to.

    Args: heights in metres; ``outlet`` marks the sea; ``rise`` metres per cell
    is kept on filled ground, so that water always knows its way.
    """
    rows, columns = height.shape
    width = columns + 2
    padded = np.full((rows + 2, width), np.inf)
    padded[1:-1, 1:-1] = height
    level = padded.ravel().tolist()
    closed = np.ones((rows + 2, width), dtype=bool)
    closed[1:-1, 1:-1] = outlet
    done = bytearray(closed.ravel().tobytes())
    receiver = list(range(len(level)))
    step = np.ones(len(level)).tolist()
    offsets = [(dr * width + dc, length) for dr, dc, length in _STEPS]
    shore = ndimage.binary_dilation(~closed, np.ones((3, 3), dtype=bool)) & closed
    shore[[0, -1]] = shore[:, [0, -1]] = False  # the frame is no outlet
    queue: list[tuple[float, int]] = [(level[cell], cell) for cell in np.flatnonzero(shore.ravel()).tolist()]
    heapq.heapify(queue)
    order: list[int] = []
    pop, push = heapq.heappop, heapq.heappush
    while queue:
        here, cell = pop(queue)
        order.append(cell)
        for offset, length in offsets:
            other = cell + offset
            if not done[other]:
                done[other] = 1
                floor = here + rise * length
                if level[other] < floor:
                    level[other] = floor
                receiver[other] = cell
                step[other] = length
                push(queue, (level[other], other))
    filled = np.array(level).reshape(rows + 2, width)[1:-1, 1:-1]
    return _steepest(filled, outlet, np.array(receiver), np.array(step), np.array(order, dtype=np.int64), width)


def _steepest(filled: Floats, outlet: Bools, receiver: NDArray, step: NDArray, order: NDArray, width: int) -> Flow:
    """Send each cell down its steepest slope; on a tie the flood's own link stays."""
    rows, columns = filled.shape

    def inner(values: NDArray) -> NDArray:
        return values.reshape(rows + 2, width)[1:-1, 1:-1]

    link = inner(receiver)
    link = (link // width - 1) * columns + link % width - 1
    length = inner(step)
    padded = np.pad(filled, 1, constant_values=np.inf)
    flat = np.arange(filled.size).reshape(filled.shape)
    target_height = filled.ravel()[np.clip(link, 0, filled.size - 1)]
    best = np.where(link == flat, 0.0, (filled - target_height) / length) + 1e-9
    for dr, dc, distance in _STEPS:
        drop = (filled - padded[1 + dr : 1 + dr + rows, 1 + dc : 1 + dc + columns]) / distance
        better = (drop > best) & ~outlet
        best = np.where(better, drop, best)
        link = np.where(better, flat + dr * columns + dc, link)
        length = np.where(better, distance, length)
    link = np.where(outlet, flat, link)
    ascending = np.argsort(filled, axis=None, kind="stable")
    return Flow(filled, link, length, ascending)


def accumulate(flow: Flow, weight: Floats) -> Floats:
    """Return the sum of ``weight`` over everything that drains through each cell, itself included."""
    total = weight.ravel().tolist()
    receiver = flow.receiver.ravel().tolist()
    for cell in flow.order[::-1].tolist():
        target = receiver[cell]
        if target != cell:
            total[target] += total[cell]
    return np.array(total).reshape(weight.shape)
