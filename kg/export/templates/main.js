// Start: load, draw, follow the address; and what happens when something is chosen.

const CHOICES = ['node', 'edge', 'topic'];
const ownTitle = document.title;

// The title of the window says what is chosen, so that tabs, bookmarks and the browser's history tell views apart.
function entitle(what) {
  document.title = what ? `${short(what, 80)} · ${ownTitle}` : ownTitle;
}

// Select a node, an edge, a topic, or nothing.
function choose(target, { move = false, focus = false, save = true } = {}) {
  Object.assign(chosen, { node: undefined, edge: undefined, topic: undefined, to: undefined }, target);
  clearTimeout(renewTimer);
  stopAsking();
  view.path = null;
  const what = CHOICES.find(k => chosen[k] !== undefined);
  light();
  const filled = showChosen();
  if (what && move) moveToChosen();
  else if (what === 'node') bringIn(chosen.node);
  refresh();
  redraw();
  if (focus && what) byId('about').focus({ preventScroll: true });
  if (what) byId('said').textContent = chosenInWords(what);
  entitle(what && (what === 'edge' ? sentenceOf(chosen.edge) : byId('about').querySelector('h2').textContent));
  if (save) saveAddress();
  return filled;
}

const chosenInWords = what =>
  what === 'edge'
    ? sentenceOf(chosen.edge)
    : byId('about').querySelector('h2').textContent + (what === 'node' ? `, ${kindText(chosen.node)}` : '');

// Put these parts into the panel, around the sentences; nothing closes it.
function openPanel({ about, rest = [] }) {
  asked++;
  const held = byId('panel').contains(document.activeElement); // it is about to lose what has the focus
  byId('panel').hidden = !about.length;
  byId('about').replaceChildren(...about.filter(Boolean));
  byId('evidence').replaceChildren();
  byId('rest').replaceChildren(...rest.filter(Boolean));
  byId('panel').scrollTop = 0;
  unfoldable(byId('about'));
  makeRoom();
  measure();
  if (held) byId(about.length ? 'about' : 'mynetwork').focus({ preventScroll: true });
}

// Fill the panel with what is chosen; done when its sentences stand there too.
function showChosen() {
  if (chosen.to !== undefined) return openPaths();
  const what = CHOICES.find(k => chosen[k] !== undefined);
  const show = { node: showNode, edge: showEdge, topic: showTopic }[what];
  openPanel(show ? show(chosen[what]) : { about: [] });
  const fill = { node: evidenceOfNode, edge: evidenceOfEdge }[what];
  return fill ? fill(chosen[what]) : Promise.resolve();
}

let renewTimer = 0;

// The panel of a node, an edge or a path obeys the filters too; a slider that is drawn along asks many times.
function renew() {
  clearTimeout(renewTimer);
  renewTimer = setTimeout(async () => {
    if (chosen.node === undefined && chosen.edge === undefined) return;
    const at = byId('panel').scrollTop;
    const filled = showChosen();
    byId('panel').scrollTop = at;
    await filled;
    byId('panel').scrollTop = at;
  }, 120);
}

function openOverview(asWell) {
  if (asWell) choose({});
  openPanel(showOverview());
}

// Beside the map, or on a phone below it.
const roomForOverview = () => innerWidth >= 1100 || innerWidth <= 860;

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

async function start() {
  takeTheme(); // before the first paint
  await load();
  readInk();
  resetWishes();
  applyFilters();
  openMap();
  setUpControls();
  setUpPrinting();
  setUpKeys();
  setUpSearch();
  const followed = await readAddress();
  if (!followed && roomForOverview() && G.n) openOverview(false);
  settle(followed);
  addEventListener('hashchange', () => {
    if (location.hash !== written) {
      readAddress();
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', themeChanged);
  view.network.once('afterDrawing', () => {
    document.documentElement.dataset.kgReady = 'true';
  });
  redraw();
}

// The panel has taken room: the place that the address names, or the whole map, moves into what is left.
function settle(followed) {
  if (takePlace() || followed) return;
  fitAll(false);
  refresh();
}

// A browser without `DecompressionStream` (before 2023) cannot read the data: say so instead of staying empty.
start().catch(error => {
  byId('count').textContent = `The graph cannot be shown in this browser: ${error.message}. A newer one can.`;
});
