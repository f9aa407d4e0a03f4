// Files for an answer: chosen, pasted or dropped, sent one after the other; gone from the form once the answer went.
(() => {
  "use strict";
  const form = document.getElementById("attach-form");
  const field = document.getElementById("file");
  if (!form || !field) return;
  const waiting = [];
  let queued = false;
  const next = () => {
    const file = waiting.shift();
    queued = Boolean(file);
    if (!file) return;
    const one = new DataTransfer();
    one.items.add(file);
    field.files = one.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const add = (files) => {
    const idle = !waiting.length && !field.files.length;
    waiting.push(...files);
    if (!idle) return;
    document.getElementById("fault")?.replaceChildren();
    next();
  };
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || event.target.id !== "answer") return;
    event.preventDefault();
    add(files);
  });
  const box = field.closest(".answer");
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  box.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    box.classList.add("over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    box.classList.remove("over");
    add([...event.dataTransfer.files]);
  });
  // What was said of an earlier file stays until somebody chooses anew.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === form && !queued) document.getElementById("fault")?.replaceChildren();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target === form) {
      form.reset();
      next();
    } else if (event.target.id === "answer-form" && event.detail.successful) {
      htmx.trigger("#attached", "sent");
    }
  });
})();
