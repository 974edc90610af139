// The legend with its filters, the views, the tools.

function setUpControls() {
  byId('close').addEventListener('click', () => choose({}));
  buildLegend();
  byId('views').replaceChildren(
    ...Object.entries(VIEWS).map(([key, v]) =>
      button(
        v.name,
        () => {
          setView(key);
          changed();
        },
        { 'data-view': key },
      ),
    ),
  );
  byId('tools').replaceChildren(
    button('Overview', () => openOverview(true), { title: 'What this graph is made of' }),
    button('Fit', () => fitAll(true), { title: 'Show the whole map (0)' }),
    button('SVG', saveSvg, { title: 'Save the map as SVG', 'aria-label': 'Save the map as SVG' }),
    button('PNG', savePng, { title: 'Save the map as PNG', 'aria-label': 'Save the map as PNG' }),
    button('Theme', nextTheme, { title: 'Dark or light' }),
    button('?', openHelp, { title: 'Keys and help', 'aria-label': 'Keys and help' }),
  );
  showWishes();
  if (isNarrow() || view.height < 500) byId('filters').open = false;
}

// After any change of the wishes.
function changed() {
  applyFilters();
  light();
  showWishes();
  refresh();
  renew();
  saveAddress();
}

function toggle(set, name) {
  if (set.has(name)) set.delete(name);
  else set.add(name);
  wish.view = 'own';
  changed();
}

function countsOf(column, names, test = () => true) {
  const counts = new Map(names.map(n => [n, 0]));
  column.forEach((v, i) => {
    if (test(i)) counts.set(names[v], counts.get(names[v]) + 1);
  });
  return [...counts].filter(([, n]) => n);
}

function buildLegend() {
  const kinds = countsOf(G.kind, G.kinds);
  const links = countsOf(G.p, G.predicates);
  const item = (set, name, icon, text, count) =>
    make(
      'li',
      {},
      make(
        'button',
        { type: 'button', 'data-off': name, click: () => toggle(set(), name) },
        icon,
        make('span', {}, text),
        make('small', {}, number(count)),
      ),
    );
  byId('legend').replaceChildren(
    make(
      'details',
      { id: 'filters', open: true },
      make('summary', {}, 'Legend and filters'),
      make(
        'ul',
        { 'aria-label': 'Kinds' },
        ...kinds.map(([k, n]) => item(() => wish.kinds, k, glyphIcon(G.kinds.indexOf(k)), k, n)),
      ),
      make(
        'details',
        {},
        make('summary', {}, 'Links'),
        make(
          'ul',
          { 'aria-label': 'Links' },
          ...links.map(([p, n]) => item(() => wish.predicates, p, '', phrase(p), n)),
        ),
      ),
      G.hasYears ? yearSlider() : '',
      slider('confidence', 'Confidence', 0, 99, 1, v => `at least ${(v / 100).toFixed(2)}`),
      slider('support', 'Said by', 1, mostSupport(), 1, v => `at least ${many(v, 'paper')}`),
      make('label', { class: 'check' }, box('unsure'), 'Also hedged, negated, planned, of rivals'),
      make(
        'div',
        { class: 'check', role: 'group', 'aria-label': 'Colour by' },
        'Colour by ',
        ...['type', 'topic'].map(c =>
          button(
            c,
            () => {
              wish.colour = c;
              changed();
            },
            { 'data-colour': c },
          ),
        ),
      ),
      button(
        'Reset',
        () => {
          resetWishes();
          changed();
        },
        { class: 'reset' },
      ),
    ),
  );
}

// As far as the slider goes.
const mostSupport = () => {
  const most = G.support.reduce((a, b) => Math.max(a, b), 1);
  return Math.max(2, Math.min(20, most));
};

function box(name) {
  const input = make('input', { type: 'checkbox', id: 'wish-' + name });
  input.addEventListener('change', () => {
    wish[name] = input.checked;
    changed();
  });
  return input;
}

function slider(name, title, min, max, step, saying) {
  const input = make('input', { type: 'range', id: 'wish-' + name, min, max, step });
  const value = make('output', { for: 'wish-' + name });
  input.addEventListener('input', () => {
    wish[name] = Number(input.value);
    changedSoon();
    tell();
  });
  const row = make('div', { class: 'slider' }, make('label', { for: 'wish-' + name }, title), value, input);
  const tell = () => {
    value.textContent = saying(wish[name]);
    input.setAttribute('aria-valuetext', value.textContent); // a screen reader would say 80, not 0.80
  };
  row.update = () => {
    input.value = wish[name];
    tell();
  };
  return row;
}

let changeTimer = 0;
function changedSoon() {
  clearTimeout(changeTimer);
  changeTimer = setTimeout(changed, 60);
}

// Two handles on one track, over the number of papers a year.
function yearSlider() {
  const steps = yearSteps(G.paper.node.filter(n => G.year[n]), 60);
  const most = Math.max(...steps.map(([, , count]) => count));
  const bar = ([from, to, count]) => {
    const b = make('i', { class: count ? '' : 'none' });
    b.style.setProperty('--part', String(count / most));
    b.style.flexGrow = String(to - from + 1); // below its years on the track
    return b;
  };
  const hand = (id, label) =>
    make('input', { type: 'range', id, 'aria-label': label, min: G.firstYear, max: G.lastYear, step: 1 });
  const [from, to] = [hand('wish-from', 'First year'), hand('wish-to', 'Last year')];
  const value = make('output', {});
  const note = make('small', { role: 'status' });
  const read = () => {
    wish.from = Math.min(from.value, to.value);
    wish.to = Math.max(from.value, to.value);
    value.textContent = `${wish.from}–${wish.to}`;
    changedSoon();
  };
  from.addEventListener('input', read);
  to.addEventListener('input', read);
  const row = make(
    'div',
    { class: 'slider years' },
    make('span', {}, 'Years'),
    value,
    make(
      'div',
      { class: 'bars', 'aria-hidden': 'true' },
      ...steps.map(bar),
    ),
    make('div', { class: 'two' }, from, to),
    note,
  );
  row.update = () => {
    from.value = Math.max(wish.from, G.firstYear);
    to.value = Math.min(wish.to, G.lastYear);
    value.textContent = `${from.value}–${to.value}`;
    note.textContent = yearsLimited() ? undatedInWords() : '';
  };
  return row;
}

// No range of years holds them.
const undatedInWords = () =>
  G.undated ? `${many(G.undated, 'paper')} without a year ${G.undated === 1 ? 'is' : 'are'} hidden` : '';

// Show the wishes in the legend and the views.
function showWishes() {
  document.querySelectorAll('#legend .slider').forEach(row => row.update());
  document
    .querySelectorAll('#legend [data-off]')
    .forEach(b =>
      b.setAttribute('aria-pressed', String(!wish.kinds.has(b.dataset.off) && !wish.predicates.has(b.dataset.off))),
    );
  document
    .querySelectorAll('#legend [data-colour]')
    .forEach(b => b.setAttribute('aria-pressed', String(b.dataset.colour === wish.colour)));
  document
    .querySelectorAll('#views [data-view]')
    .forEach(b => b.setAttribute('aria-pressed', String(b.dataset.view === wish.view)));
  byId('wish-unsure').checked = wish.unsure;
}
