// What every page of the desk does beside htmx: colours, questions before a step, forms in use.
(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

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

  // A question is asked before a step that a colleague would feel.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (!opener) return;
    const dialog = document.getElementById(opener.dataset.opens);
    all("[data-who]", dialog).forEach((place) => { place.textContent = opener.dataset.who; });
    all("[data-id]", dialog).forEach((button) => { button.value = opener.dataset.id; });
    dialog.showModal();
  });

  // A question that was answered is out of the way of what came of it.
  document.addEventListener("submit", ({ submitter }) => { submitter?.closest("dialog[open]")?.close(); });

  // A button that stands outside its form counts like one within it.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const button = detail.triggeringEvent?.submitter;
    if (button?.name) detail.parameters[button.name] = button.value;
  });

  // What was done is said once: it goes after a while, and as soon as something else happens.
  const SAID_MS = 10000;
  const unsay = () => all(".said.once").forEach((said) => said.remove());
  setTimeout(unsay, SAID_MS);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (["fault", "state", "notices"].includes(event.detail.target.id)) unsay();
  });

  // Nothing is replaced under a press: a click whose button was replaced meanwhile goes nowhere. The part comes once the press is over.
  let pressed = null;
  const late = new Set();
  document.addEventListener("pointerdown", (event) => { pressed = event.target; });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    if (!pressed || !part.contains(pressed) || !part.matches("[hx-get]")) return;
    event.detail.shouldSwap = false;
    late.add(part);
  });
  // What comes with the order's records comes again with them.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (!pressed || !event.detail.target.contains(pressed)) return;
    event.detail.shouldSwap = false;
    late.add(document.getElementById("order-body"));
  });
  for (const over of ["pointerup", "pointercancel"]) document.addEventListener(over, () => setTimeout(() => {
    pressed = null;
    late.forEach((part) => htmx.ajax("GET", part.getAttribute("hx-get"), { source: part, target: part }));
    late.clear();
  }));

  // A choice that narrows the list is sent at once; Ctrl Enter sends the form one writes in.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the key ends a composition of an input method
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
  });
})();
