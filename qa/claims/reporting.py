"""The vocabulary of reported speech, as patterns: verbs, who speaks, what bounds a clause.

`SAYS`, `STATES`, `SAYING` and `CALLS` are verbs in falling order of how surely they report speech.
"""

from __future__ import annotations

import re

from qa.claims.coreference import ROLE
from qa.spans import NAMED_AFTER_A_DAY, WEEKDAY

_NO_NOUN = r"(?! (?:were|are|have|had|came|drew)\b)"
"""Behind a verb in -s, which is a noun before these: "the Easton claims were denied"."""
SAYS = (
    rf"said|says|say|told|tells|tell|claimed|claims{_NO_NOUN}|argued|argues|warned|warns|insisted"
    rf"|insists|announced|announces|stated|reported|reports{_NO_NOUN}|tweeted|believe[sd]?"
    rf"|noted|remarked|remarks{_NO_NOUN}|explained|explains|suggested|suggests|indicated|indicates"
    r"|acknowledged|acknowledges|admitted|admits|alleged|alleges|commented|concluded|concludes"
    r"|stressed|predicted|predicts|replied|recalled|pledged|promised|vowed|mentioned|revealed"
    r"|(?:posted|issued|released|sent) an? (?:\w+ )?(?:message|statement|tweet|letter|post)"
    r"|asserted|asserts|contended|contends|cautioned|cautions|conceded|concedes|complained"
    r"|complains|testified|testifies|reiterated|reiterates|emphasi[sz]e[ds]|boasted|lamented"
    r"|joked|quipped|maintained|maintains|ascribed|urged|urges|demanded|apologised|apologized|read|reads"
)
"""Finite verbs of speech and opinion."""
SAYING = (
    r"saying|telling|adding|claiming|arguing|warning|insisting|announcing|stating|reporting|writing"
    r"|noting|remarking|declaring|suggesting|describing|calling|stressing|explaining|accusing"
    r"|commenting|asserting|contending|cautioning|conceding|complaining|alleging|emphasi[sz]ing"
)
CALLS = r"called|calls|described|describes|dismissed|branded|labelled|characteri[sz]ed|referred to"
"""Verbs of speech only where a quotation follows; else an article itself may use them."""
STATES = (
    r"wrote|writes|estimated|added|adds|confirmed|confirms|denied|denies|declared|declares"
    r"|responded|continued|observed|repeated|expressed|posted|affirmed|recommended|proclaimed"
    r"|countered|summari[sz]ed|summed up|pointed out|hinted"
)
"""Verbs that are of speech only where a clause or a quotation follows, else of some deed."""
CLAUSE = re.compile(
    r"(?: (?:that|it|he|she|they|there)\b| (?:on|in|via)\b[^.;]{0,60}[“\"]|[,:]? ?[,:]? ?[“\"]"
    r"|[^,.;:“\"]{1,80} (?:will|would|had|has|have|is|was|were|are|can|could|may|might|must)\b)"
)
VERB = re.compile(
    rf"\b(?:(?P<says>{SAYS})|(?P<states>{STATES})|(?P<saying>{SAYING})|(?P<calls>{CALLS})"
    r"|(?P<asks>call(?:ed|s|ing)? (?:for|on)))\b"
)
BEFORE_VERB = re.compile(
    rf"(?:^|\s)(?:has|have|had|also|later|then|further|again|repeatedly|previously|already"
    rf"|did|does|do|earlier|once|himself|herself|themselves|went on to|goes on to|in turn"
    rf"|on Twitter|[a-z]+ly|(?:on )?{WEEKDAY}|yesterday|today)$"
)
NEWSPAPER_END = re.compile(rf"{NAMED_AFTER_A_DAY}$")
NOT_A_SUBJECT = re.compile(
    r"(?:\b(?:was|were|is|are|been|be|being|to|of|by|an?|the|this|that|these|those|its|his|her"
    r"|their|any|no|some|in|on|for|from|with|about)|[’'](?:s|m|re|ve|ll|d)?)$",
    re.IGNORECASE,
)
"""What stands before a passive, an infinitive, or a noun or adjective that looks like a verb."""
HEAD = re.compile(
    rf"\b(?:people|officials?|spokes(?:man|men|woman|women|person|people)|sources?|police|authorities|ally"
    r"|allies|lawmakers?|ministers?|aides?|lawyers?|witness(?:es)?|experts?|researchers?|scientists?|analysts?"
    r"|newspaper|paper|magazine|website|company|ministry|agency|department|charity|union|party"
    r"|court|opposition|campaigners?|activists?|prosecutors?|famil(?:y|ies)|relatives|residents"
    r"|doctors?|medics|military|critics|supporters|associates|groups?|organi[sz]ations?|committee"
    r"|board|association|university|statement|study|survey|report|summary|opinion"
    r"|proclamation|letter|memo|ruling|filing|complaint|indictment|lawsuit|article|polls?|polling"
    r"|governments?|embassy|protesters|agencies"
    rf"|investigators|representatives|campaign|insiders?|media|television|friends?|colleagues?|teams?|{ROLE}s?)\b"
)
UNNAMED = re.compile(
    r"\b(?:[\w-]+ ){0,2}(?:people|persons?|officials?|sources?|aides?)"
    r" (?:with (?:direct )?knowledge|familiar with|close to|briefed on|involved in)\b"
    r"[^,.;:“”\"]{0,80}$"
)
"""People described by what they know: "two people with knowledge of the case"."""
BOUNDARY = re.compile(
    r"[,;:“”\"()—–]|\b(?:and|but|that|when|as|while|because|if|although|though|with|who|which|where"
    r"|after|before|since|so)\b"
)
COORDINATED = re.compile(r"\w (?:and|but)$")
"""Before a second verb of one subject: "She would not go so far but said"."""
SHARING = re.compile(r"(?:,|\b(?:after|before|while|when))$")
"""Before a participle whose subject is that of the sentence: "drew criticism after declaring"."""
DESCRIPTION = re.compile(r"(?:An?|The|Another|One|His|Her|Its|Their) (?:[\w’'.-]+ ){0,8}[\w’'-]+")
"""What may stand before a name in apposition: "Another leading critic, Ann Lee, said"."""
PRONOUN = re.compile(r"(?:^|(?<=[\s“\"”—(]))(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)$")
NO_PHRASE = re.compile(r"\d|\b(?:is|was|are|were|it|to [a-z]\w*)\b")
DETERMINER = re.compile(
    r"(?<!of )(?<!for )(?<!in )(?<!from )(?<!at )(?<!within )\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is"
    r"|[Hh]er|[Tt]heir) "
)
PREPOSITION = re.compile(
    r"(?:[Oo]n|[Ii]n|[Aa]t|[Bb]y|[Ff]or|[Oo]f|[Tt]o|[Ff]rom|[Aa]bout|[Aa]ccording) "
)
BREAK = re.compile(r"; |, (?:but|while|although|though|whereas) ")
TO_OUTLET = re.compile(
    r"(?:\b(?:told|tells|telling|(?:speaking|spoke|remarks|comments|statement|spoken) to"
    r"|interview (?:with|on|for|to|by)|published (?:by|in)|writing (?:in|for)|wrote (?:in|for)"
    r"|appearing on|spoke on|speaking on)"
    r"|\b(?:on|via|to|in|by))(?: the| an?)? $"
)
SURE_OUTLET = re.compile(r"\b(?:told|tells|telling|interview (?:with|on|for|to|by)) (?:the )?$")
NO_OUTLET = re.compile(r"TV|Television|Radio|Press|Media|(?!Reuters)\w+(?:ans|ists|ers|crats)")
"""No medium of its own, and people: "told Americans"."""
ANAPHORIC_OUTLET = re.compile(
    r"\b(?:told|tells|telling|to|with) the (?:newspaper|paper|magazine|broadcaster|programme"
    r"|program|station|channel|website|news agency|outlet|publication|network)\b"
)
HANGING = re.compile(r"\b(?:on|in|at|by|via|to|of|from|for)(?: the)? $", re.IGNORECASE)
ANYBODY = re.compile(
    r"(?:Another|Others?|Some|Many|Most|Several|Both|Everyone|Everybody|Someone|Nobody|People|One)"
)
STATE_MEDIA = re.compile(
    r"\b(?:told|tells|telling) (?:the )?(?P<outlet>state (?:media|television|TV|radio|news agency))"
)
PASSIVE = re.compile(
    r"\b(?:told|informed|reported|estimated|recorded|measured|provided|announced|claimed)"
    r"(?: [a-z]+ly)?(?: (?:as|at) [^,;]{1,30}?)? by (?:the )?"
)
BREAK_ANY = re.compile(r"[,;] ")
CHANNEL = re.compile(
    r" (?:[a-z]+ ){0,2}(?:channel|network|newspaper|magazine|broadcaster|agency|station|website"
    r"|outlet|paper|daily) (?P<outlet>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*)*)"
)
"""The rest of "French news channel BFM TV" behind its first name."""
ACCORDING = re.compile(r"\b[Aa]ccording to (?:the )?")
BY_NAME = re.compile(rf"\b(?:{ROLE}|expert|researcher|official|by) $")
