"""What somebody typed in, the words of it that ask out, as a question that a reader can read.

"List the towns that were flooded" asks "Which towns were flooded?".
Of a long story told before the question only its last clause that asks is read: "can you tell me
what he recommended?" asks "what he recommended?". Keywords ask what the last of them does: "inquiry
date" asks "When inquiry?", "death toll Hull" "How many died Hull?".
"""

from __future__ import annotations

import re

from qa.claims.agreement import DEAD, victims
from qa.language.clauses import governing
from qa.language.english import ASKED_BY_KEYWORD, ASKING
from qa.language.parse import WH, Parse
from qa.language.questions import parsed_question
from qa.language.thesaurus import is_a

LONG = 25
"""Words. A shorter question is read whole."""
MOST_KEYWORDS = 6
FIRST = re.compile(r"(?:the )?(?:first|earliest)\b", re.IGNORECASE)
IMPERATIVE = re.compile(r"(?:please )?(?:list|name) ", re.IGNORECASE)
_CONTENT = frozenset("NOUN PROPN ADJ NUM VERB ADV".split())


def asking_of(text: str) -> str:
    """The words that ask; the text itself where all of it does."""
    words = text.split()
    if FIRST.match(text) and _is_no_sentence(parsed_question(text)):
        return f"Who was {text if words[0].casefold() == 'the' else f'the {text}'}?"
    if IMPERATIVE.match(text):
        return _asked_politely(parsed_question(text)) or text
    if len(words) > LONG:
        return _last_asking(parsed_question(text)) or text
    if 2 <= len(words) <= MOST_KEYWORDS and not text.rstrip().endswith(("?", ".", "!")):
        return _of_keywords(parsed_question(text)) or text
    return text


def _asked_politely(parse: Parse) -> str | None:
    """What is to be listed or named, as a question; None of what lists nothing.

    "List the towns that were flooded" asks "Which towns were flooded?", "Name the winners" "Who are
    the winners?".
    """
    told = next((i for i, token in enumerate(parse.tokens) if token.lemma in {"list", "name"}), 0)
    things = next(iter(parse.children(told, "dobj")), None)
    if things is None:
        return None
    text = parse.text.rstrip(" ?.!")
    start = min(parse.subtree(things, without=("det", "predet")))
    person = is_a(parse.tokens[things].lemma, "person")
    for verb in parse.children(things, "relcl"):
        by = next(iter(parse.children(verb, "nsubj", "nsubjpass")), None)
        if by is not None and parse.tokens[by].tag in WH:
            own = parse.subtree(things, without=("relcl", "det", "predet"))
            called = parse.text[slice(*parse.span(own))]
            return f"Which {called}{text[parse.tokens[by].end :]}?"
    return f"{'Who' if person else 'What'} are the {text[parse.tokens[start].start :]}?"


def _is_no_sentence(parse: Parse) -> bool:
    """Whether a text asks nothing and tells nothing: "first mayor to resign"."""
    return not any(
        token.tag in {"VBD", "VBZ", "VBP", "MD"} or token.lemma in ASKING for token in parse.tokens
    )


def is_keywords(text: str) -> bool:
    """Whether a text is no sentence, only words to search for."""
    return len(text.split()) <= MOST_KEYWORDS and asking_of(text) != text


def _last_asking(parse: Parse) -> str | None:
    """From the last asking word that opens a question of its own to the end of what it asks.

    None where the text opens with one: then all of it asks, however long it is.
    """
    if parse.tokens[0].lemma in ASKING:
        return None
    for place in reversed(range(len(parse.tokens))):
        token = parse.tokens[place]
        verb = governing(parse, place)
        if (
            token.lemma not in ASKING
            or verb is None
            or parse.tokens[verb].dep in {"relcl", "advcl"}
        ):
            continue
        if parse.tokens[verb].dep == "conj" and token.lemma == "whether":
            continue
        stop = next(
            (later.start for later in parse.tokens[place:] if later.text in {"?", ".", ","}),
            len(parse.text),
        )
        return f"{parse.text[token.start : stop].strip()}?"
    return None


def _of_keywords(parse: Parse) -> str | None:
    """The question that keywords ask; None of what has a verb with a helper, or function words."""
    tokens = parse.tokens
    asking = ASKED_BY_KEYWORD.get(tokens[-1].text.casefold())
    many = [token.text.casefold() for token in tokens[-2:]] == ["how", "many"]
    rest = tokens[: -2 if many else -1 if asking else len(tokens)]
    if not rest or any(token.pos not in _CONTENT or token.lemma in ASKING for token in rest):
        return None
    if not (many or asking) and (suffered := victims(parse.text)):
        others = [token.text for token in rest if not victims(token.text) and token.lemma != "toll"]
        deed = "were injured" if DEAD not in suffered else "died"
        return f"How many {deed} {' '.join(others)}?"
    opening = "How many" if many else asking or "What"
    return f"{opening} {' '.join(token.text for token in rest)}?"
