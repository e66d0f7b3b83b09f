import asyncio
import json
from datetime import date, timedelta

import pytest
from served import ANSWER

from index.errors import ModelUnavailable
from qa.answer import Answerer
from qa.engine import Engine
from qa.retrieve import Ranking, Retriever
from web.chat import FAILED, STOPPED, Chat
from web.conversation import WAITING, Exchange, Filters, dump_conversation, load_conversation
from web.panels import asset
from web.remembered import Remembering

TODAY = date.today().isoformat()
ASKED = dump_conversation(
    (
        Exchange(question="One?", answer=ANSWER, finished=True, day=TODAY),
        Exchange(question="Two?", answer=ANSWER, finished=True, day=TODAY),
    )
)
NO_FILTERS = ([], "", "")


class Failing(Answerer):
    """An answerer that cannot answer."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def answer(self, question, candidates):  # noqa: ARG002
        raise self._error


@pytest.fixture
def chat(engine):
    return Chat(Remembering(engine))


def failing(engine, error):
    library = engine.library
    retriever = Retriever(library, ranking=Ranking())
    broken = Engine(library, retriever, Failing(error), passages_retrieved=1)
    return Chat(Remembering(broken))


def questions(stored):
    return [exchange.question for exchange in load_conversation(stored)]


def answered(chat, stored, *filters):
    async def collect():
        return [view async for view in chat.answer(stored, *filters)]

    return asyncio.run(collect())


def last(chat, question, *filters):
    stored, _ = chat.begin([], question)
    views = answered(chat, stored, *filters or NO_FILTERS)
    return load_conversation(views[-1][0])[-1]


def test_a_question_is_answered(chat):
    exchange = last(chat, " Who sailed out first? ")
    assert exchange.question == "Who sailed out first?"
    assert exchange.finished
    assert exchange.note is None
    assert [c.article_id for c in exchange.answer.citations] == ["harbour-2"]


def test_filters_reach_the_engine(chat):
    exchange = last(chat, "What about Port Ellery?", ["Harbour Times"], "2024-01-01", "2024-12-31")
    cited = exchange.answer.citations + exchange.answer.nearest
    assert {citation.article_id for citation in cited} <= {"harbour-2"}
    assert exchange.only == "Harbour Times, since 1 January 2024, until 31 December 2024"


def test_what_was_asked_of_all_is_no_topic_of_a_chosen_article(chat):
    chosen = (*NO_FILTERS, json.dumps(["harbour-2"]))
    stored, _ = chat.begin([], "Who sailed out of Port Ellery first?")
    stored = answered(chat, stored, *NO_FILTERS)[-1][0]
    asked, _ = chat.begin(stored, "What broke?")
    for filters, joined in ((chosen, False), (NO_FILTERS, True)):
        exchange = load_conversation(answered(chat, asked, *filters)[-1][0])[-1]
        assert (exchange.answer.standalone != "What broke?") == joined


def test_what_is_no_date_is_said(chat):
    assert "'soon' is not a date" in last(chat, "Why?", [], " soon", "").note


@pytest.mark.parametrize(
    ("error", "note"),
    [(ModelUnavailable("no model: install it"), "no model: install it"), (KeyError("x"), FAILED)],
)
def test_a_failure_becomes_a_note(engine, error, note):
    exchange = last(failing(engine, error), "Who sailed out first?")
    assert (exchange.note, exchange.answer, exchange.finished) == (note, None, True)


def test_what_is_answered_already_is_not_answered_again(chat):
    assert answered(chat, ASKED, *NO_FILTERS) == [None]
    assert answered(chat, [], *NO_FILTERS) == [None]


@pytest.mark.parametrize("step", ["stop", "restart", "undo", "retry"])
def test_the_answer_to_a_question_that_was_taken_back_changes_nothing(chat, step):
    stored, _ = chat.begin([], "Who sailed out first?")
    getattr(chat, step)(stored, *([0] if step in {"undo", "retry"} else []))
    assert answered(chat, stored, *NO_FILTERS) == [None]


def test_the_question_of_an_address_is_asked_once(chat):
    filters = {"publishers": ["Echo"], "since": "May 2025", "articles": ["1"]}
    linked = json.dumps({"question": " Three? ", "filters": filters})
    (stored, _), asked = chat.linked(ASKED, linked)
    assert asked == Filters(publishers=("Echo",), since="May 2025", articles=("1",))
    assert questions(stored) == ["One?", "Two?", "Three?"]
    assert load_conversation(stored)[-1].as_typed
    (again, _), _ = chat.linked(stored, linked)
    assert questions(again) == ["One?", "Two?", "Three?"]
    for nothing in ("{}", '{"question": 3}', "no JSON"):
        (same, _), asked = chat.linked(ASKED, nothing)
        assert questions(same) == ["One?", "Two?"]
        assert asked == Filters()


@pytest.mark.parametrize("step", ["begin", "linked", "restore"])
def test_what_was_asked_on_an_earlier_day_is_not_gone_on_with(chat, step):
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    told = dump_conversation(
        (Exchange(question="Old?", answer=ANSWER, finished=True, day=yesterday),)
    )
    stored, _ = {
        "begin": lambda: chat.begin(told, "New?"),
        "linked": lambda: chat.linked(told, '{"question": "New?"}')[0],
        "restore": lambda: chat.restore(told),
    }[step]()
    assert questions(stored) == ([] if step == "restore" else ["New?"])


def test_the_browser_shows_a_question_with_the_words_that_we_know():
    script = asset("conversation.js")
    assert STOPPED in script
    assert WAITING in script


def test_a_conversation_that_the_browser_keeps_is_opened_and_checked(chat):
    assert questions(chat.reopen(json.dumps(ASKED))[0]) == ["One?", "Two?"]
    assert [questions(chat.reopen(kept)[0]) for kept in ("", "{", '[{"question": 1}]')] == [
        [],
        [],
        [],
    ]


@pytest.mark.parametrize("step", ["stop", "restore"])
def test_nothing_is_left_waiting(chat, step):
    stored, _ = chat.begin([], "Why?")
    stored, shown = getattr(chat, step)(stored)
    assert shown[-1]["content"] == f"*{STOPPED}*"
    assert load_conversation(stored)[-1].finished


def test_a_question_asked_again_drops_what_came_after_it(chat):
    stored, _ = chat.retry(ASKED, 0)
    assert questions(stored) == ["One?"]
    assert not load_conversation(stored)[-1].finished


def test_a_question_asked_again_is_not_answered_from_memory(chat):
    stored, _ = chat.begin([], "Who sailed out first?")
    stored = answered(chat, stored, *NO_FILTERS)[-1][0]
    repeated = answered(chat, chat.begin([], "Who sailed out first?")[0], *NO_FILTERS)[-1][0]
    again = answered(chat, chat.retry(stored, 0)[0], *NO_FILTERS)[-1][0]
    assert "retrieve" not in load_conversation(repeated)[-1].answer.timings
    assert "retrieve" in load_conversation(again)[-1].answer.timings


def test_a_question_put_differently_drops_what_came_after_it(chat):
    stored, _ = chat.edit(ASKED, 0, "Won?")
    assert questions(stored) == ["Won?"]


def test_a_question_taken_back_is_returned(chat):
    question, stored, shown = chat.undo(ASKED, 1)
    assert question == "Two?"
    assert questions(stored) == ["One?"]
    assert len(shown) == 2


def test_a_follow_up_is_read_in_the_conversation_and_as_typed_where_that_is_asked(chat):
    stored, _ = chat.begin([], "Who sailed out first?")
    stored = answered(chat, stored, *NO_FILTERS)[-1][0]
    stored, _ = chat.begin(stored, "When did she sail?")
    stored = answered(chat, stored, *NO_FILTERS)[-1][0]
    follow_up = load_conversation(stored)[-1].answer
    assert follow_up.question == "When did she sail?"
    assert "Ines Roe" in follow_up.standalone
    once = answered(chat, chat.as_typed(stored)[0], *NO_FILTERS)[-1][0]
    again = answered(chat, chat.retry(once, 1)[0], *NO_FILTERS)[-1][0]
    for kept in (once, again):
        assert load_conversation(kept)[-1].answer.standalone == "When did she sail?"
    assert questions(stored) == ["Who sailed out first?", "When did she sail?"]


def test_a_question_is_asked_again_without_a_date_that_was_read_in_it(chat):
    stored, _ = chat.begin([], "Who sailed out first in October 2023?")
    stored = answered(chat, stored, *NO_FILTERS)[-1][0]
    assert load_conversation(stored)[-1].answer.understood.words == "in October 2023"
    again = answered(chat, chat.without(stored, "0")[0], *NO_FILTERS)[-1][0]
    assert load_conversation(again)[-1].answer.understood.words is None
    once_more = answered(chat, chat.retry(again, 0)[0], *NO_FILTERS)[-1][0]
    assert load_conversation(once_more)[-1].answer.understood.words is None
    assert questions(once_more) == ["Who sailed out first in October 2023?"]
    for nothing in ("", "1", "-1", "x", None):
        assert chat.without(stored, nothing)[0] == stored


def test_steps_of_an_empty_conversation(chat):
    assert chat.retry(None, 3) == ([], [])
    assert chat.as_typed(None) == ([], [])
    assert chat.without(None, "0") == ([], [])
    assert chat.undo(None, 0) == ("", [], [])
    assert chat.stop({"no": "conversation"}) == ([], [])
