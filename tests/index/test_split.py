"""Sentences and passages: exact, complete, bounded, and where a newspaper reader would put them."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.records import Span
from index.split import LONGEST_SENTENCE, passages, sentences

# One line of text each; a bar marks where one sentence ends and the next begins.
GOLD = """
Mr Burnham left. | Mr. Burnham came back.
The MP said that the “public call must be heeded” and that he should “act”. | It was backed by Ms Badenoch.
He told the Echo: “The compassion is real. | The public call must be heeded.” | Then he left.
“It is shocking that they refused to act. | We must question the orthodoxy.”
"I am happy," he said. | "We won. | It is over." | She left.
He said: "This is it. | We won." | She agreed.
“Is it true?” he asked. | “Yes!” she said. | Nobody moved.
“Why would I sign it?” Mr Smith asked. | Nobody knew.
“He told me, ‘We won. | It is over.’ | I left,” she said. | Nobody moved.
'We won,' he said. | 'It is over. | We go.'
She said the plan “would not work.” | He did not agree.
He met Gov. Bush on Jan. 5 at 10 a.m. in Washington. | They talked.
The U.S. economy grew. | It was up 2.5%.
He lives in the U.S. | He likes it there.
The former No. 10 adviser spoke to Mr Musk. | He did not reply.
The firm paid $1.5m. | Shares rose 3.2 per cent. | Then they fell.
J. K. Rowling wrote it. | J.K. Rowling denied it.
He waited ... then he spoke. | Nobody heard.
"I was... surprised," she said. | He was not.
The doors opened at 10 a.m. | The crowd came in.
The game starts at 8:20 p.m. ET on Thursday. | It ends late.
It opened at 10 a.m. | CNN was there.
She told The Sun. | He told the Mirror.
Mrs. Clinton met Ms. Pelosi and Cllr. Smith. | They spoke.
It begins at 10 a.m. Friday in Leeds. | Entry is free.
Sen. Cruz (R., Tex.) spoke. | Rep. Jane Doe, D-N.Y., did not.
Prof. Jay met Dr. Smith of St. Mary's. | They agreed.
Apple Inc. said so. | Shares of Alphabet Corp. fell.
Three quarters (73 per cent) believed it. | Others did not (see above). | Most did.
The 9/11 attacks changed it. | On Sept. 11 they met at the Pentagon.
It was Lt. Col. Smith. | Maj. Gen. Jones denied it.
He lost! | Did she win? | Yes, she did.
9. Jacksonville Jaguars
The court heard Trump v. Vance in May. | It ruled in July.
It was Leeds vs. Burnley in Ft. Worth. | Nobody came.
Visit bbc.co.uk for more. | The paper is at 5.30pm.
The minister, Neil O’Brien, said it was “crumbling”. | The boys’ club closed.
He quit as C.E.O. of Acme Ltd. in March. | Mr. A. B. Jones took over.
Ten pupils fell ill. | Officials closed the school. | She told me. | He went.
The answer was no. | Nobody spoke. | It was a near miss. | They studied art. | “I dug for ore. | It sold.”
He came in at no. 5 in Sept. | The ship met Miss. Gov. Lee. | It was ill.
"We won," said Sen. Ann Holm, D-Norwood. | The vote was 52-48.
It cost about $3.50, i.e. less than e.g. a coffee. | It sold well.
"""  # noqa: E501
GOLD_LINES = [line for line in GOLD.splitlines() if line]

LINE_BREAKS = r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
BITS = ["Mr. ", "He said. ", "“No. Yes.” ", '"', "’", "(", ")", "\n", " ", "U.S. ", "?", "😀", "1."]
NEWS = st.lists(st.sampled_from(BITS)).map("".join)
ANY_TEXT = st.one_of(st.text(st.characters(codec=None)), NEWS)


@pytest.mark.parametrize("line", GOLD_LINES)
def test_sentences_of_newspaper_prose(line):
    expected = line.split(" | ")
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_heading_is_a_sentence_and_the_same_words_later_are_another():
    text = "He left.\nMusk and Cummings\n\nHe left. He left."
    assert sentences(text) == (Span(0, 8), Span(9, 26), Span(28, 36), Span(37, 45))


@given(ANY_TEXT)
@example("\ud83d. He left.")
@example("He said.\t“It is.\xa0So.”")
def test_sentences_of_any_text_are_exact_and_lose_nothing(text):
    end_before = 0
    for start, end in sentences(text):
        assert text[end_before:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        assert re.search(LINE_BREAKS, text[start:end]) is None
        end_before = end
    assert text[end_before:].strip() == ""


@given(ANY_TEXT, st.integers(min_value=1, max_value=12))
@example("0 0  0", 1)
@example("a b c  d e f g", 3)
@example("a; , b :\t\xa0 c ,  , d", 1)
def test_passages_of_any_text_are_bounded_and_lose_nothing(text, words):
    groups = passages(text, words=words)
    end_before = 0
    for group in groups:
        assert sum(len(text[start:end].split()) for start, end in group) <= words
        for start, end in group:
            assert text[end_before:start].strip() == ""
            assert start < end
            assert text[start:end] == text[start:end].strip()
            end_before = end
    assert text[end_before:].strip() == ""
    if all(len(text[start:end].split()) <= words for start, end in sentences(text)):
        long_words = any(len(word) > 20 for word in text.split())
        flat = tuple(span for group in groups for span in group)
        assert long_words or flat == sentences(text)


def words_in(text, groups):
    return [len(text[group[0].start : group[-1].end].split()) for group in groups]


def test_a_passage_ends_where_a_paragraph_ends():
    sentence = "One two three four."
    text = f"{sentence}\n{sentence} {sentence} {sentence}"
    assert words_in(text, passages(text, words=13)) == [4, 12]
    assert words_in(text, passages(text.replace("\n", " "), words=13)) == [8, 8]


def test_the_last_passage_is_not_a_short_rest():
    text = "One two three four. " * 6
    assert words_in(text, passages(text, words=20)) == [12, 12]


def test_a_sentence_that_is_too_long_is_cut_at_its_commas_with_exact_offsets():
    text = "He came, he saw, he came, he saw, he came, he saw. Then he left."
    (cut, *more), *rest = passages(text, words=5)
    pieces = [text[start:end] for group in [(cut, *more), *rest] for start, end in group]
    assert pieces == [
        "He came, he saw,",
        "he came, he saw,",
        "he came, he saw.",
        "Then he left.",
    ]
    assert cut == Span(0, 16)


def test_text_without_an_end_or_a_space_is_cut_all_the_same():
    wall = "word " * 5_000
    assert max(words_in(wall, passages(wall))) <= 220
    run = "x" * 50_000
    spans = [span for group in passages(run) for span in group]
    assert max(end - start for start, end in spans) <= LONGEST_SENTENCE
    assert "".join(run[start:end] for start, end in spans) == run


def test_a_line_longer_than_the_window_is_split_as_a_short_one():
    expected = [f"Mr. Doe said “no” {number} times." for number in range(1_000)]
    text = " ".join(expected)
    assert len(text) > 5 * LONGEST_SENTENCE
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_no_text_has_no_passages():
    assert sentences("") == ()
    assert passages(" \n\t ") == ()


def test_a_passage_must_have_room_for_a_word():
    with pytest.raises(ValueError, match="at least one word"):
        passages("He left.", words=0)


@pytest.mark.parametrize("unit", ["“", '"He left. ', "(", "Mr. ", "a\n", "....", "x"])
def test_time_grows_with_the_length_only(unit):
    text = unit * (100_000 // len(unit))
    started = time.thread_time()
    passages(text)
    assert time.thread_time() - started < 10
