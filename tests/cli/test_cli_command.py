"""The command as a whole: help, version, exit codes of unusable stores, doctor, pipes."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_samples import Byline
from typer.main import get_command

from cli import app

COMMANDS = sorted(get_command(app).commands)
ROOT = Path(__file__).parents[2]


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "cli", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_teaches_by_example(byline: Byline, command: str) -> None:
    result = byline(command, "--help")
    assert result.exit_code == 0
    assert "For example:" in result.stdout
    assert f"byline {command}" in result.stdout.split("For example:")[1]


def test_help_lists_every_command(byline: Byline) -> None:
    shown = byline("--help").stdout
    assert all(f" {command} " in shown for command in COMMANDS)
    assert {"add", "remove", "articles", "show", "search", "ask", "serve", "doctor"} <= set(
        COMMANDS
    )


def test_help_waits_for_no_heavy_library() -> None:
    heavy = "{'torch', 'transformers', 'gradio', 'faiss', 'numpy', 'langchain_text_splitters'}"
    check = f"import sys, cli; print({heavy} & set(sys.modules))"
    process = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert process.stdout == "set()\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["articles"],
        ["show", "x"],
        ["remove", "x"],
        ["search", "x"],
        ["ask", "x"],
        ["mcp"],
        ["doctor"],
    ],
)
def test_a_store_that_is_not_there_is_named_with_the_remedy(
    byline: Byline, tmp_path: Path, arguments: list[str]
) -> None:
    result = byline(*arguments, store=tmp_path / "nowhere")
    assert result.exit_code == 3
    assert str(tmp_path / "nowhere") in result.stderr
    assert "byline add" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "nowhere").exists()


def test_a_store_of_a_newer_version_is_refused(byline: Byline, store: Path, tmp_path: Path) -> None:
    newer = shutil.copytree(store, tmp_path / "newer")
    connection = sqlite3.connect(newer / "byline.sqlite")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    result = byline("articles", store=newer)
    assert result.exit_code == 3
    assert "newer Byline" in result.stderr


def test_a_damaged_store_is_refused(byline: Byline, tmp_path: Path) -> None:
    (tmp_path / "byline.sqlite").write_bytes(b"these are not tables" * 400)
    result = byline("articles", store=tmp_path)
    assert result.exit_code == 3
    assert "damaged" in result.stderr


def test_a_file_is_no_store(byline: Byline, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Rain fell.")
    for arguments in (["articles"], ["add", str(story)]):
        result = byline(*arguments, store=story)
        assert result.exit_code == 3
        assert str(story) in result.stderr
    assert story.read_text() == "Rain fell."


def test_the_store_may_be_named_in_three_ways(
    byline: Byline, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = byline("articles", store=store)
    before = byline("--store", store, "articles")
    monkeypatch.setenv("BYLINE_STORE", str(store))
    assert after.stdout == before.stdout == byline("articles").stdout
    assert after.exit_code == 0


def test_doctor_finds_a_damaged_vector_file_and_repairs_it(
    byline: Byline, store: Path, tmp_path: Path
) -> None:
    own = shutil.copytree(store, tmp_path / "own")
    assert byline("doctor", store=own).exit_code == 0
    vectors = own / "vectors.faiss"
    *whole, last = vectors.read_bytes()
    vectors.write_bytes(bytes([*whole, last ^ 0xFF]))

    found = byline("doctor", store=own)
    assert found.exit_code == 1
    assert "vectors.faiss" in found.stdout

    repaired = byline("doctor", "--repair", store=own)
    assert repaired.exit_code == 0
    assert "All is well." in repaired.stdout


def test_a_reader_who_goes_away_is_no_error(store: Path) -> None:
    process = start("articles", "--store", store)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 0


def test_an_interruption_is_one_line(tmp_path: Path) -> None:
    pipe = tmp_path / "articles.jsonl"
    os.mkfifo(pipe)
    process = start("ask", "--questions", pipe, "--out", tmp_path / "out", "--store", tmp_path)
    with pipe.open("w"):
        # The command has opened the other end by now, and waits for lines.
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate()
    assert process.returncode == 130
    assert stderr == "byline: interrupted\n"


@pytest.mark.parametrize("wrong", ["*", "proxy.example", "10.0.0.1/8"])
def test_only_addresses_are_trusted_proxies(byline: Byline, wrong: str) -> None:
    result = byline("serve", "--trusted-proxy", wrong)
    assert result.exit_code == 2
    assert "is not an" in result.stderr
