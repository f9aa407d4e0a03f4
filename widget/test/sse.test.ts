import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "../src/core/backoff.ts";
import { Memory } from "../src/core/memory.ts";
import { SseReader, type Sent } from "../src/core/sse.ts";

const STREAM = ': ping\r\n\r\nid: 3\r\nevent: reply\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: typing\r\ndata: {}\r\n\r\ndata:x\r\n\r\n';
const WHOLE: Sent[] = [
  { event: "reply", data: '{"a":\n1}' },
  { event: "typing", data: "{}" },
  { event: "message", data: "x" },
];

test("the pieces that a stream arrives in change nothing", () => {
  for (const ending of ["\r\n", "\n", "\r"]) {
    const text = STREAM.replaceAll("\r\n", ending);
    for (let size = 1; size <= text.length; size += 1) {
      const reader = new SseReader();
      const sent: Sent[] = [];
      for (let at = 0; at < text.length; at += size) sent.push(...reader.take(text.slice(at, at + size)));
      sent.push(...reader.take("\n"));
      assert.deepEqual(sent, WHOLE, `${JSON.stringify(ending)} in pieces of ${size}`);
    }
  }
});

test("waits grow, end at the longest, and never march in step", () => {
  assert.equal(backoff(0, 30_000, () => 1), 500);
  assert.equal(backoff(3, 30_000, () => 1), 4000);
  assert.equal(backoff(99, 30_000, () => 1), 30_000);
  assert.equal(backoff(99, 30_000, () => 0), 15_000);
});

test("a browser that keeps nothing, or keeps nonsense, is a first visit", () => {
  const full = { getItem: () => null, setItem: () => { throw new Error("full"); }, removeItem: () => undefined };
  const memory = new Memory("norrnet", full);
  memory.write({ id: "cv_1", secret: "s", language: "en", seen: 0, unsent: [] });
  assert.equal(memory.read(), null);
  for (const nonsense of ["{", "[]", "7", '"x"', '{"id": 1}']) {
    assert.equal(new Memory("norrnet", { ...full, getItem: () => nonsense }).read(), null);
  }
  assert.equal(new Memory("norrnet", null).read(), null);
});
