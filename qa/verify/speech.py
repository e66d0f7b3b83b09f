"""Whose words a sentence says something is, held against whose words it is in a cited one.

What somebody said is never a fact: a sentence that tells it has to say who said so, and the speaker
is the one whom the article's parse gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.attribution.acts import Act
from qa.language.clauses import phrase
from qa.language.english import NOT_SAYING_SO
from qa.language.roles import called
from qa.verify.matching import alike, is_pronoun, places_of
from qa.verify.naming import places_of_name, same_name
from qa.verify.problems import Problem
from qa.verify.sentence import Sentence, Told, is_persons, plain_words
from qa.verify.units import is_content, units
from qa.words import stems

QUOTED_AT_LENGTH = 4
"""Words of a quotation that two people do not say by chance."""
_ITSELF = frozenset("article report story newspaper paper".split())


def misattributed(said: Sentence, own: int, told: Told, place: int) -> Problem | None:
    """Why what a sentence tells at a place is not told so, or not of that speaker."""
    act = said.act_of(own)
    reported, speaker = told.speaker_at(place)
    if act is None or (not reported and _is_relative(said, own, act)):
        if not reported or _is_told_as_said(said, own, told, place) or told.performed(place):
            return None
        who = speaker or "somebody"
        return Problem(reason=f"the article tells it as the words of {who}", weight=2.0)
    words = said.text[slice(*act.speaker.span)]
    if not reported:
        if _is_article(said, act, told) or _goes_with_act(said, act, told, place):
            return None
        return Problem(reason=f"the article does not give these words to {words}", weight=2.0)
    heard = told.act_of(place)
    own_words = told.text[slice(*heard.speaker.span)] if heard is not None else None
    if any(_is_speaker(said, act, name, told, heard) for name in (speaker, own_words)):
        return _not_said_so(said, act, told, heard)
    long = own in said.quoted_places and len(said.quoted_places) >= QUOTED_AT_LENGTH
    return Problem(
        reason=f"the article gives these words to {speaker or 'somebody else'}, not to {words}",
        otherwise=long and bool(plain_words(speaker or "")),
        weight=2.0,
    )


def _goes_with_act(said: Sentence, act: Act, told: Told, place: int) -> bool:
    """Whether a clause hangs on the verb by which the same speaker says something there."""
    above = set(told.parse.ancestors(place))
    return any(
        _is_speaker(said, act, told.text[slice(*other.speaker.span)], told, other)
        for other in told.acts
        if other.verb in above
    )


def _is_told_as_said(said: Sentence, own: int, told: Told, place: int) -> bool:
    """Whether a sentence shows without a verb of saying that these are somebody's words.

    They are quoted, go on from what stands before a semicolon, or hang on the verb by which they
    are said.
    """
    goes_on = said.before is not None and bool(said.before.acts)
    return own in said.quoted_places or goes_on or _is_under(said, own, told, place)


def _is_article(said: Sentence, act: Act, told: Told) -> bool:
    """Whether it is the article, or who published it, that a sentence has speak."""
    words = said.text[slice(*act.speaker.span)].casefold()
    publisher = (told.cited.article.publisher or "").casefold()
    itself = said.parse.tokens[act.speaker.head].lemma in _ITSELF
    return itself or bool(publisher and publisher in words)


def _not_said_so(said: Sentence, act: Act, told: Told, heard: Act | None) -> Problem | None:
    """Why what somebody denied, hoped or asked is not what he said."""
    if heard is None:
        return None
    own, other = said.parse.tokens[act.verb], told.parse.tokens[heard.verb]
    if other.lemma in NOT_SAYING_SO and not alike(own, other):
        return Problem(reason=f"in the cited words it is not said but “{other.text}”", weight=1.5)
    return None


def _is_relative(said: Sentence, own: int, act: Act) -> bool:
    """Whether a clause only adds to a noun of what is said: it may be the writer's own."""
    path = [own, *said.parse.ancestors(own)]
    inside = path[: path.index(act.verb)] if act.verb in path else path
    return any(said.parse.tokens[i].dep == "relcl" for i in inside)


def _is_under(said: Sentence, own: int, told: Told, place: int) -> bool:
    """Whether a clause hangs on the verb by which it is said: "were urged by Lee to leave"."""
    heard = told.act_of(place)
    if heard is None:
        return False
    verb = told.parse.tokens[heard.verb]
    return any(
        said.parse.tokens[i].pos == "VERB" and alike(said.parse.tokens[i], verb)
        for i in said.parse.ancestors(own)
    )


def spoken_by_another(said: Sentence, act: Act, told: Told, verb: int) -> Problem | None:
    """Why an act of speech of a cited sentence, by its verb, is not that of the sentence."""
    other = next(one for one in told.acts if one.verb == verb)
    place = min(other.words, default=verb)
    own = told.text[slice(*other.speaker.span)]
    named = [told.text[slice(*phrase(told.parse, i).span)] for i in other.speaker.names]
    called_so = (own, *named, told.meant.get(other.speaker.head), told.speaker_at(place)[1])
    if any(_is_speaker(said, act, name, told, other) for name in called_so):
        return None
    words = said.text[slice(*act.speaker.span)]
    return Problem(reason=f"in the cited words {own} says so, not {words}", weight=2.0)


def _is_speaker(
    said: Sentence, act: Act, speaker: str | None, told: Told, heard: Act | None
) -> bool:
    """Whether whoever speaks in a sentence is the speaker that an article names."""
    if speaker is None:
        return False
    token = said.parse.tokens[act.speaker.head]
    own = stems(said.text[slice(*act.speaker.span)])
    named = list(_names_of(said, act))
    if heard is not None and own <= stems(told.text[slice(*heard.speaker.span)]):
        return not any(_speaks_for(name, told, heard) for name in named)
    if is_pronoun(token):
        before = [name.text for name in said.names if name.span.end <= token.start]
        same = speaker.casefold() == token.text.casefold()
        return same or any(same_name(name, speaker, told) for name in before)
    if named:
        return any(same_name(name, speaker, told) for name in named)
    return _is_called_so(said, act, speaker, told, heard)


def _speaks_for(name: str, told: Told, heard: Act) -> bool:
    """Whether who speaks is somebody of a person's own: "a spokesman for Lee", "Lee's wife"."""
    if not is_persons(name):
        return False
    parse = told.parse
    speaker = called(parse, heard.speaker.head)
    held = set(parse.inside(heard.speaker.span)) & set(places_of_name(name, told))
    beside = {"poss", "pobj"}
    return bool(held) and all(
        place not in speaker and parse.tokens[place].dep in beside for place in held
    )


def _is_called_so(said: Sentence, act: Act, speaker: str, told: Told, heard: Act | None) -> bool:
    """Whether a description of who speaks fits: by its noun, or all of its words."""
    tokens = [said.parse.tokens[i] for i in said.parse.inside(act.speaker.span)]
    content = [token for token in tokens if is_content(token)]
    words = plain_words(speaker)
    if content and all(token.text.casefold() in words for token in content):
        return True
    if heard is None:
        return False
    below = set(told.parse.subtree(heard.speaker.head))
    named = [one for one in said.names if one.head in said.parse.inside(act.speaker.span)]
    if not all(below & set(places_of_name(one.text, told)) for one in named):
        return False  # "envoys from Iran" are not those from the United States
    theirs = (told.parse.tokens[i] for i in called(told.parse, heard.speaker.head))
    head = said.parse.tokens[act.speaker.head]
    return any(alike(head, other) for other in theirs) or _described(said, act, told, heard)


def _described(said: Sentence, act: Act, told: Told, heard: Act) -> bool:
    """Whether all that tells who speaks stands in how the cited sentence calls who does."""
    spot = act.speaker.span
    own = [one for one in units(said).values() if spot.start <= one.span.start < spot.end]
    theirs = set(told.parse.inside(heard.speaker.span))
    tokens = said.parse.tokens
    return bool(own) and all(theirs & set(places_of(one, tokens[one.head], told)) for one in own)


def _names_of(said: Sentence, act: Act) -> Iterator[str]:
    """The names by which a sentence calls who speaks."""
    heads = (act.speaker.head, *act.speaker.also, *act.speaker.names)
    places = {place for head in heads for place in called(said.parse, head)}
    for name in said.names:
        if name.head in places or places & name.places:
            yield name.text


def speaker_places(said: Sentence, act: Act) -> frozenset[int]:
    """The places of a sentence that tell who speaks."""
    parse = said.parse
    heads = (act.speaker.head, *act.speaker.also, *act.speaker.names)
    return (
        frozenset(
            i for head in heads for i in parse.subtree(head, without=("relcl", "acl", "ccomp"))
        )
        - act.words
    )
