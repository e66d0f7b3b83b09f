"""Which part of a case and its outcome each measure takes, and where it does not apply."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from eval_samples import claim, outcome

from eval.cases import Case, Evidence, GoldClaim
from eval.outcomes import CitationVerdict, locate, put
from eval.run_scores import judge
from eval.scores import GROUPS, all_measures, score_case
from qa.types import Turn

RIVALS = Case(
    id="c",
    question="Who was first?",
    place="line 1",
    answers=("Andy Burnham", "Burnham", "Dan Carden"),
    claims=(
        GoldClaim(short_answer="Andy Burnham", scope="first Labour politician", speaker="Burnham"),
        GoldClaim(short_answer="Dan Carden", scope="first Labour MP"),
    ),
    wrong_answers=("Keir Starmer",),
)
UNANSWERABLE = Case(id="u", question="Who?", place="line 2", answerable=False)
EVIDENT = Case(
    id="e",
    question="Who?",
    place="line 3",
    answers=("Anna Lind",),
    evidence=(
        Evidence(article_id="a", quote="one"),
        Evidence(article_id="b", quote="two"),
    ),
)


def scores(case, found):
    return score_case(case, found, k=10)


def test_all_claims_and_no_wrong_answer_make_a_right_reply():
    both = (claim("Mayor Andy Burnham"), claim("Dan Carden"))
    assert scores(RIVALS, outcome(*both))["correct"] == 1
    assert scores(RIVALS, outcome(both[0]))["correct"] == 0
    assert scores(RIVALS, outcome(both[0]))["claims_covered"] == 1 / 2
    with_wrong = scores(RIVALS, outcome(*both, claim("Sir Keir Starmer")))
    assert (with_wrong["correct"], with_wrong["wrong_answer_given"]) == (0, 1)
    assert with_wrong["wrong_claims"] == 1 / 3
    assert scores(RIVALS, outcome())["wrong_claims"] is None


def test_a_shorter_accepted_answer_states_the_claim_that_it_shortens():
    assert scores(RIVALS, outcome(claim("Mr Burnham")))["claims_covered"] == 1 / 2


def test_speaker_and_scope_count_where_the_set_has_them():
    told = scores(
        RIVALS,
        outcome(
            claim("Andy Burnham", scope="first Labour politician", speaker="Andy Burnham"),
            claim("Dan Carden", scope="first politician"),
        ),
    )
    assert told["scopes_kept"] == 1 / 2
    assert told["speakers_named"] == 1
    assert scores(RIVALS, outcome(claim("nobody")))["scopes_kept"] is None


def test_a_speaker_is_named_or_wrong_or_missing():
    told = Case(
        id="t",
        question="How many?",
        place="line 4",
        answers=("12", "15", "19"),
        claims=tuple(
            GoldClaim(short_answer=answer, speaker="Ann Lee", outlet="the Post", when="2019-01")
            for answer in ("12", "15", "19")
        ),
    )
    found = scores(
        told,
        outcome(
            claim("12", speaker="Mayor Ann Lee", outlet="Post", when="2019-01-04"),
            claim("15", speaker="Tom Vance", when="2019"),
        ),
    )
    # 19 is not stated, so its speaker is not judged.
    assert found["speakers_named"] == found["speakers_wrong"] == 1 / 2
    assert found["speakers_missing"] == 0
    assert found["outlets_named"] == 1 / 2
    assert found["dates_right"] == 1 / 2
    assert scores(told, outcome(claim("19")))["speakers_missing"] == 1
    assert scores(RIVALS, outcome(claim("nobody")))["speakers_wrong"] is None


def test_a_right_refusal_is_right():
    refused = scores(UNANSWERABLE, outcome())
    assert (refused["correct"], refused["f1"], refused["exact_match"]) == (1, 1, 1)
    assert (refused["refused"], refused["answered_f1"]) == (1, None)
    answered = scores(UNANSWERABLE, outcome(claim("Anna Lind")))
    assert (answered["correct"], answered["f1"], answered["refused"]) == (0, 0, 0)


def test_a_wrong_refusal_scores_nothing_but_has_no_citation_scores():
    refused = scores(EVIDENT, outcome())
    assert (refused["correct"], refused["f1"]) == (0, 0)
    assert refused["citation_precision"] is None
    assert refused["citation_recall"] is None


def test_only_the_leading_answer_counts_where_one_is_wanted():
    assert scores(EVIDENT, outcome(claim("Tom"), claim("Anna Lind")))["correct"] == 0
    assert scores(EVIDENT, outcome(claim("Mayor Anna Lind"), claim("Tom")))["correct"] == 1


def test_citations_are_held_against_the_evidence():
    verdicts = (
        CitationVerdict(exact=True, evidence=(0,)),
        CitationVerdict(exact=True, evidence=()),
        CitationVerdict(exact=False, evidence=(0,)),
    )
    found = scores(EVIDENT, outcome(claim("Anna Lind"), verdicts=verdicts))
    assert found["citations_exact"] == pytest.approx(2 / 3)
    assert found["citation_precision"] == pytest.approx(2 / 3)
    assert found["citation_recall"] == 1 / 2


def test_passages_are_held_against_the_evidence():
    found = scores(EVIDENT, outcome(passages=[("x", ()), ("b", (1,)), ("a", ())]))
    assert (found["hits@4"], found["mrr@10"], found["recall@10"]) == (1, 1 / 2, 1 / 2)
    assert found["article_recall@10"] == 1
    assert found["answer_in_passage@1"] == 0
    assert found["answer_in_passage@5"] == 1


def test_what_a_set_does_not_say_is_not_measured():
    bare = Case(id="b", question="Who?", place="line 1", answers=("no",))
    found = scores(bare, outcome(claim("no")))
    for name in ("hits@4", "ndcg@10", "citation_precision", "claims_covered", "scopes_kept"):
        assert found[name] is None
    # "no" stands in nearly any passage: finding it there says nothing.
    assert found["answer_in_passage@10"] is None
    searched = Case(id="s", question="Who?", place="line 1", search_only=True)
    assert all(value is None for value in scores(searched, outcome()).values())


def test_a_question_that_could_not_be_asked_counts_as_refused(engine):
    too_long = Case(id="l", question="Who? " * 1000, place="line 1", answers=("Anna Lind",))
    found = put(too_long, engine, k=10)
    assert "characters" in found.error
    assert score_case(too_long, found, k=10)["correct"] == 0
    assert score_case(too_long, found, k=10)["refused"] == 1


def test_judgements_leave_out_what_cannot_be_judged():
    bare = Case(id="b", question="Who?", place="line 1")
    judged = judge([(bare, outcome()), (UNANSWERABLE, outcome(confidence=0.25))])
    assert len(judged) == 1
    assert judged.correct.tolist() == [True]
    assert judged.confidence.tolist() == [0.25]


def test_follow_ups_are_held_against_the_same_asked_in_full():
    follow_up = replace(EVIDENT, standalone="Who in full?")
    right, wrong = outcome(claim("Anna Lind")), outcome(claim("Tom"))
    judged = judge(
        [
            (follow_up, replace(right, in_full=right.answer)),
            (follow_up, replace(wrong, in_full=right.answer)),
            (follow_up, replace(wrong, in_full=wrong.answer)),
            (EVIDENT, right),
        ]
    )
    measure = all_measures(10)["follow_up_success"]
    assert measure.score(judged) == 1 / 2
    assert measure.cases(judged) == 3
    assert measure.score(judged.take(np.array([3]))) is None


def test_a_case_with_a_question_in_full_is_asked_both_ways(engine):
    case = Case(
        id="q",
        question="And what was the turnout?",
        place="line 1",
        answers=("61 percent",),
        history=(Turn(question="Who was elected in Velden?", answer="Maria Holm"),),
        standalone="What was the turnout at the election in Velden?",
    )
    found = put(case, engine, k=3)
    assert found.in_full.question == case.standalone
    assert found.answer.question == case.question
    assert found.in_full == replace(engine.ask(case.standalone), timings={})
    assert put(replace(case, standalone=None), engine, k=3).in_full is None


def test_an_engine_s_answer_is_checked_against_the_article(engine):
    case = Case(
        id="q",
        question="Who said the storm had damaged two cables?",
        place="line 1",
        answers=("Anna Lind",),
        evidence=(Evidence(article_id="bridge", quote="the storm had\n damaged two cables"),),
    )
    found = put(case, engine, k=3)
    assert found.answer
    assert found.citations
    assert all(verdict.exact for verdict in found.citations)
    assert found.citations[0].evidence == (0,)
    assert found.retrieved[0].evidence == (0,)
    assert found.answer.timings == {}
    assert found.times.answer > 0


def test_a_question_on_a_given_passage_is_answered_from_it(engine):
    case = Case(
        id="p",
        question="Who opened the old mill?",
        place="line 1",
        answers=("Eva Strand",),
        passage="The old mill was opened by Eva Strand. It rained.",
    )
    found = put(case, engine, k=3)
    assert found.retrieved == ()
    assert all(verdict.exact for verdict in found.citations)


def test_a_quote_is_located_whatever_the_white_space():
    text = "One  two\nthree. One two three."
    assert [text[slice(*span)] for span in locate(text, "two three.")] == [
        "two\nthree.",
        "two three.",
    ]


@pytest.mark.parametrize("k", [1, 3, 4, 10, 20])
def test_every_measure_has_a_group_and_a_name_of_its_own(k):
    measures = all_measures(k)
    assert {measure.group for measure in measures.values()} == set(GROUPS)
    assert all(name == measure.name for name, measure in measures.items())
    assert f"hits@{k}" in measures
