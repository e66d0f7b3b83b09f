import pytest

from qa.language.questions import parsed_question
from qa.language.reading import parsed


@pytest.mark.parametrize(
    ("question", "verb", "subject"),
    [
        ("How many seats did the Reds win in Velden?", "win", "Reds"),
        ("When did the apartment building in Velden collapse?", "collapse", "building"),
        ("How did the Velden City Council vote?", "vote", "Council"),
        ("How many jobs did the closure of the plant cost?", "cost", "closure"),
        ("When did the talks in Geneva end?", "end", "talks"),
        ("what did dan carden say", "say", "carden"),
        ("How many lives has the outbreak in Velden cost?", "cost", "outbreak"),
        ("What has Lee said?", "say", "Lee"),
        ("How many delegates did Lee have going into the vote?", "have", "Lee"),
        ("How many seats did Labour win in the 2019 UK election?", "win", "Labour"),
    ],
)
def test_behind_did_and_a_subject_there_is_a_verb(question, verb, subject):
    parse = parsed_question(question)
    [root] = [i for i, token in enumerate(parse.tokens) if token.dep == "ROOT"]
    assert parse.tokens[root].lemma == verb
    [found] = parse.children(root, "nsubj")
    assert parse.tokens[found].text == subject
    assert [parse.tokens[i].lemma for i in parse.children(root, "aux")] in (["do"], ["have"])


@pytest.mark.parametrize(
    ("question", "things"),
    [("Compare Lee and Marks on the toll", "Lee"), ("List the winners of the cup", "winners")],
)
def test_what_is_to_be_done_is_a_verb(question, things):
    parse = parsed_question(question)
    assert (parse.text, parse.tokens[0].pos) == (question, "VERB")
    assert [parse.tokens[i].text for i in parse.children(0, "dobj")] == [things]


@pytest.mark.parametrize("thing", ["How many seats", "Which seats"])
def test_what_stands_before_did_is_no_subject(thing):
    parse = parsed_question(f"{thing} did Labour lose?")
    [verb] = [i for i, token in enumerate(parse.tokens) if token.lemma == "lose"]
    assert [parse.tokens[i].text for i in parse.children(verb, "nsubj")] == ["Labour"]
    assert [parse.tokens[i].text for i in parse.children(verb, "dobj")] == ["seats"]


def test_which_belongs_to_the_noun_behind_it():
    parse = parsed_question("Which scientists won the prize?")
    assert (parse.tokens[0].dep, parse.tokens[0].head) == ("det", 1)


@pytest.mark.parametrize(
    "question",
    [
        "Who did it?",
        "Has anyone been charged?",
        "Did the Senate agree?",
        "When was the bridge closed?",
        "",
        "did",
    ],
)
def test_what_the_parser_has_right_stays(question):
    assert parsed_question(question) == parsed(question)
