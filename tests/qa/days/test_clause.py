import re
from datetime import date
from pathlib import Path

import pytest

from index.records import Article, Span
from qa.days.clause import find_when
from qa.days.setting import Setting
from qa.days.telling import days_told

FRIDAY = date(2019, 1, 4)
HERE = Setting(FRIDAY)


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("He told the radio on Thursday that it was time.", "time", "2019-01-03"),
        ("Ten died on Monday, and on Tuesday the search ended.", "Ten", "2018-12-31"),
        ("Ten died on Monday, and on Tuesday the search ended.", "search", "2019-01-01"),
        ("On Monday, Ann Lee, who won in 1998, gave up her campaign.", "Ann Lee", "2018-12-31"),
        ("On Monday, Tom Lee left for Velden and Ann Reed was sworn in.", "Ann Reed", "2018-12-31"),
        ("Tom Lee left for Velden on Monday and Ann Reed was sworn in.", "Ann Reed", None),
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


def test_today_in_a_quotation_is_the_day_on_which_it_was_said():
    text = "“I leave today,” Ann Lee said on Wednesday."
    assert find_when(text, Span(1, 2), HERE, hidden=(Span(0, 16),)) == "2019-01-02"


def test_what_was_said_has_the_day_of_its_saying_only_where_that_is_asked():
    text = "Ann Lee said on Wednesday that the bridge would open on Sunday."
    place = text.index("the bridge")
    answer = Span(place, len(text) - 1)
    assert find_when(text, answer, HERE, said=True) == "2019-01-02"
    assert find_when(text, Span(place, place + 10), HERE) == "2019-01-06"


def test_what_somebody_thinks_has_the_day_on_which_it_was_said():
    text = "She told Radio Easton on Thursday that she believed there was a case for a review."
    start = text.index("case")
    assert find_when(text, Span(start, start + 4), HERE) == "2019-01-03"
    assert find_when(text, None, HERE, said=True) == "2019-01-03"


def test_a_sentence_as_a_whole_tells_what_happened_or_that_something_was_announced():
    assert find_when("Police said that ten died on Tuesday.", None, HERE) == "2019-01-01"
    announced = "The council said on Tuesday that the bridge will open on Sunday."
    assert find_when(announced, None, HERE) == "2019-01-01"
    assert find_when("The council said the bridge will open on Sunday.", None, HERE) is None


def test_a_deadline_lies_where_it_is_nearest():
    text = "She sent a note demanding the report by 2 April."
    told = days_told(text, Setting(date(2024, 3, 28)))
    assert [str(one.when) for one in told] == ["2024-04-02"]


TABLES = ("first_half.tsv", "second_half.tsv", "more.tsv")
"""Lines of: day of publication, right day, words of the answer, sentence; "-" is none.

What stands before "//" is the sentence before. "words" are a time that cannot be known.
"""
ROWS = [
    line.split("\t")
    for name in TABLES
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("published", "right", "answer", "told"), ROWS)
def test_the_day_of_an_answer(published, right, answer, told):
    before, _, sentence = told.rpartition(" // ")
    text = f"{before} {sentence}" if before else sentence
    article = Article(
        id="a", text=text, published=None if published == "-" else date.fromisoformat(published)
    )
    start = sentence.casefold().index(answer.casefold())
    setting = Setting.of(article, len(text) - len(sentence))
    when = find_when(sentence, Span(start, start + len(answer)), setting)
    if right == "words":
        assert when is None or not re.match(r"\d{4}", when)
    else:
        assert when == (None if right == "-" else right)
