// The panels of an edge and a topic, and the neighbours of a node by relation.

const RELATION = {
  proposes: ['Proposes', 'Proposed by'],
  uses: ['Uses', 'Used by'],
  evaluatesOn: ['Evaluates on', 'Evaluated on by papers'],
  addresses: ['Addresses', 'Addressed by'],
  trainsOn: ['Trains on', 'Trained on by papers'],
  measures: ['Reports', 'Reported by'],
  mentions: ['Mentions', 'Mentioned by'],
  comparedWith: ['Compared with', 'Compared with'],
  outperforms: ['Outperforms', 'Outperformed by'],
  basedOn: ['Based on', 'Basis of'],
  partOf: ['Part of', 'Has part'],
  evaluatedOn: ['Evaluated on', 'Methods evaluated on it'],
  appliedTo: ['Applied to', 'Methods applied to it'],
  benchmarkFor: ['Benchmark for', 'Measured by'],
  buildsOn: ['Builds on', 'Built on by'],
  cites: ['Cites', 'Cited by'],
  creator: ['Authors', 'Papers'],
};
const phrase = p => RELATION[p][0].toLowerCase();

// What it is linked to, a list a relation and direction.
function neighbours(node) {
  const groups = new Map();
  for (const e of edgesOf(node)) {
    const predicate = G.predicates[G.p[e]];
    if (!passes(e) || (predicate === 'creator' && isPaper(node)) || (predicate === 'proposes' && G.o[e] === node))
      continue;
    const title = RELATION[predicate][G.s[e] === node ? 0 : 1];
    (groups.get(title) || groups.set(title, []).get(title)).push(e);
  }
  const shownElsewhere = new Set(
    [...groups].filter(([t]) => !/^Mention/.test(t)).flatMap(([, edges]) => edges.map(e => other(e, node))),
  );
  return [...groups]
    .sort(([a], [b]) => /^Mention/.test(a) - /^Mention/.test(b))
    .map(([title, edges]) => {
      const kept = /^Mention/.test(title) ? edges.filter(e => !shownElsewhere.has(other(e, node))) : edges;
      if (!kept.length) return '';
      kept.sort((a, b) => G.asserted[b] - G.asserted[a] || G.support[b] - G.support[a] || other(a, node) - other(b, node));
      return section(
        `${title} (${kept.length})`,
        longList(
          kept.map(e => () => [
            glyphIcon(G.kind[other(e, node)]),
            nodeButton(other(e, node)),
            G.asserted[e] ? '' : make('small', { class: 'beside unsure' }, G.modalities[G.modality[e]] || 'not asserted'),
            G.p[e] === G.predicate.creator || G.p[e] === G.predicate.cites ? '' : whyButton(e),
          ]),
        ),
      );
    });
}

function showEdge(edge) {
  const [s, o] = [G.s[edge], G.o[edge]];
  const modality = G.modalities[G.modality[edge]];
  const about = [
    make(
      'p',
      { class: 'kind' },
      'Statement',
      modality ? ` · ${modality}` : '',
      G.asserted[edge] ? '' : ' · not asserted',
      passes(edge) ? '' : ' · hidden by the filters',
    ),
    make(
      'h2',
      { class: 'triple' },
      nodeButton(s),
      make('span', { class: 'predicate' }, phrase(G.predicates[G.p[edge]])),
      nodeButton(o),
    ),
    make(
      'p',
      { class: 'facts' },
      `confidence ${(G.confidence[edge] / 100).toFixed(2)} · ${many(G.support[edge], 'paper')}`,
    ),
    edgeActions(edge),
  ];
  const others = alsoSaid(edge);
  return {
    about,
    rest: [
      others.length
        ? section(
            'Also between the two',
            make(
              'ul',
              {},
              ...others.map(e =>
                make(
                  'li',
                  {},
                  button(sentenceOf(e), () => choose({ edge: e }), { class: 'to' }),
                ),
              ),
            ),
          )
        : '',
      statementIri(edge)
        ? section('Identifiers', definitions([['IRI', statementIri(edge), pageOf(statementIri(edge))]]))
        : '',
    ],
  };
}

// Other statements under these filters that join the same two nodes; mentions say nothing more.
const alsoSaid = edge =>
  [...edgesOf(G.s[edge])].filter(
    e => e !== edge && passes(e) && other(e, G.s[edge]) === G.o[edge] && G.p[e] !== G.predicate.mentions,
  );

function showTopic(topic) {
  const t = G.topics[topic];
  const members =
    t.notation === undefined
      ? allNodes(n => G.topic[n] === topic)
      : allNodes(n => isPaper(n) && (G.paper.subjects[paperRow(n)] || []).includes(t.notation));
  const about = [
    make('p', { class: 'kind' }, t.notation === undefined ? 'Topic' : 'Subject given by the source'),
    make('h2', {}, isolated(t.name || 'Topic')),
    make('p', { class: 'facts' }, many(members.length, 'node')),
  ];
  G.kinds.forEach((kind, k) => {
    const of = members.filter(n => G.kind[n] === k);
    if (of.length)
      about.push(
        section(
          `${kind === 'Paper' ? 'Papers' : kind + 's'} (${of.length})`,
          longList(
            of.map(n => () => [glyphIcon(k), nodeButton(n)]),
            6,
          ),
        ),
      );
  });
  const inYears = bars(members.filter(isPaper));
  if (inYears) about.splice(3, 0, inYears);
  return { about, rest: [] };
}

function allNodes(test) {
  const found = [];
  for (let i = 0; i < G.n; i++) if (test(i)) found.push(i);
  return found;
}
