"""A network as a graph: arrays in, arrays out, without PyTorch. The only importer of OpenVINO.

A graph is two files, the description `NAME.xml` and the weights `NAME.bin`, made by
`index/make_graph.py` and checked by their SHA-256 before use. Compiled for this processor it is
kept in the user's cache folder, so that only the first program waits for that.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from index.errors import ModelUnavailable
from index.lean_import import import_lean

if TYPE_CHECKING:
    from openvino import CompiledModel, Core, InferRequest, Model

Inputs: TypeAlias = Sequence[NDArray[Any]]
"""What a graph takes at once, in its own order."""
Precision = Literal["float32", "bfloat16"]
Settings: TypeAlias = dict[str, object]
MOST_STREAMS = 8
"""Each has memory of its own, and more of them than this add little."""
QUICK: Settings = {
    # A thread that may not leave its processor waits there for other programs.
    "ENABLE_CPU_PINNING": False,
    # So many values between the layers share a scale where they are rounded to eight bits, as they
    # are before weights of eight bits: as near to float32 as unrounded (`index.benchmark`).
    "DYNAMIC_QUANTIZATION_GROUP_SIZE": 64,
}
EVERYWHERE: Settings = {"DYNAMIC_QUANTIZATION_GROUP_SIZE": 0, "INFERENCE_PRECISION_HINT": "f32"}
_PRECISIONS: dict[Precision, Settings] = {
    "float32": {"INFERENCE_PRECISION_HINT": "f32"},
    "bfloat16": {"INFERENCE_PRECISION_HINT": "bf16"},
}


class Graph:
    """A graph, read and compiled on first use. Safe to use from several threads.

    Each stream is one thread that runs a batch by itself: none waits, turning, for another, which
    would take the processor from other programs. Where no precision is given it is bfloat16 on
    processors that multiply it natively, else float32.
    """

    def __init__(self, path: Path, *, sha256: str, precision: Precision | None = None) -> None:
        self._path, self._sha256 = path, sha256
        self._streams = min(_processors(), MOST_STREAMS)
        self._settings = QUICK if precision is None else QUICK | _PRECISIONS[precision]
        self._compiled: CompiledModel | None = None
        self._compiling = threading.Lock()
        # To make one takes as long as to read a short text.
        self._idle: deque[InferRequest] = deque()

    def run(
        self, batches: Iterable[Inputs], *, progress: Callable[[int], None] | None = None
    ) -> list[NDArray[np.float32]]:
        """The first output for each batch, in their order; a batch is made when its turn comes.

        `progress` is called with the number of batches done so far, by this thread. Raises
        ModelUnavailable unless description and weights have the SHA-256 that was given, together.
        """
        outputs: list[NDArray[np.float32]] = []
        running: deque[InferRequest] = deque()
        left = iter(batches)

        def keep(request: InferRequest) -> None:
            outputs.append(request.get_output_tensor(0).data.astype(np.float32))
            if len(self._idle) < self._streams:
                self._idle.append(request)
            if progress is not None:
                progress(len(outputs))

        if self._compiled is None and (first := next(left, None)) is not None:
            keep(self._first(first))
        # Not with OpenVINO's own queue: its threads call back into Python, and the program is
        # aborted where it ends meanwhile.
        try:
            for inputs in left:
                if len(running) == self._streams:
                    running[0].wait()
                    keep(running.popleft())
                request = self._request()
                request.start_async(list(inputs))
                running.append(request)
            while running:
                running[0].wait()
                keep(running.popleft())
        finally:
            for request in running:
                request.wait()
        return outputs

    def _request(self) -> InferRequest:
        assert self._compiled is not None  # noqa: S101 - a first batch has run
        try:
            return self._idle.pop()
        except IndexError:
            return self._compiled.create_infer_request()

    def _first(self, inputs: Inputs) -> InferRequest:
        """The request that has run the first batch of all; the graph is compiled for it.

        Only on running it is known what the processor cannot do, where a virtual machine or
        ONEDNN_MAX_CPU_ISA takes from it what it says it has. Then all is done in float32.
        """
        with self._compiling:
            if self._compiled is not None:
                return _ran(self._compiled, inputs)
            try:
                compiled = self._compile(self._settings)
                request = _ran(compiled, inputs)
            except RuntimeError:
                compiled = self._compile(self._settings | EVERYWHERE)
                request = _ran(compiled, inputs)
            self._compiled = compiled
            return request

    def _compile(self, settings: Settings) -> CompiledModel:
        streams = {"NUM_STREAMS": self._streams, "INFERENCE_NUM_THREADS": self._streams}
        model = _core().read_model(*_read_whole(self._path, self._sha256))
        return _compiled(model, settings | streams)


def _ran(compiled: CompiledModel, inputs: Inputs) -> InferRequest:
    request = compiled.create_infer_request()
    request.infer(list(inputs))
    return request


def digest_of_graph(path: Path) -> str:
    """The SHA-256 of description and weights together. Raises OSError."""
    return _digest(path.read_bytes(), path.with_suffix(".bin").read_bytes())


def _digest(description: bytes, weights: bytes) -> str:
    digest = hashlib.sha256(description)
    digest.update(weights)
    return digest.hexdigest()


def _read_whole(path: Path, sha256: str) -> tuple[bytes, bytes]:
    """Both files, read once: what is compiled is what was checked."""
    try:
        description, weights = path.read_bytes(), path.with_suffix(".bin").read_bytes()
    except OSError as error:
        raise ModelUnavailable(
            f"the model at {path} cannot be read ({error.strerror}): reinstall Byline"
        ) from error
    found = _digest(description, weights)
    if found != sha256:
        raise ModelUnavailable(
            f"the model at {path} is damaged or not the published one "
            f"(SHA-256 {found[:16]}…): reinstall Byline"
        )
    return description, weights


def _compiled(model: Model, settings: Settings) -> CompiledModel:
    """The compiled model, from the user's cache folder where it is there."""
    folder = user_cache_path("byline", appauthor=False) / "graphs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _core().compile_model(model, "CPU", settings | {"CACHE_DIR": str(folder)})
    except (OSError, RuntimeError):
        # Read-only, full or damaged: it only saves a part of a second.
        return _core().compile_model(model, "CPU", settings)


@cache
def _core() -> Core:
    # What converts models of other libraries, and would tell its makers that it does.
    openvino = import_lean("openvino", missing=["openvino.tools"])
    core: Core = openvino.Core()
    return core


def _processors() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
