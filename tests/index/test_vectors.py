"""The contract of `VectorIndex`, and the snapshot file of `FaissVectors`."""

import numpy as np
import pytest
import torch

from index.vectors import FaissVectors, Snapshot

DIMENSION = 16
SNAPSHOT = Snapshot(store="a", fingerprint="hashing:16", last_passage=50, last_removal=3)


@pytest.fixture(params=[10**6, 0], ids=["exact", "in cells"])
def index(request):
    return FaissVectors(dimension=DIMENSION, exact_up_to=request.param)


def unit_vectors(count, *, seed=0):
    """As they come from the store: float16 numbers in float32, so that nothing is rounded."""
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSION))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float16).astype(np.float32)


def ids(*numbers):
    return np.array(numbers, dtype=np.int64)


def best(query, numbers, vectors, limit):
    order = np.argsort(-(vectors @ query), kind="stable")[:limit]
    return [int(numbers[i]) for i in order]


@pytest.mark.parametrize("limit", [1, 7, 50, 51, 1000])
def test_search_is_exact(index, limit):
    numbers, vectors = np.arange(100, 150), unit_vectors(50)
    index.add(numbers, vectors)
    for query in unit_vectors(5, seed=1):
        found = index.search(query, limit=limit)
        assert [number for number, _ in found] == best(query, numbers, vectors, limit)
        scores = {number: vectors[number - 100] @ query for number in numbers}
        for number, score in found:
            assert score == pytest.approx(scores[number], abs=1e-5)


@pytest.mark.parametrize("limit", [1, 3, 10, 1000])
def test_a_restricted_search_loses_no_hit(index, limit):
    numbers, vectors = np.arange(50), unit_vectors(50)
    index.add(numbers, vectors)
    allowed = ids(3, 17, 18, 41, 999)
    query = unit_vectors(1, seed=1)[0]
    found = [number for number, _ in index.search(query, limit=limit, allowed=allowed)]
    assert found == best(query, allowed[:4], vectors[allowed[:4]], limit)


@pytest.mark.parametrize("allowed", [ids(), ids(999)])
def test_nothing_allowed_finds_nothing(index, allowed):
    index.add(ids(1), unit_vectors(1))
    assert index.search(unit_vectors(1)[0], limit=5, allowed=allowed) == []


def test_an_empty_index_finds_nothing(index):
    assert len(index) == 0
    assert index.search(unit_vectors(1)[0], limit=5) == []


@pytest.mark.parametrize("limit", [0, -1])
def test_no_hits_wanted_gives_none(index, limit):
    index.add(ids(1), unit_vectors(1))
    assert index.search(unit_vectors(1)[0], limit=limit) == []


def test_an_id_added_again_is_replaced(index):
    old, new = unit_vectors(2)
    index.add(ids(7, 8), np.vstack([old, old]))
    index.add(ids(7), new[np.newaxis])
    assert len(index) == 2
    found = dict(index.search(new, limit=5))
    assert found[7] == pytest.approx(new @ new, abs=1e-5)
    assert found[8] == pytest.approx(old @ new, abs=1e-5)


def test_removed_ids_are_not_found_and_unknown_ones_are_passed_over(index):
    index.add(ids(1, 2, 3), unit_vectors(3))
    index.remove(ids(2, 99))
    index.remove(ids())
    assert sorted(number for number, _ in index.search(unit_vectors(1)[0], limit=5)) == [1, 3]


def test_adding_nothing_changes_nothing(index):
    index.add(ids(), np.empty((0, DIMENSION), dtype=np.float32))
    assert len(index) == 0


@pytest.mark.parametrize("shape", [(1, DIMENSION + 1), (2, DIMENSION), (DIMENSION,)])
def test_vectors_of_a_wrong_shape_are_refused(index, shape):
    with pytest.raises(ValueError, match="not the shape"):
        index.add(ids(1), np.zeros(shape, dtype=np.float32))


def test_an_id_given_twice_is_refused(index):
    with pytest.raises(ValueError, match="twice"):
        index.add(ids(1, 1), unit_vectors(2))


@pytest.mark.parametrize("shape", [(DIMENSION + 1,), (1, DIMENSION)])
def test_a_query_of_a_wrong_shape_is_refused(index, shape):
    index.add(ids(1), unit_vectors(1))
    with pytest.raises(ValueError, match="not the shape"):
        index.search(np.zeros(shape, dtype=np.float32), limit=1)


@pytest.fixture
def saved(tmp_path):
    index = FaissVectors(dimension=DIMENSION)
    index.add(np.arange(50), unit_vectors(50))
    path = tmp_path / "vectors.faiss"
    index.save(path, SNAPSHOT)
    return path


def test_what_is_saved_is_loaded(saved):
    loaded, snapshot = FaissVectors.load(saved)
    assert snapshot == SNAPSHOT
    query = unit_vectors(1, seed=1)[0]
    found = [number for number, _ in loaded.search(query, limit=5)]
    assert found == best(query, np.arange(50), unit_vectors(50), 5)
    loaded.remove(ids(found[0]))
    loaded.add(ids(50), unit_vectors(1))
    assert len(loaded) == 50


def test_saving_leaves_one_file(saved):
    assert list(saved.parent.iterdir()) == [saved]


def test_a_flipped_bit_anywhere_is_noticed(saved):
    whole = saved.read_bytes()
    for place in [*range(0, 300), *range(300, len(whole), 97), len(whole) - 1]:
        damaged = bytearray(whole)
        damaged[place] ^= 1
        saved.write_bytes(damaged)
        assert FaissVectors.load(saved) is None, f"byte {place}"


def test_a_file_cut_short_or_too_long_is_noticed(saved):
    whole = saved.read_bytes()
    for length in [0, 1, 31, 32, 33, 200, len(whole) - 1]:
        saved.write_bytes(whole[:length])
        assert FaissVectors.load(saved) is None, f"{length} bytes"
    saved.write_bytes(whole + b"\0")
    assert FaissVectors.load(saved) is None


def test_no_file_is_no_index(tmp_path):
    assert FaissVectors.load(tmp_path / "none") is None
    assert FaissVectors.load(tmp_path) is None


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        FaissVectors(dimension=2).save(tmp_path / "none" / "vectors.faiss", SNAPSHOT)


def test_a_search_leaves_pytorch_its_threads(index):
    index.add(ids(1), unit_vectors(1))
    threads = torch.get_num_threads()
    index.search(unit_vectors(1)[0], limit=1)
    assert torch.get_num_threads() == threads


# Many vectors, of which only the nearest cells are searched


def clustered(count, *, seed=0):
    """Vectors of a few subjects, as news has them."""
    subjects = unit_vectors(40, seed=99)
    chance = np.random.default_rng(seed)
    noise = chance.standard_normal((count, DIMENSION)) / 10
    vectors = subjects[chance.integers(len(subjects), size=count)] + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float16).astype(np.float32)


@pytest.fixture
def many():
    """Five thousand vectors in cells, the last of them added one by one."""
    index = FaissVectors(dimension=DIMENSION, exact_up_to=4000)
    vectors = clustered(5000)
    index.add(np.arange(4990), vectors[:4990])
    for number in range(4990, 5000):
        index.add(ids(number), vectors[number : number + 1])
    return index, vectors


def found_by(index, query, **options):
    return [number for number, _ in index.search(query, **options)]


def test_of_many_vectors_the_nearest_are_found(many):
    index, vectors = many
    right = sum(
        len({*found_by(index, query, limit=10)} & {*best(query, np.arange(5000), vectors, 10)})
        for query in clustered(100, seed=1)
    )
    assert right >= 0.98 * 100 * 10


def test_of_many_vectors_a_filter_loses_none(many):
    """Far from the query, in cells that are not searched without a filter."""
    index, vectors = many
    for seed in range(20):
        [query] = clustered(1, seed=100 + seed)
        farthest = np.sort(np.argsort(vectors @ query)[:7])
        found = found_by(index, query, limit=10, allowed=farthest)
        assert found == best(query, farthest, vectors[farthest], 10)


def test_of_many_vectors_removed_ones_are_gone_and_new_ones_found(many):
    index, vectors = many
    nearest = found_by(index, vectors[7], limit=1)
    assert nearest == [7]
    index.remove(ids(7))
    assert 7 not in found_by(index, vectors[7], limit=50)
    index.add(ids(8), vectors[7:8])
    assert found_by(index, vectors[7], limit=1) == [8]
    assert len(index) == 4999


def test_many_vectors_are_saved_and_loaded(many, tmp_path):
    index, vectors = many
    index.save(tmp_path / "vectors.faiss", SNAPSHOT)
    loaded, _ = FaissVectors.load(tmp_path / "vectors.faiss")
    for query in vectors[:20]:
        assert loaded.search(query, limit=10) == index.search(query, limit=10)
