// The conversation on the page of a case: the transcript, the answer to it, and that somebody is writing it.
(() => {
  "use strict";
  // The transcript stays at its end unless somebody reads further up.
  const transcript = () => document.getElementById("transcript");
  const toEnd = () => { const box = transcript(); if (box) box.scrollTop = box.scrollHeight; };
  let atEnd = true;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = transcript();
    if (box && event.detail.target === box) atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === transcript() && atEnd) toEnd();
  });
  toEnd();
  // Pictures are as high as they are once they are there: what was at its end by then stays there. Only whoever scrolls
  // back leaves the end: a picture that grows moves it away before it has loaded.
  let top = 0;
  document.addEventListener("scroll", (event) => {
    const box = transcript();
    if (event.target !== box) return;
    if (box.scrollHeight - box.scrollTop - box.clientHeight < 60) atEnd = true;
    else if (box.scrollTop < top) atEnd = false;
    top = box.scrollTop;
  }, true);
  document.addEventListener("load", (event) => {
    if (atEnd && event.target.matches?.("#transcript img")) toEnd();
  }, true);

  // An answer that was sent leaves the field empty; one that was refused stays, and so does what was written since.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-clears]");
    const { successful, requestConfig } = event.detail;
    if (form && successful && requestConfig.verb === "post") {
      if (form.elements.text.value === requestConfig.parameters.text) form.reset();
      document.getElementById("fault")?.replaceChildren();
    }
  });
  // A prepared answer goes beside what was typed already, where the caret stands.
  document.addEventListener("change", (event) => {
    const prepared = event.target;
    if (!prepared.matches("[data-fills]") || !prepared.value) return;
    const field = document.getElementById(prepared.dataset.fills);
    const [from, to] = [field.selectionStart, field.selectionEnd];
    const before = /\S$/.test(field.value.slice(0, from)) ? " " : "", behind = /^\S/.test(field.value.slice(to)) ? " " : "";
    field.setRangeText(before + prepared.selectedOptions[0].dataset.text + behind, from, to, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    prepared.value = "";
  });

  // A draft that was laid out: where nothing is written yet it is the answer, otherwise it goes behind that.
  document.addEventListener("click", (event) => {
    const text = event.target.dataset?.suggests;
    const field = document.getElementById("answer");
    if (!text || !field) return;
    field.value = field.value ? `${field.value.trimEnd()}\n\n${text}` : text;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // Typing is told to the customer, at most every three seconds.
  let told = 0;
  document.addEventListener("input", (event) => {
    const where = event.target.dataset?.typing;
    if (!where || Date.now() - told < 3000 || !event.target.value) return;
    told = Date.now();
    // Where it does not arrive, nothing is lost.
    fetch(where, { method: "POST", headers: { "X-CSRF": document.body.dataset.csrf } }).catch(() => {});
  });
})();
