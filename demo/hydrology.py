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
    closed = np.ones((rows + 2, width), dtype=bool)
    closed[1:-1, 1:-1] = outlet
    shore = ndimage.binary_dilation(~closed, np.ones((3, 3), dtype=bool)) & closed
    shore[[0, -1]] = shore[:, [0, -1]] = False  # the frame is no outlet
    levels, receivers = _flood(padded.ravel(), closed.ravel(), shore.ravel(), width, rise)

    def inner(values: NDArray) -> NDArray:
        return values.reshape(rows + 2, width)[1:-1, 1:-1]

    receiver = inner(receivers)
    aside = np.abs(receiver - inner(np.arange(receivers.size)))
    step = np.where(np.isin(aside, (0, 1, width)), 1.0, 2**0.5)
    return _steepest(inner(levels), outlet, (receiver // width - 1) * columns + receiver % width - 1, step)


def _flood(height: Floats, closed: Bools, shore: Bools, width: int, rise: float) -> tuple[Floats, NDArray[np.int64]]:
    """Let the water come in from the shore, always at its lowest cell; return levels and receivers.

    All flat, on rows of ``width`` cells. Only what the flood raised must be
    queued: any other cell's turn is its place in the order of heights.
    """
    level = height.tolist()
    reached = bytearray(closed.tobytes())  # 0 dry, 1 reached
    waiting = bytearray(shore.tobytes())  # 1 = its turn comes by its height
    receiver = list(range(len(level)))
    raised: list[tuple[float, int]] = []
    pop, push = heapq.heappop, heapq.heappush
    sides, corners = (-width, width, -1, 1), (-width - 1, -width + 1, width - 1, width + 1)

    def spread(cell: int) -> None:
        here = level[cell]
        for offsets, floor in ((sides, here + rise), (corners, here + rise * 2**0.5)):
            for offset in offsets:
                other = cell + offset
                if not reached[other]:
                    reached[other] = 1
                    receiver[other] = cell
                    if level[other] < floor:
                        level[other] = floor
                        push(raised, (floor, other))
                    else:
                        waiting[other] = 1

    upwards = np.argsort(height, kind="stable")
    for turn in zip(height[upwards].tolist(), upwards.tolist()):
        while raised and raised[0] < turn:
            spread(pop(raised)[1])
        cell = turn[1]
        if waiting[cell]:
            spread(cell)
    while raised:
        spread(pop(raised)[1])
    return np.array(level), np.array(receiver)


def _steepest(filled: Floats, outlet: Bools, link: NDArray, length: Floats) -> Flow:
    """Send each cell down its steepest slope; on a tie the flood's own link stays."""
    rows, columns = filled.shape
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
    receiver = flow.receiver.ravel()
    depth = (receiver != np.arange(receiver.size)).astype(np.int64)  # steps to the outlet
    beyond = receiver
    while (further := depth[beyond]).any():
        depth, beyond = depth + further, beyond[beyond]
    upstream_first = flow.order[::-1]
    upstream_first = upstream_first[np.argsort(-depth[upstream_first], kind="stable")]
    total = weight.ravel().copy()
    ends = np.searchsorted(-depth[upstream_first], np.arange(-depth.max(), 1))
    for start, end in zip(ends, ends[1:]):
        cells = upstream_first[start:end]
        np.add.at(total, receiver[cells], total[cells])
    return total.reshape(weight.shape)
