/* Amends, Apache-2.0. */
"use strict";(()=>{var l=class extends Error{constructor(e,t,r=null,i=null){super(`${e} ${t}`);this.kind=e;this.status=t;this.retryAfter=r;this.sentence=i}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},p=class{constructor(n,e=null){this.base=n;this.identity=e}look(n){return this.json(`/v1/merchants/${encodeURIComponent(n)}/widget`,{})}open(n,e){return this.json("/v1/conversations",w({merchant:n,language:e,...this.identity?{identity:this.identity}:{}}))}headers(){return{}}async call(n,e){let t;try{let r={...this.headers(),...e.headers};t=await fetch(this.base+n,{...e,headers:r,credentials:"omit"})}catch{throw new l(e.signal?.aborted?"aborted":"network",0)}if(!t.ok)throw k(t.status,await t.text(),t.headers.get("Retry-After"));return t}async json(n,e){return await(await this.call(n,e)).json()}},u=class extends p{constructor(e,t,r){super(e);this.id=t;this.secret=r;this.path=`/v1/conversations/${t}`}send(e,t){return this.json(`${this.path}/messages`,w({...e,client_id:t}))}page(e,t,r){return this.json(`${this.path}/events?after=${e}&wait=${t}`,r?{signal:r}:{})}standing(){return this.json(this.path,{})}links(e){return this.json(`${this.path}/files/${e}`,{})}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(e,t){return this.call(`${this.path}/stream?after=${e}`,{signal:t,headers:{Accept:"text/event-stream"}})}upload(e,t,r,i){return new Promise((a,h)=>{let o=new XMLHttpRequest,d=new FormData;d.append("client_id",t),d.append("file",e,e.name||"picture.png"),o.open("POST",`${this.base}${this.path}/files`),o.setRequestHeader("Authorization",`Bearer ${this.secret}`),o.upload.onprogress=c=>c.lengthComputable&&r(c.loaded/c.total),o.onload=()=>o.status<300?a(JSON.parse(o.responseText)):h(k(o.status,o.responseText,o.getResponseHeader("Retry-After"))),o.onerror=o.ontimeout=()=>h(new l("network",0)),o.onabort=()=>h(new l("aborted",0)),i.addEventListener("abort",()=>o.abort()),o.send(d)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function w(s){return{method:"POST",body:JSON.stringify(s),headers:{"Content-Type":"application/json"}}}function k(s,n,e){let t={};try{t=JSON.parse(n)}catch{}let r=t.type?.split(":").pop()??`http-${s}`;return new l(r,s,e&&Number(e)||null,t.sentence??null)}function x(s,n){for(let e of s){let t=e?.toLowerCase().split("-")[0]??"",r=t==="no"||t==="nn"?"nb":t;if(n.includes(r))return r}return n[0]??"en"}var m=class{constructor(n,e=T()){this.shelf=e;this.key=`amends:${n}`}read(){try{let n=JSON.parse(this.shelf?.getItem(this.key)??"null");return n?.id&&n.secret?{...n,seen:n.seen??0,unsent:n.unsent??[]}:null}catch{return null}}write(n){try{this.shelf?.setItem(this.key,JSON.stringify(n))}catch{}}change(n){let e=this.read();e&&this.write({...e,...n})}forget(){try{this.shelf?.removeItem(this.key)}catch{}}};function T(){try{return localStorage}catch{return null}}var f={en:{open:"Open the chat",unread:["1 unread message","{count} unread messages"],failed:"The chat could not be loaded. Press again."},nl:{open:"Chat openen",unread:["1 ongelezen bericht","{count} ongelezen berichten"],failed:"De chat kon niet worden geladen. Druk nogmaals."},nb:{open:"Åpne chatten",unread:["1 ulest melding","{count} uleste meldinger"],failed:"Chatten kunne ikke lastes. Trykk igjen."}};var S=`
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
`;function E(s,n=3e4,e=Math.random){let t=Math.min(n,500*2**Math.min(s,10));return t/2+t/2*e()}var g=class{constructor(){this.bySeq=new Map;this.complete=0}add(n){let e=[];for(let t of n)this.bySeq.has(t.seq)||(this.bySeq.set(t.seq,t),e.push(t));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return e}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}inOrder(){return[...this.bySeq.values()].sort((n,e)=>n.seq-e.seq)}has(n){for(let e of this.bySeq.values())if(e.client_id===n)return!0;return!1}unreadAfter(n){return this.inOrder().filter(e=>e.seq>n&&O(e)).length}};function O(s){return s.author!=="customer"&&(s.kind==="reply"||s.kind==="notice")}var M=25;async function L(s,n,e,t){let r=n.read();if(!r)return;let i=new u(s.base,r.id,r.secret),a=new g,h=r.seen;for(let o=0;!t.aborted;){await q(t);try{let d=await i.page(h,M,t);a.add(d.events),h=Math.max(h,a.last),o=0,t.aborted||e(a.unreadAfter(n.read()?.seen??0))}catch(d){if(!(d instanceof l))throw d;if(t.aborted||d.status===401)return;await new Promise(c=>setTimeout(c,E(++o,6e4)))}}}function q(s){if(document.hidden)return new Promise(n=>{document.addEventListener("visibilitychange",()=>n(),{once:!0,signal:s}),s.addEventListener("abort",()=>n(),{once:!0})})}var I='<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="M4 5.500h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8L7 21.500v-4H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z"/><path d="M8 10h8M8 13.500h5"/></svg>',b=class extends HTMLElement{constructor(){super(...arguments);this.language="en";this.panel=null;this.opener=null;this.closing=new AbortController}async begin(e){this.options=e;let t=e.api.identity?.user_id;this.memory=new m(t?`${e.merchant}:${t}`:e.merchant),this.look=await e.api.look(e.merchant);let r=document.documentElement.lang,i=[e.language,this.memory.read()?.language,r,...navigator.languages];this.language=x(i,this.look.languages),this.words=f[this.language]??f.en,this.draw(),this.followTheme(),L(e.api,this.memory,a=>this.showUnread(a),this.closing.signal)}async open(e=null){if(this.opener=e??this.button,!this.panel){this.button.ariaBusy="true";try{let t=await import(this.options.panel);this.panel=t.create({base:this.options.api.base,look:this.look,language:this.language,closed:()=>this.closed(),unread:r=>this.showUnread(r)})}catch{this.say(this.words.failed);return}finally{this.button.ariaBusy=null}this.closing.abort(),this.followTheme(),this.panel.setAttribute("position",this.look.position),this.shadowRoot.append(this.panel)}this.button.hidden=!0,this.showUnread(0),this.panel.open()}closed(){this.button.hidden=!1,(this.opener?.isConnected?this.opener:this.button).focus()}draw(){let e=this.attachShadow({mode:"open"}),t=new CSSStyleSheet;t.replaceSync(S),e.adoptedStyleSheets=[t],e.innerHTML=`<button type="button" aria-haspopup="dialog">${I}<span class="count" aria-hidden="true" hidden></span></button><span role="status"></span>`,this.button=e.querySelector("button"),this.button.addEventListener("click",()=>{this.open()}),this.lang=this.language,this.setAttribute("position",this.look.position),this.style.zIndex="2147483000",this.style.position="relative";let{colour:r,ink:i,colour_dark:a,ink_dark:h}=this.look,o={"brand-light":r,"ink-light":i,"brand-dark":a,"ink-dark":h};for(let[d,c]of Object.entries(o))this.style.setProperty(`--${d}`,c);this.showUnread(0)}showUnread(e){let t=this.shadowRoot.querySelector(".count");t.hidden=e===0,t.textContent=e>9?"9+":String(e);let[r,i]=this.words.unread,a=e===1?r:i.replace("{count}",String(e));this.button.setAttribute("aria-label",e?`${this.words.open}. ${a}`:this.words.open),this.say(e?a:"")}say(e){this.shadowRoot.querySelector("[role=status]").textContent=e}followTheme(){let e=matchMedia("(prefers-color-scheme: dark)"),t=()=>{let r=this.options.theme??(e.matches?"dark":"light");for(let i of[this,this.panel])i?.setAttribute("theme",r)};t(),e.onchange=t}};var v=document.currentScript,{merchant:y,language:_,theme:U,api:H,userId:A,email:P,expiresAt:R,signature:C}=v.dataset,N=A&&P&&R&&C?{user_id:A,email:P,expires_at:Number(R),signature:C}:null;function $(){if(!y){console.error("widget.js: the script tag needs data-merchant.");return}customElements.get("amends-chat")||customElements.define("amends-chat",b);let s=document.createElement("amends-chat");document.body.append(s);let n=new URL("panel.js?v=86771e09e643",v.src).href,e=(H??new URL(v.src).origin).replace(/\/$/,"");s.begin({api:new p(e,N),merchant:y,panel:n,language:_,theme:U}).catch(t=>{if(s.remove(),!(t instanceof l))throw t;console.error(`widget.js: ${e} does not show merchant ${y} (${t.message}).`)}),document.addEventListener("click",t=>{let r=t.target instanceof Element?t.target.closest("[data-amends-open]"):null;r&&(t.preventDefault(),s.open(r))})}document.body?$():document.addEventListener("DOMContentLoaded",$);})();
