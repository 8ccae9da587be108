"use strict";
// Runs the query and shows its answer. All text goes in as text, never as HTML.

const form = document.getElementById("ask");
const query = document.getElementById("query");
const format = document.getElementById("format");
const answer = document.getElementById("answer");
const summary = document.getElementById("summary");
const output = document.getElementById("output");
const ROWS_SHOWN = 2000;
const BASE = /^https:\/\/w3id\.org\/policygraph\/id\//;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function cell(term) {
  const made = element("td");
  if (!term) return made;
  if (term.type === "uri") {
    const link = element("a", term.value.replace(BASE, "").replace(/^https?:\/\/(www\.)?/, ""));
    if (BASE.test(term.value)) link.href = "/doc/" + term.value.replace(BASE, "");
    else if (/^https?:/.test(term.value)) { link.href = term.value; link.rel = "noreferrer"; }
    link.title = term.value;
    made.append(link);
    return made;
  }
  made.textContent = term.value;
  if (/#(integer|decimal|double|float)$/.test(term.datatype || "")) made.className = "number";
  return made;
}

function table(data) {
  const made = element("table");
  const head = element("tr");
  for (const name of data.head.vars) head.append(element("th", name));
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

function show(title, ...nodes) {
  summary.textContent = title;
  output.replaceChildren(...nodes);
  answer.hidden = false;
}

function showProblem(problem) {
  const place = problem.line ? ` (line ${problem.line}, column ${problem.column})` : "";
  const nodes = [element("p", problem.detail + place, "error")];
  if (problem.remedy) nodes.push(element("p", problem.remedy, "by"));
  if (problem.line) {
    const lines = query.value.split("\n");
    const start = lines.slice(0, problem.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    query.focus();
    query.setSelectionRange(start + problem.column - 1, start + problem.column);
  }
  show("No answer", ...nodes);
}

async function run() {
  show("Running …");
  const began = performance.now();
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: {
        "Content-Type": "application/sparql-query",
        "Accept": "application/sparql-results+json, text/turtle;q=0.9",
      },
      body: query.value,
    });
    const type = response.headers.get("content-type") || "";
    if (!response.ok) {
      showProblem(type.includes("problem+json") ? await response.json() : { detail: response.statusText });
      return;
    }
    const milliseconds = () => `${Math.round(performance.now() - began)} ms`;
    if (type.startsWith("text/turtle")) {
      show(`A graph, ${milliseconds()}`, element("pre", await response.text()));
      return;
    }
    const data = await response.json();
    if ("boolean" in data) {
      show(`${data.boolean ? "Yes" : "No"}, ${milliseconds()}`);
      return;
    }
    const count = data.results.bindings.length;
    const shown = count > ROWS_SHOWN ? `, the first ${ROWS_SHOWN} shown` : "";
    show(`${count} ${count === 1 ? "row" : "rows"}${shown}, ${milliseconds()}`, table(data));
  } catch (error) {
    show("No answer", element("p", String(error), "error"));
  }
}

form.addEventListener("submit", (event) => {
  if (format.value !== "html") return;
  event.preventDefault();
  history.replaceState(null, "", "/sparql?query=" + encodeURIComponent(query.value));
  run();
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
if ("run" in form.dataset) run();
