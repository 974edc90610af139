"""Answers of APIs as they come: Europe PMC, INSPIRE, ORCID, bioRxiv, CORE, batches with gaps, and a few fields only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.readers import Reading, citations, read


def reading(tmp_path: Path, value: object) -> Reading:
    (tmp_path / "x.json").write_text(json.dumps(value), encoding="utf-8")
    return read([tmp_path / "x.json"])


def test_europe_pmc(tmp_path: Path) -> None:
    known = {"type": "ORCID", "value": "0000-0002-1825-0097"}
    moss = {"fullName": "Moss E", "firstName": "Eli", "lastName": "Moss", "authorId": known}
    full = {
        **{"id": "7", "source": "MED", "pmid": "7", "pmcid": "PMC8", "doi": "10.5555/A"},
        **{"title": "Fog in <i>E. coli</i>."},
        **{"authorString": "Moss E, Harbour Team.", "pubYear": "2021", "firstPublicationDate": "2021-01-05"},
        **{"authorList": {"author": [moss, {"collectiveName": "Harbour Team"}]}},
        **{"journalInfo": {"journal": {"title": "J Harbours"}}},
        "abstractText": "<h4>Background</h4>Horns are loud.<h4>Results</h4>CO<sub>2</sub> fell.",
    }
    short = {"id": "PPR1", "source": "PPR", "title": "Buoys", "authorString": "Fern DA, Moss E.", "pubYear": "2020"}
    first, second = reading(tmp_path, {"hitCount": 2, "resultList": {"result": [full, short]}}).papers
    assert (first.id, first.doi, first.ids) == ("pmid:7", "10.5555/a", ("pmid:7", "pmc:PMC8"))
    assert (first.title, first.abstract) == ("Fog in E. coli.", "Background: Horns are loud. Results: CO2 fell.")
    assert (first.author_string, first.authors[0].orcid) == ("Eli Moss, Harbour Team", "0000-0002-1825-0097")
    assert (first.date, first.venue) == ("2021-01-05", "J Harbours")
    assert (second.id, second.author_string, second.date) == ("PPR:PPR1", "DA Fern, E Moss", "2020")


def test_inspire_with_citations(tmp_path: Path) -> None:
    def work(number: int, title: str, **more: object) -> dict[str, object]:
        return {"id": str(number), "metadata": {"control_number": number, "titles": [{"title": title}], **more}}

    cited = [{"record": {"$ref": "https://inspirehep.net/api/literature/2"}}, {"reference": {"label": "1"}}]
    author = {"full_name": "Moss, Eli", "ids": [{"schema": "ORCID", "value": "0000-0002-1825-0097"}]}
    eprints, texts = [{"value": "hep-th/9711200"}], [{"value": "We blow at $N$."}, {"value": "Other."}]
    one = work(1, "Fog", authors=[author], abstracts=texts, arxiv_eprints=eprints, references=cited)
    found = reading(tmp_path, {"hits": {"hits": [one, work(2, "Quiet buoys", earliest_date="1997-11")], "total": 2}})
    first, second = found.papers
    assert (first.id, first.abstract, first.arxiv) == ("inspire:1", "We blow at $N$.", "hep-th/9711200")
    assert (first.author_string, first.authors[0].orcid) == ("Eli Moss", "0000-0002-1825-0097")
    assert second.date == "1997-11"
    assert citations(found.papers).edges == (("inspire:1", "inspire:2"),)


def test_works_of_an_orcid_record(tmp_path: Path) -> None:
    def summary(code: int, title: str) -> dict[str, object]:
        own = {"external-id-type": "doi", "external-id-value": "10.5555/a", "external-id-relationship": "self"}
        book = own | {"external-id-value": "10.5555/book", "external-id-relationship": "part-of"}
        day = {"year": {"value": "2021"}, "month": {"value": "03"}, "day": None}
        titles = {"title": {"value": title}, "subtitle": {"value": "A study"}}
        known = {"external-ids": {"external-id": [own, book]}, "publication-date": day}
        return {"put-code": code, "title": titles, "journal-title": {"value": "J Harbours"}, **known}

    works = {"group": [{"work-summary": [summary(1, "Fog"), summary(2, "FOG")]}], "path": "/0000/works"}
    for value in (works, {"activities-summary": {"works": works}}):
        (found,) = reading(tmp_path, value).papers
        assert (found.title, found.doi, found.date) == ("Fog: A study", "10.5555/a", "2021-03")
        assert found.venue == "J Harbours"


def test_biorxiv_and_core(tmp_path: Path) -> None:
    preprint = {"doi": "10.1101/2021.01.01.42", "title": "F", "authors": "Moss, E.; van Fern, D.", "date": "2021-01-01"}
    found = reading(tmp_path, {"messages": [{"status": "ok"}], "collection": [preprint]})
    assert [(item.author_string, item.date) for item in found.papers] == [("Moss, E.; van Fern, D.", "2021-01-01")]
    people = [{"name": "Moss, Eli"}, {"name": "van Fern, Dee"}, {"name": "Quay Press, Inc."}, {"name": "Bo Reed, Jr."}]
    work = {"id": 1, "title": "Fog", "authors": people, "arxivId": "2101.00001", "publishedDate": "2020-03-04T00:00"}
    (found_core,) = reading(tmp_path, {"totalHits": 1, "results": [work]}).papers
    names = [person.name for person in found_core.authors]
    assert names == ["Eli Moss", "Dee van Fern", "Quay Press, Inc.", "Bo Reed, Jr."]
    assert (found_core.date, found_core.arxiv) == ("2020-03-04", "2101.00001")


def test_batch_whose_first_paper_was_not_found(tmp_path: Path) -> None:
    found = reading(tmp_path, [None, None, {"paperId": "a", "title": "Fog"}])
    assert [(item.title, item.sources[0].reader) for item in found.papers] == [("Fog", "semantic_scholar")]
    assert [item.reason for item in found.skipped] == [f"record {n}: not a JSON object" for n in (1, 2)]


@pytest.mark.parametrize("more", [{}, {"publication_year": 2020, "doi": "https://doi.org/10.5555/x"}])
def test_works_of_openalex_with_a_few_fields(tmp_path: Path, more: dict[str, object]) -> None:
    work = {"id": "https://openalex.org/W1", "title": "Fog <i>horns</i> &amp; H<sub>2</sub>O", **more}
    (found,) = reading(tmp_path, [work]).papers
    assert (found.id, found.title, found.ids) == ("https://openalex.org/W1", "Fog horns & H2O", ("openalex:W1",))
    ours = {"id": "https://openalex.org/W1", "title": "Fog", "abstract": "We blow.", "year": 2020}
    (own,) = reading(tmp_path, [ours]).papers
    assert (own.abstract, own.sources[0].reader) == ("We blow.", "json_lines")


def test_abstract_in_several_texts_is_kept(tmp_path: Path) -> None:
    (found,) = reading(tmp_path, {"title": "Fog", "abstract": ["We blow.", "Loud."]}).papers
    assert found.abstract == "We blow. Loud."


def test_records_of_zenodo_in_its_older_form_and_in_that_of_inveniordm(tmp_path: Path) -> None:
    older = {
        **{"id": 7, "doi": "10.5555/zenodo.7", "links": {"self_html": "https://zenodo.org/records/7"}},
        "metadata": {
            **{"title": "Fog &amp; Horns", "publication_date": "2021-05-03", "keywords": ["fog"], "language": "eng"},
            **{"description": "<p>Horns are <em>loud</em>.</p>\n\n<p>So are we.</p>", "journal": {"title": "J Harb"}},
            "creators": [{"name": "Moss, Eli", "orcid": "0000-0002-1825-0097"}, {"name": "Harbour Team"}],
            "related_identifiers": [
                {"identifier": "10.5555/cited", "relation": "cites"},
                {"identifier": "10.5555/part", "relation": "isPartOf"},
            ],
        },
    }
    known = [{"scheme": "orcid", "identifier": "0000-0002-1825-0097"}]
    person = {"type": "personal", "given_name": "Dee", "family_name": "Fern", "name": "Fern, Dee", "identifiers": known}
    newer = {
        **{"id": "abcde-12345", "pids": {"doi": {"identifier": "10.5555/inv.8", "provider": "datacite"}}},
        "custom_fields": {"journal:journal": {"title": "Quay Letters"}},
        "metadata": {
            **{"title": "Quiet Buoys", "publication_date": "2020-01/2020-03", "description": "We buoy."},
            **{"creators": [{"person_or_org": person}], "subjects": [{"subject": "buoys"}]},
            "related_identifiers": [{"identifier": "10.5555/cited", "relation_type": {"id": "references"}}],
        },
    }
    first, second = reading(tmp_path, {"hits": {"total": 2, "hits": [older, newer]}}).papers
    assert (first.id, first.title, first.abstract) == (
        "doi:10.5555/zenodo.7",
        "Fog & Horns",
        "Horns are loud. So are we.",
    )
    assert (first.author_string, first.authors[0].orcid) == ("Eli Moss, Harbour Team", "0000-0002-1825-0097")
    assert (first.date, first.venue, first.subjects) == ("2021-05-03", "J Harb", ("fog",))
    assert (first.references, first.urls) == (("doi:10.5555/cited",), ("https://zenodo.org/records/7",))
    assert (second.id, second.author_string, second.date) == ("doi:10.5555/inv.8", "Dee Fern", "2020-01")
    assert (second.venue, second.subjects, second.references) == ("Quay Letters", ("buoys",), ("doi:10.5555/cited",))
    assert second.authors[0].orcid == "0000-0002-1825-0097"
    (alone,) = reading(tmp_path, older).papers
    assert (alone.title, alone.sources[0].reader) == ("Fog & Horns", "invenio")


def test_answers_of_solr_are_those_of_ads_hal_and_plos(tmp_path: Path) -> None:
    ads = {
        **{"bibcode": "2021JHarb...7....1M", "title": ["Fog at z &gt; 2 in H<SUB>2</SUB>"], "abstract": "Fog is old."},
        **{"author": ["Moss, Eli", "Fern, D. A."], "orcid_pub": ["0000-0002-1825-0097", "-"], "year": "2021"},
        **{"pubdate": "2021-03-00", "doi": ["10.5555/ADS.1"], "pub": "Journal of Harbours", "keyword": ["Fog"]},
        **{"identifier": ["2021arXiv210300001M", "arXiv:2103.00001"], "reference": ["2020JHarb...6....9R"]},
    }
    cited = {"bibcode": "2020JHarb...6....9R", "title": ["Old Lamps"], "author": ["Reed, Bo"], "year": "2020"}
    hal = {
        **{"docid": "7", "halId_s": "hal-00000007", "title_s": ["Quiet Buoys", "Bouées"], "abstract_s": ["We buoy."]},
        **{"authFullName_s": ["Bo Reed"], "producedDate_s": "2019-05", "journalTitle_s": "Quay Letters"},
        **{"doiId_s": "10.5555/hal.7", "uri_s": "https://hal.science/hal-00000007", "language_s": ["en"]},
    }
    plos = {
        **{"id": "10.5555/journal.7", "title_display": "Tides of <i>E. coli</i>", "abstract": ["\n  We tide.\n "]},
        **{"author_display": ["Cy Stone", "Gus Pine"], "publication_date": "2014-02-03T00:00:00Z", "journal": "QUAY"},
    }
    found = reading(tmp_path, {"responseHeader": {"status": 0}, "response": {"docs": [ads, cited, hal, plos]}})
    first, second, third, fourth = found.papers
    assert (first.id, first.title, first.abstract) == (
        "bibcode:2021JHarb...7....1M",
        "Fog at z > 2 in H2",
        "Fog is old.",
    )
    assert [(author.name, author.orcid) for author in first.authors] == [
        *[("Eli Moss", "0000-0002-1825-0097"), ("D. A. Fern", "")],
    ]
    assert (first.date, first.venue, first.doi, first.arxiv) == (
        *("2021-03", "Journal of Harbours", "10.5555/ads.1", "2103.00001"),
    )
    assert citations(found.papers).edges == ((first.id, second.id),)
    assert (third.id, third.title, third.doi, third.date) == (
        "hal:hal-00000007",
        "Quiet Buoys",
        "10.5555/hal.7",
        "2019-05",
    )
    assert (third.venue, third.abstract) == ("Quay Letters", "We buoy.")
    assert (fourth.id, fourth.title, fourth.abstract) == ("doi:10.5555/journal.7", "Tides of E. coli", "We tide.")
    assert (fourth.author_string, fourth.date) == ("Cy Stone, Gus Pine", "2014-02-03")


def test_summaries_of_pubmed_are_read_in_their_order_and_say_what_was_not_found(tmp_path: Path) -> None:
    moss = {
        **{"uid": "12", "pubdate": "2021 Jan-Feb", "sortpubdate": "2021/01/01 00:00", "source": "J Harb"},
        **{"title": "Fog in &lt;i&gt;E. coli&lt;/i&gt;.", "fulljournalname": "Journal of harbours", "lang": ["eng"]},
        **{
            "authors": [
                {"name": "Moss E", "authtype": "Author"},
                {"name": "Harbour Team", "authtype": "CollectiveName"},
            ]
        },
        **{"articleids": [{"idtype": "doi", "value": "10.5555/A"}, {"idtype": "pmc", "value": "PMC8"}]},
        "pubtype": ["Journal Article", "Retracted Publication"],
    }
    fern = {
        **{"uid": "3", "pubdate": "2020 Mar 4", "sortpubdate": "2020/03/04 00:00", "title": "Buoys.", "source": "Quay"},
        "authors": [{"name": "van Fern DA", "authtype": "Author"}],
    }
    lost = {"uid": "9", "error": "cannot get document summary"}
    answer = {"header": {"type": "esummary"}, "result": {"uids": ["12", "9", "3"], "3": fern, "9": lost, "12": moss}}
    found = reading(tmp_path, answer)
    first, second = found.papers
    assert (first.id, first.doi, first.ids) == ("pmid:12", "10.5555/a", ("pmid:12", "pmc:PMC8"))
    assert (first.title, first.author_string, first.date) == ("Fog in E. coli.", "E Moss, Harbour Team", "2021-01")
    assert (first.venue, first.retracted) == ("Journal of harbours", True)
    assert (second.author_string, second.date, second.venue) == ("DA van Fern", "2020-03-04", "Quay")
    assert [skipped.reason for skipped in found.skipped] == [
        "record 2: neither title nor abstract, but: cannot get document summary"
    ]
