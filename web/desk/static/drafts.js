// What somebody writes outlives the page and the session: it is kept in this tab until it is sent, for them alone.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const DRAFT = "amends-draft ";
  const OWNER = "amends-drafts-of";
  // Not in forms of which a page has many: a draft must not come back in another one than it was written in.
  const WRITTEN = "#main textarea[id]:not([data-many])";
  const me = document.body.dataset.me;
  const key = (field) => `${DRAFT}${location.pathname} ${field.id}`;
  const forget = () => Object.keys(sessionStorage)
    .filter((name) => name.startsWith(DRAFT)).forEach((name) => sessionStorage.removeItem(name));

  if (sessionStorage.getItem(OWNER) !== me) forget();
  sessionStorage.setItem(OWNER, me);

  const putBack = () => all(WRITTEN).forEach((field) => {
    const draft = sessionStorage.getItem(key(field));
    if (!draft || field.value !== field.defaultValue) return;
    field.value = draft;
    const box = field.closest("details");
    if (box) box.open = true;
  });
  putBack();
  document.addEventListener("htmx:load", putBack);

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches(WRITTEN)) return;
    if (field.value) sessionStorage.setItem(key(field), field.value);
    else sessionStorage.removeItem(key(field));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    const form = event.target.closest?.("form");
    if (!form || requestConfig?.verb !== "post" || xhr.status < 200 || xhr.status >= 400) return;
    // What was written since is not sent.
    all("textarea[id]", form).filter((field) => !field.value || field.value === requestConfig.parameters[field.name])
      .forEach((field) => sessionStorage.removeItem(key(field)));
  });

  // Signing out is meant for every window: what is half written there is nobody's any more.
  const windows = new BroadcastChannel("amends-desk");
  windows.addEventListener("message", () => {
    forget();
    all("#main form[method=post]").forEach((form) => form.reset());
  });
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== "/desk/sign-out") return;
    forget();
    windows.postMessage("signed out");
  });

  // A session that has ended: who is in the middle of something is told so, everybody else goes to sign in.
  const isFilledIn = (field) => (field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked
    : field.matches("select") ? !field.selectedOptions[0]?.defaultSelected && field.selectedIndex > 0
      : field.value !== field.defaultValue);
  const inTheMiddle = () => all("textarea, select, input:not([type=hidden])")
    .some((field) => field.form?.matches("#main form[method=post]") && isFilledIn(field));
  let leaves = false;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr?.status !== 401 || inTheMiddle()) return;
    event.detail.shouldSwap = false;
    if (leaves) return; // another part of the page has heard it already
    leaves = true;
    location.assign(`/desk/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  });
  // It may have ended because somebody signed in anew in another window.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id === "gone" && event.detail.xhr.status === 200) location.reload();
  });
})();
