"""A cross-encoder over the first passages."""

import numpy as np
import pytest
from model_folders import half_downloaded, without_tokenizer
from sentence_transformers import CrossEncoder

from index.errors import ModelUnavailable
from qa.build import build_engine
from qa.rerank import NamedReranker
from qa.retrieve import RERANKED, Ranking, Retriever
from qa.settings import Settings
from qa.types import Question

QUESTION = "Which harbour reopened?"
TEXTS = ["The harbour reopened.", "Rain fell on the hills.", "A mayor resigned on Monday."]


def reranker_in(folder):
    return NamedReranker(str(folder), folder=lambda: folder)


@pytest.fixture(scope="module")
def reranker(named_reranker):
    return reranker_in(named_reranker)


@pytest.fixture(scope="module")
def plain(named_reranker):
    return CrossEncoder(str(named_reranker), device="cpu", local_files_only=True)


def test_scores_are_those_of_sentence_transformers(reranker, plain):
    expected = plain.predict([(QUESTION, text) for text in TEXTS])
    np.testing.assert_allclose(reranker.scores(QUESTION, TEXTS), expected, atol=1e-6)
    assert reranker.scores(QUESTION, []).shape == (0,)
    assert reranker.scores("\ud800", ["\ud800"]).shape == (1,)


def test_the_newest_layout_is_read_too(reranker, named_reranker, tmp_path):
    from model_maker import save_again

    again = reranker_in(save_again(named_reranker, tmp_path / "again"))
    np.testing.assert_allclose(
        again.scores(QUESTION, TEXTS), reranker.scores(QUESTION, TEXTS), atol=1e-6
    )


class Longest:
    """Puts the longer passage first; keeps what it was given."""

    def scores(self, question, passages):
        self.given = question, list(passages)
        return np.array([len(passage) for passage in passages], dtype=np.float32)


def test_the_first_passages_are_put_in_its_order(sample_engine):
    library, longest = sample_engine.library, Longest()
    question = Question(text="What happened at the election?")
    # What a day or a publisher is worth would be added.
    ranking = Ranking(publishers_in_turn=False)
    before = Retriever(library, ranking=ranking).retrieve(question, question.text, limit=200)
    after = Retriever(library, ranking=ranking, reranker=longest).retrieve(
        question, question.text, limit=200
    )
    asked, given = longest.given
    assert asked == question.text
    assert len(given) == RERANKED
    assert any(text.startswith(f"{after[0].article.title}\n") for text in given)
    assert after[0].passage.text in max(given, key=len)
    assert {one.passage.id for one in before} == {one.passage.id for one in after}
    assert sorted(one.score for one in before) == sorted(one.score for one in after)
    assert [one.passage.id for one in before] != [one.passage.id for one in after]


def test_search_gives_the_order_of_the_named_model(sample_engine, named_reranker, plain):
    engine = build_engine(sample_engine.library, settings=Settings(reranker=str(named_reranker)))
    found = engine.search("Who won the election?", k=10)
    titles = {one.article_id: sample_engine.library.article(one.article_id) for one in found}
    from index.intake import heading

    texts = [heading(titles[one.article_id]) + one.text for one in found]
    scores = plain.predict([("Who won the election?", text) for text in texts])
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    assert [one.article_id for one in found] != [
        one.article_id for one in sample_engine.search("Who won the election?", k=10)
    ]


# What is no such model


def refused(folder):
    with pytest.raises(ModelUnavailable) as raised:
        reranker_in(folder).scores(QUESTION, TEXTS)
    assert "\n" not in str(raised.value)
    assert str(folder) in str(raised.value)
    assert "--reranker" in str(raised.value)
    return str(raised.value)


def test_models_of_another_kind_are_refused(named_embedder, named_reader, tmp_path):
    assert "SentenceTransformer" in refused(named_embedder)
    assert "BertForQuestionAnswering" in refused(named_reader)
    assert "nothing known" in refused(tmp_path)


def test_a_model_that_tells_classes_apart_is_refused(made_once):
    from model_maker import make_reranker

    assert "3 classes" in refused(made_once("classes", make_reranker, labels=3))


@pytest.mark.parametrize("kept", [0, 100_000, None])
def test_a_half_downloaded_folder_is_refused(kept, named_reranker, tmp_path):
    assert "half downloaded" in refused(half_downloaded(named_reranker, tmp_path, kept=kept))


def test_a_folder_without_its_tokenizer_is_refused(named_reranker, tmp_path):
    assert "knows no words" in refused(without_tokenizer(named_reranker, tmp_path))
