"""Questions that place their answer before or after an event, over real articles."""

from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine

STORIES = [
    (6, "The mayor of Hull, Ada Quill, said that the harbour dues were unfair to the town."),
    (9, "The council of Hull voted on Thursday to end the harbour dues. Traders cheered."),
    (12, "The mayor of Hull, Ada Quill, said that the end of the harbour dues was a relief."),
    (13, "The mayor of Hull welcomed a parade. After the parade on Monday she went home."),
]
"""Of May 2024, whose ninth day is a Thursday."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=HashingEmbedder())
    library.add(
        Article(id=f"s{day}", text=text, publisher="Courier", published=date(2024, 5, day))
        for day, text in STORIES
    )
    yield build_engine(library)
    library.close()


@pytest.mark.parametrize(
    ("side", "article", "searched"),
    [("before", "s6", {"s6", "s9"}), ("after", "s12", {"s9", "s12", "s13"})],
)
def test_what_was_said_on_the_other_side_of_a_dated_event_is_left_out(
    engine, side, article, searched
):
    question = f"What did the mayor say about the harbour dues {side} the vote?"
    answer = engine.ask(question)
    assert {one.article_id for one in answer.citations} == {article}
    assert f"is read as {side} 9 May 2024: “The council of Hull voted on" in answer.note
    assert answer.understood.restricts
    assert answer.standalone == question
    assert {hit.article_id for hit in engine.search(question)} == searched


def test_what_happened_after_an_event_is_a_timeline_of_it(engine):
    answer = engine.ask("What happened after the vote on the harbour dues?")
    assert answer.understood.since == date(2024, 5, 9)
    assert {one.article_id for one in answer.citations} <= {"s9", "s12"}


def test_an_event_that_no_article_dates_leaves_nothing_out(engine):
    question = "What did the mayor of Hull say about the harbour dues before the flood?"
    answer = engine.ask(question)
    assert answer.note.startswith("No article found here tells the day of “the flood”")
    assert {one.article_id for one in answer.citations} == {"s6", "s12"}
    assert {hit.article_id for hit in engine.search(question)} == {"s6", "s9", "s12", "s13"}
    assert (answer.understood.since, answer.understood.until) == (None, None)


def test_a_date_beside_another_event_does_not_date_it(engine):
    answer = engine.ask("What did the mayor of Hull do after the parade?")
    assert answer.understood.since is None


def test_two_days_for_one_event_are_named_and_nothing_is_left_out(engine):
    engine.library.add(
        [
            Article(
                id="again",
                text="The council of Hull voted on Friday to end the harbour dues, it is said.",
                published=date(2024, 5, 11),
            )
        ]
    )
    try:
        answer = engine.ask("What did the mayor say about the harbour dues before the vote?")
    finally:
        engine.library.remove(["again"])
    assert "(9 May 2024, 10 May 2024)" in answer.note
    assert answer.understood.until is None
