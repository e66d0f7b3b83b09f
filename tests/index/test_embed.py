"""The contract of `Embedder`, and what its implementations promise beyond it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.bundled import WordEmbeddings
from index.embed import LENGTHS, WINDOW, HashingEmbedder, MiniLM
from index.sentence_model import SentenceModel

TEXTS = [
    "The rail link to Leeds is delayed until spring.",
    "A lighthouse keeper retired.",
    "Министр ушёл в отставку",
    "首相は辞任した。",
    "استقال الوزير",
    "😀😀",
    "e\u0301te\u0301",
]
UNUSUAL = ["", " \n", "\0", "half a pair: \ud800", "word " * 5000, "x" * 50_000]


@pytest.fixture(params=[HashingEmbedder, MiniLM, SentenceModel])
def embedder(request):
    if request.param is MiniLM:
        return request.getfixturevalue("minilm")
    if request.param is SentenceModel:
        folder = request.getfixturevalue("named_embedder")
        return SentenceModel(str(folder), folder=lambda: folder)
    return request.param()


def test_vectors_are_float32_rows_of_length_one(embedder):
    vectors = embedder.embed(TEXTS + UNUSUAL)
    assert vectors.shape == (len(TEXTS + UNUSUAL), embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder):
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_the_same_texts_give_the_same_vectors(embedder):
    np.testing.assert_array_equal(embedder.embed(TEXTS), embedder.embed(TEXTS))


def test_a_vector_depends_on_its_text_only(embedder):
    """Neither the order nor the company changes it, beyond the rounding of the precision."""
    together = embedder.embed(TEXTS)
    reversed_order = embedder.embed(TEXTS[::-1])[::-1]
    alone = np.vstack([embedder.embed([text]) for text in TEXTS])
    for other in (reversed_order, alone):
        assert (together * other).sum(axis=1).min() > 0.995
        assert (together @ other.T).argmax(axis=1).tolist() == list(range(len(TEXTS)))


def test_texts_of_all_lengths_are_read_in_few_shapes(minilm, monkeypatch):
    seen = set()
    of = WordEmbeddings.of

    def spied(self, ids):
        seen.add(ids.shape[1])
        return of(self, ids)

    monkeypatch.setattr(WordEmbeddings, "of", spied)
    for words in range(1, 2 * WINDOW, 7):
        minilm.embed(["rain " * words])
    assert seen <= set(range(LENGTHS, WINDOW + 1, LENGTHS))
    assert WINDOW in seen


def test_more_words_in_common_are_nearer(embedder):
    query, near, far = embedder.embed(["delay of the rail link", TEXTS[0], TEXTS[1]])
    assert query @ near > query @ far


def test_progress_counts_up_to_all_texts(embedder):
    told = []
    embedder.embed(["short"] * 130, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 130


def test_an_embedder_may_be_used_by_several_threads(embedder):
    expected = embedder.embed(TEXTS[:3])
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(embedder.embed, [TEXTS[:3]] * 8):
            assert (found * expected).sum(axis=1).min() > 0.995


def test_dimension_and_fingerprint_tell_hashing_embedders_apart():
    assert HashingEmbedder(dimension=8).embed(["a b"]).shape == (1, 8)
    assert HashingEmbedder(dimension=8).fingerprint != HashingEmbedder(dimension=9).fingerprint


def test_only_the_window_of_a_long_text_is_read(minilm):
    start = "The rail link to Leeds is delayed. " * 60
    ends = minilm.embed([start + "Nothing else.", start + "Penguins swim in Antarctica. " * 50])
    assert ends[0] @ ends[1] > 0.999


def test_meaning_is_found_where_no_word_is_shared(minilm):
    query, near, far = minilm.embed(
        ["Who resigned?", "The minister stepped down on Monday.", "Apple pie is baked in an oven."]
    )
    assert query @ near > query @ far


def test_loading_prints_nothing_and_needs_no_network():
    """In its own process, where every connection fails."""
    program = (
        "import socket\n"
        "def refuse(*arguments): raise SystemExit('a connection was tried')\n"
        "socket.socket.connect = refuse\n"
        "from index.embed import MiniLM\n"
        "assert MiniLM().embed(['a']).shape == (1, 384)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
