// Puts the parts of the page together.
"use strict";

(function (app) {
  const find = (id) => document.getElementById(id);
  const given = JSON.parse(find("network-data").textContent);
  const model = app.createModel(given);
  const asked = new URLSearchParams(window.location.search);

  // The day that the page is of: what is fetched and linked from it is of the same day.
  app.clock = [...asked].filter(([name, value]) => value && (name === "at" || name === "as_of"));
  const then = (query) => new URLSearchParams([...Object.entries(query), ...app.clock]);

  app.address = (id) => `/network?${then({ focus: id, depth: String(given.document.depth || 2) })}`;

  const canvas = find("canvas") ? app.createCanvas(model, find("canvas"), given.options) : null;
  app.createPanel(model, find("panel"));
  app.createLegend(model, find("legend"), find("count"));
  app.createSearch(model, find("seek"), find("found"));
  if (find("list")) app.createList(model, find("list"));

  /** Fetches what is next to a node and draws it beside it. */
  app.expand = async function (id) {
    if (!model.served) return;
    find("count").textContent = "Fetching …";
    try {
      const query = then({ focus: id, depth: "1", limit: String(Math.min(model.neighbours(id).size + 60, 1000)) });
      const answer = await fetch(`/api/v1/network?${query}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const fetched = await answer.json();
      const anchor = fetched.nodes.find((node) => node.id === id);
      const added = model.merge(fetched);
      added.origin = anchor && { x: anchor.drawing.x, y: anchor.drawing.y };
      if (canvas) canvas.add(added, id);
      model.changed(added);
      model.choose(id, { still: true });
    } catch {
      model.changed();
      find("count").textContent = "The service did not answer; try again.";
    }
  };

  /** Served: the page of this node. In a file: what is within two links of it. */
  app.focus = function (id) {
    if (model.served) {
      window.location.assign(app.address(id));
      return;
    }
    model.only.clear();
    if (id) {
      const near = model.neighbours(id);
      for (const one of [id, ...near, ...[...near].flatMap((other) => [...model.neighbours(other)])]) model.only.add(one);
    }
    model.changed();
    canvas.fit();
    model.choose(id, { still: true });
  };

  if (canvas) {
    find("closer").addEventListener("click", () => canvas.zoom(1.3));
    find("farther").addEventListener("click", () => canvas.zoom(1 / 1.3));
    find("whole").addEventListener("click", () => canvas.fit());
    app.place = canvas.place;
  }
  if (find("overview")) find("overview").href = `/network?${then({})}`;
  for (const form of ["graphml", "gexf"]) {
    const link = find(form);
    asked.set("format", form);
    if (link) link.href = `/api/v1/network?${asked}`;
  }
  if (model.focus) model.choose(model.focus, { still: true });
  app.model = model;
})(window.policygraph);
