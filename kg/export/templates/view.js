// The map and how the reader moves over it.

const LIMIT = 1500; // nodes drawn at once, besides those of a selection
const AREA = 1900; // square pixels that a node gets
const SPACE = 40; // about what lies between two nodes of a region, in the units of the layout
const chosen = {}; // node, edge, topic, to (the other end of a path): numbers, or undefined
const view = {
  network: null,
  nodes: null,
  edges: null,
  shown: new Set(),
  order: [],
  lit: null,
  litEdges: null,
  path: null,
  whole: false, // nothing but `fitAll` has placed the map
  scale: 1,
  gain: 1,
  room: Infinity, // no gain is larger
  zoomed: 1,
  fit: 1,
  width: 1,
  height: 1,
  origin: { x: 0, y: 0 },
  hovered: undefined,
  timer: 0,
};

function openMap() {
  const first = JSON.parse(byId('first').textContent);
  const place = byId('mynetwork');
  const glyph = node => ({ ...node, shape: 'custom', ctxRenderer: drawGlyph });
  view.nodes = new vis.DataSet(first.nodes.map(glyph));
  view.edges = new vis.DataSet(first.edges.map(e => ({ ...e, ...edgeLook(e.id) })));
  view.network = new vis.Network(place, { nodes: view.nodes, edges: view.edges }, first.options);
  place.querySelector('.vis-network').tabIndex = -1; // the map is one stop of the Tab key
  first.nodes.forEach(n => view.shown.add(n.id));
  view.order = [...view.shown];
  view.network.on('beforeDrawing', ctx => {
    measure();
    drawRegions(ctx);
  });
  view.network.on('afterDrawing', ctx => {
    drawNames(ctx);
    if (hasMoved()) refreshSoon();
  });
  view.network.on('click', onClick);
  view.network.on('doubleClick', p => {
    if (p.nodes.length) zoomTo(p.nodes[0]);
  });
  view.network.on('hoverNode', p => {
    view.hovered = p.node;
    showTip(nodeTip(p.node), p.event);
    redraw();
  });
  view.network.on('blurNode', () => {
    view.hovered = undefined;
    hideTip();
    redraw();
  });
  view.network.on('hoverEdge', p => showTip(edgeTip(p.edge), p.event));
  view.network.on('blurEdge', hideTip);
  for (const moved of ['dragEnd', 'zoom']) view.network.on(moved, hasBeenMoved);
  measure();
  fitAll(false);
  new ResizeObserver(makeRoom).observe(place);
}

function hasBeenMoved() {
  view.moved = true;
  view.whole = false;
}

// The canvas takes the size of its place: the middle and the scale stay, and a whole map stays whole.
function makeRoom() {
  const scale = view.network.getScale();
  const drawn = view.network.canvas.setSize('100%', '100%');
  if (!drawn) return;
  if (view.whole) fitAll(false);
  else view.network.moveTo({ scale });
  measure();
  redraw();
  refreshSoon();
}

const redraw = () => view.network.redraw();

// The transform of this moment: canvas units to pixels.
function measure() {
  const place = byId('mynetwork');
  view.width = Math.max(place.clientWidth, 1);
  view.height = Math.max(place.clientHeight, 1);
  view.scale = view.network.getScale();
  const centre = view.network.getViewPosition();
  view.origin = { x: centre.x - view.width / 2 / view.scale, y: centre.y - view.height / 2 / view.scale };
  view.zoomed = view.scale / view.fit;
  const wanted = Math.min(1, Math.sqrt(view.width * view.height) / 900) * view.zoomed ** 0.4;
  view.gain = Math.min(2.4, Math.max(0.45, Math.min(view.room, wanted)));
}

const toScreen = (x, y) => ({ x: (x - view.origin.x) * view.scale, y: (y - view.origin.y) * view.scale });

function hasMoved() {
  const d = view.drawn;
  if (!d) return true;
  const shift = Math.hypot(d.x - view.origin.x, d.y - view.origin.y) * view.scale;
  return shift > 40 || Math.abs(Math.log(d.scale / view.scale)) > 0.08;
}

function refreshSoon(wait = 90) {
  clearTimeout(view.timer);
  view.timer = setTimeout(refresh, wait);
}

function onClick(p) {
  hideTip();
  if (p.nodes.length) (finder.take || (node => choose({ node })))(p.nodes[0]);
  else if (p.edges.length) choose({ edge: p.edges[0] });
  else {
    const at = topicAt(p.pointer.canvas);
    choose(at === undefined || view.lit ? {} : { topic: at });
  }
}

// The topic whose region holds a point.
function topicAt({ x, y }) {
  let best;
  G.topics.forEach((t, i) => {
    if (!t.outline) return;
    const turn = (Math.atan2(y - t.y, x - t.x) + 2 * Math.PI) % (2 * Math.PI);
    const rim = t.outline[Math.round((turn / 2 / Math.PI) * t.outline.length) % t.outline.length];
    const part = Math.hypot(x - t.x, y - t.y) / rim;
    if (part < 1 && (best === undefined || part < best.part)) best = { i, part };
  });
  return best && best.i;
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const moving = animate => (animate && !still() ? { duration: 350, easingFunction: 'easeInOutQuad' } : false);

// Where the legend or the count lies on the map: left, top, right, bottom in pixels.
function boxOnMap(id) {
  const { left: x, top: y } = byId('stage').getBoundingClientRect();
  const { left, top, right, bottom } = byId(id).getBoundingClientRect();
  return [left - x, top - y, right - x, bottom - y];
}

const isNarrow = () => view.width < 720; // the legend lies above the map, else beside it

// The part of the map that legend and count leave free, and how far its middle lies from that of the window.
function freeArea() {
  const legend = byId('legend').offsetWidth + 12;
  return isNarrow()
    ? { width: view.width, height: view.height - 96, right: 0, down: 14 }
    : { width: view.width - legend, height: view.height - 90, right: legend / 2, down: 0 };
}

function fitBox(box, animate, most = 2.2) {
  measure();
  const free = freeArea();
  const roomX = Math.max(free.width - 60, 50);
  const roomY = Math.max(free.height, 50);
  const scale = Math.min(most, roomX / Math.max(box.right - box.left, 1), roomY / Math.max(box.bottom - box.top, 1));
  const position = {
    x: (box.left + box.right) / 2 - free.right / scale,
    y: (box.top + box.bottom) / 2 - free.down / scale,
  };
  view.network.moveTo({ position, scale, animation: moving(animate) });
  view.whole = false;
  return scale;
}

function boxOf(nodes) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const n of nodes) {
    box.left = Math.min(box.left, G.x[n]);
    box.right = Math.max(box.right, G.x[n]);
    box.top = Math.min(box.top, G.y[n]);
    box.bottom = Math.max(box.bottom, G.y[n]);
  }
  return box;
}

// All regions, when most nodes lie in one; else all nodes that the filters leave, or all there are where they leave none.
function fitAll(animate) {
  if (!G.n) return;
  const all = allNodes(i => G.nodeOn[i] || !G.on.nodes);
  const placed = all.filter(i => G.topic[i] >= 0);
  view.fit = fitBox(boxOf(placed.length * 2 > all.length ? placed : all), animate, 1.6);
  view.whole = true;
}

// Bring a node that lies outside the free part of the window into its middle; the scale stays.
function bringIn(node) {
  measure();
  const { x, y } = toScreen(G.x[node], G.y[node]);
  const right = view.width;
  const left = right - freeArea().width;
  if (x > left + 30 && x < right - 30 && y > 30 && y < view.height - 50) return;
  const position = { x: G.x[node] - freeArea().right / view.scale, y: G.y[node] };
  view.network.moveTo({ position, scale: view.scale, animation: moving(true) });
  view.whole = false;
}

function zoomTo(node) {
  view.whole = false;
  const scale = Math.max(view.scale, Math.min(1.6, view.fit * 4));
  view.network.moveTo({
    position: { x: G.x[node] - freeArea().right / scale, y: G.y[node] },
    scale,
    animation: moving(true),
  });
}
