// The side panel: what is known of the chosen node, with the words of the articles that say it.
"use strict";

(function (app) {
  const { el, out, button } = app;
  const LONG = 12;

  app.createPanel = function (model, holder) {
    function show(id) {
      holder.replaceChildren(...(id ? details(model.nodes.get(id)) : welcome()));
      holder.scrollTop = 0;
    }

    function welcome() {
      if (!model.nodes.size) return [];
      return [
        el("h2", {}, model.focus ? `Around ${model.nodes.get(model.focus).label}` : "Who ruled what, against whom"),
        el("p", { class: "hint" }, "Arrows run from the authority to its ruling and on to whom it is against."),
        el("p", { class: "hint" }, "Choose a node to read its facts and the quotes behind them. The types above can be switched off and on."),
        el("h3", {}, "Most linked"),
        el("ul", {}, busiest().map((node) => el("li", {}, chooser(node), el("span", { class: "hint" }, ` ${node.links}`)))),
      ];
    }

    function busiest() {
      const parties = [...model.nodes.values()].filter((node) => ["Organisation", "Regulator", "Person"].includes(node.type));
      return parties.sort((a, b) => b.links - a.links || a.label.localeCompare(b.label)).slice(0, 8);
    }

    function details(node) {
      return [
        el("p", { class: "what" }, app.symbol(model.typeOf(node)), model.style(node.type).one,
          el("button", { type: "button", class: "plain", "aria-label": "Close the details", click: () => model.choose(null) }, "×")),
        el("h2", { id: "chosen" }, node.label),
        actions(node),
        facts(node),
        ...evidence(node),
        ...links(node),
      ];
    }

    function actions(node) {
      const more = Math.max(node.links - model.neighbours(node.id).size, 0);
      const holder = el("p", { class: "actions" });
      if (model.served) {
        const expand = button(more ? `Expand neighbours (${more})` : "All neighbours shown", () => app.expand(node.id));
        expand.disabled = !more;
        holder.append(expand, button("Focus here", () => app.focus(node.id)));
        const then = app.clock.length ? `?${new URLSearchParams(app.clock)}` : "";
        holder.append(el("a", { href: `/doc/${node.id.split("/").map(encodeURIComponent).join("/")}${then}` }, "All facts"));
      } else {
        holder.append(button("Focus here", () => app.focus(node.id)));
        if (model.only.size) holder.append(button("Show everything", () => app.focus(null)));
        if (more) holder.append(el("span", { class: "hint" }, `${more} more ${more === 1 ? "link" : "links"} not in this file`));
      }
      return holder;
    }

    function facts(node) {
      return el("dl", {}, node.facts.map((fact) =>
        el("div", {}, el("dt", {}, fact.label), fact.values.slice(0, LONG).map((one) => el("dd", {}, value(one))))));
    }

    function value(one) {
      if (one.url) return out(one.url, one.text);
      if (!one.node) return one.text;
      if (model.nodes.has(one.node)) return chooser(model.nodes.get(one.node), one.text);
      return model.served ? el("a", { href: app.address(one.node) }, one.text) : one.text;
    }

    function chooser(node, text) {
      return button(text || node.label, () => model.choose(node.id), "link");
    }

    /** Quotes under their articles, then the articles that have none. */
    function evidence(node) {
      const quoted = node.sources.filter((source) => source.quotes.length);
      const silent = node.sources.filter((source) => !source.quotes.length);
      const made = [];
      if (quoted.length) made.push(el("h3", {}, "Evidence"), ...quoted.map(quote));
      if (silent.length) {
        made.push(el("h3", {}, quoted.length ? "Also reported by" : "Reported by"));
        made.push(el("ul", {}, silent.map((source) => el("li", {}, cited(source)))));
      }
      return made;
    }

    function quote(source) {
      return el("figure", {}, source.quotes.map((text) => el("blockquote", {}, text)), el("figcaption", {}, cited(source)));
    }

    function cited(source) {
      const by = [source.publisher, source.published].filter(Boolean).join(", ");
      return [out(source.url, source.title), by ? ` ${by}` : ""];
    }

    /** Links that the facts do not name already: those that point here. */
    function links(node) {
      const groups = new Map();
      for (const { edge, other, outward } of model.around(node.id)) {
        if (outward) continue;
        if (!groups.has(edge.property)) groups.set(edge.property, []);
        groups.get(edge.property).push(other);
      }
      const order = Object.keys(model.styles.edges);
      const place = (property) => (order.includes(property) ? order.indexOf(property) : order.length);
      return [...groups].sort(([a], [b]) => place(a) - place(b)).flatMap(([property, others]) => [
        el("h3", {}, `${model.words(property, "heading")} (${others.length})`),
        el("ul", {}, others.sort(latest).map((other) => el("li", {}, chooser(other)))),
      ]);
    }

    function latest(a, b) {
      return model.fact(b, "date").localeCompare(model.fact(a, "date")) || a.label.localeCompare(b.label);
    }

    model.on("choose", (id, how) => {
      show(id);
      if (id && how.read) holder.focus({ preventScroll: false });
    });
    model.on("change", () => show(model.chosen));
    show(null);
  };
})(window.policygraph);
