"""Each kind of question, answered over real articles."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine
from qa.engine import OTHER_DAYS, given_passage
from qa.kinds.comparison import compared
from qa.kinds.yes_no import OTHERWISE
from qa.types import Question
from qa.understand import understand

STORIES = [
    ("Courier", 3, "Dockers began a strike in Hull on Friday. The strike stopped every ship."),
    ("Morning Echo", 9, "Owners met the dockers in Hull on Thursday. The strike goes on."),
    ("Hull Gazette", 20, "The strike of the dockers in Hull ended on Sunday. Ships sail again."),
    ("Hull Gazette", 21, "A bakery won a prize for its bread. The baker was not granted a loan."),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=HashingEmbedder())
    library.add(
        Article(id=f"s{day}", text=text, publisher=publisher, published=date(2024, 5, day))
        for publisher, day, text in STORIES
    )
    yield build_engine(library)
    library.close()


@contextmanager
def added(engine, stories):
    """The library with these as well, while a question is asked."""
    engine.library.add(stories)
    try:
        yield
    finally:
        engine.library.remove([story.id for story in stories])


def cited(answer):
    return [answer.citations[claim.citations[0] - 1] for claim in answer.claims]


def assert_exact(engine, answer):
    for citation in answer.citations:
        text = engine.library.article(citation.article_id).text
        assert text[citation.start : citation.end] == citation.quote
    assert all(claim.text in [one.quote for one in answer.citations] for claim in answer.claims)


def test_a_timeline_is_dated_and_begins_with_the_oldest(engine):
    answer = engine.ask("What happened when in the strike of the dockers in Hull?")
    assert [claim.when for claim in answer.claims] == ["2024-05-03", "2024-05-09", "2024-05-19"]
    assert answer.text.startswith("3 May 2024: “Dockers began")
    assert (answer.status, answer.understood.kind) == ("answered", "timeline")
    assert_exact(engine, answer)


def test_a_timeline_has_an_announcement_on_the_day_it_was_made(engine):
    story = Article(
        id="later",
        text="The owner of the quarry said on Tuesday that the quarry will close on Friday.",
        published=date(2024, 5, 22),
    )
    with added(engine, [story]):
        answer = engine.ask("What happened when at the quarry?")
    assert [claim.when for claim in answer.claims] == ["2024-05-21"]


def test_what_was_said_or_issued_on_a_day_stands_there(engine):
    stories = [
        Article(
            id="mill",
            text="On Wednesday, the owner said the mill was poisoned. The mill is in Tarn.",
            published=date(2024, 5, 25),
        ),
        Article(
            id="dam",
            text="In a note issued on Saturday, engineers left the dam to the ministry.",
            published=date(2024, 5, 27),
        ),
    ]
    with added(engine, stories):
        assert [one.when for one in engine.ask("Timeline of the mill in Tarn").claims] == [
            "2024-05-22"
        ]
        days = [one.when for one in engine.ask("Timeline of the dam").claims]
    assert days == ["2024-05-25"]


def test_a_life_is_told_by_all_that_is_dated_in_it_but_not_what_others_did(engine):
    story = Article(
        id="life",
        title="Vera Blom, painter of harbours, dies at 90",
        text="Vera Blom, who painted harbours, died on 3 May in Hull. Blom was born in 1934. "
        "She studied in York and moved to Hull in 1956. In 1960 she married Karl Blom. He died in"
        " 2001.",
        published=date(2024, 5, 5),
    )
    with added(engine, [story]):
        answer = engine.ask("Timeline of Vera Blom's life")
    assert [claim.when for claim in answer.claims] == ["1934", "1956", "1960", "2024-05-03"]


def test_what_changed_is_told_by_the_sentences_on_it_alone(engine):
    stories = [
        Article(
            id="t1",
            title="Toll rises in Varn",
            published=date(2024, 6, 3),
            text="The death toll in Varn rose to 9 on Monday. The mayor resigned on Sunday.",
        ),
        Article(
            id="t2",
            title="Varn mourns",
            published=date(2024, 6, 9),
            text="The death toll in Varn stands at 12. A school opened on Saturday.",
        ),
    ]
    with added(engine, stories):
        answer = engine.ask("How did the death toll in Varn change?")
    assert answer.understood.kind == "timeline"
    assert [one.quote[:21] for one in cited(answer)] == ["The death toll in Var"] * 2


def test_of_how_things_stand_the_latest_article_leads(engine):
    stories = [
        Article(
            id="c1",
            title="Bank robbed in Varn",
            published=date(2024, 6, 3),
            text="Thieves robbed the bank in Varn. Nobody has been charged over the robbery.",
        ),
        Article(
            id="c2",
            title="Varn bank: two in court",
            published=date(2024, 6, 9),
            text="The hearing in Varn was short. Two men were charged on Friday.",
        ),
    ]
    with added(engine, stories):
        answer = engine.ask("Has anyone been charged over the robbery in Varn?")
    assert answer.claims[0].text == "Two men were charged on Friday."


def test_what_happened_to_somebody_begins_with_the_newest(engine):
    answer = engine.ask("What happened to the strike in Hull?")
    assert [one.article_id for one in cited(answer)] == ["s20", "s9", "s3"]


def test_the_latest_begins_with_the_newest(engine):
    answer = engine.ask("What is the latest on the strike in Hull?")
    assert [one.article_id for one in cited(answer)] == ["s20", "s9", "s3"]
    assert_exact(engine, answer)


def test_publishers_stand_side_by_side_and_a_silent_one_is_named(engine):
    answer = engine.ask("Did the Courier and the Morning Echo both report on the strike?")
    assert answer.understood.kind == "comparison"
    assert answer.understood.publishers == ("Courier", "Morning Echo")
    assert cited(answer)[0].publisher == "Courier"
    assert {one.publisher for one in cited(answer)} == {"Courier", "Morning Echo"}
    assert answer.note is None
    silent = engine.ask("Did the Courier and the Hull Gazette both report on the bakery?")
    assert {one.publisher for one in cited(silent)} == {"Hull Gazette"}
    assert silent.note == "Nothing on this was found in the articles of Courier."
    assert_exact(engine, answer)


def test_a_comparison_keeps_to_the_articles_on_its_subject(engine):
    stray = Article(id="stray", text="A sudden frost hit the roses of a park.", publisher="Courier")
    question = "Did the Courier and the Morning Echo report the sudden strike of dockers in Hull?"
    with added(engine, [stray]):
        answer = engine.ask(question)
    assert {one.article_id for one in answer.citations} == {"s3", "s9"}


def test_a_comparison_puts_the_article_first_that_was_ranked_first():
    texts = (
        "The resignation of General Roe came on Friday. Roe leaves. His friends call him Jim.",
        "General Roe is an old man by now. A resignation of Jim Fox is not near.",
    )
    candidates = [
        replace(
            candidate, article=replace(candidate.article, id=text, publisher="Echo"), score=score
        )
        for text, score in zip(texts, (1.0, 0.4), strict=True)
        for candidate in given_passage(text)
    ]
    question = understand(
        "How does the Echo report the resignation of Jim Roe?", publishers=("Echo",)
    )
    first = compared(question, candidates)[0].evidence[0]
    assert first.text == "The resignation of General Roe came on Friday."
    level = [replace(candidate, score=1.0) for candidate in candidates]
    assert compared(question, level)[0].evidence[0].article.id == texts[1]


def test_what_denies_the_question_is_shown_and_said(engine):
    answer = engine.ask("Was the baker granted a loan?")
    assert answer.note == OTHERWISE
    assert answer.claims[0].otherwise == "not granted"
    assert answer.text.startswith(OTHERWISE)
    assert "yes" not in answer.text.casefold()
    assert engine.ask("Did the bakery win a prize?").note is None


def test_an_overview_opens_with_the_lead(engine):
    answer = engine.ask(Question(text="What is this about?", passage=STORIES[0][2] + " " * 3))
    assert answer.claims[0].text == "Dockers began a strike in Hull on Friday."
    about = engine.ask("Summarise the strike of the dockers in Hull")
    assert about.understood.kind == "overview"
    assert "s21" not in {one.article_id for one in about.citations}
    everything = engine.ask("What are these articles about?")
    assert {one.article_id for one in everything.citations} == {"s3", "s9", "s20", "s21"}


def test_a_subject_that_no_article_has_is_not_found(engine):
    assert engine.ask("What is the latest on Atlantis?").status == "not_found"
    assert engine.ask("Summarise the siege of Carthage").status == "not_found"


def test_a_month_restricts_and_the_answer_says_how_it_was_read(sample_engine):
    answer = sample_engine.ask("Where did people protest in Hong Kong in June 2019?")
    assert {one.published.isoformat()[:7] for one in answer.citations} == {"2019-06"}
    understood = answer.understood
    assert (understood.since, understood.until) == (date(2019, 6, 1), date(2019, 6, 30))
    assert understood.words == "in June 2019"


def test_where_those_days_hold_no_answer_others_do_and_it_is_said(sample_engine):
    question = "When did Hurricane Dorian make landfall in the Bahamas?"
    plain = sample_engine.ask(question)
    asked = Question(text=question.replace("?", " last week?"), asked=date(2020, 12, 30))
    answer = sample_engine.ask(asked)
    assert answer.note == OTHER_DAYS.format(words="last week")
    assert plain.claims[0].text in [claim.text for claim in answer.claims]


def test_what_the_user_sets_wins_over_the_wording(sample_engine):
    question = Question(text="What happened in Hong Kong in June 2019?", since=date(2019, 11, 1))
    answer = sample_engine.ask(question)
    assert answer.understood.words is None
    assert all(one.published >= date(2019, 11, 1) for one in answer.citations)


def test_a_date_or_publisher_can_be_taken_away(engine):
    question = "What happened in the strike in the Courier on 9 May 2024?"
    read = engine.ask(question).understood
    assert (read.words, read.publishers) == ("on 9 May 2024", ("Courier",))
    again = engine.ask(Question(text=question, without=("on 9 May 2024", "Courier"))).understood
    assert (again.words, again.publishers) == (None, ())


FIRE = (
    "A fire destroyed the old rope works in Wendport on Monday night, and nobody was hurt. "
    "Forty firefighters fought the flames until the morning, and two roads were closed. "
    "Chief Mara Lind said that the fire had begun in a store of dry hemp on the first floor."
)


def test_copies_of_one_text_are_one_story_of_a_library(tmp_path):
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    texts = [
        ("agency", FIRE),
        ("courier", f"Latest news: {FIRE}"),
        ("ferry", "The ferry to Wendport sailed again after the long winter storms."),
    ]
    library.add(Article(id=name, text=text, publisher=name) for name, text in texts)
    answer = build_engine(library).ask("What are these articles about?")
    assert answer.understood.kind == "overview"
    stories = [library.article(citation.article_id).telling for citation in answer.citations]
    assert len(stories) == len(set(stories)) == 2
    library.close()


def test_two_that_are_no_publishers_are_told_side_by_side(engine):
    answer = engine.ask("How do the owners and the dockers differ on the strike in Hull?")
    assert (answer.status, answer.understood.kind) == ("answered", "comparison")
    assert any("Owners" in claim.text for claim in answer.claims)
    assert any("Dockers" in claim.text or "dockers" in claim.text for claim in answer.claims)
    assert_exact(engine, answer)


def test_of_whom_nothing_is_told_is_named(engine):
    answer = engine.ask("compare the dockers and the Baltic pilots in Hull")
    assert answer.note == "Nothing on this was found about the Baltic pilots."
    assert engine.ask("compare Ann Lee and Bob Roe").status == "not_found"


def test_an_overview_may_be_asked_for_in_a_word_that_the_article_has_not(engine):
    answer = engine.ask("tell me about the Hull dispute")
    assert answer.status == "answered"
    assert_exact(engine, answer)
    assert engine.ask("tell me about the Whitby strike").status == "not_found"


def test_what_the_record_says_is_told_beside_the_opening_sentence(engine):
    answer = engine.ask("When was the article about the bakery published?")
    assert answer.note == "This article was published on 21 May 2024."
    assert answer.short_answers == ("21 May 2024",)
    assert [claim.text for claim in answer.claims] == ["A bakery won a prize for its bread."]
    assert_exact(engine, answer)
    assert engine.ask("Who published the article about the bakery?").short_answers == (
        "Hull Gazette",
    )


def test_what_the_record_does_not_say_is_not_found(engine):
    assert engine.ask("Who wrote the article about the bakery?").status == "not_found"
    assert engine.ask("When was this published?").status == "not_found"


def test_keywords_that_no_sentence_answers_get_what_is_told_of_them(engine):
    answer = engine.ask("bakery loan prize")
    assert answer.status == "answered"
    assert_exact(engine, answer)
