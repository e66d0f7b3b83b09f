"""Which of two things came first: by one sentence that says so, else by the days that are told."""

from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine

TEXTS = {
    "vote": "The council voted to sell the pier on Tuesday. Mona Field resigned two days after the"
    " council vote. The pier is 90 years old.",
    "storm": "Storm Petra reached Halden on Friday. Shops stayed shut.",
    "bridge": "The Halden bridge closed on Monday. Engineers found cracks.",
    "ferry": "The Greta sank hours before the rescue ship arrived, the coastguard said.",
    "court": "The district court ruled on 2 May 2024 that the levy was unlawful. The high court"
    " ruled on 20 May 2024 that the levy was lawful.",
    "inquiry": "Ann Lee became the first MP to demand an inquiry into the pier sale. Tom Reed, a"
    " councillor, was the first politician to call for an inquiry into the pier sale.",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=HashingEmbedder())
    library.add(
        Article(id=name, text=text, published=date(2024, 6, 15)) for name, text in TEXTS.items()
    )
    yield build_engine(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did Mona Field resign before or after the council vote?", "two days after the"),
        ("Did Mona Field resign before the council vote, or after it?", "two days after the"),
        ("Which came first, the sinking of the Greta or the rescue ship?", "hours before the"),
    ],
)
def test_one_sentence_that_tells_the_order_is_enough(engine, question, expected):
    answer = engine.ask(question)
    assert (answer.status, answer.understood.kind) == ("answered", "order")
    [claim] = answer.claims
    assert claim.short_answer.startswith(expected)
    assert claim.short_answer in claim.text


@pytest.mark.parametrize(
    ("question", "first", "short"),
    [
        ("Did Storm Petra reach Halden before or after the bridge closed?", "bridge", ()),
        (
            "Which court ruled first on the levy, the high court or the district court?",
            "district court",
            ("district court",),
        ),
        (
            "Which court ruled last on the levy, the high court or the district court?",
            "district court",
            ("high court",),
        ),
    ],
)
def test_else_a_sentence_on_each_the_earlier_first(engine, question, first, short):
    answer = engine.ask(question)
    assert answer.status == "answered"
    assert len(answer.claims) == 2
    assert first in answer.claims[0].text
    assert answer.claims[0].when < answer.claims[1].when
    assert answer.short_answers == short


@pytest.mark.parametrize(
    "question",
    [
        "Did Mona Field resign before or after the moon landing?",
        "Did the pier open before or after the storm?",
    ],
)
def test_what_tells_only_one_of_them_is_not_found(engine, question):
    assert engine.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "Who was the first to call for an inquiry into the pier sale, Ann Lee or Tom Reed?",
        "Did Ann Lee or Tom Reed call for an inquiry into the pier sale first?",
    ],
)
def test_rival_claims_to_be_the_first_are_both_shown(engine, question):
    answer = engine.ask(question)
    assert answer.status == "rival_claims"
    assert set(answer.short_answers) == {"Ann Lee", "Tom Reed"}
