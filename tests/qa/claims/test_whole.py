"""Short answers that the reader cut, made whole from their sentence."""

from datetime import date

import pytest

from index.records import Article, Span
from qa.claims.whole import whole_answer
from qa.types import Evidence
from qa.understand import understand

CUT = [
    ("When was Ann Lee born?", "Ann Lee (born 19 May 1940) is a Red.", "1940", "19 May 1940"),
    (
        "When did the bridge fall?",
        "The bridge of 1999 fell on 3 May 1999 in a storm.",
        "1999",
        "3 May 1999",
    ),
    ("How many people died?", "At least 135 people died.", "135", "At least 135"),
    ("When was the mill built?", "The mill was built about 1820.", "1820", "about 1820"),
    ("Which park burnt?", "A fire in Kern National Park grew.", "Kern", "Kern National Park"),
    ("What storm was it?", "Then Tropical Storm Nora came.", "Nora", "Tropical Storm Nora"),
    ("Who won?", "On Monday former Mayor Ann Lee won.", "Ann Lee", "Mayor Ann Lee"),
    ("How long did it take?", "It took 45 days of work.", "45", "45 days"),
    (
        "How many seats did they win?",
        "They won five of the town's 12 seats.",
        "12",
        "five of the town's 12",
    ),
    ("What is the storm?", "Nora, a category 3 hurricane, came.", "3", "category 3"),
    ("How far is it?", "It is 12.5 miles away.", "12.5", "12.5 miles"),
    ("When was Ann Lee born?", "Ann Lee (May 1940 – 3 June 2001) was a Red.", "1940", "May 1940"),
    (
        "When was Ann Lee born?",
        "Ann Lee (19 May 1940, Tal – 3 June 2001) was a Red.",
        "2001",
        "19 May 1940",
    ),
    ("What is its date?", "It sailed on May 3, 1999, at noon.", "May 3", "May 3, 1999"),
    ("When did Ann Lee die?", "Ann Lee (1940–2001) was a Red.", "1940–2001", "2001"),
    (
        "What sport is it?",
        "He is a former American football coach.",
        "football",
        "American football",
    ),
    (
        "Who sang?",
        "It was sung by the rock band The Reeds.",
        "the rock band",
        "the rock band The Reeds",
    ),
    ("What did he say?", "He called it “a slow mess” and left.", "“a slow", "“a slow mess”"),
    ("What did he say?", 'He was "sick of it" at home.', 'of it" at home', '"sick of it" at home'),
    ("What did he say?", "He said: “We left.", "“We left", "We left"),
    ("What language is it in?", "It is a Punjabi-language film.", "Punjabi", "Punjabi-language"),
]
WHOLE = [
    # Two days of that year: which of them is not for a rule to say.
    ("When did it open?", "It opened on 3 May 1999 and shut on 9 May 1999, in 1999.", "1999"),
    ("When did it open?", "It opened on 3 May 1998, not in 1999.", "1999"),
    ("How many cars did it carry?", "It carried 4,000 cars about the town.", "4,000"),
    ("How many seats were lost?", "They lost just 12 seats.", "12"),
    ("Who resigned?", "About 12 ministers and Ann Lee resigned.", "Ann Lee"),
    ("Which state is it?", "In Kansas Gov. Ann Lee spoke.", "Kansas"),
    ("Which country is it?", "It is Kenya's National Park Service.", "Kenya"),
    ("When was the poet born?", "Ann Lee (1940–2001) was born in the year of 1941.", "1941"),
    ("When was it printed?", "Ann Lee (1940–2001) printed it.", "1940–2001"),
    ("Who spoke?", "The senator from Vermont Ann Lee spoke.", "Ann Lee"),
    ("What did he do?", "On a Monday the Red resigned.", "resigned"),
    ("Who sang?", "It was sung by the band on Monday.", "the band"),
    ("Which song?", "It was a song Ann Lee sang.", "a song"),
    ("Who sang?", "On stage Ann Lee of The Reeds sang.", "Ann Lee"),
    ("What did it cost?", "The 2019-20 season cost much.", "2019"),
]


def evidence(sentence, answer):
    article = Article(id="a", text=f"Before. {sentence}", published=date(2024, 5, 9))
    base = len("Before. ")
    start = base + sentence.rindex(answer)
    return Evidence(
        article=article,
        span=Span(base, base + len(sentence)),
        score=0.9,
        answer=Span(start, start + len(answer)),
    )


def whole(question, found):
    start, end = whole_answer(understand(question), found, found.answer)
    return found.article.text[start:end]


@pytest.mark.parametrize(("question", "sentence", "answer", "expected"), CUT)
def test_what_was_cut_off_is_taken_in(question, sentence, answer, expected):
    found = evidence(sentence, answer)
    assert whole(question, found) == expected


@pytest.mark.parametrize(("question", "sentence", "answer"), WHOLE)
def test_what_is_whole_stays(question, sentence, answer):
    assert whole(question, evidence(sentence, answer)) == answer
