"""`byline settings`, and that every command has the options and obeys the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_samples import Byline


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file, which is not there yet."""
    monkeypatch.setenv("BYLINE_SETTINGS", str(tmp_path / "settings.toml"))
    return tmp_path / "settings.toml"


def test_settings_tell_where_they_come_from(
    byline: Byline, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('reader = "some/reader"\nreranker = "some/reranker"\n')
    monkeypatch.setenv("BYLINE_RERANKER", "other/reranker")
    arguments = ["settings", "--embedder", "some/embedder"]
    shown = byline(*arguments).stdout
    for said in (
        ("embedder", "some/embedder", "command line"),
        ("reader", "some/reader", str(file)),
        ("reranker", "other/reranker", "BYLINE_RERANKER"),
        ("fetch_models", "False", "default"),
    ):
        [row] = [line for line in shown.splitlines() if line.startswith(f"{said[0]} ")]
        assert all(part in row for part in said)
    told = json.loads(byline(*arguments, "--json").stdout)
    assert told["file"] == str(file)
    assert told["settings"]["reader"] == {"value": "some/reader", "from": str(file)}
    assert told["settings"]["fetch_models"] == {"value": False, "from": "default"}


@pytest.mark.parametrize(
    "arguments", [["settings"], ["articles"], ["ask", "x"], ["add", "x"], ["serve"]]
)
def test_a_wrong_file_is_told_in_a_line(byline: Byline, file: Path, arguments: list[str]) -> None:
    file.write_text('embeder = "a"\n')
    result = byline(*arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "'embeder'" in result.stderr
    assert str(file) in result.stderr


def test_the_store_may_be_named_in_the_file(byline: Byline, store: Path, file: Path) -> None:
    file.write_text(f'store = "{store}"\n')
    assert byline("articles").stdout == byline("articles", store=store).stdout


@pytest.mark.parametrize("command", ["add", "ask", "search", "serve", "mcp", "doctor", "settings"])
def test_every_command_that_needs_a_model_lets_it_be_named(byline: Byline, command: str) -> None:
    shown = byline(command, "--help").stdout
    for option in ("--embedder", "--reader", "--reranker", "--fetch-models", "--store"):
        assert option in shown
