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

// A name as it may stand among our own words: nothing in it turns round what follows, and letters that run from right
// to left keep to themselves (UAX 9: no overrides, embeddings or isolates but one of our own). Quotes stay as they are.
function isolated(text) {
  const bare = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
  return RIGHT_TO_LEFT.test(bare) ? `\u2068${bare}\u2069` : bare;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

// What `isolated` opened and a cut left open.
const closed = text => text + '\u2069'.repeat(Math.max(0, text.split('\u2068').length - text.split('\u2069').length));

const nameOf = (node, most = Infinity) => short(isolated(G.name[node]), most);

const nodeButton = (node, text) =>
  button(text || nameOf(node), () => choose({ node }, { move: true }), { class: 'to' });

// A heading that is cut by the style sheet can be read whole: a button unfolds it.
function unfoldable(place) {
  for (const cut of place.querySelectorAll('h2, h2 .to, .also')) {
    if (cut.scrollHeight <= cut.clientHeight + 2) continue;
    const more = button('whole text', () => {
      cut.classList.add('whole');
      more.remove();
    }, { class: 'more whole' }); // paper shows it whole without
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
  `${nameOf(G.s[edge], 60)} ${phrase(G.predicates[G.p[edge]])} ${nameOf(G.o[edge], 60)}`;

// All years of the graph in steps, so that there are no more than `most`: [first, last, papers] each.
function yearSteps(papers, most = 40) {
  const span = G.lastYear - G.firstYear + 1;
  const step = [1, 5, 10, 25, 50].find(s => span / s <= most) || 100;
  const counts = new Map();
  papers.forEach(n => {
    const start = G.year[n] - (G.year[n] % step);
    counts.set(start, (counts.get(start) || 0) + 1);
  });
  const steps = [];
  for (let y = G.firstYear - (G.firstYear % step); y <= G.lastYear; y += step)
    steps.push([Math.max(y, G.firstYear), Math.min(y + step - 1, G.lastYear), counts.get(y) || 0]);
  return steps;
}

// The papers by year; those without a year, which no bar can show, are told below.
function bars(papers) {
  const dated = papers.filter(n => G.year[n]);
  const undated = papers.length - dated.length;
  if (dated.length < 2) return '';
  const steps = yearSteps(dated);
  const most = Math.max(...steps.map(([, , count]) => count));
  const wide = Math.max(...steps.map(([from, to]) => to - from + 1));
  const bar = ([from, to, count]) => {
    const says = `${from === to ? from : `${from}–${to}`}: ${count}`;
    const item = make('li', { title: says, class: count ? '' : 'none' }, make('span', { class: 'unseen' }, says));
    item.style.setProperty('--part', String(count / most));
    return item;
  };
  return section(
    wide > 1 ? `Papers by ${wide} years` : 'Papers by year',
    make('ol', { class: 'bars' }, ...steps.map(bar)),
    make(
      'p',
      { class: 'axis', 'aria-hidden': 'true' },
      make('span', {}, String(G.firstYear)),
      make('span', {}, String(G.lastYear)),
    ),
    undated ? make('small', {}, `${many(undated, 'paper')} ${undated === 1 ? 'has' : 'have'} no year`) : '',
  );
}
