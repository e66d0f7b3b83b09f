"""Any model of sentence-transformers as an embedder: with its prompts, window and normalisation."""

import json
import shutil

import numpy as np
import pytest
from model_folders import half_downloaded, without_tokenizer
from sentence_transformers import SentenceTransformer

from index.bundled import bundled_model
from index.embed import MiniLM
from index.errors import ModelUnavailable
from index.sentence_model import BATCH, SentenceModel

TEXTS = ["The rail link is delayed.", "The harbour reopened on Tuesday.", "Rain fell. " * 100]


def model_in(folder):
    return SentenceModel(str(folder), folder=lambda: folder)


@pytest.fixture(scope="module")
def model(named_embedder):
    return model_in(named_embedder)


@pytest.fixture(scope="module")
def plain(named_embedder):
    return SentenceTransformer(str(named_embedder), device="cpu", local_files_only=True)


def test_passages_and_questions_have_their_own_prompts(model, plain):
    passages = plain.encode([f"passage: {text}" for text in TEXTS], normalize_embeddings=True)
    questions = plain.encode([f"question: {text}" for text in TEXTS], normalize_embeddings=True)
    np.testing.assert_allclose(model.embed(TEXTS), passages, atol=1e-5)
    np.testing.assert_allclose(model.embed_questions(TEXTS), questions, atol=1e-5)
    assert not np.allclose(passages, questions, atol=1e-3)


def test_vectors_are_unit_vectors_of_the_dimension_of_the_model(model):
    vectors = model.embed(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, model.dimension) == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert model.embed([]).shape == model.embed_questions([]).shape == (0, 384)


def test_a_text_is_read_to_the_end_of_the_window(model):
    long = "Penguins swim. " * 60
    both = model.embed([long, f"{long} Something quite different about the price of steel."])
    np.testing.assert_allclose(both[0], both[1], atol=1e-5)


def test_a_model_trained_for_inner_products_keeps_the_length_of_its_vectors(made_once):
    from model_maker import make_embedder

    folder = made_once("dot", make_embedder, similarity="dot")
    lengths = np.linalg.norm(model_in(folder).embed(TEXTS), axis=1)
    assert (lengths > 1.5).all()


def test_half_a_surrogate_pair_is_no_reason_to_fail(model):
    assert model.embed(["a \ud800 b"]).shape == (1, 384)


def test_progress_is_told(model):
    told = []
    model.embed(["short"] * (8 * BATCH + 3), progress=told.append)
    assert told == [8 * BATCH, 8 * BATCH + 3]


def test_the_bundled_model_may_be_run_by_sentence_transformers(minilm):
    torch = SentenceModel("bundled", folder=bundled_model, fingerprint=MiniLM.fingerprint)
    assert torch.fingerprint == minilm.fingerprint
    assert (torch.embed(TEXTS) * minilm.embed(TEXTS)).sum(axis=1).min() > 0.997
    assert (torch.embed_questions(TEXTS) * minilm.embed(TEXTS)).sum(axis=1).min() > 0.997


# Which model it is


def test_a_copy_elsewhere_is_the_same_model(named_embedder, model, tmp_path):
    copy = shutil.copytree(named_embedder, tmp_path / "copy")
    (copy / "README.md").write_text("Other words.")
    assert model_in(copy).fingerprint == model.fingerprint


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json"])
def test_another_bit_anywhere_is_another_model(file, named_embedder, model, tmp_path):
    copy = shutil.copytree(named_embedder, tmp_path / "copy")
    content = bytearray((copy / file).read_bytes())
    content[-1] ^= 1
    (copy / file).write_bytes(content)
    assert model_in(copy).fingerprint != model.fingerprint


def test_other_prompts_make_another_model(named_embedder, model, tmp_path):
    copy = shutil.copytree(named_embedder, tmp_path / "copy")
    file = copy / "config_sentence_transformers.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"prompts": {}}))
    assert model_in(copy).fingerprint != model.fingerprint


# What is no such model


def refused(folder):
    with pytest.raises(ModelUnavailable) as raised:
        model_in(folder).embed(["a"])
    assert "\n" not in str(raised.value)
    assert str(folder) in str(raised.value)
    assert "--embedder" in str(raised.value)
    return str(raised.value)


def test_models_of_another_kind_are_refused(named_reader, named_reranker, tmp_path):
    from model_maker import save_again

    assert "no embedding model" in refused(named_reader)
    assert "no embedding model" in refused(named_reranker)
    assert "it is a CrossEncoder" in refused(save_again(named_reranker, tmp_path / "again"))


@pytest.mark.parametrize("kept", [0, 100_000, None])
def test_a_half_downloaded_folder_is_refused(kept, named_embedder, tmp_path):
    assert "half downloaded" in refused(half_downloaded(named_embedder, tmp_path, kept=kept))


def test_a_link_to_what_was_not_downloaded_is_refused(named_embedder, tmp_path):
    """As in the folder of the hub where a download was broken off."""
    copy = shutil.copytree(named_embedder, tmp_path / "copy")
    (copy / "model.safetensors").unlink()
    (copy / "model.safetensors").symlink_to(tmp_path / "blobs" / "absent")
    with pytest.raises(ModelUnavailable, match="half downloaded"):
        _ = model_in(copy).fingerprint


@pytest.mark.parametrize("file", ["config.json", "modules.json", "1_Pooling/config.json"])
def test_a_damaged_description_is_refused(file, named_embedder, tmp_path):
    copy = shutil.copytree(named_embedder, tmp_path / "copy")
    (copy / file).write_text("{")
    assert "half downloaded" in refused(copy)


def test_an_empty_folder_is_refused(tmp_path):
    assert "no modules.json" in refused(tmp_path)


def test_vectors_that_are_no_numbers_are_refused(named_embedder, tmp_path):
    model = SentenceTransformer(str(named_embedder), device="cpu", local_files_only=True)
    next(model.parameters()).data.fill_(float("nan"))
    model.save(str(tmp_path / "broken"))
    assert "no numbers" in refused(tmp_path / "broken")


def test_a_folder_without_its_tokenizer_is_refused(named_embedder, tmp_path):
    assert "knows no words" in refused(without_tokenizer(named_embedder, tmp_path))


def test_code_that_comes_with_a_model_is_not_run(named_embedder, tmp_path):
    copy = shutil.copytree(named_embedder, tmp_path / "copy")
    (copy / "own_module.py").write_text(f"open({str(tmp_path / 'was run')!r}, 'w').close()\n")
    modules = json.loads((copy / "modules.json").read_text())
    modules[0]["type"] = "own_module.Thing"
    (copy / "modules.json").write_text(json.dumps(modules))
    assert "cannot be loaded" in refused(copy)
    assert not (tmp_path / "was run").exists()
