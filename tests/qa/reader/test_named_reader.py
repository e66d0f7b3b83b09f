"""Any extractive question answering model of transformers as the reader."""

import json
import shutil

import numpy as np
import pytest
from model_folders import half_downloaded, without_tokenizer
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from torch_spans import TorchSpans
from transformers import PreTrainedTokenizerFast, RobertaConfig, RobertaForQuestionAnswering

from index.errors import ModelUnavailable
from qa.engine import given_passage
from qa.reader.named import TOKENS, NamedReader
from qa.reader.network import load
from qa.reader.trained import WEIGHTS, TrainedReader
from qa.understand import understand

QUESTION = "Who asked for repairs of the bridge?"
PASSAGES = [
    "The old bridge fell in 2019. The mayor, Ada Quill, had asked for repairs of the bridge.",
    "Rain fell on the hills all week. Nobody was hurt.",
]
LONG = "Rain fell on the hills all week, and the river rose. " * 60


def reader_in(folder):
    return NamedReader(str(folder), folder=lambda: folder)


@pytest.fixture(scope="module")
def reader(named_reader):
    return reader_in(named_reader)


def test_the_same_network_gives_the_same_logits(reader):
    """As the bundled network in PyTorch, whose weights the named model has."""
    for ours, theirs in zip(
        reader.read(QUESTION, PASSAGES),
        TorchSpans(load(WEIGHTS)).read(QUESTION, PASSAGES),
        strict=True,
    ):
        assert ours.passage == theirs.passage
        tokens = theirs.passage_tokens
        np.testing.assert_array_equal(ours.offsets[1:], theirs.offsets[tokens])
        for mine, other in ((ours.start, theirs.start), (ours.end, theirs.end)):
            np.testing.assert_allclose(mine[1:], other[tokens], atol=0.15)
            np.testing.assert_allclose(mine[0], other[0], atol=0.15)
        assert not ours.passage_tokens[0]
        assert ours.passage_tokens[1:].all()


def test_it_answers_as_the_bundled_reader_does(reader):
    understood = understand(QUESTION)
    named, bundled = (
        TrainedReader(words=1_000, model=model).read(understood, given_passage(PASSAGES[0]))
        for model in (reader, None)
    )
    assert named[0].short_answer == bundled[0].short_answer == "The mayor, Ada Quill"
    assert abs(named[0].score - bundled[0].score) < 0.05


def test_a_long_passage_is_read_in_windows_that_overlap(reader):
    passage = f"{LONG}{PASSAGES[0]} {LONG}"
    readings = reader.read(QUESTION, [PASSAGES[1], passage])
    assert [reading.passage for reading in readings[:2]] == [0, 1]
    assert len(readings) > 4
    covered = np.zeros(len(passage), dtype=bool)
    for reading in readings[1:]:
        assert len(reading.offsets) < TOKENS
        for start, end in reading.offsets[1:]:
            covered[start:end] = True
    assert all(seen or letter.isspace() for seen, letter in zip(covered, passage, strict=True))
    found = TrainedReader(words=10_000, model=reader).read(
        understand(QUESTION), given_passage(passage)
    )
    assert found[0].short_answer == "The mayor, Ada Quill"


@pytest.mark.parametrize("question", ["Who? " * 500, "?", "half a pair \ud800?"])
def test_no_question_is_too_long_or_too_odd(reader, question):
    assert reader.read(question, [*PASSAGES, "", "\ud800"])


def test_no_passages_have_no_readings(reader):
    assert reader.read(QUESTION, []) == []


# Another family of models: no types of tokens, and a space belongs to the token behind it


@pytest.fixture(scope="module")
def other_family(made_once):
    return made_once("roberta", make_roberta)


MARKS = {"cls": "<s>", "bos": "<s>", "pad": "<pad>", "sep": "</s>", "eos": "</s>"}


def make_roberta(folder):
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    vocabulary = {token: number for number, token in enumerate(["<s>", "<pad>", "</s>", *alphabet])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=False, add_prefix_space=False
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        **{f"{mark}_token": token for mark, token in MARKS.items()},
        model_max_length=96,
        model_input_names=["input_ids", "attention_mask"],
    )
    fast.save_pretrained(folder)
    config = RobertaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=98,
        type_vocab_size=1,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )
    RobertaForQuestionAnswering(config).eval().save_pretrained(folder)
    return folder


def test_a_model_of_another_family_is_read_too(other_family):
    readings = reader_in(other_family).read("Who came?", PASSAGES)
    assert {reading.passage for reading in readings} == {0, 1}
    for reading in readings:
        for start, end in reading.offsets[1:]:
            token = PASSAGES[reading.passage][start:end]
            assert token == token.strip()
        assert np.isfinite(reading.start).all()


# What is no such model


def refused(folder):
    with pytest.raises(ModelUnavailable) as raised:
        reader_in(folder).read(QUESTION, PASSAGES)
    assert "\n" not in str(raised.value)
    assert str(folder) in str(raised.value)
    return str(raised.value)


def test_models_of_another_kind_are_refused(named_embedder, named_reranker, tmp_path):
    assert "BertModel" in refused(named_embedder)
    assert "BertForSequenceClassification" in refused(named_reranker)
    assert "nothing known" in refused(tmp_path)


def test_a_model_that_only_says_it_is_one_is_refused(named_embedder, tmp_path):
    """transformers would put a head of random weights on it, and say so in a log."""
    copy = shutil.copytree(named_embedder, tmp_path / "copy")
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(
        json.dumps(config | {"architectures": ["BertForQuestionAnswering"]})
    )
    assert "lacks weights (qa_outputs" in refused(copy)


@pytest.mark.parametrize("kept", [0, 100_000, None])
def test_a_half_downloaded_folder_is_refused(kept, named_reader, tmp_path):
    assert "half downloaded" in refused(half_downloaded(named_reader, tmp_path, kept=kept))


def test_a_folder_without_its_tokenizer_is_refused(named_reader, tmp_path):
    assert "knows no words" in refused(without_tokenizer(named_reader, tmp_path))
