// Elements made of text. Nothing here or elsewhere turns a string into markup.
"use strict";
window.policygraph = {};

(function (app) {
  /** An element with attributes, listeners (functions) and children; strings become text. */
  app.el = function (tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (typeof value === "function") made.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };

  /** A link out, or plain text where the address is not one of the web. */
  app.out = function (url, text) {
    return safe(url) ? app.el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text) : app.el("span", {}, text);
  };

  app.button = function (text, act, style) {
    return app.el("button", { type: "button", class: style || null, click: act }, text);
  };

  /** The legend's own symbol of a type, once more. */
  app.symbol = function (type) {
    const found = document.querySelector(`#legend [data-type="${CSS.escape(type)}"] svg`);
    return found ? found.cloneNode(true) : null;
  };

  function safe(url) {
    try {
      return ["http:", "https:"].includes(new URL(url).protocol);
    } catch {
      return false;
    }
  }
})(window.policygraph);
