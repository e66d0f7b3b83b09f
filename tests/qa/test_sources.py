from datetime import date

import pytest

from qa.sources import find_sources, teller

PUBLISHERS = ("The Age", "The Age Online", "The Courier", "Daily News | World", "Time")


def named(text):
    return find_sources(text, PUBLISHERS).publishers


@pytest.mark.parametrize(
    ("question", "publishers"),
    [
        ("What did The Courier report?", ("The Courier",)),
        ("what did the courier report?", ()),
        ("Does Time agree with The Age?", ("Time", "The Age")),
        ("What time was it, at the age of ten?", ()),
        ("What does The Age Online say?", ("The Age Online",)),
        (
            "Did daily news world and 'The Age' agree with The Age?",
            ("Daily News | World", "The Age"),
        ),
        ("Whose Timeline is it?", ()),
        ("", ()),
    ],
)
def test_publishers_are_found_in_order_each_once(question, publishers):
    assert named(question) == publishers


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many fell, according to The Courier?", ("The Courier", "How many fell?")),
        ("According to The Courier, how many fell?", ("The Courier", "how many fell?")),
        ("How many fell as reported by Time in May?", ("Time", "How many fell in May?")),
        ("What did The Courier report?", None),
        ("Who fell, according to The Age and The Courier?", None),
        ("Who fell, according to the mayor?", None),
    ],
)
def test_whose_telling_alone_is_asked_for(question, expected):
    assert teller(question, PUBLISHERS) == expected


def test_what_is_left_lacks_the_publishers_and_keeps_its_places():
    text = "What did The Courier say of steel?"
    rest = find_sources(text, PUBLISHERS).rest
    assert rest.split() == ["What", "did", "say", "of", "steel?"]
    assert len(rest) == len(text)


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What happened on 7 October 2023?", (date(2023, 10, 7),)),
        (
            "Who spoke on October 7th, 2023, or on 2023-11-01?",
            (date(2023, 10, 7), date(2023, 11, 1)),
        ),
        ("What happened in October 2023?", ()),
        ("What happened on Thursday?", ()),
        ("What is 2023-13-45?", ()),
    ],
)
def test_only_whole_days_are_read(question, days):
    assert find_sources(question, ()).days == days
