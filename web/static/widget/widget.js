/* Amends, Apache-2.0. */
"use strict";(()=>{var d=class extends Error{constructor(e,t,r=null,a=null,o=null){super(`${e} ${t}`);this.kind=e;this.status=t;this.retryAfter=r;this.sentence=a;this.challenge=o}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},u=class{constructor(n,e=null){this.base=n;this.identity=e}look(n){return this.json(`/v1/merchants/${encodeURIComponent(n)}/widget`,{})}open(n,e,t,r){return this.asSignedIn("/v1/conversations",{merchant:n,language:e,known:t,proof:r})}async help(n,e,t){let r=new URLSearchParams({language:e,words:t}),a=`/v1/merchants/${encodeURIComponent(n)}/help?${r}`;return(await this.json(a,{})).articles}async history(n,e){let t=`/v1/merchants/${encodeURIComponent(n)}/history`;return(await this.asSignedIn(t,{known:e})).conversations}async asSignedIn(n,e){if(!this.identity)return this.json(n,p(e));try{return await this.json(n,p({...e,identity:this.identity}))}catch(t){if(!(t instanceof d)||t.kind!=="identity-not-signed")throw t;return this.json(n,p(e))}}headers(){return{}}async call(n,e){let t;try{let r={...this.headers(),...e.headers};t=await fetch(this.base+n,{...e,headers:r,credentials:"omit"})}catch{throw new d(e.signal?.aborted?"aborted":"network",0)}if(!t.ok)throw v(t.status,await t.text(),t.headers.get("Retry-After"));return t}async json(n,e){return await(await this.call(n,e)).json()}},m=class extends u{constructor(e,t,r){super(e);this.id=t;this.secret=r;this.path=`/v1/conversations/${t}`}send(e,t){return this.json(`${this.path}/messages`,p({...e,client_id:t}))}page(e,t,r){return this.json(`${this.path}/events?after=${e}&wait=${t}`,r?{signal:r}:{})}standing(){return this.json(this.path,{})}links(e){return this.json(`${this.path}/files/${e}`,{})}async speak(e){await this.call(`${this.path}/language`,p({language:e}))}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(e,t){return this.call(`${this.path}/stream?after=${e}`,{signal:t,headers:{Accept:"text/event-stream"}})}upload(e,t,r,a){return new Promise((o,h)=>{let s=new XMLHttpRequest,l=new FormData;l.append("client_id",t),l.append("file",e,e.name||"picture.png"),s.open("POST",`${this.base}${this.path}/files`),s.setRequestHeader("Authorization",`Bearer ${this.secret}`),s.upload.onprogress=c=>c.lengthComputable&&r(c.loaded/c.total),s.onload=()=>s.status<300?o(JSON.parse(s.responseText)):h(v(s.status,s.responseText,s.getResponseHeader("Retry-After"))),s.onerror=s.ontimeout=()=>h(new d("network",0)),s.onabort=()=>h(new d("aborted",0)),a.addEventListener("abort",()=>s.abort()),s.send(l)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function p(i){return{method:"POST",body:JSON.stringify(i),headers:{"Content-Type":"application/json"}}}function v(i,n,e){let t={};try{t=JSON.parse(n)}catch{}let r=t.type?.split(":").pop()??`http-${i}`,a=e&&Number(e)||null;return new d(r,i,a,t.sentence??null,t.challenge??null)}function S(i,n){for(let e of i){let t=e?.toLowerCase().split("-")[0]??"",r=t==="no"||t==="nn"?"nb":t;if(n.includes(r))return r}return n[0]??"en"}var b=class{constructor(n,e=D()){this.shelf=e;this.key=`amends:${n}`}read(){try{let n=JSON.parse(this.shelf?.getItem(this.key)??"null");return n?.id&&n.secret?{...n,seen:n.seen??0,unsent:n.unsent??[]}:null}catch{return null}}write(n){try{this.shelf?.setItem(this.key,JSON.stringify(n))}catch{}}change(n){let e=this.read();e&&this.write({...e,...n})}forget(){this.remove(this.key)}putBy(){let n=this.read();if(!n)return;let e=this.earlier().filter(({id:t})=>t!==n.id);this.keep([{id:n.id,secret:n.secret},...e].slice(0,19)),this.forget()}earlier(){try{return JSON.parse(this.shelf?.getItem(this.earlierKey)??"[]").filter(({id:e,secret:t})=>e&&t)}catch{return[]}}forgetAll(){this.forget(),this.remove(this.earlierKey)}get earlierKey(){return`${this.key}:earlier`}keep(n){try{this.shelf?.setItem(this.earlierKey,JSON.stringify(n))}catch{}}remove(n){try{this.shelf?.removeItem(n)}catch{}}};function E(i,n){return new b(n?`${i}:${R(n)}`:i)}function R(i){try{let n=(i.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),{sub:e}=JSON.parse(atob(n));return typeof e=="string"?e:i}catch{return i}}function D(){try{return localStorage}catch{return null}}var x={open:"Chat öffnen",unread:["1 ungelesene Nachricht","{count} ungelesene Nachrichten"],failed:"Der Chat konnte nicht geladen werden. Bitte noch einmal drücken."};var A={open:"Öppna chatten",unread:["1 oläst meddelande","{count} olästa meddelanden"],failed:"Chatten kunde inte laddas. Tryck igen."};var C={de:x,sv:A};var k={en:{open:"Open the chat",unread:["1 unread message","{count} unread messages"],failed:"The chat could not be loaded. Press again."},nl:{open:"Chat openen",unread:["1 ongelezen bericht","{count} ongelezen berichten"],failed:"De chat kon niet worden geladen. Druk nogmaals."},nb:{open:"Åpne chatten",unread:["1 ulest melding","{count} uleste meldinger"],failed:"Chatten kunne ikke lastes. Trykk igjen."},...C};var L=`
:host {
  all: initial;
  --brand: var(--brand-light);
  --ink: var(--ink-light);
}
:host([theme="dark"]) {
  --brand: var(--brand-dark);
  --ink: var(--ink-dark);
}
button {
  position: fixed;
  inset-block-end: 20px;
  inset-inline-end: 20px;
  inline-size: 60px;
  block-size: 60px;
  display: grid;
  place-items: center;
  padding: 0;
  border: 2px solid #fff;
  border-radius: 50%;
  background: var(--brand);
  color: var(--ink);
  box-shadow: 0 4px 18px rgb(0 0 0 / .3);
  cursor: pointer;
}
:host([theme="dark"]) button { border-color: #171a1f; }
:host([position="start"]) button { inset-inline: 20px auto; }
button[hidden] { display: none; }
button:hover { filter: brightness(1.08); }
button:focus-visible { outline: 3px solid var(--brand); outline-offset: 3px; }
button[aria-busy="true"] svg { opacity: .4; }
@media (prefers-reduced-motion: no-preference) {
  button { transition: transform .15s; }
  button:hover { transform: scale(1.05); }
}
.count {
  position: absolute;
  inset-block-start: -6px;
  inset-inline-end: -6px;
  min-inline-size: 14px;
  padding: 3px 5px;
  border-radius: 12px;
  background: #c01f2e;
  color: #fff;
  border: 2px solid #fff;
  font: 600 13px/14px system-ui, sans-serif;
  text-align: center;
}
.count[hidden] { display: none; }
[role="status"] {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
`;function M(i,n=3e4,e=Math.random){let t=Math.min(n,500*2**Math.min(i,10));return t/2+t/2*e()}var g=class{constructor(){this.bySeq=new Map;this.complete=0}add(n){let e=[];for(let t of n)this.bySeq.has(t.seq)||(this.bySeq.set(t.seq,t),e.push(t));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return e}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}get language(){return this.inOrder().findLast(n=>n.body.language)?.body.language}inOrder(){return[...this.bySeq.values()].sort((n,e)=>n.seq-e.seq)}has(n){for(let e of this.bySeq.values())if(e.client_id===n)return!0;return!1}unreadAfter(n){return this.inOrder().filter(e=>e.seq>n&&I(e)).length}};function I(i){return i.author!=="customer"&&(i.kind==="reply"||i.kind==="notice")}var $=25;async function P(i,n,e,t){let r=n.read();if(!r)return;let a=new m(i.base,r.id,r.secret),o=new g,h=r.seen;for(let s=0;!t.aborted;){await H(t);try{let l=await a.page(h,$,t);o.add(l.events),h=Math.max(h,o.last),s=0,t.aborted||e(o.unreadAfter(n.read()?.seen??0))}catch(l){if(!(l instanceof d))throw l;if(t.aborted||l.status===401)return;await new Promise(c=>setTimeout(c,M(++s,6e4)))}}}function H(i){if(document.hidden)return new Promise(n=>{document.addEventListener("visibilitychange",()=>n(),{once:!0,signal:i}),i.addEventListener("abort",()=>n(),{once:!0})})}var B='<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="M4 5.500h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8L7 21.500v-4H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z"/><path d="M8 10h8M8 13.500h5"/></svg>',f=class extends HTMLElement{constructor(){super(...arguments);this.language="en";this.panel=null;this.opener=null;this.closing=new AbortController}async begin(e){this.options=e,this.memory=E(e.merchant,e.api.identity),this.look=await e.api.look(e.merchant);let t=document.documentElement.lang,r=[this.memory.read()?.language,e.language,t,...navigator.languages];this.speak(S(r,this.look.languages)),this.draw(),this.followTheme(),P(e.api,this.memory,a=>this.showUnread(a),this.closing.signal)}async open(e=null){if(this.opener=e??this.button,!this.panel){this.button.ariaBusy="true";try{let t=await import(this.options.panel);this.panel=t.create({base:this.options.api.base,identity:this.options.api.identity,look:this.look,language:this.language,spoken:r=>this.speak(r),closed:()=>this.closed(),unread:r=>this.showUnread(r)})}catch{this.say(this.words.failed);return}finally{this.button.ariaBusy=null}this.closing.abort(),this.followTheme(),this.panel.setAttribute("position",this.look.position),this.shadowRoot.append(this.panel)}this.button.hidden=!0,this.showUnread(0),this.panel.open()}speak(e){this.lang=this.language=e,this.words=k[e]??k.en}closed(){this.button.hidden=!1,(this.opener?.isConnected?this.opener:this.button).focus()}draw(){let e=this.attachShadow({mode:"open"}),t=new CSSStyleSheet;t.replaceSync(L),e.adoptedStyleSheets=[t],e.innerHTML=`<button type="button" aria-haspopup="dialog">${B}<span class="count" aria-hidden="true" hidden></span></button><span role="status"></span>`,this.button=e.querySelector("button"),this.button.addEventListener("click",()=>{this.open()}),this.setAttribute("position",this.look.position),this.style.zIndex="2147483000",this.style.position="relative";let{colour:r,ink:a,colour_dark:o,ink_dark:h}=this.look,s={"brand-light":r,"ink-light":a,"brand-dark":o,"ink-dark":h};for(let[l,c]of Object.entries(s))this.style.setProperty(`--${l}`,c);this.showUnread(0)}showUnread(e){let t=this.shadowRoot.querySelector(".count");t.hidden=e===0,t.textContent=e>9?"9+":String(e);let[r,a]=this.words.unread,o=e===1?r:a.replace("{count}",String(e));this.button.setAttribute("aria-label",e?`${this.words.open}. ${o}`:this.words.open),this.say(e?o:"")}say(e){this.shadowRoot.querySelector("[role=status]").textContent=e}followTheme(){let e=matchMedia("(prefers-color-scheme: dark)"),t=()=>{let r=this.options.theme??(e.matches?"dark":"light");for(let a of[this,this.panel])a?.setAttribute("theme",r)};t(),e.onchange=t}};var w=document.currentScript,{merchant:y,language:F,theme:U,api:j,identity:W}=w.dataset;function T(){if(!y){console.error("widget.js: the script tag needs data-merchant.");return}customElements.get("amends-chat")||customElements.define("amends-chat",f);let i=document.createElement("amends-chat");document.body.append(i);let n=new URL("panel.js?v=145423ad8a4f",w.src).href,e=(j??new URL(w.src).origin).replace(/\/$/,"");i.begin({api:new u(e,W||null),merchant:y,panel:n,language:F,theme:U}).catch(t=>{if(i.remove(),!(t instanceof d))throw t;console.error(`widget.js: ${e} does not show merchant ${y} (${t.message}).`)}),document.addEventListener("click",t=>{let r=t.target instanceof Element?t.target.closest("[data-amends-open]"):null;r&&(t.preventDefault(),i.open(r))})}document.body?T():document.addEventListener("DOMContentLoaded",T);})();
