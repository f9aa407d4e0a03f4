/* Amends, Apache-2.0. */
"use strict";(()=>{var l=class extends Error{constructor(e,t,o=null,i=null){super(`${e} ${t}`);this.kind=e;this.status=t;this.retryAfter=o;this.sentence=i}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},p=class{constructor(n,e=null){this.base=n;this.identity=e}look(n){return this.json(`/v1/merchants/${encodeURIComponent(n)}/widget`,{})}async open(n,e){let t={merchant:n,language:e};if(!this.identity)return this.json("/v1/conversations",u(t));try{return await this.json("/v1/conversations",u({...t,identity:this.identity}))}catch(o){if(!(o instanceof l)||o.kind!=="identity-not-signed")throw o;return this.json("/v1/conversations",u(t))}}headers(){return{}}async call(n,e){let t;try{let o={...this.headers(),...e.headers};t=await fetch(this.base+n,{...e,headers:o,credentials:"omit"})}catch{throw new l(e.signal?.aborted?"aborted":"network",0)}if(!t.ok)throw k(t.status,await t.text(),t.headers.get("Retry-After"));return t}async json(n,e){return await(await this.call(n,e)).json()}},m=class extends p{constructor(e,t,o){super(e);this.id=t;this.secret=o;this.path=`/v1/conversations/${t}`}send(e,t){return this.json(`${this.path}/messages`,u({...e,client_id:t}))}page(e,t,o){return this.json(`${this.path}/events?after=${e}&wait=${t}`,o?{signal:o}:{})}standing(){return this.json(this.path,{})}links(e){return this.json(`${this.path}/files/${e}`,{})}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(e,t){return this.call(`${this.path}/stream?after=${e}`,{signal:t,headers:{Accept:"text/event-stream"}})}upload(e,t,o,i){return new Promise((d,h)=>{let s=new XMLHttpRequest,a=new FormData;a.append("client_id",t),a.append("file",e,e.name||"picture.png"),s.open("POST",`${this.base}${this.path}/files`),s.setRequestHeader("Authorization",`Bearer ${this.secret}`),s.upload.onprogress=c=>c.lengthComputable&&o(c.loaded/c.total),s.onload=()=>s.status<300?d(JSON.parse(s.responseText)):h(k(s.status,s.responseText,s.getResponseHeader("Retry-After"))),s.onerror=s.ontimeout=()=>h(new l("network",0)),s.onabort=()=>h(new l("aborted",0)),i.addEventListener("abort",()=>s.abort()),s.send(a)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function u(r){return{method:"POST",body:JSON.stringify(r),headers:{"Content-Type":"application/json"}}}function k(r,n,e){let t={};try{t=JSON.parse(n)}catch{}let o=t.type?.split(":").pop()??`http-${r}`;return new l(o,r,e&&Number(e)||null,t.sentence??null)}function x(r,n){for(let e of r){let t=e?.toLowerCase().split("-")[0]??"",o=t==="no"||t==="nn"?"nb":t;if(n.includes(o))return o}return n[0]??"en"}var b=class{constructor(n,e=C()){this.shelf=e;this.key=`amends:${n}`}read(){try{let n=JSON.parse(this.shelf?.getItem(this.key)??"null");return n?.id&&n.secret?{...n,seen:n.seen??0,unsent:n.unsent??[]}:null}catch{return null}}write(n){try{this.shelf?.setItem(this.key,JSON.stringify(n))}catch{}}change(n){let e=this.read();e&&this.write({...e,...n})}forget(){try{this.shelf?.removeItem(this.key)}catch{}}};function S(r,n){return new b(n?`${r}:${R(n)}`:r)}function R(r){try{let n=(r.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),{sub:e}=JSON.parse(atob(n));return typeof e=="string"?e:r}catch{return r}}function C(){try{return localStorage}catch{return null}}var y={en:{open:"Open the chat",unread:["1 unread message","{count} unread messages"],failed:"The chat could not be loaded. Press again."},nl:{open:"Chat openen",unread:["1 ongelezen bericht","{count} ongelezen berichten"],failed:"De chat kon niet worden geladen. Druk nogmaals."},nb:{open:"Åpne chatten",unread:["1 ulest melding","{count} uleste meldinger"],failed:"Chatten kunne ikke lastes. Trykk igjen."}};var E=`
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
`;function L(r,n=3e4,e=Math.random){let t=Math.min(n,500*2**Math.min(r,10));return t/2+t/2*e()}var g=class{constructor(){this.bySeq=new Map;this.complete=0}add(n){let e=[];for(let t of n)this.bySeq.has(t.seq)||(this.bySeq.set(t.seq,t),e.push(t));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return e}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}inOrder(){return[...this.bySeq.values()].sort((n,e)=>n.seq-e.seq)}has(n){for(let e of this.bySeq.values())if(e.client_id===n)return!0;return!1}unreadAfter(n){return this.inOrder().filter(e=>e.seq>n&&$(e)).length}};function $(r){return r.author!=="customer"&&(r.kind==="reply"||r.kind==="notice")}var O=25;async function A(r,n,e,t){let o=n.read();if(!o)return;let i=new m(r.base,o.id,o.secret),d=new g,h=o.seen;for(let s=0;!t.aborted;){await T(t);try{let a=await i.page(h,O,t);d.add(a.events),h=Math.max(h,d.last),s=0,t.aborted||e(d.unreadAfter(n.read()?.seen??0))}catch(a){if(!(a instanceof l))throw a;if(t.aborted||a.status===401)return;await new Promise(c=>setTimeout(c,L(++s,6e4)))}}}function T(r){if(document.hidden)return new Promise(n=>{document.addEventListener("visibilitychange",()=>n(),{once:!0,signal:r}),r.addEventListener("abort",()=>n(),{once:!0})})}var M='<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="M4 5.500h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8L7 21.500v-4H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z"/><path d="M8 10h8M8 13.500h5"/></svg>',f=class extends HTMLElement{constructor(){super(...arguments);this.language="en";this.panel=null;this.opener=null;this.closing=new AbortController}async begin(e){this.options=e,this.memory=S(e.merchant,e.api.identity),this.look=await e.api.look(e.merchant);let t=document.documentElement.lang,o=[e.language,this.memory.read()?.language,t,...navigator.languages];this.language=x(o,this.look.languages),this.words=y[this.language]??y.en,this.draw(),this.followTheme(),A(e.api,this.memory,i=>this.showUnread(i),this.closing.signal)}async open(e=null){if(this.opener=e??this.button,!this.panel){this.button.ariaBusy="true";try{let t=await import(this.options.panel);this.panel=t.create({base:this.options.api.base,identity:this.options.api.identity,look:this.look,language:this.language,closed:()=>this.closed(),unread:o=>this.showUnread(o)})}catch{this.say(this.words.failed);return}finally{this.button.ariaBusy=null}this.closing.abort(),this.followTheme(),this.panel.setAttribute("position",this.look.position),this.shadowRoot.append(this.panel)}this.button.hidden=!0,this.showUnread(0),this.panel.open()}closed(){this.button.hidden=!1,(this.opener?.isConnected?this.opener:this.button).focus()}draw(){let e=this.attachShadow({mode:"open"}),t=new CSSStyleSheet;t.replaceSync(E),e.adoptedStyleSheets=[t],e.innerHTML=`<button type="button" aria-haspopup="dialog">${M}<span class="count" aria-hidden="true" hidden></span></button><span role="status"></span>`,this.button=e.querySelector("button"),this.button.addEventListener("click",()=>{this.open()}),this.lang=this.language,this.setAttribute("position",this.look.position),this.style.zIndex="2147483000",this.style.position="relative";let{colour:o,ink:i,colour_dark:d,ink_dark:h}=this.look,s={"brand-light":o,"ink-light":i,"brand-dark":d,"ink-dark":h};for(let[a,c]of Object.entries(s))this.style.setProperty(`--${a}`,c);this.showUnread(0)}showUnread(e){let t=this.shadowRoot.querySelector(".count");t.hidden=e===0,t.textContent=e>9?"9+":String(e);let[o,i]=this.words.unread,d=e===1?o:i.replace("{count}",String(e));this.button.setAttribute("aria-label",e?`${this.words.open}. ${d}`:this.words.open),this.say(e?d:"")}say(e){this.shadowRoot.querySelector("[role=status]").textContent=e}followTheme(){let e=matchMedia("(prefers-color-scheme: dark)"),t=()=>{let o=this.options.theme??(e.matches?"dark":"light");for(let i of[this,this.panel])i?.setAttribute("theme",o)};t(),e.onchange=t}};var w=document.currentScript,{merchant:v,language:I,theme:q,api:j,identity:U}=w.dataset;function P(){if(!v){console.error("widget.js: the script tag needs data-merchant.");return}customElements.get("amends-chat")||customElements.define("amends-chat",f);let r=document.createElement("amends-chat");document.body.append(r);let n=new URL("panel.js?v=260614aa69bc",w.src).href,e=(j??new URL(w.src).origin).replace(/\/$/,"");r.begin({api:new p(e,U||null),merchant:v,panel:n,language:I,theme:q}).catch(t=>{if(r.remove(),!(t instanceof l))throw t;console.error(`widget.js: ${e} does not show merchant ${v} (${t.message}).`)}),document.addEventListener("click",t=>{let o=t.target instanceof Element?t.target.closest("[data-amends-open]"):null;o&&(t.preventDefault(),r.open(o))})}document.body?P():document.addEventListener("DOMContentLoaded",P);})();
