import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "../src/core/timeline.ts";
import type { ChatEvent } from "../src/core/types.ts";

const event = (seq: number, change: Partial<ChatEvent> = {}): ChatEvent => ({
  seq, kind: "reply", author: "bot", at: "2026-11-22T09:00:00Z", client_id: null, body: { text: `${seq}` }, ...change,
});
const numbers = (timeline: Timeline): number[] => timeline.inOrder().map(({ seq }) => seq);

test("whatever the order of arrival, events stand in their own order and once", () => {
  for (const arrival of [[1, 2, 3, 4], [4, 3, 2, 1], [2, 2, 4, 1, 3, 4]]) {
    const timeline = new Timeline();
    for (const seq of arrival) timeline.add([event(seq)]);
    assert.deepEqual(numbers(timeline), [1, 2, 3, 4]);
  }
});

test("reading goes on before the first gap, so that nothing is passed over", () => {
  const timeline = new Timeline();
  timeline.add([event(1), event(2), event(5)]);
  assert.equal(timeline.cursor, 2);
  timeline.add([event(3), event(4)]);
  assert.equal(timeline.cursor, 5);
});

test("only events that were not there are new", () => {
  const timeline = new Timeline();
  timeline.add([event(1)]);
  assert.deepEqual(timeline.add([event(1), event(2)]).map(({ seq }) => seq), [2]);
});

test("unread is what others said since", () => {
  const timeline = new Timeline();
  timeline.add([
    event(1), event(2, { author: "customer", kind: "message" }), event(3), event(4, { kind: "owner" }),
    event(5, { kind: "notice", author: "system" }), event(6, { author: "agent" }),
  ]);
  assert.equal(timeline.unreadAfter(1), 3);
  assert.equal(timeline.unreadAfter(6), 0);
});

test("the language is the one in which something was said last", () => {
  const timeline = new Timeline();
  assert.equal(timeline.language, undefined);
  timeline.add([event(2, { body: { text: "Dag", language: "nl" } }), event(1, { body: { text: "Hi", language: "en" } })]);
  timeline.add([event(3, { author: "customer", body: { text: "Hoi" } })]);
  assert.equal(timeline.language, "nl");
});
