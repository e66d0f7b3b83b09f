"""Who somebody is: told by what stands beside the name, in the articles' own words."""

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine

TEXTS = {
    "pier": "The Harbour Party walked out. “It is a disgrace,” said its leader, Mona Field. The"
    " chairman of the trust, Paul Reed, sold the pier on Monday. Reed denied it.",
    "band": "Crowds heard the rock band Grey Heron on Friday. Deputy mayor Iris Holt paid for the"
    " stage. Leo Marsh, who built the stage in two days, is a carpenter from Hull.",
    "ride": "Two pilots, Ida Voss and Tom Hill, flew to Hull. “Sam Wood is my best friend,” said"
    " Ida Voss. Sam Wood is a pilot and poet from Velden. Lou Hart would be the first mayor."
    " Former US senator Max Dorn resigned.",
    "vote": "Ann Lee has become the first woman to chair the council. Rita Stone voted for her.",
    "quay": "He added: “Both Tom Reed and Eva Stone (the harbour minister) have strong records in"
    " this. The Royal Harbour Agency (RHA) shut the quay in May.",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=HashingEmbedder())
    library.add(Article(id=name, text=text) for name, text in TEXTS.items())
    yield build_engine(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is Mona Field?", ["its leader"]),
        ("What is Mona Field's role?", ["its leader"]),
        ("What office does Iris Holt hold?", ["Deputy mayor"]),
        ("Who is Paul Reed?", ["The chairman of the trust"]),
        ("who is iris holt", ["Deputy mayor"]),
        ("What is Grey Heron?", ["the rock band"]),
        ("Who is Ann Lee?", ["the first woman to chair the council"]),
        ("Who's Leo Marsh?", ["a carpenter from Hull"]),
        ("Who is Max Dorn?", ["Former US senator"]),
        ("Who is Sam Wood?", ["a pilot and poet from Velden"]),
        ("What is RHA?", ["The Royal Harbour Agency"]),
        ("Who is Eva Stone?", ["the harbour minister"]),
    ],
)
def test_what_stands_beside_a_name_tells_who_it_is(engine, question, expected):
    answer = engine.ask(question)
    assert (answer.status, answer.understood.kind) == ("answered", "identity")
    assert sorted(answer.short_answers) == sorted(expected)
    assert all(claim.short_answer in claim.text for claim in answer.claims)


def test_its_leader_is_shown_with_the_sentence_that_tells_whose(engine):
    [claim] = engine.ask("Who is Mona Field?").claims
    assert claim.text == (
        "The Harbour Party walked out. “It is a disgrace,” said its leader, Mona Field."
    )
    assert claim.speaker is None


def test_who_is_only_named_gets_no_description(engine):
    [claim] = engine.ask("Who is Rita Stone?").claims
    assert (claim.text, claim.short_answer) == ("Rita Stone voted for her.", None)


def test_two_are_not_what_one_is(engine):
    [claim] = engine.ask("Who is Ida Voss?").claims
    assert claim.short_answer is None


def test_who_is_not_named_is_not_found(engine):
    assert engine.ask("Who is Greta Moss?").status == "not_found"


@pytest.mark.parametrize("question", ["Who is the mayor?", "who is council leader", "Who is it?"])
def test_an_office_is_no_name(engine, question):
    assert engine.ask(question).understood.kind == "fact"
