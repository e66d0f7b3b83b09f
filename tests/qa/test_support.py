"""What speaks for an answer: how sure the reader is, where retrieval puts it, who else says so."""

from datetime import date

import pytest

from index.records import Article, Span
from qa.support import by_support, same_answer
from qa.types import Evidence

ASKED = "Who built the mine at Ely?"


def evidence(
    text, answer, *, article, score, retrieved=1.0, publisher=None, story=None, title=None
):
    begin = text.index(answer)
    return Evidence(
        article=Article(id=article, text=text, publisher=publisher, story=story, title=title),
        span=Span(0, len(text)),
        score=score,
        answer=Span(begin, begin + len(answer)),
        retrieved=retrieved,
    )


LEE = evidence("Ann Lee built the mine.", "Ann Lee", article="a", score=0.6)
VANCE = evidence("Tom Vance built the mine.", "Tom Vance", article="b", score=0.5)


def again(**changed):
    return evidence(
        "The mine that Mr Vance built.", "Mr Vance", **{"article": "c", "score": 0.45, **changed}
    )


def answers(*found):
    return [one.short_answer for one in by_support(ASKED, found)]


def test_what_two_sources_say_comes_before_what_one_says_more_plainly():
    assert answers(LEE, VANCE) == ["Ann Lee", "Tom Vance"]
    assert answers(LEE, VANCE, again()) == ["Tom Vance", "Ann Lee", "Mr Vance"]


def test_an_answer_is_the_more_probable_the_more_sources_give_it():
    [alone] = by_support(ASKED, [VANCE])
    first, second = by_support(ASKED, [VANCE, again()])
    assert alone.score == pytest.approx(VANCE.score)
    assert first.score > VANCE.score
    assert second.score == pytest.approx(0.45)


@pytest.mark.parametrize(
    "changed",
    [
        {"article": "b"},
        {"publisher": "Courier"},
        {"story": 7},
    ],
)
def test_a_second_sentence_of_one_source_counts_for_less(changed):
    same = {key: value for key, value in changed.items() if key != "article"}
    vance = evidence("Tom Vance built the mine.", "Tom Vance", article="b", score=0.5, **same)
    together = by_support(ASKED, [vance, again(**changed)])[0].score
    apart = by_support(ASKED, [VANCE, again()])[0].score
    assert VANCE.score < together < apart


def test_one_sentence_printed_twice_counts_once():
    copy = evidence("Tom Vance built the mine.", "Tom Vance", article="c", score=0.5)
    assert by_support(ASKED, [VANCE, copy])[0].score == pytest.approx(VANCE.score)


def test_a_passage_that_retrieval_puts_far_below_loses():
    far = evidence("Ann Lee built the mine.", "Ann Lee", article="a", score=0.6, retrieved=0.2)
    assert answers(far, VANCE) == ["Tom Vance", "Ann Lee"]
    assert by_support(ASKED, [far, VANCE])[0].score == pytest.approx(VANCE.score)
    assert by_support(ASKED, [far])[0].score == pytest.approx(far.score)


def test_certain_and_impossible_evidence_is_weighed_as_well():
    sure = evidence("Ann Lee built the mine.", "Ann Lee", article="a", score=1.0)
    never = evidence("Tom Vance built the mine.", "Tom Vance", article="b", score=0.0)
    assert answers(never, sure) == ["Ann Lee", "Tom Vance"]


def test_nothing_found_stays_nothing():
    assert by_support(ASKED, []) == []


def test_what_the_headline_names_is_the_more_probable():
    headed = evidence(
        VANCE.text, "Tom Vance", article="b", score=0.5, title="How Tom Vance built a mine"
    )
    [alone], [found] = by_support(ASKED, [VANCE]), by_support(ASKED, [headed])
    assert found.score > alone.score


def test_the_words_of_the_question_in_a_headline_speak_for_nothing():
    mine = {"article": "b", "score": 0.5}
    headed = evidence("The mine at Ely is old.", "The mine at Ely", title="The mine at Ely", **mine)
    plain = evidence("The mine at Ely is old.", "The mine at Ely", **mine)
    assert by_support(ASKED, [headed])[0].score == by_support(ASKED, [plain])[0].score


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("fell on Monday", date(2020, 5, 6)), ("fell on 4 May", date(2020, 5, 9)), True),
        (("fell on Monday", date(2020, 5, 6)), ("fell on Monday", date(2020, 5, 20)), False),
        (("fell last week", date(2020, 5, 13)), ("fell on Thursday", date(2020, 5, 8)), True),
        (("fell last week", date(2020, 5, 13)), ("fell on Thursday", date(2020, 5, 15)), False),
        (("fell in May 2020", None), ("fell on 4 May 2020", None), True),
    ],
)
def test_a_time_and_a_part_of_it_are_one_answer(one, other, expected):
    found = []
    for words, published in (one, other):
        text = f"The wall {words}."
        answer = words.removeprefix("fell ").removeprefix("on ").removeprefix("in ")
        begin = text.index(answer)
        article = Article(id=words, text=text, published=published)
        answered = Span(begin, begin + len(answer))
        found.append(Evidence(article=article, span=Span(0, len(text)), score=0.5, answer=answered))
    assert same_answer(*found) == expected
