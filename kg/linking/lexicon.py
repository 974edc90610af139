"""Words that linking treats in a way of their own. Lower case, singular as `kg.names.normal` leaves them."""

from __future__ import annotations

from typing import Final

_METHOD = (
    "model method methodology approach approache algorithm technique architecture framework strategy strategie system "
    "mechanism scheme procedure paradigm function module classifier activation formulation"
)
_TASK = "task problem setting"
_DATA = "dataset corpu corpora corpus benchmark database challenge competition collection testbed leaderboard"
_METRIC = "score metric measure value"
# Head nouns that add nothing, with the kind of thing that they name.
HEADS: Final = {
    word: kind
    for kind, words in (("method", _METHOD), ("task", _TASK), ("data", _DATA), ("metric", _METRIC))
    for word in words.split()
}

_CAMPAIGN = "shared task evaluation campaign challenge competition benchmark"
CAMPAIGN: Final = frozenset(_CAMPAIGN.split())  # what a name with a year is: "IWSLT 2017 evaluation campaign"

_FILLERS = "standard traditional vanilla conventional classic classical ordinary typical"
FILLERS: Final = frozenset(_FILLERS.split())  # in front: nothing is special

ARTICLES: Final = frozenset(("the", "a", "an", "its"))
_SMALL = "of for in on with and by via using at as"
SMALL: Final = ARTICLES | frozenset(_SMALL.split())

# Endings of verbs and of nouns made from them, and what is left, longest first; four letters must stand before.
_ENDINGS = (
    "ification/if ification/if isation/iz ization/iz ifying/if ation/at ising/iz izing/iz ified/if ating/at ised/iz "
    "ized/iz ated/at ise/iz ize/iz ify/if ate/at ion/ ing/ ed/ es/ e/"
)
ENDINGS: Final = tuple((pair.split("/")[0], pair.split("/")[1]) for pair in _ENDINGS.split())
# Verbs whose noun in -ation is not from one in -ate.
_PLAIN = "segment adapt augment implement represent transform document imput comput interpret perturb explor orient"
PLAIN: Final = frozenset(f"{verb}at" for verb in _PLAIN.split())

# Verbs that a task may begin with: "detect rumors", "detecting rumors".
_VERBS = (
    "detect predict generate classify identify extract recognize learn estimate track segment select optimize assess "
    "translate summarize measure evaluate label annotate forecast retrieve reconstruct"
)
VERBS: Final = tuple(_VERBS.split())

_BRITISH = (
    "dialogue/dialog modell/model labell/label behaviour/behavior colour/color neighbour/neighbor "
    "catalogue/catalog centre/center fibre/fiber signall/signal travell/travel analys/analyz tumour/tumor "
    "favour/favor vapour/vapor grey/gray judgement/judgment humour/humor rumour/rumor armour/armor harbour/harbor "
    "labour/labor odour/odor flavour/flavor defence/defens offence/offens artefact/artifact analogue/analog"
)
BRITISH: Final = tuple((pair.split("/")[0], pair.split("/")[1]) for pair in _BRITISH.split())

# Plurals of Latin and Greek, as `kg.names.normal` leaves them.
_PLURALS = (
    "matrice/matrix vertice/vertex indice/index vortice/vortex appendice/appendix automata/automaton "
    "criteria/criterion phenomena/phenomenon lexica/lexicon spectra/spectrum extrema/extremum maxima/maximum "
    "minima/minimum optima/optimum momenta/momentum schemata/schema stimuli/stimulu hypothese/hypothesi"
)
PLURALS: Final = dict(pair.split("/") for pair in _PLURALS.split())

AUTOMATIC: Final = ("automatic", "automated", "automatically")

# Words for the setting, the data or the training of a thing: what they stand before is nearly always another thing.
_SETTINGS = (
    "pre pretrained trained supervised unsupervised semi weakly self zero few one shot low high resource lingual "
    "multilingual bilingual monolingual crosslingual online offline real time average averaged weighted balanced macro "
    "micro domain adversarial joint end interactive incremental dynamic static federated distributed active "
    "generative discriminative"
)
SETTINGS: Final = tuple(_SETTINGS.split())
# Words that often make another thing of it ...
_NARROWING = (
    "multi cross single dual mono bi un non neural deep hierarchical large small adaptive multimodal robust sparse "
    "dense contextual contextualized statistical probabilistic bayesian conditional mean relative test training "
    "prediction model masked causal open closed fine grained coarse biomedical medical clinical legal temporal spatial "
    "nested drop rate level video speech stochastic convolutional recurrent quantum local global iterative implicit "
    "explicit direct indirect 2d 3d"
)
NARROWING: Final = tuple(_NARROWING.split())
CONTRARY: Final = frozenset(("non", "un", "anti", "semi"))  # in front: what follows is not meant
_PREFIXES = "multi self cross pre post sub inter intra co bi few zero one low high"
PREFIXES: Final = CONTRARY | frozenset(_PREFIXES.split())  # one with the next word: "multi-hop reasoning"
_LANGUAGES = (
    "english chinese mandarin cantonese arabic german french spanish italian portuguese dutch russian ukrainian polish "
    "czech slovak slovene croatian serbian bulgarian romanian hungarian finnish swedish norwegian danish icelandic "
    "estonian latvian lithuanian greek turkish hebrew persian urdu hindi bengali tamil telugu malayalam kannada "
    "marathi gujarati punjabi sanskrit dravidian indic slavic african indigenous swahili amharic yoruba hausa zulu "
    "japanese korean vietnamese thai indonesian malay tagalog tibetan mongolian kazakh uzbek basque catalan welsh "
    "irish latin"
)
LANGUAGES: Final = tuple(_LANGUAGES.split())
# ... and words that hardly do.
_WEAK = (
    "automatic automated text natural human image based learning network processing analysis standard simple effective "
    "novel efficient general basic common classifier layer module function operator loss term feature descriptor "
    "representation property series variable object data graph"
)
WEAK: Final = tuple(_WEAK.split())
# Nouns for a made thing, and for what is done: of two names that differ in these alone one may stand for the other.
_THINGS = (
    "model network method approach framework algorithm architecture system technique strategy representation feature "
    "descriptor function loss objective controller encoder classifier module procedure tool"
)
THINGS: Final = tuple(_THINGS.split())
_ACTIONS = (
    "detection identification recognition classification prediction estimation labeling tagging segmentation "
    "localization generation synthesis extraction analysis assessment evaluation reconstruction learning training "
    "modeling forecasting scoring summarization resolution discovery categorization discrimination selection retrieval "
    "understanding construction creation"
)
ACTIONS: Final = tuple(_ACTIONS.split())

# Words for nearly the same act, of which one paper chooses this and another that.
ALIKE: Final = (
    "detection identification classification localization",
    "recognition identification classification",
    "estimation prediction",
    "assessment evaluation",
)

_PARTICLES = "van von der den de del della di da dos du la le ter ten bin ibn al el"
PARTICLES: Final = frozenset(_PARTICLES.split())  # of family names
_SUFFIXES = "jr sr ii iii iv 2nd 3rd 4th"
SUFFIXES: Final = frozenset(_SUFFIXES.split())
# What people are called for short.
_SHORTENED = (
    "abigail/abby alexander/alex alexandra/alex alexandru/alex alexandre/alex andrew/andy anthony/tony benjamin/ben "
    "charles/charlie christina/chris christine/chris christian/chris christopher/chris daniel/dan david/dave "
    "deborah/deb donald/don douglas/doug edward/ed elizabeth/liz eugene/gene frederick/fred gregory/greg jacob/jake "
    "james/jim jeffrey/jeff jennifer/jen jonathan/jon joseph/joe joshua/josh katherine/kathy kathleen/kathy "
    "kathryn/kathy kenneth/ken kristin/kris kristina/kris lawrence/larry leonard/len matthew/matt michael/mike "
    "nathaniel/nate nicholas/nick patricia/pat patrick/pat peter/pete philip/phil phillip/phil raymond/ray "
    "rebecca/becky richard/rich richard/dick robert/rob robert/bob ronald/ron samantha/sam samuel/sam stephen/steve "
    "steven/steve stuart/stu susan/sue theodore/ted thomas/tom timothy/tim victoria/vicky vincent/vince walter/walt "
    "william/bill william/will zachary/zach"
)
SHORTENED: Final = {
    name: tuple(pair.split("/")[1] for pair in _SHORTENED.split() if pair.startswith(f"{name}/"))
    for name in dict.fromkeys(pair.split("/")[0] for pair in _SHORTENED.split())
}
