from dataclasses import replace
from datetime import date

import pytest

from index.records import Article, Passage, Span
from qa.answer import Extractive, Thresholds
from qa.claims.rivals import compete, of_one_kind
from qa.types import Candidate, Evidence
from qa.understand import understand

TOLL = "How many people died in the mine?"


class Read:
    """A reader that has read already: it gives the evidence it was made with."""

    def __init__(self, *evidence):
        self._evidence = sorted(evidence, key=lambda found: -found.score)

    def read(self, *_asked):
        return self._evidence


def evidence(text, answer, *, article, score=0.8, published=None, publisher=None):
    start = text.index(answer)
    return Evidence(
        article=Article(id=article, text=text, published=published, publisher=publisher),
        span=Span(0, len(text)),
        score=score,
        answer=Span(start, start + len(answer)),
    )


def ask(question, *found):
    return Extractive(Read(*found), thresholds=Thresholds()).answer(understand(question), ())


def test_of_tolls_of_different_days_the_latest_holds_and_the_others_came_before():
    answer = ask(
        TOLL,
        evidence("12 people died in the Orlu mine.", "12", article="a", published=date(2019, 1, 2)),
        evidence(
            "The Orlu mine killed 15 people who died.",
            "15 people",
            article="b",
            score=0.6,
            published=date(2019, 1, 4),
        ),
    )
    assert answer.status == "answered"
    assert answer.short_answers == ("15 people",)
    assert [claim.short_answer for claim in answer.earlier] == ["12"]
    assert answer.note == "15 people (4 January 2019); before: 12 (2 January 2019)."
    assert answer.note in answer.text
    assert [citation.number for citation in answer.citations] == [1, 2]


def test_equal_tolls_in_other_words_are_one_claim_with_two_citations():
    answer = ask(
        TOLL,
        evidence("12 people died in the mine.", "12", article="a"),
        evidence("The mine: twelve dead people died.", "twelve dead", article="b", score=0.7),
    )
    assert answer.status == "answered"
    [claim] = answer.claims
    assert claim.citations == (1, 2)
    assert answer.note is None


def test_a_publishers_copy_of_a_sentence_is_no_second_source():
    text = "12 people died in the mine."
    one, two = (
        evidence(text, "12", article=article, publisher="The Post") for article in ("a", "b")
    )
    assert [claim.citations for claim in ask(TOLL, one, two).claims] == [(1,)]
    other = replace(two, article=replace(two.article, publisher="The Echo"))
    assert [claim.citations for claim in ask(TOLL, one, other).claims] == [(1, 2)]


def test_the_claim_of_more_sources_comes_first():
    answer = ask(
        "Who built the mine?",
        evidence("Ann Lee built the mine.", "Ann Lee", article="a", score=0.6),
        evidence("Tom Vance built the mine.", "Tom Vance", article="b", score=0.5),
        evidence("The mine that Mr Vance built.", "Mr Vance", article="c", score=0.45),
    )
    assert answer.short_answers == ("Tom Vance", "Ann Lee")
    assert answer.confidence > 0.6


def test_two_speakers_of_one_article_may_count_differently():
    text = (
        "Ann Lee said 12 people died in the mine. Tom Vance said 15 people died in the mine."
        " The mine had 40 people who died of age."
    )
    article = Article(id="a", text=text)
    found = []
    for answer, sentence in (("12", 0), ("15", text.index("Tom")), ("40", text.index("The mine"))):
        place = text.index(answer)
        end = text.find(".", sentence) + 1
        found.append(
            Evidence(
                article=article,
                span=Span(sentence, end),
                score=0.8 - place / 1000,
                answer=Span(place, place + 2),
            )
        )
    answer = ask(TOLL, *found)
    assert [(claim.short_answer, claim.speaker) for claim in answer.claims] == [
        ("12", "Ann Lee"),
        ("15", "Tom Vance"),
    ]


def test_the_first_of_something_else_is_no_rival():
    text = "Ida Berg had the first seat. She is a woman who will sail the ferry."
    seat = evidence(text, "Ida Berg", article="c")
    answer = ask(
        "Who was the first woman to sail the ferry?",
        evidence("Ann Lee was the first woman to sail the ferry.", "Ann Lee", article="a"),
        evidence("Eve Holm was first to sail a ferry, no woman.", "Eve Holm", article="b"),
        replace(seat, span=Span(0, text.index(" She"))),
    )
    assert answer.short_answers == ("Ann Lee", "Eve Holm")


def test_the_first_of_the_scope_that_is_asked_for_leads():
    answer = ask(
        "Which Red minister was the first to sail the ferry?",
        evidence("Ann Lee was the first Red to sail the ferry.", "Ann Lee", article="a"),
        evidence(
            "Eve Holm was the first Red minister to sail the ferry.",
            "Eve Holm",
            article="b",
            score=0.6,
        ),
    )
    assert answer.short_answers == ("Eve Holm", "Ann Lee")


def test_what_is_told_of_a_namesake_in_other_words_is_a_rival():
    answer = ask(
        "When was the poet Ann Lee born?",
        evidence("The poet Ann Lee was born in 1940.", "1940", article="a"),
        evidence(
            "Ann Lee (1884 – 1926), a poet of Norhaven, wrote it.", "1926", article="b", score=0.75
        ),
        evidence("Eve Holm, a poet, was born in 1926.", "1926", article="c", score=0.7),
    )
    assert answer.short_answers == ("1940", "1884")


def test_weak_evidence_and_another_subject_make_no_rival():
    best = evidence("12 people died in the mine.", "12", article="a", score=0.8)
    weak = evidence("15 people died in the mine.", "15", article="b", score=0.05)
    other = evidence("15 ships were sold.", "15", article="c", score=0.7)
    assert ask(TOLL, best, weak, other).short_answers == ("12",)


def test_an_answer_of_the_wrong_kind_gives_way_to_one_that_can_be_right():
    answer = ask(
        TOLL,
        evidence("The owners of the mine died, people say.", "owners", article="a", score=0.8),
        evidence("12 people died in the mine.", "12", article="b", score=0.7),
    )
    assert answer.short_answers == ("12",)


def test_nothing_found_is_not_a_rival():
    passage = Passage(id=1, article_id="a", start=0, end=5, text="Mines", sentences=(Span(0, 5),))
    candidate = Candidate(passage=passage, article=Article(id="a", text="Mines"), score=1.0)
    weak = evidence("12 people died.", "12", article="a", score=0.02)
    answer = Extractive(Read(weak), thresholds=Thresholds()).answer(understand(TOLL), [candidate])
    assert (answer.status, answer.claims, answer.note) == ("not_found", (), None)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many people died?", True),
        ("Where did it happen?", True),
        ("Who was the first to resign?", True),
        ("What did the minister say?", False),
        ("Why did the bridge fall?", False),
        ("Which places were searched?", False),
        ("Which two mines were closed?", False),
        ("Who were the owners?", False),
        ("In which city were they hurt?", True),
    ],
)
def test_whether_two_answers_contradict_each_other(question, expected):
    assert compete(understand(question)) is expected


@pytest.mark.parametrize(
    ("question", "best", "other", "expected"),
    [
        (TOLL, "12", "15 people", True),
        (TOLL, "12 dead", "15 wounded", False),
        (TOLL, "12", "15%", False),
        (TOLL, "12", "the miners", False),
        ("When did it happen?", "4 January 2019", "Monday", True),
        ("When did it happen?", "4 January 2019", "in the mine", False),
        ("Who built it?", "Ann Lee", "Tom Vance", True),
        ("Who built it?", "Ann Lee", "the mine", False),
        ("What is the population of Easton?", "681", "9.62%", False),
        ("What is the population of Easton?", "681", "2,355", True),
        ("What is his job?", "chef", "judge", True),
        ("What is his job?", "chef", "17", False),
    ],
)
def test_rivals_are_of_one_kind(question, best, other, expected):
    assert of_one_kind(understand(question), best, other) is expected


def test_a_number_of_something_else_is_no_number_of_the_dead():
    cases = evidence(
        "The ministry reported more cases, including 165 on one day.",
        "165",
        article="a",
        score=0.9,
    )
    killed = evidence("The outbreak killed at least 62.", "at least 62", article="b", score=0.6)
    answer = ask("How many people died in the outbreak?", cases, killed)
    assert answer.short_answers == ("at least 62",)
    assert ask("How many people died in the outbreak?", cases).status == "not_found"


def test_a_figure_of_an_earlier_year_is_neither_a_later_report_nor_a_rival():
    answer = ask(
        "How many people died of measles?",
        evidence(
            "Measles killed 62 people.", "62", article="a", published=date(2019, 12, 5), score=0.9
        ),
        evidence(
            "In 2018 measles killed 140 thousand people.",
            "140 thousand",
            article="b",
            published=date(2020, 1, 1),
        ),
    )
    assert (answer.status, answer.short_answers, answer.earlier) == ("answered", ("62",), ())
    assert answer.note is None
