"""Replies judged by facts: right, partly right or wrong, and what has no answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eval_samples import cited, claim, outcome

from eval.cases import Case, GoldClaim
from eval.html_report import gold
from eval.run_scores import best_f1, judge
from eval.scores import score_case

WINNERS = Case(
    id="w",
    question="Who won in Velden?",
    place="line 1",
    facts=(("Ann Lee", "Lee"), ("Tom Vance",)),
    wrong_answers=("Eva Strand", "third"),
)
PREMISE = Case(
    id="p",
    question="Why did Ann Lee lose?",
    place="line 2",
    answerable=False,
    facts=(),
    wrong_answers=("beaten",),
    corrections=("Ann Lee won",),
    false_premise=True,
)


def scores(case, found):
    return score_case(case, found, k=10)


def verdict(case, found):
    scored = scores(case, found)
    assert scored["correct"] == scored["facts_right"]
    return "right" if scored["facts_right"] else "partly" if scored["facts_partly"] else "wrong"


def test_all_facts_are_right_some_partly_none_wrong():
    assert verdict(WINNERS, outcome(claim("Mayor Lee"), claim("Tom Vance"))) == "right"
    assert verdict(WINNERS, outcome(claim("Mayor Lee"))) == "partly"
    assert scores(WINNERS, outcome(claim("Mayor Lee")))["facts_met"] == 1 / 2
    assert verdict(WINNERS, outcome(claim("Leeds"))) == "wrong"
    assert verdict(WINNERS, outcome()) == "wrong"


def test_a_wrong_short_answer_beside_the_facts_is_partly_right():
    both = (claim("Ann Lee"), claim("Tom Vance"))
    assert verdict(WINNERS, outcome(*both, claim("Eva Strand"))) == "partly"
    # What is wrong by itself does no harm in a short answer that tells a fact.
    assert verdict(WINNERS, outcome(claim("Ann Lee, third"), claim("Tom Vance"))) == "right"
    assert scores(WINNERS, outcome(claim("Eva Strand")))["wrong_answer_given"] == 1


def test_facts_are_looked_for_in_the_quoted_words_only_where_they_may_stand_there():
    quoted = cited(outcome(claim(None)), "Ann Lee and Tom Vance won.")
    assert verdict(WINNERS, quoted) == "wrong"
    assert verdict(replace(WINNERS, in_quotes=True), quoted) == "right"


def test_what_has_no_answer_is_refused_or_set_right():
    assert scores(PREMISE, outcome())["unanswerable_handled"] == 1
    told = cited(outcome(claim("in May")), "In May Ann Lee won.")
    assert scores(PREMISE, told)["unanswerable_handled"] == 1
    assert scores(PREMISE, told)["correct"] == scores(PREMISE, told)["premises_noticed"] == 1
    believed = cited(outcome(claim("was beaten")), "In May Ann Lee won.")
    assert scores(PREMISE, believed)["unanswerable_handled"] == 0
    assert scores(PREMISE, believed)["premises_noticed"] == 0
    assert scores(PREMISE, outcome(claim("in May")))["unanswerable_handled"] == 0
    assert scores(PREMISE, told)["facts_right"] is None
    assert scores(WINNERS, told)["unanswerable_handled"] is None


def test_a_false_premise_with_an_answer_is_noticed_by_it():
    premise = Case(
        id="a",
        question="What was the bail?",
        place="line 3",
        answers=("he was not granted bail",),
        corrections=("not granted bail",),
        complete=True,
        false_premise=True,
    )
    assert scores(premise, outcome(claim("he was not granted bail")))["premises_noticed"] == 1
    assert scores(premise, outcome())["premises_noticed"] == 1
    assert scores(premise, outcome())["correct"] == 0
    assert scores(premise, outcome(claim("$500")))["premises_noticed"] == 0
    told = cited(outcome(claim(None)), "In June he was not granted bail.")
    assert scores(premise, told)["premises_noticed"] == 1
    # The sentence that denies it is quoted, and an answer given all the same.
    believed = cited(outcome(claim("in June")), "In June he was not granted bail.")
    assert scores(premise, believed)["premises_noticed"] == 0
    assert scores(replace(premise, false_premise=False), told)["premises_noticed"] is None


def test_measures_of_accepted_answers_do_not_apply_to_facts():
    found = scores(WINNERS, outcome(claim("Ann Lee")))
    assert found["f1"] is found["exact_match"] is found["answered_f1"] is None
    assert scores(PREMISE, outcome())["f1"] is None
    assert best_f1(judge([(WINNERS, outcome(claim("Ann Lee"))), (PREMISE, outcome())])) is None


@pytest.mark.parametrize(
    ("answers", "false"),
    [(("Ann Lee", "Tom Vance"), 0), (("Ann Lee", "Lee"), 0), (("Ann Lee", "Eva"), 1)],
)
def test_rivals_are_false_where_one_of_them_is_no_fact(answers, false):
    shown = outcome(*map(claim, answers), status="rival_claims")
    assert scores(WINNERS, shown)["false_rivals"] == false


def test_rivals_are_false_where_fewer_than_two_facts_are_asked_for():
    shown = outcome(claim("Ann Lee"), claim("Lee"), status="rival_claims")
    assert scores(replace(WINNERS, facts=(("Lee",),)), shown)["false_rivals"] == 1
    assert scores(PREMISE, shown)["false_rivals"] == 1
    assert scores(WINNERS, outcome(claim("Ann Lee"), claim("Eva")))["false_rivals"] is None


def test_a_rival_that_is_not_accepted_makes_a_right_answer_wrong_where_all_are_named():
    case = Case(id="c", question="Who?", place="line 4", answers=("Lee", "Ann Lee"), complete=True)
    both = (claim("Ann Lee"), claim("Tom Vance"))
    assert scores(case, outcome(*both, status="rival_claims"))["correct"] == 0
    assert scores(case, outcome(*both))["correct"] == 1
    assert scores(case, outcome(*both, status="rival_claims"))["false_rivals"] == 1
    incomplete = replace(case, complete=False)
    assert scores(incomplete, outcome(*both, status="rival_claims"))["correct"] == 1
    rivals = replace(
        case,
        answers=(),
        claims=(GoldClaim(short_answer="Ann Lee"), GoldClaim(short_answer="Tom Vance")),
    )
    assert scores(rivals, outcome(*both, status="rival_claims"))["correct"] == 1
    third = outcome(*both, claim("Eva"), status="rival_claims")
    assert (scores(rivals, third)["correct"], scores(rivals, third)["false_rivals"]) == (0, 1)


def test_the_report_says_what_a_right_reply_tells():
    assert gold(WINNERS) == "Ann Lee / Lee + Tom Vance"
    assert gold(PREMISE) == "no answer in the articles: Ann Lee won"
