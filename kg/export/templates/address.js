// The state as the address's fragment, so that a view can be shared: #node=IRI&to=IRI&view=methods&years=2019-2024

let written = '';
let addressTimer = 0;

function saveAddress() {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(saveNow, 300);
}

const safeIri = iri => iri.replace(/[&\s"<>]/g, encodeURIComponent);

function saveNow() {
  clearTimeout(addressTimer);
  const parts = [];
  if (chosen.node !== undefined) parts.push('node=' + safeIri(iriOf(chosen.node)));
  if (chosen.to !== undefined) parts.push('to=' + safeIri(iriOf(chosen.to)));
  if (chosen.edge !== undefined && statementIri(chosen.edge))
    parts.push('edge=' + safeIri(statementIri(chosen.edge)));
  if (chosen.topic !== undefined && G.topics[chosen.topic].id)
    parts.push('node=' + safeIri(G.base + G.topics[chosen.topic].id));
  parts.push(...wishParts());
  if (view.moved)
    parts.push(
      'at=' +
        [...Object.values(view.network.getViewPosition()).map(Math.round), Number(view.scale.toPrecision(3))].join(
          ',',
        ),
    );
  const address = parts.length ? '#' + parts.join('&') : '';
  if (address === written) return;
  const other = selection(address) !== selection(written);
  written = address;
  history[other ? 'pushState' : 'replaceState'](null, '', address || location.pathname + location.search);
  written = location.hash; // as the browser spells it
}

// What an address selects; only another selection is a step that the browser's Back takes back.
const selection = address =>
  address
    .slice(1)
    .split('&')
    .filter(part => /^(node|edge|to)=/.test(part))
    .join('&');

function wishParts() {
  const parts = [];
  if (wish.view !== 'all' && VIEWS[wish.view]) parts.push('view=' + wish.view);
  if (!VIEWS[wish.view]) parts.push('off=' + [...wish.kinds, ...wish.predicates].join(','));
  if (yearsLimited()) parts.push(`years=${Math.max(wish.from, G.firstYear)}-${Math.min(wish.to, G.lastYear)}`);
  if (wish.confidence) parts.push('confidence=' + wish.confidence);
  if (wish.support > 1) parts.push('support=' + wish.support);
  if (wish.unsure) parts.push('unsure=1');
  if (wish.colour !== 'type') parts.push('colour=' + wish.colour);
  return parts;
}

// What the address does not name is as at first, so that Back brings back what was seen.
function readWishes(wanted) {
  resetWishes();
  const whole = text => Math.max(0, parseInt(text, 10) || 0);
  if (wanted.view) setView(wanted.view);
  if (wanted.off !== undefined) {
    const off = wanted.off.split(',');
    wish.view = 'own';
    wish.kinds = new Set(G.kinds.filter(k => off.includes(k)));
    wish.predicates = new Set(G.predicates.filter(p => off.includes(p)));
  }
  const years = /^(\d{1,4})-(\d{1,4})$/.exec(wanted.years || '');
  if (years) {
    const [from, to] = [whole(years[1]), whole(years[2])].sort((a, b) => a - b);
    if (from <= G.lastYear && to >= G.firstYear) [wish.from, wish.to] = [from, to];
  }
  if (wanted.confidence) wish.confidence = Math.min(99, whole(wanted.confidence));
  if (wanted.support) wish.support = Math.min(mostSupport(), Math.max(1, whole(wanted.support)));
  wish.unsure = wanted.unsure === '1';
  if (wanted.colour === 'topic') wish.colour = 'topic';
}

const readParts = () =>
  Object.fromEntries(
    location.hash
      .slice(1)
      .split('&')
      .filter(Boolean)
      .map(p => {
        const at = p.indexOf('=');
        return at < 0 ? [p, ''] : [p.slice(0, at), p.slice(at + 1)];
      }),
  );

const placeIn = parts => /^(-?\d+),(-?\d+),(\d*\.?\d+(?:e-?\d+)?)$/.exec(parts.at || '');

// Move to the place that the address names, in the room that the panel leaves: whether it names one.
function takePlace() {
  const place = placeIn(readParts());
  if (!place) return false;
  makeRoom();
  hasBeenMoved();
  view.network.moveTo({
    position: { x: Number(place[1]), y: Number(place[2]) },
    scale: Math.min(10, Math.max(1e-4, Number(place[3]))),
  });
  return true;
}

// Follow the address: filters first, then the selection, then the place on the map.
async function readAddress() {
  written = location.hash;
  const wanted = readParts();
  readWishes(wanted);
  changed();
  const target = wanted.edge ? resolve(wanted.edge) : wanted.node ? resolve(wanted.node) : undefined;
  const to = wanted.to ? resolve(wanted.to) : undefined;
  let filled;
  if (target && target.node !== undefined && to && to.node !== undefined)
    filled = choosePath(target.node, to.node, { save: false });
  else if (target) filled = choose(target, { move: !placeIn(wanted), save: false });
  else {
    choose({}, { save: false });
    if (wanted.edge || wanted.node) say('This graph has no such address', 6000);
  }
  takePlace();
  refresh();
  await filled;
  return Boolean(target);
}
