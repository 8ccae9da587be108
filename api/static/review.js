"use strict";
// The curator's desk: one item at a time with its evidence beside it. All text goes in as text, never as HTML.

const enter = document.getElementById("enter");
const desk = document.getElementById("desk");
const card = document.getElementById("item");
const status = document.getElementById("status");
const NAMES = { unsure: "Read with doubt", race: "Perhaps the same", conflict: "Sources disagree", withdrawn: "Words that are gone", lost: "Lost decisions" };
const PROPERTIES = JSON.parse(desk.dataset.properties);
const ANSWERS = {
  accept: ["Accept", "a"], reject: ["Reject", "r"], correct: ["Correct…", "c"], noted: ["Leave it as it is", "n"],
  "same-act": ["The same act", "m"], apart: ["Not the same", "s"], merge: ["Merge", "m"], distinct: ["Not the same", "s"],
};
let token = sessionStorage.getItem("curator") || "";
let queue = [];
let place = 0;
let reason = "";
let last = null;
let pending = null;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

async function call(path, options = {}) {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const answer = await fetch(`/api/v1/review/${path}`, { ...options, headers });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({ detail: answer.statusText }));
  throw new Error([problem.detail || problem.title, problem.remedy].filter(Boolean).join(" "));
}

async function guarded(work) {
  try {
    status.classList.remove("error");
    await work();
  } catch (error) {
    status.classList.add("error");
    status.textContent = error.message;
  }
}

async function load() {
  const found = await (await call(`queue?limit=200${reason && `&reason=${reason}`}`)).json();
  queue = found.items;
  place = Math.min(place, Math.max(queue.length - 1, 0));
  const tabs = [["", "All", Object.values(found.counts).reduce((sum, one) => sum + one, 0)]];
  for (const [name, count] of Object.entries(found.counts)) tabs.push([name, NAMES[name], count]);
  document.getElementById("reasons").replaceChildren(...tabs.map(tab));
  show();
  await listDecisions();
}

function tab([name, label, count]) {
  const made = element("button", `${label} `);
  made.type = "button";
  made.setAttribute("aria-pressed", String(name === reason));
  made.append(element("span", String(count), "number"));
  made.addEventListener("click", () => { reason = name; place = 0; guarded(load); });
  return made;
}

function show() {
  const item = queue[place];
  if (!item) {
    card.replaceChildren(element("h2", "Nothing waits."), element("p", "New doubts come with new articles.", "by"));
    status.textContent = "";
    return;
  }
  status.textContent = `${place + 1} of ${queue.length}`;
  const exhibits = element("ul", undefined, "exhibits");
  exhibits.append(...item.exhibits.map(exhibit));
  const answers = element("div", undefined, "answers");
  answers.append(...item.verdicts.map((verdict) => answerButton(item, verdict)));
  card.replaceChildren(element("p", NAMES[item.reason], "kicker"), element("h2", item.question), exhibits, ...fields(item), answers);
}

function exhibit(told) {
  const made = element("li");
  if (told.value) made.append(element("p", told.value, "value"));
  made.append(element("blockquote", `“${told.quote}”`));
  const parties = [told.authorities.join(", ") || "nobody named", told.against.join(", ")].filter(Boolean).join(" → ");
  made.append(element("p", `${told.kind}: ${parties}`, "by"));
  const link = element("a", told.headline || told.article);
  link.href = "/doc/article/" + encodeURIComponent(told.article.split("/").pop());
  link.target = "_blank";
  link.rel = "noreferrer";
  made.append(link);
  if (told.source) made.append(element("p", told.source, "by"));
  return made;
}

function fields(item) {
  if (!item.verdicts.length) return [];
  const why = element("input");
  why.id = "why";
  why.maxLength = 2000;
  why.placeholder = "What you read, where";
  const reason = labelled("Why (kept with the decision)", why);
  return item.verdicts.includes("correct") ? [correction(item), reason] : [reason];
}

// What a correction needs; it is folded away until somebody corrects.
function correction(item) {
  const made = element("details");
  made.id = "correction";
  const property = element("select");
  property.id = "property";
  property.append(...PROPERTIES.map(({ name, label }) => new Option(label, name)));
  if (item.property) property.value = item.property;
  const value = element("input");
  value.id = "value";
  const hint = () => { value.placeholder = PROPERTIES.find(({ name }) => name === property.value).hint; };
  property.addEventListener("change", hint);
  hint();
  const which = element("select");
  which.id = "which";
  which.append(...item.exhibits.map((told, number) => new Option(`${number + 1}: ${told.value || told.headline}`, number)));
  made.append(element("summary", "Correct a report"), labelled("Which", which), labelled("Its", property), labelled("Is (empty takes it away)", value));
  return made;
}

function labelled(text, field) {
  const made = element("label", text);
  made.append(field);
  return made;
}

function answerButton(item, verdict) {
  const [label, key] = ANSWERS[verdict];
  const made = element("button", label);
  made.type = "button";
  made.dataset.verdict = verdict;
  made.append(element("kbd", key));
  made.addEventListener("click", () => guarded(() => decide(item, verdict)));
  return made;
}

function anchor({ article, quote, kind, issuers, respondents }) {
  return { article, quote, kind, issuers, respondents };
}

async function decide(item, verdict) {
  const folded = verdict === "correct" && document.querySelector("#correction:not([open])");
  if (folded) {
    folded.open = true;
    document.getElementById("value").focus();
    return;
  }
  const why = document.getElementById("why").value.trim();
  if (!why) {
    pending = verdict;
    document.getElementById("why").focus();
    throw new Error("Say why, then press Enter: it is kept with the decision.");
  }
  const decision = { verdict, why, reports: item.exhibits.map(anchor) };
  if (verdict === "correct") {
    const given = document.getElementById("value").value.split(/\s+/).filter(Boolean);
    decision.reports = [anchor(item.exhibits[Number(document.getElementById("which").value)])];
    decision.values = { [document.getElementById("property").value]: given };
  }
  pending = null;
  last = (await (await call("decisions", { method: "POST", body: JSON.stringify(decision) })).json()).id;
  await load();
}

async function undo(id) {
  const why = prompt("Why is it taken back? This is kept.");
  if (!why) return;
  await call(`decisions/${id}?why=${encodeURIComponent(why)}`, { method: "DELETE" });
  await load();
}

async function listDecisions() {
  const made = await (await call("decisions")).json();
  document.getElementById("decisions").replaceChildren(...made.map(decisionCard));
}

function decisionCard(told) {
  const made = element("li", undefined, "card");
  const what = told.names.length ? told.names.join(" and ") : told.reports.map((one) => `“${one.quote}”`).join(" and ");
  const values = Object.entries(told.values).map(([name, given]) => `${name}: ${given.join(" ") || "nothing"}`).join("; ");
  made.append(element("h3", ANSWERS[told.verdict][0].replace("…", ""), told.undone ? "undone" : ""));
  made.append(element("p", [what, values].filter(Boolean).join(" · ")));
  made.append(element("p", `${told.by}, ${told.time}: ${told.why}`, "by"));
  if (told.undone) {
    made.append(element("p", `Taken back by ${told.undone.by}, ${told.undone.time}: ${told.undone.why}`, "by"));
  } else {
    const button = element("button", "Undo");
    button.type = "button";
    button.addEventListener("click", () => guarded(() => undo(told.id)));
    made.append(button);
  }
  if (told.lost) made.append(element("p", "A new reading left no such report; it waits.", "error"));
  return made;
}

function move(by) {
  pending = null;
  place = Math.min(Math.max(place + by, 0), Math.max(queue.length - 1, 0));
  show();
}

enter.addEventListener("submit", (event) => {
  event.preventDefault();
  token = document.getElementById("token").value.trim();
  open();
});

async function open() {
  try {
    await load();
    sessionStorage.setItem("curator", token);
    enter.hidden = true;
    desk.hidden = false;
  } catch (error) {
    sessionStorage.removeItem("curator");
    document.getElementById("token").setCustomValidity("");
    enter.querySelector(".by").textContent = error.message;
    enter.querySelector(".by").classList.add("error");
  }
}

document.addEventListener("keydown", (event) => {
  if (desk.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return document.activeElement.blur();
  if (event.key === "Enter" && document.activeElement.id === "why" && pending) return guarded(() => decide(queue[place], pending));
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "u" && last) guarded(() => undo(last));
  else {
    const item = queue[place];
    const verdict = item && item.verdicts.find((one) => ANSWERS[one][1] === event.key);
    if (!verdict) return;
    event.preventDefault();
    guarded(() => decide(item, verdict));
  }
});

document.getElementById("export").addEventListener("click", (event) => {
  event.preventDefault();
  guarded(async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await (await call("decisions.jsonl")).blob());
    link.download = "decisions.jsonl";
    link.click();
  });
});

if (token) open();
