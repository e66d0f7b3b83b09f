"""A small real library, a question set over it, and one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from eval_samples import ARTICLES, ROWS, write_lines

from eval.formats import read_set
from eval.results import Result, RunSettings
from eval.run import plan_run, run
from index.embed import HashingEmbedder
from index.library import Library
from qa.build import build_engine
from qa.engine import Engine


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the articles."""
    folder = tmp_path_factory.mktemp("store")
    library = Library.open(folder, embedder=HashingEmbedder())
    library.add(list(ARTICLES))
    library.close()
    return folder


@pytest.fixture(scope="session")
def engine(store: Path) -> Engine:
    embedder = HashingEmbedder()
    return build_engine(Library.open(store, embedder=embedder))


@pytest.fixture(scope="session")
def result(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A run over all the questions."""
    path = write_lines(tmp_path_factory.mktemp("set") / "set.jsonl", ROWS)
    return run(plan_run(read_set(path), engine.library, RunSettings()), engine)


@pytest.fixture
def write_set(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows, or lines that are no JSON, to a file."""

    def write(*rows: Mapping[str, object] | str, name: str = "set.jsonl") -> Path:
        return write_lines(tmp_path / name, rows)

    return write


@pytest.fixture
def set_path(write_set: Callable[..., Path]) -> Path:
    return write_set(*ROWS)
