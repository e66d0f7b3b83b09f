"""A day beside the news of a sentence is not the day of what is asked about."""

import pytest

from index.records import Article, Span
from qa.answering.day_of import is_of_something_else
from qa.language.reading import parsed
from qa.types import Evidence


@pytest.mark.parametrize(
    ("sentence", "answer", "states", "expected"),
    [
        ("As of Friday, Ann Lee was in hospital.", "Friday", True, True),
        ("Ann Lee fell ill on Friday.", "Friday", False, False),
        ("Heading into Friday, Ann Lee had the most votes.", "Friday", False, True),
        ("Heading into Friday, Ann Lee had the most votes.", "Friday", True, False),
        ("Ann Lee spoke of the vote of May 2019.", "May 2019", False, True),
        ("Ann Lee said that she fell ill on Friday.", "Friday", False, False),
        ("We hope to have it running by the end of May.", "May", False, False),
        ("Ann Lee fell ill at noon.", "noon", False, False),
    ],
)
def test_the_day_of_something_else(sentence, answer, states, expected):
    begin = sentence.index(answer)
    found = Evidence(
        article=Article(id="a", text=sentence),
        span=Span(0, len(sentence)),
        score=0.5,
        answer=Span(begin, begin + len(answer)),
    )
    assert is_of_something_else(found, parsed(sentence), states=states) == expected
