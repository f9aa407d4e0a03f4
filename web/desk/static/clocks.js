// Due times: the server writes them, this keeps them true while the page is open.
(() => {
  "use strict";
  const span = (ms) => {
    const minutes = Math.floor(Math.abs(ms) / 60000);
    const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
    if (d) return h && d < 10 ? `${d} d ${h} h` : `${d} d`;
    if (h) return m && h < 10 ? `${h} h ${m} min` : `${h} h`;
    return `${m} min`;
  };
  const ahead = Date.parse(document.body.dataset.now || "") - Date.now() || 0;
  const runClocks = () => document.querySelectorAll("[data-due]").forEach((mark) => {
    const left = Date.parse(mark.dataset.due) - Date.now() - ahead;
    const kind = left < 0 ? "late" : left <= 7200000 ? "soon" : "fine";
    const number = document.createElement("b");
    number.textContent = span(left);
    mark.className = `due ${kind}`;
    mark.replaceChildren(number, left < 0 ? " late" : " left");
  });
  setInterval(runClocks, 20000);
  document.addEventListener("htmx:afterSwap", runClocks);
})();
