from datetime import date

import pytest

from index.records import Span
from qa.days.clause import find_when
from qa.days.reading import resolve
from qa.days.setting import Setting

FRIDAY = date(2019, 1, 4)
HERE = Setting(FRIDAY)


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
    ("text", "answer", "expected"),
    [
        ("He told the radio on Thursday that it was time.", "time", "2019-01-03"),
        ("Ten died on Monday, and on Tuesday the search ended.", "Ten", "2018-12-31"),
        ("Ten died on Monday, and on Tuesday the search ended.", "search", "2019-01-01"),
        ("On Monday, Ann Lee, who won in 1998, gave up her campaign.", "Ann Lee", "2018-12-31"),
        ("Ann Lee left the 2020 race.", "Ann Lee", None),
        ("Ann Lee lost a brother in the Sept. 11 attacks.", "Ann Lee", None),
        ("Ann Lee left Paris on Sept. 11 for good.", "Ann Lee", "2018-09-11"),
        ("Nobody has flown there since the fleet was retired in 2011.", "Nobody", None),
        ("They met on Monday or Tuesday.", "They", None),
        ("The trial will begin on Tuesday.", "trial", "2019-01-08"),
        ("It began at 6 a.m. in the harbour.", "harbour", None),
        ("The bridge opened on 3 May 1998.", "3 May 1998", "1998-05-03"),
        ("He is to leave next month on February 2.", "He", "2019-02-02"),
        ("The bridge fell.", "bridge", None),
    ],
)
def test_the_date_of_the_claim_is_taken_and_no_other(text, answer, expected):
    start = text.index(answer)
    assert find_when(text, Span(start, start + len(answer)), HERE) == expected


def test_a_date_inside_a_quotation_is_not_that_of_the_telling():
    text = "Ann Lee said: “I leave today.”"
    quoted = (Span(15, 29),)
    assert find_when(text, Span(0, 7), HERE, hidden=quoted) is None
    assert find_when(text, Span(15, 16), HERE, hidden=quoted) == "today"
