"""Sentences held against the words that they cite: one test for each thing that must agree."""

from datetime import date
from time import perf_counter

import pytest

from index.records import Article, Span
from index.split import sentences
from qa.verify import Cited, verify

TEXT = """Kelmouth council voted by 27 to 24 on Tuesday night to scrap the harbour road toll. \
The council leader, Priya Raman, said that the toll had been "a tax on going to work".

Gordon Tait, the Conservative who introduced the charge in 2013, did not vote. Mr Tait said that \
traffic would rise by about a third. Some of the councillors may appeal.

Sheila Moyo was the first independent councillor to demand that the toll should go. \
She was thanked by Raman. At least 14 people were hurt in a protest and 39 were arrested. \
The suspected ringleader denies the charge."""
ARTICLE = Article(id="harbour", text=TEXT, published=date(2024, 5, 9), publisher="The Courier")


def cited(*openings):
    """The sentences of the article that begin so."""
    return [
        Cited(article=ARTICLE, span=Span(*span))
        for opening in openings
        for span in sentences(TEXT)
        if TEXT[slice(*span)].startswith(opening)
    ]


VOTE, LEADER, TAIT, RISE = "Kelmouth", "The council leader", "Gordon", "Mr Tait"
SOME, FIRST, THANKED, HURT, SUSPECT = "Some", "Sheila", "She was", "At least", "The suspected"

SUPPORTED = [
    ("Kelmouth council voted to scrap the toll.", VOTE),
    ("The council voted 27 to 24 to scrap the harbour road toll.", VOTE),
    ("The council voted on 7 May 2024 to scrap the toll.", VOTE),
    ("The council voted in May 2024 to scrap the toll.", VOTE),
    ("Council leader Priya Raman said the toll had been a tax on going to work.", LEADER),
    ('Raman said that the toll had been "a tax on going to work".', LEADER),
    ("According to Priya Raman, the toll had been a tax on going to work.", LEADER),
    ("Gordon Tait introduced the charge in 2013.", TAIT),
    ("The charge was introduced by Tait.", TAIT),
    ("Gordon Tait said traffic would rise by about a third.", RISE),
    ("Some councillors may appeal.", SOME),
    ("Moyo was the first independent councillor to demand that the toll should go.", FIRST),
    ("Raman thanked Sheila Moyo.", THANKED),
    ("Nearly forty people were arrested.", HURT),
    ("More than 30 were arrested.", HURT),
    ("Thirty-nine were arrested.", HURT),
]
WRONG = [
    ("name", "Sefton council voted to scrap the toll.", VOTE),
    ("name", "Gordon Raman introduced the charge.", TAIT),
    ("number", "The council voted by 28 to 24 to scrap the toll.", VOTE),
    ("number", "The council voted by 24 to 27 to scrap the toll.", VOTE),
    ("number", "14 people were hurt in a protest.", HURT),
    ("number", "39 people were hurt in a protest.", HURT),
    ("number", "More than 50 were arrested.", HURT),
    ("number", "About 60 were arrested.", HURT),
    ("day", "The council voted on 8 May 2024 to scrap the toll.", VOTE),
    ("day", "The council voted on Monday to scrap the toll.", VOTE),
    ("day", "Gordon Tait introduced the charge in 2014.", TAIT),
    ("negation", "The council did not vote to scrap the toll.", VOTE),
    ("negation", "Gordon Tait voted.", TAIT),
    ("deed", "The council voted to keep the toll.", VOTE),
    ("mood", "The council scrapped the harbour road toll.", VOTE),
    ("mood", "Traffic will rise by about a third.", RISE),
    ("mood", "Some of the councillors will appeal.", SOME),
    ("speaker", "The toll had been a tax on going to work.", LEADER),
    ("speaker", "Gordon Tait said the toll had been a tax on going to work.", LEADER),
    ("speaker", "Priya Raman said that Gordon Tait introduced the charge.", TAIT),
    ("quotation", 'Raman said that the toll had been "a tax on working".', LEADER),
    ("role", "Sheila Moyo thanked Raman.", THANKED),
    ("scope", "Moyo was the first councillor to demand that the toll should go.", FIRST),
    ("scope", "All of the councillors may appeal.", SOME),
    ("scope", "The councillors may appeal.", SOME),
    ("scope", "The ringleader denies the charge.", SUSPECT),
    ("nothing", "The harbour was closed in March.", VOTE),
]


@pytest.mark.parametrize(("sentence", "opening"), SUPPORTED)
def test_what_the_words_say_is_supported(sentence, opening):
    found = verify(sentence, cited(opening))
    assert (found.verdict, found.reason) == ("supported", "")
    assert found.places == tuple(cited(opening))


@pytest.mark.parametrize(("what", "sentence", "opening"), WRONG)
def test_what_they_do_not_say_is_not(what, sentence, opening):
    found = verify(sentence, cited(opening))
    assert found.verdict != "supported", what
    assert found.reason


@pytest.mark.parametrize(
    ("sentence", "opening", "told"),
    [
        ("The council voted on Monday to scrap the toll.", VOTE, "Tuesday night"),
        ("The council did not vote to scrap the harbour road toll.", VOTE, "say that it is so"),
        ("Gordon Tait introduced the charge in 2014.", TAIT, "2013"),
        ("Sheila Moyo thanked Raman.", THANKED, "thanked"),
        ("In a protest 45 were arrested.", HURT, "39"),
    ],
)
def test_what_they_deny_is_contradicted_and_the_words_are_named(sentence, opening, told):
    found = verify(sentence, cited(opening))
    assert found.verdict == "contradicted"
    assert told in found.reason
    assert found.places == tuple(cited(opening))


@pytest.mark.parametrize(
    "sentence",
    [
        "Sheffield council voted by 27 to 24 on Tuesday night to scrap the harbour road toll.",
        "Kelmouth council voted on Tuesday night to widen the road.",
        "Gordon Tait said the toll had been a tax.",
    ],
)
def test_what_is_merely_different_is_no_contradiction(sentence):
    assert verify(sentence, cited(VOTE, LEADER, TAIT)).verdict == "unsupported"


def test_what_one_does_is_not_told_of_another():
    both = cited(TAIT, FIRST)
    assert verify("Sheila Moyo introduced the charge in 2013.", both).verdict == "unsupported"
    assert verify("Gordon Tait was the first councillor to demand it.", both).verdict != "supported"


@pytest.mark.parametrize("link", [", and ", ", while ", "; "])
def test_two_sentences_may_be_told_in_one(link):
    joined = f"The council voted to scrap the toll{link}Gordon Tait did not vote."
    found = verify(joined, cited(VOTE, TAIT))
    assert found.verdict == "supported"
    assert found.places == tuple(cited(VOTE, TAIT))


def test_what_is_parsed_as_part_of_who_speaks_is_held_against_the_words_too():
    text = "He was told by Ann Lee, the minister, of presumably between 36 and 40 people there."
    told = [Cited(article=Article(id="told", text=text), span=Span(0, len(text)))]
    written = "He was told by Ann Lee of between {} and 40 people there."
    assert verify(written.format(36), told).verdict == "unsupported"  # it is only presumed
    assert verify(written.format(26), told).verdict != "supported"


def test_that_one_was_because_of_the_other_is_not():
    because = "Gordon Tait did not vote because the council voted to scrap the toll."
    assert verify(because, cited(VOTE, TAIT)).verdict == "unsupported"


def test_what_both_deny_is_supported():
    assert verify("Gordon Tait did not vote.", cited(TAIT)).verdict == "supported"


def test_without_words_nothing_is_supported():
    found = verify("Kelmouth council voted.", [])
    assert (found.verdict, found.places) == ("unsupported", ())
    assert found.reason


@pytest.mark.parametrize("sentence", ["", "?", "…", "; ;", "WHO", "“", "5", "He", "x" * 5000])
def test_what_is_hardly_a_sentence_is_told_of_too(sentence):
    assert verify(sentence, cited(VOTE)).text == sentence


def test_today_is_the_day_of_writing_where_that_is_known():
    text = "The bridge reopened on 3 June 2024."
    article = Article(id="bridge", text=text, published=date(2024, 6, 10))
    told = [Cited(article=article, span=Span(0, len(text)))]
    written = "The bridge reopened yesterday."
    assert verify(written, told, today=date(2024, 6, 4)).verdict == "supported"
    assert verify(written, told, today=date(2024, 6, 10)).verdict == "contradicted"


def test_ten_cited_sentences_take_well_under_a_tenth_of_a_second():
    told = [Cited(article=ARTICLE, span=Span(*span)) for span in sentences(TEXT)]
    told = [*told, *cited(VOTE), *cited(LEADER)]
    sentence = "Gordon Tait, who introduced the charge in 2013, did not vote, Priya Raman said."
    verify(sentence, told)
    seconds = []
    for _ in range(5):
        began = perf_counter()
        verify(sentence, told)
        seconds.append(perf_counter() - began)
    assert min(seconds) < 0.1


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The leader told members to vote for a dam.",
            "The leader told members to vote to block a dam.",
        ),
        (
            "The council voted to close the bridge.",
            "The council voted to stop the closing of the bridge.",
        ),
    ],
)
def test_a_deed_that_another_one_hinders_is_not_told(sentence, told):
    article = Article(id="a", text=told)
    words = [Cited(article=article, span=Span(0, len(told)))]
    assert verify(sentence, words).verdict == "unsupported"
    assert verify(told, words).verdict == "supported"


def test_no_reason_says_of_words_that_stand_there_that_they_do_not():
    one = "Ann Lee opened the bridge."
    other = "Tom Reed, an MP, closed the school."
    text = f"{one} {other}"
    article = Article(id="a", text=text)
    words = [Cited(article=article, span=Span(*span)) for span in sentences(text)]
    found = verify("Ann Lee, an MP, closed the school.", words)
    assert found.verdict != "supported"
    assert "“Ann Lee” does not stand" not in found.reason


def test_a_name_that_the_parser_takes_for_a_verb_is_not_left_out():
    words = "Pierluisi was sworn in last week. The Senate was to meet to discuss Pierluisi's vote."
    article = Article(id="senate", text=words)
    both = [Cited(article=article, span=Span(*span)) for span in sentences(words)]
    assert verify("Pierluisi was to meet to discuss Pierluisi's vote.", both).reason
    assert verify("The Senate was to meet to discuss Pierluisi's vote.", both).reason == ""
