// The first minute: what this graph is made of.

function showOverview() {
  const of = kind => allNodes(n => G.kind[n] === G.kinds.indexOf(kind));
  const papers = of('Paper');
  const regions = G.topics.map((t, i) => [t, i]).filter(([t]) => t.outline && t.name);
  const sizes = new Map();
  for (let i = 0; i < G.n; i++) sizes.set(G.topic[i], (sizes.get(G.topic[i]) || 0) + 1);
  regions.sort(([, a], [, b]) => (sizes.get(b) || 0) - (sizes.get(a) || 0) || a - b);
  const leading = kind => {
    const nodes = of(kind).sort((a, b) => G.papers[b] - G.papers[a] || a - b);
    return nodes.length
      ? section(
          `${kind}s (${number(nodes.length)})`,
          longList(
            nodes
              .slice(0, 30)
              .map(n => () => [
                glyphIcon(G.kind[n]),
                nodeButton(n),
                make('small', { class: 'beside' }, G.papers[n] ? String(G.papers[n]) : ''),
              ]),
            5,
          ),
        )
      : '';
  };
  return {
    about: [
      make('p', { class: 'kind' }, 'Overview'),
      make('h2', {}, document.querySelector('h1').textContent),
      make(
        'p',
        { class: 'facts' },
        [
          many(papers.length, 'paper'),
          many(G.n - papers.length, 'other node'),
          many(G.m, 'link'),
          many(G.results.asserted.filter(Boolean).length, 'result'),
        ].join(' · '),
      ),
      regions.length
        ? section(
            'Topics',
            longList(
              regions.map(([t, i]) => () => [
                topicSwatch(i),
                button(t.name, () => choose({ topic: i }, { move: true }), { class: 'to' }),
                make('small', { class: 'beside' }, String(sizes.get(i) || 0)),
              ]),
              8,
            ),
          )
        : '',
      G.hasYears ? bars(new Set(papers.filter(n => G.year[n]))) : '',
      ...['Method', 'Task', 'Dataset', 'Benchmark', 'Metric'].map(leading),
    ],
  };
}

function topicSwatch(i) {
  const swatch = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.background = topicColour(i);
  return swatch;
}
