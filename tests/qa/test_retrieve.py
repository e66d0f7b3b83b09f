from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.retrieve import Ranking, Retriever, query_words
from qa.types import Question


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


STRIKE = "The strike at the docks of Hull entered a new week. Union leaders met the owners."


@pytest.fixture
def told_by_three(tmp_path):
    """One story told by three publishers on three days, one of them much more often."""
    library = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    told = [("Courier", 3, n) for n in range(20)] + [
        ("Morning Echo", 9, 0),
        ("Hull Gazette", 20, 0),
    ]
    library.add(
        Article(
            id=f"{publisher}-{number}",
            text=f"{STRIKE} Report {number} of the {publisher}.",
            publisher=publisher,
            published=date(2024, 5, day),
        )
        for publisher, day, number in told
    )
    yield library
    library.close()


def publishers_of(library, text, **asked):
    found = Retriever(library, ranking=Ranking()).retrieve(
        Question(text=text, **asked), text, limit=4
    )
    return [candidate.article.publisher for candidate in found]


def test_each_publisher_named_has_its_turn(told_by_three):
    first = publishers_of(
        told_by_three, "Do the Courier, the Morning Echo and the Hull Gazette agree on the strike?"
    )[:3]
    assert sorted(first) == ["Courier", "Hull Gazette", "Morning Echo"]


def test_a_day_that_is_named_comes_first(told_by_three):
    question = "What happened in the strike at the docks of Hull on 9 May 2024?"
    assert publishers_of(told_by_three, question)[0] == "Morning Echo"


def test_what_was_published_just_before_the_question_was_asked_is_preferred(told_by_three):
    question = "What happened in the strike at the docks of Hull?"
    assert publishers_of(told_by_three, question, asked=date(2024, 5, 20))[0] == "Hull Gazette"


def test_a_filter_loses_no_passage_and_lets_no_other_through(told_by_three):
    question = "What did the Morning Echo say of the strike at the docks of Hull?"
    found = Retriever(told_by_three, ranking=Ranking()).retrieve(
        Question(text=question, publishers=("Courier",), until=date(2024, 5, 8)), question, limit=99
    )
    assert len(found) == 20
    assert {candidate.article.publisher for candidate in found} == {"Courier"}
