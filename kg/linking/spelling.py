"""What is left of a name when ways of spelling and of putting it are taken away.

Three steps, each giving tokens: `stems` (words without their endings, British
spelling and accents), `core` (without head nouns that add nothing, in one
order whether it says "detecting X", "detection of X" or "X detection") and
`joined` (the core as one string, so that "feed forward" is "feedforward").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kg.linking import lexicon
from kg.linking.abbreviations import is_short, left_over
from kg.names import normal

LANGUAGES: Final = frozenset(lexicon.LANGUAGES)
_KEEP: Final = frozenset({"modeling"})  # a task; a model is a thing
_BRACKETS = re.compile(r"(?P<before>[^()\[\]]+)[(\[](?P<inside>[^()\[\]]*)[)\]]")
_STYLE = re.compile(r"\\(?:math\w+|text\w*|emph|rm|bf|it|tt)\b")
_LATEX = re.compile(r"[{}$^\\]")
_VARIANT = re.compile(r"\\var(?=[a-z])")  # "\varepsilon"
_GREEK = re.compile(r"(?<![^\W\d_])[\u03b1-\u03c9](?![^\W\d_])")  # alone: "β-VAE"
_SPLIT = re.compile(
    r"(?<=\d)(?=[a-z]{4})|(?<=[a-z]{3})(?=v\d)|(?<=[a-z]{4})(?=\d+\.\d)"  # f1score, yolov3, ontonotes5.0
    r"|(?<=[a-z]{3})(?=(?:19[89]|20[0-3])\d\b)"  # iwslt2007
    r"|(?<=\bmulti)(?=[a-z]{4})|(?<=\bcross)(?=[a-z]{4})|(?<=\bself)(?=[a-z]{4})"
)
_LOOSE_MARK = re.compile(r"(?<!\s)\s+(?=[\u0300-\u036f])")  # of PDFs: "Na ¨ıve"
_CAPITAL_S = re.compile(r"\b([A-Z]{1,4}S|\w*[^\W\d_A-Z]\w*S)\b")  # not of "NETWORKS"
_BARE_S = re.compile(r"(?<![\w-])(?!(?:[Aa]d|[Ii]d|[Oo]p)s)([A-Za-z][a-z]s)\b")  # nor that of "Vis", but of "ads"
_NAME_S = re.compile(r"\b([A-Z]\w+)[sS](?=[ -]\d|\d+\.\d)")  # nor that of a name with a number, "Thumos 14"
_NUMBER_SIGN = re.compile(r"#(?=\d)")  # "Task #1"
_LISTED = re.compile(r"(?<=\d),(?=\d\d?\b)")  # "ResNet-50,56", not "10,000"
_VERSION = re.compile(r"v?(\d+(?:\.\d*[1-9])*)(?:\.0)?$")
_YEAR = re.compile(r"(?:19[89]|20[0-3])\d")
_EDITION = re.compile(r"[a-z]{3,}")  # what a year of two digits may follow: "WMT14", "ISBI 2012"
_SHORT_ING = re.compile(r"[a-z]{1,3}ing")  # too short for `stem`
_SHORT_ICAL: Final = 9  # letters
_DOUBLE = re.compile(r"([a-z])\1")


@lru_cache(maxsize=400_000)
def stem(word: str) -> str:
    """`word` without a verbal ending, in American spelling.

    >>> stem("detecting"), stem("detection"), stem("optimisation"), stem("segmentation"), stem("tagger")
    ('detect', 'detect', 'optimiz', 'segment', 'tagger')
    """
    for british, american in lexicon.BRITISH:
        if british in word:
            word = word.replace(british, american)
    if version := _VERSION.match(word):
        return version[1]
    if word in _KEEP or not word.isalpha():
        return word
    word = lexicon.PLURALS.get(word, word)
    if word.endswith("ie") and len(word) > 4:
        word = word[:-2] + "y"
    if word.endswith("ical") and len(word) > _SHORT_ICAL:
        word = word[:-2]  # "geometrical", but a critical network is no critic network
    word = word.replace("recognition", "recognizing")
    for ending, left in lexicon.ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(left) >= 4:
            word = word[: len(word) - len(ending)] + left
            return word[:-2] if word in lexicon.PLAIN else word
    return word


@lru_cache(maxsize=400_000)
def words(form: str) -> tuple[str, ...]:
    """The words of `form` in their normal form, accents and LaTeX marks gone, an abbreviation in brackets left out.

    >>> words("Unmanned Aerial Vehicle (UAV) tracking")
    ('unmanned', 'aerial', 'vehicle', 'tracking')
    """
    plain = _LATEX.sub("", _VARIANT.sub("", _STYLE.sub("", form)))
    text = _NUMBER_SIGN.sub("", plain if plain.isascii() else _unmarked(plain))
    text = _NAME_S.sub(r"\1ss", _LISTED.sub(" ", text))
    text = _CAPITAL_S.sub(r"\1S", text)  # the s of "SAS" and "UdS" is no plural
    text = _BARE_S.sub(r"\1s", text)
    text = _BRACKETS.sub(_unless_abbreviation, text)
    return tuple(_SPLIT.sub(" ", normal(text)).split()) or (form.strip(),)


def _unmarked(text: str) -> str:
    """`text` without accents, a Greek letter that stands alone by its name."""
    text = unicodedata.normalize("NFKD", _LOOSE_MARK.sub("", text)).replace("ı", "i")
    return "".join(c for c in _GREEK.sub(_spoken, text) if not unicodedata.combining(c))


def _spoken(found: re.Match[str]) -> str:
    return unicodedata.name(found[0]).rpartition(" ")[2].lower().replace("lamda", "lambda")


def _unless_abbreviation(found: re.Match[str]) -> str:
    before, inside = found["before"], found["inside"]
    short = is_short(inside.split()[0]) if inside.strip() else False
    return before if short and left_over(inside.split()[0], before) is not None else f"{before} {inside}"


_ACTIONS = ("ion", "ing", "ment", "si", "al")
_VERBS: Final = frozenset(map(stem, lexicon.VERBS))


@lru_cache(maxsize=400_000)
def stems(form: str) -> tuple[str, ...]:
    """The stems of `form` in one order: "detecting X" and "detection of X" as "X detection".

    A small word that a name starts or ends with is part of it: "ON-LSTM", "on-policy optimization", "Task A".
    """
    given = _directed(words(form))
    first = [given.pop(0)] if given[0] in lexicon.SMALL - lexicon.ARTICLES else []
    end = [given.pop()] if len(given) > 1 and given[-1] in lexicon.SMALL else []
    cut = given.index("of") if "of" in given[1:-1] else 0
    if cut and (stem(given[cut - 1]) in _VERBS or given[cut - 1].endswith(_ACTIONS)):
        given = [*given[cut + 1 :], *given[:cut]]
    elif len(given) > 1 and stem(given[0]) in _VERBS and not given[0].endswith("ion"):  # no "classification error"
        given = [*given[1:], given[0]]
    out = [*first, *(stem(w) for w in given if w not in lexicon.SMALL), *end]
    if len(out) > 1 and _YEAR.fullmatch(out[0]):
        out.append(out.pop(0))  # "2015 VAST Challenge"
    return tuple(out) or words(form)


def _directed(given: Sequence[str]) -> list[str]:
    """`given` without the "to" between two languages: "English-to-German" as "English-German"."""
    spoken = [w in LANGUAGES for w in given]
    return [
        w for n, w in enumerate(given) if not (w == "to" and 0 < n < len(given) - 1 and spoken[n - 1] and spoken[n + 1])
    ]


_HEAD_STEMS: Final = {stem(word): kind for word, kind in lexicon.HEADS.items()}
_CAMPAIGN: Final = frozenset(map(stem, lexicon.CAMPAIGN))
_ADJECTIVE = re.compile(r"(?:ed|al|ive|ous|ic|able|less|deep|hybrid|joint|shot|task|modal|driven|free|aware)$")


@lru_cache(maxsize=400_000)
def core(form: str) -> tuple[tuple[str, ...], str]:
    """The stems of `form` without empty head nouns and fillers, and the kind that the heads named ("" for none).

    >>> core("the standard Transformer architecture")
    (('transformer',), 'method')
    """
    tokens = list(stems(form))
    while len(tokens) > 1 and tokens[0] in lexicon.FILLERS:
        tokens.pop(0)
    kind = "data" if _held(tokens) else ""
    while len(tokens) > 1 and tokens[-1] in _HEAD_STEMS and not _ADJECTIVE.search(_before(form, tokens[-1])):
        last = _HEAD_STEMS[tokens.pop()]
        kind = kind or last
    network = stem("network")
    return tuple(
        t for t, after in zip(tokens, [*tokens[1:], ""], strict=True) if (t, after) != ("neural", network)
    ), kind


def _held(tokens: list[str]) -> bool:
    """Whether `tokens` named a campaign by its year; the words that say so are taken away: "IWSLT 2017 shared task"."""
    year = next((n for n, t in enumerate(tokens) if n and _YEAR.fullmatch(t)), 0)
    rest = tokens[year + 1 :] or tokens[1:year]
    if not year or not rest or not set(rest) <= _CAMPAIGN:
        return False
    tokens[:] = [tokens[0], tokens[year]]
    return True


def _before(form: str, head: str) -> str:
    """The word of `form` before its head noun: an adjective there needs its noun."""
    given = [w for w in words(form) if w not in lexicon.SMALL]
    places = [n for n, w in enumerate(given) if stem(w) == head]
    return given[places[-1] - 1] if places and places[-1] else ""


@lru_cache(maxsize=400_000)
def joined(tokens: tuple[str, ...]) -> str:
    """`tokens` as one string, double letters single; between two digits a mark stays, so that "1 1" is not "11".

    >>> joined(("feed", "forward")), joined(("wmt", "20", "21")), joined(("wmt", "2014"))
    ('fedforward', 'wmt20_21', 'wmt14')
    """
    dated = [t[2:] if _YEAR.fullmatch(t) and _EDITION.fullmatch(b) else t for b, t in pairwise(("", *tokens))]
    text = re.sub(r"(?<!\d)_|_(?!\d)", "", "_".join(dated))
    if len(tokens) > 1 and _SHORT_ING.fullmatch(tokens[-1]):
        text = text[:-3]  # "fine-tuning" as "finetuning"
    return _DOUBLE.sub(r"\1", text) if len(text) > 6 else text


@lru_cache(maxsize=400_000)
def headless(form: str) -> str:
    """`form` as written without head nouns that add nothing.

    >>> headless("SOM algorithm")
    'SOM'
    """
    given = form.split()
    while len(given) > 1 and stem(normal(given[-1])) in _HEAD_STEMS:
        given.pop()
    return " ".join(given)
