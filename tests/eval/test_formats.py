"""Question sets of every format: read, recognised, and what is malformed named by its place."""

from __future__ import annotations

import json
from datetime import date

import pytest

from eval.cases import Evidence
from eval.check import problems_of
from eval.formats import FORMATS, read_set
from eval.shipped import find_set, shipped_names
from index.errors import BadQuestion, UnknownArticle, UsageError
from index.records import Article
from qa.types import Turn

SQUAD = {
    "version": "2.0",
    "data": [
        {
            "title": "Bridges",
            "paragraphs": [
                {
                    "context": "The bridge opened in 1932.",
                    "qas": [
                        {
                            "id": "s1",
                            "question": "When did it open?",
                            "answers": [{"text": "1932", "answer_start": 21}],
                            "is_impossible": False,
                        },
                        {"id": "s2", "question": "Who?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
    ],
}
MULTIHOP = {
    "id": "m1",
    "question": "Which city, as both report?",
    "answer": "Velden",
    "type": "inference_query",
    "evidence": [{"article_id": "a", "fact": "In Velden it rained."}],
}
REALTIME = {
    "id": "r1",
    "question": "Which country?",
    "date": "2022-01-07",
    "answers": ["Sudan"],
    "choices": ["Sudan", "Kenya"],
    "article_ids": ["a", "b"],
}
RAMDOCS = {
    "question": "What sport?",
    "documents": [
        {"text": "He plays football.", "type": "correct", "answer": "football"},
        {"text": "He plays chess.", "type": "misinfo", "answer": "chess"},
        {"text": "Cookies.", "type": "noise", "answer": "unknown"},
    ],
    "gold_answers": ["football"],
    "wrong_answers": ["chess"],
}
RGB = {
    "id": 0,
    "query": "When did it open?",
    "answer": [["May 3 2019", "3 May 2019", "May 3, 2019"]],
    "fakeanswer": "May 3, 2009",
    "positive": ["It opened on 3 May 2019."],
    "positive_wrong": ["It opened on May 3, 2009."],
    "negative": ["Cookies."],
}


def test_byline_rows_keep_all_that_they_state(set_path):
    question_set = read_set(set_path)
    assert (question_set.format, question_set.problems) == ("byline", ())
    _, dated, first, unanswerable, follow_up = question_set.cases
    assert dated.asked == date(2022, 5, 7)
    assert first.claims[0].scope == "first woman"
    assert first.evidence == (
        Evidence(article_id="election", quote="Maria Holm was the first woman"),
    )
    assert (unanswerable.answerable, unanswerable.answers) == (False, ())
    assert follow_up.history == (Turn(question="Who was elected in Velden?", answer="Maria Holm"),)
    assert follow_up.standalone == "What was the turnout at the election in Velden?"
    assert follow_up.place == "line 5"


def test_a_question_in_full_belongs_to_a_conversation(write_set):
    path = write_set({"id": "a", "question": "Who?", "answers": ["B"], "standalone": "Who?"})
    [problem] = read_set(path).problems
    assert '"history"' in problem.message


@pytest.mark.parametrize("indent", [None, 2])
def test_squad_asks_each_question_of_its_paragraph(tmp_path, indent):
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(SQUAD, indent=indent))
    question_set = read_set(path)
    assert (question_set.format, question_set.problems) == ("squad", ())
    answerable, impossible = question_set.cases
    assert answerable.passage == "The bridge opened in 1932."
    assert answerable.answers == ("1932",)
    assert not impossible.answerable


def test_multihop_rag(write_set):
    null = {**MULTIHOP, "id": "m2", "type": "null_query", "evidence": []}
    question_set = read_set(write_set(MULTIHOP, null))
    assert question_set.format == "multihop-rag"
    inference, unanswerable = question_set.cases
    assert inference.evidence == (Evidence(article_id="a", quote="In Velden it rained."),)
    assert inference.kind == "inference"
    assert (unanswerable.answerable, unanswerable.answers) == (False, ())


def test_realtimeqa(write_set):
    question_set = read_set(write_set(REALTIME))
    (case,) = question_set.cases
    assert question_set.format == "realtimeqa"
    assert (case.asked, case.answers) == (date(2022, 1, 7), ("Sudan",))
    assert [piece.article_id for piece in case.evidence] == ["a", "b"]


def test_ramdocs_asks_over_the_documents_of_the_question_alone(write_set):
    question_set = read_set(write_set(RAMDOCS, RAMDOCS))
    assert question_set.format == "ramdocs"
    first, second = question_set.cases
    articles = list(question_set.articles())
    own = [article for article in articles if article.publisher in second.publishers]
    assert [article.text for article in own] == [doc["text"] for doc in RAMDOCS["documents"]]
    assert first.publishers != second.publishers
    assert second.evidence == (Evidence(article_id=own[0].id),)
    assert second.wrong_answers == ("chess",)


def test_rgb_wants_the_true_and_the_planted_answer_as_the_documents_word_them(write_set):
    plain = RGB | {"answer": "3 May 2019", "negative": []}
    question_set = read_set(write_set(RGB, plain))
    assert (question_set.format, question_set.problems) == ("rgb", ())
    for case in question_set.cases:
        assert [claim.short_answer for claim in case.claims] == ["3 May 2019", "May 3, 2009"]
        own = [one for one in question_set.articles() if one.publisher in case.publishers]
        assert {piece.article_id for piece in case.evidence} == {own[0].id, own[1].id}
    assert len(list(question_set.articles())) == 5


FACTS = {
    "id": "f1",
    "question": "Who won, and where?",
    "kind": "who",
    "answerable": True,
    "must": [["Ann Lee", "Lee"], ["Velden"]],
    "must_not": ["Tom Vance"],
    "evidence": [{"article_id": "a", "quote": "Ann Lee won in Velden."}],
    "look_in": "quotes",
    "asked": "2022-01-07",
    "note": "what no program reads",
}
FALSE_PREMISE = {
    "id": "f2",
    "question": "Why did Ann Lee lose?",
    "kind": "false-premise",
    "answerable": False,
    "must": [],
    "must_not": [],
    "must_correct": ["Ann Lee won"],
    "look_in": "short_answers",
    "history": [{"question": "Who won?", "answer": "Ann Lee"}],
}


def test_facts_are_read_with_what_must_and_must_not_be_said(write_set):
    question_set = read_set(write_set(FACTS, FALSE_PREMISE))
    assert (question_set.format, question_set.problems) == ("facts", ())
    told, premise = question_set.cases
    assert told.facts == (("Ann Lee", "Lee"), ("Velden",))
    assert told.wrong_answers == ("Tom Vance",)
    assert (told.in_quotes, told.asked, told.false_premise) == (True, date(2022, 1, 7), False)
    assert (premise.facts, premise.in_quotes, premise.false_premise) == ((), False, True)
    assert premise.corrections == ("Ann Lee won",)
    assert premise.history == (Turn(question="Who won?", answer="Ann Lee"),)


def test_facts_that_contradict_whether_there_is_an_answer_are_named(write_set):
    path = write_set(
        FACTS | {"id": "1", "must": []},
        FACTS | {"id": "2", "must": [[]]},
        FACTS | {"id": "3", "must_correct": ["Ann Lee won"]},
        FACTS | {"id": "4", "look_in": "articles"},
        FALSE_PREMISE | {"id": "5", "must": [["Ann Lee"]]},
    )
    problems = read_set(path).problems
    assert [problem.place for problem in problems] == [f"line {line}" for line in range(1, 6)]
    assert "no wording" in problems[1].message
    assert "look_in" in problems[3].message


def test_a_byline_row_may_have_a_false_premise(write_set):
    row = {"id": "a", "question": "Why did he?", "answers": ["He did not"]}
    told = read_set(write_set(row | {"must_correct": ["did not"]})).cases[0]
    by_kind = read_set(write_set(row | {"kind": "false_premise"})).cases[0]
    assert (told.false_premise, told.corrections) == (True, ("did not",))
    assert (by_kind.false_premise, by_kind.corrections) == (True, ())
    assert not read_set(write_set(row)).cases[0].false_premise


def beir(folder, *, judgements="query-id\tcorpus-id\tscore\n1\td1\t2\n1\td2\t0\n"):
    (folder / "qrels").mkdir()
    (folder / "corpus.jsonl").write_text(
        '{"_id": "d1", "title": "One", "text": "First."}\n{"_id": "d2", "text": ""}\n'
    )
    (folder / "queries.jsonl").write_text(
        '{"_id": "1", "text": "What is first?"}\n{"_id": "2", "text": "Not judged?"}\n'
    )
    (folder / "qrels" / "test.tsv").write_text(judgements)
    return folder


def test_beir_asks_the_judged_queries_for_passages_only(tmp_path):
    question_set = read_set(beir(tmp_path))
    assert (question_set.format, question_set.problems) == ("beir", ())
    (case,) = question_set.cases
    assert case.search_only
    assert case.evidence == (Evidence(article_id="d1", grade=2),)
    assert next(question_set.articles()) == Article(id="d1", title="One", text="First.")


def test_beir_problems_name_file_and_line(tmp_path):
    folder = beir(tmp_path, judgements="query-id\tcorpus-id\tscore\n1 d1 1\n7\td1\t1\n1\td1\t1\n")
    assert [str(problem) for problem in read_set(folder).problems] == [
        "test.tsv line 2: three fields, tab-separated, are needed: query-id, corpus-id, score",
        "test.tsv: no query has the id '7'",
    ]


def test_a_beir_folder_without_judgements_cannot_be_read(tmp_path):
    (beir(tmp_path) / "qrels" / "test.tsv").unlink()
    with pytest.raises(BadQuestion, match=r"test\.tsv: No such file|cannot be read"):
        read_set(tmp_path)


def test_what_is_malformed_is_named_by_line(write_set):
    sound = {"id": "a", "question": "Who?", "answers": ["B"]}
    path = write_set(
        sound,
        "{broken",
        {"question": "Who?", "answers": ["B"]},
        {"id": "c", "question": " ", "answers": "B"},
        {"id": "d", "question": "Who?"},
        {"id": "e", "question": "Who?", "answers": ["B"], "answerable": False},
        {"id": "f", "question": "Who?", "evidence": [{"quote": "x"}]},
        {"id": "g", "question": "When?", "answers": ["B"], "date": "last week"},
        "",
        sound,
    )
    question_set = read_set(path)
    problems = [str(problem) for problem in question_set.problems]
    assert [problem.split(":")[0] for problem in problems] == [
        "line 2",
        "line 3",
        "line 4",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
        "line 8",
        "line 10",
    ]
    assert "Invalid JSON" in problems[0]
    assert problems[1] == "line 3: id: Field required"
    assert "question: String should have at least 1 character" in problems[2]
    assert "answers" in problems[3]
    assert "evidence[0].article_id: Field required" in problems[6]
    assert problems[8] == "line 10: the id 'a' stands at line 1 already"
    assert [case.id for case in question_set.cases] == ["a", "a"]


def test_a_set_whose_first_line_is_damaged_is_still_recognised(write_set):
    question_set = read_set(write_set("{broken", MULTIHOP))
    assert question_set.format == "multihop-rag"
    assert [problem.place for problem in question_set.problems] == ["line 1"]


def test_bytes_that_are_no_text_are_named(tmp_path):
    path = tmp_path / "set.jsonl"
    sound = json.dumps({"id": "a", "question": "Who?", "answers": ["B"]}).encode()
    path.write_bytes(b"\xef\xbb\xbf" + sound + b"\n" + sound[:-2] + b"\xff\xfe\n")
    question_set = read_set(path)
    assert [case.id for case in question_set.cases] == ["a"]
    assert [problem.place for problem in question_set.problems] == ["line 2"]


def test_squad_answers_that_are_not_where_they_say(tmp_path):
    broken = json.loads(json.dumps(SQUAD))
    broken["data"][0]["paragraphs"][0]["qas"][0]["answers"][0]["answer_start"] = 3
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(broken))
    (problem,) = read_set(path).problems
    assert str(problem) == ("data[0].paragraphs[0].qas[0]: '1932' does not stand at answer_start 3")


@pytest.mark.parametrize("content", ["", "{}", "no JSON", "[1, 2]", '{"title": "x"}'])
def test_what_is_no_question_set_is_refused(tmp_path, content):
    path = tmp_path / "set.jsonl"
    path.write_text(content)
    with pytest.raises(BadQuestion, match="no known format"):
        read_set(path)


def test_a_format_that_does_not_fit_is_wrong_use(tmp_path, set_path):
    with pytest.raises(UsageError, match="there are squad"):
        read_set(set_path, format_name="trec")
    with pytest.raises(UsageError, match="only a BEIR set is a folder"):
        read_set(set_path, format_name="beir")
    with pytest.raises(BadQuestion, match="BEIR folder has"):
        read_set(tmp_path)


def test_a_named_format_is_not_looked_for(set_path):
    assert {problem.place for problem in read_set(set_path, format_name="realtimeqa").problems}
    assert set(FORMATS) == {
        "byline",
        "squad",
        "multihop-rag",
        "beir",
        "realtimeqa",
        "ramdocs",
        "rgb",
        "facts",
    }


def test_the_shipped_sets_are_found_by_name_and_are_sound():
    assert shipped_names() == ["seed", "traps", "wikinews"]
    for name in shipped_names():
        question_set = find_set(name)
        articles = {article.id: article for article in question_set.articles()}
        assert question_set.cases
        assert list(problems_of(question_set, lambda known=articles: known.__getitem__)) == []
    with pytest.raises(BadQuestion, match="seed, traps, wikinews"):
        find_set("nothing")


def test_evidence_is_held_against_the_articles(write_set):
    rows = [
        {"id": "1", "question": "Q?", "evidence": [{"article_id": "a", "quote": "two  words"}]},
        {"id": "2", "question": "Q?", "evidence": [{"article_id": "a", "quote": "other words"}]},
        {"id": "3", "question": "Q?", "evidence": [{"article_id": "gone", "quote": "x"}]},
        "[]",
    ]
    articles = {"a": Article(id="a", text="Just two words.")}

    def lookup(article_id):
        if article_id not in articles:
            raise UnknownArticle(article_id)
        return articles[article_id]

    problems = problems_of(read_set(write_set(*rows)), lambda: lookup)
    assert [problem.place for problem in problems] == ["line 4", "line 3", "line 2"]


def test_what_must_be_said_stands_in_an_article_of_the_evidence(write_set):
    article = Article(id="a", title="Ann Lee wins", text="She won, said Tom Vance of the Post.")
    evidence = [{"article_id": "a"}]
    claim = {"short_answer": "She", "speaker": "Tom Vance", "outlet": "the Post"}
    row = {"question": "Who?", "answers": ["She"], "evidence": evidence}
    own = write_set(
        row | {"id": "1", "claims": [claim | {"names": ["Ann Lee"]}]},
        row | {"id": "2", "claims": [claim | {"speaker": False, "names": ["Eva Strand"]}]},
        row | {"id": "3", "must_correct": ["lost", "she lost"]},
        row | {"id": "4", "claims": [claim | {"outlet": "the Echo"}], "evidence": []},
    )
    facts = write_set(
        FACTS | {"evidence": evidence, "must": [["Ann Lee", "Lee"], ["Velden", "the town"]]},
        name="facts.jsonl",
    )
    found = [
        str(problem)
        for path in (own, facts)
        for problem in problems_of(read_set(path), lambda: {"a": article}.__getitem__)
    ]
    assert found == [
        "line 2: claims[0].names: no article of the evidence says Eva Strand",
        "line 3: must_correct: no article of the evidence says lost or she lost",
        "line 1: must[1]: no article of the evidence says Velden or the town",
    ]
