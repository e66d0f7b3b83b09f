"""What may be asked next, over a small library whose every word is seen here."""

from dataclasses import replace
from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.followups.suggestions import find_subject, suggest
from qa.types import Answer, Citation, Claim, Question, Turn
from qa.understand import understand

QUESTION = "Who closed the Ely swing bridge?"
SUBJECT = "the Ely swing bridge"
ARTICLES = (
    Article(
        id="closed",
        title="Swing bridge shut",
        publisher="Fen Post",
        published=date(2024, 3, 5),
        text=(
            "Mayor Ada Quill closed the Ely swing bridge on Tuesday. "
            "Councillor Tom Ash said the swing bridge at Ely was safe. "
            "“The Ely swing bridge has to rest,” Ada Quill said."
        ),
    ),
    Article(
        id="open",
        title="Swing bridge open again",
        publisher="Marsh Wire",
        published=date(2024, 5, 2),
        text="The Ely swing bridge opened again on 1 May 2024. Boats waited.",
    ),
    Article(
        id="later",
        title="Swing bridge painted",
        publisher="Marsh Wire",
        published=date(2024, 6, 9),
        text="The Ely swing bridge was painted blue on 8 June 2024.",
    ),
    Article(id="other", publisher="Fen Post", text="Rain fell on Whitby. Jo Orr said it was wet."),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=HashingEmbedder())
    library.add(ARTICLES)
    yield library
    library.close()


def answer_to(question=QUESTION, *, article=ARTICLES[0], shown=None):
    """The answer whose only claim is the first sentence of an article, or the words given."""
    quote = shown or article.text[: article.text.index(".") + 1]
    start = article.text.index(quote)
    citation = Citation(
        number=1,
        article_id=article.id,
        version=1,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=None,
        quote=quote,
        start=start,
        end=start + len(quote),
    )
    claim = Claim(
        text=quote,
        short_answer=None,
        scope=None,
        speaker=None,
        outlet=None,
        when=None,
        citations=(1,),
    )
    return Answer(
        question=question,
        standalone=question,
        status="answered",
        text=f"“{quote}” [1]",
        short_answers=(),
        confidence=0.9,
        claims=(claim,),
        citations=(citation,),
        nearest=(),
    )


def suggested(library, question=QUESTION, **options):
    return suggest(Question(text=question), answer_to(question, **options), library)


def test_what_others_said_how_it_went_and_what_two_publishers_say(library):
    assert suggested(library) == (
        f"What did Tom Ash say about {SUBJECT}?",
        f"Timeline of {SUBJECT}",
        f"What do Fen Post and Marsh Wire say about {SUBJECT}?",
    )


def test_each_is_understood_as_what_it_is(library):
    said, timeline, compared = suggested(library)
    publishers = ("Fen Post", "Marsh Wire")
    assert understand(said).form == "said"
    assert understand(timeline).form == "timeline"
    assert understand(compared, publishers=publishers).form == "comparison"


def test_who_is_asked_about_is_not_offered_again(library):
    question = "Why did Ada Quill close the Ely swing bridge?"
    found = suggested(library, question)
    assert f"What did Tom Ash say about {SUBJECT}?" in found
    assert not any("Ada Quill" in text for text in found)


def test_of_who_answers_more_is_told(library):
    answer = replace(answer_to("Who closed it?"), short_answers=("Mayor Quill",))
    assert suggest(Question(text="Who closed it?"), answer, library) == (
        "Tell me more about Ada Quill",
    )
    assert understand("Tell me more about Ada Quill").form == "overview"


def test_nothing_is_offered_that_was_asked(library):
    asked = f"What did Tom Ash say about {SUBJECT}?"
    question = Question(text=QUESTION, history=(Turn(question=asked, answer="It was safe."),))
    assert asked not in suggest(question, answer_to(), library)
    timeline = f"Timeline of {SUBJECT}"
    assert timeline not in suggested(library, timeline)


def test_what_the_answer_shows_already_is_no_reason_to_ask(library):
    shown = "Councillor Tom Ash said the swing bridge at Ely was safe."
    assert not any("Tom Ash" in text for text in suggested(library, shown=shown))


def test_filters_hold(library):
    question = Question(text=QUESTION, publishers=("Fen Post",))
    found = suggest(question, answer_to(), library)
    assert found
    assert not any("Marsh Wire" in text or "Timeline" in text for text in found)


def test_an_article_alone_gives_neither_days_nor_publishers(library):
    assert suggested(library, "What fell on Whitby?", article=ARTICLES[3]) == ()


def test_where_nothing_is_cited_nothing_is_offered(library):
    nothing = replace(answer_to(), status="not_found", claims=(), citations=())
    assert suggest(Question(text=QUESTION), nothing, library) == ()
    given = Question(text=QUESTION, passage=ARTICLES[0].text)
    assert suggest(given, answer_to(), library) == ()


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Who closed the Ely swing bridge?", "the Ely swing bridge"),
        ("When did the Ely swing bridge close?", "the Ely swing bridge"),
        ("Who painted a swing bridge?", "a swing bridge"),
        ("What did Ada Quill say?", None),
        ("Who closed the bridge?", None),
        ("Who closed the Whitby swing bridge?", None),
        ("What happened in Ely?", None),
        ("Timeline of the Ely swing bridge", "the Ely swing bridge"),
        ("How many boats can the Ely swing bridge hold?", "the Ely swing bridge"),
        ("Who is the Mayor of Ely?", "the Mayor of Ely"),
        ("Who closed its swing bridge?", None),
    ],
)
def test_the_subject_is_told_in_the_words_of_the_question_where_the_articles_have_them(
    question, subject
):
    assert find_subject(question, ARTICLES[:1]) == subject
