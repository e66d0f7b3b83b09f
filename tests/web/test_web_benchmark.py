import random
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

from web.benchmark import SECONDS_TO_THINK, Tally, _is_another, _report, popular, thinking


def test_a_short_run_has_no_errors_and_mixes_nothing_up(sample_store):
    arguments = ["--readers", "3", "--seconds", "4", "--store", str(sample_store)]
    done = subprocess.run(
        [sys.executable, "-m", "web.benchmark", *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("refused: 0; mixed up: 0; errors: 0") == 3
    assert "answered: 0" not in done.stdout
    assert done.stdout.count(" MiB") == 3


def test_the_report():
    tally = Tally(seconds=[1.0, 2.0, 3.0], refused=1, mixed_up=2, errors=["500: x", "500: x"])
    tally.lasted = 3.0
    assert list(_report(tally)) == [
        "answered: 3 (1.0 a second)",
        "refused: 1; mixed up: 2; errors: 2",
        "500: x",
        "seconds to an answer: p50 2.00, p95 2.90",
    ]


def test_an_answer_that_is_anothers_is_told():
    answer = {"question": "who?", "status": "answered", "answer": "Ada", "citations": []}
    gists = {}
    assert not _is_another(answer, "who?", gists)
    assert not _is_another(answer, "who?", gists)
    assert _is_another(answer, "when?", gists)
    assert _is_another(answer | {"answer": "Bea"}, "who?", gists)


def test_the_first_question_is_the_most_popular_and_each_run_is_the_same():
    asked = list(islice(popular("abcd", random.Random(1)), 2500))
    counts = Counter(asked)
    # 1 + 1/2 + 1/3 + 1/4 = 25/12, so that the shares are 12, 6, 4 and 3 of 25.
    for question, expected in zip("abcd", (1200, 600, 400, 300), strict=True):
        assert abs(counts[question] - expected) < 100
    assert asked == list(islice(popular("abcd", random.Random(1)), 2500))


def test_readers_think_and_do_not_come_at_one_moment():
    first, *others = islice(thinking(random.Random(1)), 100)
    shortest, longest = SECONDS_TO_THINK
    assert 0 <= first <= longest
    assert all(shortest <= seconds <= longest for seconds in others)
