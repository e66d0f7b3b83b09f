from dataclasses import replace

import pytest

from qa.claims.compose import in_words, saying
from qa.types import Claim


def claim(speaker=None, outlet=None):
    return Claim(
        text="It fell.",
        short_answer=None,
        scope=None,
        speaker=speaker,
        outlet=outlet,
        when=None,
        citations=(1,),
    )


@pytest.mark.parametrize(
    ("speaker", "outlet", "expected"),
    [
        ("Ann Lee", "Easton Post", "said by Ann Lee to Easton Post"),
        ("Ann Lee", "Twitter", "said by Ann Lee on Twitter"),
        ("Ann Lee", None, "said by Ann Lee"),
        ("Easton Post", "Easton Post", "reported by Easton Post"),
        (None, "Easton Post", "reported by Easton Post"),
        (None, None, None),
    ],
)
def test_whose_words_they_are(speaker, outlet, expected):
    assert saying(claim(speaker, outlet)) == expected


def test_a_first_that_is_told_of_the_speaker_is_not_in_the_speakers_words():
    first = replace(claim("Ann Lee", "Easton Post"), short_answer="Ann Lee", scope="first mayor")
    assert saying(first) == "Ann Lee spoke to Easton Post"
    assert saying(replace(first, outlet=None)) is None


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2019-01-04", "4 January 2019"),
        ("2019-01", "January 2019"),
        ("2019", "2019"),
        ("last week", "last week"),
    ],
)
def test_dates_are_written_as_newspapers_do(when, expected):
    assert in_words(when) == expected
