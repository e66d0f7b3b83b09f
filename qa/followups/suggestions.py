"""An answer and its library in, questions that may follow out, such as the library answers.

They are made by rule from the question and from what its answer cites: what somebody said about
the same, how it went from day to day, what two publishers tell of it, what else is told. Whether
the library answers them is told by the words of its passages; no model runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from index.library import Library
from index.records import Article, Filters
from qa.attribution.voices import voices
from qa.followups.mentions import mentions
from qa.followups.references import OWNING
from qa.kinds.sentences import share_held, subject_stems
from qa.kinds.timeline import timeline
from qa.types import Answer, Candidate, Question
from qa.understand import understand
from qa.words import content_words, stem, stems, words

MOST = 3
ARTICLES = 4
"""So many of the cited articles are looked through for who speaks in them."""
PASSAGES = 20
"""So many are looked at for days and publishers."""
LEAST_DAYS = 3
"""A timeline of fewer is none."""
SHARE_OF_SUBJECT = 0.5
"""So much of the subject a sentence must hold to be about it."""
LONGEST_SUBJECT = 8
"""Words."""


def suggest(question: Question, answer: Answer, library: Library) -> tuple[str, ...]:
    """At most `MOST` questions; none where the answer cites nothing, or a text of the asker's."""
    if not answer.citations or question.passage is not None:
        return ()
    filters = Filters(
        publishers=frozenset(question.publishers),
        since=question.since,
        until=question.until,
        articles=frozenset(question.articles),
    )
    cited = _cited(answer, library)
    subject = find_subject(answer.standalone, cited)
    said = _said(answer, subject, cited) if subject else iter(())
    found = [
        next(said, None),
        *(story_of(subject, library, filters) if subject else ()),
        *(f"Tell me more about {name}" for name in (subject, _answering(answer, cited)) if name),
        next(said, None),
    ]
    asked = {_plain(text) for text in _asked(question, answer)}
    new = {_plain(text): text for text in found if text and _plain(text) not in asked}
    return tuple(new.values())[:MOST]


def find_subject(text: str, cited: Sequence[Article]) -> str | None:
    """What a question is about, in its own words, such as its cited articles have them.

    That is a phrase with an article or an owner ("a national inquiry") or a name of several words
    that is no person's. None where there is none that says enough by itself: "the vote" does not.
    """
    text = understand(text).subject  # without the words that ask for a timeline
    found = [one for one in mentions(text) if not one.describes and one.kind != "person"]
    determined = [one for one in found if one.determined]
    for one in (*determined, *(one for one in found if one.named)):
        wanted = subject_stems(one.name)
        name = one.name.split()
        # Whose "its first flight" was, nobody knows who reads only that.
        tells = len(wanted) > 1 and len(name) <= LONGEST_SUBJECT and name[0].lower() not in OWNING
        if tells and any(share_held(wanted, article) == 1 for article in cited):
            return one.name
    return None


def _answering(answer: Answer, cited: Sequence[Article]) -> str | None:
    """The name of several words that answers in short, in full; None where none does."""
    known = stems(answer.standalone)
    for short in answer.short_answers:
        named = [one.name for one in mentions(short)] == [short]
        name = voices(cited[0].text).mentions.full(short)
        if named and len(subject_stems(name) - known) > 1:
            return name
    return None


def _said(answer: Answer, subject: str, cited: Sequence[Article]) -> Iterator[str]:
    """What those said who speak of the subject in a sentence that the answer does not show."""
    shown = " ".join(claim.text for claim in answer.claims)
    known = stems(f"{answer.standalone} {subject}")
    spoke: Counter[str] = Counter()
    for article in cited:
        voice = voices(article.text)
        for sentence in voice.mentions.sentences:
            text = article.text[sentence.start : sentence.end]
            if text in shown or not _is_about(text, subject):
                continue
            speaker = voice.of(sentence, None).speaker
            if speaker is None or speaker not in voice.mentions.full_names:
                continue
            # A sentence that has the name is the surer to be found by it.
            worth = 2 if speaker.split()[-1] in text else 1
            spoke[_plainest(speaker, voice.mentions.full_names)] += worth
    for speaker, _ in spoke.most_common():
        if " of " not in speaker and stem(speaker.split()[-1]) not in known:
            yield f"What did {speaker} say about {subject}?"


def _plainest(name: str, others: Sequence[str]) -> str:
    """A name without what only this place puts before it: "Ohio Senator Ann Lee" is Ann Lee."""
    return next((other for other in others if name.endswith(f" {other}")), name)


def _is_about(text: str, subject: str) -> bool:
    wanted = subject_stems(subject)
    return len(wanted & stems(text)) >= SHARE_OF_SUBJECT * len(wanted)


def story_of(subject: str, library: Library, filters: Filters) -> Iterator[str]:
    """How it went from day to day, and what two publishers say, where there are such."""
    candidates = _candidates(subject, library, filters)
    story = f"Timeline of {subject}"
    understood = understand(story)
    wanted = subject_stems(subject)
    entries = timeline(understood, candidates) if understood.form == "timeline" else []
    told = [entry for entry in entries if wanted <= stems(entry.evidence[0].text)]
    # That a place was named on some days is no story.
    if len(told) >= LEAST_DAYS and not _is_place(subject):
        yield story
    publishers = dict.fromkeys(
        found.article.publisher
        for found in candidates
        if found.article.publisher and wanted <= stems(found.passage.text)
    )
    if len(publishers) > 1:
        one, other = list(publishers)[:2]
        yield f"What do {one} and {other} say about {subject}?"


def _is_place(subject: str) -> bool:
    return any(one.name == subject and one.kind == "place" for one in mentions(f"in {subject}"))


def _candidates(subject: str, library: Library, filters: Filters) -> list[Candidate]:
    query = (subject[word.start : word.end] for word in content_words(subject))
    hits = library.search_words(query, limit=PASSAGES, filters=filters)
    passages = library.passages([hit.passage_id for hit in hits])
    articles = {key: library.article(key) for key in {found.article_id for found in passages}}
    return [
        Candidate(passage=passage, article=articles[passage.article_id], score=0.0)
        for passage in passages
    ]


def _cited(answer: Answer, library: Library) -> list[Article]:
    """The first of the articles that are cited, in the versions that are."""
    places = dict.fromkeys((found.article_id, found.version) for found in answer.citations)
    return [library.article(key, version=version) for key, version in list(places)[:ARTICLES]]


def _asked(question: Question, answer: Answer) -> Iterator[str]:
    """What need not be offered again."""
    return chain((answer.question, answer.standalone), (turn.question for turn in question.history))


def _plain(text: str) -> tuple[str, ...]:
    return tuple(word.stem for word in words(text))
