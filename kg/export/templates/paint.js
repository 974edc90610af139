// What is drawn on the canvas besides vis-network's edges: glyphs, regions, names.

const SHAPES = ['ring', 'circle', 'square', 'diamond', 'triangle', 'hexagon', 'cross']; // by kind
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
let ink = {}; // the theme's colours, read from the style sheet

function readInk() {
  const style = getComputedStyle(document.documentElement);
  const value = name => style.getPropertyValue(name).trim();
  ink = {
    ground: value('--ground'),
    text: value('--text'),
    quiet: value('--quiet'),
    edge: value('--edge'),
    strong: value('--strong'),
    dark: value('--dark') === '1',
    kinds: G.kinds.map(k => value('--' + k.toLowerCase())),
  };
}

const hueOf = topic => (topic < 0 ? 0 : (205 + topic * 137.508) % 360);
const topicColour = (topic, alpha = 1) =>
  topic < 0
    ? ink.quiet
    : `hsla(${hueOf(topic).toFixed(0)}, ${ink.dark ? 60 : 58}%, ${ink.dark ? 66 : 37}%, ${alpha})`;
// As the text of a name: dark or light enough to be read on the ground and on any region (WCAG 1.4.3).
const topicInk = topic => `hsl(${hueOf(topic).toFixed(0)}, 62%, ${ink.dark ? 76 : 26}%)`;
const colourOf = node => (wish.colour === 'topic' ? topicColour(G.topic[node]) : ink.kinds[G.kind[node]]);

// The outline of a glyph as corners around (0, 0), or none for a circle.
function corners(shape, r) {
  if (shape === 'square')
    return [
      [-r, -r],
      [r, -r],
      [r, r],
      [-r, r],
    ].map(([x, y]) => [x * 0.88, y * 0.88]);
  if (shape === 'diamond')
    return [
      [0, -r * 1.25],
      [r * 1.25, 0],
      [0, r * 1.25],
      [-r * 1.25, 0],
    ];
  if (shape === 'triangle')
    return [
      [0, -r * 1.2],
      [r * 1.1, r * 0.85],
      [-r * 1.1, r * 0.85],
    ];
  const turns = { hexagon: 6, cross: 3 }[shape];
  return Array.from({ length: turns }, (_, i) => [
    r * 1.1 * Math.cos((i * 2 * Math.PI) / turns),
    r * 1.1 * Math.sin((i * 2 * Math.PI) / turns),
  ]);
}

function trace(ctx, shape, x, y, r) {
  ctx.beginPath();
  if (shape === 'ring' || shape === 'circle') {
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  corners(shape, r).forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
  ctx.closePath();
}

// How large a node is on the screen, in pixels: it grows, but slower than the map.
const glyphPixels = node => G.size[node] * view.gain;

function drawGlyph({ ctx, id, x, y, state }) {
  const r = glyphPixels(id) / view.scale;
  return {
    nodeDimensions: { width: 2 * r, height: 2 * r },
    drawNode() {
      const shape = SHAPES[G.kind[id]];
      ctx.globalAlpha = faded(id) ? 0.13 : 1;
      trace(ctx, shape, x, y, r);
      ctx.fillStyle = shape === 'ring' ? ink.ground : colourOf(id);
      ctx.fill();
      ctx.lineWidth = (shape === 'ring' ? 1.6 : 1) / view.scale;
      ctx.strokeStyle = shape === 'ring' ? colourOf(id) : ink.ground;
      ctx.stroke();
      if (state.hover || id === chosen.node || id === chosen.to) {
        trace(ctx, 'circle', x, y, r + 4 / view.scale);
        ctx.lineWidth = 2 / view.scale;
        ctx.strokeStyle = ink.strong;
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
    },
  };
}

const faded = node => view.lit && !view.lit.has(node);

// A topic's smooth outline through its corners.
function regionPath(topic) {
  const points = topic.outline.map((r, i) => {
    const turn = (i * 2 * Math.PI) / topic.outline.length;
    return [topic.x + r * Math.cos(turn), topic.y + r * Math.sin(turn)];
  });
  const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return {
    from: middle(points[points.length - 1], points[0]),
    curves: points.map((p, i) => [p, middle(p, points[(i + 1) % points.length])]),
  };
}

function drawRegions(ctx) {
  G.topics.forEach((topic, i) => {
    if (!topic.outline) return;
    topic.path = topic.path || canvasPath(regionPath(topic));
    ctx.globalAlpha = view.lit && chosen.topic !== i ? 0.5 : 1;
    ctx.fillStyle = topicColour(i, ink.dark ? 0.14 : 0.11);
    ctx.fill(topic.path);
    ctx.lineWidth = (chosen.topic === i ? 2 : 1) / view.scale;
    ctx.strokeStyle = topicColour(i, chosen.topic === i ? 0.9 : 0.4);
    ctx.stroke(topic.path);
  });
  ctx.globalAlpha = 1;
}

function canvasPath({ from, curves }) {
  const path = new Path2D();
  path.moveTo(...from);
  for (const [a, b] of curves) path.quadraticCurveTo(...a, ...b);
  return path;
}

const widths = new Map();
function textWidth(ctx, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

// Cut to a length, but never within a letter of two code units: half a letter is no XML.
const short = (text, length) =>
  text.length > length
    ? closed(
        text
          .slice(0, length - 1)
          .replace(/[\ud800-\udbff]$/, '')
          .trimEnd() + '…',
      )
    : text;

// Which names fit on the screen without touching one another or what is `taken`: [{text, font, x, y, colour}], in pixels.
function namesThatFit(ctx, taken = []) {
  const free = box => taken.every(t => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
  const found = [];
  const put = (text, font, height, x, y, colour, gap, must) => {
    const w = textWidth(ctx, text, font) / 2;
    if (x < 0 || x > view.width || y < height / 2 || y > view.height - height / 2) return false;
    x = Math.max(w + gap, Math.min(x, view.width - w - gap)); // whole: no rim cuts it
    const box = [x - w - gap, y - height / 2 - 1, x + w + gap, y + height / 2 + 1];
    if (!must && !free(box)) return false;
    taken.push(box);
    found.push({ text, font, x, y, colour });
    return true;
  };
  const chosenFirst = [chosen.node, chosen.to, view.hovered].filter(
    n => n !== undefined && n >= 0 && view.shown.has(n),
  );
  for (const n of chosenFirst) nodeName(n, put, true);
  topicNames(put);
  let left = Math.round((view.width * view.height) / 9500);
  for (const n of view.order) {
    if (left <= 0) break;
    if (!chosenFirst.includes(n) && !faded(n) && nodeName(n, put, false)) left--;
  }
  return found;
}

function topicNames(put) {
  G.topics.forEach((topic, i) => {
    if (!topic.outline || !topic.name) return;
    const far = topic.outline[Math.floor(topic.outline.length * 0.75)];
    const reach = far * view.scale;
    if (reach < 26) return;
    const at = toScreen(topic.x, topic.y - far);
    const size = Math.min(17, Math.max(11, reach / 9));
    const font = `600 ${size.toFixed(0)}px ${FONT}`;
    const lines = topic.name
      .split(/, | · /)
      .slice(0, reach > 150 ? 3 : 2)
      .map(part => short(isolated(part), 30));
    const inSight = view.zoomed > 2 || toScreen(topic.x, topic.y).y > 0; // then its name is, too
    const bottom = Math.max(at.y - size * 0.6, inSight ? size * (lines.length + 0.5) : -99);
    lines.forEach((line, n) =>
      put(line, font, size, at.x, bottom - (lines.length - 1 - n) * size * 1.2, topicInk(i), 6, false),
    );
  });
}

// Titles are long: they wait until there is room, or nothing else to name.
const papersAreNamed = () => view.zoomed >= 1.8 || view.order.length <= 60 || wish.kinds.has('Method');

function nodeName(n, put, must) {
  const at = toScreen(G.x[n], G.y[n]);
  const pixels = glyphPixels(n);
  if (!must && isPaper(n) && !papersAreNamed()) return false;
  const size = Math.round(Math.min(15, 10.5 + pixels * 0.25));
  const font = `${must || pixels > 11 ? 600 : 400} ${size}px ${FONT}`;
  return put(
    nameOf(n, must ? 70 : isPaper(n) ? 34 : 30),
    font,
    size,
    at.x,
    at.y + pixels + size * 0.72,
    ink.text,
    2,
    must,
  );
}

function drawNames(ctx) {
  const ratio = ctx.canvas.width / view.width;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = ink.ground;
  for (const name of namesThatFit(ctx, ['legend', 'count'].map(boxOnMap))) {
    ctx.font = name.font;
    ctx.globalAlpha = 0.85;
    ctx.strokeText(name.text, name.x, name.y);
    ctx.globalAlpha = 1;
    ctx.fillStyle = name.colour;
    ctx.fillText(name.text, name.x, name.y);
  }
  ctx.restore();
}
