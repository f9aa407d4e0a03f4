// What can be done follows the case, and nothing that somebody typed is lost by it or locks it.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const stale = document.getElementById("stale");
  const BOXES = ["actions", "care"];
  const FIELDS = "textarea, select, input:not([type=hidden])";

  // In use is what somebody has touched since the page came: a draft that was put back is not.
  document.addEventListener("input", ({ target }) => { target.dataset.touched = "1"; });
  document.addEventListener("click", ({ target }) => {
    const opened = target.closest("summary")?.parentElement;
    if (opened) opened.dataset.touched = "1";
  });
  const differs = (field) => (field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked
    : field.matches("select") ? !field.selectedOptions[0]?.defaultSelected && field.selectedIndex > 0
      : field.value !== field.defaultValue);
  const inUse = (box) => box.contains(document.activeElement) || box.querySelector("details[open][data-touched]")
    || all("[data-touched]", box).some((field) => field.matches(FIELDS) && differs(field));

  // Taken along into the new form: what was filled in, which boxes were open, and where the caret stood.
  const nameOf = (field) => field.id || `${field.name}=${field.value}`;
  const packed = (box) => {
    const active = box.contains(document.activeElement) ? document.activeElement : null;
    return {
      fields: new Map(all(FIELDS, box).filter(differs)
        .map((field) => [nameOf(field), { value: field.value, checked: field.checked, touched: field.dataset.touched }])),
      open: all("details[open][id]", box).map((each) => [each.id, each.dataset.touched]),
      active: active && { name: nameOf(active), from: active.selectionStart, to: active.selectionEnd },
    };
  };
  const unpack = (box, kept) => {
    kept.open.forEach(([id, touched]) => {
      const each = document.getElementById(id);
      if (each) { each.open = true; if (touched) each.dataset.touched = touched; }
    });
    for (const field of all(FIELDS, box)) {
      const was = kept.fields.get(nameOf(field));
      if (was) {
        if (field.matches("[type=checkbox], [type=radio]")) field.checked = was.checked; else field.value = was.value;
        if (was.touched) field.dataset.touched = was.touched;
      }
      if (kept.active?.name !== nameOf(field)) continue;
      field.focus({ preventScroll: true });
      if (field.matches("textarea")) field.setSelectionRange(kept.active.from, kept.active.to);
    }
  };

  // A form in use stays as it is only where the case is another now: what is decided in it rests on what was seen.
  const seen = (within) => within.querySelector("[name=seen]")?.value;
  const coming = (detail) => {
    if (detail.fragment) return seen(detail.fragment);
    const parsed = new DOMParser().parseFromString(detail.serverResponse, "text/html");
    return seen(parsed);
  };
  const kept = new Map();
  for (const swap of ["htmx:beforeSwap", "htmx:oobBeforeSwap"]) document.addEventListener(swap, (event) => {
    const box = event.detail.target;
    if (!BOXES.includes(box.id) || !event.detail.shouldSwap) return;
    if (box.id === "actions" && inUse(box) && seen(box) && coming(event.detail) !== seen(box)) {
      event.detail.shouldSwap = false;
      stale?.removeAttribute("hidden");
      return;
    }
    if (box.id === "actions") stale?.setAttribute("hidden", "");
    kept.set(box.id, packed(box));
  });
  for (const swap of ["htmx:afterSwap", "htmx:oobAfterSwap"]) document.addEventListener(swap, (event) => {
    const box = event.detail.target;
    if (!kept.has(box.id)) return;
    unpack(box, kept.get(box.id));
    kept.delete(box.id);
  });

  // After a step the same page comes again: where it was scrolled to, with the focus where it was.
  const PLACE = "amends-place";
  const here = () => location.pathname + location.search;
  document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
    if (!detail.xhr.getResponseHeader("HX-Redirect")) return;
    sessionStorage.setItem(PLACE, JSON.stringify([here(), scrollY, document.activeElement?.id ?? ""]));
  });
  const [where, top, focused] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
  sessionStorage.removeItem(PLACE);
  if (where === here()) {
    scrollTo(0, top);
    document.getElementById(focused || "main")?.focus({ preventScroll: true });
  }
})();
