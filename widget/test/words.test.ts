import assert from "node:assert/strict";
import { test } from "node:test";
import { choose } from "../src/core/language.ts";
import { clockTime, day } from "../src/core/moments.ts";
import { blocks, clause, segments } from "../src/core/text.ts";
import { CATALOGUE } from "../src/locales/index.ts";
import { LAUNCHER_WORDS } from "../src/locales/launcher.ts";

const special = (text: string): string[] => segments(text).filter(({ kind }) => kind !== "plain").map((one) => one.text);

test("numbers of orders and cases are picked out, and what only looks so is not", () => {
  assert.deepEqual(special("Order NN-10006, case AM-FXTYVVF."), ["NN-10006", "AM-FXTYVVF"]);
  assert.deepEqual(special("NORR-1234 and IT-1234567890, not NORRN-1234"), ["NORR-1234", "IT-1234567890"]);
  assert.deepEqual(special("xNN-10006 NN-10006-7 nn-10006 NN-12 AM-WITHOUT +31-20123456"), []);
});

test("links end before the sentence does", () => {
  assert.deepEqual(special("See https://example.com/a?b=1. Or (https://example.com/c)!"), [
    "https://example.com/a?b=1", "https://example.com/c",
  ]);
});

test("no other address becomes a link", () => {
  assert.deepEqual(special("javascript:alert(1) data:text/html,x file:///etc https:// http://"), []);
});

test("the pieces together are the text, whatever it is", () => {
  for (const text of ["", "<b>&amp;</b>", "a https://x.y/ NN-12345 b", "https://x.y/NN-12345", "NN-12345NN-12345", "😀 IT-10001"]) {
    assert.equal(segments(text).map((one) => one.text).join(""), text);
  }
});

test("lines with a bullet make a list", () => {
  assert.deepEqual(blocks("Done:\n• one\n• two\nWhy"), [
    { list: false, lines: ["Done:"] },
    { list: true, lines: ["one", "two"] },
    { list: false, lines: ["Why"] },
  ]);
});

test("every language has the same words with the same blanks, and none is empty", () => {
  const blanks = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  const { en, ...others } = CATALOGUE;
  assert.deepEqual(Object.keys(CATALOGUE).sort(), ["de", "en", "nb", "nl", "sv"]);
  assert.deepEqual(Object.keys(LAUNCHER_WORDS).sort(), Object.keys(CATALOGUE).sort());
  for (const { open, unread, failed } of Object.values(LAUNCHER_WORDS)) {
    assert.deepEqual([unread.length, unread[1].includes("{count}")], [2, true]);
    for (const text of [open, ...unread, failed]) assert.notEqual(text.trim(), "");
  }
  for (const words of Object.values(others)) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(en!).sort());
    for (const [name, text] of Object.entries(words)) {
      assert.notEqual(text.trim(), "");
      assert.deepEqual(blanks(text), blanks(en![name as keyof typeof en]), name);
    }
  }
});

test("the language is the first wish that is offered, in whatever spelling", () => {
  const offered = ["en", "nb", "nl"];
  assert.equal(choose([undefined, "no-NO", "en"], offered), "nb");
  assert.equal(choose(["nn"], offered), "nb");
  assert.equal(choose(["de", "nl-BE"], offered), "nl");
  assert.equal(choose(["de", null, ""], offered), "en");
});

test("days are told as a customer would", () => {
  const now = new Date(2026, 10, 22, 0, 5);
  assert.equal(day(new Date(2026, 10, 22, 23, 59), now, "en"), "Today");
  assert.equal(day(new Date(2026, 10, 21, 23, 59), now, "nl"), "Gisteren");
  assert.equal(day(new Date(2026, 10, 20, 12, 0), now, "nb"), "Fredag 20. november");
  assert.equal(clockTime(new Date(2026, 10, 20, 14, 5), "en"), "14:05");
});

test("quotations of a policy are told from other lists", () => {
  const quoted = "Refunds of the full price (§ 3.2): We pay back: what was paid.";
  assert.deepEqual(clause(quoted), ["Refunds of the full price (§ 3.2)", "We pay back: what was paid."]);
  for (const line of ["Pay NOK 490.00 back to your card", "§ 3.2 says so", "Amount: 5 (see § 3)"]) assert.equal(clause(line), null);
});
