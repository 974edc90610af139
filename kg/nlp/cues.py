"""The words by which a sentence denies, doubts, postpones, or leaves to others what it names."""

from __future__ import annotations

import re
from typing import Final


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{p})" for p in patterns), re.I)


_BE = r"(?:is|are|was|were|be|been|being)"
_OLD = (
    r"prior|previous|existing|earlier|recent|past|traditional|conventional|classical|standard|common|usual|popular|"
    r"typical|other|many|published|rival|prevailing|customary|classic|older"
)
_SMALL = (  # what may stand between a cue and the name that it is about
    r"any|the|an?|its|their|all|most|use|uses|of|need|needs|for|to|access|on|upon|relying|rely|resorting|requiring|"
    r"needing|having|based|such|as|like|explicit|external|additional|extra|further|costly|expensive|pure|just|only|more|"
    rf"methods?|models?|approaches|techniques?|works?|that|which|{_OLD}"
)
_FILL = rf"(?:(?:{_SMALL}|using|with|recourse)\s+)*"
_PLAIN_FILL = rf"(?:(?:{_SMALL})\s+)*"  # what is removed with, or using, a thing is another thing
_LISTED = r"(?:[\w/-]+(?:\s+[\w/-]+){0,2},?\s+(?:or|and|nor)\s+(?:(?:any|the|an?|its)\s+)*)?"  # the other name of two
_TO_NAME = rf"\s+{_FILL}{_LISTED}$"
_AT_NAME = rf"\s+{_PLAIN_FILL}{_LISTED}$"

# Read up to the name, within its clause.
NEGATION: Final = _any(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|need|should|will|would|must|shall)(?:\s+not|n't)\b"
    r"(?!\s+(?:only|as|clear)\b)",
    r"\b(?:cannot|can't|won't|never|fails?\s+to|failed\s+to|neither|nor|none\s+of(?!.*\b(?:fall|fail|lag|los)\w*))\b(?!\s+only)",
    r"\b(?:no\s+longer|nowhere|(?:at|in)\s+no\s+(?:stage|point|time|way|case))\b",
    r"\bno\s+(?:\w+\s+){0,2}?(?:models?|methods?|systems?|approach(?:es)?|baselines?|algorithms?|architectures?)\b",
    r"\bno(?=\s+(?:better|faster|superior))|\b(?:hardly|scarcely)\b(?!\s+surpris)",
    r"\bno\s+(?:\w+\s+)?(?:benefit|gain|improvement|advantage|evidence|effect|need)s?\b",
)
BEATING: Final = _any(  # what must follow where a comparison is denied
    r"\s+(?:(?!need|use|requir|rely|relies|have|has|see|train)[\w-]+\s+){0,8}?(?:outperform|beat|surpass|exceed|improv|better|superior|faster|match|reach|overtak|win|gain|do)\w*\b"
)
# What must follow where a data set is denied: what is done on it may fail for other reasons.
TRYING: Final = _any(
    r"\s+(?:\w+\s+){0,2}?(?:evaluat|test|report|run|train|experiment|benchmark|consider|includ|touch|involv)\w*\b",
    rf"\s+(?:\w+\s+){{0,2}}?(?:use[sd]?|using)\s+{_FILL}$",
)
USING: Final = _any(
    r"\s+(?:\w+\s+){0,3}?(?:use|using|utili[sz]|rel(?:y|ies)|depend|requir|need|employ|adopt|benefit|train|tun(?:e|ing)|appl(?:y|ies)|"
    r"buil[dt]|bas(?:e|is)|leverag|exploit|combin|integrat|involv|contain|includ|draw|assum|resort|want|help|deriv|hing|learn)\w*\b",
    rf"\s+(?:{_BE}\s+|(?:do|does|did)\s+)?{_FILL}{_LISTED}$",
)
ANYTHING: Final = _any("")
LACK: Final = _any(
    r"(?<!or\s)\bnot\s+(?:(?:the|an?|on|with|for|over)\s+)?$",
    rf"\b(?:without|sans|absence\s+of|freed?\s+(?:of|from)|independent\s+of){_TO_NAME}",
    r"\bwithout\b[^,;]{0,40}\bsuch\s+as\s+$",
    rf"\b(?:eliminat|obviat|bypass|circumvent|forgo|discard|abandon|avoid)\w*{_AT_NAME}",
    rf"\b(?:lack(?:s|ed|ing)?|remov(?:es?|ed|ing)|drop(?:s|ped|ping)?|omit(?:s|ted|ting)?|(?:dispens\w+|do(?:es|ing)?\s+away)\s+with){_AT_NAME}",
    r"\bno\s+(?:(?:need\s+for|use\s+of|external|explicit|additional|extra|such|\w+ed|\w+al)\s+){0,3}$",
)
WORSE: Final = _any(
    r"\b(?:worse\s+than|inferior\s+to|underperforms?|falls?\s+(?:short\s+of|behind)|(?:lags?|trails?)(?:\s+behind)?|"
    r"loses?\s+(?:to|against)|except(?:\s+for)?)\s+[^,;]{0,30}$"
)
HEDGE: Final = _any(
    r"\b(?:may|might|would(?!\s+(?:not\s+)?need)|perhaps(?!\s+(?:not\s+)?(?:un)?surprisingly)|"
    r"possibly|presumably|conceivabl[ey]|supposedly|(?<!most )likely|seemingly|"
    r"probably|apparently|plausibly|plausible\s+that|"
    r"tentatively)\b",
    r"\bpotentially\b(?!\s+(?:un|in|large|harmful|noisy|many|long))",
    r"\b(?:(?:hypothesi[sz]|speculat|conjectur|suspect|believ)(?:es?|ed|s)?|(?:expect|anticipate)s?|(?:expected|anticipated)\s+to)\b",
    r"\b(?:hypothes[ie]s\s+that|(?:thought|assumed|presumed|rumou?red|alleged)\s+to)\b",
    r"\bpotential\s+(?:applications?|uses?|to)\b",
    r"\b(?:one|a|another)\s+(?:possible|plausible|likely)\s+(?:explanation|reason|cause)\b",
    r"\b(?:lends?\s+itself\s+to|possible\s+that|is\s+possible\s+(?:\w+\s+)*to|should\s+(?:also\s+)?(?:help|generali[sz]e|transfer|extend|carry))\b",
    r"\b(?:hints?|suggests?)\s+that\b",
    r"\bcould\s+(?:potentially|possibly|in\s+principle|also|even|well|carry|extend|generali[sz]e|help|serve|benefit|outperform|surpass|improve|"
    r"be\s+(?:used|useful|applied|applicable|extended|adapted|combined|integrated|generali[sz]ed|built))\b",
    r"\b(?:seems?|appears?)\s+(?:to|that|likely)\b",
    r"\bunclear\s+(?:if|whether)\b",
    r"\bpossibility\s+(?:of|to|that)\b",
    r"\bin\s+(?:principle|theory)\b",
    r"\b(?:promising|candidates?)\s+for\b",
)
DOING: Final = _any(  # what a doubt must be of, to be one of what is done with the name
    r"\b(?:use|using|utili[sz]|rel(?:y|ies)|depend|requir|need|employ|adopt|benefit|gain|train|pre-?train|tun(?:e|ing)|"
    r"appl(?:y|ies|ied|ication)|buil[dt]|based|evaluat|test|leverag|exploit|combin|integrat|relat|seen|view|learn|help|dr[ae]w|rests?\s+on)"
)
NEEDED: Final = _any(rf"^[^,;]{{0,20}}?\b{_BE}\s+(?:used|needed|required|necessary|useful|helpful|beneficial)\b")
ASKED: Final = _any(r"\bwhether\b[^,]*$")  # a comma ends what is asked
HELPED: Final = _any(  # what others may do later, and what the paper itself does further on
    r"\bwill\s+be\s+\w+\b.{0,60}\b(?:in|by)\s+(?:this|the\s+present)\s+(?:paper|study|article|work|report|chapter)\b",
    r"\b(?:facilitat|support|encourag|inspir|foster|enabl|guid|inform|stimulat|promot|benefit|advanc|spur|motivat|help|aid|"
    r"suggest|propos|discuss|outlin|identif|highlight)\w*\s+(?:\w+\s+){0,3}?future\s+\w+",
    r"\b(?:basis|foundations?|resource|benchmark|baselines?|ground(?:work|s)?|insights?|lessons?|interest|implications?)\s+for\s+(?:\w+\s+)?future\s+\w+",
)
PRESENT: Final = _any(  # what is said of this very text is no plan
    r"^(?!.*\bfuture\b).*\b(?:in|throughout)\s+(?:this|the\s+(?:present|following|next))\s+"
    r"(?:paper|sections?|article|study|work|chapter|report)\b"
)
PLAN: Final = _any(
    r"\bfuture\s+(?:work|research|stud(?:y|ies)|investigations?|versions?|releases?|extensions?|directions?|experiments?)\b",
    r"(?:^\W*|\b(?:will|plan|hope|intend|aim|would\s+like)\b.{0,80}\b)in\s+(?:the\s+)?(?:near\s+)?future\b",
    r"\b(?:further|follow-?up)\s+work\b(?!\s+is\s+(?:needed|required|necessary))|^\W*going\s+forward\b",
    r"\b(?:currently|presently|now)\s+(?:working\s+on|extending|exploring|investigating)\b",
    rf"\b{_BE}\s+(?:to\s+follow\b|(?:now\s+)?scheduled\b)",
    r"\bin\s+the\s+long(?:er)?\s+(?:term|run)\b",
    r"\b(?:follow-?\s?up|subsequent|upcoming|coming|later)\s+(?:stud(?:y|ies)|papers?|versions?|releases?)\b",
    r"\bnext\s+(?:stud(?:y|ies)|versions?|releases?)\b|\bas\s+(?:an?|our|the)\s+(?:\w+\s+)?next\s+step\b|"
    r"\b(?:an?|our|the)\s+(?:\w+\s+)?next\s+steps?\s+(?:is|are|will|would|includes?)\b",
    rf"\b(?:{_BE}|as|remains?)\s+(?:\w+\s+)?(?:ongoing\s+work|work\s+in\s+progress)\b",
    rf"\b{_BE}\s+ongoing\b|^\s*,?\s+and\s+will\s+(?:also\s+|then\s+)?(?:add|extend|evaluate|test|include|try|explore)\b",
    r"\bwe\s+(?:also\s+)?(?:would\s+like\s+to|plan\s+on)\b",
    r"\b(?:(?:is|are|as|now|currently)\s+(?:\w+\s+)?in\s+(?:progress|preparation)|on\s+(?:our|the)\s+roadmap|sequel|another\s+occasion|postpone[sd]?|deferr?(?:ed|s)?|preparations?\s+(?:is|are)|"
    r"(?:there\s+are|has|have)\s+plans\s+to|we\s+(?:\w+\s+)?intend\s+to)\b",
    r"\b(?:works?|stud(?:y|ies)|papers?)\s+(?:will|shall)\b",
    r"\b(?:will|shall)\s+(?:(?:also|soon|further|next|eventually|later|shortly)\s+)?(?:follow\b|be\s+(?:assess|test|evaluat|appli|rebuil|extend|integrat|add|us|includ|train|explor|investigat|"
    r"examin|stud|tackl|compar)\w*)",
    r"\b(?:under\s?way|under\s+(?:development|construction)|forthcoming)\b",
    rf"\b{_BE}\s+(?:being\s+|currently\s+)?planned\s*(?:[.,;]|for\b|as\b|$)",
    r"\b(?:(?:we|authors|they)\s+(?:\w+\s+)?plan|planned|planning)\s+to\b",
    r"\bwe\s+(?:also\s+)?(?:(?:hope|aim|wish)\s+to\s+(?:extend|apply|test|try|use|evaluate)|(?:will|shall)\s+(?:also\s+)?"
    r"(?:extend|apply|test|try|use|evaluate|explore|study|tackle|examine|compare|turn)|are\s+going\s+to)\b",
    r"\b(?:remains?|left)\s+to\s+be\s+(?:seen|tested|tried|evaluated|shown|done|determined|verified|investigated)\b",
)

# Read from the name on, to the end of its clause.
UNUSED: Final = _any(
    r"^-(?:free|less)\b",
    rf"^[^,;]{{0,40}}?\b(?:(?:{_BE}|can|could|need|does|do|did)(?:\s+not|n't)(?:\s+be)?|{_BE}\s+(?:never|hardly))\s+"
    r"(?:used|needed|required|necessary|employed|involved|applied|considered|evaluated|trained|included|helpful)\b",
    r"^\s+(?:out|aside)\s+of\b",
    rf"^[^,;]{{0,20}}?\b{_BE}(?:\s+not|n't)\s+(?:an?\s+)?(?:part|among|one)\b",
    rf"^[^,;]{{0,30}}?\b{_BE}\s+(?:switched|turned)\s+off\b|^[^,;]{{0,30}}?\b{_BE}\s+disabled\b",
    rf"^[^,;]{{0,30}}?\b(?:{_BE}|becomes?|became|become)\s+(?:no\s+longer|never|\w+\s+to\s+be\s+)?\s*(?:un(?:necessary|needed|helpful|used)|superfluous|redundant|"
    r"omitted|left\s+out|dropped|removed|avoided|discarded|abandoned|dispensed\s+with|no\s+longer\s+(?:used|needed|required))\b",
)
OUTSIDE: Final = _any(r"^[^,;]{0,40}?\b(?:outside|beyond|out\s+of)\s+(?:the|our|its)\s+scope\b")
OPEN: Final = _any(
    rf"^[^,;]{{0,60}}?\b(?:remains?|{_BE})\s+(?:unclear|unknown|open|debatable|an?\s+open\s+(?:question|problem))\b",
    r"^[^,;]{0,30}?\b(?:may|might|could|would)\s+(?:also\s+|even\s+|well\s+)?(?:be\s+(?:used|useful|needed|applied|beneficial)|help|suffice)\b",
)
REPLACED: Final = _any(rf"^[^,;]{{0,30}}?\b{_BE}\s+(?:replaced|superseded|substituted)\b")
THEIRS: Final = _any(
    r"^[^,;]{0,40}?\b(?:of|in|by|for)\s+(?:rival|competing|previous|prior|earlier|existing|conventional|traditional)\b"
)

# Said of others.
CONTRAST: Final = (  # these open a phrase of which all is said of others
    r"(?:unlike|in\s+contrast\s+(?:to|with)|contrary\s+to|as\s+opposed\s+to|instead\s+of|rather\s+than|"
    r"as\s+an?\s+alternative\s+to|in\s+(?:place|lieu)\s+of|departing\s+from|different(?:ly)?\s+from)"
)
RIVAL: Final = _any(
    rf"\b{CONTRAST}{_TO_NAME}",
    rf"\b{CONTRAST}\s+[^;]{{0,80}}?\b(?:that|which|whose|of\s+which)\s+(?:\w+\s+)?(?:use|rel|employ|address|need|requir|appl|train)\w*\s+{_FILL}$",
    rf"\b(?:rather\s+than|instead\s+of)\s+(?:\w+\s+){{1,3}}?(?:with|using|by|via)\s+{_FILL}$",
    rf"\breplac(?:e|es|ed|ing)\s+{_FILL}$",
)
_OTHERS = rf"(?:{_OLD}|current|most|competing|state-of-the-art)"
_WORKS = (
    r"(?:[\w/-]+s|work|research|literature|art|solution|system|approach|method|model|evaluation|practice|learning|"
    r"training|pipeline)"
)
_RIVALS = r"(?:competitors|rivals|others|predecessors|the\s+literature|the\s+state\s+of\s+the\s+art)"
_DO = (
    r"(?:use[sd]?|utili[sz]e[sd]?|rel(?:y|ies|ied)|depend\w*|requir\w+|need(?:s|ed)?|employ\w*|adopt\w*|feeds?|fed|"
    r"(?:pre-?|fine-?)?train(?:s|ed)|(?:pre-?|fine-)tuned?|appl(?:y|ies|ied)|based|built|leverag\w+|exploit\w*|assum\w+|resort\w*|start\w*|"
    r"lean|run|rests?|initiali[sz]ed|test(?:s|ed)|evaluat\w+|regards?|owes?|distil\w*|begin|inherit|borrow)"
)
OTHERS: Final = _any(
    rf"\b{_OTHERS}\s+(?:[\w/-]+\s+){{0,4}}?{_WORKS}\s+(?:(?!(?:with|by|an?|the)\b)\w+\s+){{0,3}}?{_DO}\b",
    rf"\b{_OTHERS}\s+(?:[\w/-]+\s+){{0,4}}?{_WORKS}\s+\w+\s+[^,;]{{0,40}}\b(?:using|via|by\s+means\s+of)\s+{_FILL}$",
    rf"\b{_RIVALS}\s+(?:\w+\s+){{0,3}}?{_DO}\b",
    rf"^\W*(?:while|whereas|although|where)\s+(?:[\w/-]+\s+){{1,6}}?{_DO}\b",
)
OURS: Final = _any(
    r"\b(?:we|our|ours|us|here|^\W*(?:exploiting|using|building|following|extending|inspired|based|leveraging|combining)|this\s+(?:paper|work|study)|the\s+proposed|is\s+proposed)\b"
)
