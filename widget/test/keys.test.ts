import assert from "node:assert/strict";
import { test } from "node:test";
import { composes } from "../src/core/keys.ts";

test("a key of a composition is told by each browser's own mark", () => {
  assert.equal(composes({ isComposing: true, keyCode: 229 }), true);
  assert.equal(composes({ isComposing: true, keyCode: 13 }), true, "Firefox");
  assert.equal(composes({ isComposing: false, keyCode: 229 }), true, "Safari");
  assert.equal(composes({ isComposing: false, keyCode: 13 }), false);
});
