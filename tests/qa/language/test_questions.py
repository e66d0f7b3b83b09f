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
    ],
)
def test_behind_did_and_a_subject_there_is_a_verb(question, verb, subject):
    parse = parsed_question(question)
    [root] = [i for i, token in enumerate(parse.tokens) if token.dep == "ROOT"]
    assert parse.tokens[root].lemma == verb
    [found] = parse.children(root, "nsubj")
    assert parse.tokens[found].text == subject
    assert [parse.tokens[i].lemma for i in parse.children(root, "aux")] == ["do"]


@pytest.mark.parametrize(
    "question", ["Who did it?", "Did the Senate agree?", "When was the bridge closed?", "", "did"]
)
def test_what_the_parser_has_right_stays(question):
    assert parsed_question(question) == parsed(question)
