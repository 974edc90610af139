// The map as a picture: SVG made anew from what is drawn, PNG from the canvas.

function svgElement(tag, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

const fixed = v => Number(v.toFixed(1));

function svgPicture() {
  measure();
  const svg = svgElement('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${view.width} ${view.height}`,
    width: view.width,
    height: view.height,
    'font-family': 'system-ui, sans-serif',
  });
  svg.append(
    svgElement('title', {}, document.title),
    svgElement('rect', { width: '100%', height: '100%', fill: ink.ground }),
  );
  svg.append(
    ...G.topics.map(svgRegion).filter(Boolean),
    ...view.edges.getIds().map(svgEdge),
    ...view.order.slice().reverse().map(svgGlyph),
    ...svgNames(),
  );
  return new XMLSerializer().serializeToString(svg);
}

function svgRegion(topic, i) {
  if (!topic.outline) return null;
  const at = ([x, y]) => {
    const p = toScreen(x, y);
    return `${fixed(p.x)} ${fixed(p.y)}`;
  };
  const { from, curves } = regionPath(topic);
  const d = `M${at(from)}` + curves.map(([a, b]) => `Q${at(a)} ${at(b)}`).join('') + 'Z';
  return svgElement('path', {
    d,
    fill: topicColour(i),
    'fill-opacity': ink.dark ? 0.14 : 0.11,
    stroke: topicColour(i),
    'stroke-opacity': 0.4,
  });
}

function svgEdge(e) {
  const [a, b] = [toScreen(G.x[G.s[e]], G.y[G.s[e]]), toScreen(G.x[G.o[e]], G.y[G.o[e]])];
  const lit = view.litEdges && view.litEdges.has(e);
  return svgElement('line', {
    x1: fixed(a.x),
    y1: fixed(a.y),
    x2: fixed(b.x),
    y2: fixed(b.y),
    stroke: lit ? ink.strong : ink.edge,
    'stroke-opacity': lit ? 0.9 : view.lit ? 0.08 : 0.5,
    'stroke-width': lit ? 1.4 : 0.7,
  });
}

function svgGlyph(n) {
  const { x, y } = toScreen(G.x[n], G.y[n]);
  const shape = SHAPES[G.kind[n]];
  const r = glyphPixels(n);
  const look =
    shape === 'ring'
      ? { fill: ink.ground, stroke: colourOf(n), 'stroke-width': 1.6 }
      : { fill: colourOf(n), stroke: ink.ground };
  if (faded(n)) look.opacity = 0.13;
  const mark =
    shape === 'ring' || shape === 'circle'
      ? svgElement('circle', { cx: fixed(x), cy: fixed(y), r: fixed(r), ...look })
      : svgElement('polygon', {
          points: corners(shape, r)
            .map(([dx, dy]) => `${fixed(x + dx)},${fixed(y + dy)}`)
            .join(' '),
          ...look,
        });
  mark.append(svgElement('title', {}, nameOf(n)));
  return mark;
}

function svgNames() {
  const ctx = document.createElement('canvas').getContext('2d');
  return namesThatFit(ctx).map(name => {
    const [, weight, size] = /^(\d+) (\d+)px/.exec(name.font);
    return svgElement(
      'text',
      {
        x: fixed(name.x),
        y: fixed(name.y),
        'text-anchor': 'middle',
        'dominant-baseline': 'central',
        'font-size': size,
        'font-weight': weight,
        fill: name.colour,
        stroke: ink.ground,
        'stroke-width': 3,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      },
      name.text,
    );
  });
}

function pngPicture() {
  const drawn = view.network.canvas.frame.canvas;
  const sheet = document.createElement('canvas');
  sheet.width = drawn.width;
  sheet.height = drawn.height;
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = ink.ground;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.drawImage(drawn, 0, 0);
  return new Promise(done => sheet.toBlob(done, 'image/png'));
}

function save(blob, name) {
  const link = make('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say(`${name} saved`);
}

const saveSvg = () => save(new Blob([svgPicture()], { type: 'image/svg+xml' }), 'graph.svg');
const savePng = async () => save(await pngPicture(), 'graph.png');
