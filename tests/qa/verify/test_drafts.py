"""Drafts, sentence by sentence: which are checked, and what they are held against."""

import pytest

from index.records import Article, Span
from qa.retrieve import Ranking, Retriever
from qa.verify import Cited
from qa.verify.drafts import DraftChecker, nearest_first, states


@pytest.mark.parametrize(
    ("sentence", "stating"),
    [
        ("The bridge closed.", True),
        ("Who closed the bridge?", False),
        ("A bridge too far", False),
        ("“Who closed it?”", False),
    ],
)
def test_only_what_states_something_is_checked(sentence, stating):
    assert states(sentence) == stating


def test_what_shares_rare_words_comes_first():
    text = "The town is large. The town has a lighthouse. The town is old."
    article = Article(id="town", text=text)
    spans = [Span(0, 18), Span(19, 45), Span(46, 62)]
    cited = [Cited(article=article, span=span) for span in spans]
    found = nearest_first("The lighthouse of the town is red.", cited)
    assert found[0].text == "The town has a lighthouse."


def test_a_contradiction_of_something_else_is_none(library):
    """ "The harbour reopened on Tuesday" says nothing of another town's."""
    checker = DraftChecker(Retriever(library, ranking=Ranking()))
    [same, other] = checker.check(
        "The harbour at Whitby reopened on Monday. The harbour at Dover reopened on Monday."
    )
    assert same.found.verdict == "contradicted"
    assert "“Tuesday”" in same.found.reason
    assert other.found.verdict == "unsupported"
    assert other.found.places


def test_offsets_are_those_of_the_draft(library):
    checker = DraftChecker(Retriever(library, ranking=Ranking()))
    draft = "  The rail link is delayed.\n\nWho knows? "
    for one in checker.check(draft):
        assert draft[slice(*one.span)] == one.text
