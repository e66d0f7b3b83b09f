"""A store made once by the command itself, and a way to run the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import ARTICLES, Byline, write_lines
from typer.testing import CliRunner, Result

from cli import app


@pytest.fixture(scope="session")
def byline() -> Byline:
    """Runs the command in this process: `byline("articles", "--json", store=folder)`."""

    def run(*arguments: str | Path, store: Path | str | None = None) -> Result:
        option = [] if store is None else ["--store", str(store)]
        return CliRunner().invoke(app, [*map(str, arguments), *option], prog_name="byline")

    return run


@pytest.fixture(scope="session")
def store(byline: Byline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that no test changes."""
    folder = tmp_path_factory.mktemp("store")
    source = write_lines(folder / "articles.jsonl", ARTICLES)
    assert byline("add", source, store=folder / "store").exit_code == 0
    return folder / "store"
