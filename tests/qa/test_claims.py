import pytest

from index.records import Article, Span
from qa.claims import find_scope, make_claims
from qa.types import Evidence
from qa.understand import understand


def evidence(text, answer=None, article_id="a"):
    """A sentence as the reader gives it, with the words that it marked as the answer."""
    start = text.index(answer) if answer else 0
    return Evidence(
        article=Article(id=article_id, text=text),
        span=Span(0, len(text)),
        score=0.9,
        answer=Span(start, start + len(answer)) if answer else None,
    )


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Dan Carden has become the first Labour MP to break ranks.", "first Labour MP"),
        ("Andy Burnham became the first Labour politician to defy him.", "first Labour politician"),
        ("It was the first U.S. state with a female majority.", "first U.S. state"),
        ("She came first.", "first"),
        ("Nobody did.", None),
    ],
)
def test_scope_is_in_the_words_of_the_source(text, scope):
    assert find_scope(text, ("first", "earliest")) == scope


def test_rivals_of_different_scope_stay_apart_and_name_their_subject():
    question = understand("Who first called for a national inquiry?")
    claims = make_claims(
        question,
        [
            evidence("Andy Burnham, the Mayor, became the first Labour politician to call for it."),
            evidence("Dan Carden has become the first Labour MP to demand a national inquiry."),
        ],
    )
    assert [(claim.short_answer, claim.scope) for claim in claims] == [
        ("Andy Burnham", "first Labour politician"),
        ("Dan Carden", "first Labour MP"),
    ]


def test_what_somebody_said_of_another_is_not_about_himself():
    question = understand("Who was the first to resign?")
    [claim] = make_claims(
        question, [evidence("Mr Smith said on Monday that Jane Doe was the first to resign.")]
    )
    assert claim.short_answer == "Jane Doe"


def test_a_pronoun_gives_no_short_answer():
    question = understand("Who was the first to resign?")
    [claim] = make_claims(question, [evidence("He was the first minister to resign.", "He")])
    assert claim.short_answer is None


def test_a_copied_sentence_is_one_claim_with_two_pieces_of_evidence():
    question = understand("How many were hurt?")
    sentence = "Police said that 40 people were hurt."
    claims = make_claims(question, [evidence(sentence), evidence(sentence, article_id="b")])
    assert [len(claim.evidence) for claim in claims] == [2]


def test_different_numbers_stay_apart():
    question = understand("How many people were killed?")
    claims = make_claims(
        question,
        [
            evidence("The attack killed 12 people.", "12"),
            evidence("The attack killed 126 people.", "126", article_id="b"),
        ],
    )
    assert [claim.short_answer for claim in claims] == ["12", "126"]
