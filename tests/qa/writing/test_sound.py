"""What a written sentence must be by itself, whatever the articles say."""

import pytest

from qa.writing.sound import unsound


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Who resigned?", "states nothing"),
        ("He resigned on Friday.", "“He”"),
        ("However, they resigned.", "“they”"),
        ("“It was too late,” Lee said.", "“It”"),
        ("This follows the vote.", "“This”"),
        ("The minister was flown to Berlin on Thursday, 22 August 2020.", "was no Thursday"),
        ("The minister was flown to Berlin on Thursday, August 22, 2020.", "was no Thursday"),
        ("The vote is on Monday 30 February 2026.", "was no day"),
        ("The agency has raised its assessment of the risk from", "no whole sentence"),
        ("The first time anyone has run under two hours.", "no whole sentence"),
        ("Resignations and by-elections", "no whole sentence"),
        ("cites", "no whole sentence"),
        ("The capsule carried only a mannequin, nicknamed", "no whole sentence"),
    ],
)
def test_what_can_stand_for_nothing_is_told_why(sentence, told):
    assert told in unsound(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Lee resigned on Friday.",
        "Ann Lee resigned on Saturday, 22 August 2020.",
        "The mayor said that he would resign",
        "It is feared that forty people died.",
        "Forty people are missing, police say.",
        "Lee’s party won.",
    ],
)
def test_what_can_stand_is_left_to_the_articles(sentence):
    assert unsound(sentence) is None
