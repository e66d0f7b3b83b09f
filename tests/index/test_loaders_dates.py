"""A date is read where it names one day for sure, and is None everywhere else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2019-01-04",
        "2019/01/04",
        "20190104",
        "2019-01-04T23:59:59Z",
        "2019-01-04T23:30:00-05:00",
        "2019-01-04 10:30:00.123456 UTC",
        "Fri, 04 Jan 2019 10:00:00 GMT",
        "Fri, 4 Jan 2019 23:00:00 -0500",
        "January 4, 2019",
        "Friday, January 4, 2019 ",
        "4 January 2019",
        "4th Jan 2019",
        "Jan. 4, 2019, 10:30 a.m. ET",
    ],
)
def test_dates_that_name_a_day(text):
    assert parse_date(text) == date(2019, 1, 4)


def test_day_and_month_that_cannot_be_exchanged():
    assert parse_date("13/04/2019") == parse_date("04/13/2019") == date(2019, 4, 13)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/04/2019",
        "2019",
        "January 2019",
        "2019-01",
        "January 4",
        "4 January 19",
        "Thursday",
        "yesterday",
        "10:30",
        "2019-02-30",
        "30 February 2019",
        "1546560000",
        "1501020304",
        "Updated on January 4, 2019",
        "4 January 2019 or 5 January 2019",
        "9" * 5_000,
    ],
)
def test_dates_that_leave_something_open(text):
    assert parse_date(text) is None


@given(st.text(st.sampled_from("0123456789 -/:.,TZ+JanFebMay\x00é")) | st.text())
def test_no_text_is_an_error(text):
    assert parse_date(text) is None or isinstance(parse_date(text), date)
