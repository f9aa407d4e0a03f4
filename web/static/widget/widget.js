/* Amends, Apache-2.0. */
"use strict";(()=>{var d=class extends Error{constructor(e,t,r=null,i=null,a=null){super(`${e} ${t}`);this.kind=e;this.status=t;this.retryAfter=r;this.sentence=i;this.challenge=a}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},u=class{constructor(n,e=null){this.base=n;this.identity=e}look(n){return this.json(`/v1/merchants/${encodeURIComponent(n)}/widget`,{})}open(n,e,t,r){return this.asSignedIn("/v1/conversations",{merchant:n,language:e,known:t,proof:r})}async help(n,e,t){let r=new URLSearchParams({language:e,words:t}),i=`/v1/merchants/${encodeURIComponent(n)}/help?${r}`;return(await this.json(i,{})).articles}async history(n,e){let t=`/v1/merchants/${encodeURIComponent(n)}/history`;return(await this.asSignedIn(t,{known:e})).conversations}async asSignedIn(n,e){if(!this.identity)return this.json(n,p(e));try{return await this.json(n,p({...e,identity:this.identity}))}catch(t){if(!(t instanceof d)||t.kind!=="identity-not-signed")throw t;return this.json(n,p(e))}}headers(){return{}}async call(n,e){let t;try{let r={...this.headers(),...e.headers};t=await fetch(this.base+n,{...e,headers:r,credentials:"omit"})}catch{throw new d(e.signal?.aborted?"aborted":"network",0)}if(!t.ok)throw k(t.status,await t.text(),t.headers.get("Retry-After"));return t}async json(n,e){return await(await this.call(n,e)).json()}},m=class extends u{constructor(e,t,r){super(e);this.id=t;this.secret=r;this.path=`/v1/conversations/${t}`}send(e,t){return this.json(`${this.path}/messages`,p({...e,client_id:t}))}page(e,t,r){return this.json(`${this.path}/events?after=${e}&wait=${t}`,r?{signal:r}:{})}standing(){return this.json(this.path,{})}links(e){return this.json(`${this.path}/files/${e}`,{})}async speak(e){await this.call(`${this.path}/language`,p({language:e}))}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(e,t){return this.call(`${this.path}/stream?after=${e}`,{signal:t,headers:{Accept:"text/event-stream"}})}upload(e,t,r,i){return new Promise((a,h)=>{let o=new XMLHttpRequest,l=new FormData;l.append("client_id",t),l.append("file",e,e.name||"picture.png"),o.open("POST",`${this.base}${this.path}/files`),o.setRequestHeader("Authorization",`Bearer ${this.secret}`),o.upload.onprogress=c=>c.lengthComputable&&r(c.loaded/c.total),o.onload=()=>o.status<300?a(JSON.parse(o.responseText)):h(k(o.status,o.responseText,o.getResponseHeader("Retry-After"))),o.onerror=o.ontimeout=()=>h(new d("network",0)),o.onabort=()=>h(new d("aborted",0)),i.addEventListener("abort",()=>o.abort()),o.send(l)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function p(s){return{method:"POST",body:JSON.stringify(s),headers:{"Content-Type":"application/json"}}}function k(s,n,e){let t={};try{t=JSON.parse(n)}catch{}let r=t.type?.split(":").pop()??`http-${s}`,i=e&&Number(e)||null;return new d(r,s,i,t.sentence??null,t.challenge??null)}function S(s,n){for(let e of s){let t=e?.toLowerCase().split("-")[0]??"",r=t==="no"||t==="nn"?"nb":t;if(n.includes(r))return r}return n[0]??"en"}var y=class{constructor(n,e=C()){this.shelf=e;this.key=`amends:${n}`}read(){try{let n=JSON.parse(this.shelf?.getItem(this.key)??"null");return n?.id&&n.secret?{...n,seen:n.seen??0,unsent:n.unsent??[]}:null}catch{return null}}write(n){try{this.shelf?.setItem(this.key,JSON.stringify(n))}catch{}}change(n){let e=this.read();e&&this.write({...e,...n})}forget(){this.remove(this.key)}putBy(){let n=this.read();if(!n)return;let e=this.earlier().filter(({id:t})=>t!==n.id);this.keep([{id:n.id,secret:n.secret},...e].slice(0,19)),this.forget()}earlier(){try{return JSON.parse(this.shelf?.getItem(this.earlierKey)??"[]").filter(({id:e,secret:t})=>e&&t)}catch{return[]}}forgetAll(){this.forget(),this.remove(this.earlierKey)}get earlierKey(){return`${this.key}:earlier`}keep(n){try{this.shelf?.setItem(this.earlierKey,JSON.stringify(n))}catch{}}remove(n){try{this.shelf?.removeItem(n)}catch{}}};function x(s,n){return new y(n?`${s}:${P(n)}`:s)}function P(s){try{let n=(s.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),{sub:e}=JSON.parse(atob(n));return typeof e=="string"?e:s}catch{return s}}function C(){try{return localStorage}catch{return null}}var b={en:{open:"Open the chat",unread:["1 unread message","{count} unread messages"],failed:"The chat could not be loaded. Press again."},nl:{open:"Chat openen",unread:["1 ongelezen bericht","{count} ongelezen berichten"],failed:"De chat kon niet worden geladen. Druk nogmaals."},nb:{open:"Åpne chatten",unread:["1 ulest melding","{count} uleste meldinger"],failed:"Chatten kunne ikke lastes. Trykk igjen."}};var E=`
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
`;function A(s,n=3e4,e=Math.random){let t=Math.min(n,500*2**Math.min(s,10));return t/2+t/2*e()}var g=class{constructor(){this.bySeq=new Map;this.complete=0}add(n){let e=[];for(let t of n)this.bySeq.has(t.seq)||(this.bySeq.set(t.seq,t),e.push(t));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return e}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}get language(){return this.inOrder().findLast(n=>n.body.language)?.body.language}inOrder(){return[...this.bySeq.values()].sort((n,e)=>n.seq-e.seq)}has(n){for(let e of this.bySeq.values())if(e.client_id===n)return!0;return!1}unreadAfter(n){return this.inOrder().filter(e=>e.seq>n&&$(e)).length}};function $(s){return s.author!=="customer"&&(s.kind==="reply"||s.kind==="notice")}var O=25;async function L(s,n,e,t){let r=n.read();if(!r)return;let i=new m(s.base,r.id,r.secret),a=new g,h=r.seen;for(let o=0;!t.aborted;){await T(t);try{let l=await i.page(h,O,t);a.add(l.events),h=Math.max(h,a.last),o=0,t.aborted||e(a.unreadAfter(n.read()?.seen??0))}catch(l){if(!(l instanceof d))throw l;if(t.aborted||l.status===401)return;await new Promise(c=>setTimeout(c,A(++o,6e4)))}}}function T(s){if(document.hidden)return new Promise(n=>{document.addEventListener("visibilitychange",()=>n(),{once:!0,signal:s}),s.addEventListener("abort",()=>n(),{once:!0})})}var I='<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="M4 5.500h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8L7 21.500v-4H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z"/><path d="M8 10h8M8 13.500h5"/></svg>',f=class extends HTMLElement{constructor(){super(...arguments);this.language="en";this.panel=null;this.opener=null;this.closing=new AbortController}async begin(e){this.options=e,this.memory=x(e.merchant,e.api.identity),this.look=await e.api.look(e.merchant);let t=document.documentElement.lang,r=[this.memory.read()?.language,e.language,t,...navigator.languages];this.speak(S(r,this.look.languages)),this.draw(),this.followTheme(),L(e.api,this.memory,i=>this.showUnread(i),this.closing.signal)}async open(e=null){if(this.opener=e??this.button,!this.panel){this.button.ariaBusy="true";try{let t=await import(this.options.panel);this.panel=t.create({base:this.options.api.base,identity:this.options.api.identity,look:this.look,language:this.language,spoken:r=>this.speak(r),closed:()=>this.closed(),unread:r=>this.showUnread(r)})}catch{this.say(this.words.failed);return}finally{this.button.ariaBusy=null}this.closing.abort(),this.followTheme(),this.panel.setAttribute("position",this.look.position),this.shadowRoot.append(this.panel)}this.button.hidden=!0,this.showUnread(0),this.panel.open()}speak(e){this.lang=this.language=e,this.words=b[e]??b.en}closed(){this.button.hidden=!1,(this.opener?.isConnected?this.opener:this.button).focus()}draw(){let e=this.attachShadow({mode:"open"}),t=new CSSStyleSheet;t.replaceSync(E),e.adoptedStyleSheets=[t],e.innerHTML=`<button type="button" aria-haspopup="dialog">${I}<span class="count" aria-hidden="true" hidden></span></button><span role="status"></span>`,this.button=e.querySelector("button"),this.button.addEventListener("click",()=>{this.open()}),this.setAttribute("position",this.look.position),this.style.zIndex="2147483000",this.style.position="relative";let{colour:r,ink:i,colour_dark:a,ink_dark:h}=this.look,o={"brand-light":r,"ink-light":i,"brand-dark":a,"ink-dark":h};for(let[l,c]of Object.entries(o))this.style.setProperty(`--${l}`,c);this.showUnread(0)}showUnread(e){let t=this.shadowRoot.querySelector(".count");t.hidden=e===0,t.textContent=e>9?"9+":String(e);let[r,i]=this.words.unread,a=e===1?r:i.replace("{count}",String(e));this.button.setAttribute("aria-label",e?`${this.words.open}. ${a}`:this.words.open),this.say(e?a:"")}say(e){this.shadowRoot.querySelector("[role=status]").textContent=e}followTheme(){let e=matchMedia("(prefers-color-scheme: dark)"),t=()=>{let r=this.options.theme??(e.matches?"dark":"light");for(let i of[this,this.panel])i?.setAttribute("theme",r)};t(),e.onchange=t}};var w=document.currentScript,{merchant:v,language:M,theme:q,api:U,identity:j}=w.dataset;function R(){if(!v){console.error("widget.js: the script tag needs data-merchant.");return}customElements.get("amends-chat")||customElements.define("amends-chat",f);let s=document.createElement("amends-chat");document.body.append(s);let n=new URL("panel.js?v=a74fc6091849",w.src).href,e=(U??new URL(w.src).origin).replace(/\/$/,"");s.begin({api:new u(e,j||null),merchant:v,panel:n,language:M,theme:q}).catch(t=>{if(s.remove(),!(t instanceof d))throw t;console.error(`widget.js: ${e} does not show merchant ${v} (${t.message}).`)}),document.addEventListener("click",t=>{let r=t.target instanceof Element?t.target.closest("[data-amends-open]"):null;r&&(t.preventDefault(),s.open(r))})}document.body?R():document.addEventListener("DOMContentLoaded",R);})();
