"""What models write, as JSON and otherwise, read into sentences and the numbers they cite."""

import json

import pytest

from qa.writing.parsing import MOST_SENTENCES, Draft, Drafted, answer_schema

TWO = (
    Drafted(text="The bridge at Ely fell on Monday.", numbers=(1,)),
    Drafted(text="Forty people were hurt, police said.", numbers=(2, 3)),
)
OBJECT = json.dumps(
    {"sentences": [{"cites": list(one.numbers), "text": one.text} for one in TWO]}, indent=1
)
LINES = "The bridge at Ely fell on Monday. [1]\nForty people were hurt, police said [2, 3]."


def read(text, *, every=1, is_cut_off=False):
    draft, found = Draft(), []
    for start in range(0, len(text), every):
        found += draft.take(text[start : start + every])
    return (*found, *draft.end(is_cut_off=is_cut_off))


@pytest.mark.parametrize(
    "text",
    [
        OBJECT,
        f"```json\n{OBJECT}\n```",
        f"Here is the answer.\n{OBJECT}",
        f"<think>Is [4] right? The toll rose.</think>{OBJECT}",
        f"The toll rose. Is it so?</think>\n{OBJECT}",
        json.dumps([{"text": one.text, "citations": list(one.numbers)} for one in TWO]),
        json.dumps({"answer": [{"sentence": o.text, "sources": list(o.numbers)} for o in TWO]}),
        json.dumps({"answer": LINES}),
        LINES,
        f"Answer: {LINES}",
        f"- **The bridge at Ely fell on Monday.**[1]\n- {LINES.partition(chr(10))[2]}",
        "1. The bridge at Ely fell on Monday [1].\n2. Forty people were hurt, police said [2][3].",
        "The bridge at Ely fell on Monday【1】. Forty people were hurt, police said [2-3].",
        "[1] The bridge at Ely fell on Monday.\n[2] [3] Forty people were hurt, police said.",
        f"<think>\nHmm.\n</think>\n\n{LINES}",
    ],
)
@pytest.mark.parametrize("every", [1, 5, 10_000])
def test_the_same_two_sentences_are_read_however_they_are_written(text, every):
    found = [one for one in read(text, every=every) if "Here is" not in one.text]
    assert tuple(found) == TWO


def test_a_sentence_is_given_before_the_next_has_ended():
    draft, given = Draft(), []
    for letter in OBJECT.partition("Forty")[0]:
        given += draft.take(letter)
    assert given == [TWO[0]]


def test_a_long_text_gives_its_sentences_one_by_one():
    draft = Draft()
    text = '{"sentences": [{"cites": [2], "text": "The toll rose. It fell again. Then it ro'
    assert [one.text for one in draft.take(text)] == ["The toll rose.", "It fell again."]
    assert list(draft.end(is_cut_off=True)) == []


def test_a_text_whose_numbers_are_still_to_come_waits_for_them():
    draft = Draft()
    assert list(draft.take('{"sentences": [{"text": "The toll rose. It fell. ')) == []
    assert [one.numbers for one in draft.take('", "cites": [3]}')] == [(3,), (3,)]


@pytest.mark.parametrize(
    "text", ["<think>The toll rose to forty.", "<think>Forty. Or more.\n\nForty it is.", "<thi"]
)
def test_what_is_thought_aloud_is_never_given(text):
    assert read(text, is_cut_off=True) == ()


def test_running_text_waits_for_its_end_as_it_may_turn_out_to_be_a_thought():
    draft = Draft()
    assert list(draft.take("The toll rose [1]. It fell again [2].\n")) == []
    assert list(draft.take("So I write:</think>\nThe toll is forty [3].\n")) == []
    assert [one.text for one in draft.end(is_cut_off=False)] == ["The toll is forty."]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"sentences": []}', "[1]", "…", "```", '{"a'])
def test_what_says_nothing_gives_nothing(text):
    assert read(text) == ()


def test_a_sentence_that_was_cut_off_is_none():
    assert [one.text for one in read("The toll rose. It fe", is_cut_off=True)] == ["The toll rose."]
    assert [one.text for one in read("The toll rose. It fell", is_cut_off=False)] == [
        "The toll rose.",
        "It fell",
    ]


def test_what_is_repeated_is_given_once_and_ends_the_reading():
    draft = Draft()
    given = list(draft.take('{"sentences": ['))
    taken = 0
    while not draft.is_enough:
        given += draft.take('{"cites": [1], "text": "The toll rose."},')
        taken += 1
    assert (len(given), taken) == (1, 3)


def test_no_more_is_read_than_an_answer_has():
    lines = "".join(f"The toll rose to {number}. [1]\n" for number in range(20))
    draft = Draft()
    assert len(read(lines)) == MOST_SENTENCES
    rows = [{"cites": [1], "text": line} for line in lines.splitlines()]
    assert len(list(draft.take(json.dumps(rows)))) == MOST_SENTENCES
    assert draft.is_enough


def test_a_sentence_without_an_end_ends_the_reading():
    draft = Draft()
    assert list(draft.take('{"sentences": [{"cites": [1], "text": "' + "and the toll " * 100)) == []
    assert draft.is_enough


def test_the_schema_lets_only_given_numbers_be_cited():
    schema = answer_schema(3)
    sentence = schema["properties"]["sentences"]["items"]
    assert sentence["properties"]["cites"]["items"]["enum"] == [1, 2, 3]
    assert list(sentence["properties"]) == ["cites", "text"]  # so the numbers are known first
