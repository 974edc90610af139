"use strict";
// Everything that comes from the graph is set as text, never as markup.
const el = (id) => document.getElementById(id);
const base = document.body.dataset.base;
const queries = JSON.parse(document.body.dataset.queries);

function make(tag, text, parent) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (parent) parent.append(node);
  return node;
}

function cell(term, row) {
  const td = make("td", undefined, row);
  if (!term) return;
  if (term.type !== "uri") { td.textContent = term.value; return; }
  if (!/^https?:/.test(term.value)) { td.textContent = term.value; return; }
  const ours = term.value.startsWith(base);
  const link = make("a", ours ? decode(term.value.slice(base.length)) : term.value, td);
  link.href = ours ? "/id/" + term.value.slice(base.length) : term.value;
  link.rel = "noreferrer";
}

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function table(found) {
  const node = make("table");
  const head = make("tr", undefined, make("thead", undefined, node));
  for (const name of found.head.vars) make("th", name, head);
  const body = make("tbody", undefined, node);
  for (const solution of found.results.bindings) {
    const row = make("tr", undefined, body);
    for (const name of found.head.vars) cell(solution[name], row);
  }
  return node;
}

async function show(request, wantsText) {
  const answer = el("answer");
  answer.replaceChildren();
  el("told").textContent = "…";
  const start = performance.now();
  let response, text;
  try {
    response = await request;
    text = await response.text();
  } catch {
    [response, text] = [{ ok: false, headers: new Headers() }, "The server does not answer: has it ended?"];
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const type = response.headers.get("Content-Type") || "";
  if (!response.ok) {
    el("told").textContent = "";
    answer.append(Object.assign(make("p", text), { className: "error", role: "alert" }));
  } else if (type.startsWith("application/sparql-results+json") && !wantsText) {
    const found = JSON.parse(text);
    if ("boolean" in found) answer.append(make("p", found.boolean ? "yes" : "no"));
    else answer.append(table(found));
    el("told").textContent = ("boolean" in found ? "" : found.results.bindings.length + " rows, ") + seconds + " s";
  } else {
    answer.append(make("pre", text));
    el("told").textContent = seconds + " s";
  }
}

function chosen() { return queries.find((q) => q.name === el("name").value); }

function path(extra) {
  const given = new URLSearchParams(extra);
  for (const input of el("parameters").querySelectorAll("input")) if (input.value) given.set(input.name, input.value);
  return "/named/" + encodeURIComponent(chosen().name) + "?" + given;
}

function choose() {
  el("about").textContent = chosen().description;
  el("parameters").replaceChildren();
  for (const p of chosen().parameters) {
    const label = make("label", p.name + (p.optional ? " (optional)" : ""), el("parameters"));
    Object.assign(make("input", undefined, label), { name: p.name, title: p.description, required: !p.optional });
  }
}

for (const q of queries) Object.assign(make("option", q.title, el("name")), { value: q.name });
el("name").addEventListener("change", choose);
el("named").addEventListener("submit", (event) => {
  event.preventDefault();
  show(fetch(path(), { headers: { Accept: "application/sparql-results+json" } }));
});
el("explain").addEventListener("click", async () => {
  const response = await fetch(path({ explain: "" }));
  const text = await response.text();
  if (response.ok) el("query").value = text;
  else show(Promise.resolve(new Response(text, { status: response.status })));
});
el("query").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  el("free").requestSubmit();
});
el("free").addEventListener("submit", (event) => {
  event.preventDefault();
  const format = el("format").value;
  const accept = format || "application/sparql-results+json, text/turtle;q=0.5";
  const body = new URLSearchParams({ query: el("query").value });
  show(fetch("/sparql", { method: "POST", body, headers: { Accept: accept } }), format !== "");
});
choose();
