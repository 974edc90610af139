"""What the corpus as a whole says about names: where they stand, what is short for what, when two names are one key."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations

from kg.linking.abbreviations import is_short, left_over, letters
from kg.linking.known import known
from kg.linking.numbers import other_number
from kg.linking.spelling import core, headless, joined, stem
from kg.linking.units import Unit
from kg.names import singular

_KIND = {"Method": "method", "Task": "task", "Dataset": "data", "Benchmark": "data", "Metric": "metric"}
_FULL = ((), ())
_NETWORK = (stem("network"),)
_UNIT = stem("unit")
_PART = re.compile(r"\s+|(?<=[a-z]{3})-|-(?=[A-Za-z][a-z]{2})")
_CAPITALS = re.compile(r"\W*[A-Z](?:[a-z]?[A-Z0-9])+s?\W*")  # also "PoS"


class Corpus:
    """Counts over all units, made once and then only read."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        self.short_for: dict[str, Counter[str]] = defaultdict(
            Counter
        )  # short form -> joined core of a long form: papers
        self._long: dict[str, tuple[str, ...]] = {}  # joined core -> its stems
        self._cores: dict[str, tuple[tuple[str, ...], str]] = {}  # by form, as are the keys
        self._keys: dict[str, str] = {}
        for short, long in self._stated():
            self.short_for[letters(short)][self._seen(long)] += 1
        for short, long in _known_abbreviations():
            self.short_for[letters(short)][self._seen(long)] += 0
        self.short_for.update(self._loosely())
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        for unit in self.units:
            for form in unit.forms:
                tokens, kind = self.core(form)
                if not kind:
                    self._kinds[joined(tokens)][_KIND.get(unit.type, "")] += 1
        self.places: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))  # key -> paper -> units
        for unit in self.units:
            for form in unit.forms:
                self.places[self.key(form)][unit.paper].add(unit.number)

    def _stated(self) -> Iterator[tuple[str, str]]:
        for unit in self.units:
            yield from dict.fromkeys((a, b) for a, b in permutations(unit.forms, 2) if abbreviates(a, b))

    def _loosely(self) -> dict[str, Counter[str]]:
        """What papers mean by short forms that nobody states letter by letter, of things without a common word."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for unit in self.units:
            meant = {short: long for long, short in permutations(unit.forms, 2) if _initials(short, long)}
            for short, long in meant.items():
                found[letters(short)][self._seen(long)] += 1
        return {s: n for s, n in found.items() if s not in self.short_for and self._unlike(n)}

    def _unlike(self, meanings: Iterable[str]) -> bool:
        first, *others = (set(self._long[meaning]) for meaning in meanings)
        return any(not first & other for other in others)

    def _seen(self, long: str) -> str:
        tokens = core(long)[0]
        self._long.setdefault(joined(tokens), tokens)
        return joined(tokens)

    def core(self, form: str) -> tuple[tuple[str, ...], str]:
        """The core of `form` with the abbreviations inside it written out where they have one meaning here."""
        if form not in self._cores:
            self._cores[form] = self._core(form)
        return self._cores[form]

    def _core(self, form: str) -> tuple[tuple[str, ...], str]:
        tokens, kind = core(form)
        if len(tokens) == 1 or is_short(form):
            return tokens, kind
        written = {letters(word) for word in _PART.split(form) if _CAPITALS.fullmatch(word)}
        out: list[str] = []
        for token, after in zip(tokens, (*tokens[1:], ""), strict=True):
            if (token,) == _NETWORK and out and out[-1].endswith("net"):
                continue  # "U-Net network"
            short = token.removesuffix("s") if token.endswith("ss") else token
            named = after[:1].isdigit()  # "LLAMA 2" is the name of a version
            meant = self._written_out(short) if short in written and not named else (token,)
            said = next((n for n in range(len(meant) - 1, 0, -1) if tuple(out[-n:]) == meant[:n]), 0)
            meant = meant[:-1] if len(meant) > 1 and meant[-1] == after else meant  # "GAN network"
            out.extend(meant[said:])  # "PASCAL VOC12", where VOC12 is PASCAL VOC 2012
        return tuple(out), kind

    def _written_out(self, short: str) -> tuple[str, ...]:
        """The stems of what `short` means nearly always, or itself."""
        counted = self.short_for.get(short)
        if not counted:
            return (short,)
        top, papers = max(counted.items(), key=lambda item: item[1])
        others = sum(n for long, n in counted.items() if not long.endswith(top))
        clear = len(counted) == 1 or papers > 2 * others
        return self._long[top] if clear else (short,)

    def key(self, form: str) -> str:
        """What two spellings of one name share. A head noun counts where the bare name is another kind of thing."""
        if form not in self._keys:
            self._keys[form] = self._key(form)
        return self._keys[form]

    def _key(self, form: str) -> str:
        tokens, kind = self.core(form)
        tokens = self._unnetworked(tokens)
        bare = joined(tokens)
        kinds = self._kinds.get(bare, Counter())
        if not kind or kinds.get(kind) or (kind == "method" and kinds.get("metric")):
            return bare
        return f"{bare} {kind}"

    def _unnetworked(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """`tokens` without a last "network" where the rest is a method that has a short form: "LSTM network".

        Of two words it is another thing, "graph attention network", and a unit is part of one: "ReLU network".
        """
        bare = joined(tokens[:-1])
        alone = (
            len(tokens) > 3
            and tokens[-1:] == _NETWORK
            and tokens[-2] != _UNIT
            and bare in self._long
            and self._kinds.get(bare, Counter())["method"]
        )
        return tokens[:-1] if alone else tokens

    def meaning(self, form: str) -> tuple[str, ...]:
        """The stems of `form`, or of what it nearly always stands for."""
        return self._written_out(letters(form)) if self.meanings(form) else self.core(form)[0]

    def meanings(self, form: str) -> Counter[str]:
        """The keys of the long forms that `form` may stand for, with the number of papers that say so."""
        return self.short_for.get(letters(form), Counter()) if is_short(form) else Counter()

    def named(self, form: str) -> bool:
        """Whether a paper has `form` in any spelling."""
        return self.key(form) in self.places

    def spread(self, key: str) -> int:
        """The number of papers with a name of this key."""
        return len(self.places.get(key, ()))

    def apart(self, a: str, b: str) -> int:
        """The papers that name both keys as two different things."""
        one, two = self.places.get(a, {}), self.places.get(b, {})
        if len(one) > len(two):
            one, two = two, one
        return sum(not one[paper] & two[paper] for paper in one if paper in two)


def abbreviates(short: str, long: str) -> bool:
    """Whether `short` is made of all the words of `long`, but for head nouns that add nothing."""
    short, long = headless(short), headless(long)
    if not is_short(short) or len(letters(short)) >= len(letters(long)) or other_number(short, long):
        return False
    left = left_over(short, long)
    if left is None or left == _FULL:
        return left is not None
    kept = core(long)[0]
    return not left[0] and not any(stem(singular(word)) in kept for word in left[1])


def _initials(short: str, long: str) -> bool:
    """Whether a paper may mean `long` by `short` although not by all its words: "VSM" of "vector space model"."""
    sought, given = letters(short), iter(letters(long))
    spoken = 1 < len(sought) < 5 and short.isalpha() and is_short(short) and not is_short(long)
    return spoken and next(given, "") == sought[0] and all(c in given for c in sought[1:])


def _known_abbreviations() -> Iterator[tuple[str, str]]:
    for names in known():
        yield from ((name, names[0]) for name in names[1:] if is_short(name) and " " in names[0].replace("-", " "))
