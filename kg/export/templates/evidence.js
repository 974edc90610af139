// The sentences: quoted letter by letter, with the names marked.

// A quote with every place of one of `names` marked; whole words only, the longest name first.
function marked(text, names) {
  const forms = [...new Set(names.filter(Boolean))].sort((a, b) => b.length - a.length);
  const out = make('q', {});
  if (!forms.length) {
    out.append(text);
    return out;
  }
  const safe = forms.map(f => f.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${safe.join('|')})(?:e?s)?(?![\\p{L}\\p{N}])`, 'giu');
  let last = 0;
  for (const found of text.matchAll(pattern)) {
    out.append(text.slice(last, found.index), make('mark', {}, found[0]));
    last = found.index + found[0].length;
  }
  out.append(text.slice(last));
  return out;
}

const formsOf = node => (isPaper(node) ? [] : [G.name[node], ...(G.aliases[node] || [])]);

// One piece of evidence: the sentence, then whose it is.
async function sentence(evidence, names, sure) {
  const paper = paperNode(G.evidencePaper[evidence]);
  const where = [
    G.evidenceInTitle[evidence] ? 'title' : '',
    G.year[paper] || '',
    sure === undefined ? '' : `confidence ${(sure / 100).toFixed(2)}`,
  ]
    .filter(Boolean)
    .join(' · ');
  return make(
    'blockquote',
    {},
    marked(await quote(evidence), names),
    make('footer', {}, nodeButton(paper), ' ', make('small', {}, where)),
  );
}

async function sentencesOfEdge(edge, most = 50) {
  const names = [...formsOf(G.s[edge]), ...formsOf(G.o[edge])];
  const at = [];
  for (let i = G.evidenceOf[edge]; i < G.evidenceOf[edge + 1] && at.length < most; i++) at.push(i);
  return Promise.all(at.map(i => sentence(G.evidence[i], names, G.sure[i])));
}

let asked = 0; // what was asked for last: a slow block must not overwrite a later answer

async function fillEvidence(title, work, most = 50) {
  const mine = ++asked;
  const parts = await work;
  if (mine !== asked) return;
  const place = byId('evidence');
  const first = parts.length > most + 1 ? parts.slice(0, most) : parts;
  const more = moreButton(parts.length - first.length, () => parts.slice(first.length));
  place.replaceChildren(
    ...(parts.length ? [make('h3', {}, title), ...first] : []),
    ...(first.length < parts.length ? [more] : []),
  );
}

const evidenceOfEdge = edge => fillEvidence('Evidence', sentencesOfEdge(edge));

// The sentences behind a node's strongest links, each sentence once, with what it says.
async function evidenceOfNode(node) {
  const edges = [...edgesOf(node)].filter(e => passes(e) && G.evidenceOf[e + 1] > G.evidenceOf[e]);
  const quiet = e => QUIET.includes(G.predicates[G.p[e]]);
  edges.sort((a, b) => quiet(a) - quiet(b) || weightOf(b) - weightOf(a) || a - b);
  const by = new Map();
  for (const e of edges) {
    if (by.size >= 24) break;
    const found = G.evidence[G.evidenceOf[e]];
    (by.get(found) || by.set(found, []).get(found)).push(e);
  }
  await fillEvidence(
    'Sentences',
    Promise.all(
      [...by].map(async ([found, of]) => {
        const box = await sentence(
          found,
          of.flatMap(e => [...formsOf(G.s[e]), ...formsOf(G.o[e])]),
        );
        box.prepend(
          make(
            'p',
            { class: 'says' },
            ...told(of, node).slice(0, 4).map(e => button(shortly(e, node), () => choose({ edge: e }))),
          ),
        );
        return box;
      }),
    ),
    3,
  );
}

// Of statements with one other end, a mention says nothing where another says more.
function told(edges, node) {
  const quiet = e => QUIET.includes(G.predicates[G.p[e]]);
  const loud = new Set(edges.filter(e => !quiet(e)).map(e => other(e, node)));
  return edges.filter(e => !quiet(e) || !loud.has(other(e, node)));
}

// A statement seen from one of its ends.
function shortly(edge, node) {
  const end = nameOf(other(edge, node), 44);
  return `${RELATION[G.predicates[G.p[edge]]][G.s[edge] === node ? 0 : 1].toLowerCase()}: ${end}`;
}

// The sentences of a result, shown in place of those of the node.
async function showSentences(evidence, names) {
  await fillEvidence('Where the number stands', Promise.all(evidence.map(e => sentence(e, names))));
  byId('evidence').scrollIntoView({ block: 'nearest' });
}
