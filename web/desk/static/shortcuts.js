// Shortcuts. `g` then a letter goes somewhere; the others act on the page or the row that is marked.
(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const KEYS = "amends-keys"; // "off": single letters do nothing (WCAG 2.1.4)

  const help = one("#help");
  const rows = () => all("#rows tr[data-href]");
  let marked = null, leader = false; // the address of the marked row, which stays marked when the rows are new
  const markedRow = () => rows().find((row) => row.dataset.href === marked);
  const showMark = () => rows().forEach((row) => row.classList.toggle("here", row === markedRow()));
  const move = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(markedRow());
    marked = list[Math.max(0, Math.min(list.length - 1, at + by))].dataset.href;
    showMark();
    one("a", markedRow()).focus();
  };
  let held = false;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "rows") held = event.detail.target.contains(document.activeElement);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "rows") return;
    showMark();
    if (held && markedRow()) one("a", markedRow()).focus();
  });
  const go = (where) => { const link = one(`a[data-go="${where}"]`); if (link) location.assign(link.href); };
  const press = (name) => {
    const target = all(`[data-key="${name}"]`).find((each) => !each.closest("#rows") || each.closest("tr") === markedRow());
    if (!target) return false;
    const box = target.closest("details");
    if (box) box.open = true;
    if (target.matches("button")) target.click(); else target.focus();
    return true;
  };
  const showHelp = () => {
    one("#keys").checked = localStorage.getItem(KEYS) !== "off";
    help.showModal();
  };
  one("#show-help")?.addEventListener("click", showHelp);
  document.addEventListener("change", (event) => {
    if (event.target.id === "keys") localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    if (event.isComposing || event.keyCode === 229) return; // the key belongs to an input method
    if (event.key === "Escape" && typing) { event.target.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    if (event.key === "?") { event.preventDefault(); showHelp(); return; }
    if (localStorage.getItem(KEYS) === "off") return;
    if (leader) {
      leader = false;
      if (["q", "s", "a"].includes(event.key)) go(event.key);
      return;
    }
    const acts = { j: () => move(1), k: () => move(-1), g: () => { leader = true; setTimeout(() => { leader = false; }, 1500); } };
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
    else if (/^[a-z/]$/.test(event.key) && press(event.key)) event.preventDefault();
  });
})();
