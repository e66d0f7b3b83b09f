"""An article's text in, who is meant by its short names and pronouns out, where that is sure.

"Mr Carden" is the Dan Carden of the same article; "he" is the person that the sentence before is
about. Where two persons could be meant the answer is None: a wrong name is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.records import Span
from qa.claims.quotations import QUOTED
from qa.spans import WEEKDAY, names

HONORIFIC = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev|Reps?|Sens?|Gov|Gen|Col"
    r"|Capt|Sgt|Lt)\.?"
)
MALE = r"(?:Mr|Sir|Lord|King|Prince|Pope)\.? (?:[A-Z]\w+ )*"
FEMALE = r"(?:Mrs|Ms|Miss|Dame|Lady|Baroness|Queen|Princess)\.? (?:[A-Z]\w+ )*"
ROLE = (
    r"(?:[Pp]resident|[Cc]hancellor|[Mm]inister|[Ss]ecretary(?: of (?:State|Justice|Defense"
    r"|Defence))?|[Ss]enator|[Gg]overnor|[Mm]ayor|[Rr]epresentative|[Cc]ongress(?:man|woman)"
    r"|[Aa]ssembly(?:man|woman)|[Cc]ouncill?or|[Jj]udge|[Ss]heriff|[Jj]ustice|[Aa]ttorney|[Gg]eneral|[Ii]nspector|[Dd]etective|[Cc]olonel"
    r"|[Cc]aptain|[Ss]ergeant|[Ss]uperintendent|[Cc]onstable|[Cc]ommissioner|[Aa]mbassador"
    r"|[Dd]irector|[Aa]dministrator|[Cc]hair(?:man|woman)?|[Cc]hief|[Ee]xecutive|[Oo]fficer"
    r"|[Ss]pokes(?:man|woman|person)|[Ss]peaker|[Ll]eader|[Kk]ing|[Qq]ueen|[Pp]rince|[Pp]rincess"
    r"|[Pp]ope|[Bb]ishop|[Aa]rchbishop|[Cc]ardinal|[Ee]ditor|[Cc]oach|[Ff]ounder|[Oo]wner|MPs?"
    r"|[Aa]dviser|[Cc]andidate|[Ll]awyer|[Ss]cientist|[Ee]conomist|[Aa]nalyst|[Dd]eputy|[Hh]ead"
    r"|[Ss]cholar|[Pp]rosecutor|[Ll]egislator|[Aa]ctor|[Aa]ctress|[Ss]inger|[Bb]illionaire"
    r"|[Vv]oter|[Ss]tudent|[Cc]ountry(?:man|woman)|[Cc]osmonaut|[Aa]stronaut|[Cc]hampion"
    r"|[Rr]eporter|[Jj]ournalist|[Cc]orrespondent|[Cc]olumnist|[Aa]uthor|[Ww]riter|[Pp]rincipal"
    r"|[Cc]o-founder|CEO|[Pp]artner|[Mm]anager|[Tt]rader|[Oo]fficial)"
)
PLACE_OF_OFFICE = re.compile(rf"\b{ROLE} (?:of|from) $")
"""What stands before "Vermont Bernie Sanders": the name of a place, then that of a person."""
ORGANISATION = re.compile(
    r"\b(?:Ministry|Department|Committee|Council|University|Institute|House|Senate|Court|Congress"
    r"|Parliament|Government|Party|Agency|Organi[sz]ation|Union|Association|Company|Corporation"
    r"|Group|Bank|Police|Army|Force|Forces|Office|Bureau|Cent(?:re|er)|Hospital|School|College"
    r"|Commission|Board|Service|Station|Airport|League|Club|Foundation|Society|Federation|Fund"
    r"|Inc|Ltd|County|States|Republic|Kingdom|Islands?|City|District"
    r"|Capital|Partners|Ventures|Holdings|Securities|Research|Trust|Labs|Systems|Technologies"
    r"|Management|Media|Network|Studios|Records|United|Rovers|Wanderers|Athletic|Museum|Stadium"
    r"|Prize|Cup|War|Act|Museum|Survey|Authority|Academy|Movement|Alliance)\b"
    r"|\b(?:Street|Road|Park|River|Church|Korea|Africa|America|Zealand)$"
)
MEDIA = re.compile(
    r"\b(?:Times|Post|News|Mail|Guardian|Telegraph|Echo|Herald|Tribune|Journal|Gazette|Express"
    r"|Mirror|Sun|Independent|Observer|Standard|Chronicle|Bulletin|Press|Presse|Radio|TV|Television"
    r"|Channel|BBC|CNN|[AMN]*[ABCN]BC|CBS|^Fox$|Fox (?:Business|Sports)|NPR|PBS|ITV|Sky|Reuters"
    r"|AFP|AP|TASS|Xinhua|Jazeera"
    r"|Politico|Magazine|Broadcasting|Newspaper|Review|Insider|Atlantic|Wire|Wikinews|Twitter"
    r"|Facebook|Instagram|YouTube|Telegram|Weibo|Medium|TikTok|Podcast)\b"
    r"|\w\.(?:com|org|net|ru|co\.uk)\b"
)
SOCIAL = re.compile(
    r"(?:Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|Medium|TikTok|X|Truth Social|LinkedIn)"
)
"""Where people publish what they say themselves."""
LONGEST_PERSON = 4
"""Words of a person's name without titles."""
DATELINE = re.compile(r"[A-Z][A-Z., ]+(?:[A-Z][a-z.]+ )?[—–-]{1,2} ")
LEAD_IN = re.compile(
    r"[\s“\"]*(?:(?:But|And|Yet|Meanwhile|Later|Yesterday|Today|However|Earlier|Then|Also|Now|So)\b"
    rf",? ?|[^,.;:“”\"]{{1,80}}(?:,| [“\"]{QUOTED}+[”\"],?) ?)"
)
LEAD_INS = 3
DESCRIBED = re.compile(
    r" (?:(?!(?:of|at|in|from|for|after|on|as|to|that|and) )[a-z-]+ ){0,3}"
    rf"(?:{ROLE}|scientist|expert|researcher|historian|professor|astronomer|engineer) "
)
TITLES = re.compile(
    r"(?!(?:After|Although|As|At|Because|Before|By|For|From|If|In|On|Since|Though|To|When|While"
    r"|With) )"
    rf"(?:then-|(?:[\w-]+ ){{0,3}}{ROLE} )?"
)
PRONOUN_SUBJECT = re.compile(r"(?:He|She)\b")


@dataclass(frozen=True)
class Mentions:
    """The names and sentences of one text, the sentences in order.

    `plain` is the text with its quotations masked, so that whom a speaker spoke of is not taken
    for the speaker.
    """

    text: str
    plain: str
    sentences: tuple[Span, ...]

    @cached_property
    def names(self) -> tuple[Span, ...]:
        """Every name of the text, in order; no name reaches from one sentence into the next."""
        return tuple(
            Span(sentence.start + start, sentence.start + end)
            for sentence in self.sentences
            for start, end in names(self.text[sentence.start : sentence.end])
        )

    @cached_property
    def full_names(self) -> tuple[str, ...]:
        """The names of persons that have more than one word, without titles, each once."""
        found = dict.fromkeys(
            without_titles(self._own_name(span))
            for span in self.names
            if not self._has_article(span.start)
        )
        return tuple(name for name in found if " " in name and looks_like_a_person(name))

    @cached_property
    def _surnames(self) -> frozenset[str]:
        return frozenset(word for name in self.full_names for word in name.split()[1:])

    def full(self, name: str) -> str:
        """The full form of a person's name in this text; the name itself where there is none.

        "Mr Carden" → "Dan Carden". Where several persons share the short form it stays.
        """
        name = re.sub(r"[’']s$|(?<=s)[’']$", "", name)
        bare = without_titles(name)
        sir = re.match(r"(?:Sir|Dame) ", name) is not None and " " not in bare
        longer = [
            other
            for other in self.full_names
            if other != bare
            and (_holds(other, bare) if " " in bare or sir else bare in other.split()[1:])
        ]
        # "Ricardo Rosselló" and "Ricardo Rosselló Nevares" are one man: the longest says most.
        longest = max(longer, key=len, default="")
        if longest and all(_holds(longest, other) for other in longer):
            return longest
        return bare if looks_like_a_person(bare) and bare != name else name

    def in_full(self, span: Span) -> str | None:
        """The full name of a person whose last name alone stands there; None if not sure.

        Articles give it first: a last name before any full one is somebody else's.
        """
        name = self.text[span.start : span.end]
        if " " in name or span not in self.names or not self.is_person(span):
            return None
        full = self.full(name)
        if not re.fullmatch(rf"(?:[A-ZÀ-Þ][^\W\d]*\.? )+{re.escape(name)}", full):
            return None
        first = re.search(rf"\b{re.escape(name)}\b", self.text)
        return full if first and self.text.endswith(full, 0, first.end()) else None

    def is_person(self, span: Span) -> bool:
        """Whether a name is probably a person's."""
        name = self.text[span.start : span.end]
        if re.match(rf"{HONORIFIC} ", name):
            return re.search(r"[’']s ", name) is None
        if not name[:1].isupper() or self._has_article(span.start):
            return False
        if not looks_like_a_person(name):
            # "Fox" is a network, but not in an article on Vicente Fox.
            return name in self._surnames
        return " " in without_titles(name) or self.full(name) != name

    def _own_name(self, span: Span) -> str:
        """A name; without the place of office in "the senator from Vermont Bernie Sanders"."""
        name = self.text[span.start : span.end]
        own = name.partition(" ")[2]
        of_office = PLACE_OF_OFFICE.search(self.text, max(0, span.start - 40), span.start)
        return own if of_office and own.count(" ") == 1 else name

    def _has_article(self, start: int) -> bool:
        return re.search(r"\b[Tt]he $", self.text[max(0, start - 4) : start]) is not None

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that a place of the text lies in; else of the next one."""
        return next(
            (number for number, span in enumerate(self.sentences) if place < span.end),
            len(self.sentences) - 1,
        )

    def subject(self, number: int) -> str | None:
        """The full name of the person that a sentence is about: who stands first in it.

        A sentence about "he" is about the person of the sentence before.
        """
        start, end = self.sentences[number]
        readable = self._readable_names(start, end)
        for place in self._openings(start, end):
            if PRONOUN_SUBJECT.match(self.plain, place, end):
                return self.person_before(place)
            behind = [span for span in readable if span.start >= place]
            if behind and TITLES.fullmatch(self.text[place : behind[0].start]):
                # What opens the sentence is its subject, person or not.
                subject = self._employed(behind)
                person = self.is_person(subject)
                return self.full(self.text[subject.start : subject.end]) if person else None
        return None

    def _employed(self, found: Sequence[Span]) -> Span:
        """The person of "Yale historian Ann Lee" where such a name comes first, else the first."""
        if len(found) > 1 and DESCRIBED.fullmatch(self.text[found[0].end : found[1].start]):
            return found[1]
        return found[0]

    def _openings(self, start: int, end: int) -> list[int]:
        """Where the subject of a sentence may stand: at its start or behind what leads in."""
        dateline = DATELINE.match(self.plain, start, end)
        places = [dateline.end() if dateline else start]
        while len(places) <= LEAD_INS and (lead := LEAD_IN.match(self.plain, places[-1], end)):
            places.append(lead.end())
        return places

    def person_before(self, place: int) -> str | None:
        """Whom "he" or "she" at a place means: the subject of the sentence before, if sure."""
        here = self.sentence_at(place)
        nearer = self._persons(self.sentences[here].start, place)
        if nearer:
            return nearer[0] if len(nearer) == 1 else None
        number = self.readable_before(here)
        if number is None:
            return None
        pronoun = self.text[place:]
        before = self.subject(number)
        if before and self._gender_allows(pronoun, before):
            return before
        if before is None and len(self._readable_names(*self.sentences[number])) > 1:
            return None
        persons = self._persons(*self.sentences[number])
        possible = [name for name in persons if self._gender_allows(pronoun, name)]
        return possible[0] if len(possible) == 1 else None

    def readable_before(self, number: int) -> int | None:
        """The last sentence before one, but for those quoted in full; they do not tell who speaks.

        Sentences are given by their numbers.
        """
        number -= 1
        while number > 0 and not re.search(r"\w", self.plain[slice(*self.sentences[number])]):
            number -= 1
        return number if number >= 0 else None

    def _readable_names(self, start: int, end: int) -> Sequence[Span]:
        """The names of a stretch that are not inside a quotation."""
        return [
            span
            for span in self.names
            if start <= span.start
            and span.end <= end
            and self.plain[span.start : span.end] == self.text[span.start : span.end]
        ]

    def _persons(self, start: int, end: int) -> list[str]:
        found = [span for span in self._readable_names(start, end) if self.is_person(span)]
        return list(dict.fromkeys(self.full(self.text[a:b]) for a, b in found))

    def _gender_allows(self, pronoun: str, name: str) -> bool:
        titles = FEMALE if pronoun[:2].casefold() == "he" and pronoun[:3] != "her" else MALE
        return re.search(titles + re.escape(name.split()[-1]), self.text) is None


def without_titles(name: str) -> str:
    """A name without what stands before the person's own: "Deputy Governor Oleg Klimov"."""
    name = re.sub(rf"^{WEEKDAY} (?=[A-ZÀ-Þ])", "", name)
    bare = re.sub(rf"^(?:.*\b)?(?:{ROLE}s?|{HONORIFIC}) (?=[A-ZÀ-Þ])", "", name)
    bare = bare if bare and not ORGANISATION.match(bare) else name
    before_of, of, after_of = bare.partition(" of ")
    if not of or ORGANISATION.search(before_of):
        return bare
    if re.search(rf"\b{ROLE}$", before_of):
        # "First Minister of Scotland Nicola Sturgeon": the person's own names come last.
        own = " ".join(after_of.split()[-2:])
        return own if len(after_of.split()) > 2 and not ORGANISATION.search(own) else bare
    return before_of if " " in before_of else bare


def looks_like_a_person(name: str) -> bool:
    """Whether a name could be a person's: not too long, no word of organisations or media."""
    bare = without_titles(name)
    long = len(bare.split()) > LONGEST_PERSON
    odd = re.fullmatch(r"[A-Z.]+s?", bare) or re.search(r"\b[A-Z]{4,}\b|^I |[’']s?$", bare)
    return not (long or odd or ORGANISATION.search(bare) or MEDIA.search(bare))


def _holds(longer: str, shorter: str) -> bool:
    """Whether the words of a name stand side by side in a longer one."""
    return f" {shorter} " in f" {longer} "
