import itertools
from concurrent.futures import ThreadPoolExecutor

import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from qa.words import content_words, stem, stems, words


def test_a_possessive_has_the_stem_of_its_owner():
    assert stems("Burnham’s inquiry") == stems("Burnham inquiries")


def test_an_apostrophe_is_one_whichever_way_it_is_typed():
    assert stems("Mary O'Dell") == stems("Mary O’Dell")


def test_a_hyphenated_word_counts_whole_and_in_parts():
    assert {"seven", "year"} <= stems("a seven-year probe")


def test_numbers_keep_their_separators():
    text = "more than 2,000 adults"
    assert [text[word.start : word.end] for word in words(text)] == [
        "more",
        "than",
        "2,000",
        "adults",
    ]


def test_content_words_leave_function_words_out():
    text = "Who first called for a national inquiry?"
    found = [text[word.start : word.end] for word in content_words(text)]
    assert found == ["first", "called", "national", "inquiry"]


@given(st.text())
def test_words_stand_in_order_where_they_say(text):
    found = words(text)
    assert all(text[word.start : word.end].strip() for word in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_threads_that_stem_at_the_same_time_do_not_disturb_one_another():
    spelled = ["".join(letters) + "ations" for letters in itertools.product("bdeilort", repeat=5)]
    with ThreadPoolExecutor(4) as pool:
        stemmed = list(pool.map(stem, spelled, chunksize=500))
    assert stemmed == Stemmer.Stemmer("english").stemWords(spelled)
