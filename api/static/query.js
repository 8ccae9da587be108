"use strict";
// Runs the query and shows its answer. All text goes in as text, never as HTML.

const form = document.getElementById("ask");
const answer = document.getElementById("answer");
const summary = document.getElementById("summary");
const output = document.getElementById("output");
const downloads = document.getElementById("downloads");
const stop = document.getElementById("stop");
const PREFIXES = JSON.parse(form.dataset.prefixes);
const BASE = form.dataset.base;
const ROWS_SHOWN = 2000;
const TABLES = { csv: "CSV", json: "JSON", tsv: "TSV", xml: "XML" };
const GRAPHS = { turtle: "Turtle", jsonld: "JSON-LD", ntriples: "N-Triples", rdfxml: "RDF/XML" };
const editor = window.createEditor(document.getElementById("query"), PREFIXES);
let running = null;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function shortened(iri) {
  if (iri.startsWith(BASE)) return iri.slice(BASE.length);
  for (const [name, begin] of Object.entries(PREFIXES)) {
    if (iri.startsWith(begin) && /^[\w-]+$/.test(iri.slice(begin.length))) return `${name}:${iri.slice(begin.length)}`;
  }
  return iri.replace(/^https?:\/\/(www\.)?/, "");
}

function address(iri) {
  if (iri.startsWith(BASE)) return "/doc/" + iri.slice(BASE.length).split("/").map(encodeURIComponent).join("/");
  return /^https?:/.test(iri) ? iri : null;
}

function cell(term) {
  const made = element("td");
  if (!term) return made;
  if (term.type === "uri" && address(term.value)) {
    const link = element("a", shortened(term.value));
    link.href = address(term.value);
    link.rel = "noreferrer";
    link.title = term.value;
    made.append(link);
    return made;
  }
  made.textContent = term.type === "triple" ? "<< … >>" : term.value;
  if (/#(integer|decimal|double|float)$/.test(term.datatype || "")) made.className = "number";
  if (term["xml:lang"]) made.append(" ", element("span", term["xml:lang"], "by"));
  return made;
}

function table(data) {
  const made = element("table");
  const head = element("tr");
  data.head.vars.forEach((name, index) => head.append(heading(made, name, index)));
  made.append(element("thead"));
  made.tHead.append(head);
  const body = element("tbody");
  for (const row of data.results.bindings.slice(0, ROWS_SHOWN)) {
    const line = element("tr");
    for (const name of data.head.vars) line.append(cell(row[name]));
    body.append(line);
  }
  made.append(body);
  return made;
}

function heading(grid, name, index) {
  const made = element("th");
  made.scope = "col";
  const button = element("button", name, "sort");
  button.type = "button";
  button.title = "Sort by this column";
  button.addEventListener("click", () => {
    const down = made.getAttribute("aria-sort") === "ascending";
    for (const other of grid.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    made.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = grid.tBodies[0];
    const order = new Intl.Collator(undefined, { numeric: true });
    const lines = [...body.rows].sort((a, b) => order.compare(a.cells[index].textContent, b.cells[index].textContent));
    body.append(...(down ? lines.reverse() : lines));
  });
  made.append(button);
  return made;
}

function show(title, formats, ...nodes) {
  summary.textContent = title;
  const links = Object.entries(formats).map(([name, label]) => {
    const link = element("a", label);
    link.href = `/sparql?format=${name}&query=${encodeURIComponent(editor.text)}`;
    link.setAttribute("download", `answer.${name === "turtle" ? "ttl" : name}`);
    return link;
  });
  downloads.replaceChildren(...(links.length ? ["Download ", ...links] : []));
  output.replaceChildren(...nodes);
  answer.hidden = false;
}

function showProblem(problem) {
  const place = problem.line ? `Line ${problem.line}, column ${problem.column}: ` : "";
  const nodes = [element("p", place + problem.detail, "error")];
  if (problem.line) {
    const line = editor.text.split("\n")[problem.line - 1] || "";
    nodes.push(element("pre", `${line}\n${" ".repeat(Math.max(problem.column - 1, 0))}^`, "place"));
    editor.point(problem.line, problem.column);
  }
  if (problem.remedy) nodes.push(element("p", problem.remedy, "by"));
  show("No answer", {}, ...nodes);
}

async function asked(signal) {
  return fetch("/sparql", {
    method: "POST",
    signal,
    headers: {
      "Content-Type": "application/sparql-query",
      "Accept": "application/sparql-results+json, text/turtle;q=0.9",
    },
    body: editor.text,
  });
}

async function showAnswer(response, milliseconds) {
  const type = response.headers.get("content-type") || "";
  if (!response.ok) {
    showProblem(type.includes("problem+json") ? await response.json() : { detail: response.statusText });
  } else if (type.startsWith("text/turtle")) {
    show(`A graph, ${milliseconds()}`, GRAPHS, element("pre", await response.text()));
  } else {
    const data = await response.json();
    if ("boolean" in data) return show(`${data.boolean ? "Yes" : "No"}, ${milliseconds()}`, { json: "JSON", xml: "XML" });
    const count = data.results.bindings.length;
    const shown = count > ROWS_SHOWN ? `, the first ${ROWS_SHOWN.toLocaleString("en")} shown` : "";
    const title = `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}${shown}, ${milliseconds()}`;
    show(title, TABLES, count ? table(data) : element("p", "Nothing fits all of the patterns.", "note"));
  }
}

async function run() {
  running?.abort();
  const mine = (running = new AbortController());
  editor.declare();
  history.replaceState(null, "", "/sparql?query=" + encodeURIComponent(editor.text));
  show("Running …", {});
  stop.hidden = false;
  const began = performance.now();
  try {
    await showAnswer(await asked(mine.signal), () => `${Math.round(performance.now() - began)} ms`);
  } catch (error) {
    if (mine === running) show(mine.signal.aborted ? "Stopped" : "No answer", {}, ...(mine.signal.aborted ? [] : [element("p", String(error), "error")]));
  } finally {
    if (mine === running) stop.hidden = true;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
stop.addEventListener("click", () => running?.abort());
for (const term of document.querySelectorAll("button[data-term]")) {
  term.addEventListener("click", () => editor.insert(term.dataset.term));
}
if ("run" in form.dataset) run();
