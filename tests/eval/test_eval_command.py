"""`byline eval`, run as users run it: files, exit codes, one clear line on stderr."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval_samples import ARTICLES, ROWS, write_lines
from typer.testing import CliRunner

from cli import app

ROWS_OF_ARTICLES = [
    {"id": one.id, "title": one.title, "publisher": one.publisher, "text": one.text}
    for one in ARTICLES
]


def byline(*arguments: str | Path) -> tuple[int, str, str]:
    """Runs the command in this process; gives its exit code, stdout and stderr."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def model_store(tmp_path_factory):
    """A store made by `byline add`, with the bundled model."""
    folder = tmp_path_factory.mktemp("model")
    articles = write_lines(folder / "articles.jsonl", ROWS_OF_ARTICLES)
    code, _, _ = byline("add", articles, "--store", folder / "store")
    assert code == 0
    return folder / "store"


@pytest.fixture(scope="module")
def evaluated(model_store, tmp_path_factory):
    """One evaluation with all its outputs: the folder, stdout."""
    folder = tmp_path_factory.mktemp("evaluated")
    questions = write_lines(folder / "questions.jsonl", ROWS)
    files = ("--json", folder / "result.json", "--html", folder / "report.html")
    code, stdout, stderr = byline("eval", questions, "--store", model_store, *files)
    assert (code, stderr) == (0, "")
    return folder, stdout


def test_files_are_written_and_nothing_is_left_beside_them(evaluated):
    folder, stdout = evaluated
    assert sorted(path.name for path in folder.iterdir()) == [
        "questions.jsonl",
        "report.html",
        "result.json",
    ]
    result = json.loads((folder / "result.json").read_text())
    assert result["manifest"]["cases"] == 5
    assert result["measures"]["citations_exact"]["value"] == 1
    assert "citations_exact" in stdout
    assert "questions.jsonl: 5 questions" in stdout


def test_comparing_with_itself_fails_nothing_and_a_floor_fails(evaluated, model_store):
    folder, _ = evaluated
    code, stdout, stderr = byline(
        *("eval", folder / "questions.jsonl", "--store", model_store),
        *("--compare", folder / "result.json", "--fail-if-worse"),
        *("--fail-under", "hits@10=2", "--fail-under", "citations_exact=1"),
    )
    assert code == 1
    assert stderr == "byline: hits@10 is 1.0000, under 2\n"
    assert "became wrong: 0" in stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.jsonl"], "no question set 'nothing.jsonl'"),
        (["seed", "--fail-if-worse"], "needs --compare"),
        (["seed", "--fail-under", "corect=1"], "no measure 'corect'"),
        (["seed", "--json", "no/folder/x.json"], "no folder"),
        (["seed", "--compare", "nothing.json"], "cannot be read"),
    ],
)
def test_wrong_use_is_said_before_anything_is_asked(arguments, message):
    code, stdout, stderr = byline("eval", *arguments)
    assert (code, stdout) == (2, "")
    assert message in stderr
    assert stderr.count("\n") == 1


def test_a_store_that_is_not_there_cannot_be_used(set_path, tmp_path):
    code, _, stderr = byline("eval", set_path, "--store", tmp_path / "nowhere")
    assert code == 3
    assert "nowhere" in stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_shipped_set_over_a_store_without_its_articles_names_them(model_store):
    code, _, stderr = byline("--store", model_store, "eval", "seed")
    assert code == 2
    assert "seed-national-inquiry" in stderr
    assert "leave --store out" in stderr


def test_a_set_that_brings_its_articles_is_asked_over_them_alone(write_set, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    row = {
        "question": "Who opened the mill in Velden?",
        "documents": [
            {"text": "The mill in Velden was opened by Eva Strand.", "type": "correct"},
            {"text": "The mill in Velden was opened by Tom Berg.", "type": "misinfo"},
        ],
        "gold_answers": ["Eva Strand"],
        "wrong_answers": ["Tom Berg"],
    }
    output = tmp_path / "result.json"
    code, stdout, stderr = byline("eval", write_set(row), "--json", output)
    assert (code, stderr) == (0, "")
    assert "wrong_answer_given" in stdout
    assert json.loads(output.read_text())["manifest"]["store_articles"] == 2
    assert list((tmp_path / "cache" / "byline" / "eval").iterdir())


def test_check_says_what_is_wrong_line_by_line(write_set, store):
    misquoted = {
        "id": "a",
        "question": "Who?",
        "evidence": [{"article_id": "bridge", "quote": "words that stand nowhere"}],
    }
    path = write_set(misquoted, "{broken", ROWS[0])
    code, stdout, stderr = byline("eval", "check", path, "--store", store)
    assert code == 1
    assert [line.split(":")[0] for line in stdout.splitlines()] == [
        "line 2",
        "line 1",
        "2 questions read as byline",
    ]
    assert "words that stand nowhere" in stdout
    assert stderr == "byline: 2 problems in set.jsonl\n"


def test_check_of_a_sound_set(set_path, store):
    assert byline("eval", "check", set_path, "--store", store) == (
        0,
        "5 questions read as byline\n",
        "",
    )
    assert byline("eval", "check", "seed")[0] == 0


@pytest.mark.parametrize("arguments", [["eval"], ["eval", "--help"], ["eval", "check", "--help"]])
def test_help_teaches_with_examples(arguments):
    code, stdout, _ = byline(*arguments)
    assert code == 0
    assert "byline eval check questions.jsonl" in stdout


def test_named_models_are_measured_and_stand_in_the_result(
    model_store, named_reader, named_reranker, tmp_path
):
    questions = write_lines(tmp_path / "questions.jsonl", ROWS)
    models = ("--reader", named_reader, "--reranker", named_reranker)
    code, _, stderr = byline(
        *("eval", questions, "--store", model_store, *models, "--json", tmp_path / "named.json")
    )
    assert (code, stderr) == (0, "")
    told = json.loads((tmp_path / "named.json").read_text())["manifest"]["models"]
    for kind, folder in (("reader", named_reader), ("reranker", named_reranker)):
        name, _, digest = told[kind].rpartition(":")
        assert name == str(folder)
        assert len(digest) == 16


def test_a_set_with_its_own_articles_has_a_store_for_each_embedder(
    named_embedder, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    embedders = []
    for options in ((), ("--embedder", named_embedder), ()):
        result = tmp_path / "result.json"
        code, _, stderr = byline("eval", "seed", "--limit", "1", "--json", result, *options)
        assert code == 0, stderr
        embedders.append(json.loads(result.read_text())["manifest"]["models"]["embedding"])
    assert embedders[0] == embedders[2] != embedders[1]
    assert len([*(tmp_path / "byline" / "eval").iterdir()]) == 2
