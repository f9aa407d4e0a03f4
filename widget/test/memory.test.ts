import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory } from "../src/core/memory.ts";

function shelf(): Pick<Storage, "getItem" | "setItem" | "removeItem"> & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

const one = (id: string) => ({ id, secret: `secret of ${id}`, language: "en", seen: 0, unsent: [] });

test("what is put by is found again, the last first, and each once", () => {
  const memory = new Memory("shop", shelf());
  for (const id of ["a", "b", "a"]) {
    memory.write(one(id));
    memory.putBy();
  }
  assert.equal(memory.read(), null);
  assert.deepEqual(memory.earlier().map(({ id }) => id), ["a", "b"]);
});

test("no more are kept than the server lists", () => {
  const memory = new Memory("shop", shelf());
  for (let at = 0; at < 30; at += 1) {
    memory.write(one(`c${at}`));
    memory.putBy();
  }
  assert.equal(memory.earlier().length, 19);
  assert.equal(memory.earlier()[0]!.id, "c29");
});

test("what is forgotten leaves nothing behind", () => {
  const place = shelf();
  const memory = new Memory("shop", place);
  memory.write(one("a"));
  memory.putBy();
  memory.write(one("b"));
  memory.forgetAll();
  assert.equal(place.kept.size, 0);
});

test("what is not ours is as if it were the first visit", () => {
  for (const rubbish of ["{", "null", "7", '{"id":1}', "[null]", '"x"']) {
    const place = shelf();
    place.setItem("amends:shop:earlier", rubbish);
    assert.deepEqual(new Memory("shop", place).earlier(), []);
  }
});
