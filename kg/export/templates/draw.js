// Which nodes and edges are drawn now: the most important of this window, and what is selected.

// The nodes to draw: the most important that are in the window, and what the selection needs.
function nodesToDraw() {
  const budget = Math.min(LIMIT, Math.max(100, Math.round((view.width * view.height) / AREA)));
  const marginX = (view.width / view.scale) * 0.12;
  const marginY = (view.height / view.scale) * 0.12;
  const [left, top] = [view.origin.x - marginX, view.origin.y - marginY];
  const [right, bottom] = [
    view.origin.x + view.width / view.scale + marginX,
    view.origin.y + view.height / view.scale + marginY,
  ];
  const found = new Set();
  let here = 0;
  for (let i = 0; i < G.n; i++) {
    if (G.x[i] < left || G.x[i] > right || G.y[i] < top || G.y[i] > bottom) continue;
    if (G.kind[i] !== G.kinds.length - 1) here++; // authors stand upon the others
    if (G.nodeOn[i] && found.size < budget) found.add(i);
  }
  view.room = roomOf(found, here);
  for (const n of neededNodes()) found.add(n);
  return found;
}

// How much larger than their sizes nodes may be drawn, in pixels, so that they lie side by side: they are evenly spread.
function roomOf(nodes, here) {
  let sizes = 0;
  for (const n of nodes) sizes += G.size[n];
  return nodes.size ? (0.3 * SPACE * view.scale * Math.sqrt(here / nodes.size)) / (sizes / nodes.size) : Infinity;
}

function neededNodes() {
  const found = view.lit ? [...view.lit] : [];
  for (const n of [chosen.node, chosen.to]) if (n !== undefined) found.push(n);
  if (chosen.edge !== undefined) found.push(G.s[chosen.edge], G.o[chosen.edge]);
  return found;
}

// The edges to draw between `nodes`: the strongest for each pair, as many as stay readable.
function edgesToDraw(nodes) {
  const best = new Map();
  for (const a of nodes) {
    for (const e of edgesOf(a)) {
      if (G.s[e] !== a || !G.edgeOn[e] || !nodes.has(G.o[e])) continue;
      const pair = Math.min(a, G.o[e]) * G.n + Math.max(a, G.o[e]);
      const old = best.get(pair);
      if (old === undefined || weightOf(e) > weightOf(old)) best.set(pair, e);
    }
  }
  const limit = Math.min(1600, Math.round(nodes.size * (view.zoomed < 1.5 ? 1 : 1.6)));
  const found = [...best.values()];
  if (found.length > limit) found.sort((a, b) => weightOf(b) - weightOf(a) || a - b);
  return new Set([
    ...found.slice(0, limit),
    ...(view.litEdges || []),
    ...(chosen.edge !== undefined ? [chosen.edge] : []),
  ]);
}

const weightOf = e =>
  G.confidence[e] * (1 + Math.log2(G.support[e] || 1)) +
  200 / (1 + Math.max(G.s[e], G.o[e]) / 100) +
  (isPaper(G.s[e]) ? 0 : 60);

// How an edge looks. Only lit ones, or a few, are strong and have arrows: a map of arrows cannot be read.
function edgeLook(e) {
  const lit = view.litEdges ? view.litEdges.has(e) : view.few;
  const crowd = view.litEdges && view.litEdges.size > 30;
  const opacity = lit ? (crowd ? 0.4 : view.litEdges ? 0.9 : 0.6) : view.lit ? 0.06 : 0.5;
  const directed = lit && !crowd && G.predicates[G.p[e]] !== 'comparedWith';
  return {
    color: { color: lit ? ink.strong : ink.edge, highlight: ink.strong, hover: ink.strong, opacity, inherit: false },
    width: (lit && !crowd ? 1.2 : 0.7) / view.scale,
    dashes: G.asserted[e] ? false : [4 / view.scale, 4 / view.scale],
    arrows: { to: { enabled: Boolean(directed), scaleFactor: Math.min(3, 0.45 / view.scale) } },
  };
}

// Draw what belongs into this window, and say how much that is.
function refresh() {
  clearTimeout(view.timer);
  measure();
  view.drawn = { ...view.origin, scale: view.scale };
  const nodes = nodesToDraw();
  const edges = edgesToDraw(nodes);
  view.few = edges.size <= 80;
  const gone = [...view.shown].filter(n => !nodes.has(n));
  const fresh = [...nodes].filter(n => !view.shown.has(n));
  const oldEdges = view.edges.getIds();
  view.edges.remove(oldEdges.filter(e => !edges.has(e)));
  view.nodes.remove(gone);
  view.nodes.add(fresh.map(n => ({ id: n, x: G.x[n], y: G.y[n], shape: 'custom', ctxRenderer: drawGlyph })));
  view.edges.update([...edges].map(e => ({ id: e, from: G.s[e], to: G.o[e], ...edgeLook(e) })));
  view.shown = nodes;
  view.order = [...nodes].sort((a, b) => a - b);
  sayCount(nodes, edges);
  saveAddress();
}

// What a selection shows in spite of the filters counts among all, so that no part is larger than the whole.
function sayCount(nodes, edges) {
  const partOf = (shown, on, all) => [shown.size, all + [...shown].filter(i => !on[i]).length];
  const [n, ofNodes] = partOf(nodes, G.nodeOn, G.on.nodes);
  const [e, ofEdges] = partOf(edges, G.edgeOn, G.on.edges);
  byId('count').textContent = !G.n
    ? 'This graph is empty: it has no paper'
    : !ofNodes
      ? 'The filters leave nothing to draw'
      : `${number(n)} of ${many(ofNodes, 'node')} and ${number(e)} of ${many(ofEdges, 'link')} drawn` +
        (n < ofNodes && !isNarrow() ? ' · zoom in for more' : '');
}

// Light up a node with what it is linked to, an edge, a topic or a path; the rest fades.
function light() {
  view.lit = view.litEdges = null;
  if (view.path) {
    view.lit = new Set(view.path.nodes);
    view.litEdges = new Set(view.path.edges);
  } else if (chosen.edge !== undefined) {
    view.lit = new Set([G.s[chosen.edge], G.o[chosen.edge]]);
    view.litEdges = new Set([chosen.edge]);
  } else if (chosen.node !== undefined) {
    const edges = linksOf(chosen.node).slice(0, 80);
    view.litEdges = new Set(edges);
    view.lit = new Set([chosen.node, ...edges.map(e => other(e, chosen.node))]);
  }
}

// The edges of a node that pass the filters, the strongest first, one a neighbour; quiet ones where there are no others.
function linksOf(node) {
  const found = new Map();
  const better = (a, b) =>
    QUIET.includes(G.predicates[G.p[a]]) - QUIET.includes(G.predicates[G.p[b]]) || weightOf(b) - weightOf(a) || a - b;
  for (const e of edgesOf(node)) {
    const end = other(e, node);
    if (!passes(e) || end === node || (G.kind[end] === G.kinds.length - 1 && G.kind[node] !== 0)) continue;
    if (!found.has(end) || better(e, found.get(end)) < 0) found.set(end, e);
  }
  return [...found.values()].sort(better);
}
