// What the reader wants to see. `applyFilters` turns the wishes into one flag a node and one an edge.

const QUIET = ['mentions', 'measures', 'creator'];
const wish = {
  kinds: new Set(), // kinds switched off
  predicates: new Set(), // predicates switched off
  from: 0,
  to: 9999,
  confidence: 0,
  support: 1,
  unsure: false, // statements that are negated, hedged, planned, of rivals or below the threshold
  colour: 'type',
  view: 'all',
};

const VIEWS = {
  all: { name: 'Everything' },
  papers: { name: 'Papers', kinds: ['Paper'] },
  methods: { name: 'Methods', kinds: ['Method'], predicates: ['basedOn', 'partOf', 'comparedWith', 'outperforms'] },
  citations: { name: 'Citations', kinds: ['Paper'], predicates: ['buildsOn', 'cites'], linkedOnly: true },
};

// As the page first is.
function resetWishes() {
  Object.assign(wish, { from: 0, to: 9999, confidence: 0, support: 1, unsure: false, colour: 'type' });
  setView('all');
}

function setView(view) {
  const v = VIEWS[view] || VIEWS.all;
  wish.view = VIEWS[view] ? view : 'all';
  wish.kinds = new Set(v.kinds ? G.kinds.filter(k => !v.kinds.includes(k)) : ['Author']);
  wish.predicates = new Set(v.predicates ? G.predicates.filter(p => !v.predicates.includes(p)) : QUIET);
}

// Whether an edge passes every wish but those on kinds and predicates.
function passes(e) {
  return (
    (wish.unsure || G.asserted[e]) &&
    G.confidence[e] >= wish.confidence &&
    G.support[e] >= wish.support &&
    (!yearsLimited() || (G.edgeTo[e] >= wish.from && G.edgeFrom[e] <= wish.to && inYears(e)))
  );
}

const yearsLimited = () => G.hasYears && (wish.from > G.firstYear || wish.to < G.lastYear);
const inRange = year => year >= wish.from && year <= wish.to;
const inYears = e => inRange(G.edgeFrom[e]) || inRange(G.edgeTo[e]) || yearsOf(e).some(inRange);

function applyFilters() {
  const kindOff = G.kinds.map(k => wish.kinds.has(k));
  const predicateOff = G.predicates.map(p => wish.predicates.has(p));
  G.nodeOn = new Uint8Array(G.n);
  G.edgeOn = new Uint8Array(G.m);
  const limited = yearsLimited() || wish.confidence > 0 || wish.support > 1;
  const linkedOnly = (VIEWS[wish.view] || {}).linkedOnly;
  const backed = new Uint8Array(G.n); // has an edge that passes
  for (let e = 0; e < G.m; e++) {
    if (!passes(e)) continue;
    if (!linkedOnly || !predicateOff[G.p[e]]) backed[G.s[e]] = backed[G.o[e]] = 1;
    if (!predicateOff[G.p[e]]) G.edgeOn[e] = 1;
  }
  let on = 0;
  for (let i = 0; i < G.n; i++) {
    const paperInTime = !isPaper(i) || !yearsLimited() || inRange(G.year[i]);
    if (!kindOff[G.kind[i]] && paperInTime && (backed[i] || !(linkedOnly || (limited && !isPaper(i))))) {
      G.nodeOn[i] = 1;
      on++;
    }
  }
  let edges = 0;
  for (let e = 0; e < G.m; e++) {
    if (G.edgeOn[e] && !(G.nodeOn[G.s[e]] && G.nodeOn[G.o[e]])) G.edgeOn[e] = 0;
    edges += G.edgeOn[e];
  }
  G.on = { nodes: on, edges };
}
