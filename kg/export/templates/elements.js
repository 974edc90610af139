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

function section(title, ...children) {
  return make('section', {}, make('h3', {}, title), ...children);
}

// A list that shows its first entries and the rest on demand.
function longList(items, most = 8) {
  const list = make('ul', {}, ...items.slice(0, most).map(make_ => make('li', {}, ...[make_()].flat())));
  if (items.length <= most) return list;
  const more = button(
    `${items.length - most} more`,
    () => {
      list.append(...items.slice(most).map(make_ => make('li', {}, ...[make_()].flat())));
      more.remove();
    },
    { class: 'more' },
  );
  return make('div', {}, list, more);
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
