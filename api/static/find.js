"use strict";
// Suggests while somebody types into a search box. All text goes in as text, never as HTML.

(function () {
  const SHOWN = 3;
  let boxes = 0;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function address(id) {
    return "/doc/" + id.split("/").map(encodeURIComponent).join("/");
  }

  function words(snippet) {
    return snippet.map((piece) => (piece.match ? element("mark", {}, piece.text) : piece.text));
  }

  function option(hit, id) {
    const named = hit.property === "label" || hit.type === "Evidence";
    const line = named ? words(hit.snippet) : [hit.label, " ", element("span", { class: "by" }, ...words(hit.snippet))];
    return element("li", { role: "option", id, "data-address": address(hit.id) }, ...line);
  }

  function suggest(input) {
    const list = element("ul", { class: "found", role: "listbox", id: `find-${(boxes += 1)}`, "aria-label": "Found", hidden: "" });
    const place = element("span", { class: "finder" });
    input.replaceWith(place);
    place.append(input, list);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["autocomplete", "off"]]) {
      input.setAttribute(name, value);
    }
    let options = [], at = -1, asked = 0;

    input.addEventListener("input", () => ask(++asked));
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!options.length) return;
        event.preventDefault();
        mark(event.key === "ArrowDown" ? at + 1 : at - 1);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        location.assign(options[at].dataset.address);
      } else if (event.key === "Escape") {
        close();
      }
    });
    list.addEventListener("mousedown", (event) => {
      const chosen = event.target.closest("[role=option]");
      event.preventDefault();
      if (chosen) location.assign(chosen.dataset.address);
    });

    function ask(number) {
      setTimeout(async () => {
        if (number !== asked) return;
        if (input.value.trim().length < 2) return close();
        const answer = await fetch(`/api/v1/search?limit=${SHOWN}&q=${encodeURIComponent(input.value)}`).catch(() => null);
        if (answer && answer.ok && number === asked) show((await answer.json()).groups);
      }, 120);
    }

    function show(groups) {
      const lines = [];
      options = [];
      for (const group of groups) {
        lines.push(element("li", { class: "heading", role: "presentation" }, group.label));
        for (const hit of group.items) {
          options.push(option(hit, `${list.id}-${options.length}`));
          lines.push(options.at(-1));
        }
      }
      list.replaceChildren(...lines);
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      mark(-1);
    }

    function mark(index) {
      at = index < -1 ? options.length - 1 : index >= options.length ? -1 : index;
      options.forEach((line, number) => line.setAttribute("aria-selected", String(number === at)));
      if (at < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }

    function close() {
      asked += 1;
      show([]);
    }
  }

  for (const input of document.querySelectorAll("input[data-find]")) suggest(input);
})();
