/** Keeps the Tab key within an open window; Escape and the close button lead out of it. */

const REACHABLE = "a[href],button:not([disabled]),textarea:not([disabled]),input:not([type='file']),summary,[tabindex='0']";

export function keepWithin(root: ShadowRoot, event: KeyboardEvent): void {
  const reachable = [...root.querySelectorAll<HTMLElement>(REACHABLE)].filter((one) => one.checkVisibility());
  const first = reachable[0];
  const last = reachable[reachable.length - 1];
  const at = root.activeElement;
  if (event.shiftKey && (at === first || !at)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first?.focus();
  }
}
