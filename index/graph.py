"""A network as a graph: arrays in, arrays out, without PyTorch. The only importer of OpenVINO.

A graph is two files, the description `NAME.xml` and the weights `NAME.bin`, made by
`index/make_graph.py` and checked by their SHA-256 before use. Compiled for this processor it is
kept in the user's cache folder, so that only the first program waits for that.
"""

from __future__ import annotations

import hashlib
import os
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
    from openvino import CompiledModel, Core, InferRequest

Inputs: TypeAlias = Sequence[NDArray[Any]]
"""What a graph takes at once, in its own order."""
Precision = Literal["float32", "bfloat16"]
MOST_STREAMS = 8
"""Each has memory of its own, and more of them than this add little."""
GROUP = 64
"""Values that share a scale where those between the layers are rounded to eight bits: with the
processor's own bfloat16 as near to float32 as without (`python -m index.benchmark`)."""


class Graph:
    """A compiled graph. Safe to use from several threads.

    Each stream is one thread that runs a batch by itself: none waits, turning, for another, which
    would take the processor from other programs. Where no precision is given it is bfloat16 on
    processors that multiply it natively, else float32.
    """

    def __init__(self, path: Path, *, sha256: str, precision: Precision | None = None) -> None:
        """Raises ModelUnavailable unless description and weights have this SHA-256 together."""
        description, weights = _read_whole(path, sha256)
        self._compiled = _compiled(description, weights, precision)
        self._streams = int(self._compiled.get_property("NUM_STREAMS"))

    def run(
        self, batches: Iterable[Inputs], *, progress: Callable[[int], None] | None = None
    ) -> list[NDArray[np.float32]]:
        """The first output for each batch, in their order; a batch is made when its turn comes.

        `progress` is called with the number of batches done so far, by this thread.
        """
        running: deque[InferRequest] = deque()
        outputs: list[NDArray[np.float32]] = []

        def finish_first() -> InferRequest:
            request = running[0]
            request.wait()
            outputs.append(request.get_output_tensor(0).data.astype(np.float32))
            if progress is not None:
                progress(len(outputs))
            return running.popleft()

        # Not with OpenVINO's own queue: its threads call back into Python, and the program is
        # aborted where it ends meanwhile.
        try:
            for inputs in batches:
                full = len(running) == self._streams
                request = finish_first() if full else self._compiled.create_infer_request()
                request.start_async(list(inputs))
                running.append(request)
            while running:
                finish_first()
        finally:
            for request in running:
                request.wait()
        return outputs


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


def _compiled(description: bytes, weights: bytes, precision: Precision | None) -> CompiledModel:
    streams = min(_processors(), MOST_STREAMS)
    settings: dict[str, object] = {
        "NUM_STREAMS": streams,
        "INFERENCE_NUM_THREADS": streams,
        # A thread that may not leave its processor waits there for other programs.
        "ENABLE_CPU_PINNING": False,
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": GROUP,
    }
    if precision is not None:
        settings["INFERENCE_PRECISION_HINT"] = {"float32": "f32", "bfloat16": "bf16"}[precision]
    core = _core()
    model = core.read_model(description, weights)
    cache_folder = user_cache_path("byline", appauthor=False) / "graphs"
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        return core.compile_model(model, "CPU", settings | {"CACHE_DIR": str(cache_folder)})
    except (OSError, RuntimeError):
        # Read-only, full or damaged: it only saves a part of a second.
        return core.compile_model(model, "CPU", settings)


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
