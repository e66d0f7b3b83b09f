"""Whom somebody told it is known from who says what to whom, whatever verb is asked for."""

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine

TEXTS = {
    "pier": "Ann Lee sold the pier. “It was a ruin,” Ms Lee told the Halden Echo. She left.",
    "reed": "Tom Reed told the Hull Gazette that the pier was cheap.",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=HashingEmbedder())
    library.add(Article(id=name, text=text) for name, text in TEXTS.items())
    yield build_engine(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("Which newspaper did Ann Lee talk to?", "Halden Echo"),
        ("Which paper did Lee tell that it was a ruin?", "Halden Echo"),
        ("Which newspaper did Tom Reed speak to?", "Hull Gazette"),
    ],
)
def test_the_outlet_is_named(engine, question, outlet):
    answer = engine.ask(question)
    assert answer.short_answers == (outlet,)
    assert outlet in answer.claims[0].text


def test_who_told_no_outlet_is_given_none(engine):
    answer = engine.ask("Which newspaper did Mona Field talk to?")
    assert answer.status == "not_found"
