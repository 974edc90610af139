// Copying: BibTeX of papers, CSV of statements, SPARQL that asks the RDF for the same, the address of the view.

function actions(node) {
  return make(
    'p',
    { class: 'actions' },
    button('Path to…', () => askForPath(node)),
    button('BibTeX', () => copy(bibtexOf(node), 'BibTeX')),
    button('CSV', async () => copy(await csvOf([...edgesOf(node)].filter(passes)), 'CSV')),
    button('SPARQL', () => copy(sparqlOfNode(node), 'SPARQL')),
    button('Link', () => copyLink()),
  );
}

function edgeActions(edge) {
  return make(
    'p',
    { class: 'actions' },
    button('BibTeX', () => copy(papersOf(edge).map(bibtex).join('\n'), 'BibTeX')),
    button('CSV', async () => copy(await csvOf([edge]), 'CSV')),
    statementIri(edge) ? button('SPARQL', () => copy(sparqlOfEdge(edge), 'SPARQL')) : '',
    button('Link', () => copyLink()),
  );
}

function copyLink() {
  saveNow();
  copy(location.href, 'Link');
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make('textarea', { class: 'unseen', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  document.documentElement.dataset.copied = text.slice(0, 2000);
  say(`${what} copied`);
}

function say(text, time = 1800) {
  const place = byId('said');
  place.textContent = text;
  const toast = byId('toast');
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    toast.hidden = true;
  }, time);
}

// The papers of a node: itself, or those that are linked to it.
function papersAbout(node) {
  if (isPaper(node)) return [node];
  return [...new Set([...edgesOf(node)].filter(passes).flatMap(papersOf))].sort((a, b) => a - b);
}

const bibtexOf = node => papersAbout(node).map(bibtex).join('\n');
const texSafe = text =>
  text
    .replace(/[\\{}]/g, '')
    .replace(/([&%$#_])/g, '\\$1')
    .replace(/~/g, '\\textasciitilde{}')
    .replace(/\^/g, '\\textasciicircum{}');

function bibtex(paper) {
  const row = paperRow(paper);
  const P = G.paper;
  const names = [...edgesOf(paper)]
    .filter(e => G.p[e] === G.predicate.creator && G.s[e] === paper)
    .map(e => G.name[G.o[e]]);
  if (names.length && /et al/.test(P.author_string[row] || '')) names.push('others');
  const fields = {
    title: `{${texSafe(G.name[paper])}}`,
    author: texSafe(names.join(' and ') || String(P.author_string[row] || '')),
    year: G.year[paper] || '',
    journal: texSafe(String(P.venue[row] || '')),
    doi: P.doi[row],
    eprint: P.arxiv[row],
    archiveprefix: P.arxiv[row] ? 'arXiv' : '',
    url: (P.pages[row] || [])[0],
  };
  const lines = Object.entries(fields)
    .filter(([, v]) => v)
    .map(([k, v]) => `  ${k} = {${v}}`);
  return `@${P.venue[row] ? 'article' : 'misc'}{${citationKey(paper, names)},\n${lines.join(',\n')}\n}\n`;
}

// First author, year, first long word of the title, as many bibliographies have it.
function citationKey(paper, names) {
  const letters = text =>
    text
      .normalize('NFKD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase();
  const author = letters((names[0] || 'anonymous').trim().split(/\s+/).pop()) || 'anonymous';
  const word =
    G.name[paper]
      .split(/\s+/)
      .map(letters)
      .find(w => w.length > 3) || 'paper';
  return author + (G.year[paper] || '') + word;
}

// A cell that no spreadsheet runs as a formula.
function csvCell(value) {
  let text = String(value);
  if (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text)) text = "'" + text;
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

async function csvOf(edges) {
  const rows = [['subject', 'predicate', 'object', 'modality', 'confidence', 'papers', 'paper', 'year', 'sentence']];
  for (const e of edges) {
    const start = [
      G.name[G.s[e]],
      G.predicates[G.p[e]],
      G.name[G.o[e]],
      G.modalities[G.modality[e]],
      (G.confidence[e] / 100).toFixed(2),
      G.support[e],
    ];
    if (G.evidenceOf[e] === G.evidenceOf[e + 1]) rows.push([...start, '', '', '']);
    for (let i = G.evidenceOf[e]; i < G.evidenceOf[e + 1]; i++) {
      const paper = paperNode(G.evidencePaper[G.evidence[i]]);
      rows.push([...start, G.name[paper], G.year[paper] || '', await quote(G.evidence[i])]);
    }
  }
  return rows.map(r => r.map(csvCell).join(',')).join('\n') + '\n';
}

const PREFIXES = `PREFIX kg: <https://w3id.org/scikg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
`;

const sparqlOfNode = node => `${PREFIXES}
SELECT ?subject ?predicate ?object ?confidence ?sentence WHERE {
  VALUES ?thing { <${iriOf(node)}> }
  ?statement a kg:Statement ;
    rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    kg:confidence ?confidence ; kg:evidence/oa:exact ?sentence .
  FILTER (?thing IN (?subject, ?object))
}
ORDER BY DESC(?confidence)
`;

const sparqlOfEdge = edge => `${PREFIXES}
SELECT ?paper ?sentence ?confidence WHERE {
  VALUES ?statement { <${statementIri(edge)}> }
  ?statement kg:confidence ?confidence ; kg:evidence ?evidence .
  ?evidence kg:paper ?paper ; oa:exact ?sentence .
}
`;
