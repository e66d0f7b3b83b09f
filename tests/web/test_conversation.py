import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served import ANSWER

from qa.types import Turn
from web.answers import AS_TYPED
from web.conversation import (
    KEPT_EXCHANGES,
    Exchange,
    dump_conversation,
    load_conversation,
    messages,
    turns,
)

ANSWERED = Exchange(question="What must be heeded?", answer=ANSWER, finished=True)
FAILED = Exchange(question="And <b>then</b>?", note="It went *wrong*.", finished=True)


def test_a_conversation_survives_the_browser():
    kept = json.loads(json.dumps(dump_conversation((ANSWERED, FAILED))))
    assert load_conversation(kept) == (ANSWERED, FAILED)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_whatever_a_browser_sends_is_a_conversation_or_none(stored):
    assert isinstance(load_conversation(stored), tuple)


def test_markup_put_into_the_browser_is_shown_as_text():
    kept = dump_conversation((ANSWERED,))
    kept[0]["answer"]["claims"][0]["text"] = "<img src=x onerror=alert(1)>"
    assert "<" not in messages(load_conversation(kept))[1]["content"]


def test_only_the_latest_exchanges_are_kept():
    many = tuple(replace(ANSWERED, question=str(n)) for n in range(KEPT_EXCHANGES + 3))
    kept = load_conversation(dump_conversation(many))
    assert [exchange.question for exchange in kept][:2] == ["3", "4"]
    assert len(kept) == KEPT_EXCHANGES


def test_only_answered_questions_are_history():
    history = turns((ANSWERED, FAILED, Exchange(question="pending")))
    assert history == (Turn(question="What must be heeded?", answer=ANSWER.text),)


def test_history_is_what_was_read_and_found():
    answer = replace(ANSWER, standalone="What must Ada Quill heed?", short_answers=("the call",))
    (turn,) = turns((replace(ANSWERED, answer=answer),))
    assert turn.question == "What must Ada Quill heed?"
    assert turn.short_answers == ("the call",)


def test_only_the_last_answer_offers_to_ask_as_typed():
    read = replace(ANSWERED, answer=replace(ANSWER, standalone="What must Ada Quill heed?"))
    first, growing, last = (
        messages(conversation)[-1]["content"]
        for conversation in ((read, ANSWERED), (replace(read, finished=False),), (read,))
    )
    assert AS_TYPED in last
    assert AS_TYPED not in first + growing
    assert AS_TYPED not in messages((read, ANSWERED))[1]["content"]


def test_filters_are_said_with_the_answer():
    answer = messages((replace(ANSWERED, only="A *B* Times"),))[1]["content"]
    assert answer.endswith("\n\n*Searched only: A &#42;B&#42; Times.*")


@pytest.mark.parametrize(
    ("exchange", "reply"),
    [
        (FAILED, "*It went &#42;wrong&#42;.*"),
        (Exchange(question="pending"), "*Reading the articles …*"),
    ],
)
def test_the_reply_to_a_question_without_an_answer(exchange, reply):
    question, answer = messages((exchange,))
    assert "<" not in question["content"]
    assert answer == {"role": "assistant", "content": reply, "options": []}


def test_suggestions_survive_the_browser_and_stand_below_their_answer_as_plain_text():
    suggested = replace(ANSWERED, suggestions=("What did <b> say?",))
    (kept,) = load_conversation(json.loads(json.dumps(dump_conversation((suggested,)))))
    _, answer = messages((kept,))
    assert answer["options"] == [{"value": "What did <b> say?"}]
