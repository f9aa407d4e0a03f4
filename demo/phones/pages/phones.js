// The phone's page: shows what arrived, and sends what the visitor does. Everything that arrives is text.
"use strict";

const LOOK_MS = 700;
const lines = document.getElementById("lines");
const state = document.getElementById("state");
const text = document.getElementById("text");
const subject = document.getElementById("subject");
const photo = document.getElementById("photo");
const voice = document.getElementById("voice");
const block = document.getElementById("block");
const sendButton = document.getElementById("send");
let shown = "";
let fault = "";
let editing = null; // the place of the line that is being changed

function own() {
  let number = sessionStorage.getItem("phone");
  if (!number) {
    number = String(10000000 + crypto.getRandomValues(new Uint32Array(1))[0] % 90000000);
    sessionStorage.setItem("phone", number);
  }
  return number;
}

const chosen = () => document.querySelector("input[name=kind]:checked");
const place = () => `/phones/${chosen().value}/${own()}`;
const isMail = () => "mail" in chosen().dataset;

async function post(where, body, type = "application/json") {
  const headers = { "X-Demo-Phone": "1", "Content-Type": type };
  try {
    const answer = await fetch(where, { method: "POST", headers, body });
    if (answer.ok) return answer;
    const said = (await answer.json()).detail;
    fault = typeof said === "string" ? said : "not sent";
  } catch {
    fault = "not sent: the demo does not answer";
  }
  return null;
}

async function send(what, body, type) {
  state.textContent = "sending …";
  fault = "";
  await post(`${place()}/${what}`, body, type);
  await look();
}

function button(title, act, className = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = title;
  made.className = className;
  made.addEventListener("click", act);
  return made;
}

function edits(number, words) {
  editing = number;
  if (words !== undefined) text.value = words;
  sendButton.textContent = number === null ? "Send" : "Change";
  if (number !== null) text.focus();
}

function drawn(line, number) {
  const item = document.createElement("li");
  if (line.subject) {
    const heading = document.createElement("strong");
    heading.textContent = line.subject;
    item.append(heading);
  }
  if (line.has_file) item.append(sentFile(line, number));
  else item.append(line.now === "deleted" ? "(deleted)" : line.text);
  if (line.now === "edited") item.append(" (edited)");
  if (line.mine) item.className = line.lost ? "mine lost" : "mine";
  if (line.lost) item.append("\n(not delivered)");
  if (line.choices.length) {
    const choices = document.createElement("div");
    choices.className = "choices";
    for (const [title, token] of line.choices) {
      choices.append(button(title, () => send("press", JSON.stringify({ token }))));
    }
    item.append(choices);
  }
  if (line.can.length) item.append(gestures(line, number));
  return item;
}

function sentFile(line, number) {
  const link = document.createElement("a");
  link.href = `${place()}/lines/${number}/file`;
  link.target = "_blank";
  const picture = document.createElement("img");
  picture.alt = line.text;
  picture.src = link.href;
  picture.addEventListener("error", () => picture.replaceWith(line.text));
  link.append(picture);
  return link;
}

function gestures(line, number) {
  const row = document.createElement("div");
  row.className = "gestures";
  if (line.can.includes("edit")) row.append(button("Edit", () => edits(number, line.text), "small"));
  if (line.can.includes("delete")) {
    row.append(button("Delete", () => send(`lines/${number}/delete`, ""), "small"));
  }
  return row;
}

async function look() {
  const asked = place();
  try {
    const found = await (await fetch(asked)).json();
    if (asked !== place()) return;
    state.textContent = fault || (found.ready ? "connected" : "connecting …");
    const now = asked + JSON.stringify(found.lines);
    if (now === shown) return;
    shown = now;
    lines.classList.toggle("mails", isMail());
    lines.replaceChildren(...found.lines.map(drawn));
    lines.scrollTop = lines.scrollHeight;
  } catch {
    state.textContent = "the demo does not answer";
  }
}

document.getElementById("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const said = text.value.trim();
  if (!said) return;
  const named = subject.value.trim();
  text.value = subject.value = "";
  const changes = editing;
  edits(null);
  if (changes === null) send("say", JSON.stringify({ text: said, subject: named }));
  else send(`lines/${changes}/edit`, JSON.stringify({ text: said }));
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && editing !== null) edits(null, "");
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || isMail()) return;
  event.preventDefault();
  document.getElementById("write").requestSubmit();
});
photo.addEventListener("change", () => {
  const [file] = photo.files;
  if (!file) return;
  const words = new URLSearchParams({ caption: text.value.trim(), subject: subject.value.trim() });
  text.value = subject.value = "";
  send(`photo?${words}`, file, file.type || "application/octet-stream").then(() => { photo.value = ""; });
});
voice.addEventListener("click", () => send("voice", ""));
block.addEventListener("click", () => send("block", ""));
function changed() {
  fault = "";
  if (editing !== null) edits(null, "");
  voice.hidden = !("voice" in chosen().dataset);
  block.hidden = !("block" in chosen().dataset);
  subject.hidden = !isMail();
  if (!isMail()) subject.value = "";
  look();
}

async function begin(story) {
  fault = "";
  const answer = await post(`/stories/${story.value}`, "");
  if (answer) {
    const first = await answer.json();
    text.value = first.text;
    if (isMail()) subject.value = first.subject;
  }
  text.focus();
  await look();
}

document.querySelectorAll("input[name=kind]").forEach((each) => each.addEventListener("change", changed));
document.querySelectorAll(".story").forEach((each) => each.addEventListener("click", () => begin(each)));
document.getElementById("anew").addEventListener("click", () => { sessionStorage.removeItem("phone"); look(); });

async function keepLooking() {
  await look();
  setTimeout(keepLooking, LOOK_MS);
}
changed();
keepLooking();
