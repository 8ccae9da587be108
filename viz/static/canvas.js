// The drawing, by vis-network. Places come from the server and stay where they are.
"use strict";

(function (app) {
  const READABLE = 0.62;
  const NAMED = 8;
  const ROOM = 130;

  app.createCanvas = function (model, holder, options) {
    const nodes = new vis.DataSet([...model.nodes.values()].map((node) => node.drawing));
    const edges = new vis.DataSet([...model.edges.values()].map((edge) => edge.drawing));
    const network = new vis.Network(holder, { nodes, edges }, { ...options, ...inked() });
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const animation = calm ? false : { duration: 350, easingFunction: "easeInOutQuad" };

    // The canvas itself is silent: the list and the panel speak.
    holder.querySelectorAll("canvas").forEach((canvas) => canvas.setAttribute("aria-hidden", "true"));
    holder.querySelectorAll("[tabindex]").forEach((inner) => inner.setAttribute("tabindex", "-1"));
    holder.addEventListener("focus", () => network.body.container.firstChild.focus({ preventScroll: true }));

    network.on("click", (event) => model.choose(event.nodes[0] || null, { still: true }));
    network.on("doubleClick", (event) => event.nodes[0] && app.expand && app.expand(event.nodes[0]));
    network.on("hoverNode", () => { holder.style.cursor = "pointer"; });
    network.on("blurNode", () => { holder.style.cursor = ""; });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      network.setOptions(inked());
      paint();
    });

    function colour(name) {
      return getComputedStyle(holder).getPropertyValue(name).trim();
    }

    function inked() {
      const ink = colour("--ink"), paper = colour("--paper");
      return {
        nodes: { ...options.nodes, font: { ...options.nodes.font, color: ink, strokeWidth: 4, strokeColor: paper } },
        edges: { ...options.edges, font: { ...options.edges.font, color: ink, strokeWidth: 4, strokeColor: paper } },
      };
    }

    /** Shows what is wanted; with a node chosen, all but its neighbours step back and its links are named. */
    function paint() {
      const near = model.chosen && model.chosen !== model.focus ? model.neighbours(model.chosen) : null;
      const named = near && model.around(model.chosen).length <= NAMED;
      const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
      const fade = colour("--fade"), paper = colour("--paper"), ink = colour("--ink");
      nodes.update([...model.nodes.values()].map((node) => {
        const away = near && node.id !== model.chosen && !near.has(node.id);
        const inside = ["box", "ellipse"].includes(node.drawing.shape);
        const own = node.drawing.font.color || ink;
        return {
          id: node.id,
          hidden: !model.visible(node),
          opacity: away ? 0.22 : 1,
          font: { ...node.drawing.font, color: away ? fade : own, strokeWidth: inside ? 0 : 4, strokeColor: paper },
        };
      }));
      edges.update([...model.edges.values()].map((edge) => {
        const mine = near && (edge.source === model.chosen || edge.target === model.chosen);
        return {
          id: edge.id,
          hidden: edge.implied && !model.hidden.has("Regulator") && !mine,
          label: mine && named && long(edge) ? edge.label : " ",
          width: edge.drawing.width + (mine ? 0.5 : 0),
          color: { ...edge.drawing.color, opacity: near && !mine ? 0.12 : mine || dark ? 1 : edge.drawing.color.opacity },
        };
      }));
    }

    function long(edge) {
      const from = network.getPosition(edge.source), to = network.getPosition(edge.target);
      return Math.hypot(from.x - to.x, from.y - to.y) > ROOM;
    }

    /** All of it where it stays readable, else the middle of it. */
    function fit() {
      const shown = [...model.nodes.values()].filter((node) => model.visible(node)).map((node) => node.id);
      network.fit({ nodes: shown, maxZoomLevel: 1.25, animation: false });
      network.moveTo({ scale: network.getScale() * 0.95, animation: false });
      const least = holder.clientWidth < 600 ? READABLE : 0.3;
      if (network.getScale() >= least) return;
      const heart = model.chosen || model.focus || busiest(shown);
      network.moveTo({ position: network.getPosition(heart), scale: least, animation: false });
    }

    function busiest(ids) {
      const degree = (id) => network.getConnectedEdges(id).length;
      return ids.reduce((best, id) => (degree(id) > degree(best) ? id : best), ids[0]);
    }

    /** New nodes come to stand around `anchor`, clear of those that are there. */
    function add(added, anchor) {
      const taken = [...nodes.getIds()].map(box);
      const from = network.getPosition(anchor);
      const origin = added.origin || { x: 0, y: 0 };
      for (const node of added.nodes) {
        const at = { x: from.x + node.drawing.x - origin.x, y: from.y + node.drawing.y - origin.y };
        Object.assign(node.drawing, free(at, from, size(node.drawing), taken));
        taken.push({ x: node.drawing.x, y: node.drawing.y, ...size(node.drawing) });
      }
      nodes.add(added.nodes.map((node) => node.drawing));
      edges.add(added.edges.map((edge) => edge.drawing));
      paint();
      if (added.nodes.length) network.fit({ nodes: [anchor, ...model.neighbours(anchor)], maxZoomLevel: 1, animation });
    }

    function box(id) {
      return { ...network.getPosition(id), ...size(model.nodes.get(id).drawing) };
    }

    function size(drawing) {
      const lines = drawing.label.split("\n");
      const width = Math.max(...lines.map((line) => line.length)) * drawing.font.size * 0.56 + 20;
      const inside = ["box", "ellipse"].includes(drawing.shape);
      return { width, height: lines.length * drawing.font.size * 1.3 + (inside ? 16 : drawing.size * 2 + 10) };
    }

    function free(at, from, wanted, taken) {
      const angle = Math.atan2(at.y - from.y, at.x - from.x);
      const start = Math.max(Math.hypot(at.x - from.x, at.y - from.y), 110);
      for (let turn = 0; turn < 400; turn += 1) {
        const away = start + turn * 6, bend = angle + (turn % 2 ? 1 : -1) * turn * 0.11;
        const spot = { x: from.x + away * Math.cos(bend), y: from.y + away * Math.sin(bend) };
        const meets = (other) =>
          Math.abs(other.x - spot.x) * 2 < other.width + wanted.width && Math.abs(other.y - spot.y) * 2 < other.height + wanted.height;
        if (!taken.some(meets)) return spot;
      }
      return at;
    }

    model.on("change", paint);
    model.on("choose", (id, how) => {
      network.selectNodes(id ? [id] : []);
      paint();
      if (id && !how.still) {
        network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation });
      }
    });
    paint();
    fit();

    return {
      add, fit,
      zoom(factor) { network.moveTo({ scale: network.getScale() * factor, animation }); },
      place(id) { const at = network.getPosition(id); return network.canvasToDOM(at); },
    };
  };
})(window.policygraph);
