/**
 * What the merchant's page loads:
 *   <script src="https://chat.example.com/widget/widget.js" data-merchant="norrnet" async></script>
 * A website that vouches for its customer adds data-identity, a signed token.
 * Further attributes: data-language, data-theme (light or dark), data-api (where the chat API is, if elsewhere).
 */

import { Api, ApiError } from "../core/api.ts";
import { AmendsChat } from "./element.ts";

declare const PANEL_VERSION: string;

const script = document.currentScript as HTMLScriptElement;
const { merchant, language, theme, api, identity } = script.dataset;

function start(): void {
  if (!merchant) {
    console.error("widget.js: the script tag needs data-merchant.");
    return;
  }
  if (!customElements.get("amends-chat")) customElements.define("amends-chat", AmendsChat);
  const chat = document.createElement("amends-chat") as AmendsChat;
  document.body.append(chat);
  const panel = new URL(`panel.js?v=${PANEL_VERSION}`, script.src).href;
  const base = (api ?? new URL(script.src).origin).replace(/\/$/, "");
  chat.begin({ api: new Api(base, identity || null), merchant, panel, language, theme }).catch((fault: unknown) => {
    chat.remove();
    if (!(fault instanceof ApiError)) throw fault;
    console.error(`widget.js: ${base} does not show merchant ${merchant} (${fault.message}).`);
  });
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-amends-open]") : null;
    if (!opener) return;
    event.preventDefault();
    void chat.open(opener);
  });
}

if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);
