from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.days.reading import Reckoning, read, resolve
from qa.spans import dates

FRIDAY = date(2019, 1, 4)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Wednesday", "2019-01-02"),
        ("Friday", "2019-01-04"),
        ("last Friday", "2018-12-28"),
        ("next Friday", "2019-01-11"),
        ("Monday night", "2018-12-31"),
        ("yesterday", "2019-01-03"),
        ("tomorrow", "2019-01-05"),
        ("last month", "2018-12"),
        ("next year", "2020"),
        ("earlier this year", "2019"),
        ("December 26", "2018-12-26"),
        ("26 December", "2018-12-26"),
        ("February 3", "2019-02-03"),
        ("Friday, January 4, 2019", "2019-01-04"),
        ("4th of July 1998", "1998-07-04"),
        ("November 2018", "2018-11"),
        ("March", "2019-03"),
        ("1998", "1998"),
        ("1990s", "1990s"),
        ("last week", "last week"),
        ("February 30", "February 30"),
    ],
)
def test_words_against_the_day_of_the_article(words, expected):
    assert resolve(words, FRIDAY) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Thursday", "Thursday"), ("May 5", "May 5"), ("May 5, 2001", "2001-05-05")],
)
def test_without_a_day_of_the_article_only_full_dates_are_resolved(words, expected):
    assert resolve(words, None) == expected


@pytest.mark.parametrize(
    ("words", "side", "expected"),
    [
        ("Friday", "past", "2019-01-04"),
        ("Monday", "future", "2019-01-07"),
        ("Monday", "present", "2019-01-07"),
        ("Sunday", "planned", "2019-01-06"),
        ("Thursday", "planned", "Thursday"),
        ("Monday", None, "Monday"),
        ("next Sunday", "future", "next Sunday"),
        ("last Wednesday", "past", "last Wednesday"),
        ("this Sunday", "future", "2019-01-06"),
        ("Monday week", "future", "2019-01-14"),
        ("a week on Monday", "future", "2019-01-14"),
        ("a week ago today", "past", "2018-12-28"),
        ("a week ago", "past", "a week ago"),
        ("three days ago", "past", "2019-01-01"),
        ("two months ago", "past", "two months ago"),
        ("two years ago", "past", "two years ago"),
        ("two days", "future", "2019-01-06"),
        ("two days", "past", "two days"),
        ("July", "past", "2018-07"),
        ("July", "future", "2019-07"),
        ("July", None, "July"),
        ("Wednesday, Nov. 7", "past", "2018-11-07"),
        ("New Year’s Eve", "past", "2018-12-31"),
        ("Good Friday", "future", "2019-04-19"),
        ("Easter Sunday 2013", None, "2013-03-31"),
        ("two days after Christmas", "past", "2018-12-27"),
        ("13/02/2018", None, "2018-02-13"),
        ("02/13/2018", None, "2018-02-13"),
        ("03/04/2018", "past", "03/04/2018"),
        ("01/03/2019", "past", "2019-01-03"),
        ("13.02.2018", None, "2018-02-13"),
        ("2018-02-30", None, "2018-02-30"),
        ("the year before last", None, "2017"),
        ("the second quarter", "past", "the second quarter"),
        ("two weeks later", "past", "two weeks later"),
        ("February 29", "past", "February 29"),
    ],
)
def test_words_against_the_tense(words, side, expected):
    assert str(read(words, Reckoning(published=FRIDAY, side=side))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("two weeks later", "2018-06-15"),
        ("three days earlier", "2018-05-29"),
        ("the next day", "2018-06-02"),
        ("the same day", "2018-06-01"),
        ("the following Monday", "2018-06-04"),
        ("the previous Friday", "2018-05-25"),
        ("the following month", "2018-07"),
        ("two years later", "2020"),
    ],
)
def test_words_against_the_day_told_before(words, expected):
    assert str(read(words, Reckoning(published=None, before=date(2018, 6, 1)))) == expected


def test_a_week_has_days_and_stays_words():
    week = read("last week", Reckoning(published=FRIDAY))
    assert (week.since, week.until, str(week)) == (
        date(2018, 12, 24),
        date(2018, 12, 30),
        "last week",
    )
    assert read("December 26", Reckoning(published=FRIDAY)).within(week)


SENTENCES = st.lists(
    st.sampled_from(
        "last next this week month year Monday Friday the day before yesterday after tomorrow ago"
        " two later in May 29 February 2019 03/04/2019 Easter Sunday quarter second of a on".split()
    ),
    max_size=8,
).map(" ".join)


@given(text=SENTENCES, published=st.dates(), side=st.sampled_from(["past", "future", None]))
def test_no_words_lead_beyond_the_calendar(text, published, side):
    for start, end in dates(text):
        when = read(text[start:end], Reckoning(published=published, side=side, before=published))
        assert when.words == text[start:end]
