// What the panel is built of. Every text is set as text, never as markup.

// An element with attributes and children; strings become text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'click') element.addEventListener('click', value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(c => c !== '' && c !== undefined && c !== null && c !== false));
  return element;
}

const number = n => n.toLocaleString('en');
const many = (n, word) => `${number(n)} ${word}${n === 1 ? '' : 's'}`;

const button = (text, click, attributes = {}) => make('button', { type: 'button', click, ...attributes }, text);

function glyphIcon(kind) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '-9 -9 18 18');
  svg.setAttribute('class', 'glyph');
  svg.setAttribute('aria-hidden', 'true');
  const shape = SHAPES[kind];
  const round = shape === 'ring' || shape === 'circle';
  const part = document.createElementNS(ns, round ? 'circle' : 'polygon');
  if (round) part.setAttribute('r', '5.5');
  else
    part.setAttribute(
      'points',
      corners(shape, 5.5)
        .map(c => c.map(v => v.toFixed(1)).join(','))
        .join(' '),
    );
  part.setAttribute('class', `${shape === 'ring' ? 'line' : 'fill'} kind-${kind}`);
  svg.append(part);
  return svg;
}

const nodeButton = (node, text) =>
  button(text || G.name[node], () => choose({ node }, { move: true }), { class: 'to' });

// A heading that is cut by the style sheet can be read whole: a button unfolds it.
function unfoldable(place) {
  for (const cut of place.querySelectorAll('h2, h2 .to, .also')) {
    if (cut.scrollHeight <= cut.clientHeight + 2) continue;
    const more = button('whole text', () => {
      cut.classList.add('whole');
      more.remove();
    }, { class: 'more' });
    cut.after(more);
  }
}

function section(title, ...children) {
  return make('section', {}, make('h3', {}, title), ...children);
}

// A list that shows its first entries and the rest on demand.
function longList(items, most = 8) {
  const entries = of => of.map(make_ => make('li', {}, ...[make_()].flat()));
  const list = make('ul', {}, ...entries(items.slice(0, most)));
  if (items.length <= most) return list;
  return make('div', {}, list, moreButton(items.length - most, () => entries(items.slice(most)), list));
}

// A button that puts the rest into `place`, or where it stood itself; the focus goes on to what came.
function moreButton(count, rest, place) {
  const more = button(
    `${number(count)} more`,
    () => {
      const added = rest();
      if (place) place.append(...added);
      else more.before(...added);
      more.remove();
      const reached = added.map(a => (a.matches?.('button') ? a : a.querySelector?.('button'))).find(Boolean);
      if (reached) reached.focus({ preventScroll: true });
    },
    { class: 'more' },
  );
  return more;
}

const whyButton = edge =>
  button('why', () => choose({ edge }), { class: 'why', 'aria-label': `why: ${sentenceOf(edge)}` });
const sentenceOf = edge =>
  `${short(G.name[G.s[edge]], 60)} ${phrase(G.predicates[G.p[edge]])} ${short(G.name[G.o[edge]], 60)}`;

function bars(papers) {
  if (papers.size < 2) return '';
  const counts = new Map();
  papers.forEach(n => counts.set(G.year[n], (counts.get(G.year[n]) || 0) + 1));
  const most = Math.max(...counts.values());
  const years = Array.from(
    { length: Math.min(G.lastYear - G.firstYear + 1, 40) },
    (_, i) => Math.max(G.firstYear, G.lastYear - 39) + i,
  );
  const list = make(
    'ol',
    { class: 'bars' },
    ...years.map(y => {
      const item = make(
        'li',
        { title: `${y}: ${counts.get(y) || 0}` },
        make('span', { class: 'unseen' }, `${y}: ${counts.get(y) || 0}`),
      );
      item.style.setProperty('--part', String((counts.get(y) || 0) / most));
      return item;
    }),
  );
  return section(
    'Papers by year',
    list,
    make(
      'p',
      { class: 'axis', 'aria-hidden': 'true' },
      make('span', {}, String(years[0])),
      make('span', {}, String(years[years.length - 1])),
    ),
  );
}
