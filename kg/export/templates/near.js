// Names that are near what was typed, where no name holds it.

// Names of which every wanted word of four letters and more is a word, but for a slip or two.
function nearMatches(text, limit = 6) {
  const wanted = plain(text).split(WORDS).filter(slips);
  const near = wanted.map(nearForms);
  const best = new Map();
  for (const f of near.length ? near[0].keys() : []) {
    if (!near.every(found => found.has(f))) continue;
    const [form, written, target] = searchForms()[f];
    const more = form.split(WORDS).length > wanted.length ? 0.5 : 0;
    const rank = near.reduce((sum, found) => sum + found.get(f), more);
    const key = target.node === undefined ? 't' + target.topic : target.node;
    const old = best.get(key);
    if (!old || rank < old.rank) best.set(key, { rank, written, target });
  }
  return inOrder(best, limit);
}

const WORDS = /[\s:,;()]+/;

// How many letters of a word may be wrong: none of a short one.
const slips = word => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

// The forms with a word near this one, by number, each with how far it is.
function nearForms(wanted) {
  const found = new Map();
  for (const [word, forms] of formsByWord()) {
    const far = Math.abs(word.length - wanted.length) > slips(wanted) ? Infinity : distance(wanted, word, slips(wanted));
    if (far === Infinity) continue;
    for (const f of forms) if (!(found.get(f) <= far)) found.set(f, far);
  }
  return found;
}

// Word -> the numbers of the forms that hold it; built at the first slip.
function formsByWord() {
  if (!G.formsByWord) {
    G.formsByWord = new Map();
    searchForms().forEach(([form], f) => {
      for (const word of form.split(WORDS)) (G.formsByWord.get(word) || G.formsByWord.set(word, []).get(word)).push(f);
    });
  }
  return G.formsByWord;
}

// Letters to change, add, drop or swap (Damerau 1964), or Infinity where they are more than `most`.
function distance(a, b, most) {
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return Infinity;
    [before, last] = [last, row];
  }
  return last[b.length] <= most ? last[b.length] : Infinity;
}
