// The first minute: what this graph is made of.

const GUIDE =
  'Each shape is a paper or a thing that papers name; a coloured region is a topic. Click a shape, or a line between two, to read the sentences that say so.';

function showOverview() {
  const of = kind => allNodes(n => G.kind[n] === G.kinds.indexOf(kind));
  const all = of('Paper');
  const papers = all.filter(n => !G.paper.cited_only[paperRow(n)]); // the title, the topics and the years count these
  const regions = G.topics.map((t, i) => [t, i]).filter(([t]) => t.outline && t.name);
  const sizes = new Map();
  papers.forEach(n => sizes.set(G.topic[n], (sizes.get(G.topic[n]) || 0) + 1));
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
                make('small', { class: 'beside' }, G.papers[n] ? many(G.papers[n], 'paper') : ''),
              ]),
            5,
          ),
        )
      : '';
  };
  return {
    about: [
      make('p', { class: 'kind' }, 'Overview'),
      make('h2', {}, ownTitle),
      make(
        'p',
        { class: 'facts' },
        [
          ownTitle.startsWith(many(papers.length, 'paper')) ? '' : many(papers.length, 'paper'),
          all.length > papers.length ? `${many(all.length - papers.length, 'paper')} known from references alone` : '',
          many(G.n - all.length, 'other node'),
          many(G.m, 'link'),
          many(G.results.asserted.filter(Boolean).length, 'result'),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
      make('p', { class: 'guide' }, GUIDE),
      regions.length
        ? section(
            'Topics',
            longList(
              regions.map(([t, i]) => () => [
                topicSwatch(i),
                button(isolated(t.name), () => choose({ topic: i }, { move: true }), { class: 'to' }),
                make('small', { class: 'beside' }, many(sizes.get(i) || 0, 'paper')),
              ]),
              8,
            ),
          )
        : '',
      G.hasYears ? bars(papers) : '',
      ...['Method', 'Task', 'Dataset', 'Benchmark', 'Metric'].map(leading),
    ],
  };
}

function topicSwatch(i) {
  const swatch = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.background = topicColour(i);
  return swatch;
}
