// The phone's page: shows what arrived, and sends what the visitor does. Everything that arrives is text.
"use strict";

const LOOK_MS = 700;
const lines = document.getElementById("lines");
const state = document.getElementById("state");
const text = document.getElementById("text");
const photo = document.getElementById("photo");
let shown = "";

function own() {
  let number = sessionStorage.getItem("phone");
  if (!number) {
    number = String(10000000 + crypto.getRandomValues(new Uint32Array(1))[0] % 90000000);
    sessionStorage.setItem("phone", number);
  }
  return number;
}

const kind = () => document.querySelector("input[name=kind]:checked").value;
const place = () => `/phones/${kind()}/${own()}`;

async function send(what, body, type = "application/json") {
  state.textContent = "sending …";
  const headers = { "X-Demo-Phone": "1", "Content-Type": type };
  try {
    const answer = await fetch(`${place()}/${what}`, { method: "POST", headers, body });
    if (!answer.ok) state.textContent = (await answer.json()).detail || "not sent";
  } catch {
    state.textContent = "not sent: the demo does not answer";
  }
  await look();
}

function drawn(line) {
  const item = document.createElement("li");
  item.textContent = line.text;
  if (line.mine) item.className = line.lost ? "mine lost" : "mine";
  if (line.lost) item.append("\n(not delivered)");
  if (line.choices.length) {
    const choices = document.createElement("div");
    choices.className = "choices";
    for (const [title, token] of line.choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = title;
      button.addEventListener("click", () => send("press", JSON.stringify({ token })));
      choices.append(button);
    }
    item.append(choices);
  }
  return item;
}

async function look() {
  const asked = place();
  try {
    const found = await (await fetch(asked)).json();
    if (asked !== place()) return;
    state.textContent = found.ready ? "connected" : "connecting …";
    const now = asked + JSON.stringify(found.lines);
    if (now === shown) return;
    shown = now;
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
  text.value = "";
  send("say", JSON.stringify({ text: said }));
});
photo.addEventListener("change", () => {
  const [file] = photo.files;
  if (!file) return;
  const caption = encodeURIComponent(text.value.trim());
  text.value = "";
  send(`photo?caption=${caption}`, file, file.type || "application/octet-stream").then(() => { photo.value = ""; });
});
document.querySelectorAll("input[name=kind]").forEach((each) => each.addEventListener("change", look));
document.getElementById("anew").addEventListener("click", () => { sessionStorage.removeItem("phone"); look(); });

async function keepLooking() {
  await look();
  setTimeout(keepLooking, LOOK_MS);
}
keepLooking();
