// The panel: what the graph knows of a node, an edge or a topic. Every text is set as text, never as markup.

// An element with attributes and children; strings become text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'click') element.addEventListener('click', value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(c => c !== '' && c !== undefined && c !== null && c !== false));
  return element;
}

const button = (text, click, attributes = {}) => make('button', { type: 'button', click, ...attributes }, text);

function glyphIcon(kind) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '-9 -9 18 18');
  svg.setAttribute('class', 'glyph');
  svg.setAttribute('aria-hidden', 'true');
  const shape = SHAPES[kind];
  const round = shape === 'ring' || shape === 'circle';
  const part = document.createElementNS(ns, round ? 'circle' : 'polygon');
  if (round) part.setAttribute('r', '5.5');
  else part.setAttribute('points', corners(shape, 5.5).map(c => c.map(v => v.toFixed(1)).join(',')).join(' '));
  part.setAttribute('class', `${shape === 'ring' ? 'line' : 'fill'} kind-${kind}`);
  svg.append(part);
  return svg;
}

const nodeButton = (node, text) => button(text || G.name[node], () => choose({ node }, { move: true }), { class: 'to' });

const RELATION = {
  proposes: ['Proposes', 'Proposed by'], uses: ['Uses', 'Used by'], evaluatesOn: ['Evaluates on', 'Evaluated on by papers'],
  addresses: ['Addresses', 'Addressed by'], trainsOn: ['Trains on', 'Trained on by papers'], measures: ['Reports', 'Reported by'],
  mentions: ['Mentions', 'Mentioned by'], comparedWith: ['Compared with', 'Compared with'],
  outperforms: ['Outperforms', 'Outperformed by'], basedOn: ['Based on', 'Basis of'], partOf: ['Part of', 'Has part'],
  evaluatedOn: ['Evaluated on', 'Methods evaluated on it'], appliedTo: ['Applied to', 'Methods applied to it'],
  benchmarkFor: ['Benchmark for', 'Measured by'], buildsOn: ['Builds on', 'Built on by'], cites: ['Cites', 'Cited by'],
  creator: ['Authors', 'Papers'],
};
const phrase = p => RELATION[p][0].toLowerCase();

function section(title, ...children) {
  return make('section', {}, make('h3', {}, title), ...children);
}

// A list that shows its first entries and the rest on demand.
function longList(items, most = 8) {
  const list = make('ul', {}, ...items.slice(0, most).map(make_ => make('li', {}, ...[make_()].flat())));
  if (items.length <= most) return list;
  const more = button(`${items.length - most} more`, () => {
    list.append(...items.slice(most).map(make_ => make('li', {}, ...[make_()].flat())));
    more.remove();
  }, { class: 'more' });
  return make('div', {}, list, more);
}

function showNode(node) {
  const kind = G.kinds[G.kind[node]];
  const about = [
    make('p', { class: 'kind' }, glyphIcon(G.kind[node]), (G.types[node] || [kind]).join(' · ')),
    make('h2', {}, G.name[node]),
  ];
  const also = (G.aliases[node] || []).filter(a => a !== G.name[node]);
  if (also.length) about.push(make('p', { class: 'also' }, 'also ', also.join(' · ')));
  about.push(isPaper(node) ? paperFacts(node) : entityFacts(node), actions(node));
  about.push(...(isPaper(node) ? [] : [proposers(node)]), resultsTable(node));
  return { about, rest: [...neighbours(node), yearBars(node), identifiers(node)] };
}

function paperFacts(node) {
  const row = paperRow(node);
  const P = G.paper;
  const authors = edgesOf(node).filter(e => G.p[e] === G.predicate.creator && G.s[e] === node);
  const facts = make('div', { class: 'facts' });
  if (authors.length) facts.append(make('p', {}, ...[...authors].flatMap((e, i) => (i ? [', ', nodeButton(G.o[e])] : [nodeButton(G.o[e])])), (P.author_string[row] || '').includes('et al') ? ' et al.' : ''));
  const when = [P.date[row], P.venue[row], ...(P.subjects[row] || [])].filter(Boolean).join(' · ');
  if (when) facts.append(make('p', {}, when));
  if (P.retracted[row]) facts.append(make('p', { class: 'warn' }, 'Retracted'));
  if (P.cited_only[row]) facts.append(make('p', {}, 'Known from references alone'));
  if (P.has_code[row]) facts.append(make('p', {}, 'Code is marked as available'));
  return facts;
}

function entityFacts(node) {
  const facts = [];
  if (G.papers[node]) facts.push(`named in ${G.papers[node]} ${G.papers[node] === 1 ? 'paper' : 'papers'}`);
  if (G.year[node]) facts.push(`first seen ${G.year[node]}`);
  if (G.topic[node] >= 0 && G.topics[G.topic[node]].name) facts.push('in the topic ');
  const text = make('p', { class: 'facts' }, facts.join(' · '));
  if (G.topic[node] >= 0 && G.topics[G.topic[node]].name) text.append(button(G.topics[G.topic[node]].name, () => choose({ topic: G.topic[node] }, { move: true }), { class: 'to' }));
  return text;
}

// Who proposed it: papers with their authors.
function proposers(node) {
  const edges = [...edgesOf(node)].filter(e => G.p[e] === G.predicate.proposes && G.o[e] === node && G.asserted[e]);
  if (!edges.length) return '';
  edges.sort((a, b) => (G.year[G.s[a]] || 9999) - (G.year[G.s[b]] || 9999) || b - a);
  return section('Proposed by', longList(edges.map(e => () => {
    const row = paperRow(G.s[e]);
    const authors = G.paper.author_string[row];
    return [nodeButton(G.s[e]), whyButton(e), make('small', {}, [authors && short(authors, 90), G.year[G.s[e]] || ''].filter(Boolean).join(' · '))];
  }), 4));
}

const whyButton = edge => button('why', () => choose({ edge }), { class: 'why', 'aria-label': `why: ${sentenceOf(edge)}` });
const sentenceOf = edge => `${short(G.name[G.s[edge]], 60)} ${phrase(G.predicates[G.p[edge]])} ${short(G.name[G.o[edge]], 60)}`;

function resultsTable(node) {
  const rows = G.resultsOf.get(node) || [];
  if (!rows.length) return '';
  const R = G.results;
  const cell = (i, slot) => {
    const end = R[slot][i];
    return make('td', {}, end >= 0 && end !== node ? nodeButton(end, short(R[slot + '_text'][i] || G.name[end], 40)) : short(R[slot + '_text'][i] || (slot === 'method' && end >= 0 ? 'this paper' : '–'), 40));
  };
  const body = rows.slice(0, 60).map(i => make('tr', { class: R.modality[i] ? 'unsure' : undefined },
    cell(i, 'method'), cell(i, 'on'), cell(i, 'metric'),
    make('td', { class: 'value' }, button(R.value_text[i] + (R.unit[i] || ''), () => showSentences(R.evidence[i], [R.method_text[i], R.on_text[i], R.value_text[i]], R.paper[i]), { title: 'Show the sentence' }))));
  return section(`Results (${rows.length})`, make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Results' }, make('table', {},
    make('thead', {}, make('tr', {}, ...['Method', 'On', 'Measure', 'Value'].map(t => make('th', { scope: 'col' }, t)))),
    make('tbody', {}, ...body))));
}

// How many papers name it, year by year.
function yearBars(node) {
  if (isPaper(node) || !G.hasYears) return '';
  const papers = new Set([...edgesOf(node)].map(e => other(e, node)).filter(n => isPaper(n) && G.year[n]));
  return bars(papers);
}

function bars(papers) {
  if (papers.size < 2) return '';
  const counts = new Map();
  papers.forEach(n => counts.set(G.year[n], (counts.get(G.year[n]) || 0) + 1));
  const most = Math.max(...counts.values());
  const years = Array.from({ length: Math.min(G.lastYear - G.firstYear + 1, 40) }, (_, i) => Math.max(G.firstYear, G.lastYear - 39) + i);
  const list = make('ol', { class: 'bars' }, ...years.map(y => {
    const item = make('li', { title: `${y}: ${counts.get(y) || 0}` }, make('span', { class: 'unseen' }, `${y}: ${counts.get(y) || 0}`));
    item.style.setProperty('--part', String((counts.get(y) || 0) / most));
    return item;
  }));
  return section('Papers by year', list, make('p', { class: 'axis', 'aria-hidden': 'true' }, make('span', {}, String(years[0])), make('span', {}, String(years[years.length - 1]))));
}

// What it is linked to, a list a relation and direction.
function neighbours(node) {
  const groups = new Map();
  for (const e of edgesOf(node)) {
    const predicate = G.predicates[G.p[e]];
    if (!passes(e) || (predicate === 'creator' && isPaper(node)) || (predicate === 'proposes' && G.o[e] === node)) continue;
    const title = RELATION[predicate][G.s[e] === node ? 0 : 1];
    (groups.get(title) || groups.set(title, []).get(title)).push(e);
  }
  const shownElsewhere = new Set([...groups].filter(([t]) => !/^Mention/.test(t)).flatMap(([, edges]) => edges.map(e => other(e, node))));
  return [...groups].sort(([a], [b]) => /^Mention/.test(a) - /^Mention/.test(b)).map(([title, edges]) => {
    const kept = /^Mention/.test(title) ? edges.filter(e => !shownElsewhere.has(other(e, node))) : edges;
    if (!kept.length) return '';
    kept.sort((a, b) => G.support[b] - G.support[a] || other(a, node) - other(b, node));
    return section(`${title} (${kept.length})`, longList(kept.map(e => () => [glyphIcon(G.kind[other(e, node)]), nodeButton(other(e, node)), G.p[e] === G.predicate.creator || G.p[e] === G.predicate.cites ? '' : whyButton(e)])));
  });
}

function identifiers(node) {
  const rows = [['IRI', iriOf(node)]];
  if (isPaper(node)) {
    const row = paperRow(node);
    const P = G.paper;
    rows.push(['Id', P.identifier[row]], ['DOI', P.doi[row]], ['arXiv', P.arxiv[row]], ...(P.ids[row] || []).map(v => v.split(/:(.*)/s).slice(0, 2)), ...(P.code[row] || []).map(v => ['Code', v]), ...(P.pages[row] || []).map(v => ['Page', v]));
  } else {
    rows.push(...(G.same[node] || []).map(v => ['Same as', v]));
    if (G.pagerank[node] !== null) rows.push(['PageRank', String(G.pagerank[node])]);
    if (G.betweenness[node] !== null) rows.push(['Betweenness', String(G.betweenness[node])]);
  }
  return section('Identifiers', make('dl', {}, ...rows.filter(([, v]) => v).flatMap(([k, v]) => [make('dt', {}, k), make('dd', {}, v)])));
}

function showEdge(edge) {
  const [s, o] = [G.s[edge], G.o[edge]];
  const modality = G.modalities[G.modality[edge]];
  const about = [
    make('p', { class: 'kind' }, 'Statement', modality ? ` · ${modality}` : '', G.asserted[edge] ? '' : ' · not asserted'),
    make('h2', { class: 'triple' }, nodeButton(s), make('span', { class: 'predicate' }, phrase(G.predicates[G.p[edge]])), nodeButton(o)),
    make('p', { class: 'facts' }, `confidence ${(G.confidence[edge] / 100).toFixed(2)} · ${G.support[edge]} ${G.support[edge] === 1 ? 'paper' : 'papers'}`),
    edgeActions(edge),
  ];
  const others = alsoSaid(edge);
  return { about, rest: [
    others.length ? section('Also between the two', make('ul', {}, ...others.map(e => make('li', {}, button(sentenceOf(e), () => choose({ edge: e }), { class: 'to' }))))) : '',
    statementIri(edge) ? section('Identifiers', make('dl', {}, make('dt', {}, 'IRI'), make('dd', {}, statementIri(edge)))) : '',
  ] };
}

// Other statements that join the same two nodes; mentions say nothing more.
const alsoSaid = edge => [...edgesOf(G.s[edge])].filter(e => e !== edge && other(e, G.s[edge]) === G.o[edge] && G.p[e] !== G.predicate.mentions);

function showTopic(topic) {
  const t = G.topics[topic];
  const members = t.notation === undefined ? allNodes(n => G.topic[n] === topic)
    : allNodes(n => isPaper(n) && (G.paper.subjects[paperRow(n)] || []).includes(t.notation));
  const about = [make('p', { class: 'kind' }, t.notation === undefined ? 'Topic' : 'Subject given by the source'), make('h2', {}, t.name || 'Topic'), make('p', { class: 'facts' }, `${members.length} nodes`)];
  G.kinds.forEach((kind, k) => {
    const of = members.filter(n => G.kind[n] === k);
    if (of.length) about.push(section(`${kind === 'Paper' ? 'Papers' : kind + 's'} (${of.length})`, longList(of.map(n => () => [glyphIcon(k), nodeButton(n)]), 6)));
  });
  const inYears = bars(new Set(members.filter(n => isPaper(n) && G.year[n])));
  if (inYears) about.splice(3, 0, inYears);
  return { about, rest: [] };
}

function allNodes(test) {
  const found = [];
  for (let i = 0; i < G.n; i++) if (test(i)) found.push(i);
  return found;
}
