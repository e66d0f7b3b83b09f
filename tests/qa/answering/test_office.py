"""Who holds an office now: by what the latest article calls them, or by who replaced whom."""

from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.answering.office import asks_for_holder
from qa.build import build_engine
from qa.understand import understand

STORIES = {
    2: "The harbour minister, Piet Moll, opened a pier in Varn. Mr Moll spoke for an hour.",
    9: "The harbour minister, Piet Moll, resigned on Friday in Varn. Mr Moll said that he was"
    " tired. He was replaced by Ada Quill, a judge.",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=HashingEmbedder())
    library.add(
        Article(id=f"s{day}", text=text, published=date(2024, 5, day))
        for day, text in STORIES.items()
    )
    yield build_engine(library)
    library.close()


def test_who_replaced_the_holder_holds_the_office(engine):
    answer = engine.ask("Who is the harbour minister?")
    assert answer.short_answers == ("Ada Quill",)
    # The sentence before tells whom "he" points to.
    assert answer.claims[0].text == (
        "Mr Moll said that he was tired. He was replaced by Ada Quill, a judge."
    )


def test_another_office_is_nobodys_answer(engine):
    assert engine.ask("Who is the finance minister?").status == "not_found"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is the harbour minister?", True),
        ("Who was the harbour minister?", False),
        ("Who is the winner of 2012?", False),
        ("Who is the person who sold the old pier to a bank and left the town at night?", False),
        ("Where is the harbour minister?", False),
    ],
)
def test_what_asks_for_the_holder_of_an_office(question, expected):
    assert asks_for_holder(understand(question)) is expected
