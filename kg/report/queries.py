"""The queries behind the numbers of the report: SPARQL over `kg.ttl` where that is possible, else Python."""

from __future__ import annotations

from typing import Final

_YEAR: Final = "BIND(SUBSTR(STR(?date), 1, 4) AS ?year)"

SPARQL: Final = {
    "years": f"""SELECT ?year (COUNT(DISTINCT ?paper) AS ?papers) WHERE {{
  ?paper a kg:Paper ; dcterms:issued ?date . {_YEAR}
}} GROUP BY ?year ORDER BY ?year""",
    "topics": """SELECT ?name (COUNT(DISTINCT ?paper) AS ?papers) WHERE {
  ?topic a kg:Topic ; skos:prefLabel ?name . ?paper a kg:Paper ; kg:inTopic ?topic .
} GROUP BY ?topic ?name ORDER BY DESC(?papers)""",
    "topics-over-time": f"""SELECT ?name ?year (COUNT(DISTINCT ?paper) AS ?papers) WHERE {{
  ?topic a kg:Topic ; skos:prefLabel ?name . ?paper a kg:Paper ; kg:inTopic ?topic ; dcterms:issued ?date . {_YEAR}
}} GROUP BY ?topic ?name ?year ORDER BY ?name ?year""",
    "central": """SELECT ?name ?papers ?pagerank ?betweenness WHERE {
  ?thing skos:prefLabel ?name ; kg:paperCount ?papers ; kg:pagerank ?pagerank ; kg:betweenness ?betweenness .
} ORDER BY DESC(?pagerank) LIMIT 50""",
    "builds-on": """SELECT ?title (COUNT(DISTINCT ?later) AS ?papers) WHERE {
  ?later kg:buildsOn|cito:cites ?paper . ?paper dcterms:title ?title .
} GROUP BY ?paper ?title ORDER BY DESC(?papers) LIMIT 50""",
    "adoption": f"""SELECT ?name ?year (COUNT(DISTINCT ?paper) AS ?papers) WHERE {{
  ?paper kg:mentions ?thing ; dcterms:issued ?date . ?thing skos:prefLabel ?name . {_YEAR}
}} GROUP BY ?thing ?name ?year ORDER BY ?name ?year""",
    "matrix": """SELECT ?task ?data (COUNT(DISTINCT ?paper) AS ?papers) WHERE {
  ?paper kg:addresses ?t ; kg:evaluatesOn|kg:trainsOn ?d . ?t skos:prefLabel ?task . ?d skos:prefLabel ?data .
} GROUP BY ?t ?task ?d ?data ORDER BY DESC(?papers)""",
    "leaderboards": """SELECT ?on ?metric ?value ?unit ?paper ?sentence WHERE {
  ?result kg:on ?o ; kg:metricText ?metric ; kg:value ?value ; kg:paper ?paper .
  FILTER NOT EXISTS { ?result kg:isGain true }
  ?o skos:prefLabel ?on . OPTIONAL { ?result kg:unit ?unit } OPTIONAL { ?result kg:evidence/oa:exact ?sentence }
} ORDER BY ?on ?metric DESC(?value)""",
}

PYTHON: Final = {
    "bursts": "from kg.analysis.trends import adoption\n[(a.entity, a.bursts) for a in adoption(graph)]",
    "bridges": "from kg.analysis.bridges import bridges\nbridges(graph)",
    "evolution": "from kg.analysis.evolution import events, stages\nevents(stages(graph))",
    "main-path": (
        "from kg.analysis.main_path import main_path\nfrom kg.analysis.paper_views import implied\n"
        'main_path(implied(graph), dict(graph.papers.select("id", "date").iter_rows()))'
    ),
    "never-compared": "from kg.analysis.gaps import never_compared\nnever_compared(graph)",
    "disagreements": "from kg.analysis.gaps import disagreements\ndisagreements(graph)",
    "prediction": "from kg.analysis.prediction import prediction\nprediction(graph)",
    "quality": "from kg.analysis.quality import quality\nquality(graph)",
    "support": "from kg.analysis.support import independent_support\nindependent_support(graph)",
}
LOADED: Final = 'from pathlib import Path\nfrom kg.graph import Graph\ngraph = Graph.load(Path("out/tables"))'
