// Search: names and aliases, completed while typing, driven by the keyboard.

// Letters that Unicode does not take apart.
const LETTERS = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

const plain = text =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[łøđðþßæœı]/g, letter => LETTERS[letter])
    .replace(/[-‐-―_/]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

// [plain form, form as written, node or topic]; built when the reader first searches.
function searchForms() {
  if (!G.forms) {
    G.forms = [];
    G.topics.forEach((t, i) => t.name && G.forms.push([plain(t.name), t.name, { topic: i }]));
    for (let i = 0; i < G.n; i++) {
      G.forms.push([plain(G.name[i]), G.name[i], { node: i }]);
      for (const alias of G.aliases[i] || []) G.forms.push([plain(alias), alias, { node: i }]);
    }
  }
  return G.forms;
}

// How well a name fits: whole, at its beginning, at a word's, elsewhere, in other order or spacing; -1 for not at all.
function fit(form, wanted) {
  const at = form.indexOf(wanted);
  if (at >= 0) return form === wanted ? 0 : at === 0 ? 1 : form[at - 1] === ' ' ? 2 : 3;
  const words = wanted.split(' ');
  if (words.length > 1 && words.every(word => form.includes(word))) return 4;
  return wanted.length > 3 && form.replaceAll(' ', '').includes(words.join('')) ? 5 : -1;
}

// The best matches, those that fit best before those that matter most.
function matches(text, limit = 12) {
  const wanted = plain(text);
  if (!wanted) return [];
  const best = new Map();
  for (const [form, written, target] of searchForms()) {
    const rank = fit(form, wanted);
    if (rank < 0) continue;
    const key = target.node === undefined ? 't' + target.topic : target.node;
    const kindRank = target.node !== undefined && isPaper(target.node) ? 0.5 : 0;
    const old = best.get(key);
    if (!old || rank + kindRank < old.rank) best.set(key, { rank: rank + kindRank, written, target });
  }
  return inOrder(best, limit);
}

const inOrder = (best, limit) => {
  const place = m => (m.target.node === undefined ? 0 : m.target.node);
  return [...best.values()].sort((a, b) => a.rank - b.rank || place(a) - place(b)).slice(0, limit);
};

const finder = { at: -1, found: [], take: null };

function setUpSearch() {
  const box = byId('search');
  box.addEventListener('input', () => showMatches(box.value));
  box.addEventListener('focus', () => box.value && showMatches(box.value));
  box.addEventListener('keydown', onSearchKey);
  box.addEventListener('blur', () => setTimeout(hideMatches, 150));
}

function showMatches(text) {
  finder.found = matches(text);
  const exact = finder.found.length;
  if (!exact) finder.found = nearMatches(text);
  const list = byId('found');
  list.replaceChildren(...finder.found.map(matchItem));
  if (text.trim() && !exact) {
    const none = finder.found.length ? 'No name holds these letters; the nearest are above' : 'No name holds these letters';
    list.append(make('li', { class: 'none', role: 'option', 'aria-disabled': 'true' }, none));
    byId('said').textContent = none;
  }
  list.hidden = !text.trim();
  byId('search').setAttribute('aria-expanded', String(!list.hidden));
  point(finder.found.length ? 0 : -1);
}

function matchItem(match, i) {
  const { node, topic } = match.target;
  const name = node === undefined ? G.topics[topic].name : G.name[node];
  const also = match.written === name ? '' : make('small', {}, ` · ${isolated(match.written)}`);
  const item = make(
    'li',
    { id: 'match-' + i, role: 'option' },
    node === undefined ? make('span', { class: 'glyph' }) : glyphIcon(G.kind[node]),
    make('span', { class: 'name' }, isolated(name), also),
    make('small', { class: 'what' }, node === undefined ? 'Topic' : kindText(node)),
  );
  item.addEventListener('pointerdown', e => {
    e.preventDefault();
    takeMatch(i);
  });
  return item;
}

const kindText = node =>
  isPaper(node)
    ? `Paper${G.year[node] ? ' ' + G.year[node] : ''}`
    : G.kinds[G.kind[node]] +
      (G.papers[node] ? ` · ${many(G.papers[node], 'paper')}` : '');

function point(i) {
  finder.at = i;
  [...byId('found').children].forEach((item, n) => item.setAttribute('aria-selected', String(n === i)));
  const box = byId('search');
  if (i >= 0) {
    box.setAttribute('aria-activedescendant', 'match-' + i);
    byId('found').children[i].scrollIntoView({ block: 'nearest' });
  } else box.removeAttribute('aria-activedescendant');
}

function hideMatches() {
  byId('found').hidden = true;
  byId('search').setAttribute('aria-expanded', 'false');
  byId('search').removeAttribute('aria-activedescendant');
}

function onSearchKey(e) {
  const count = finder.found.length;
  const open = !byId('found').hidden;
  if (e.key === 'ArrowDown' && count) point((finder.at + 1) % count);
  else if (e.key === 'ArrowUp' && count) point((finder.at - 1 + count) % count);
  else if (e.key === 'Enter' && open && finder.at >= 0) takeMatch(finder.at);
  else if (e.key === 'Escape') {
    if (open) hideMatches();
    else byId('mynetwork').focus();
    e.stopPropagation();
  } else return;
  e.preventDefault();
}

function takeMatch(i) {
  const { target } = finder.found[i];
  hideMatches();
  byId('search').value = '';
  if (finder.take && target.node !== undefined) {
    finder.take(target.node);
    return;
  }
  choose(target, { move: true, focus: true });
}
