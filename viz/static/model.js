// What is known: nodes and edges by id, which types are hidden, which node is chosen. Views listen.
"use strict";

(function (app) {
  app.createModel = function (given) {
    const nodes = new Map();
    const edges = new Map();
    const hidden = new Set();
    const only = new Set();
    const listeners = { change: [], choose: [] };
    let chosen = null;

    function merge(document) {
      const fresh = document.nodes.filter((node) => !nodes.has(node.id));
      for (const node of fresh) nodes.set(node.id, node);
      const known = document.edges.filter((edge) => nodes.has(edge.source) && nodes.has(edge.target));
      const added = known.filter((edge) => !edges.has(edge.id));
      for (const edge of added) edges.set(edge.id, edge);
      return { nodes: fresh, edges: added };
    }

    const model = {
      nodes, edges, hidden, only,
      styles: given.styles,
      served: given.served,
      focus: given.document.focus,
      get chosen() { return chosen; },
      merge,
      on(event, listener) { listeners[event].push(listener); },
      changed(added) { for (const listener of listeners.change) listener(added || { nodes: [], edges: [] }); },
      choose(id, how) {
        chosen = nodes.has(id) ? id : null;
        for (const listener of listeners.choose) listener(chosen, how || {});
      },
      style(type) { return given.styles.nodes[type] || given.styles.nodes.Thing; },
      typeOf(node) { return given.styles.nodes[node.type] ? node.type : "Thing"; },
      words(property, way) {
        const style = given.styles.edges[property];
        return style ? style[way] : property.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
      },
      visible(node) { return !hidden.has(model.typeOf(node)) && (!only.size || only.has(node.id)); },
      /** What links bind a node to, by property and direction. */
      around(id) {
        const found = [];
        for (const edge of edges.values()) {
          if (edge.source === id) found.push({ edge, other: nodes.get(edge.target), outward: true });
          else if (edge.target === id) found.push({ edge, other: nodes.get(edge.source), outward: false });
        }
        return found;
      },
      neighbours(id) { return new Set(model.around(id).map((link) => link.other.id)); },
      fact(node, name) {
        const fact = node.facts.find((one) => one.name === name);
        return fact && fact.values.length ? fact.values[0].text : "";
      },
    };
    merge(given.document);
    return model;
  };
})(window.policygraph);
