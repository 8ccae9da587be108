// Search by keyboard: type, arrow keys, Enter. What is not drawn is asked of the service.
"use strict";

(function (app) {
  const { el } = app;
  const SHOWN = 12;
  const TYPES = ["Organisation", "Regulator", "Person", "Technology", "Jurisdiction", "Law", "Matter", "Ruling", "Claim"].map((type) => `type=${type}`).join("&");

  app.createSearch = function (model, input, list) {
    let hits = [];
    let at = 0;
    let asked = 0;

    input.addEventListener("input", look);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (hits.length) mark((at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (hits[at]) take(hits[at]);
      } else if (event.key === "Escape") {
        close();
      }
    });
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("focus", () => input.value && look());
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.focus();
    });

    function look() {
      const words = plain(input.value);
      asked += 1;
      if (!words) return close();
      hits = [...model.nodes.values()]
        .map((node) => ({ node, rank: rank(node, words) }))
        .filter((hit) => hit.rank < 9)
        .sort((a, b) => a.rank - b.rank || b.node.links - a.node.links || a.node.label.localeCompare(b.node.label))
        .slice(0, SHOWN)
        .map(({ node }) => ({ id: node.id, label: node.label, type: node.type, here: true }));
      draw();
      if (model.served) askLater(input.value, asked);
    }

    function rank(node, words) {
      const names = [node.label, ...node.facts.filter((fact) => fact.name === "altLabel").flatMap((fact) => fact.values.map((value) => value.text))];
      const late = ["Ruling", "Claim", "Article"].includes(node.type) ? 4 : 0;
      return Math.min(...names.map((name) => late + closeness(plain(name), words)), 9);
    }

    function closeness(name, words) {
      if (name === words) return 0;
      if (name.startsWith(words)) return 1;
      if (` ${name}`.includes(` ${words}`)) return 2;
      return words.split(" ").every((word) => name.includes(word)) ? 3 : 9;
    }

    function plain(text) {
      return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
    }

    function askLater(words, number) {
      setTimeout(async () => {
        if (number !== asked || words.trim().length < 2) return;
        try {
          const answer = await fetch(`/api/v1/search?limit=8&${TYPES}&q=${encodeURIComponent(words)}`);
          if (!answer.ok || number !== asked) return;
          const found = (await answer.json()).groups.flatMap((group) => group.items).sort((a, b) => b.score - a.score);
          const known = new Set(hits.map((hit) => hit.id));
          const others = found.filter((hit) => !known.has(hit.id) && !model.nodes.has(hit.id));
          hits = [...hits, ...others.map((hit) => ({ ...hit, here: false }))];
          draw();
        } catch { /* the service is away: what is drawn can still be found */ }
      }, 250);
    }

    function draw() {
      const none = el("li", { class: "none" }, "Nothing of this name");
      list.replaceChildren(...(hits.length ? hits.map(line) : [none]));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark(Math.min(at, Math.max(hits.length - 1, 0)));
    }

    function line(hit, index) {
      const what = model.style(hit.type).one + (hit.here ? "" : " · not drawn: open it");
      return el("li", { role: "option", id: `found-${index}`, mousedown: (event) => { event.preventDefault(); take(hit); } },
        el("span", {}, hit.label), el("span", { class: "what" }, what));
    }

    function mark(index) {
      at = index;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at && hits.length > 0)));
      if (!hits.length) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", `found-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }

    function take(hit) {
      close();
      if (!hit.here) return app.focus(hit.id);
      const type = model.typeOf(model.nodes.get(hit.id));
      const box = document.querySelector(`#legend input[value="${CSS.escape(type)}"]`);
      if (box && !box.checked) box.click();
      model.choose(hit.id);
    }

    function close() {
      at = 0;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
  };
})(window.policygraph);
