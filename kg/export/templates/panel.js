// The panel of a node: what the graph knows of it.

function showNode(node) {
  const kind = G.kinds[G.kind[node]];
  const about = [
    make('p', { class: 'kind' }, glyphIcon(G.kind[node]), (G.types[node] || [kind]).join(' · ')),
    make('h2', {}, nameOf(node)),
  ];
  const also = otherNames(node);
  if (also) about.push(make('p', { class: 'also' }, 'also ', also));
  about.push(isPaper(node) ? paperFacts(node) : entityFacts(node), actions(node));
  about.push(...(isPaper(node) ? [] : [proposers(node)]), resultsTable(node));
  return { about, rest: [...neighbours(node), yearBars(node), identifiers(node)] };
}

// Its aliases; those that differ in case, hyphens or accents alone are said once.
function otherNames(node) {
  const found = new Map([[plain(G.name[node]), '']]);
  for (const alias of G.aliases[node] || []) if (!found.has(plain(alias))) found.set(plain(alias), alias);
  const names = [...found.values()].filter(Boolean).map(isolated);
  return names.slice(0, 12).join(' · ') + (names.length > 12 ? ` and ${names.length - 12} more` : '');
}

function paperFacts(node) {
  const row = paperRow(node);
  const P = G.paper;
  const authors = edgesOf(node).filter(e => G.p[e] === G.predicate.creator && G.s[e] === node);
  const facts = make('div', { class: 'facts' });
  if (authors.length)
    facts.append(
      make(
        'p',
        {},
        ...authorButtons([...authors]),
        (P.author_string[row] || '').includes('et al') ? ' et al.' : '',
      ),
    );
  const when = [P.date[row], P.venue[row], ...(P.subjects[row] || [])].filter(Boolean).map(isolated).join(' · ');
  if (when) facts.append(make('p', {}, when));
  if (P.retracted[row]) facts.append(make('p', { class: 'warn' }, 'Retracted'));
  if (P.cited_only[row]) facts.append(make('p', {}, 'Known from references alone'));
  if (P.has_code[row]) facts.append(make('p', {}, 'Code is marked as available'));
  return facts;
}

// The first names of a long list, and the others on demand.
function authorButtons(edges, most = 10) {
  const buttons = of => of.flatMap((e, i) => (i ? [', ', nodeButton(G.o[e])] : [nodeButton(G.o[e])]));
  if (edges.length <= most + 2) return buttons(edges);
  const rest = () => [make('span', {}, ', '), ...buttons(edges.slice(most))];
  return [...buttons(edges.slice(0, most)), moreButton(edges.length - most, rest)];
}

function entityFacts(node) {
  const facts = [];
  if (G.papers[node]) facts.push(`named in ${many(G.papers[node], 'paper')}`);
  if (G.year[node]) facts.push(`first seen ${G.year[node]}`);
  if (G.topic[node] >= 0 && G.topics[G.topic[node]].name) facts.push('in the topic ');
  const text = make('p', { class: 'facts' }, facts.join(' · '));
  if (G.topic[node] >= 0 && G.topics[G.topic[node]].name)
    text.append(
      button(
        isolated(G.topics[G.topic[node]].name),
        () => choose({ topic: G.topic[node] }, { move: true }),
        { class: 'to' },
      ),
    );
  return text;
}

// Who proposed it: papers with their authors.
function proposers(node) {
  const edges = [...edgesOf(node)].filter(e => G.p[e] === G.predicate.proposes && G.o[e] === node && passes(e));
  if (!edges.length) return '';
  edges.sort((a, b) => (G.year[G.s[a]] || 9999) - (G.year[G.s[b]] || 9999) || b - a);
  return section(
    'Proposed by',
    longList(
      edges.map(e => () => {
        const row = paperRow(G.s[e]);
        const authors = G.paper.author_string[row];
        return [
          nodeButton(G.s[e]),
          whyButton(e),
          make('small', {}, [authors && short(isolated(authors), 90), G.year[G.s[e]] || ''].filter(Boolean).join(' · ')),
        ];
      }),
      4,
    ),
  );
}

function resultsTable(node) {
  const R = G.results;
  const inTime = i => !yearsLimited() || inRange(G.year[R.paper[i]]);
  const rows = (G.resultsOf.get(node) || []).filter(i => R.confidence[i] >= wish.confidence && inTime(i));
  if (!rows.length) return '';
  const own = new Set(['', G.name[node], ...(G.aliases[node] || [])].map(plain));
  const slots = [['method', 'Method'], ['on', 'On'], ['metric', 'Measure']].filter(
    ([slot]) => !rows.every(i => R[slot][i] === node && own.has(plain(R[slot + '_text'][i] || ''))),
  ); // none that says on each line what the heading says
  const written = text => short(isolated(text), 40);
  const cell = (i, slot) => {
    const end = R[slot][i];
    return make(
      'td',
      {},
      end >= 0 && end !== node
        ? nodeButton(end, written(R[slot + '_text'][i] || G.name[end]))
        : written(R[slot + '_text'][i] || (slot === 'method' && end >= 0 ? 'this paper' : '–')),
    );
  };
  const line = i =>
    make(
      'tr',
      { class: R.asserted[i] ? undefined : 'unsure', title: R.asserted[i] ? undefined : R.modality[i] || 'not asserted' },
      ...slots.map(([slot]) => cell(i, slot)),
      make(
        'td',
        { class: 'value' },
        button(
          (R.gain[i] ? 'difference of ' : '') + withUnit(R.value_text[i], R.unit[i] || ''),
          () => showSentences(R.evidence[i], [R.method_text[i], R.on_text[i], R.value_text[i]], R.paper[i]),
          { title: 'Show the sentence' },
        ),
      ),
    );
  const body = make('tbody', {}, ...rows.slice(0, RESULTS_SHOWN).map(line));
  const rest = rows.slice(RESULTS_SHOWN);
  return section(
    `Results (${rows.length})`,
    make(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Results' },
      make(
        'table',
        {},
        make(
          'thead',
          {},
          make('tr', {}, ...[...slots.map(([, title]) => title), 'Value'].map(t => make('th', { scope: 'col' }, t))),
        ),
        body,
      ),
    ),
    rest.length ? moreButton(rest.length, () => rest.map(line), body) : '',
  );
}

const RESULTS_SHOWN = 3; // the sentences stand below and shall be in sight

// "84.1%", but "3.5 days".
const withUnit = (value, unit) => value + (/^[\p{L}\p{N}]/u.test(unit) ? ' ' : '') + unit;

// How many papers name it, year by year.
function yearBars(node) {
  if (isPaper(node) || !G.hasYears) return '';
  return bars([...new Set([...edgesOf(node)].map(e => other(e, node)).filter(isPaper))]);
}

function identifiers(node) {
  const rows = [['IRI', iriOf(node), pageOf(iriOf(node))]];
  if (isPaper(node)) {
    const row = paperRow(node);
    const P = G.paper;
    rows.push(['Id', P.identifier[row]], ['DOI', P.doi[row], doiAddress(P.doi[row])]);
    rows.push(['arXiv', P.arxiv[row], arxivAddress(P.arxiv[row])]);
    rows.push(...(P.ids[row] || []).map(v => v.split(/:(.*)/s).slice(0, 2)));
    rows.push(...(P.code[row] || []).map(v => ['Code', v, v]), ...(P.pages[row] || []).map(v => ['Page', v, v]));
  } else {
    rows.push(...(G.same[node] || []).map(v => ['Same as', v, v]));
    if (G.pagerank[node] !== null) rows.push(['PageRank', String(G.pagerank[node])]);
    if (G.betweenness[node] !== null) rows.push(['Betweenness', String(G.betweenness[node])]);
  }
  return section('Identifiers', definitions(rows));
}

// Terms and what they stand for; a third item is an address to link to.
function definitions(rows) {
  const known = rows.filter(([, value]) => value);
  return make(
    'dl',
    {},
    ...known.flatMap(([term, value, address]) => [make('dt', {}, term), make('dd', {}, webLink(value, address))]),
  );
}

const doiAddress = doi => (/^10\.\d{4,9}\/[^\s<>"]+$/.test(doi || '') ? 'https://doi.org/' + encodeURI(doi) : '');
const arxivAddress = id => (/^[\w.\-/]+$/.test(id || '') ? 'https://arxiv.org/abs/' + id : '');

// A link that only a click follows, and only to the web; anything else stays text.
function webLink(text, address) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return text;
  return make('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank' }, text);
}
