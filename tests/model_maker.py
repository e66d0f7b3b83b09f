"""Small real models, made of those that come with Byline and saved in the standard layouts."""

import torch
from sentence_transformers import CrossEncoder, SentenceTransformer
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForQuestionAnswering,
    BertForSequenceClassification,
)

from index.bundled import bundled_model
from qa.reader.network import load
from qa.reader.trained import WEIGHTS

LAYERS = 2
PROMPTS = {"query": "question: ", "document": "passage: "}
WINDOW = 64


def make_embedder(folder, *, similarity="cosine"):
    """The first layers of MiniLM, with prompts and a window of its own."""
    model = SentenceTransformer(
        str(bundled_model()), device="cpu", prompts=PROMPTS, similarity_fn_name=similarity
    )
    network = model[0].auto_model
    network.encoder.layer = network.encoder.layer[:LAYERS]
    network.config.num_hidden_layers = LAYERS
    if similarity == "dot":
        del model[2]  # which makes the vectors as long as one another
    model.max_seq_length = WINDOW
    model.save(str(folder))
    return folder


def make_reader(folder, *, layers=None):
    """The bundled reader as transformers has such models."""
    network = load(WEIGHTS)
    config = BertConfig(**network.encoder.config.to_dict())
    if layers is not None:
        config.num_hidden_layers = layers
    model = BertForQuestionAnswering(config)
    encoder = {f"bert.{name}": value for name, value in network.encoder.state_dict().items()}
    head = {f"qa_outputs.{name}": value for name, value in network.head.state_dict().items()}
    told = model.load_state_dict(encoder | head, strict=False)
    assert not told.missing_keys
    _save(model, folder)
    return folder


def make_reranker(folder, *, labels=1):
    """The first layers of MiniLM under a head drawn by chance."""
    torch.manual_seed(3)
    config = BertConfig.from_pretrained(bundled_model(), num_labels=labels, local_files_only=True)
    config.num_hidden_layers = LAYERS
    model = BertForSequenceClassification.from_pretrained(
        bundled_model(), config=config, local_files_only=True
    )
    _save(model, folder)
    return folder


def save_again(folder, target):
    """A cross-encoder as the newest sentence-transformers saves it."""
    CrossEncoder(str(folder), device="cpu").save_pretrained(str(target))
    return target


def _save(model, folder):
    model.eval().save_pretrained(folder)
    AutoTokenizer.from_pretrained(bundled_model(), local_files_only=True).save_pretrained(folder)
