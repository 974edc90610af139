// Start: load, draw, follow the address.

// Select a node, an edge, a topic, or nothing.
function choose(target, { move = false, focus = false, save = true } = {}) {
  Object.assign(chosen, { node: undefined, edge: undefined, topic: undefined, to: undefined }, target);
  view.path = null;
  const what = ['node', 'edge', 'topic'].find(k => chosen[k] !== undefined);
  byId('panel').hidden = !what;
  document.documentElement.classList.toggle('with-panel', Boolean(what));
  light();
  byId('about').replaceChildren(...(what === 'node' ? showNode(chosen.node) : what === 'edge' ? showEdge(chosen.edge) : what === 'topic' ? showTopic(chosen.topic) : []));
  byId('about').parentElement.scrollTop = 0;
  byId('evidence').replaceChildren();
  asked++;
  const filled = what === 'node' ? evidenceOfNode(chosen.node) : what === 'edge' ? evidenceOfEdge(chosen.edge) : Promise.resolve();
  if (what && move) moveToChosen();
  refresh();
  if (focus && what) byId('about').focus();
  if (what) byId('said').textContent = byId('about').querySelector('h2').textContent;
  if (save) saveAddress();
  return filled;
}

function moveToChosen() {
  if (chosen.topic !== undefined) {
    const t = G.topics[chosen.topic];
    if (!t.outline) return;
    const reach = Math.max(...t.outline);
    fitBox({ left: t.x - reach, right: t.x + reach, top: t.y - reach, bottom: t.y + reach }, true);
  } else if (chosen.node !== undefined) {
    zoomTo(chosen.node);
  } else {
    fitBox(boxOf([G.s[chosen.edge], G.o[chosen.edge]]), true, Math.max(view.fit * 4, 0.8));
  }
}

let written = '';

// The state as the address's fragment, so that a view can be shared.
function saveAddress() {
  if (!document.documentElement.dataset.kgReady) return;
  const parts = [];
  if (chosen.node !== undefined) parts.push('node=' + iriOf(chosen.node));
  if (chosen.edge !== undefined && statementIri(chosen.edge)) parts.push('edge=' + statementIri(chosen.edge));
  if (chosen.topic !== undefined && G.topics[chosen.topic].id) parts.push('node=' + G.base + G.topics[chosen.topic].id);
  const address = parts.length ? '#' + parts.join('&') : '';
  if (address === written) return;
  written = address;
  history.replaceState(null, '', address || location.pathname + location.search);
}

function readAddress(move) {
  const wanted = Object.fromEntries(location.hash.slice(1).split('&').map(p => [p.slice(0, p.indexOf('=')), p.slice(p.indexOf('=') + 1)]));
  written = location.hash;
  const target = wanted.edge ? resolve(wanted.edge) : wanted.node ? resolve(wanted.node) : undefined;
  if (target) return choose(target, { move, save: false });
  if (wanted.edge || wanted.node) byId('said').textContent = byId('count').textContent = 'This graph has no such address';
  return Promise.resolve();
}

async function start() {
  await load();
  readInk();
  setView('all');
  applyFilters();
  openMap();
  setUpControls();
  setUpSearch();
  refresh();
  await readAddress(true);
  addEventListener('hashchange', () => { if (location.hash !== written) readAddress(true); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readInk(); refresh(); });
  view.network.once('afterDrawing', () => { document.documentElement.dataset.kgReady = 'true'; });
  redraw();
}

start();
