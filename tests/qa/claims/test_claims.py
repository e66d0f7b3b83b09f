from datetime import date

import pytest

from index.records import Article, Span
from qa.claims.make import find_scope, make_claims
from qa.types import Evidence
from qa.understand import understand


def evidence(text, answer=None, article_id="a"):
    """A sentence as the reader gives it, with the words that it marked as the answer."""
    start = text.index(answer) if answer else 0
    return Evidence(
        article=Article(id=article_id, text=text),
        span=Span(0, len(text)),
        score=0.9,
        answer=Span(start, start + len(answer)) if answer else None,
    )


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Dan Carden has become the first Labour MP to break ranks.", "first Labour MP"),
        ("Andy Burnham became the first Labour politician to defy him.", "first Labour politician"),
        ("It was the first U.S. state with a female majority.", "first U.S. state"),
        ("She came first.", "first"),
        ("Nobody did.", None),
    ],
)
def test_scope_is_in_the_words_of_the_source(text, scope):
    assert find_scope(text, ("first", "earliest")) == scope


def test_rivals_of_different_scope_stay_apart_and_name_their_subject():
    question = understand("Who first called for a national inquiry?")
    claims = make_claims(
        question,
        [
            evidence("Andy Burnham, the Mayor, became the first Labour politician to call for it."),
            evidence("Dan Carden has become the first Labour MP to demand a national inquiry."),
        ],
    )
    assert [(claim.short_answer, claim.scope) for claim in claims] == [
        ("Andy Burnham", "first Labour politician"),
        ("Dan Carden", "first Labour MP"),
    ]


def test_what_somebody_said_of_another_is_not_about_himself():
    question = understand("Who was the first to resign?")
    [claim] = make_claims(
        question, [evidence("Mr Smith said on Monday that Jane Doe was the first to resign.")]
    )
    assert claim.short_answer == "Jane Doe"


@pytest.mark.parametrize(
    ("short", "further", "name"),
    [
        ("Jets", "New York Jets", "New York Jets"),
        # A product has its maker's name.
        ("Reed", "Reed Workspace", "Reed"),
        # Two persons of that name: which of them is meant is not for a rule to say.
        ("Lee", "Ann Lee|Tom Lee", "Lee"),
    ],
)
def test_a_name_is_given_in_full_where_further_evidence_ends_with_it(short, further, name):
    best = evidence(f"It was won by {short} at once.", short)
    read = [evidence(f"The match: {form} won.", form, form) for form in further.split("|")]
    [claim] = make_claims(understand("Which team won?"), [best], read=[best, *read])
    assert claim.short_answer == name


LATER = "On Monday Fox won the vote."


@pytest.mark.parametrize(
    ("before", "answer"),
    [
        ("Ann Fox ran against Tom Vance.", "Ann Fox"),
        ("The senator from Norhaven Ann Fox ran against Tom Vance.", "Ann Fox"),
        ("Ann Fox ran against Tom Fox.", "Fox"),
        ("Fox ran. So did her sister, Ann Fox.", "Fox"),
        ("Tom Vance ran.", "Fox"),
    ],
)
def test_a_last_name_is_given_in_full_where_the_article_has_named_the_person(before, answer):
    text = f"{before} {LATER}"
    base = len(text) - len(LATER)
    found = Evidence(
        article=Article(id="a", text=text),
        span=Span(base, len(text)),
        score=0.9,
        answer=Span(base + LATER.index("Fox"), base + LATER.index("Fox") + 3),
    )
    [claim] = make_claims(understand("Who won the vote?"), [found])
    assert claim.short_answer == answer


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Which team won the cup?", ["Reading Reds"]),
        ("Where was the cup won?", ["Reds"]),
    ],
)
def test_a_name_is_given_as_fully_as_any_of_its_sources_does(question, answers):
    told = [
        evidence("The Reds won the cup.", "Reds"),
        evidence("The cup went to Reading Reds.", "Reading Reds", article_id="b"),
    ]
    claims = make_claims(understand(question), told)
    assert [claim.short_answer for claim in claims] == answers
    assert [len(claim.evidence) for claim in claims] == [2]


@pytest.mark.parametrize(
    ("further", "answer"),
    [
        (("The cup was won on 4 January 2019.", "4 January 2019"), "4 January 2019"),
        (("The cup was won on Friday, 4 January.", "Friday, 4 January"), "Friday, 4 January"),
        (("The cup was won on 5 January 2019.", "5 January 2019"), "4 January"),
    ],
)
def test_a_date_is_given_as_fully_as_any_of_its_sources_does(further, answer):
    told = [
        evidence("The cup was won on 4 January.", "4 January"),
        evidence(*further, article_id="b"),
    ]
    assert make_claims(understand("When was the cup won?"), told)[0].short_answer == answer


def test_a_pronoun_gives_no_short_answer():
    question = understand("Who was the first to resign?")
    [claim] = make_claims(question, [evidence("He was the first minister to resign.", "He")])
    assert claim.short_answer is None


def test_a_copied_sentence_is_one_claim_with_two_pieces_of_evidence():
    question = understand("How many were hurt?")
    sentence = "Police said that 40 people were hurt."
    claims = make_claims(question, [evidence(sentence), evidence(sentence, article_id="b")])
    assert [len(claim.evidence) for claim in claims] == [2]


def test_different_numbers_stay_apart():
    question = understand("How many people were killed?")
    claims = make_claims(
        question,
        [
            evidence("The attack killed 12 people.", "12"),
            evidence("The attack killed 126 people.", "126", article_id="b"),
        ],
    )
    assert [claim.short_answer for claim in claims] == ["12", "126"]


def sentence_of(text, sentence, answer, **known):
    """Evidence of one sentence of a longer article."""
    start = text.index(sentence)
    place = text.index(answer, start)
    return Evidence(
        article=Article(id="a", text=text, **known),
        span=Span(start, start + len(sentence)),
        score=0.9,
        answer=Span(place, place + len(answer)),
    )


def test_he_is_named_and_explained_beside_the_exact_words():
    sentence = "He told Radio Easton on Thursday that the harbour was full."
    text = f"Ben Hale, the harbour master, wants to dredge. {sentence}"
    [claim] = make_claims(
        understand("Who thinks that the harbour is full?"),
        [sentence_of(text, sentence, "He", published=date(2019, 1, 4))],
    )
    assert claim.short_answer == "Ben Hale"
    assert claim.evidence[0].text == sentence
    assert claim.explained == sentence.replace("He", "He [Ben Hale]", 1)
    assert (claim.speaker, claim.outlet, claim.when) == ("Ben Hale", "Radio Easton", "2019-01-03")


def test_a_first_is_not_claimed_of_the_person_in_the_genitive():
    question = understand("Who was the first to row the strait?")
    text = "Ann Lee's countryman Tom Vance became the first person to row the strait."
    [claim] = make_claims(question, [evidence(text)])
    assert claim.short_answer == "Tom Vance"


def test_the_first_to_demand_something_is_its_speaker_and_told_it_where_the_article_says():
    text = (
        "Ben Hale has become the first harbour master to demand a review. It was a wet day.\n"
        "Mr Hale told the Easton Post on Monday: “The harbour is full.”"
    )
    [claim] = make_claims(
        understand("Who first demanded a review?"),
        [sentence_of(text, text[: text.index(" It was")], "Ben Hale")],
    )
    assert (claim.speaker, claim.outlet, claim.when) == ("Ben Hale", "Easton Post", "Monday")


def test_what_was_first_demanded_did_not_speak():
    text = "Ben Hale has become the first harbour master to demand a Royal Review."
    [claim] = make_claims(
        understand("What did the harbour master demand?"),
        [sentence_of(text, text, "Royal Review")],
    )
    assert claim.speaker != "Royal Review"


def test_what_was_said_is_not_the_name_of_the_paper():
    text = "Mr Hale told the Easton Post: “The harbour is full of sand.”"
    [claim] = make_claims(
        understand("What did Mr Hale say?"), [sentence_of(text, text, "the Easton Post")]
    )
    assert claim.short_answer == "The harbour is full of sand."


def test_the_same_name_in_longer_form_is_one_claim():
    question = understand("Who runs the town?")
    claims = make_claims(
        question,
        [
            evidence("Andy Burnham runs the town.", "Andy Burnham"),
            evidence("Mr Burnham has run it since 2017.", "Mr Burnham", article_id="b"),
        ],
    )
    assert [len(claim.evidence) for claim in claims] == [2]
