import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { solve } from "../src/core/proof.ts";

const asked = (number: number, most = 2000) => ({
  salt: "abc.1790000000",
  challenge: createHash("sha256").update(`abc.1790000000${number}`).digest("hex"),
  most,
  signature: "signed",
});

test("the number is found wherever it is, and goes back with what was signed", async () => {
  for (const number of [0, 1, 499, 500, 1999, 2000]) {
    assert.deepEqual(await solve(asked(number)), { salt: "abc.1790000000", number, signature: "signed" });
  }
});

test("what has no answer is an error and no endless search", async () => {
  await assert.rejects(solve(asked(3000)));
});
