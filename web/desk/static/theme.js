// Before the first paint, so that the page does not flash in the other colours.
(() => {
  const chosen = localStorage.getItem("amends-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
})();
