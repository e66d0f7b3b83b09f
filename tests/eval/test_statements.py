"""Statements of the program's own, held against what a set tells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eval_samples import claim, outcome

from eval.cases import Case, Evidence, GoldClaim
from eval.scores import score_case

SENTENCE = "She left in 1964, he said [twice]."
GOLD = GoldClaim(
    short_answer="1964", speaker="Olav Strand", outlet=False, when="1964-05", names=("Anna Lind",)
)
CASE = Case(
    id="c",
    question="When did Anna Lind leave?",
    place="line 1",
    answers=("1964",),
    claims=(GOLD,),
    evidence=(Evidence(article_id="a", quote=SENTENCE),),
)


def wrong(case, **stated):
    made = replace(claim(stated.pop("short_answer", "1964")), text=SENTENCE)
    return score_case(case, outcome(replace(made, **stated)), k=10)["statements_wrong"]


def with_gold(**details):
    return replace(CASE, claims=(replace(GOLD, **details),))


def test_what_is_left_out_is_no_statement():
    assert wrong(CASE) is None
    assert wrong(CASE, short_answer="1965", speaker="Tom Vance") is None


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"speaker": "Mr Strand"}, 0),
        ({"speaker": "Anna Lind"}, 1),
        ({"speaker": "Mayor Olav Strand"}, 0),
        ({"speaker": "Strand"}, 0),
        ({"outlet": "the Post"}, 1),
        ({"explained": "She [Anna Lind] left in 1964, he said [twice]."}, 0),
        ({"explained": "She [Ms Lind] left in 1964, he [Strand] said [twice]."}, 1 / 2),
        ({"when": "1964-05-02"}, 0),
        ({"when": "1964"}, 0),
        ({"when": "1965"}, 1),
        ({"when": "last May"}, 0),
        ({"speaker": "Strand", "when": "1965"}, 1 / 2),
    ],
)
def test_a_statement_is_wrong_where_it_is_at_odds_with_the_set(stated, expected):
    assert wrong(CASE, **stated) == expected


def test_what_the_set_does_not_tell_is_not_judged():
    bare = with_gold(speaker=None, outlet=None, when=None, names=None)
    assert wrong(bare, speaker="Tom", outlet="the Post", when="1965") is None


def test_nothing_may_be_stated_where_the_set_says_that_there_is_nothing():
    none = with_gold(speaker=False, when=False, names=())
    assert wrong(none, speaker="Tom") == wrong(none, when="1964") == 1
    assert wrong(none, explained="She [Anna Lind] left in 1964, he said [twice].") == 1
    assert score_case(none, outcome(claim("1964", speaker="Tom")), k=10)["speakers_wrong"] is None


def test_a_day_is_at_odds_with_the_articles_own_word_where_they_do_not_fix_it():
    word = with_gold(when="Thursday")
    assert wrong(word, when="1964-05-07") == 1
    assert wrong(word, when="on Thursday") == 0
    assert wrong(word, when="Friday") == 1


def test_another_sentence_that_says_the_same_is_not_judged():
    made = replace(claim("1964", speaker="Tom Vance"), text="In 1964 she left, Mr Vance said.")
    assert score_case(CASE, outcome(made), k=10)["statements_wrong"] is None
