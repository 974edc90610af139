"""The words of the graph: entity types, roles, predicates, and which predicate joins what to what."""

from __future__ import annotations

from typing import Final

PAPER: Final = "PAPER"

TYPES: Final = ("Method", "Dataset", "Benchmark", "Task", "Metric")
DATA: Final = ("Dataset", "Benchmark")

ROLES: Final = {
    "Method": ("proposed", "used", "compared", "mentioned"),
    "Dataset": ("proposed", "evaluated", "trained", "mentioned"),
    "Benchmark": ("proposed", "evaluated", "trained", "mentioned"),
    "Task": ("addressed", "mentioned"),
    "Metric": ("proposed", "reported", "mentioned"),
}
ALL_ROLES: Final = ("proposed", "used", "compared", "evaluated", "trained", "addressed", "reported", "mentioned")

# What a role says of the paper; the last two are written to the RDF only.
ROLE_PREDICATE: Final = {
    "proposed": "proposes",
    "used": "uses",
    "evaluated": "evaluatesOn",
    "addressed": "addresses",
    "trained": "trainsOn",
    "reported": "measures",
}

PREDICATE_ROLE: Final = {predicate: role for role, predicate in ROLE_PREDICATE.items()}

# predicate -> (types of the head, types of the tail); PAPER is a type here.
SIGNATURES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "proposes": ((PAPER,), ("Method", "Dataset", "Benchmark", "Metric")),
    "uses": ((PAPER,), ("Method",)),
    "evaluatesOn": ((PAPER,), DATA),
    "addresses": ((PAPER,), ("Task",)),
    "trainsOn": ((PAPER,), DATA),
    "measures": ((PAPER,), ("Metric",)),
    "mentions": ((PAPER,), TYPES),
    "comparedWith": ((PAPER, "Method"), ("Method",)),
    "outperforms": ((PAPER, "Method"), ("Method",)),
    "basedOn": (("Method",), ("Method",)),
    "partOf": (("Method",), ("Method",)),
    "evaluatedOn": (("Method",), DATA),
    "appliedTo": (("Method",), ("Task",)),
    "benchmarkFor": (DATA, ("Task",)),
}
# Between two entities of one abstract, in the order of the relation model's outputs.
ENTITY_PREDICATES: Final = (
    "evaluatedOn",
    "appliedTo",
    "basedOn",
    "partOf",
    "comparedWith",
    "outperforms",
    "benchmarkFor",
)
UNDIRECTED: Final = ("comparedWith",)
MODALITIES: Final = ("negated", "hedged", "planned", "rival")


def allowed(head: str, predicate: str, tail: str) -> bool:
    """Whether `predicate` may join a thing of type `head` to one of type `tail`."""
    heads, tails = SIGNATURES[predicate]
    return head in heads and tail in tails
