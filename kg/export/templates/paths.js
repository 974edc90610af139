// The shortest paths between two nodes, by breadth-first search from one end.

const SHOWN_PATHS = 5;

// Paths as lists of edges: first over links that say something, then, if there is none, over mentions too.
function shortestPaths(from, to) {
  if (from === to) return [];
  const creator = G.predicate.creator;
  const found = search(from, to, e => passes(e) && !QUIET.includes(G.predicates[G.p[e]]));
  return found.length ? found : search(from, to, e => passes(e) && G.p[e] !== creator);
}

function search(from, to, allowed) {
  const depth = new Int32Array(G.n).fill(-1);
  depth[from] = 0;
  let ring = [from];
  while (ring.length && depth[to] < 0) {
    const next = [];
    for (const a of ring) {
      for (const e of edgesOf(a)) {
        const b = other(e, a);
        if (depth[b] < 0 && allowed(e)) {
          depth[b] = depth[a] + 1;
          next.push(b);
        }
      }
    }
    ring = next;
  }
  return depth[to] < 0 ? [] : walkBack(from, to, depth, allowed);
}

// All shortest paths, at most 200, those through the least common nodes first: they say the most.
function walkBack(from, to, depth, allowed) {
  const found = [];
  const walk = (node, edges) => {
    if (found.length >= 200) return;
    if (node === from) {
      found.push(edges.slice().reverse());
      return;
    }
    const steps = new Map();
    for (const e of edgesOf(node)) {
      const b = other(e, node);
      if (depth[b] !== depth[node] - 1 || !allowed(e)) continue;
      if (!steps.has(b) || weightOf(e) > weightOf(steps.get(b))) steps.set(b, e);
    }
    for (const [b, e] of steps) walk(b, [...edges, e]);
  };
  walk(to, []);
  const common = path =>
    nodesOf(path, from)
      .slice(1, -1)
      .reduce((sum, n) => sum + Math.log(1 + edgesOf(n).length), 0);
  return found
    .map(path => [common(path), path])
    .sort((a, b) => a[0] - b[0])
    .slice(0, SHOWN_PATHS)
    .map(([, path]) => path);
}

function nodesOf(path, from) {
  const found = [from];
  for (const e of path) found.push(other(e, found[found.length - 1]));
  return found;
}

// Ask for the other end: the next name taken from the search is it.
function askForPath(node) {
  const box = byId('search');
  box.placeholder = `Path from ${nameOf(node, 30)} to …`;
  say('Search the other end, or click it on the map', 4000);
  finder.take = to => {
    stopAsking();
    choosePath(node, to);
    byId('about').focus({ preventScroll: true });
  };
  box.focus();
}

function stopAsking() {
  finder.take = null;
  byId('search').placeholder = 'Search a name or title';
}

function choosePath(from, to, { save = true } = {}) {
  Object.assign(chosen, { node: from, edge: undefined, topic: undefined, to });
  clearTimeout(renewTimer);
  view.path = null;
  return openPaths(save);
}

// The panel of the paths between the two that are chosen; one that was taken stays so for as long as it is a path.
function openPaths(save = false) {
  const { node: from, to } = chosen;
  const paths = shortestPaths(from, to);
  const before = view.path && String(view.path.edges);
  const path = paths.find(p => String(p) === before) || paths[0] || [];
  openPanel(showPaths(from, to, paths));
  byId('said').textContent = byId('about').querySelector('.facts').textContent;
  entitle(byId('about').querySelector('h2').textContent);
  return takePath(path, { save, move: String(path) !== before });
}

function takePath(path, { save = true, move = true } = {}) {
  const { node: from, to } = chosen;
  view.path = { nodes: path.length ? nodesOf(path, from) : [from, to], edges: path };
  light();
  document
    .querySelectorAll('.path')
    .forEach(p => p.setAttribute('aria-pressed', String(p.dataset.path === path.join(' '))));
  if (move) fitBox(boxOf(view.path.nodes), true, Math.max(1.4, view.fit));
  refresh();
  if (save) saveAddress();
  return fillEvidence(
    'Step by step',
    Promise.all(
      path.map(async e => {
        const parts = await sentencesOfEdge(e, 2);
        return make(
          'div',
          {},
          make(
            'p',
            { class: 'says' },
            button(sentenceOf(e), () => choose({ edge: e })),
          ),
          ...parts,
        );
      }),
    ),
  );
}

function showPaths(from, to, paths) {
  const say = paths.length
    ? `${paths.length === SHOWN_PATHS ? 'The first ' : ''}${many(paths.length, 'path')} of ${many(paths[0].length, 'link')}`
    : 'No path under these filters';
  return {
    about: [
      make('p', { class: 'kind' }, 'Shortest paths'),
      make('h2', {}, nameOf(from), ' → ', nameOf(to)),
      make('p', { class: 'facts' }, say),
      ...paths.map(path =>
        button(
          nodesOf(path, from)
            .map(n => nameOf(n, 48))
            .join(' – '),
          () => takePath(path),
          { class: 'path', 'data-path': path.join(' ') },
        ),
      ),
      make('p', { class: 'actions' }, nodeButton(from, `Back to ${nameOf(from, 40)}`)),
    ],
  };
}
