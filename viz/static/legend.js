// The legend: what shape and colour mean, and which types are shown.
"use strict";

(function (app) {
  app.createLegend = function (model, holder, count) {
    holder.addEventListener("change", (event) => {
      if (event.target.checked) model.hidden.delete(event.target.value);
      else model.hidden.add(event.target.value);
      model.changed();
    });

    function update() {
      const numbers = {};
      let shown = 0;
      for (const node of model.nodes.values()) {
        const type = model.typeOf(node);
        numbers[type] = (numbers[type] || 0) + 1;
        if (model.visible(node)) shown += 1;
      }
      for (const key of holder.querySelectorAll("[data-type]")) {
        const number = numbers[key.dataset.type] || 0;
        key.hidden = !number;
        key.querySelector(".number").textContent = String(number);
      }
      const all = model.nodes.size;
      count.textContent = `${shown === all ? all : `${shown} of ${all}`} things, ${model.edges.size} links`;
    }

    model.on("change", update);
    update();
  };
})(window.policygraph);
