// The graph in memory: the columns that the page carries, as typed arrays, with the edges of each node.

const byId = id => document.getElementById(id);

// A block of the page: base64 of compressed JSON.
async function unpack(element) {
  const raw = atob(element.textContent);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return JSON.parse(await new Response(plain).text());
}

let G; // set once by `load`

async function load() {
  const d = await unpack(byId('structure'));
  byId('structure').remove();
  const n = d.nodes.id.length;
  const m = d.edges.s.length;
  G = {
    base: d.base,
    kinds: d.kinds,
    predicates: d.predicates,
    modalities: d.modalities,
    topics: d.topics,
    n,
    m,
    id: d.nodes.id,
    name: d.nodes.name,
    aliases: d.nodes.aliases,
    types: d.nodes.types,
    same: d.nodes.same,
    kind: Uint8Array.from(d.nodes.kind),
    topic: Int16Array.from(d.nodes.topic),
    x: Float32Array.from(d.nodes.x),
    y: Float32Array.from(d.nodes.y),
    size: Float32Array.from(d.nodes.size, v => v / 10),
    year: Int16Array.from(d.nodes.year),
    papers: d.nodes.papers,
    pagerank: d.nodes.pagerank,
    betweenness: d.nodes.betweenness,
    s: Int32Array.from(d.edges.s),
    p: Uint8Array.from(d.edges.p),
    o: Int32Array.from(d.edges.o),
    modality: Uint8Array.from(d.edges.modality),
    asserted: Uint8Array.from(d.edges.asserted),
    confidence: Uint8Array.from(d.edges.confidence),
    support: Int32Array.from(d.edges.support),
    statement: d.edges.id.split('\n'),
    evidenceOf: starts(d.edges.count),
    evidence: Int32Array.from(d.edges.evidence),
    sure: Uint8Array.from(d.edges.sure),
    evidencePaper: Int32Array.from(d.evidence.paper),
    evidenceInTitle: Uint8Array.from(d.evidence.title),
    block: d.evidence.block,
    paper: d.papers,
    results: d.results,
  };
  G.number = new Map(G.id.map((id, i) => [id, i]));
  G.paperRow = new Map(d.papers.node.map((node, row) => [node, row]));
  G.topicNumber = new Map(G.topics.map((t, i) => [t.id, i]).filter(([id]) => id));
  G.predicate = Object.fromEntries(G.predicates.map((p, i) => [p, i]));
  G.blockStart = blockStarts();
  linkEdges();
  linkResults();
  noteYears();
}

// Where each list begins in a flat array, from the lengths of the lists.
function starts(counts) {
  const found = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) found[i + 1] = found[i] + counts[i];
  return found;
}

// The first piece of evidence of each block of texts.
function blockStarts() {
  const found = [];
  G.evidencePaper.forEach((row, e) => {
    const b = Math.floor(row / G.block);
    while (found.length <= b) found.push(e);
  });
  return found;
}

// `edgesOf(node)` looks these lists up.
function linkEdges() {
  const counts = new Int32Array(G.n);
  for (let e = 0; e < G.m; e++) {
    counts[G.s[e]]++;
    counts[G.o[e]]++;
  }
  G.edgeStart = starts(counts);
  G.edgeList = new Int32Array(2 * G.m);
  const next = G.edgeStart.slice();
  for (let e = 0; e < G.m; e++) {
    G.edgeList[next[G.s[e]]++] = e;
    G.edgeList[next[G.o[e]]++] = e;
  }
}

const edgesOf = node => G.edgeList.subarray(G.edgeStart[node], G.edgeStart[node + 1]);
const other = (edge, node) => (G.s[edge] === node ? G.o[edge] : G.s[edge]);
const iriOf = node => G.base + G.id[node];
const statementIri = edge => (G.statement[edge] ? G.base + 'statement/' + G.statement[edge] : '');

// The page of an IRI, where a server has them and says so (`data-pages`); a file has none.
function pageOf(iri) {
  const pages = document.documentElement.dataset.pages;
  if (!pages || !iri.startsWith(G.base)) return '';
  return new URL(pages + iri.slice(G.base.length).replace(/[?#]/g, encodeURIComponent), location.href).href;
}

const isPaper = node => G.kind[node] === 0;
const paperRow = node => G.paperRow.get(node);
const paperNode = row => G.paper.node[row];

function linkResults() {
  G.resultsOf = new Map();
  const r = G.results;
  for (let i = 0; i < r.paper.length; i++) {
    for (const node of new Set([r.paper[i], r.method[i], r.on[i], r.metric[i]])) {
      if (node >= 0) (G.resultsOf.get(node) || G.resultsOf.set(node, []).get(node)).push(i);
    }
  }
}

// The years of the papers, and of each edge the first and last year that a paper says it.
function noteYears() {
  G.edgeFrom = new Int16Array(G.m);
  G.edgeTo = new Int16Array(G.m);
  for (let e = 0; e < G.m; e++) {
    const years = yearsOf(e);
    G.edgeFrom[e] = years.length ? Math.min(...years) : 0;
    G.edgeTo[e] = years.length ? Math.max(...years) : 0;
  }
  const known = G.paper.node.map(node => G.year[node]).filter(Boolean);
  G.undated = G.paper.node.length - known.length;
  G.firstYear = known.reduce((a, b) => Math.min(a, b), Infinity);
  G.lastYear = known.reduce((a, b) => Math.max(a, b), -Infinity);
  G.hasYears = known.length > 0 && G.firstYear < G.lastYear;
}

function yearsOf(edge) {
  if (isPaper(G.s[edge])) return G.year[G.s[edge]] ? [G.year[G.s[edge]]] : [];
  return papersOf(edge)
    .map(node => G.year[node])
    .filter(Boolean);
}

// The papers that say what an edge says.
function papersOf(edge) {
  const found = new Set();
  for (let i = G.evidenceOf[edge]; i < G.evidenceOf[edge + 1]; i++)
    found.add(paperNode(G.evidencePaper[G.evidence[i]]));
  if (!found.size && isPaper(G.s[edge])) found.add(G.s[edge]);
  return [...found];
}

const blocks = new Map();

// The words of one piece of evidence.
async function quote(evidence) {
  const b = Math.floor(G.evidencePaper[evidence] / G.block);
  if (!blocks.has(b)) blocks.set(b, unpack(byId('text-' + b)));
  return (await blocks.get(b))[evidence - G.blockStart[b]];
}

// The node, topic or edge that an IRI names, or undefined; browsers may have encoded it.
function resolve(iri) {
  for (const form of new Set([iri, safely(decodeURI, iri), safely(decodeURIComponent, iri)])) {
    if (!form.startsWith(G.base)) continue;
    const id = form.slice(G.base.length);
    for (const name of [id, encodeURI(id), safely(decodeURI, id)]) {
      if (G.number.has(name)) return { node: G.number.get(name) };
      if (G.topicNumber.has(name)) return { topic: G.topicNumber.get(name) };
    }
    if (id.startsWith('statement/')) {
      const edge = G.statement.indexOf(id.slice('statement/'.length));
      if (edge >= 0) return { edge };
    }
  }
  return undefined;
}

function safely(f, text) {
  try {
    return f(text);
  } catch {
    return text;
  }
}
