// Cases that are chosen in the queue stay chosen when its rows are new; shift takes all between two.
(() => {
  "use strict";
  const form = document.getElementById("bulk");
  if (!form) return;
  const boxes = () => [...document.querySelectorAll("#rows .pick")];
  const chosen = new Set();
  let last = null;
  const show = () => {
    const here = boxes();
    here.forEach((box) => { box.checked = chosen.has(box.value); });
    for (const number of chosen) if (!here.some((box) => box.value === number)) chosen.delete(number); // no longer listed
    form.hidden = chosen.size === 0;
    document.getElementById("chosen").textContent = chosen.size ? `${chosen.size} chosen` : "";
  };
  const set = (box, on) => { if (on) chosen.add(box.value); else chosen.delete(box.value); };
  document.addEventListener("click", ({ target, shiftKey }) => {
    if (!target.matches("#rows .pick")) return;
    const here = boxes();
    const [from, to] = [here.findIndex((box) => box.value === last), here.indexOf(target)].sort((a, b) => a - b);
    if (shiftKey && from >= 0) here.slice(from, to + 1).forEach((box) => set(box, target.checked));
    set(target, target.checked);
    last = target.value;
    show();
  });
  document.getElementById("choose-none").addEventListener("click", () => { chosen.clear(); show(); });
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "rows") show(); });
  show();
})();
