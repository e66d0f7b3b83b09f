"""Runs: drawn, repeated, broken off and resumed, traced."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from eval.formats import read_set
from eval.results import RunSettings, read_result, result_to_json
from eval.run import draw, plan_run, run
from index.errors import BadQuestion, UsageError

REPOSITORY = Path(__file__).parents[2]

SLOW_RUN = """
import sys, time
from pathlib import Path
from eval.formats import read_set
from eval.results import RunSettings
from eval.run import plan_run, run
from index.embed import HashingEmbedder
from index.library import Library
from qa.build import build_engine

questions, store, journal = map(Path, sys.argv[1:])
embedder = HashingEmbedder()
engine = build_engine(Library.open(store, embedder=embedder))
plan = plan_run(read_set(questions), engine.library, RunSettings())
run(plan, engine, journal_path=journal, progress=lambda done, total: time.sleep(0.2))
"""


def without_times(value):
    if isinstance(value, dict):
        return {name: without_times(part) for name, part in value.items() if name != "times"}
    return [without_times(part) for part in value] if isinstance(value, list) else value


def numbers(result):
    return without_times(json.loads(result_to_json(result)))


def run_set(path, engine, *, journal_path=None, progress=None, **settings):
    plan = plan_run(read_set(path), engine.library, RunSettings(**settings))
    return run(plan, engine, journal_path=journal_path, progress=progress)


def test_the_same_run_twice_gives_the_same_json_but_for_times(set_path, engine):
    plan = plan_run(read_set(set_path), engine.library, RunSettings())
    first, second = (run(plan, engine) for _ in range(2))
    assert numbers(first) == numbers(second)
    assert first.times.seconds != second.times.seconds
    assert set(first.measures) >= {"correct", "hits@10", "citations_exact", "refusal_recall"}
    assert first.measures["citations_exact"].value == 1


def test_workers_change_no_number(set_path, engine):
    plan = plan_run(read_set(set_path), engine.library, RunSettings())
    shared = replace(plan, manifest=replace(plan.manifest, workers=4))
    alone, together = numbers(run(plan, engine)), numbers(run(shared, engine))
    assert alone["manifest"].pop("workers") != together["manifest"].pop("workers")
    assert alone == together


def test_a_result_is_read_back_as_it_was(set_path, engine, tmp_path):
    result = run_set(set_path, engine, slice_by="publisher")
    path = tmp_path / "result.json"
    path.write_bytes(result_to_json(result))
    assert read_result(path) == result
    assert set(result.slices) == {"City Post", "Harbour News", "unknown"}
    with pytest.raises(UsageError, match="byline eval --json"):
        read_result(set_path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_result(tmp_path / "nothing.json")


def test_a_killed_run_resumes_to_the_same_numbers(set_path, store, engine, tmp_path):
    journal = tmp_path / "run.json.partial.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_RUN, set_path, store, journal],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    wait_for_lines(journal, 3, process)  # the heading and two outcomes
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    kept = journal.read_bytes()
    journal.write_bytes(kept + b'{"case_id": "q3", "ans')  # cut off in the middle of a line

    asked = []
    resumed = run_set(
        set_path, engine, journal_path=journal, progress=lambda done, _total: asked.append(done)
    )
    assert 0 < len(asked) < 5
    assert asked[-1] == 5
    assert numbers(resumed) == numbers(run_set(set_path, engine))
    assert journal.read_bytes().startswith(kept)
    assert len(journal.read_bytes().splitlines()) == 1 + 5


def wait_for_lines(path, count, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the run ended before it could be killed"
        if path.exists() and path.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.02)
    pytest.fail("the run wrote nothing")


def test_a_journal_of_another_run_is_left_alone(set_path, engine, tmp_path):
    journal = tmp_path / "journal.jsonl"
    run_set(set_path, engine, journal_path=journal)
    kept = journal.read_bytes()
    with pytest.raises(UsageError, match="unfinished run of something else"):
        run_set(set_path, engine, journal_path=journal, k=3)
    assert journal.read_bytes() == kept
    journal.write_text("something of the user's\n")
    with pytest.raises(UsageError, match="in the way"):
        run_set(set_path, engine, journal_path=journal)
    with pytest.raises(UsageError, match="cannot be written"):
        run_set(set_path, engine, journal_path=tmp_path / "no folder" / "journal.jsonl")


def test_an_exception_in_the_progress_ends_the_run_and_keeps_what_was_done(
    set_path, engine, tmp_path
):
    journal = tmp_path / "journal.jsonl"

    def stop(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_set(set_path, engine, journal_path=journal, progress=stop)
    assert len(journal.read_bytes().splitlines()) == 1 + 2


def test_limit_draws_by_seed_in_the_order_of_the_set(set_path):
    cases = read_set(set_path).cases
    drawn = [draw(cases, limit=3, seed=seed) for seed in (1, 1, 2, 3, 4)]
    assert drawn[0] == drawn[1]
    assert len({tuple(case.id for case in some) for some in drawn}) > 1
    assert all(list(some) == sorted(some, key=cases.index) for some in drawn)
    assert draw(cases, limit=9, seed=1) == draw(cases, limit=None, seed=1) == cases


def test_the_manifest_traces_the_numbers(set_path, engine):
    manifest = run_set(set_path, engine, limit=2, seed=7).manifest
    assert (manifest.cases, manifest.limit, manifest.seed, manifest.k) == (2, 2, 7, 10)
    assert manifest.set_sha256 == read_set(set_path).sha256
    assert manifest.models["embedding"] == "hashing:64"
    assert manifest.store_articles == 3
    assert {"python", "system", "numpy"} <= set(manifest.machine)


def test_a_malformed_set_is_not_run(write_set, engine):
    path = write_set({"id": "a", "question": "Who?", "answers": ["B"]}, "{", "{")
    with pytest.raises(BadQuestion, match=r"line 2: Invalid JSON.*\(and 1 more\).*eval check"):
        run_set(path, engine)
    empty = write_set({"id": "a", "question": "Who?", "answers": ["B"]}, name="empty.jsonl")
    question_set = read_set(empty)
    assert len(question_set.cases) == 1


def test_articles_that_the_store_lacks_are_named(write_set, engine):
    path = write_set(
        {"id": "a", "question": "Who?", "evidence": [{"article_id": "gone", "quote": "x"}]}
    )
    with pytest.raises(UsageError, match=r"lacks 1 of the articles.*\(gone\).*byline add"):
        run_set(path, engine)
