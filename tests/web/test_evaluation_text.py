import time

import pytest
from evaluating import QUESTIONS

from index.errors import UsageError
from web.evaluation_text import about, progress_words, read_limit, reports_text, set_choices
from web.evaluations import Report, Running
from web.reports import json_address, page_address


def test_sets_are_shown_with_their_size():
    assert (f"seed ({QUESTIONS} questions)", "seed") in set_choices()


@pytest.mark.parametrize(("typed", "limit"), [("", None), ("  ", None), (" 20 ", 20), ("-3", -3)])
def test_how_many_questions(typed, limit):
    assert read_limit(typed) == limit


@pytest.mark.parametrize("typed", ["all", "2.5", "1e3"])
def test_what_is_no_number_is_said(typed):
    with pytest.raises(UsageError, match=f"'{typed}' is not a number"):
        read_limit(typed)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "about 5 s"), (23, "about 25 s"), (89, "about 90 s"), (150, "about 2 min")],
)
def test_an_estimate_is_round(seconds, words):
    assert about(seconds) == words


def test_what_a_run_is_doing():
    words = progress_words(Running(set_name="seed", number=1))
    assert words == "seed: taking in its articles"
    asking = {"set_name": "seed", "number": 1, "stage": "asking", "total": 11}
    assert progress_words(Running(**asking, done=1)) == "seed: 1 of 11 asked"
    # The second answer came 4 s after the first: nine are left, which makes 36 s.
    half_way = Running(**asking, done=2, began=time.monotonic() - 4)
    assert progress_words(half_way) == "seed: 2 of 11 asked, about 35 s left"
    assert progress_words(Running(**asking, done=11)) == "seed: working out the measures"


def test_the_newest_report_is_shown_and_earlier_ones_are_linked(finished):
    result = finished.reports[0].result
    newest, earlier = Report(id="new", result=result), Report(id="old", result=result)
    text = reports_text([newest, earlier])
    summary = result.measures["correct"]
    assert f"| correct | **{summary.value:.3f}** | " in text
    assert f" to {summary.interval.high:.3f} | {summary.cases} | right answer first" in text
    assert page_address("old") in text
    assert json_address("old") in text
    assert page_address("new") not in text  # a button of the page leads there


def test_before_the_first_report_there_is_nothing_to_show():
    assert reports_text([]) == ""
