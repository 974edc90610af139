// Legend, sliders, views, theme, keyboard.

function setUpControls() {
  byId('close').addEventListener('click', () => choose({}));
  buildLegend();
  buildViews();
  document.addEventListener('keydown', onKey);
}

function changed() {
  applyFilters();
  light();
  buildLegend();
  refresh();
}

function toggle(set, name) {
  if (set.has(name)) set.delete(name); else set.add(name);
  changed();
}

function buildLegend() {
  const held = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : '';
  const counts = new Map();
  for (let i = 0; i < G.n; i++) counts.set(G.kind[i], (counts.get(G.kind[i]) || 0) + 1);
  const kinds = G.kinds.map((k, i) => counts.get(i) && make('li', {}, legendButton(wish.kinds, k, glyphIcon(i), `${k}`, counts.get(i)))).filter(Boolean);
  byId('legend').replaceChildren(make('h2', {}, 'Show'), make('ul', {}, ...kinds));
  if (held) { const again = document.querySelector(`[data-key="${CSS.escape(held)}"]`); if (again) again.focus(); }
}

function legendButton(set, name, icon, text, count) {
  return make('button', { type: 'button', 'aria-pressed': String(!set.has(name)), 'data-key': name, click: () => toggle(set, name) },
    icon, make('span', {}, text), make('small', {}, count.toLocaleString('en')));
}

function buildViews() {
  byId('views').replaceChildren(...Object.entries(VIEWS).map(([key, v]) => button(v.name, () => { setView(key); changed(); buildViews(); }, { 'aria-pressed': String(wish.view === key) })));
}

function onKey(e) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (e.key === '/' && !typing) { byId('search').focus(); byId('search').select(); e.preventDefault(); return; }
  if (e.key === 'Escape') { choose({}); return; }
  if (document.activeElement !== byId('mynetwork')) return;
  const step = 80 / view.scale;
  const centre = view.network.getViewPosition();
  const move = (dx, dy) => view.network.moveTo({ position: { x: centre.x + dx, y: centre.y + dy } });
  const zoom = f => view.network.moveTo({ scale: view.scale * f });
  const keys = {
    ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
    '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), 0: () => fitAll(true), Enter: openNearest,
  };
  if (keys[e.key]) { keys[e.key](); e.preventDefault(); }
}

// Open the most important node near the middle of the window.
function openNearest() {
  const centre = view.network.getViewPosition();
  const far = n => Math.hypot(G.x[n] - centre.x, G.y[n] - centre.y);
  const nearest = view.order.reduce((a, b) => (a === undefined || far(b) < far(a) ? b : a), undefined);
  if (nearest !== undefined) choose({ node: nearest }, { focus: true });
}

function nodeTip(n) { return [make('strong', {}, short(G.name[n], 120)), make('span', {}, kindText(n))]; }
function edgeTip(e) { return [make('span', {}, `${sentenceOf(e)} · ${(G.confidence[e] / 100).toFixed(2)}`)]; }

function showTip(parts, event) {
  const tip = byId('tip');
  tip.replaceChildren(...parts);
  tip.hidden = false;
  const box = byId('stage').getBoundingClientRect();
  tip.style.left = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 8) + 'px';
  tip.style.top = Math.min(event.clientY - box.top + 14, box.height - tip.offsetHeight - 8) + 'px';
}

function hideTip() { byId('tip').hidden = true; }
