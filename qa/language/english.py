"""What is known of English beyond what the parser knows: closed lists of words, by lemma."""

from __future__ import annotations

NEGATIVE = frozenset("no not never none nobody nothing neither nor hardly".split())
"""Words that deny the predicate beside them."""
DENYING = frozenset(
    """
    deny refuse fail decline reject dispute forbid ban bar prevent stop rule_out hesitate unable
    unwilling
    """.split()
)
"""Verbs and adjectives whose complement is said not to be so, or not to be done."""
NOT_DOING = frozenset("fail decline refuse".split())
"""Of these verbs, those that say that what their infinitive tells was not done."""
CONDITIONAL = frozenset("if unless whether lest provided".split())
FORESEEING = frozenset("fear hope expect predict guess wish".split())
"""Verbs whose complement is not told as so."""
MODAL = frozenset("can could may might must should would ought shall".split())
FUTURE = frozenset("will shall 'll".split())
SAYING = frozenset(
    """
    say tell claim argue warn insist announce state report tweet believe note remark explain suggest
    indicate acknowledge admit allege comment conclude stress predict reply recall pledge promise
    vow mention reveal assert contend caution concede complain testify reiterate emphasize emphasise
    boast lament joke quip maintain urge demand apologise apologize write estimate add confirm deny
    declare respond continue observe repeat affirm recommend proclaim counter hint hope expect fear
    think ask answer shout whisper sigh cry exclaim call describe express put find show point agree
    """.split()
)
"""Verbs whose complement clause, or the quotation beside them, is somebody's words or thought."""
LOOKING_AHEAD = frozenset(
    """
    plan expect schedule set slate due hope intend aim want wish agree decide vote threaten promise
    vow pledge offer prepare order ask urge invite tell call need have propose refuse book arrange
    """.split()
)
"""Verbs, participles and adjectives behind which "to" tells of what is to come."""
PLANS = frozenset(
    """
    plan decision deal proposal offer bid promise pledge order call agreement deadline intention
    """.split()
)
"""Nouns behind which "to" tells of what is to come."""
BEGINNING = frozenset("begin start commence".split())
"""What, as a participle, dates what was announced as well as what was done."""
SCHEDULING = frozenset("schedule set slate due expect plan book postpone delay".split())
"""What, done to something, tells its day and not the day on which it was done."""
BOUNDING = frozenset(
    """
    since until till before after following by from to through between ahead beyond than per
    """.split()
)
"""Prepositions behind which a day bounds what is told, and is not its day."""
CHANGING = frozenset("change grow spread".split())
"""Verbs of what is no more as it was, whatever it is."""
MOVING = frozenset(
    """
    rise fall drop increase decrease climb shrink decline go_up go_down come_down double soar plunge
    """.split()
)
"""Verbs of what gets more or less: of other things they tell a movement ("the boy fell")."""
AMOUNTS = frozenset(
    """
    number toll rate share price cost total figure count tally level amount size score lead debt
    profit revenue deficit turnout population
    """.split()
)
"""Nouns of what can be told in a figure."""
HOW_MANY = frozenset("many much".split())
"""Words by which it is asked for a number: "how many"."""
RANKS = (
    frozenset("second 2nd runner runners".split()),
    frozenset("third 3rd bronze".split()),
    *(
        frozenset(words.split())
        for words in ("fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th", "last")
    ),
)
"""How one place behind the first is told: "came second", "the runner-up"."""
ORDERING = frozenset("before after following prior ahead".split())
"""Words that put what is told before or after what stands behind them."""
SIMULTANEOUS = frozenset("when as while".split())
"""Conjunctions of two things that happen at one time."""
NO_ONE_DAY = frozenset("every each any some most many one a an another".split())
"""Before a weekday: no one day is meant."""
OCCASIONS = frozenset(
    """
    statement interview tweet post speech letter email call briefing conference hearing meeting
    rally vote debate session ruling filing report attack shooting crash match game election appeal
    strike fire blast explosion quake storm flood trial wedding funeral ceremony summit protest
    march parade raid talk
    """.split()
)
"""What is held or told on a day: "in a Thursday tweet"."""
PARTS_OF_A_DAY = frozenset("morning afternoon evening night day eve hour".split())
STATES = frozenset(
    "be have live remain stay know face stand exist believe think want hope fear need seem".split()
)
"""Verbs of how things are, not of what is done."""
BRITISH = frozenset(
    """
    £ pence tonnes metres kilometres harbour colour labour favour neighbour neighbours centre
    programme defence organisation councillor councillors mum lorry motorway
    """.split()
)
AMERICAN = frozenset(
    """
    harbor color labor favor neighbor neighbors center program defense
    organization sheriff mom freeway percent
    """.split()
)
"""Words that tell which English an article is in, as far as each is written in one only."""
ASKING = frozenset("who whom whose what which when where why how".split())
MALE_TITLES = frozenset("mr sir lord baron king prince pope father".split())
FEMALE_TITLES = frozenset("mrs ms miss dame lady baroness queen princess".split())
TITLES = (
    MALE_TITLES | FEMALE_TITLES | frozenset("dr prof professor president senator governor".split())
)
"""What stands before somebody's name; of the first two also whether it is a man's or a woman's."""
LOCATIVE = frozenset("in at near to into across inside outside around throughout".split())
"""Prepositions behind which a name is mostly a place's."""
ASKED_BY_KEYWORD = {
    **dict.fromkeys(("date", "day", "when"), "When"),
    **dict.fromkeys(("place", "location", "where"), "Where"),
    **dict.fromkeys(("cause", "reason", "why"), "Why"),
    "who": "Who",
}
"""What a word asks for that stands alone behind others, as in a search box."""
DECLARING = frozenset(
    "say tell warn predict demand urge deny estimate allege recommend claim".split()
)
"""Verbs of saying whose bare object or infinitive is somebody's words too: "predicted a fall"."""
SUPPOSING = MODAL - {"would"}
"""Helping verbs of what is not said, or not yet."""
MESSAGES = frozenset(
    "statement letter tweet post message email memo note release comment response report".split()
)
"""What says something for whoever issues it: "a statement saying that"."""
ISSUING = frozenset("issue release send post publish write sign make give put deliver read".split())
"""What somebody does with a message that is his own."""
SHOWING = frozenset("show indicate suggest reveal find put point".split())
"""Verbs of saying whose subject need not speak: "the move suggests that"."""
REPORTS = MESSAGES | frozenset("study survey poll analysis research data document paper".split())
"""What tells something that was found out."""
MASCULINE = frozenset(
    "man boy father son brother husband uncle nephew grandfather grandson widower boyfriend".split()
)
FEMININE = frozenset(
    "woman girl mother daughter sister wife aunt niece grandmother widow girlfriend".split()
)
"""Nouns that only "he", and only "she", goes on from."""
VAGUE = frozenset(
    "company firm group organisation organization business man woman person source".split()
)
"""Nouns that tell nothing of who is meant: "the company"."""
SHARES = frozenset("cent percent half third quarter majority minority".split())
"""Nouns for a part of those asked, who say nothing by themselves."""
OUTLETS = frozenset(
    """
    newspaper paper magazine broadcaster programme program station channel website outlet
    publication network
    """.split()
)
"""Nouns for what people speak to: "told the newspaper"."""
TALKING = frozenset("talk speak brief".split())
"""Verbs of speaking to somebody that tell nothing of what is said."""
SPEAKING = SAYING | TALKING
"""Verbs of which any may tell that somebody spoke: "told the radio" for "spoke on the radio"."""
TIMES_OF_OFFICE = frozenset("current present new then former late acting".split())
"""Adjectives that tell when somebody was what, not what."""
GONE = frozenset("former late exiting outgoing ex previous retired then".split())
"""Those of who is it no longer, or soon no longer."""
CAUSAL = frozenset(
    """
    because since due owing cause reason result blame lead attribute trigger prompt spark so
    """.split()
)
"""Words that tell of a cause."""
ANSWERS = frozenset("answer question query reply response".split())
"""Nouns for what is asked and what is said to it."""
ENQUIRING = frozenset("ask wonder enquire inquire query".split())
"""Verbs whose complement is a question."""
READERS = frozenset(
    "you reader listener user assistant chatbot bot ai model anyone anybody everyone".split()
)
"""What may be meant by whoever reads a text, be it a person or a program."""
KNOWING = frozenset(
    "know remember note learn understand recognise recognize ignore disregard".split()
)
"""Verbs for what a text wants of whoever reads it, beside those of saying."""
HEDGES = frozenset(
    """
    almost nearly partly partially temporarily provisionally reportedly allegedly apparently
    possibly probably perhaps likely presumably supposedly maybe virtually largely mainly mostly
    purportedly potentially
    """.split()
)
"""Adverbs without which more would be said."""
PRIVATIVE = frozenset(
    """
    alleged suspected supposed former late so-called self-described potential possible likely
    probable planned proposed attempted prospective aspiring would-be acting deputy vice assistant
    presumed apparent unconfirmed interim fake false purported expected failed draft preliminary
    provisional partial temporary
    """.split()
)
"""Adjectives and first nouns without which it is something else: "a deputy leader"."""
VERIDICAL = frozenset(
    """
    begin start continue manage help find know learn realise realize show reveal confirm see make
    let cause force lead come go become get keep happen prove turn emerge note discover notice
    remember be have mean result use finish celebrate regret
    """.split()
)
"""Verbs whose complement is so where they are: "began to", "it emerged that"."""
SUPPORTING = frozenset(
    """
    make do give take hold have carry carry_out conduct suffer undergo perform commit launch stage
    win lose see witness
    """.split()
)
"""Verbs that with the noun of a deed tell the deed: "gave a speech"."""
CERTAIN = frozenset("clear true evident obvious certain known plain".split())
"""Adjectives that say of a clause behind them that it is so: "it is clear that"."""
FACTS = frozenset("fact news proof evidence discovery revelation admission confirmation".split())
"""Nouns that say so: "the fact that"."""
EXCLUDING = frozenset("except besides unlike without against".split())
"""Prepositions behind which stands what something is not said of, or is set against."""
DISTRIBUTING = frozenset("each every apiece per".split())
"""Words by which a number is that of one of several: "12 points in each of three games"."""
ACCUSING = frozenset("accuse charge suspect warn prevent stop deter ban acquit clear".split())
"""Verbs behind whose preposition stands what need not have been done: "accused of lying"."""
NEUTRAL_SAYING = frozenset(
    """
    say tell state add note remark report write declare speak comment observe mention explain
    announce accord
    """.split()
)
"""Verbs of saying that tell nothing more of what is said, or how."""
NOT_SAYING_SO = frozenset(
    "deny ask hope fear expect think suggest predict pledge promise vow wish demand urge".split()
)
"""Verbs of saying whose complement is not said to be so: "said" is something else."""
QUANTIFIERS = {
    **dict.fromkeys("all every each entire whole".split(), "all"),
    "both": "both",
    **dict.fromkeys(("most", "majority"), "most"),
    **dict.fromkeys(("many", "numerous"), "many"),
    **dict.fromkeys(("some", "several"), "some"),
    **dict.fromkeys(("few", "handful"), "few"),
    "half": "half",
    "only": "only",
    "any": "any",
    "no": "no",
}
"""What tells how many are meant; of one group, each says what the others do."""
SUPERLATIVES = frozenset("first last only sole earliest latest youngest oldest".split())
"""Words for one among others that the parser need not tag as superlatives."""
OPPOSED = (
    ({"from"}, {"to", "into"}),
    ({"in", "at", "inside"}, {"to", "into", "towards", "toward", "from"}),
    ({"before", "until"}, {"after", "since", "following"}),
    ({"for"}, {"against"}),
    ({"with"}, {"without"}),
    ({"above", "over"}, {"below", "under", "beneath"}),
    ({"inside", "within"}, {"outside"}),
    ({"up"}, {"down"}),
    ({"on"}, {"off"}),
)
"""Prepositions of which one says the opposite of the other, or where in place of whereto."""
BOUNDS = {
    **dict.fromkeys(
        ("about", "around", "roughly", "some", "approximately", "an estimated", "estimated"),
        "about",
    ),
    **dict.fromkeys(
        ("more than", "over", "at least", "no fewer than", "no less than", "upwards of"), "least"
    ),
    **dict.fromkeys(
        ("less than", "fewer than", "under", "up to", "at most", "as many as", "no more than"),
        "most",
    ),
    **dict.fromkeys(("nearly", "almost", "close to", "just under"), "nearly"),
    **dict.fromkeys(("just over", "just more than", "a little over"), "little_more"),
}
"""What before a number says that it is not exact, and to which side it misses."""
MULTITUDES = {"dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6}
"""Nouns for a number of which only the size is told."""
COUNTING = frozenset(
    "total number toll figure count people person other tally % percent per cent".split()
)
"""Nouns that a number may have beside it or not: "a total of 39", "39 people"."""
PLEASANTRIES = frozenset(
    """
    hello hi hey good morning afternoon evening night thanks thank you so very much ok okay yes no
    please sorry bye goodbye great nice cool
    """.split()
)
"""Words of a turn that asks nothing: "Thank you very much!"."""
CONTESTING = frozenset("win lose lead beat defeat prevail triumph victory".split())
"""Words for how a contest ends, or stands, which say nothing of another contest."""
AGES = frozenset("year month week day old".split())
"""Words between a number and somebody of that age: "a 66-year-old man"."""
ONCE = frozenset(
    """
    win steal kill murder assassinate die bear bury write paint compose invent discover found make
    """.split()
)
"""Verbs of what is done once to one thing or person: who did it, nobody else has done."""
PERFORMING = frozenset(
    """
    endorse back support resign withdraw apologise apologize thank condemn appoint nominate concede
    congratulate oppose reject accept declare promise pledge vow order ban suspend cancel dismiss
    offer veto
    """.split()
)
"""Verbs of what is done by saying that one does it (Austin 1962): "she was endorsing him"."""
OPPOSING = frozenset("oppose ban prohibit forbid reject block prevent criticise criticize".split())
"""Verbs that say less of a thing the less of it they are said of: who opposes a full fence."""
