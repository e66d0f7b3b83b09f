"""Models that a user names, from the terminal: add, search, ask and embed with each."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from cli_samples import ARTICLES, Byline, write_lines

ROOT = Path(__file__).parents[2]
QUESTION = "Who closed the bridge over the Wend?"
FIRST = "Who first demanded a new ferry?"


@pytest.fixture
def own_store(byline: Byline, named_embedder: Path, tmp_path: Path) -> Path:
    """A store whose vectors are a named embedder's."""
    source = write_lines(tmp_path / "articles.jsonl", ARTICLES)
    added = byline("add", source, "--embedder", named_embedder, store=tmp_path / "store")
    assert added.exit_code == 0, added.stderr
    return tmp_path / "store"


def test_articles_are_added_searched_and_asked_of_with_all_three(
    byline: Byline, own_store: Path, named_embedder: Path, named_reader: Path, named_reranker: Path
) -> None:
    models = ["--embedder", named_embedder, "--reader", named_reader, "--reranker", named_reranker]
    found = json.loads(byline("search", FIRST, "--json", *models, store=own_store).stdout)
    assert {hit["article_id"] for hit in found["hits"]} >= {"ferry-post", "bridge-herald"}
    answer = json.loads(byline("ask", FIRST, "--json", *models, store=own_store).stdout)
    assert answer["status"] == "rival_claims"
    assert {"Tom Vance", "Lena Ruud"} <= set(answer["short_answers"])


def test_a_named_reader_answers_as_the_bundled_one_of_the_same_weights(
    byline: Byline, store: Path, named_reader: Path
) -> None:
    for question in (FIRST, "How many cars crossed the bridge in a day?", "Who will pay?"):
        named, bundled = (
            json.loads(byline("ask", question, "--json", "--reader", model, store=store).stdout)
            for model in (named_reader, "bundled")
        )
        assert named["status"] == bundled["status"]
        assert named["short_answers"] == bundled["short_answers"]


def test_a_store_says_whose_vectors_it_has_and_refuses_others(
    byline: Byline, own_store: Path, named_embedder: Path
) -> None:
    for arguments in (["ask", FIRST], ["search", FIRST], ["add", own_store.parent], ["serve"]):
        refused = byline(*arguments, store=own_store)
        assert refused.exit_code == 3
        assert refused.stderr.count("\n") == 1
        for part in (f"--embedder {named_embedder}", "this is bundled", "byline embed"):
            assert part in refused.stderr
    assert byline("articles", store=own_store).exit_code == 0
    shown = byline("doctor", "--embedder", named_embedder, store=own_store)
    assert shown.exit_code == 0
    assert f"Embedder: {named_embedder} (sentence-transformers:" in shown.stdout
    assert byline("doctor", store=own_store).exit_code == 1


def test_what_the_settings_file_names_holds_for_every_command(
    byline: Byline,
    own_store: Path,
    named_embedder: Path,
    named_reader: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = own_store.parent / "settings.toml"
    file.write_text(f'store = "{own_store}"\nembedder = "{named_embedder}"\n')
    monkeypatch.setenv("BYLINE_SETTINGS", str(file))
    monkeypatch.setenv("BYLINE_READER", str(named_reader))
    assert "Tom Vance" in byline("ask", FIRST).stdout
    assert byline("doctor").exit_code == 0
    assert byline("ask", FIRST, "--embedder", "bundled").exit_code == 3


def test_the_bundled_model_may_be_run_by_sentence_transformers(byline: Byline, store: Path) -> None:
    """The same vectors, so the same store."""
    own, torch = (
        json.loads(byline("search", FIRST, "--json", "--embedder", model, store=store).stdout)[
            "hits"
        ]
        for model in ("bundled", "bundled-torch")
    )
    assert [hit["article_id"] for hit in own] == [hit["article_id"] for hit in torch]


def test_embed_goes_there_and_back(byline: Byline, store: Path, named_embedder: Path) -> None:
    own = shutil.copytree(store, store.parent / "there-and-back")
    there = byline("embed", "--embedder", named_embedder, store=own)
    assert there.exit_code == 0, there.stderr
    assert f"all vectors are those of {named_embedder} now" in there.stdout
    assert "Tom Vance" in byline("ask", FIRST, "--embedder", named_embedder, store=own).stdout
    back = json.loads(byline("embed", "--json", store=own).stdout)
    assert back == {"embedder": "bundled", "passages": 3, "before": 0}
    assert "Nothing to do" in byline("embed", store=own).stdout
    assert byline("ask", FIRST, store=own).stdout == byline("ask", FIRST, store=store).stdout


@pytest.mark.parametrize("option", ["--embedder", "--reader", "--reranker"])
def test_a_wrong_name_is_told_in_a_line(byline: Byline, store: Path, option: str) -> None:
    for name, said in (
        ("no/such-model", "no/such-model is not on this disk"),
        ("./nowhere", "there is no model ./nowhere"),
        (str(store), str(store)),
    ):
        result = byline("ask", FIRST, option, name, store=store)
        assert result.exit_code == 3
        assert result.stderr.count("\n") == 1
        assert said in result.stderr
        assert not result.stdout


@pytest.mark.parametrize("option", ["--embedder", "--reader", "--reranker"])
def test_a_half_downloaded_model_is_told_in_a_line(
    byline: Byline, store: Path, tmp_path: Path, request: pytest.FixtureRequest, option: str
) -> None:
    model = request.getfixturevalue(option.replace("--", "named_"))
    half = shutil.copytree(model, tmp_path / "half")
    content = (model / "model.safetensors").read_bytes()
    (half / "model.safetensors").write_bytes(content[: len(content) // 2])
    command = ["embed"] if option == "--embedder" else ["ask", FIRST]
    own = shutil.copytree(store, tmp_path / "store")
    result = byline(*command, option, half, store=own)
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "half downloaded" in result.stderr
    assert byline("ask", FIRST, store=own).exit_code == 0


def test_an_option_without_a_name_is_wrong_use(byline: Byline, store: Path) -> None:
    result = byline("ask", FIRST, "--reader", " ", store=store)
    assert result.exit_code == 2
    assert "'reader'" in result.stderr


def test_embed_killed_in_the_midst_goes_on_and_the_old_vectors_answer_meanwhile(
    byline: Byline, sample_store: Path, named_embedder: Path, tmp_path: Path
) -> None:
    own = shutil.copytree(sample_store, tmp_path / "store")
    chosen = ["--embedder", named_embedder]
    started = subprocess.Popen(
        [sys.executable, "-m", "cli", "embed", *chosen, "--store", own], cwd=ROOT, env=os.environ
    )
    wait_for_new_vectors(own, started)
    started.send_signal(signal.SIGKILL)
    started.wait()

    asked = "Who first called for a national inquiry?"
    before = byline("ask", asked, store=own)
    assert "Andy Burnham" in before.stdout
    assert byline("ask", asked, *chosen, store=own).stdout == before.stdout
    shown = byline("doctor", store=own)
    assert shown.exit_code == 0
    assert f"Being embedded anew with {named_embedder}" in shown.stdout

    told = json.loads(byline("embed", *chosen, "--json", store=own).stdout)
    assert told["embedder"] == str(named_embedder)
    assert told["before"] > 0
    assert told["passages"] > 0
    assert "Andy Burnham" in byline("ask", asked, *chosen, store=own).stdout
    assert byline("doctor", *chosen, store=own).exit_code == 0
    assert byline("ask", asked, store=own).exit_code == 3


def wait_for_new_vectors(store: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the first of them are stored, which other processes see at once."""
    deadline = time.monotonic() + 120
    with closing(sqlite3.connect(store / "byline.sqlite")) as connection:
        while True:
            try:
                if connection.execute("SELECT count(*) FROM new_vectors").fetchone()[0]:
                    return
            except sqlite3.OperationalError:
                pass
            assert process.poll() is None, "it ended before it was killed"
            assert time.monotonic() < deadline
            time.sleep(0.002)
