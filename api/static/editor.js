"use strict";
// A textarea with its SPARQL in colours: the colours are painted behind it, letter for letter, as text and never as HTML.

(function () {
  const KEYWORDS = "add|all|as|asc|ask|avg|base|bind|by|clear|construct|copy|count|create|data|default|delete|desc|describe|distinct|drop|exists|false|filter|from|graph|group|having|in|insert|into|limit|load|max|min|minus|move|named|not|offset|optional|order|prefix|reduced|sample|select|separator|service|silent|sum|to|true|undef|union|using|values|where|with";
  const TOKEN = new RegExp([
    "(?<comment>#[^\\n]*)",
    "(?<iri><[^<>\"{}|^`\\\\\\s]*>)",
    "(?<string>\"\"\"[^]*?(?:\"\"\"|$)|'''[^]*?(?:'''|$)|\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?)",
    "(?<variable>[?$]\\w+)",
    "(?<name>[\\p{L}][\\w.-]*:[\\w.%-]*|:[\\w.%-]+|_:\\w+)",
    "(?<number>\\b\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\b)",
    `(?<keyword>\\b(?:${KEYWORDS})\\b|\\ba\\b)`,
    "[^]",
  ].join("|"), "giu");

  function span(text, kind) {
    const made = document.createElement("span");
    made.className = kind;
    made.textContent = text;
    return made;
  }

  function painted(text) {
    const nodes = [];
    let plain = "";
    for (const match of text.matchAll(TOKEN)) {
      const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
      if (!kind) { plain += match[0]; continue; }
      if (plain) nodes.push(plain);
      plain = "";
      nodes.push(span(match[0], kind));
    }
    return [...nodes, plain + "\n"];
  }

  function createEditor(area, prefixes) {
    const paint = area.parentElement.querySelector(".paint");
    const gutter = area.parentElement.querySelector(".gutter");
    let wrong = 0;

    area.addEventListener("input", () => { wrong = 0; draw(); });
    area.addEventListener("scroll", follow);

    function draw() {
      paint.replaceChildren(...painted(area.value));
      const lines = area.value.split("\n").map((_, number) => span(`${number + 1}\n`, number + 1 === wrong ? "wrong" : ""));
      gutter.replaceChildren(...lines);
      follow();
    }

    function follow() {
      paint.scrollTop = gutter.scrollTop = area.scrollTop;
      paint.scrollLeft = area.scrollLeft;
    }

    return {
      get text() { return area.value; },

      set text(text) {
        area.value = text;
        wrong = 0;
        draw();
      },

      insert(text) {
        area.focus();
        area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input"));
      },

      // Declares the usual prefixes that are used and not declared, and tells how many lines that took.
      declare() {
        const bare = area.value.replace(TOKEN, (token, ...rest) => {
          const groups = rest.at(-1);
          return groups.comment || groups.string || groups.iri ? " " : token;
        });
        const declared = new Set([...bare.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map((match) => match[1]));
        const used = new Set([...bare.matchAll(/(?<![\w?$:.-])([A-Za-z][\w.-]*):/g)].map((match) => match[1]));
        const missing = Object.keys(prefixes).filter((name) => used.has(name) && !declared.has(name));
        if (!missing.length) return;
        this.text = missing.map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`).join("") + area.value;
      },

      point(line, column) {
        const start = area.value.split("\n").slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
        area.focus();
        area.setSelectionRange(start, Math.min(start + 1, area.value.length));
        wrong = line;
        draw();
        const height = parseFloat(getComputedStyle(area).lineHeight);
        if ((line + 1) * height > area.scrollTop + area.clientHeight || line * height < area.scrollTop) area.scrollTop = (line - 4) * height;
      },
    };
  }

  window.createEditor = (area, prefixes) => {
    const editor = createEditor(area, prefixes);
    editor.text = area.value;
    return editor;
  };
})();
