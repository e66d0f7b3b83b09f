"""Sentences held against the words that they cite."""

from datetime import date

from index.records import Article, Span
from qa.verify import Cited, verify

TEXT = (
    "Kelmouth council voted by 27 to 24 on Tuesday night to scrap the harbour road toll. "
    "The council leader, Priya Raman, said the toll had been a tax on going to work."
)
ARTICLE = Article(id="harbour", text=TEXT, published=date(2024, 5, 8))
FIRST = Cited(article=ARTICLE, span=Span(0, TEXT.index(" The council leader")))


def test_the_words_themselves_support_a_sentence():
    found = verify("Kelmouth council voted to scrap the harbour road toll.", [FIRST])
    assert (found.verdict, found.reason, found.places) == ("supported", "", (FIRST,))


def test_what_is_not_there_is_unsupported_and_said():
    found = verify("Kelmouth council voted to scrap the airport.", [FIRST])
    assert found.verdict == "unsupported"
    assert "airport" in found.reason


def test_without_words_nothing_is_supported():
    assert verify("Kelmouth council voted.", []).verdict == "unsupported"
