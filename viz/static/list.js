// The network as a list, for those who do not see the drawing or would rather read.
"use strict";

(function (app) {
  const { el, button } = app;

  app.createList = function (model, holder) {
    function update() {
      const made = [];
      for (const [type, style] of Object.entries(model.styles.nodes)) {
        const nodes = [...model.nodes.values()].filter((node) => model.typeOf(node) === type && model.visible(node));
        if (!nodes.length) continue;
        nodes.sort((a, b) => a.label.localeCompare(b.label));
        made.push(el("h3", {}, style.many), el("ul", {}, nodes.map(line)));
      }
      holder.replaceChildren(...made);
    }

    function line(node) {
      return el("li", {}, button(node.label, () => {
        model.choose(node.id, { read: true });
        document.getElementById("panel").scrollIntoView({ block: "nearest" });
      }, "link"));
    }

    model.on("change", update);
    update();
  };
})(window.policygraph);
