"""Of whom a sentence claims a superlative: its subject, as the parse shows it."""

import pytest

from qa.answering.firsts import claimant
from qa.language.reading import parsed


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ann Lee became the first harbour master to resign.", "Ann Lee"),
        ("Lee's countryman Tom Vance was the first to reach it.", "Tom Vance"),
        ("Rosa Field, the first mayor to call for a review, spoke.", "Rosa Field"),
        ('He told the Echo: "The first to ask for it was Eve Holm, in 2016."', "Eve Holm"),
        ("Ann Lee first called for a review in May.", "Ann Lee"),
        ("The mayor said that she had been the first to ask for it.", "she"),
        ("It rained in May.", None),
    ],
)
def test_the_claim_is_of_its_subject(sentence, expected):
    found = claimant(parsed(sentence), ("first", "earliest"))
    assert (found and sentence[found.start : found.end]) == expected
