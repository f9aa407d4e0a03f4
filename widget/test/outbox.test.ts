import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../src/core/api.ts";
import { Outbox, type Outgoing } from "../src/core/outbox.ts";
import type { ChatEvent } from "../src/core/types.ts";

/** A server that answers as the test says, and a clock that the test turns. */
class Server {
  readonly got: string[] = [];
  readonly taken: string[] = [];
  readonly faults: ApiError[] = [];
  readonly waits: number[] = [];
  readonly due: (() => void)[] = [];
  online = true;
  gone = 0;
  most = 0;
  private now = 0;

  readonly outbox = new Outbox({
    send: (message) => this.take(message),
    sent: () => undefined,
    changed: () => undefined,
    gone: () => void (this.gone += 1),
    online: () => this.online,
    later: (run, ms) => {
      this.waits.push(ms);
      this.due.push(run);
    },
  });

  say(...ids: string[]): void {
    for (const clientId of ids) this.outbox.add({ clientId, text: clientId, at: "", content: { text: clientId } });
  }

  /** Let everything that is under way or due happen. */
  async settle(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      for (const run of this.due.splice(0)) run();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private async take(message: Outgoing): Promise<ChatEvent> {
    this.now += 1;
    this.most = Math.max(this.most, this.now);
    await Promise.resolve();
    this.now -= 1;
    this.got.push(message.clientId);
    const fault = this.faults.shift();
    if (fault) throw fault;
    this.taken.push(message.clientId);
    return { seq: this.taken.length, kind: "message", author: "customer", at: "", client_id: message.clientId, body: {} };
  }
}

const away = (): ApiError => new ApiError("network", 0);

test("messages go out one at a time and in their order", async () => {
  const server = new Server();
  server.say("a", "b", "c");
  await server.settle();
  assert.deepEqual(server.taken, ["a", "b", "c"]);
  assert.equal(server.most, 1);
  assert.equal(server.outbox.items.length, 0);
});

test("a message that got lost is sent again under its own number, before the next", async () => {
  const server = new Server();
  server.faults.push(away(), new ApiError("unavailable", 503));
  server.say("a", "b");
  await server.settle();
  assert.deepEqual(server.got, ["a", "a", "a", "b"]);
  assert.deepEqual(server.taken, ["a", "b"]);
});

test("offline, messages wait; back online they go out by themselves", async () => {
  const server = new Server();
  server.online = false;
  server.say("a", "b");
  await server.settle();
  assert.deepEqual(server.got, []);
  assert.deepEqual(server.outbox.items.map(({ state }) => state), ["waiting", "waiting"]);
  server.online = true;
  server.outbox.revive();
  await server.settle();
  assert.deepEqual(server.taken, ["a", "b"]);
});

test("what the server will never take fails at once and does not hold up the rest", async () => {
  const server = new Server();
  server.faults.push(new ApiError("invalid-message", 422));
  server.say("a", "b");
  await server.settle();
  assert.deepEqual(server.taken, ["b"]);
  assert.deepEqual(server.outbox.items.map(({ clientId, state, why }) => [clientId, state, why]), [
    ["a", "failed", "invalid-message"],
  ]);
});

test("after some tries it is the customer's turn; trying again sends it once", async () => {
  const server = new Server();
  server.faults.push(...Array.from({ length: 6 }, away));
  server.say("a");
  await server.settle();
  assert.equal(server.outbox.items[0]?.state, "failed");
  server.outbox.retry("a");
  await server.settle();
  assert.deepEqual(server.taken, ["a"]);
});

test("what failed for lack of a network goes out when there is one again", async () => {
  const server = new Server();
  server.faults.push(...Array.from({ length: 6 }, away));
  server.say("a");
  await server.settle();
  server.outbox.revive();
  await server.settle();
  assert.deepEqual(server.taken, ["a"]);
});

test("told to wait, it waits as long as told", async () => {
  const server = new Server();
  server.faults.push(new ApiError("too-many-requests", 429, 7));
  server.say("a");
  await server.settle();
  assert.deepEqual(server.waits, [7000]);
  assert.deepEqual(server.taken, ["a"]);
});

test("a conversation that is not there any more keeps the message for the next one", async () => {
  const server = new Server();
  server.faults.push(new ApiError("not-your-conversation", 401));
  server.say("a");
  await server.settle();
  assert.equal(server.gone, 1);
  assert.equal(server.outbox.items[0]?.state, "waiting");
});

test("a message that was removed is not sent", async () => {
  const server = new Server();
  server.online = false;
  server.say("a", "b");
  server.outbox.discard("a");
  server.online = true;
  server.outbox.revive();
  await server.settle();
  assert.deepEqual(server.got, ["b"]);
});
