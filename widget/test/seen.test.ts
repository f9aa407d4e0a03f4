import assert from "node:assert/strict";
import { test } from "node:test";
import { shows } from "../src/core/seen.ts";

test("what shows nothing is no message", () => {
  for (const unseen of ["", "  \n", "\u200b", " \u2060\u200d ", "\u3164", "\u2800\ufeff", "\u{e0041}", "\u0007"]) {
    assert.equal(shows(unseen), false, JSON.stringify(unseen));
  }
});

test("a single character that shows is one", () => {
  for (const seen of ["a", "\u200bja", "👍", "👍🏽", "é", "。", "०"]) assert.equal(shows(seen), true, seen);
});
