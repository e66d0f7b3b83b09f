"""An article and a stretch of it in, who says it and to which outlet out, as far as that is sure.

The speaker may be named in the sentence, in the one that opened a quotation some paragraphs
earlier, or be the "he" of a sentence whose person the one before names.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cached_property, lru_cache

from index.records import Span
from index.split import sentences
from qa.claims.coreference import MEDIA, ROLE, Mentions, looks_like_a_person
from qa.claims.quotations import Quotation, masked, quotations
from qa.claims.speech import Speech, outlet_in, speeches
from qa.spans import CAPITALISED, DAY_BEHIND, PARTICLE, names

OPENING_PRONOUN = re.compile(r"(?P<they>He|She)(?= )|(?P<their>His|Her) (?=[a-z])")
DEMANDING = re.compile(
    r"\b(?:first|last|latest|only|earliest)\b[^.;:]*?\bto\b[^.;:]*?\b(?:call (?:for|on)|demand|say"
    r"|urge|announce|declare|propose|condemn|criticise|criticize|apologise|apologize|admit|warn|claim"
    r"|suggest)\b"
)
RECURRING_WORDS = 3
"""A quoted piece of fewer words may stand in two quotations by chance."""
_TITLE = re.compile(
    rf"{CAPITALISED}(?: (?:{PARTICLE}|a|and|in|on|the|to|with|{CAPITALISED})){{0,6}},?"
)
TAG_BETWEEN = re.compile(r"[^\n.]{0,120}\.?\s*\n+[“\"]")
"""What may stand between two quotations of one speaker in neighbouring paragraphs."""
LONGEST_TAG = 40
"""Characters of a sentence like "Pelosi said."."""
NEAR = 3
"""Sentences: how far back "the newspaper" was named, or someone spoke who now "added"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it, to which outlet; both None where the article itself says it.

    `told` is the sentence that tells of the speech, from which its date may be read.
    """

    speaker: str | None = None
    outlet: str | None = None
    told: Span | None = None


NOBODY = Attribution()


@lru_cache(maxsize=32)
def voices(text: str) -> Voices:
    """The voices of a text; the last texts asked about are kept."""
    return Voices(text)


class Voices:
    """Who speaks in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotations = quotations(text)
        self.plain = masked(text, self.quotations)
        self.mentions = Mentions(text, self.plain, sentences(text))
        self._known: dict[int, Attribution] = {}
        # While a voice is being found the others must not see it as nobody's.
        self._lock = threading.RLock()

    def of(self, sentence: Span, answer: Span | None) -> Attribution:
        """Who says the answer, which stands in a sentence; without an answer, the sentence."""
        place = answer.start if answer else None
        quoted = self._quotation_at(answer.start) if answer else self._quotation_in(sentence)
        acts = speeches(self.plain, sentence)
        mine = [act for act in acts if place is None or act.words.start <= place < act.words.end]
        found = self._told_by(mine, sentence, sentence.end if place is None else place)
        if found.speaker is None and found.outlet is None and quoted is not None:
            found = self._voice(quoted)
        if found.speaker is None or found.outlet is None:
            again = self._said_again(sentence, found)
            found = again or found
        return found

    def performing(self, speaker: str, sentence: Span) -> Attribution:
        """Where someone said what a sentence tells that he was the first to demand.

        The outlet is known when the article tells of one outlet only to which he spoke.
        """
        name = self.mentions.full(speaker)
        told = [act for act in self._tellings if act.speaker == name]
        outlets = {act.outlet for act in told}
        if len(outlets) == 1:
            return told[0]
        return Attribution(speaker=name, told=sentence)

    def quoted_in(self, sentence: Span) -> tuple[Span, ...]:
        """What is quoted in a sentence, as offsets into it."""
        return tuple(
            Span(max(0, quotation.start - sentence.start), quotation.end - sentence.start)
            for quotation in self.quotations
            if quotation.start < sentence.end and sentence.start < quotation.end
        )

    def quoted(self, sentence: Span) -> Span | None:
        """What a sentence quotes, as far as it reaches in it; None where it quotes only a word."""
        found = self._quotation_in(sentence)
        if found is None:
            return None
        return Span(max(found.start, sentence.start), min(found.end, sentence.end))

    def explained(self, sentence: Span) -> str | None:
        """The sentence with the name in brackets behind the pronoun that opens it.

        None where none does, or where it is not sure who is meant.
        """
        opening = OPENING_PRONOUN.match(self.plain, sentence.start, sentence.end)
        name = self.mentions.person_before(sentence.start) if opening else None
        if opening is None or name is None:
            return None
        belongs = "’s" if opening.group("their") else ""
        place = opening.start() + len(opening.group().rstrip())
        return (
            f"{self.text[sentence.start : place]} [{name}{belongs}]"
            f"{self.text[place : sentence.end]}"
        )

    def name_for(self, words: Span) -> str | None:
        """The name of whom a pronoun or a description at a place means, None if not sure."""
        meant = self.text[words.start : words.end]
        if re.fullmatch(r"he|she|him|her", meant, re.IGNORECASE):
            if self._quotation_at(words.start) is None:
                return self.mentions.person_before(words.start)
        elif re.fullmatch(r"I|me|my", meant):
            quoted = self._quotation_at(words.start)
            return self._voice(quoted).speaker if quoted else None
        elif re.match(r"the ", meant, re.IGNORECASE) and not names(meant):
            return self._described(words)
        return self.mentions.in_full(words)

    @cached_property
    def _tellings(self) -> list[Attribution]:
        """Every act of speech of the text that names an outlet."""
        found = [
            self._resolved(act, sentence)
            for sentence in self.mentions.sentences
            for act in speeches(self.plain, sentence)
            if act.outlet is not None
        ]
        return [telling for telling in found if telling.speaker and telling.outlet]

    def _told_by(self, acts: list[Speech], sentence: Span, place: int) -> Attribution:
        """Of the acts that a place belongs to, the inmost speaker and the outlet around it."""
        told = [self._resolved(act, sentence, acts[:number]) for number, act in enumerate(acts)]
        media = [found for found in told if found.speaker and _is_medium(found.speaker)]
        others = [
            (act, found)
            for act, found in zip(acts, told, strict=True)
            if found not in media and (found.speaker or found.outlet)
        ]
        if not others:
            return media[-1] if media else NOBODY
        before = [pair for pair in others if pair[0].verb.start < place]
        inmost_act, inmost = before[-1] if before else others[0]
        same = (found.outlet for _, found in others if found.speaker == inmost.speaker)
        around = (
            found.outlet
            for act, found in zip(acts, told, strict=True)
            if found in media and (act.words == sentence or act.verb.start < inmost_act.verb.start)
        )
        outlet = inmost.outlet or next(filter(None, [*same, *around]), None)
        return Attribution(speaker=inmost.speaker, outlet=outlet, told=inmost.told)

    def _resolved(
        self, act: Speech, sentence: Span, before: list[Speech] | None = None
    ) -> Attribution:
        """Who an act's speaker is, by full name, and the outlet."""
        earlier = self._last_voice(act.verb.start) if act.adds or act.pronoun else NOBODY
        speaker = self._speaker(act, sentence, before or [], earlier)
        named = self.text[act.outlet.start : act.outlet.end] if act.outlet else ""
        outlet = DAY_BEHIND.sub("", re.sub(r"[’']s?$", "", named)) or None
        owned = re.fullmatch(r"(.+?)[’']s ([A-ZÀ-Þ].*)", speaker or "")
        if owned and looks_like_a_person(owned[2]) and (0, len(owned[2])) in names(owned[2]):
            # "The BBC's Jon Marks" is a person, and what he works for his outlet.
            speaker = self.mentions.full(owned[2])
            outlet = outlet or (owned[1] if MEDIA.search(owned[1]) else None)
        if act.same_outlet:
            outlet = self._outlet_before(act.verb.start)
        if speaker is not None and _is_medium(speaker):
            outlet = outlet or speaker
        if outlet is None and act.adds and earlier.speaker == speaker:
            outlet = earlier.outlet
        if act.outlet is not None and self.mentions.is_person(act.outlet):
            outlet = outlet if MEDIA.search(outlet or "") else None
        return Attribution(speaker=speaker, outlet=outlet, told=sentence)

    def _speaker(
        self, act: Speech, sentence: Span, before: list[Speech], earlier: Attribution
    ) -> str | None:
        if act.speaker is None:
            if before and before[-1].speaker:
                return self._resolved(before[-1], sentence).speaker
            subject = self.mentions.subject(self.mentions.sentence_at(sentence.start))
            goes_on = self._quotation_at(sentence.start) is not None
            return subject or (self._last_voice(act.verb.start).speaker if goes_on else None)
        if act.pronoun:
            return self._whom(act, act.speaker, earlier)
        words = self.text[act.speaker.start : act.speaker.end]
        if names(words) and names(words)[0] == (0, len(words)):
            return self.mentions.full(words) if self.mentions.is_person(act.speaker) else words
        return self._described(act.speaker) or words

    def _whom(self, act: Speech, pronoun: Span, earlier: Attribution) -> str | None:
        """The person that "he" is who speaks; who "added" something is the one quoted before."""
        if act.adds and earlier.speaker:
            return earlier.speaker
        if not re.fullmatch(r"he|she", self.text[pronoun.start : pronoun.end], re.IGNORECASE):
            return None
        before = self.mentions.readable_before(self.mentions.sentence_at(pronoun.start))
        just = before is not None and earlier.told == self.mentions.sentences[before]
        found = self.mentions.person_before(pronoun.start)
        return found or (earlier.speaker if just else None)

    def _described(self, words: Span) -> str | None:
        """The person that "the minister" is: whom the sentence before is about and calls so."""
        role = re.search(rf"\b{ROLE}\b", self.text[words.start : words.end])
        number = self.mentions.sentence_at(words.start)
        if role is None or number == 0:
            return None
        if not self.text[words.start : words.end].casefold().startswith("the "):
            return None
        start, end = self.mentions.sentences[number - 1]
        called = re.search(rf"\b{role.group()}\b", self.text[start:end], re.IGNORECASE)
        return self.mentions.subject(number - 1) if called else None

    def _outlet_before(self, place: int) -> str | None:
        """The medium that "the newspaper" at a place is: the last one named shortly before."""
        number = max(0, self.mentions.sentence_at(place) - NEAR)
        start = self.mentions.sentences[number].start
        named = [
            self.text[a:b]
            for a, b in self.mentions.names
            if start <= a and b <= place and MEDIA.search(self.text[a:b])
        ]
        return named[-1] if named else None

    def _last_voice(self, place: int) -> Attribution:
        """Who was quoted last, shortly before a place."""
        here = self.mentions.sentence_at(place)
        start = self.mentions.sentences[here].start
        earlier = [quotation for quotation in self.quotations if quotation.end <= start]
        if not earlier:
            return NOBODY
        near = here - self.mentions.sentence_at(earlier[-1].end - 1) <= NEAR
        return self._voice(earlier[-1]) if near else NOBODY

    def _quotation_at(self, place: int) -> Quotation | None:
        return next((q for q in self.quotations if q.start - 1 <= place < q.end), None)

    def _quotation_in(self, sentence: Span) -> Quotation | None:
        """The first quotation of a sentence that is speech, no title or single word."""
        return next(
            (
                quotation
                for quotation in self.quotations
                if quotation.start < sentence.end
                and sentence.start <= quotation.end
                and _is_speech(self.text[quotation.start : quotation.end])
            ),
            None,
        )

    def _voice(self, quotation: Quotation) -> Attribution:
        """Whose words a quotation holds."""
        with self._lock:
            if quotation.start not in self._known:
                self._known[quotation.start] = NOBODY  # a quotation does not explain itself
                self._known[quotation.start] = self._find_voice(quotation)
            return self._known[quotation.start]

    def _find_voice(self, quotation: Quotation) -> Attribution:
        number = self.mentions.sentence_at(quotation.start)
        last = self.mentions.sentence_at(max(quotation.start, quotation.end - 1))
        for place in dict.fromkeys((number, last, *self._tag_after(quotation, last))):
            sentence = self.mentions.sentences[place]
            acts = [
                act
                for act in speeches(self.plain, sentence)
                if place > last
                or (act.words.start < quotation.end and quotation.start < act.words.end)
            ]
            found = self._told_by(acts, sentence, quotation.start)
            if found.speaker or found.outlet:
                return found
        position = self.quotations.index(quotation)
        before = self.quotations[position - 1] if position else None
        sentence = self.mentions.sentences[number]
        opens = not self.text[sentence.start : quotation.start - 1].strip()
        if before is not None and (
            quotation.continues or (opens and self._goes_on(before, quotation))
        ):
            return self._voice(before)
        return self._introduced(quotation, number, opens=opens)

    def _goes_on(self, before: Quotation, quotation: Quotation) -> bool:
        """Whether a quotation that opens a sentence goes on from the one before.

        So it does in the same paragraph, and in the next one where that is nothing but quoted and
        only a tag such as "she said" stands between the two.
        """
        between = self.text[before.end : quotation.start]
        if "\n" not in between:
            return True
        last = self.mentions.sentence_at(max(quotation.start, quotation.end - 1))
        end = self.mentions.sentences[last].end
        quoted_only = re.search(r"\w", self.text[quotation.end : end]) is None
        return quoted_only and TAG_BETWEEN.fullmatch(between) is not None

    def _tag_after(self, quotation: Quotation, last: int) -> tuple[int, ...]:
        """The sentence "X said." that follows a quotation which ended with a full stop."""
        if last + 1 >= len(self.mentions.sentences):
            return ()
        start, end = self.mentions.sentences[last + 1]
        between = self.text[quotation.end : start]
        tag = end - start <= LONGEST_TAG and "\n" not in between and len(between) <= NEAR
        return (last + 1,) if tag else ()

    def _introduced(self, quotation: Quotation, number: int, *, opens: bool) -> Attribution:
        """Who is quoted after a colon, where no verb of speech says so."""
        number = number - 1 if opens else number
        if number < 0:
            return NOBODY
        start, end = self.mentions.sentences[number]
        lead = self.plain[start : end if opens else quotation.start - 1].rstrip()
        if not lead.endswith(":"):
            return NOBODY
        acts = speeches(self.plain, Span(start, start + len(lead)))
        told = self._told_by(acts, Span(start, end), quotation.start)
        if told.speaker:
            return told
        outlet, _ = outlet_in(self.plain, Span(start, start), Span(start, start + len(lead)))
        return Attribution(
            speaker=self.mentions.subject(number),
            outlet=self.text[outlet.start : outlet.end] if outlet else None,
            told=Span(start, end),
        )

    def _said_again(self, sentence: Span, found: Attribution) -> Attribution | None:
        """Who says words of this sentence again in another quotation of the text."""
        for quotation in self.quotations:
            piece = self.text[quotation.start : quotation.end].strip(" .,;:")
            inside = sentence.start <= quotation.start and quotation.end <= sentence.end
            if not inside or not _is_speech(piece):
                continue
            for other in self.quotations:
                same = piece in self.text[other.start : other.end]
                if not same or other == quotation:
                    continue
                voice = self._voice(other)
                if voice.speaker and found.speaker in {None, voice.speaker}:
                    return voice
        return None


def _is_medium(name: str) -> bool:
    """Whether this is a medium's name, and not a description in which one stands."""
    return MEDIA.search(name) is not None and (0, len(name)) in names(name)


def performs(text: str) -> bool:
    """Whether the words behind a name tell that it was the first to demand or say something."""
    return DEMANDING.search(text) is not None


def _is_speech(quoted: str) -> bool:
    """Whether a quotation is more than a few words or a title, such as “Fox News Sunday”."""
    return len(quoted.split()) >= RECURRING_WORDS and not _TITLE.fullmatch(quoted.strip())
