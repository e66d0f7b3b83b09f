"""An article and a stretch of it in, who says it and to which outlet out, as far as that is sure.

The speaker may be named in the sentence, in the one that opened a quotation some paragraphs
earlier, or be the "he" of a sentence whose person the one before names.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import zip_longest

from index.records import Span
from index.split import sentences
from qa.attribution.acts import SHORTEST, Act, acts
from qa.attribution.outlets import outlet_of
from qa.attribution.people import FAR, Mentions
from qa.attribution.quotations import Quotation, masked, quotations
from qa.attribution.titles import ORGANISATION, is_medium, looks_like_a_person
from qa.attribution.turns import turns
from qa.language.clauses import Phrase, phrase
from qa.language.english import SHARES, VAGUE
from qa.language.parse import Parse
from qa.language.reading import parse_all, parsed
from qa.language.thesaurus import is_a
from qa.spans import CAPITALISED, DAY_BEHIND, PARTICLE, names

OPENING_PRONOUN = re.compile(r"(?P<they>He|She)(?= )|(?P<their>His|Her) (?=[a-z])")
DEMANDING = re.compile(
    r"\b(?:first|last|latest|only|earliest)\b[^.;:]*?\bto\b[^.;:]*?\b(?:call (?:for|on)|demand|say"
    r"|urge|announce|declare|propose|condemn|criticise|criticize|apologise|apologize|admit|warn|claim"
    r"|suggest)\b"
)
_TITLE = re.compile(
    rf"{CAPITALISED}(?: (?:{PARTICLE}|a|and|in|on|the|to|with|{CAPITALISED})){{0,6}},?"
)
TAG_BETWEEN = re.compile(r"[^\n.]{0,120}\.?\s*\n+[“\"]")
"""What may stand between two quotations of one speaker in neighbouring paragraphs."""
LONGEST_TAG = 40
"""Characters of a sentence like "Pelosi said."."""
NEAR = 3
"""Sentences: how far back "the newspaper" was named, or someone spoke who now "added"."""
MANY = re.compile(r"\w+s\b|(?:the )?(?:police|people)\b", re.IGNORECASE)


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
        self.turns = turns(self.mentions)
        self._heard: dict[Span, tuple[Act, ...]] = {}
        self._known: dict[int, Attribution] = {}
        # While a voice is being found the others must not see it as nobody's.
        self._lock = threading.RLock()

    def of(self, sentence: Span, answer: Span | None) -> Attribution:
        """Who says the answer, which stands in a sentence; without an answer, the sentence.

        Of speech within speech the inmost speaker who is known; what stands in a clause or an
        apposition on the speaker is the article's own.
        """
        place = answer.start if answer else sentence.end - 1
        turn = next((turn for turn in self.turns if turn.span.start <= place < turn.span.end), None)
        if turn is not None:
            return Attribution(speaker=turn.speaker, told=sentence) if turn.speaker else NOBODY
        quoted = self._quotation_at(place) if answer else self._quotation_in(sentence)
        heard = self._acts_of(sentence, answer)
        found = self._told_by(heard, sentence)
        if found == NOBODY and quoted is not None and (answer or not self._acts(sentence)):
            found = self._voice(quoted)
        if found.speaker is None or found.outlet is None or found.speaker.startswith("the "):
            found = self._said_again(sentence, answer, found) or found
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
            return self.mentions.named_as(meant)
        return self.mentions.in_full(words)

    @cached_property
    def _tellings(self) -> list[Attribution]:
        """Every act of speech of the text that names an outlet."""
        parse_all([self.text[start:end] for start, end in self.mentions.sentences])
        found = [
            self._resolved(act, sentence)
            for sentence in self.mentions.sentences
            for act in self._acts(sentence)
        ]
        return [telling for telling in found if telling.speaker and telling.outlet]

    def _acts(self, sentence: Span) -> tuple[Act, ...]:
        if sentence not in self._heard:
            self._heard[sentence] = acts(self._parse(sentence), self.quoted_in(sentence))
        return self._heard[sentence]

    def _acts_of(self, sentence: Span, answer: Span | None) -> list[Act]:
        """The acts that an answer belongs to, the inmost first; without one, the whole ones."""
        found = self._acts(sentence)
        if answer is not None:
            parse = self._parse(sentence)
            inside = Span(answer.start - sentence.start, max(answer.end - sentence.start, 1))
            place = next(iter(parse.inside(inside)), -1)
            theirs = sorted((act for act in found if place in act.words), key=_size)
            telling = (act for act in found if place in act.frame)
            named = (act for act in found if _meets(inside, act.speaker.span))
            return theirs or [*telling, *named]
        whole = [act for act in found if act.whole]
        outer = [act for act in whole if not any(act.verb in other.words for other in whole)]
        media = outer and all(self._is_medium(act, sentence) for act in outer)
        inner = [act for act in found if any(act.verb in one.words for one in outer)]
        if media and inner:
            return [*inner[-1:], *outer]
        told = {self._resolved(act, sentence).speaker for act in outer}
        return outer if len(told) == 1 else []

    def _parse(self, sentence: Span) -> Parse:
        return parsed(self.text[sentence.start : sentence.end])

    def _told_by(self, told: Sequence[Act], sentence: Span) -> Attribution:
        """Of acts, the inmost first, the first whose speaker is known, and the outlet around it."""
        found = [self._resolved(act, sentence) for act in told]
        spoke = [one for one in found if one.speaker and not _names_medium(one.speaker)]
        media = [one for one in found if one.speaker and _names_medium(one.speaker)]
        if not spoke:
            return media[0] if media else NOBODY
        same = [one.outlet for one in found if one.speaker == spoke[0].speaker]
        outlet = next(filter(None, [*same, *(one.outlet for one in media)]), None)
        return replace(spoke[0], outlet=outlet)

    def _resolved(self, act: Act, sentence: Span) -> Attribution:
        """Who an act's speaker is, by full name, and the outlet."""
        parse = self._parse(sentence)
        speaker = self._who(act, sentence)
        place, same = outlet_of(parse, act)
        named = parse.text[place.start : place.end] if place else ""
        outlet = DAY_BEHIND.sub("", re.sub(r"[’']s?$", "", named)) or None
        outlet = outlet and outlet.partition("’s ")[0].partition("'s ")[0]
        outlet = outlet or self._employer(parse, act.speaker.head)
        if same:
            outlet = self._outlet_before(sentence.start + parse.tokens[act.verb].start)
        elif place and self.mentions.person_at(sentence.start + place.start) is not None:
            outlet = None
        if speaker is not None and _names_medium(speaker):
            outlet = outlet or speaker
        if outlet is None and act.adds:
            earlier = self._last_voice(sentence.start)
            outlet = earlier.outlet if earlier.speaker == speaker else None
        return Attribution(speaker=speaker, outlet=outlet, told=sentence)

    def _who(self, act: Act, sentence: Span) -> str | None:
        """The speaker's name, or how he is described; None where that says nothing."""
        parse = self._parse(sentence)
        heads = (act.speaker.head, *act.speaker.also)
        token = parse.tokens[act.speaker.head]
        start = sentence.start + token.start
        if token.lemma in {"he", "she"}:
            return self._whom(act, start, sentence)
        if token.lemma in {"it", "they"}:
            return self._institution_before(sentence, many=token.lemma == "they")
        of_some = parse.children(act.speaker.head, "prep")
        if (
            token.pos in {"PRON", "DET"}
            or token.lemma in SHARES
            or (token.pos == "NUM" and not of_some)
        ):
            return None
        own = [self._called(parse, sentence, head) for head in heads]
        if own[0] is None or self.mentions.apposed(parse, act.speaker.head, sentence.start):
            own = self._apposed(parse, sentence, act.speaker) or own
        own[0] = own[0] or self._description(act.speaker, sentence)
        if own[0] is None:
            return None
        # Who stands in apposition to another of the heads is that one, and no more.
        named = [i for head in heads[1:] for i in parse.children(head, "appos")]
        if any(parse.tokens[i].text in own[0].split() for i in named):
            return own[0]
        phrases = (parse.text[slice(*phrase(parse, head).span)] for head in heads)
        told = [name or words for name, words in zip_longest(own, phrases, fillvalue="")]
        return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]

    def _called(self, parse: Parse, sentence: Span, head: int) -> str | None:
        """The name that a noun is part of; of a longer run of capitals the person's own."""
        token, start = parse.tokens[head], sentence.start + parse.tokens[head].start
        known, name = self.mentions.person_at(start), self.mentions.name_at(start)
        run = [i for i in parse.subtree(head, without=("appos", "prep", "relcl")) if i <= head]
        capitals = [i for i in run if parse.tokens[i].pos == "PROPN"]
        if token.entity == "ORG" and name and capitals:
            whole = parse.text[parse.tokens[capitals[0]].start : token.end]
            if whole.endswith(f" and {name}"):
                return whole  # "the Securities and Exchange Commission"
        if known is not None or (token.pos in {"NOUN", "NUM"} and token.entity != "PERSON"):
            return known
        own = [i for i in run if parse.tokens[i].entity == "PERSON"]
        if token.entity == "PERSON" and len(own) > 1:
            person = parse.text[parse.tokens[own[0]].start : token.end]
            return self.mentions.full(person) if looks_like_a_person(person) else name
        return name

    def _employer(self, parse: Parse, head: int) -> str | None:
        """The medium that a journalist is of: "the BBC's Jon Marks"."""
        for owner in parse.children(head, "poss"):
            found = [parse.text[slice(*span)] for span in names(parse.text)]
            run = (name for name in found if parse.tokens[owner].text in name)
            name = re.split(r"[’']s\b", next(run, ""))[0]
            if is_medium(name) and parse.tokens[head].entity == "PERSON":
                return name
        return None

    def _apposed(self, parse: Parse, sentence: Span, speaker: Phrase) -> list[str | None]:
        """The names of whoever is described: "the council leader, Priya Raman"."""
        nested = self.mentions.apposed(parse, speaker.head, sentence.start)
        for other in (*speaker.names, *([nested] if nested is not None else [])):
            if parse.tokens[other].pos == "PROPN":
                also = phrase(parse, other).also
                found = [self._called(parse, sentence, head) for head in (other, *also)]
                # Of "four candidates — Ann Lee; …" one name may be all that is read.
                counted = len(found) == 1 or bool(parse.children(speaker.head, "nummod"))
                many = parse.tokens[speaker.head].tag == "NNS"
                return [] if many and counted else [name for name in found if name]
        return []

    def _description(self, speaker: Phrase, sentence: Span) -> str | None:
        parse = self._parse(sentence)
        head = parse.tokens[speaker.head]
        first = parse.tokens[parse.inside(speaker.span)[0]]
        words = parse.text[slice(*speaker.span)]
        if first.pos != "PROPN" and first.entity in {"", "CARDINAL"}:
            words = words[0].lower() + words[1:]
        name = self.mentions.named_as(words) if words.startswith("the ") else None
        vague = words.startswith("the ") and " " not in words[4:] and head.lemma in VAGUE
        if vague and is_a(head.lemma, "group"):
            return self._institution_before(sentence, many=False, far=FAR) or name
        return name or (None if vague else words)

    def _whom(self, act: Act, pronoun: int, sentence: Span) -> str | None:
        """The person that "he" is who speaks; who "added" something is the one quoted before."""
        earlier = self._last_voice(sentence.start)
        before = self.mentions.readable_before(self.mentions.sentence_at(pronoun))
        told = self.mentions.sentences[before] if before is not None else None
        since = earlier.told != told and told is not None and self._acts_of(told, None)
        word = self.text[pronoun : pronoun + 3].strip()
        agrees = earlier.speaker is not None and self.mentions.can_be(earlier.speaker, word)
        if act.adds and agrees and not since:
            return earlier.speaker
        found = self.mentions.person_before(pronoun, speaking=True)
        return found or (earlier.speaker if agrees and earlier.told == told else None)

    def _institution_before(self, sentence: Span, *, many: bool, far: int = 1) -> str | None:
        """Who spoke or was told of last, where "it", "they" or "the company" can mean that.

        `far` is how many sentences are looked at.
        """
        here = self.mentions.sentence_at(sentence.start)
        number = self.mentions.readable_before(here)
        while number is not None and here - number <= far:
            told = self.mentions.sentences[number]
            speaker = self._told_by(self._acts_of(told, None), told).speaker
            named = speaker or (self.mentions.institution(number) if far > 1 else None)
            person = named in self.mentions.full_names
            if named and not person:
                return named if bool(MANY.search(named)) == many else None
            number = self.mentions.readable_before(number)
        return None

    def _is_medium(self, act: Act, sentence: Span) -> bool:
        speaker = self._who(act, sentence)
        return speaker is not None and _names_medium(speaker)

    def _outlet_before(self, place: int) -> str | None:
        """The medium that "the newspaper" at a place is: the last one named shortly before."""
        number = max(0, self.mentions.sentence_at(place) - NEAR)
        start = self.mentions.sentences[number].start
        named = [
            self.text[a:b]
            for a, b in self.mentions.names
            if start <= a and b <= place and is_medium(self.text[a:b])
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
            parse = self._parse(sentence)
            start, end = quotation.start - sentence.start, quotation.end - sentence.start
            inside = set(parse.inside(Span(start, end)))
            heard = [act for act in self._acts(sentence) if place > last or inside & act.words]
            found = self._told_by(sorted(heard, key=_size), sentence)
            if found != NOBODY:
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

        So it does in the same paragraph where no other sentence stands between, and in the next one
        where that is nothing but quoted and only a tag such as "she said" stands between the two.
        """
        between = self.text[before.end : quotation.start]
        here, there = (self.mentions.sentence_at(at) for at in (before.end - 1, quotation.start))
        if "\n" not in between:
            return there - here <= 1
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
        """Who is quoted after a colon, or behind a sentence of the same paragraph on one person."""
        number = number - 1 if opens else number
        if number < 0:
            return NOBODY
        start, end = self.mentions.sentences[number]
        lead = self.plain[start : end if opens else quotation.start - 1].rstrip()
        if lead.endswith(":"):
            told = self._told_by(self._acts_of(Span(start, end), None), Span(start, end))
            alone = (0, len(lead) - 1) in names(lead)
            name = self.mentions.name_at(start) if alone else self.mentions.subject(number)
            return told if told.speaker else Attribution(speaker=name, told=Span(start, end))
        if not opens or "\n" in self.text[end : quotation.start]:
            return NOBODY
        told = self._told_by(self._acts_of(Span(start, end), None), Span(start, end))
        person = self.mentions.subject(number)
        if told.speaker or person is None or self.mentions.persons(start, end) != [person]:
            return told
        return Attribution(speaker=person, told=Span(start, end))

    def _said_again(
        self, sentence: Span, answer: Span | None, found: Attribution
    ) -> Attribution | None:
        """Who says words of this sentence again in another quotation of the text."""
        for quotation in self.quotations:
            piece = self.text[quotation.start : quotation.end].strip(" .,;:")
            inside = sentence.start <= quotation.start and quotation.end <= sentence.end
            outside = answer and not quotation.start <= answer.start < quotation.end
            if not inside or outside or not _is_speech(piece):
                continue
            for other in self.quotations:
                same = piece in self.text[other.start : other.end]
                if not same or other == quotation:
                    continue
                voice = self._voice(other)
                named = found.speaker in self.mentions.full_names
                body = ORGANISATION.search(found.speaker or "") is not None
                known = found.speaker if named or body else None
                if voice.speaker and known in {None, voice.speaker}:
                    return voice
        return None


def _size(act: Act) -> int:
    return len(act.words)


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _names_medium(name: str) -> bool:
    """Whether this is a medium's name, and not a description in which one stands."""
    return is_medium(name) and (0, len(name)) in names(name)


def performs(text: str) -> bool:
    """Whether the words behind a name tell that it was the first to demand or say something."""
    return DEMANDING.search(text) is not None


def _is_speech(quoted: str) -> bool:
    """Whether a quotation is more than a few words or a title, such as “Fox News Sunday”."""
    return len(quoted.split()) >= SHORTEST and not _TITLE.fullmatch(quoted.strip())
