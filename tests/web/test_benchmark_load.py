import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.records import Article
from web.benchmark_load import Held, Load, _is_more, _is_wrong, _memory_lines, _word


def test_a_short_run_has_no_errors_and_finds_what_is_added(sample_store):
    arguments = ["--readers", "6", "--seconds", "1", "--store", str(sample_store)]
    done = subprocess.run(
        [sys.executable, "-m", "web.benchmark_load", *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "errors: 0; mixed up: 0" in done.stdout, done.stdout + done.stderr
    assert "articles added and found: 0" not in done.stdout
    for door in ("API", "MCP", "events", "page"):
        assert f"{door} " in done.stdout


@pytest.fixture
def one(library):
    library.add([Article(id="one", text="Ada Quill fell. It rained.")])
    return library


def answer(**changed):
    cited = {"article_id": "one", "start": 0, "end": 15, "quote": "Ada Quill fell."}
    return {
        "question": "Who fell?",
        "short_answers": ["Ada Quill"],
        "citations": [cited | changed],
        "nearest": [],
    }


def test_an_answer_that_is_anothers_or_quotes_what_is_nowhere_is_told(one):
    assert _is_wrong(answer(), "Who fell?", one) == ""
    assert "answers" in _is_wrong(answer(), "Who rose?", one)
    assert "no such words" in _is_wrong(answer(start=1), "Who fell?", one)


def test_what_fails_or_is_not_found_is_counted(one):
    def broken(question):
        raise ValueError(f"500: {question}")

    def wrong(question):
        return answer() | {"question": question}

    load = Load(one, [("broken", broken), ("wrong", wrong)])
    load.run(end=0)
    load.run(end=0)
    told = "\n".join(load.lines())
    # Twice each door is asked, and once each is asked for the article that was added.
    assert "answered: wrong 3; refused: 0" in told
    assert "articles added and found: 0" in told
    assert "errors: 3; mixed up: 1" in told


def test_more_threads_or_handles_are_left_over():
    before = Held(threads=3, handles=5, of_the_store=3)
    assert not _is_more(Held(threads=2, handles=5, of_the_store=5), before)
    assert _is_more(Held(threads=4, handles=5, of_the_store=3), before)
    assert _is_more(Held(threads=3, handles=6, of_the_store=3), before)


def test_what_a_process_holds_is_counted(library, tmp_path):
    library.publishers()
    before = Held.by(os.getpid())
    with (tmp_path / "other").open("w"):
        held = Held.by(os.getpid())
    assert held.handles == before.handles + 1
    assert held.of_the_store == before.of_the_store > 0
    assert held.threads >= threading.active_count()


def test_the_memory_of_the_last_two_minutes_is_told():
    memory = [(150.0, 500.0), (120.0, 700.0), (60.0, 710.0), (1.0, 720.0)]
    *_, last = _memory_lines(memory, 150)
    assert last == "over the last 120 s: 700 to 720 MiB"


def test_each_article_that_is_added_has_a_name_of_its_own():
    assert len({_word(number) for number in range(1000)}) == 1000
