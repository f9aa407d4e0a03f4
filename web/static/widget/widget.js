/* Amends, Apache-2.0. */
"use strict";(()=>{var l=class extends Error{constructor(e,n,s=null,i=null){super(`${e} ${n}`);this.kind=e;this.status=n;this.retryAfter=s;this.sentence=i}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},u=class{constructor(t,e=null){this.base=t;this.identity=e}look(t){return this.json(`/v1/merchants/${encodeURIComponent(t)}/widget`,{})}open(t,e){return this.asSignedIn("/v1/conversations",{merchant:t,language:e})}async history(t,e){let n=`/v1/merchants/${encodeURIComponent(t)}/history`;return(await this.asSignedIn(n,{known:e})).conversations}async asSignedIn(t,e){if(!this.identity)return this.json(t,p(e));try{return await this.json(t,p({...e,identity:this.identity}))}catch(n){if(!(n instanceof l)||n.kind!=="identity-not-signed")throw n;return this.json(t,p(e))}}headers(){return{}}async call(t,e){let n;try{let s={...this.headers(),...e.headers};n=await fetch(this.base+t,{...e,headers:s,credentials:"omit"})}catch{throw new l(e.signal?.aborted?"aborted":"network",0)}if(!n.ok)throw k(n.status,await n.text(),n.headers.get("Retry-After"));return n}async json(t,e){return await(await this.call(t,e)).json()}},m=class extends u{constructor(e,n,s){super(e);this.id=n;this.secret=s;this.path=`/v1/conversations/${n}`}send(e,n){return this.json(`${this.path}/messages`,p({...e,client_id:n}))}page(e,n,s){return this.json(`${this.path}/events?after=${e}&wait=${n}`,s?{signal:s}:{})}standing(){return this.json(this.path,{})}links(e){return this.json(`${this.path}/files/${e}`,{})}async speak(e){await this.call(`${this.path}/language`,p({language:e}))}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(e,n){return this.call(`${this.path}/stream?after=${e}`,{signal:n,headers:{Accept:"text/event-stream"}})}upload(e,n,s,i){return new Promise((d,h)=>{let o=new XMLHttpRequest,a=new FormData;a.append("client_id",n),a.append("file",e,e.name||"picture.png"),o.open("POST",`${this.base}${this.path}/files`),o.setRequestHeader("Authorization",`Bearer ${this.secret}`),o.upload.onprogress=c=>c.lengthComputable&&s(c.loaded/c.total),o.onload=()=>o.status<300?d(JSON.parse(o.responseText)):h(k(o.status,o.responseText,o.getResponseHeader("Retry-After"))),o.onerror=o.ontimeout=()=>h(new l("network",0)),o.onabort=()=>h(new l("aborted",0)),i.addEventListener("abort",()=>o.abort()),o.send(a)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function p(r){return{method:"POST",body:JSON.stringify(r),headers:{"Content-Type":"application/json"}}}function k(r,t,e){let n={};try{n=JSON.parse(t)}catch{}let s=n.type?.split(":").pop()??`http-${r}`;return new l(s,r,e&&Number(e)||null,n.sentence??null)}function S(r,t){for(let e of r){let n=e?.toLowerCase().split("-")[0]??"",s=n==="no"||n==="nn"?"nb":n;if(t.includes(s))return s}return t[0]??"en"}var y=class{constructor(t,e=O()){this.shelf=e;this.key=`amends:${t}`}read(){try{let t=JSON.parse(this.shelf?.getItem(this.key)??"null");return t?.id&&t.secret?{...t,seen:t.seen??0,unsent:t.unsent??[]}:null}catch{return null}}write(t){try{this.shelf?.setItem(this.key,JSON.stringify(t))}catch{}}change(t){let e=this.read();e&&this.write({...e,...t})}forget(){this.remove(this.key)}putBy(){let t=this.read();if(!t)return;let e=this.earlier().filter(({id:n})=>n!==t.id);this.keep([{id:t.id,secret:t.secret},...e].slice(0,19)),this.forget()}earlier(){try{let t=JSON.parse(this.shelf?.getItem(this.earlierKey)??"[]");return Array.isArray(t)?t.filter(({id:e,secret:n})=>e&&n):[]}catch{return[]}}forgetAll(){this.forget(),this.remove(this.earlierKey)}get earlierKey(){return`${this.key}:earlier`}keep(t){try{this.shelf?.setItem(this.earlierKey,JSON.stringify(t))}catch{}}remove(t){try{this.shelf?.removeItem(t)}catch{}}};function x(r,t){return new y(t?`${r}:${P(t)}`:r)}function P(r){try{let t=(r.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),{sub:e}=JSON.parse(atob(t));return typeof e=="string"?e:r}catch{return r}}function O(){try{return localStorage}catch{return null}}var b={en:{open:"Open the chat",unread:["1 unread message","{count} unread messages"],failed:"The chat could not be loaded. Press again."},nl:{open:"Chat openen",unread:["1 ongelezen bericht","{count} ongelezen berichten"],failed:"De chat kon niet worden geladen. Druk nogmaals."},nb:{open:"Åpne chatten",unread:["1 ulest melding","{count} uleste meldinger"],failed:"Chatten kunne ikke lastes. Trykk igjen."}};var E=`
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
`;function L(r,t=3e4,e=Math.random){let n=Math.min(t,500*2**Math.min(r,10));return n/2+n/2*e()}var g=class{constructor(){this.bySeq=new Map;this.complete=0}add(t){let e=[];for(let n of t)this.bySeq.has(n.seq)||(this.bySeq.set(n.seq,n),e.push(n));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return e}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}get language(){return this.inOrder().findLast(t=>t.body.language)?.body.language}inOrder(){return[...this.bySeq.values()].sort((t,e)=>t.seq-e.seq)}has(t){for(let e of this.bySeq.values())if(e.client_id===t)return!0;return!1}unreadAfter(t){return this.inOrder().filter(e=>e.seq>t&&$(e)).length}};function $(r){return r.author!=="customer"&&(r.kind==="reply"||r.kind==="notice")}var T=25;async function A(r,t,e,n){let s=t.read();if(!s)return;let i=new m(r.base,s.id,s.secret),d=new g,h=s.seen;for(let o=0;!n.aborted;){await C(n);try{let a=await i.page(h,T,n);d.add(a.events),h=Math.max(h,d.last),o=0,n.aborted||e(d.unreadAfter(t.read()?.seen??0))}catch(a){if(!(a instanceof l))throw a;if(n.aborted||a.status===401)return;await new Promise(c=>setTimeout(c,L(++o,6e4)))}}}function C(r){if(document.hidden)return new Promise(t=>{document.addEventListener("visibilitychange",()=>t(),{once:!0,signal:r}),r.addEventListener("abort",()=>t(),{once:!0})})}var I='<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="M4 5.500h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8L7 21.500v-4H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z"/><path d="M8 10h8M8 13.500h5"/></svg>',f=class extends HTMLElement{constructor(){super(...arguments);this.language="en";this.panel=null;this.opener=null;this.closing=new AbortController}async begin(e){this.options=e,this.memory=x(e.merchant,e.api.identity),this.look=await e.api.look(e.merchant);let n=document.documentElement.lang,s=[this.memory.read()?.language,e.language,n,...navigator.languages];this.speak(S(s,this.look.languages)),this.draw(),this.followTheme(),A(e.api,this.memory,i=>this.showUnread(i),this.closing.signal)}async open(e=null){if(this.opener=e??this.button,!this.panel){this.button.ariaBusy="true";try{let n=await import(this.options.panel);this.panel=n.create({base:this.options.api.base,identity:this.options.api.identity,look:this.look,language:this.language,spoken:s=>this.speak(s),closed:()=>this.closed(),unread:s=>this.showUnread(s)})}catch{this.say(this.words.failed);return}finally{this.button.ariaBusy=null}this.closing.abort(),this.followTheme(),this.panel.setAttribute("position",this.look.position),this.shadowRoot.append(this.panel)}this.button.hidden=!0,this.showUnread(0),this.panel.open()}speak(e){this.lang=this.language=e,this.words=b[e]??b.en}closed(){this.button.hidden=!1,(this.opener?.isConnected?this.opener:this.button).focus()}draw(){let e=this.attachShadow({mode:"open"}),n=new CSSStyleSheet;n.replaceSync(E),e.adoptedStyleSheets=[n],e.innerHTML=`<button type="button" aria-haspopup="dialog">${I}<span class="count" aria-hidden="true" hidden></span></button><span role="status"></span>`,this.button=e.querySelector("button"),this.button.addEventListener("click",()=>{this.open()}),this.setAttribute("position",this.look.position),this.style.zIndex="2147483000",this.style.position="relative";let{colour:s,ink:i,colour_dark:d,ink_dark:h}=this.look,o={"brand-light":s,"ink-light":i,"brand-dark":d,"ink-dark":h};for(let[a,c]of Object.entries(o))this.style.setProperty(`--${a}`,c);this.showUnread(0)}showUnread(e){let n=this.shadowRoot.querySelector(".count");n.hidden=e===0,n.textContent=e>9?"9+":String(e);let[s,i]=this.words.unread,d=e===1?s:i.replace("{count}",String(e));this.button.setAttribute("aria-label",e?`${this.words.open}. ${d}`:this.words.open),this.say(e?d:"")}say(e){this.shadowRoot.querySelector("[role=status]").textContent=e}followTheme(){let e=matchMedia("(prefers-color-scheme: dark)"),n=()=>{let s=this.options.theme??(e.matches?"dark":"light");for(let i of[this,this.panel])i?.setAttribute("theme",s)};n(),e.onchange=n}};var w=document.currentScript,{merchant:v,language:M,theme:q,api:j,identity:N}=w.dataset;function R(){if(!v){console.error("widget.js: the script tag needs data-merchant.");return}customElements.get("amends-chat")||customElements.define("amends-chat",f);let r=document.createElement("amends-chat");document.body.append(r);let t=new URL("panel.js?v=a683aea62bc2",w.src).href,e=(j??new URL(w.src).origin).replace(/\/$/,"");r.begin({api:new u(e,N||null),merchant:v,panel:t,language:M,theme:q}).catch(n=>{if(r.remove(),!(n instanceof l))throw n;console.error(`widget.js: ${e} does not show merchant ${v} (${n.message}).`)}),document.addEventListener("click",n=>{let s=n.target instanceof Element?n.target.closest("[data-amends-open]"):null;s&&(n.preventDefault(),r.open(s))})}document.body?R():document.addEventListener("DOMContentLoaded",R);})();
