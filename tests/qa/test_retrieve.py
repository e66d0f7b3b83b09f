from datetime import date

import pytest

from index.records import Hit
from qa.retrieve import query_words, weighted_sum
from qa.types import Question


def hit(passage, score, rank):
    return Hit(passage_id=passage, score=score, rank=rank, via="words")


def test_weighted_sum_against_its_arithmetic():
    words = [hit(1, 8.0, 1), hit(2, 4.0, 2)]
    meaning = [hit(2, 0.9, 1), hit(3, 0.6, 2), hit(1, 0.3, 3)]
    assert weighted_sum(words, meaning, meaning_weight=0.3) == pytest.approx(
        {1: 0.7 * 1.0 + 0.3 * 0.0, 2: 0.7 * 0.5 + 0.3 * 1.0, 3: 0.3 * 0.5}
    )


def test_weighted_sum_of_nothing_is_nothing():
    assert weighted_sum([], [], meaning_weight=0.3) == {}


def test_query_words_are_the_content_words_or_everything():
    assert query_words("Who led the seven-year probe?") == ["led", "seven", "year", "probe"]
    assert query_words("Who is he?") == ["who", "is", "he"]


def test_filters_hold(sample_engine):
    found = sample_engine.search(
        Question(text="Puerto Rico governor", since=date(2019, 8, 1), until=date(2019, 8, 31)), k=50
    )
    days = {sample_engine.library.article(result.article_id).published for result in found}
    assert days
    assert all(date(2019, 8, 1) <= day <= date(2019, 8, 31) for day in days)


def test_what_was_published_after_the_question_was_asked_is_not_used(sample_engine):
    found = sample_engine.search(Question(text="coronavirus deaths", asked=date(2020, 2, 1)), k=50)
    days = [sample_engine.library.article(result.article_id).published for result in found]
    assert days
    assert all(day is None or day <= date(2020, 2, 1) for day in days)


def test_an_unknown_publisher_has_no_passages(sample_engine):
    assert sample_engine.search(Question(text="inquiry", publishers=("Nobody",))) == ()
