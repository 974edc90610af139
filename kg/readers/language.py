"""The language of a text, by its script and commonest words: enough to tell what the pipeline cannot read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT: Final = 1200  # characters; an abstract shows its language in its first sentences
_GLANCE: Final = 300
_FEWEST_WORDS: Final = 6
_SHARE: Final = 0.5  # of a text's letters that make its script

# Words that are frequent in one language and no words of English
_FREQUENT: Final[Mapping[str, str]] = {
    "en": "the of and to is that for with we are this by as from on be an which were was in it or has",
    "de": "der die das und ist von den mit zu für auf eine ein wird werden sich dem des nicht durch bei",
    "fr": "le les des et la une est dans pour que sur par du aux avec sont cette nous ces qui été",
    "es": "el los las del que una por con para se es como más son este esta entre fue y su",
    "pt": "os uma não dos das em para com são foi ao pela pelo como mais por que um da do",
    "it": "il gli della che di per una sono con dei nel alla delle è questo come si le non lo",
    "nl": "het een van en zijn voor met dat op niet wordt bij worden aan ook naar deze uit door",
    "pl": "w z na się do jest oraz nie przez od dla są że jako tym przy po ich który tego",
    "tr": "ve bir bu için ile olarak olan da daha gibi en kadar göre sonra veya her çok ise",
    "id": "yang dan dengan untuk dari pada dalam ini adalah tidak oleh atau dapat sebagai akan",
    "sv": "och att som för är av med till den ett på det har inte om från eller kan var",
}
_COMMON: Final = {code: frozenset(words.split()) for code, words in _FREQUENT.items()}
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def language(title: str, abstract: str, stated: str = "") -> str:
    """The two-letter code of a text that is not English; "" for English and for what cannot be told.

    What a source states decides only where the text is too short to tell: many state the language of the full text,
    of which title and abstract are a translation.

    >>> language("Über die Erkennung", "Wir zeigen, dass die Erkennung von Bildern mit dem neuen Verfahren besser ist.")
    'de'
    """
    text = (abstract or title)[:_LOOKED_AT]
    if _is_plainly_english(text):
        return ""
    other = "" if text.isascii() else _by_script(text)
    if other:
        return other
    words = _WORD.findall(text.lower())
    if len(words) >= _FEWEST_WORDS:
        counts = Counter(words)
        found = Counter(
            {code: sum(counts[word] for word in common & counts.keys()) for code, common in _COMMON.items()}
        )
        code, most = found.most_common(1)[0]
        if most >= 2 and most > 1.5 * found["en"]:
            return code
        if found["en"] >= 2 or abstract:
            return ""
    return _code(stated)


def _is_plainly_english(text: str) -> bool:
    """Whether the first words settle it, as they do for nearly every paper."""
    words = text[:_GLANCE].lower().split()
    return len(words) > _FEWEST_WORDS and sum(map(_COMMON["en"].__contains__, words)) > len(words) / 6


def _by_script(text: str) -> str:
    latin = len(_LATIN.findall(text))
    counts = [(code, len(script.findall(text))) for code, script in _SCRIPTS]
    foreign = sum(count for code, count in counts if code not in ("uk", "fa"))
    if foreign <= _SHARE * (foreign + latin):
        return ""
    # Japanese has Chinese letters too, Ukrainian Russian ones, Persian Arabic ones: a few of its own tell
    least = {"ja": 0.1, "ko": 0.2, "uk": 0.02, "fa": 0.02}
    return next((code for code, count in counts if count > least.get(code, 0.4) * foreign), "")


# ISO 639-2 and names, as PubMed, ProQuest, Web of Science and Scopus write them
_CODES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("eng", "english", "en"), ""),
    **dict.fromkeys(("ger", "deu", "german"), "de"),
    **dict.fromkeys(("fre", "fra", "french"), "fr"),
    **dict.fromkeys(("spa", "spanish"), "es"),
    **dict.fromkeys(("por", "portuguese"), "pt"),
    **dict.fromkeys(("ita", "italian"), "it"),
    **dict.fromkeys(("dut", "nld", "dutch"), "nl"),
    **dict.fromkeys(("chi", "zho", "chinese"), "zh"),
    **dict.fromkeys(("jpn", "japanese"), "ja"),
    **dict.fromkeys(("kor", "korean"), "ko"),
    **dict.fromkeys(("rus", "russian"), "ru"),
    **dict.fromkeys(("pol", "polish"), "pl"),
    **dict.fromkeys(("tur", "turkish"), "tr"),
}


def _code(stated: str) -> str:
    """The two-letter code of a stated language; "" for English, several and unknown ones."""
    word = stated.strip().lower()
    if word in _CODES:
        return _CODES[word]
    short = re.split(r"[-_]", word)[0]
    return short if len(short) == 2 and short.isalpha() and short != "en" else ""
