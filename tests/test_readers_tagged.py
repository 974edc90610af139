"""What exports with tagged lines escape for the web, or cut short: a graph names things as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers import read

RIS = (
    "TY  - JOUR\nTI  - Fog &amp; Horns\nAU  - O&apos;Moss, Eli et al.\nT2  - Fog &amp; Quay\nKW  - R&amp;D\n"
    "UR  - https://quay.test/p?a=1&amp;b=2\nDO  - 10.5555/1097(1999)1:2&lt;1::AID&gt;3.0.CO;2\nAB  - At p &lt; 0.05.\n"
)
REFER = "%0 Journal Article\n%T Fog &amp; Horns\n%A O&apos;Moss, Eli\n%A et al.\n%J Fog &amp; Quay\n%K R&amp;D\n"
MEDLINE = "PMID- 7\nTI  - Fog &amp; Horns\nFAU - O&apos;Moss, Eli\nFAU - et al.\nJT  - Fog &amp; Quay\nOT  - R&amp;D\n"
WEB_OF_SCIENCE = "PT J\nAU O&apos;Moss, Eli et al.\nTI Fog &amp; Horns\nSO Fog &amp; Quay\nDE R&amp;D\nER\n"


@pytest.mark.parametrize("text", [RIS, REFER, MEDLINE, WEB_OF_SCIENCE])
def test_entities_of_the_web_are_read_as_signs_in_every_field(tmp_path: Path, text: str) -> None:
    (tmp_path / "export.txt").write_text(text, encoding="utf-8")
    (found,) = read([tmp_path]).papers
    assert (found.title, found.venue, found.subjects) == ("Fog & Horns", "Fog & Quay", ("R&D",))
    assert [author.name for author in found.authors] == ["Eli O'Moss"]
    assert found.author_string == "Eli O'Moss et al."


def test_addresses_and_dois_are_read_without_escapes(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(RIS, encoding="utf-8")
    (found,) = read([tmp_path]).papers
    assert found.urls == ("https://quay.test/p?a=1&b=2",)
    assert found.doi == "10.5555/1097(1999)1:2<1::aid>3.0.co;2"
    assert found.abstract == "At p < 0.05."


def test_names_and_keywords_of_embase_and_ieee_in_ris(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - Fog\nA1  - Moss E.\nA1  - van Fern D.A.\nKW  - *fog\nKW  - horns;noise\n"
    (tmp_path / "a.ris").write_text(text, encoding="utf-8")
    (found,) = read([tmp_path]).papers
    assert [author.name for author in found.authors] == ["E. Moss", "D.A. van Fern"]
    assert found.subjects == ("fog", "horns", "noise")


def test_identifiers_alone_are_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("10.5555/a.1\nhttps://doi.org/10.5555/a.2\narXiv:2101.00001\n", encoding="utf-8")
    assert "identifiers without titles" in read([tmp_path]).skipped[0].reason
