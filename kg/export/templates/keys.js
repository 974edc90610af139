// The keyboard on the map, and the tip under the pointer.

const HELP = [
  ['/', 'search'],
  ['↑ ↓ Enter', 'choose a match'],
  ['Escape', 'close'],
  ['arrow keys', 'move the map'],
  ['+ −', 'zoom'],
  ['0', 'the whole map'],
  ['Enter', 'open the node nearest to the middle'],
  ['n N', 'open the next node, the one before'],
  ['?', 'this help'],
];

function setUpKeys() {
  document.addEventListener('keydown', onKey);
}

function onKey(e) {
  const typing =
    /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && document.activeElement.type !== 'range';
  if (e.ctrlKey || e.metaKey || e.altKey || (typing && e.key !== 'Escape')) return;
  const act =
    {
      '/': focusSearch,
      '?': openHelp,
      Escape: () => {
        stopAsking();
        choose({});
        byId('mynetwork').focus();
      },
    }[e.key] ||
    (byId('mynetwork').contains(document.activeElement) && mapKeys()[e.key]);
  if (act) {
    act();
    e.preventDefault();
  }
}

function focusSearch() {
  byId('search').focus();
  byId('search').select();
}

function mapKeys() {
  const step = 80 / view.scale;
  const centre = view.network.getViewPosition();
  const go = there => () => {
    hasBeenMoved();
    view.network.moveTo(there);
  };
  const move = (dx, dy) => go({ position: { x: centre.x + dx, y: centre.y + dy } });
  // Asked of the network: keys may come faster than frames, and `view.scale` is the last frame's.
  const zoom = f => go({ scale: view.network.getScale() * f });
  return {
    ArrowLeft: move(-step, 0),
    ArrowRight: move(step, 0),
    ArrowUp: move(0, -step),
    ArrowDown: move(0, step),
    '+': zoom(1.25),
    '=': zoom(1.25),
    '-': zoom(0.8),
    0: () => fitAll(true),
    Enter: openNearest,
    n: () => openNext(1),
    N: () => openNext(-1),
  };
}

// Open the drawn node nearest to the middle of the window.
function openNearest() {
  const centre = view.network.getViewPosition();
  const far = n => Math.hypot(G.x[n] - centre.x, G.y[n] - centre.y);
  const nearest = view.order.reduce((a, b) => (a === undefined || far(b) < far(a) ? b : a), undefined);
  if (nearest !== undefined) choose({ node: nearest });
}

// Step through the drawn nodes, the most important first: 1 onwards, -1 back.
function openNext(step) {
  const at = view.order.indexOf(chosen.node);
  const count = view.order.length;
  const next = view.order[at < 0 && step < 0 ? count - 1 : (at + step + count) % count];
  if (next !== undefined) choose({ node: next });
}

function openHelp() {
  choose({});
  openPanel({
    about: [
      make('h2', {}, 'Keys'),
      make(
        'dl',
        { class: 'keys' },
        ...HELP.flatMap(([k, v]) => [make('dt', {}, make('kbd', {}, k)), make('dd', {}, v)]),
      ),
      section(
        'Reading the map',
        make(
          'p',
          {},
          `${GUIDE} The form of a shape is its kind, and its size is how much the graph turns around it. Zoom in and less important nodes appear.`,
        ),
      ),
    ],
  });
  byId('about').focus();
}

function nodeTip(n) {
  return [make('strong', {}, nameOf(n, 120)), make('span', {}, kindText(n))];
}
function edgeTip(e) {
  return [make('span', {}, `${sentenceOf(e)} · ${(G.confidence[e] / 100).toFixed(2)}`)];
}

function showTip(parts, event) {
  const tip = byId('tip');
  tip.replaceChildren(...parts);
  tip.hidden = false;
  const box = byId('stage').getBoundingClientRect();
  tip.style.left = Math.max(0, Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 8)) + 'px';
  tip.style.top = Math.max(0, Math.min(event.clientY - box.top + 14, box.height - tip.offsetHeight - 8)) + 'px';
}

function hideTip() {
  byId('tip').hidden = true;
}
