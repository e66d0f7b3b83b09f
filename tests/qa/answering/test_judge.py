"""Whether a sentence answers: judged by what it says, with weights that were learnt."""

import json
from dataclasses import replace
from datetime import date

import pytest

from index.records import Article, Span
from qa.answering.asked import asked_for
from qa.answering.features import NAMES, Surroundings, features
from qa.answering.judge import WEIGHTS, judge
from qa.language.reading import parsed
from qa.types import Evidence
from qa.understand import understand
from qa.words import stems


def evidence(text, answer, *, score=0.5, article="a", title=None):
    start = text.index(answer)
    return Evidence(
        article=Article(id=article, text=text, title=title),
        span=Span(0, len(text)),
        score=score,
        answer=Span(start, start + len(answer)),
    )


def features_of(question, text, answer):
    held = stems(text)
    around = Surroundings(near=held, opening=held, article=held)
    found = evidence(text, answer)
    return features(understand(question), asked_for(question), found, parsed(text), around)


@pytest.mark.parametrize(
    ("question", "text", "judged"),
    [
        ("How many have died of it in Tarn?", "In 2018 it killed 140 people in Tarn.", 0),
        ("How many have died of it in Tarn?", "It has killed 140 people in Tarn.", 1),
        ("How many died of it in Tarn?", "In 2018 it killed 140 people in Tarn.", 1),
        ("How many of Tarn did it kill?", "Tarn denied that it had killed 140 people.", 0),
        ("How many of Tarn did it kill?", "Tarn said that it had killed 140 people.", 1),
        ("How many boats has Tarn?", "Some 140 people died in Tarn.", 0),
        ("How many boats has Tarn?", "Tarn has 140 boats.", 1),
        ("How many people died in Tarn?", "Some 140 residents of Tarn died.", 1),
        ("What share of Tarn voted for it?", "Most people of Tarn voted for 140.", 0),
    ],
)
def test_what_cannot_be_the_number_asked_for_is_left_out(question, text, judged):
    found = evidence(text, "140" if "share" not in question else "people")
    dated = replace(found, article=replace(found.article, published=date(2020, 1, 8)))
    assert len(judge(understand(question), [dated])) == judged


@pytest.mark.parametrize(
    ("question", "text", "answer", "name", "expected"),
    [
        ("Who sacked Tom Vance?", "Ann Lee dismissed Tom Vance.", "Ann Lee", "part", 0.8),
        ("Who sacked Tom Vance?", "Ann Lee praised Tom Vance.", "Ann Lee", "verb_missing", 1),
        ("Who sacked Tom Vance?", "Ann Lee dismissed Tom Vance.", "Tom Vance", "part", 0),
        ("How many ships sank?", "The storm sank 12 ships.", "12", "noun", 1),
        ("How many ships sank?", "The storm killed 12 men and ships sank.", "12", "noun_wrong", 1),
        ("How long did it last?", "It lasted 12 days.", "12 days", "kind_wrong", 0),
        ("How long did it last?", "It cost 12 pounds.", "12 pounds", "kind_wrong", 1),
        ("When was the storm?", "It was a Category 5 storm.", "Category 5", "kind_wrong", 1),
        ("Who resigned?", "If Ann Lee resigns, the toll goes.", "Ann Lee", "supposed", 1),
        ("Who resigned?", "Ann Lee did not resign.", "Ann Lee", "polarity", 1),
        ("Who is the mayor?", "The mayor, Ann Lee, spoke.", "Ann Lee", "called", 1),
        ("Who is the mayor?", "The mayor, Ann Lee, resigned.", "Ann Lee", "former", 1),
        (
            "Who is the finance minister?",
            "The prime minister, Ann Lee.",
            "Ann Lee",
            "called_other",
            1,
        ),
        ("Who is the finance minister?", "The finance minister, Ann Lee.", "Ann Lee", "called", 1),
        ("Who is Hull's manager?", "York's manager, Ann Lee, left.", "Ann Lee", "called_other", 1),
        ("Who is Hull's manager?", "Their manager, Ann Lee, left.", "Ann Lee", "called_other", 0),
        ("How many ferries sank?", "The toll rose to 12.", "12", "core_missing", 0),
        ("How much will traffic rise?", "The toll will rise by 12.", "12", "core_missing", 1),
        ("How many people died?", "A quake of 6.3 killed people.", "6.3", "kind_wrong", 1),
        ("Who found the boat?", "A fisherman found the boat.", "A fisherman", "kind_wrong", 0),
        ("Who found the boat?", "A storm found the boat.", "A storm", "kind_wrong", 1),
        ("Where was Lee shot?", "Lee, head of Hull Police, was shot.", "head", "kind_wrong", 1),
        ("Where was Lee shot?", "Lee was shot at Hull Town Hall.", "Hull Town", "kind_wrong", 0),
        ("How many were children?", "Three of the dead were children.", "Three", "called", 1),
    ],
)
def test_a_feature_tells_what_the_sentence_says(question, text, answer, name, expected):
    assert getattr(features_of(question, text, answer), name) == pytest.approx(expected)


def test_the_sentence_that_states_the_predicate_comes_first():
    found = [
        evidence("Ann Lee praised Tom Vance.", "Ann Lee", score=0.5),
        evidence("Eve Holm dismissed Tom Vance.", "Eve Holm", score=0.45, article="b"),
    ]
    judged = judge(understand("Who sacked Tom Vance?"), found)
    assert [one.evidence.short_answer for one in judged] == ["Eve Holm", "Ann Lee"]
    assert judged[0].evidence.score > judged[1].evidence.score


def test_an_article_that_holds_nothing_of_the_question_is_no_answer():
    found = [evidence("Ann Lee resigned.", "Ann Lee", score=0.9)]
    assert judge(understand("¿Quién?"), found) == []
    assert judge(understand("Who resigned yesterday?"), found) != []


def test_no_evidence_is_judged_to_be_nothing():
    assert judge(understand("Who sacked Tom Vance?"), []) == []


def test_the_weights_are_of_the_features_that_there_are():
    models = json.loads(WEIGHTS.read_text())["models"]
    assert set(models["preference"]) == set(NAMES)
    assert set(models["chance"]) == {"", *NAMES}
