// A prepared answer is found by writing "/" and a word of its name, labels or text; it stands then where that was written.
(() => {
  "use strict";
  const MOST = 8;
  const field = document.querySelector("textarea[data-finds]");
  const list = document.getElementById("found");
  if (!field || !list) return;
  const count = document.getElementById("found-count");
  const answers = [...document.getElementById(field.dataset.finds).options].filter((each) => each.value)
    .map((each) => ({ name: each.textContent.trim(), text: each.dataset.text, labels: each.dataset.labels }));
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  answers.forEach((each) => {
    each.front = plain(`${each.name} ${each.labels}`);
    each.whole = `${each.front} ${plain(each.text)}`;
  });
  let shown = [], at = 0, slash = -1;

  // What is looked for: from a slash at the beginning of the answer, or after a blank, to the caret.
  const asked = () => {
    if (field.selectionStart !== field.selectionEnd) return null;
    const found = /(?:^|\s)\/([^/\n]{0,40})$/.exec(field.value.slice(0, field.selectionStart));
    return found && { words: plain(found[1]).split(/\s+/).filter(Boolean), from: field.selectionStart - found[1].length - 1 };
  };
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
    shown = [];
  };
  const mark = () => {
    [...list.children].forEach((each, n) => each.setAttribute("aria-selected", String(n === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `found-${at}`);
  };
  const open = () => {
    const wanted = asked();
    if (!wanted || wanted.from === slash) { close(); return; }
    slash = -1;
    const fits = (text) => wanted.words.every((word) => text.includes(word));
    const front = answers.filter((each) => fits(each.front));
    shown = [...front, ...answers.filter((each) => !front.includes(each) && fits(each.whole))].slice(0, MOST);
    if (!shown.length) { close(); count.textContent = "No prepared answer matches"; return; }
    at = 0;
    list.replaceChildren(...shown.map((each, n) => {
      const row = Object.assign(document.createElement("li"), { id: `found-${n}` });
      row.setAttribute("role", "option");
      const name = Object.assign(document.createElement("b"), { textContent: each.name });
      const text = Object.assign(document.createElement("span"), { className: "soft small", textContent: each.text });
      row.append(name, text);
      return row;
    }));
    list.hidden = false;
    count.textContent = `${shown.length} prepared answers. Up and down choose, Enter takes one.`;
    mark();
  };
  const take = (n) => {
    const wanted = asked();
    if (!wanted) return;
    field.setRangeText(shown[n].text, wanted.from, field.selectionStart, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  field.addEventListener("input", open);
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the caret stays where it is
    const row = event.target.closest("li");
    if (row) take([...list.children].indexOf(row));
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) at = (at + by + shown.length) % shown.length;
    else if (event.key === "Enter" || event.key === "Tab") take(at);
    else if (event.key === "Escape") { slash = asked()?.from ?? -1; close(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (by) mark();
  });
})();
