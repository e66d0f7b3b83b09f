"""Numbers as they are written beside numbers as they are told."""

import pytest

from qa.verify.figures import denies, fits, quantities


def only(text):
    [found] = quantities(text)
    return found


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("about 40 cases", "38 cases"),
        ("nearly forty cases", "39 cases"),
        ("more than 30 cases", "39 cases"),
        ("fewer than 50 cases", "43 cases"),
        ("1,300 cases", "1300 cases"),
        ("four million votes", "4,000,000 votes"),
        ("$2.5m", "$2.5 million"),
        ("5.7 million barrels", "5.7  million barrels"),
        ("at least 14 cases", "at least 14 cases"),
        ("over 20 cases", "at least 20 cases"),
        ("a third of voters", "33% of voters"),
        ("two thirds of voters", "66 per cent of voters"),
        ("dozens of cases", "39 cases"),
        ("hundreds of cases", "412 cases"),
    ],
)
def test_a_rounder_number_that_says_so_fits(said, told):
    assert fits(only(said), only(told))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("40 cases", "38 cases"),
        ("14 cases", "at least 14 cases"),
        ("about 60 cases", "38 cases"),
        ("nearly 40 cases", "41 cases"),
        ("more than 65 cases", "105 cases"),
        ("more than 39 cases", "39 cases"),
        ("£5", "$5"),
        ("40%", "40 cases"),
        ("half of voters", "33% of voters"),
        ("hundreds of cases", "39 cases"),
        ("exactly 40 cases", "about 40 cases"),
    ],
)
def test_another_number_does_not(said, told):
    assert not fits(only(said), only(told))


def test_what_is_no_number_is_none():
    assert quantities("the third man, in a quarter-final") == ()


@pytest.mark.parametrize(
    ("said", "told", "denied"),
    [
        ("20 cases", "10 cases", True),
        ("20 cases", "at least 10 cases", False),
        ("8 cases", "at least 10 cases", True),
        ("20 cases", "up to 10 cases", True),
        ("10 cases", "about 10 cases", False),
        ("more than 30 cases", "105 cases", False),
        ("$5", "£5", False),
    ],
)
def test_a_number_is_denied_only_where_both_cannot_be(said, told, denied):
    assert denies(only(said), only(told)) == denied
