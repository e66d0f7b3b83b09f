"""The embedding model's graph beside the model that it was made from, on news passages."""

import json
import os
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.bundled import bundled_model
from index.embed import GRAPH, GRAPH_SHA256
from index.errors import ModelUnavailable
from index.graph import Graph, digest_of_graph
from index.intake import embedded_texts
from index.loaders import load
from index.split import passages

ROOT = Path(__file__).parents[2]
LEAST_COSINE = 0.997


@pytest.fixture(scope="module")
def texts():
    articles = islice(load(str(ROOT / "seeds" / "wikinews.jsonl")), 40)
    return [text for one in articles for text in embedded_texts(one, passages(one.text))]


@pytest.fixture(scope="module")
def exact(texts):
    model = SentenceTransformer(str(bundled_model()), device="cpu")
    return model.encode(texts, show_progress_bar=False, normalize_embeddings=True)


def test_passages_have_the_vectors_of_sentence_transformers(minilm, texts, exact):
    assert len(texts) > 60
    assert (minilm.embed(texts) * exact).sum(axis=1).min() > LEAST_COSINE


def test_questions_have_them_too(minilm):
    asked = [
        json.loads(line)["question"]
        for line in (ROOT / "eval" / "sets" / "seed.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    model = SentenceTransformer(str(bundled_model()), device="cpu")
    exact = model.encode(asked, show_progress_bar=False, normalize_embeddings=True)
    assert (minilm.embed(asked) * exact).sum(axis=1).min() > LEAST_COSINE


def test_a_lesser_instruction_set_gives_the_same_vectors(minilm, texts):
    """In its own process: what a processor can do is asked once."""
    program = (
        "import json, sys\n"
        "from index.embed import MiniLM\n"
        "print(json.dumps(MiniLM().embed(json.load(sys.stdin)).tolist()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(texts[:24]),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"ONEDNN_MAX_CPU_ISA": "AVX2"},
    )
    assert (minilm.embed(texts[:24]) * np.array(json.loads(done.stdout))).sum(axis=1).min() > 0.998


def test_the_shipped_graph_is_what_the_repository_makes(tmp_path):
    """In its own process: it is made of what nothing else may import."""
    program = (
        "import sys; from pathlib import Path; from index import make_graph\n"
        "make_graph.GRAPH = Path(sys.argv[1]); make_graph.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / GRAPH.name],
        capture_output=True,
        text=True,
        check=True,
    )
    assert digest_of_graph(GRAPH) == GRAPH_SHA256
    assert done.stdout.split()[-1] == GRAPH_SHA256


@pytest.mark.parametrize("suffix", [".xml", ".bin"])
def test_a_graph_of_which_a_bit_is_flipped_is_refused(suffix, tmp_path):
    for file in (GRAPH, GRAPH.with_suffix(".bin")):
        shutil.copy(file, tmp_path)
    spoiled = tmp_path / f"{GRAPH.stem}{suffix}"
    content = bytearray(spoiled.read_bytes())
    content[len(content) // 2] ^= 1
    spoiled.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="damaged"):
        Graph(tmp_path / GRAPH.name, sha256=GRAPH_SHA256).run(inputs())


def inputs(count=1):
    words = np.random.default_rng(0).standard_normal((1, 16, 384), dtype=np.float32)
    return [(words * (number + 1), np.ones((1, 16), dtype=np.int64)) for number in range(count)]


def test_outputs_come_in_the_order_of_the_batches():
    graph = Graph(GRAPH, sha256=GRAPH_SHA256)
    told = []
    together = graph.run(inputs(9), progress=told.append)
    alone = [graph.run([each])[0] for each in inputs(9)]
    assert told == list(range(1, 10))
    np.testing.assert_allclose(np.vstack(together), np.vstack(alone), atol=1e-3)
    assert graph.run([]) == []


@pytest.mark.parametrize("state", ["absent", "a file", "damaged"])
def test_the_cache_of_compiled_graphs_is_only_a_cache(state, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "byline" / "graphs"
    expected = Graph(GRAPH, sha256=GRAPH_SHA256).run(inputs())
    [kept] = folder.iterdir()
    if state == "damaged":
        kept.chmod(0o600)
        kept.write_bytes(kept.read_bytes()[:1000])
    else:
        shutil.rmtree(folder)
    if state == "a file":
        folder.write_text("in the way", encoding="utf-8")
    found = Graph(GRAPH, sha256=GRAPH_SHA256).run(inputs())
    np.testing.assert_array_equal(found, expected)


def test_a_program_may_end_right_after_a_run():
    program = "from index.embed import MiniLM; MiniLM().embed(['rain ' * 50] * 40)"
    for _ in range(8):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
