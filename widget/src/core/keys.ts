/** Keys that belong to an input method, by which one writes Japanese, Chinese or Korean, and not to the window. */

/** Enter and Escape end a composition. Safari says after it that it is over, and marks the key with 229 alone. */
export function composes(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}
