"""Words in and before names, what they tell of them: titles, offices, institutions and media."""

from __future__ import annotations

import re

from qa.spans import WEEKDAY

HONORIFIC = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev|Reps?|Sens?|Gov|Gen|Col"
    r"|Capt|Sgt|Lt)\.?"
)
MALE = r"(?:Mr|Sir|Lord|King|Prince|Pope|\w+man|[Hh]is (?:father|son|brother)|[Hh]usband)"
FEMALE = (
    r"(?:Mrs|Ms|Miss|Dame|Lady|Baroness|Queen|Princess|[Aa]ctress|\w+woman|[Ww]ife"
    r"|[Mm]other|[Ss]ister|[Dd]aughter)"
)
"""What stands before a man's and a woman's name."""
ROLE = (
    r"(?i:president(?: pro tem(?:pore)?)?|chancellor|minister|senator|secretary(?: of (?:state"
    r"|justice|defen[sc]e))?|governor|mayor|representative|congress(?:man|woman)|assembly(?:man"
    r"|woman)|council?lor|judge|sheriff|justice|attorney|general|inspector|detective|colonel"
    r"|captain|sergeant|superintendent|constable|commissioner|ambassador|director|administrator"
    r"|chair(?:man|woman)?|chief|executive|officer|spokes(?:man|woman|person)|speaker|leader"
    r"|king|queen|prince|princess|pope|pastor|bishop|archbishop|cardinal|editor|coach|founder"
    r"|owner|MPs?|adviser|candidate|lawyer|scientist|economist|analyst|deputy|head|scholar"
    r"|prosecutor|legislator|actor|actress|singer|billionaire|voter|student|country(?:man|woman)"
    r"|cosmonaut|astronaut|champion|reporter|journalist|correspondent|columnist|author|writer"
    r"|principal|co-founder|CEO|partner|manager|trader|official)"
)
PLACE_OF_OFFICE = re.compile(rf"\b{ROLE} (?:of|from) $")
"""What stands before "Vermont Bernie Sanders": the name of a place, then that of a person."""
ORGANISATION = re.compile(
    r"\b(?:Ministry|Department|Committee|Council|University|Institute|House|Senate|Court|Congress"
    r"|Parliament|Government|Party|Agency|Organi[sz]ation|Union|Association|Company|Corporation"
    r"|Group|Bank|Police|Army|Force|Forces|Office|Bureau|Cent(?:re|er)|Hospital|School|College"
    r"|Commission|Board|Service|Station|Airport|League|Club|Foundation|Society|Federation|Fund"
    r"|Inc|Ltd|County|States|Republic|Kingdom|Islands?|City|District|Capital|Partners|Ventures"
    r"|Holdings|Securities|Research|Trust|Labs|Systems|Technologies|Management|Media|Network"
    r"|Studios|Records|United|Rovers|Wanderers|Athletic|Museum|Stadium|Prize|Cup|War|Act|Survey"
    r"|Authority|Academy|Movement|Alliance)\b"
    r"|\b(?:Street|Road|Park|River|Church|Korea|Africa|America|Zealand)$"
)
MEDIA = re.compile(
    r"\b(?:Times|Post|News|Mail|Guardian|Telegraph|Echo|Herald|Tribune|Journal|Gazette|Express"
    r"|Courier|Mirror|Sun|Independent|Observer|Standard|Chronicle|Bulletin|Press|Presse|Radio|TV"
    r"|Television|Channel|BBC|CNN|[AMN]*[ABCN]BC|CBS|^Fox$|Fox (?:Business|Sports)|NPR|PBS|ITV|Sky"
    r"|Reuters|AFP|AP|TASS|Xinhua|Jazeera|Politico|Magazine|Broadcasting|Newspaper|Review|Insider"
    r"|Atlantic|Wire|Wikinews|Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|Medium|TikTok"
    r"|Podcast)\b|\w\.(?:com|org|net|ru|co\.uk)\b"
)
SOCIAL = re.compile(
    r"(?:Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|Medium|TikTok|X|Truth Social|LinkedIn)"
)
"""Where people publish what they say themselves."""
TITLED = re.compile(rf"{HONORIFIC} ")
_DAY = re.compile(rf"^{WEEKDAY} (?=[A-ZÀ-Þ])")
_OFFICE = re.compile(rf"^(?:.*\b)?(?:{ROLE}(?:s|-elect)?|{HONORIFIC}) (?=[A-ZÀ-Þ])")
_OF_OFFICE = re.compile(rf"\b{ROLE}$")
_ODD = re.compile(
    r"^[A-Z.]+s?$|\b[A-Z]{4,}\b|\b(?!I+V?$)[A-Z]{2,}$|^I |[’']s?$| (?:for|and|of the) "
)
"""In what is no person's name."""
LONGEST_PERSON = 4
"""Words of a person's name without titles."""


def without_titles(name: str) -> str:
    """A name without what stands before the person's own: "Deputy Governor Oleg Klimov"."""
    name = _DAY.sub("", name)
    bare = _OFFICE.sub("", name)
    bare = bare if bare and not ORGANISATION.match(bare) else name
    before_of, of, after_of = bare.partition(" of ")
    if not of or ORGANISATION.search(before_of):
        return bare
    if _OF_OFFICE.search(before_of):
        # "First Minister of Scotland Nicola Sturgeon": the person's own names come last.
        own = " ".join(after_of.split()[-2:])
        return own if len(after_of.split()) > 2 and not ORGANISATION.search(own) else bare
    return before_of if " " in before_of else bare


def looks_like_a_person(name: str) -> bool:
    """Whether a name could be a person's: not too long, no word of organisations or media."""
    bare = without_titles(name)
    long = len(bare.split()) > LONGEST_PERSON
    return not (long or _ODD.search(bare) or ORGANISATION.search(bare) or MEDIA.search(bare))


def is_medium(name: str) -> bool:
    """Whether a name tells that it is a newspaper's, a broadcaster's or the like."""
    return MEDIA.search(name) is not None
