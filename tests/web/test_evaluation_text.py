import time
from dataclasses import replace

import pytest
from evaluating import QUESTIONS

from index.errors import UsageError
from qa.types import Turn
from web.evaluation_plain import NONE_WRONG, beside, in_plain_words
from web.evaluation_text import about, progress_words, read_limit, reports_text, set_choices
from web.evaluations import Report, Running
from web.reports import json_address, page_address


def test_sets_are_shown_with_their_size():
    assert (f"One article on an inquiry ({QUESTIONS})", "seed") in set_choices()
    assert not any(name == shown.partition(" (")[0] for shown, name in set_choices())


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
    assert words == "One article on an inquiry: taking in its articles"
    asking = {"set_name": "seed", "number": 1, "stage": "asking", "total": 11}
    assert progress_words(Running(**asking, done=1)) == "One article on an inquiry: 1 of 11 asked"
    # The second answer came 4 s after the first: nine are left, which makes 36 s.
    half_way = Running(**asking, done=2, began=time.monotonic() - 4)
    assert progress_words(half_way) == "One article on an inquiry: 2 of 11 asked, about 35 s left"
    assert (
        progress_words(Running(**asking, done=11))
        == "One article on an inquiry: working out the measures"
    )


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


def test_what_was_right_and_wrong_comes_first_in_plain_words(finished):
    result = finished.reports[0].result
    one, other, third = result.cases
    refused = replace(one.outcome, answer=None)
    wrong = replace(one, right=False, outcome=refused)
    rivals = replace(other, scores={**other.scores, "false_rivals": 1.0}, right=True)
    third = replace(third, right=None)
    told = replace(result, cases=(wrong, rivals, third))
    lines = in_plain_words(told).splitlines()
    assert lines[0] == (
        "**Of 3 questions, 1 right, 0 answered wrongly, 1 not found though told,"
        " 1 that the set does not judge.**"
    )
    listed = [line for line in lines if line.startswith("- ")]
    assert "Right would be: " in listed[0]
    assert listed[1].endswith("⚠ shown as different answers, which the set does not call so.")
    assert NONE_WRONG in in_plain_words(replace(result, cases=(third,)))
    text = reports_text([Report(id="a", result=told)])
    assert text.index("Of 3 questions") < text.index("<details>") < text.index("| correct |")


def test_a_question_that_follows_up_another_stands_with_it(finished):
    result = finished.reports[0].result
    one, other = result.cases[:2]
    turn = Turn(question="Who is *Ann* Lee?", answer="A mayor.")
    wrong = replace(other, right=False, case=replace(other.case, history=(turn,)))
    told = in_plain_words(replace(result, cases=(one, wrong)))
    assert f"After “Who is &#42;Ann&#42; Lee?”: **{other.case.question[:10]}" in told


def test_two_runs_of_the_same_questions_stand_beside_each_other(finished):
    result = finished.reports[0].result
    one, *others = result.cases
    before = replace(result, cases=(replace(one, right=False), *others))
    now = replace(result, cases=(replace(one, right=True), *others))
    told = "\n".join(beside(now, [before]))
    assert "1 became right." in told
    assert "None became wrong." in told
    foreign = replace(before, manifest=replace(before.manifest, set_sha256="0" * 64))
    assert list(beside(now, [foreign])) == []


def test_before_the_first_report_there_is_nothing_to_show():
    assert reports_text([]) == ""
