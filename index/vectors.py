"""Vectors in, nearest passages out: the `VectorIndex` protocol and its FAISS implementation.

The index is never the source of truth: it can be rebuilt from the store at any time. Its file is
a snapshot that says up to which change of the store it reaches, with a checksum, because a flipped
bit in a FAISS file loads without complaint. This is the only file that imports faiss.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

Ids = NDArray[np.int64]

CHECKSUM_BYTES = 32
LONGEST_RECORD = 10_000
EXACT_UP_TO = 500_000
"""Vectors. So many are searched one by one, which takes as long as embedding the question."""
MOST_CELLS = 1024
VECTORS_A_CELL = 40
"""FAISS warns when fewer are there to learn a cell's centre from."""
TRAINED_ON = 64 * MOST_CELLS
BLOCK = 10_000
SHARE_SEARCHED = 0.25
"""Of the cells. Questions lie further from passages than these from one another: with real ones,
a fifth of the cells held fewer than 0.98 of the ten nearest (see index/README.md)."""


class VectorIndex(Protocol):
    """Finds the vectors with the greatest inner product."""

    def __len__(self) -> int: ...

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds vectors of shape (n, dimension). An id that is there already is replaced.

        Raises ValueError when the shape does not fit or an id is given twice.
        """

    def remove(self, ids: Ids) -> None:
        """Removes vectors; ids that are not there are passed over."""

    def search(
        self, vector: Vectors, *, limit: int, allowed: Ids | None = None
    ) -> list[tuple[int, float]]:
        """The `limit` best (id, inner product), best first, fewer only where fewer exist.

        `vector` has the shape (dimension,). With `allowed`, only those ids are considered.
        Raises ValueError when the shape does not fit.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Which vectors an index file holds: of which store, by what model, up to what change."""

    store: str | None
    fingerprint: str
    last_passage: int
    last_removal: int


class FaissVectors:
    """Search over float16 vectors (FAISS scalar quantiser, inner product).

    Up to `exact_up_to` vectors it is exact. Then they are sorted into cells (inverted file, Sivic &
    Zisserman 2003), and a quarter of these is searched; with `allowed` all are, so that no hit is
    lost to a filter.
    """

    def __init__(self, *, dimension: int, exact_up_to: int = EXACT_UP_TO) -> None:
        flat = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index: faiss.Index = faiss.IndexIDMap(flat)
        self._exact_up_to = exact_up_to

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """See `VectorIndex.add`."""
        if vectors.shape != (len(ids), self._index.d):
            raise ValueError(f"{vectors.shape} is not the shape ({len(ids)}, {self._index.d})")
        if len(np.unique(ids)) < len(ids):
            raise ValueError("an id is given twice")
        if len(self):
            self.remove(ids)  # FAISS would keep both under one id
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)
        if len(self) > self._exact_up_to and isinstance(self._index, faiss.IndexIDMap):
            self._index = _in_cells(self._index)

    def remove(self, ids: Ids) -> None:
        """See `VectorIndex.remove`."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(ids))

    def search(
        self, vector: Vectors, *, limit: int, allowed: Ids | None = None
    ) -> list[tuple[int, float]]:
        """See `VectorIndex.search`."""
        if vector.shape != (self._index.d,):
            raise ValueError(f"{vector.shape} is not the shape ({self._index.d},)")
        limit = min(limit, len(self))
        if limit < 1 or (allowed is not None and not len(allowed)):
            return []
        # The parameters do not keep the selector alive.
        selector = None if allowed is None else faiss.IDSelectorBatch(allowed)
        parameters = self._parameters(selector)
        query = np.ascontiguousarray(vector[np.newaxis, :], dtype=np.float32)
        with _one_thread():
            scores, ids = self._index.search(query, limit, params=parameters)
        # FAISS fills the places of missing hits with the id -1.
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(passage, score) for passage, score in found if passage >= 0]

    def _parameters(self, selector: faiss.IDSelector | None) -> faiss.SearchParameters:
        parameters: faiss.SearchParameters
        if isinstance(self._index, faiss.IndexIVF):
            cells = self._index.nlist
            searched = math.ceil(SHARE_SEARCHED * cells) if selector is None else cells
            parameters = faiss.SearchParametersIVF()
            parameters.nprobe = searched
        else:
            parameters = faiss.SearchParameters()
        if selector is not None:
            parameters.sel = selector
        return parameters

    def save(self, path: Path, snapshot: Snapshot) -> None:
        """Writes the snapshot record and the index.

        A power failure can leave a torn file, which `load` tells from a whole one. Raises OSError
        when the folder cannot be written or the disk is full.
        """
        content = json.dumps(asdict(snapshot)).encode() + b"\n"
        content += faiss.serialize_index(self._index).tobytes()
        new = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            new.write_bytes(_checksum(content) + content)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)

    @staticmethod
    def read_snapshot(path: Path) -> Snapshot | None:
        """The snapshot record alone; None where there is none. It may stand before damage."""
        try:
            with path.open("rb") as file:
                file.seek(CHECKSUM_BYTES)
                return Snapshot(**json.loads(file.readline(LONGEST_RECORD)))
        except (OSError, ValueError, TypeError):
            return None

    @classmethod
    def load(cls, path: Path) -> tuple[FaissVectors, Snapshot] | None:
        """The index and its snapshot record; None where there is no whole, unchanged file."""
        try:
            file = path.read_bytes()
        except OSError:
            return None
        content = memoryview(file)[CHECKSUM_BYTES:]
        if file[:CHECKSUM_BYTES] != _checksum(content):
            return None
        end = file.index(b"\n", CHECKSUM_BYTES) + 1
        snapshot = Snapshot(**json.loads(file[CHECKSUM_BYTES:end]))
        index = faiss.deserialize_index(np.frombuffer(file, dtype=np.uint8, offset=end))
        loaded = cls(dimension=index.d)
        loaded._index = index
        return loaded, snapshot


@contextmanager
def _one_thread() -> Iterator[None]:
    """FAISS shares out queries, not vectors: for one query the second thread only waits.

    On a busy machine everything then waits for it. The number is given back, because PyTorch uses
    the same one.
    """
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def _in_cells(exact: faiss.IndexIDMap) -> faiss.IndexIVF:
    """The same vectors, sorted into cells around centres learnt from a part of them."""
    flat, ids = exact.index, faiss.vector_to_array(exact.id_map)
    dimension, count = flat.d, flat.ntotal
    cells = max(1, min(MOST_CELLS, count // VECTORS_A_CELL))
    # By residual, float16 would round what is left after a centre is taken away, not the vector.
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        cells,
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
        False,
    )
    chosen = np.random.default_rng(0).permutation(count)[:TRAINED_ON]
    index.train(np.vstack([flat.reconstruct(int(place)) for place in np.sort(chosen)]))
    for start in range(0, count, BLOCK):
        size = min(BLOCK, count - start)
        index.add_with_ids(flat.reconstruct_n(start, size), ids[start : start + size])
    return index


def _checksum(content: bytes | memoryview) -> bytes:
    return hashlib.sha256(content).digest()
