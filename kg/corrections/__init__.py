"""A user's corrections: a TOML file that every build obeys.

    [[same]]                      # two names, one thing
    names = ["ConvNet", "CNN"]

    [[different]]                 # two things
    names = ["RAT", "rat"]

    [[different]]                 # two things of one name: what these papers call so is not what the others do
    name = "MAP"
    papers = ["p3", "p9"]

    [[rename]]
    name = "CNNs"
    to = "convolutional neural network"

    [[rename]]                    # of two things of one name that which these papers call so; retype and drop alike
    name = "MAP"
    papers = ["p3"]
    to = "maximum a posteriori"

    [[retype]]
    name = "ImageNet"
    type = "Dataset"

    [[drop]]                      # no thing at all
    name = "our model"

    [[drop]]                      # one triple of one paper
    paper = "p1"
    triple = ["PAPER", "uses", "Adam"]

    [[drop]]                      # one result; fields left out match anything
    paper = "p1"
    result = {metric = "BLEU", value = "28.4"}

To rename or retype, a name means the thing that is called so; where nothing is, the one that has it as another name. To
drop, it means what a paper calls so; a name that no paper has, but a rename of this file gave, means what was renamed,
here as in all entries. In a triple or a result, where the paper calls nothing so, what has it as any name
(`comparedWith` has no direction, 87.80 is 87.8). `same` with one name twice joins all things that have this name.
`same`, `different` and `rename` take `authors` (or `author`) in place of `names` (or `name`) for persons.
"""

from __future__ import annotations

from kg.corrections.dropping import without_dropped
from kg.corrections.entries import KINDS, Correction, Corrections, Remark
from kg.corrections.lapsed import stale
from kg.corrections.obeyed import forgotten, obeyed
from kg.corrections.reading import load, parse
from kg.corrections.renaming import with_old_names
from kg.corrections.text import text_of
from kg.corrections.writing import add, remove

__all__ = [
    "KINDS",
    "Correction",
    "Corrections",
    "Remark",
    "add",
    "forgotten",
    "load",
    "obeyed",
    "parse",
    "remove",
    "stale",
    "text_of",
    "with_old_names",
    "without_dropped",
]
