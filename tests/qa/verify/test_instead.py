"""What a draft gets wrong that the articles settle, and what both may be so."""

from datetime import date

import pytest

from index.records import Article, Span
from qa.verify import Cited, verify

SETTLED = [
    (
        "The toilet was stolen on Saturday from Blenheim Palace in Oxfordshire.",
        "The toilet was stolen from Buckingham Palace.",
        ("Buckingham Palace",),
    ),
    (
        "The toilet was made by artist Maurizio Cattelan.",
        "The toilet was made by Damien Hirst.",
        ("Damien Hirst",),
    ),
    ("Soleimani was killed at Baghdad airport.", "Soleimani was killed at Tehran airport.", None),
    (
        "Brigid Kosgei won the 2019 Chicago Marathon.",
        "Paula Radcliffe won the 2019 Chicago Marathon.",
        ("Paula Radcliffe",),
    ),
    (
        "Dan Carden has become the first Labour MP to demand an inquiry.",
        "Andy Burnham became the first Labour MP to demand an inquiry.",
        ("Andy Burnham",),
    ),
    (
        "Barker pleaded not guilty on Tuesday to seven counts of fraud.",
        "Barker pleaded guilty to seven counts of fraud.",
        (),
    ),
    (
        "The court ruled that the order was unlawful.",
        "The court ruled that the order was lawful.",
        (),
    ),
    ("Leonov was 85.", "Leonov was 92.", ()),
    (
        "On Friday the legislature of Taiwan, the Legislative Yuan, voted 66 to 27 for the law.",
        "The Legislative Yuan voted 66 to 47 for the law.",
        (),
    ),
    (
        "The dam burst hours before the siren sounded.",
        "The siren sounded before the dam burst.",
        (),
    ),
]
BOTH_MAY_BE_SO = [
    ("Sanders endorsed Biden.", "Warren endorsed Biden."),
    ("Reed met Barker in Leeds.", "Reed met Barker in York."),
    ("Reed voted for Barker.", "Reed voted for Tait."),
    ("Sanders won in Nevada.", "Sanders won in Ohio."),
    ("Sanders won the Nevada Democratic primary.", "Trump won the Nevada primary."),
    ("Ann Reed and Joan Poe won the Booker Prize.", "Tom Barker won the Booker Prize."),
    ("Ann Reed could win the Booker Prize.", "Tom Barker won the Booker Prize."),
    ("Ann Reed was killed in Leeds.", "Ann Reed was killed in Yorkshire."),
    ("Ann Reed became a member of the board.", "Tom Barker became a member of the board."),
    ("Ann Reed hired Tom Barker as an adviser.", "Ann Reed hired Joan Poe as an adviser."),
    ("Corum scored a one-yard touchdown.", "Corum scored a 22-yard touchdown."),
]


def held(sentence, words):
    article = Article(id="a", text=words, published=date(2023, 11, 8))
    return verify(sentence, [Cited(article=article, span=Span(0, len(words)))])


@pytest.mark.parametrize(("words", "sentence", "wrong"), SETTLED)
def test_what_cannot_be_so_as_well_is_contradicted(words, sentence, wrong):
    found = held(sentence, words)
    assert found.verdict == "contradicted", found.reason
    assert found.places[0].text == words
    assert wrong is None or found.wrong == wrong


@pytest.mark.parametrize(("words", "sentence"), BOTH_MAY_BE_SO)
def test_what_may_be_so_as_well_is_only_not_told(words, sentence):
    assert held(sentence, words).verdict == "unsupported"
