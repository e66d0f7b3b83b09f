"""Wordings of dates, and wordings that must not be read as one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understanding.window import find_window

ASKED = date(2024, 3, 15)
"""A Friday."""
DATED = {
    "Who resigned in October 2023?": ("2023-10-01", "2023-10-31"),
    "What did the mayor say in October 2023 about the flood?": ("2023-10-01", "2023-10-31"),
    "In March 2021, how many were arrested?": ("2021-03-01", "2021-03-31"),
    "How many had died as of 12 March 2020?": (None, "2020-03-12"),
    "How many had died by 12 March?": (None, "2024-03-12"),
    "How many had died until the 3rd of May 2020?": (None, "2020-05-03"),
    "What was known before 5 May 2021?": (None, "2021-05-04"),
    "What was known prior to May 5, 2021?": (None, "2021-05-04"),
    "What happened after 5 May 2021?": ("2021-05-06", None),
    "What has the bank said since 2023-11-02?": ("2023-11-02", None),
    "Who was elected between 1 June 2022 and 3 July 2022?": ("2022-06-01", "2022-07-03"),
    "Who was elected from May 2022 to July 2022?": ("2022-05-01", "2022-07-31"),
    "What was built throughout 2019?": ("2019-01-01", "2019-12-31"),
    "What did she call for on Tuesday, 4 July 2023?": ("2023-07-04", "2023-07-04"),
    "Where did they meet on 7 October 2023?": ("2023-10-07", "2023-10-07"),
    "What burned in late August 2023?": ("2023-08-21", "2023-08-31"),
    "Who won in May?": ("2023-05-01", "2023-05-31"),
    "Who won in February?": ("2024-02-01", "2024-02-29"),
    "Who resigned last week?": ("2024-03-04", "2024-03-10"),
    "What has changed this week?": ("2024-03-11", "2024-03-15"),
    "Who died last month?": ("2024-02-01", "2024-02-29"),
    "Who died in the past three days?": ("2024-03-12", "2024-03-15"),
    "Which ships sank over the last 2 weeks?": ("2024-03-01", "2024-03-15"),
    "What did the minister announce yesterday?": ("2024-03-14", "2024-03-15"),
    "What was decided on Thursday?": ("2024-03-14", "2024-03-14"),
    "Who has resigned since last week?": ("2024-03-04", "2024-03-15"),
    "What opened this year?": ("2024-01-01", "2024-03-15"),
}
NOT_DATED = [
    "What did May say about the ruling?",
    "May said what about the ruling?",
    "Was the deal criticised by May?",
    "What did the minister demand from May?",
    "Who made the 2008 crash documentary?",
    "What caused the 2008 crash?",
    "What did the Mail on Sunday report?",
    "Who led the March for Life?",
    "Who spoke in March for Life?",
    "How did seven people die?",
    "How much is it in 2019 dollars?",
    "Who planned the 7 October attack?",
    "What did the 9/11 commission find?",
    "Who won the election of May 2019?",
    "What did April Jones tell the court?",
    "Who sang at the August Wilson Theatre?",
    "What is the Sunday Times?",
    "What did the second report say?",
    "How many won for the first time this year?",
    "Who wrote last year's report?",
    "What did Friday's ruling say?",
    "Who is in Apollo 11?",
    "How many seats are in the 650 member house?",
    "Who marched?",
    "What was said between the report from the Echo on 7 October 2023 and the one in 2024?",
    "Did A's story of 5 May 2021 and B's story of 7 May 2021 agree?",
]


@pytest.mark.parametrize("text", DATED)
def test_the_days_that_a_question_speaks_of_are_read(text):
    window = find_window(text, asked=ASKED, fact=True)
    since, until = (day and date.fromisoformat(day) for day in DATED[text])
    assert window is not None
    assert (window.since, window.until) == (since, until)
    assert window.words in text


@pytest.mark.parametrize("text", NOT_DATED)
def test_what_only_looks_like_a_date_is_left_alone(text):
    assert find_window(text, asked=ASKED, fact=True) is None


@pytest.mark.parametrize(
    "text",
    ["Who resigned last week?", "Who won in May?", "Who died by 12 March?", "Who left today?"],
)
def test_relative_words_fix_nothing_when_the_day_of_asking_is_unknown(text):
    assert find_window(text, asked=None, fact=True) is None


@pytest.mark.parametrize(
    ("text", "fact", "restricts"),
    [
        ("Who resigned in October 2023?", True, True),
        ("Who had died as of 12 March 2020?", True, True),
        ("Who resigned in 2023?", True, False),
        ("What did she say in 2023?", False, True),
        ("Who resigned on 7 October 2023?", True, False),
    ],
)
def test_a_month_restricts_and_a_year_or_a_day_is_only_preferred_for_one_fact(
    text, fact, restricts
):
    assert find_window(text, asked=None, fact=fact).restricts is restricts


def test_an_event_is_shown_but_has_no_days():
    window = find_window("What did the mayor say before the vote?", asked=ASKED, fact=False)
    assert (window.words, window.since, window.until) == ("before the vote", None, None)
    assert not window.restricts


@given(st.text(), st.dates(min_value=date.min + timedelta(days=90_000)))
def test_no_text_is_too_odd(text, asked):
    window = find_window(text, asked=asked, fact=True)
    assert window is None or window.words in text


@pytest.mark.parametrize("asked", [date.min, date.max])
@pytest.mark.parametrize(
    "words", ["yesterday", "today", "last week", "this month", "last year", "past 999 years"]
)
def test_told_from_the_ends_of_the_calendar_nothing_is_fixed(asked, words):
    assert find_window(f"What happened {words}?", asked=asked, fact=False) is None
