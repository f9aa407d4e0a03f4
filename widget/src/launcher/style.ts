/** The launcher's look, and the merchant's colours for the whole window. */

export const STYLE = `
:host {
  all: initial;
  --brand: var(--brand-light);
  --ink: var(--ink-light);
}
:host([theme="dark"]) {
  --brand: var(--brand-dark);
  --ink: var(--ink-dark);
}
button {
  position: fixed;
  inset-block-end: 20px;
  inset-inline-end: 20px;
  inline-size: 60px;
  block-size: 60px;
  display: grid;
  place-items: center;
  padding: 0;
  border: 2px solid #fff;
  border-radius: 50%;
  background: var(--brand);
  color: var(--ink);
  box-shadow: 0 4px 18px rgb(0 0 0 / .3);
  cursor: pointer;
}
:host([theme="dark"]) button { border-color: #171a1f; }
:host([position="start"]) button { inset-inline: 20px auto; }
button[hidden] { display: none; }
button:hover { filter: brightness(1.08); }
button:focus-visible { outline: 3px solid var(--brand); outline-offset: 3px; }
button[aria-busy="true"] svg { opacity: .4; }
@media (prefers-reduced-motion: no-preference) {
  button { transition: transform .15s; }
  button:hover { transform: scale(1.05); }
}
.count {
  position: absolute;
  inset-block-start: -6px;
  inset-inline-end: -6px;
  min-inline-size: 14px;
  padding: 3px 5px;
  border-radius: 12px;
  background: #c01f2e;
  color: #fff;
  border: 2px solid #fff;
  font: 600 13px/14px system-ui, sans-serif;
  text-align: center;
}
.count[hidden] { display: none; }
[role="status"] {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
`;
