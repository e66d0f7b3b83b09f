"""Disks and clocks that fail, and folders that become read-only, under a store that is open."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from fail_at_random import compiled, fail_disk, fail_many, fill_disk, set_clock_back

from index.embed import HashingEmbedder
from index.library import Library

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def failing_system(tmp_path_factory):
    library = compiled(tmp_path_factory.mktemp("compiled"))
    if library is None:
        pytest.skip("there is no C compiler here")
    return library


def test_a_disk_that_fills_up_loses_nothing(tmp_path):
    """`python -m tests.index.fail_at_random` does these three more often."""
    assert fail_many(fill_disk, tmp_path / "store", times=3, library=None)[True] > 0


def test_a_disk_that_no_longer_syncs_loses_nothing(tmp_path, failing_system):
    store = tmp_path / "store"
    assert fail_many(fail_disk, store, times=3, library=failing_system)[True] > 0


def test_a_clock_that_is_set_back_does_no_harm(tmp_path, failing_system):
    store = tmp_path / "store"
    assert fail_many(set_clock_back, store, times=2, library=failing_system)[True] == 0


@pytest.fixture
def store_for_all():
    """A folder that others may look into; pytest keeps its own to its user."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        store = Path(folder) / "store"
        store.mkdir()
        yield store


def test_a_folder_that_becomes_read_only_is_searched_on(store_for_all):
    store = store_for_all
    served = subprocess.run(
        [sys.executable, "-m", "tests.index.serve_read_only", str(store)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    added, looked, problems = json.loads(served.stdout)
    assert added == 4 or "--store" in served.stderr
    assert looked == [[added, added, added]] * 4
    assert problems == []
    store.chmod(0o755)
    for file in store.iterdir():
        file.chmod(0o644)
    library = Library.open(store, embedder=HashingEmbedder())
    assert library.status().articles == added
    assert library.problems() == []
    library.close()
