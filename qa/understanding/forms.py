"""A question's wording in, the form that its answer takes out: a fact, a list, a timeline.

What is asked for (a person, a day, a number) is another matter: see `qa.understand`.
"""

from __future__ import annotations

import re
from typing import Literal

from qa.language.thesaurus import is_a
from qa.spans import names
from qa.understanding.changing import changing
from qa.understanding.ordering import two_events
from qa.words import FUNCTION_WORDS

Form = Literal[
    "fact",
    "list",
    "said",
    "yes_no",
    "comparison",
    "timeline",
    "overview",
    "byline",
    "identity",
    "order",
]
Field = Literal["author", "publisher", "headline", "day"]
"""What an article's record holds beside its text."""

FORM_NAMES: dict[Form, str] = {
    "fact": "short fact",
    "list": "several answers",
    "said": "what was said",
    "yes_no": "yes or no",
    "comparison": "comparison",
    "timeline": "timeline",
    "overview": "overview",
    "byline": "about the article itself",
    "identity": "who or what it is",
    "order": "which came first",
}
"""What each is called where a reader sees it."""

ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:which|what)\s+(?:two|three|four|five|several|other)\b"
    r"|\b(?:which|what)(?: [a-z]+)?? (?!(?:was|is|does|has|his|this|its|as|basis|status|series)\b)"
    r"[a-z]{2,}[^su\W]s (?!name|team|club)"
    r"|^(?:who|what) (?:were|are|have)\b|\bname (?:the|all|some)\b"
    r"|\b(?:all|both|list) (?:of )?the\b",
    re.IGNORECASE,
)
"""Questions that several answers complete, not contradict; among them every `LIST`, and more."""
WHICH = r"^(?:(?:in|on|at|from|to|of|for) )?(?:which|what)"
VERB = r"(?:was|were|is|are|do|does|did|has|have|had|will|would|can|could|should)"
NO_PLURAL = r"(?:was|is|does|has|his|this|its|as|basis|status|series|words)"
LIST = re.compile(
    r"^(?:please )?(?:list|name) (?:the|all|some|every)\b|^who (?:were|are) (?:all )?the [^?]*s\b"
    rf"|{WHICH} (?:two|three|four|five|several|other)\b"
    rf"|{WHICH} (?!{VERB}\b)(?:[a-z-]+ )?(?!{NO_PLURAL}\b)[a-z]{{2,}}[^su\W]s (?!name|team|club)"
    r"|^which of\b.*\b(?:were|are|have)\b",
    re.IGNORECASE,
)
PLEASE = r"^(?:please |can you |could you )?"
STORY = (
    r"(?:(?:th(?:is|ese)|the|that|those|my|your) )?(?:articles?|stor(?:y|ies)|news|reports?|texts?)"
)
OVERVIEW = re.compile(
    rf"^what(?:[’']s| is| are) (?:all )?(?:this|it|{STORY})(?: all)? about\b"
    rf"|{PLEASE}(?:summari[sz]e|sum up|brief me on)\b"
    rf"|{PLEASE}(?:give|write|show)(?: me)? (?:an? |the )?(?:[a-z]+ )?"
    r"(?:summary|overview|gist|outline)\b(?: of\b)?"
    r"|^(?:an? |the )?(?:[a-z]+ )?(?:summary|overview|gist) of\b"
    r"|^what (?:is|are) the (?:(?:main|key) (?:points?|facts?)|gist)(?: (?:of|in|on|about)\b|\W*$)"
    r"|^(?:please )?tell me (?:more )?about\b"
    rf"|^what do(?:es)? {STORY} (?:say|tell(?: us| me)?|report)(?: (?:about|on|of)\b|\W*$)",
    re.IGNORECASE,
)
ORDER = r"(?:timeline|chronology|sequence of events|order of events)"
UNFOLDED = r"(?:unfold(?:ed)?|develop(?:ed)?|evolved?)"
TIMELINE = re.compile(
    r"^what(?:[’']s| has| have)? happened,? (?:and )?when"
    r"(?=\W*$| (?:in|during|with|at|on|of|around|over|to)\b)"
    r"(?: (?:in|during|with|around|over|of)\b)?"
    rf"|{PLEASE}(?:give|write|show|make)(?: me)? (?:an? |the )?(?:short )?"
    rf"{ORDER}(?: (?:of|for|in|on)\b)?"
    rf"|^(?:what (?:is|was) )?(?:an? |the )?{ORDER}(?: (?:of|for|in|on)\b)?"
    rf"|^how (?:did|has|have) (?=.*\b{UNFOLDED}\W*$)",
    re.IGNORECASE,
)
LATEST = re.compile(
    r"^(?:please )?(?:give me |tell me |show me )?(?:what(?:[’']s| is| are)? )?(?:the )?"
    r"(?:latest|newest|most recent)"
    r"(?: (?:news|developments?|updates?|reports?|stories|articles?))?"
    r" (?:on|about|in|with|from|for)\b"
    r"|^what(?:[’']s| is) (?:new|happening)(?: now)? (?:on|about|in|with)\b"
    r"|^(?:is there |are there )?any (?:news|updates?|developments?) (?:on|about|in|with|from)\b"
    r"|^(?:give me )?(?:an )?update(?:s| me)? (?:on|about)\b"
    r"|^what(?:[’']s| has| ever)? (?:happened|become|became) (?:to|of)\b",
    re.IGNORECASE,
)
ITSELF = (
    r"(?:this|(?:this|that|the|your) (?:[a-z]+ )?(?:article|story|report|piece))\b(?! \w+ed\b)"
    r"(?: (?:about|on|of)\b)?"
)
"""The article as such."""
BYLINE: dict[Field, re.Pattern[str]] = {
    "author": re.compile(rf"^who (?:wrote|(?:is|are) the authors? of) {ITSELF}", re.IGNORECASE),
    "publisher": re.compile(
        rf"^(?:who|(?:which|what) [a-z]+) (?:published|printed|ran) {ITSELF}", re.IGNORECASE
    ),
    "headline": re.compile(
        rf"^what(?:[’']s| is| was) the (?:headline|title)(?: of {ITSELF}|\W*$)", re.IGNORECASE
    ),
    "day": re.compile(
        r"^when was (?:this|(?:this|that|the) (?:article|story|report|piece))"
        r"(?: (?:about|on) (?P<about>.+))? (?:published|written|printed|posted)\W*$",
        re.IGNORECASE,
    ),
}
HAPPENED = re.compile(r"^what(?: has| have| else)? happened\W*$", re.IGNORECASE)
"""What is left of "What happened in October 2023?" without its date."""
ENDING = re.compile(
    rf"\b(?:{UNFOLDED}|about|(?<=\w )(?:story|stories|news|articles?))\W*$",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"^(?:did|do|does|have|has|were|are|is|was)\b|\b(?:compare[ds]?|comparison|differ\w*|agree\w*"
    r"|disagree\w*|contrast\w*|contradict\w*|versus|vs)\b"
    r"|^(?:how|what) (?:did|do|does|have|has|were|was)\b.*\b(?:say|said|report(?:ed)?|cover(?:ed)?"
    r"|describe[d]?|tell|told|wr[io]te|portray(?:ed)?)\b",
    re.IGNORECASE,
)
COMPARING = re.compile(
    r"^(?:please )?compare\b|\bdifferences? between\b|\bdiffer(?:ed|s)?\b|\b(?:versus|vs)\b"
    r"|^how (?:do|does|did)\b.*\bcompare\b",
    re.IGNORECASE,
)
"""Asks for two things side by side, whatever they are."""
YES_NO = re.compile(
    r"^(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)(?:n[’']t)? (?!you\b|me\b)",
    re.IGNORECASE,
)
OFFICE = r"(?:office|job|post|position|role|title|profession|occupation)"
IDENTITY = re.compile(
    rf"^what {OFFICE} (?:do(?:es)?|did) (?P<holder>[^\W\d_][^,;?!]*?) (?:hold|have|do)[?!. ]*$"
    rf"|^what(?:[’']s| is| was) (?P<owner>[^\W\d_][^,;?!]*?)[’']s? {OFFICE}[?!. ]*$"
    r"|^(?:who|what)(?:[’']s| is| was| are| were) (?P<name>[^\W\d_][^,;?!]*?)[?!. ]*$",
    re.IGNORECASE,
)
CHOICE = re.compile(r"\b(?:or|before or after)\b", re.IGNORECASE)


def form_of(text: str, *, said: bool, publishers: int, undated: str) -> Form:
    """The form of a question.

    `said` tells that it asks for what somebody said, `publishers` how many of the library's it
    names; `undated` is the text without the words for its days.
    """
    happened = undated != text and HAPPENED.search(" ".join(undated.split()))
    forms: tuple[tuple[Form, bool], ...] = (
        ("comparison", publishers > 1 and COMPARES.search(text) is not None),
        ("comparison", publishers < 2 and COMPARING.search(text) is not None),
        ("byline", asked_of_record(text) is not None),
        ("timeline", TIMELINE.search(text) is not None or newest_first(text) or bool(happened)),
        ("timeline", changing(text) is not None),
        ("overview", OVERVIEW.search(text) is not None),
        ("identity", name_asked_of(text) is not None),
        ("order", two_events(text) is not None),
        ("yes_no", YES_NO.search(text) is not None and CHOICE.search(text) is None),
        ("said", said),
        ("list", LIST.search(text) is not None),
    )
    return next((form for form, fits in forms if fits), "fact")


def asked_of_record(text: str) -> Field | None:
    """What of an article's record a question asks for; None where it asks what the text says."""
    return next((field for field, asking in BYLINE.items() if asking.search(text)), None)


def name_asked_of(text: str) -> str | None:
    """The name in a question that asks only who or what that is; None where it asks more.

    "who is ffion hale" asks so too, unlike "who is council leader": no word of a name is a person's
    office.
    """
    found = IDENTITY.search(text)
    if found is None:
        return None
    name = found["owner"] or found["holder"] or found["name"]
    if any(span == (0, len(name)) for span in names(name)):
        return name
    typed = name.split()
    lower = text.casefold().startswith("who") and name.islower() and 1 < len(typed) <= 3
    plain = any(word in FUNCTION_WORDS or is_a(word, "person") for word in typed)
    return name if lower and not plain else None


def asks_for_a_whole(text: str) -> bool:
    """Whether a text opens with words that ask for an overview or a timeline, whatever follows."""
    return any(asking.search(text) for asking in (OVERVIEW, TIMELINE, LATEST))


def newest_first(text: str) -> bool:
    """Whether a timeline is to begin with what is latest."""
    return LATEST.search(text) is not None


def subject_of(text: str) -> str:
    """What a timeline or an overview is asked of: the text without the words that ask for it."""
    name = name_asked_of(text)
    if name is not None:
        return name
    changed = changing(text)
    if changed is not None:
        return changed.subject
    when = BYLINE["day"].search(text)
    if when is not None:
        text = text.replace(when.group(), when["about"] or "")
    for asking in (*BYLINE.values(), TIMELINE, LATEST, OVERVIEW, HAPPENED, ENDING):
        text = asking.sub(" ", text)
    return " ".join(text.split())
