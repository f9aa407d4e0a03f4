// What the desk does beside htmx: shortcuts, due times that run, a transcript that stays at its end, typing.
(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const KEYS = "amends-keys"; // "off": single letters do nothing (WCAG 2.1.4)

  // Theme: the system's until somebody chooses.
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const showTheme = () => one("#theme")?.setAttribute("aria-pressed", String(dark()));
  one("#theme")?.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("amends-theme", next);
    showTheme();
  });
  showTheme();

  // Due times: the server writes them, this keeps them true while the page is open.
  const span = (ms) => {
    const minutes = Math.floor(Math.abs(ms) / 60000);
    const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
    if (d) return h && d < 10 ? `${d} d ${h} h` : `${d} d`;
    if (h) return m && h < 10 ? `${h} h ${m} min` : `${h} h`;
    return `${m} min`;
  };
  const ahead = Date.parse(document.body.dataset.now || "") - Date.now() || 0;
  const runClocks = () => all("[data-due]").forEach((mark) => {
    const left = Date.parse(mark.dataset.due) - Date.now() - ahead;
    const kind = left < 0 ? "late" : left <= 7200000 ? "soon" : "fine";
    const number = document.createElement("b");
    number.textContent = span(left);
    mark.className = `due ${kind}`;
    mark.replaceChildren(number, left < 0 ? " late" : " left");
  });
  setInterval(runClocks, 20000);

  // The transcript stays at its end unless somebody reads further up.
  const transcript = () => one("#transcript");
  const toEnd = () => { const box = transcript(); if (box) box.scrollTop = box.scrollHeight; };
  let atEnd = true;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = transcript();
    if (box && event.detail.target === box) atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === transcript() && atEnd) toEnd();
    runClocks();
  });
  toEnd();

  // What can be done follows the case, but never under somebody's hands: a form in use stays, and a line says so.
  const inUse = (box) => one("details[open]", box) || box.contains(document.activeElement)
    || all("textarea, input:not([type=hidden])", box).some((field) => field.value !== field.defaultValue);
  for (const swap of ["htmx:beforeSwap", "htmx:oobBeforeSwap"]) document.addEventListener(swap, (event) => {
    const box = event.detail.target;
    if (box.id !== "actions" || !inUse(box)) return;
    event.detail.shouldSwap = false;
    one("#stale").hidden = false;
  });

  // An answer that was sent leaves the field empty; one that was refused stays.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-clears]");
    if (form && event.detail.successful && event.detail.requestConfig.verb === "post") {
      form.reset();
      one("#fault")?.replaceChildren();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-fills]") && event.target.value) {
      const field = document.getElementById(event.target.dataset.fills);
      // Beside what was typed already, where the caret stands.
      const [from, to] = [field.selectionStart, field.selectionEnd];
      const ahead = /\S$/.test(field.value.slice(0, from)) ? " " : "", behind = /^\S/.test(field.value.slice(to)) ? " " : "";
      field.setRangeText(ahead + event.target.selectedOptions[0].dataset.text + behind, from, to, "end");
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      event.target.value = "";
    }
    if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
    if (event.target.id === "keys") localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
  });

  // Typing is told to the customer, at most every three seconds.
  let told = 0;
  document.addEventListener("input", (event) => {
    const where = event.target.dataset?.typing;
    if (!where || Date.now() - told < 3000 || !event.target.value) return;
    told = Date.now();
    fetch(where, { method: "POST", headers: { "X-CSRF": document.body.dataset.csrf } });
  });

  // Shortcuts. `g` then a letter goes somewhere; the others act on the page or the row that is marked.
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
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (!opener) return;
    const dialog = document.getElementById(opener.dataset.opens);
    all("[data-who]", dialog).forEach((place) => { place.textContent = opener.dataset.who; });
    dialog.showModal();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
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
