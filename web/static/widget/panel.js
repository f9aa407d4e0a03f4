/* Amends, Apache-2.0. Holds lit, (c) Google LLC, BSD-3-Clause. */
var V=globalThis,K=V.ShadowRoot&&(V.ShadyCSS===void 0||V.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,we=Symbol(),je=new WeakMap,D=class{constructor(e,t,s){if(this._$cssResult$=!0,s!==we)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(K&&e===void 0){let s=t!==void 0&&t.length===1;s&&(e=je.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),s&&je.set(t,e))}return e}toString(){return this.cssText}},Be=i=>new D(typeof i=="string"?i:i+"",void 0,we),y=(i,...e)=>{let t=i.length===1?i[0]:e.reduce((s,n,r)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+i[r+1],i[0]);return new D(t,i,we)},qe=(i,e)=>{if(K)i.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let s=document.createElement("style"),n=V.litNonce;n!==void 0&&s.setAttribute("nonce",n),s.textContent=t.cssText,i.appendChild(s)}},xe=K?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let t="";for(let s of e.cssRules)t+=s.cssText;return Be(t)})(i):i;var{is:ti,defineProperty:ii,getOwnPropertyDescriptor:si,getOwnPropertyNames:ni,getOwnPropertySymbols:ri,getPrototypeOf:oi}=Object,G=globalThis,Fe=G.trustedTypes,ai=Fe?Fe.emptyScript:"",li=G.reactiveElementPolyfillSupport,I=(i,e)=>i,$e={toAttribute(i,e){switch(e){case Boolean:i=i?ai:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let t=i;switch(e){case Boolean:t=i!==null;break;case Number:t=i===null?null:Number(i);break;case Object:case Array:try{t=JSON.parse(i)}catch{t=null}}return t}},Ve=(i,e)=>!ti(i,e),We={attribute:!0,type:String,converter:$e,reflect:!1,useDefault:!1,hasChanged:Ve};Symbol.metadata??=Symbol("metadata"),G.litPropertyMetadata??=new WeakMap;var $=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=We){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let s=Symbol(),n=this.getPropertyDescriptor(e,s,t);n!==void 0&&ii(this.prototype,e,n)}}static getPropertyDescriptor(e,t,s){let{get:n,set:r}=si(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let l=n?.call(this);r?.call(this,o),this.requestUpdate(e,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??We}static _$Ei(){if(this.hasOwnProperty(I("elementProperties")))return;let e=oi(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(I("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(I("properties"))){let t=this.properties,s=[...ni(t),...ri(t)];for(let n of s)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[s,n]of t)this.elementProperties.set(s,n)}this._$Eh=new Map;for(let[t,s]of this.elementProperties){let n=this._$Eu(t,s);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let s=new Set(e.flat(1/0).reverse());for(let n of s)t.unshift(xe(n))}else e!==void 0&&t.push(xe(e));return t}static _$Eu(e,t){let s=t.attribute;return s===!1?void 0:typeof s=="string"?s:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let s of t.keys())this.hasOwnProperty(s)&&(e.set(s,this[s]),delete this[s]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return qe(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,s){this._$AK(e,s)}_$ET(e,t){let s=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,s);if(n!==void 0&&s.reflect===!0){let r=(s.converter?.toAttribute!==void 0?s.converter:$e).toAttribute(t,s.type);this._$Em=e,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(e,t){let s=this.constructor,n=s._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let r=s.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:$e;this._$Em=n;let l=o.fromAttribute(t,r.type);this[n]=l??this._$Ej?.get(n)??l,this._$Em=null}}requestUpdate(e,t,s,n=!1,r){if(e!==void 0){let o=this.constructor;if(n===!1&&(r=this[e]),s??=o.getPropertyOptions(e),!((s.hasChanged??Ve)(r,t)||s.useDefault&&s.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,s))))return;this.C(e,t,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:s,reflect:n,wrapped:r},o){s&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||s||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[n,r]of s){let{wrapped:o}=r,l=this[n];o!==!0||this._$AL.has(n)||l===void 0||this.C(n,void 0,r,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(t)):this._$EM()}catch(s){throw e=!1,this._$EM(),s}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};$.elementStyles=[],$.shadowRootOptions={mode:"open"},$[I("elementProperties")]=new Map,$[I("finalized")]=new Map,li?.({ReactiveElement:$}),(G.reactiveElementVersions??=[]).push("2.1.2");var Ae=globalThis,Ke=i=>i,J=Ae.trustedTypes,Ge=J?J.createPolicy("lit-html",{createHTML:i=>i}):void 0,_e="$lit$",k=`lit$${Math.random().toFixed(9).slice(2)}$`,Ee="?"+k,di=`<${Ee}>`,C=document,N=()=>C.createComment(""),z=i=>i===null||typeof i!="object"&&typeof i!="function",Se=Array.isArray,et=i=>Se(i)||typeof i?.[Symbol.iterator]=="function",ke=`[ 	
\f\r]`,H=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Je=/-->/g,Ye=/>/g,T=RegExp(`>|${ke}(?:([^\\s"'>=/]+)(${ke}*=${ke}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ze=/'/g,Qe=/"/g,tt=/^(?:script|style|textarea|title)$/i,Te=i=>(e,...t)=>({_$litType$:i,strings:e,values:t}),d=Te(1),w=Te(2),is=Te(3),A=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Xe=new WeakMap,P=C.createTreeWalker(C,129);function it(i,e){if(!Se(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ge!==void 0?Ge.createHTML(e):e}var st=(i,e)=>{let t=i.length-1,s=[],n,r=e===2?"<svg>":e===3?"<math>":"",o=H;for(let l=0;l<t;l++){let a=i[l],c,m,h=-1,f=0;for(;f<a.length&&(o.lastIndex=f,m=o.exec(a),m!==null);)f=o.lastIndex,o===H?m[1]==="!--"?o=Je:m[1]!==void 0?o=Ye:m[2]!==void 0?(tt.test(m[2])&&(n=RegExp("</"+m[2],"g")),o=T):m[3]!==void 0&&(o=T):o===T?m[0]===">"?(o=n??H,h=-1):m[1]===void 0?h=-2:(h=o.lastIndex-m[2].length,c=m[1],o=m[3]===void 0?T:m[3]==='"'?Qe:Ze):o===Qe||o===Ze?o=T:o===Je||o===Ye?o=H:(o=T,n=void 0);let u=o===T&&i[l+1].startsWith("/>")?" ":"";r+=o===H?a+di:h>=0?(s.push(c),a.slice(0,h)+_e+a.slice(h)+k+u):a+k+(h===-2?l:u)}return[it(i,r+(i[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),s]},j=class i{constructor({strings:e,_$litType$:t},s){let n;this.parts=[];let r=0,o=0,l=e.length-1,a=this.parts,[c,m]=st(e,t);if(this.el=i.createElement(c,s),P.currentNode=this.el.content,t===2||t===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(n=P.nextNode())!==null&&a.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let h of n.getAttributeNames())if(h.endsWith(_e)){let f=m[o++],u=n.getAttribute(h).split(k),v=/([.?@])?(.*)/.exec(f);a.push({type:1,index:r,name:v[2],strings:u,ctor:v[1]==="."?Z:v[1]==="?"?Q:v[1]==="@"?X:O}),n.removeAttribute(h)}else h.startsWith(k)&&(a.push({type:6,index:r}),n.removeAttribute(h));if(tt.test(n.tagName)){let h=n.textContent.split(k),f=h.length-1;if(f>0){n.textContent=J?J.emptyScript:"";for(let u=0;u<f;u++)n.append(h[u],N()),P.nextNode(),a.push({type:2,index:++r});n.append(h[f],N())}}}else if(n.nodeType===8)if(n.data===Ee)a.push({type:2,index:r});else{let h=-1;for(;(h=n.data.indexOf(k,h+1))!==-1;)a.push({type:7,index:r}),h+=k.length-1}r++}}static createElement(e,t){let s=C.createElement("template");return s.innerHTML=e,s}};function M(i,e,t=i,s){if(e===A)return e;let n=s!==void 0?t._$Co?.[s]:t._$Cl,r=z(e)?void 0:e._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(i),n._$AT(i,t,s)),s!==void 0?(t._$Co??=[])[s]=n:t._$Cl=n),n!==void 0&&(e=M(i,n._$AS(i,e.values),n,s)),e}var Y=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:s}=this._$AD,n=(e?.creationScope??C).importNode(t,!0);P.currentNode=n;let r=P.nextNode(),o=0,l=0,a=s[0];for(;a!==void 0;){if(o===a.index){let c;a.type===2?c=new R(r,r.nextSibling,this,e):a.type===1?c=new a.ctor(r,a.name,a.strings,this,e):a.type===6&&(c=new ee(r,this,e)),this._$AV.push(c),a=s[++l]}o!==a?.index&&(r=P.nextNode(),o++)}return P.currentNode=C,n}p(e){let t=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(e,s,t),t+=s.strings.length-2):s._$AI(e[t])),t++}},R=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,s,n){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=M(this,e,t),z(e)?e===p||e==null||e===""?(this._$AH!==p&&this._$AR(),this._$AH=p):e!==this._$AH&&e!==A&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):et(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==p&&z(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:s}=e,n=typeof s=="number"?this._$AC(e):(s.el===void 0&&(s.el=j.createElement(it(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(t);else{let r=new Y(n,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Xe.get(e.strings);return t===void 0&&Xe.set(e.strings,t=new j(e)),t}k(e){Se(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,s,n=0;for(let r of e)n===t.length?t.push(s=new i(this.O(N()),this.O(N()),this,this.options)):s=t[n],s._$AI(r),n++;n<t.length&&(this._$AR(s&&s._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let s=Ke(e).nextSibling;Ke(e).remove(),e=s}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},O=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,s,n,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=p}_$AI(e,t=this,s,n){let r=this.strings,o=!1;if(r===void 0)e=M(this,e,t,0),o=!z(e)||e!==this._$AH&&e!==A,o&&(this._$AH=e);else{let l=e,a,c;for(e=r[0],a=0;a<r.length-1;a++)c=M(this,l[s+a],t,a),c===A&&(c=this._$AH[a]),o||=!z(c)||c!==this._$AH[a],c===p?e=p:e!==p&&(e+=(c??"")+r[a+1]),this._$AH[a]=c}o&&!n&&this.j(e)}j(e){e===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Z=class extends O{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===p?void 0:e}},Q=class extends O{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==p)}},X=class extends O{constructor(e,t,s,n,r){super(e,t,s,n,r),this.type=5}_$AI(e,t=this){if((e=M(this,e,t,0)??p)===A)return;let s=this._$AH,n=e===p&&s!==p||e.capture!==s.capture||e.once!==s.once||e.passive!==s.passive,r=e!==p&&(s===p||n);n&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ee=class{constructor(e,t,s){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(e){M(this,e)}},nt={M:_e,P:k,A:Ee,C:1,L:st,R:Y,D:et,V:M,I:R,H:O,N:Q,U:X,B:Z,F:ee},pi=Ae.litHtmlPolyfillSupport;pi?.(j,R),(Ae.litHtmlVersions??=[]).push("3.3.3");var rt=(i,e,t)=>{let s=t?.renderBefore??e,n=s._$litPart$;if(n===void 0){let r=t?.renderBefore??null;s._$litPart$=n=new R(e.insertBefore(N(),r),r,void 0,t??{})}return n._$AI(i),n};var Pe=globalThis,_=class extends ${constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=rt(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return A}};_._$litElement$=!0,_.finalized=!0,Pe.litElementHydrateSupport?.({LitElement:_});var hi=Pe.litElementPolyfillSupport;hi?.({LitElement:_});(Pe.litElementVersions??=[]).push("4.2.2");var g=class extends Error{constructor(t,s,n=null,r=null){super(`${t} ${s}`);this.kind=t;this.status=s;this.retryAfter=n;this.sentence=r}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},B=class{constructor(e,t=null){this.base=e;this.identity=t}look(e){return this.json(`/v1/merchants/${encodeURIComponent(e)}/widget`,{})}async open(e,t){let s={merchant:e,language:t};if(!this.identity)return this.json("/v1/conversations",te(s));try{return await this.json("/v1/conversations",te({...s,identity:this.identity}))}catch(n){if(!(n instanceof g)||n.kind!=="identity-not-signed")throw n;return this.json("/v1/conversations",te(s))}}headers(){return{}}async call(e,t){let s;try{let n={...this.headers(),...t.headers};s=await fetch(this.base+e,{...t,headers:n,credentials:"omit"})}catch{throw new g(t.signal?.aborted?"aborted":"network",0)}if(!s.ok)throw ot(s.status,await s.text(),s.headers.get("Retry-After"));return s}async json(e,t){return await(await this.call(e,t)).json()}},ie=class extends B{constructor(t,s,n){super(t);this.id=s;this.secret=n;this.path=`/v1/conversations/${s}`}send(t,s){return this.json(`${this.path}/messages`,te({...t,client_id:s}))}page(t,s,n){return this.json(`${this.path}/events?after=${t}&wait=${s}`,n?{signal:n}:{})}standing(){return this.json(this.path,{})}links(t){return this.json(`${this.path}/files/${t}`,{})}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(t,s){return this.call(`${this.path}/stream?after=${t}`,{signal:s,headers:{Accept:"text/event-stream"}})}upload(t,s,n,r){return new Promise((o,l)=>{let a=new XMLHttpRequest,c=new FormData;c.append("client_id",s),c.append("file",t,t.name||"picture.png"),a.open("POST",`${this.base}${this.path}/files`),a.setRequestHeader("Authorization",`Bearer ${this.secret}`),a.upload.onprogress=m=>m.lengthComputable&&n(m.loaded/m.total),a.onload=()=>a.status<300?o(JSON.parse(a.responseText)):l(ot(a.status,a.responseText,a.getResponseHeader("Retry-After"))),a.onerror=a.ontimeout=()=>l(new g("network",0)),a.onabort=()=>l(new g("aborted",0)),r.addEventListener("abort",()=>a.abort()),a.send(c)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function te(i){return{method:"POST",body:JSON.stringify(i),headers:{"Content-Type":"application/json"}}}function ot(i,e,t){let s={};try{s=JSON.parse(e)}catch{}let n=s.type?.split(":").pop()??`http-${i}`;return new g(n,i,t&&Number(t)||null,s.sentence??null)}function se(i){return i.isComposing||i.keyCode===229}var Ce=class{constructor(e,t=ui()){this.shelf=t;this.key=`amends:${e}`}read(){try{let e=JSON.parse(this.shelf?.getItem(this.key)??"null");return e?.id&&e.secret?{...e,seen:e.seen??0,unsent:e.unsent??[]}:null}catch{return null}}write(e){try{this.shelf?.setItem(this.key,JSON.stringify(e))}catch{}}change(e){let t=this.read();t&&this.write({...t,...e})}forget(){try{this.shelf?.removeItem(this.key)}catch{}}};function at(i,e){return new Ce(e?`${i}:${ci(e)}`:i)}function ci(i){try{let e=(i.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),{sub:t}=JSON.parse(atob(e));return typeof t=="string"?t:i}catch{return i}}function ui(){try{return localStorage}catch{return null}}function ne(i,e=3e4,t=Math.random){let s=Math.min(e,500*2**Math.min(i,10));return s/2+s/2*t()}var re=class{constructor(){this.rest="";this.event="";this.data=[]}take(e){let t=(this.rest+e).split(/\r\n|\n|\r(?!$)/);this.rest=t.pop()??"";let s=[];for(let n of t){if(n===""){this.data.length&&s.push({event:this.event||"message",data:this.data.join(`
`)}),this.event="",this.data=[];continue}let r=n.indexOf(":"),o=r<0?n:n.slice(0,r),l=r<0?"":n.slice(r+1).replace(/^ /,"");o==="event"?this.event=l:o==="data"&&this.data.push(l)}return s}};var lt=4e4,fi=2,mi=25,gi=2**31-1,oe=class{constructor(e,t){this.conversation=e;this.parts=t;this.stopped=!1;this.mute=0;this.tries=0;this.asleep=!1;this.abort=new AbortController;this.rest=null}async run(){for(;!this.stopped;){this.abort=new AbortController;try{this.asleep&&await this.pause(gi),await this.catchUp(),this.parts.connected(!0),this.tries=0,await(this.mute<fi?this.stream():this.poll())}catch(e){if(this.stopped)return;if(!(e instanceof g))throw e;if(e.status===401)return this.parts.gone();if(e.kind==="aborted")continue;this.parts.connected(!1),await this.pause(e.retryAfter?e.retryAfter*1e3:ne(this.tries++))}}}wake(){this.asleep=!1,this.rest?.()}sleep(){this.asleep=!0,this.abort.abort()}interrupt(){this.abort.abort()}stop(){this.stopped=!0,this.abort.abort(),this.rest?.()}async catchUp(){for(let e=!0;e&&!this.stopped;){let t=await this.conversation.page(this.parts.cursor(),0,this.abort.signal);e=t.more,this.parts.events(t.events),this.parts.owner(t.owner),this.parts.typing(t.typing,t.typist)}}async poll(){for(;!this.stopped;){let e=await this.conversation.page(this.parts.cursor(),mi,this.abort.signal);this.parts.events(e.events),this.parts.owner(e.owner),this.parts.typing(e.typing,e.typist)}}async stream(){let e=this.abort,t=!1,s=setTimeout(()=>e.abort(),lt);try{let r=(await this.conversation.stream(this.parts.cursor(),e.signal)).body.pipeThrough(new TextDecoderStream).getReader(),o=new re;for(let l=await r.read();!l.done&&!this.stopped;l=await r.read()){t=!0,clearTimeout(s),s=setTimeout(()=>e.abort(),lt);for(let a of o.take(l.value))this.sent(a.event,a.data)}}catch(n){throw n instanceof g?n:new g(e.signal.aborted?"aborted":"network",0)}finally{clearTimeout(s),this.mute=t?0:this.mute+1}}sent(e,t){let s=JSON.parse(t);e==="typing"?this.parts.typing(s.active===!0,s.name??null):typeof s.seq=="number"&&this.parts.events([s])}pause(e){return new Promise(t=>{let s=setTimeout(t,e);this.rest=()=>{clearTimeout(s),t()}})}};var vi=6,ae=class{constructor(e){this.parts=e;this.items=[];this.busy=!1;this.tries=0;this.closed=!1}add(e){this.items.push({...e,state:"waiting",why:null}),this.parts.changed(),this.flush()}retry(e){for(let t of this.items)t.clientId===e&&this.renew(t);this.parts.changed(),this.flush()}discard(e){let t=this.items.findIndex(s=>s.clientId===e);t>=0&&this.items.splice(t,1),this.parts.changed()}revive(){for(let e of this.items)e.why==="network"&&this.renew(e);this.tries=0,this.flush()}close(){this.closed=!0}async flush(){if(!this.busy){this.busy=!0;try{for(let e=this.next();e&&this.parts.online()&&!this.closed&&await this.carry(e);e=this.next());}finally{this.busy=!1}}}next(){return this.items.find(e=>e.state==="waiting")}async carry(e){e.state="sending",this.parts.changed();try{let t=await this.parts.send(e);return this.tries=0,this.discard(e.clientId),this.parts.sent(t),!0}catch(t){if(!(t instanceof g))throw t;return this.failed(e,t)}}failed(e,t){if(t.status===401)return e.state="waiting",this.parts.gone(),!1;if(!t.worthAnotherTry||++this.tries>=vi)return this.tries=0,e.state="failed",e.why=t.status===0?"network":t.kind,this.parts.changed(),!t.worthAnotherTry;e.state="waiting",this.parts.changed();let s=t.retryAfter?t.retryAfter*1e3:ne(this.tries,8e3);return(this.parts.later??setTimeout)(()=>{this.flush()},s),!1}renew(e){e.state==="failed"&&(e.state="waiting",e.why=null)}};var q=class{constructor(){this.bySeq=new Map;this.complete=0}add(e){let t=[];for(let s of e)this.bySeq.has(s.seq)||(this.bySeq.set(s.seq,s),t.push(s));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return t}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}get language(){return this.inOrder().findLast(e=>e.body.language)?.body.language}inOrder(){return[...this.bySeq.values()].sort((e,t)=>e.seq-t.seq)}has(e){for(let t of this.bySeq.values())if(t.client_id===e)return!0;return!1}unreadAfter(e){return this.inOrder().filter(t=>t.seq>e&&Me(t)).length}};function Me(i){return i.author!=="customer"&&(i.kind==="reply"||i.kind==="notice")}var bi=10*1024*1024,dt="image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf",le=class{constructor(e){this.changed=e;this.items=[];this.carriers=new Map}add(e,t,s){let n={clientId:t,file:e,share:0,state:"sending",why:null,sentence:null,abort:new AbortController};this.items.push(n),this.carriers.set(t,s),e.size>bi?this.fail(n,"request-too-large",null):this.carry(n)}retry(e){e.state="sending",e.share=0,this.carry(e)}discard(e){e.abort.abort(),this.carriers.delete(e.clientId);let t=this.items.indexOf(e);t>=0&&this.items.splice(t,1),this.changed()}progress(e,t){e.share=t,this.changed()}async carry(e){this.changed();try{await this.carriers.get(e.clientId)?.(e,e.abort.signal),this.discard(e)}catch(t){if(!(t instanceof g))throw t;t.kind!=="aborted"&&this.fail(e,t.kind,t.sentence)}}fail(e,t,s){Object.assign(e,{state:"failed",why:t,sentence:s}),this.changed()}};var yi=6e4,wi=6e4,xi=6e4,$i=3e3,de=class{constructor(e,t,s,n,r){this.api=e;this.merchant=t;this.language=s;this.memory=n;this.changed=r;this.timeline=new q;this.outbox=this.newOutbox();this.uploads=new le(()=>this.changed());this.typing=!1;this.typist=null;this.owner="bot";this.connected=!0;this.online=navigator.onLine;this.loaded=!1;this.trouble=null;this.standing=null;this.conversation=null;this.feed=null;this.opening=!1;this.standingAt=0;this.unseen=0;this.typingTold=0;addEventListener("online",()=>this.network(!0)),addEventListener("offline",()=>this.network(!1)),addEventListener("storage",o=>o.key===n.key&&this.elsewhere()),document.addEventListener("visibilitychange",()=>this.looked(!document.hidden))}async start(){if(!(this.conversation||this.opening)){this.opening=!0,this.trouble=null;try{let e=await this.alone(async()=>this.memory.read()??await this.opened());this.follow(e)}catch(e){if(!(e instanceof g))throw e;this.trouble=e.kind}finally{this.opening=!1,this.changed()}}}say(e){this.post(e,{text:e})}press(e){this.post(e.title,{token:e.token})}act(e,t){this.post(t,{action:e})}async writes(){if(!(this.owner!=="person"||Date.now()-this.typingTold<$i)){this.typingTold=Date.now();try{await this.conversation?.typing()}catch(e){if(!(e instanceof g))throw e}}}upload(e){let t=this.conversation;t&&this.uploads.add(e,pt(),(s,n)=>t.upload(e,s.clientId,r=>this.uploads.progress(s,r),n).then(r=>{this.arrived([r])}))}discard(e){this.outbox.discard(e),this.keepUnsent()}async renewThumb(e){let t=Number(e.body.renewed??0);if(!(!this.conversation||Date.now()-t<wi)){e.body.renewed=Date.now();try{e.body.thumb=(await this.conversation.links(String(e.body.id))).thumb}catch(s){if(!(s instanceof g))throw s}this.changed()}}async mailTranscript(){try{return await this.conversation?.mailTranscript(),"sent"}catch(e){if(e instanceof g)return e.kind;throw e}}async forget(){this.memory.forget(),this.leave(),await this.start()}seen(){let e=this.timeline.last;e>(this.memory.read()?.seen??0)&&this.memory.change({seen:e})}get unread(){return this.timeline.unreadAfter(this.memory.read()?.seen??0)}post(e,t){this.typingTold=0,this.outbox.add({clientId:pt(),text:e,at:new Date().toISOString(),content:t}),this.keepUnsent()}async opened(){let t={...await this.api.open(this.merchant,this.language),seen:0,unsent:[]};return this.memory.write(t),t}follow(e){let t=new ie(this.api.base,e.id,e.secret);this.conversation=t,this.feed=new oe(t,{cursor:()=>this.timeline.cursor,events:s=>this.arrived(s),typing:(s,n)=>this.set({typing:s,typist:n}),owner:s=>this.set({owner:s}),connected:s=>this.reached(s),gone:()=>this.gone()}),this.feed.run();for(let s of e.unsent)this.outbox.add(s)}arrived(e){let t=this.timeline.add(e);for(let s of t)s.client_id&&this.outbox.discard(s.client_id),s.kind==="owner"&&s.body.owner&&(this.owner=s.body.owner);t.some(s=>s.client_id)&&this.keepUnsent(),this.speak(this.timeline.language),t.some(Me)&&this.refreshStanding(),t.length&&this.changed()}speak(e){!e||e===this.language||(this.language=e,this.memory.change({language:e}))}reached(e){e&&!this.connected&&this.outbox.revive(),this.set({connected:e,loaded:this.loaded||e})}gone(){let e=this.memory.read()?.unsent??[];this.memory.forget(),this.leave(),this.start().then(()=>{for(let t of e)"text"in t.content&&this.outbox.add(t)})}leave(){this.feed?.stop(),this.outbox.close(),this.feed=this.conversation=this.standing=null,this.timeline=new q,this.outbox=this.newOutbox(),this.set({typing:!1,typist:null,owner:"bot",loaded:!1})}elsewhere(){let e=this.memory.read();e&&this.conversation&&e.id!==this.conversation.id&&(this.leave(),this.follow(e)),this.changed()}looked(e){clearTimeout(this.unseen),e?this.feed?.wake():this.unseen=window.setTimeout(()=>this.feed?.sleep(),xi)}network(e){this.set({online:e}),e?(this.feed?.wake(),this.outbox.revive(),this.conversation||this.start()):this.feed?.interrupt()}async refreshStanding(){let e=this.conversation;if(!(!e||this.standing?.verified&&Date.now()-this.standingAt<yi)){this.standingAt=Date.now();try{let t=await e.standing();e===this.conversation&&this.set({standing:t})}catch(t){if(!(t instanceof g))throw t}}}newOutbox(){return new ae({send:e=>{if(!this.conversation)throw new g("network",0);return this.conversation.send(e.content,e.clientId)},sent:e=>this.arrived([e]),changed:()=>this.changed(),gone:()=>this.gone(),online:()=>this.online&&this.conversation!==null})}keepUnsent(){let e=this.outbox.items.map(({clientId:t,text:s,at:n,content:r})=>({clientId:t,text:s,at:n,content:r}));this.memory.change({unsent:e})}alone(e){return"locks"in navigator?navigator.locks.request(this.memory.key,e):e()}set(e){Object.assign(this,e),this.changed()}};function pt(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),i=>i.toString(16).padStart(2,"0")).join("")}var Oe={bot:"Automated assistant",person:"A person is answering here",close:"Close the chat",menu:"More",transcript:"E-mail me this conversation",transcriptSent:"A copy is on its way to the e-mail address of your order.",transcriptNeedsOrder:"I can send a copy once your order number and e-mail address have been matched.",tooManyCopies:"Several copies have just been sent. Please try again in an hour.",forget:"End and remove from this device",forgetSure:"Really end it? Press again",forgotten:"The conversation has been removed from this device.",placeholder:"Write a message",send:"Send",attach:"Attach a screenshot or PDF",drop:"Drop the picture or PDF here",you:"You",assistant:"Assistant",agent:"Staff member",sending:"Sending",waiting:"Will be sent when you are online again",delivered:"Delivered",failed:"Not sent.",retry:"Try again",discard:"Remove",failedText:"This message cannot be sent as it is.",failedMany:"Too many messages at once.",failedButton:"This button is no longer valid.",offline:"You are offline. What you write is kept, and will be sent as soon as you are back online.",away:"The connection was lost. Trying again …",unavailable:"The chat cannot be reached at the moment.",signIn:"Please sign in to this website again, then reload the page to chat.",typing:"The assistant is writing",personTyping:"{name} is writing",talk:"Talk to a person",withdraw:"Withdraw from contract here",withdrawUntil:"Possible until {until}",newMessages:"New messages",log:"Conversation",choices:"Suggested answers",showAll:"Show all {count}",showFewer:"Show fewer",tooLong:"{over} characters too many",uploading:"Sending {name}, {percent} %",uploaded:"Picture: {name}",document:"PDF, {pages} pages",documentOne:"PDF, 1 page",fileTooLarge:"{name} is larger than 10 MB.",fileKind:"{name} is neither a picture nor a PDF.",fileFailed:"{name} could not be sent.",ownerPerson:"A person has taken over the conversation.",ownerBot:"The automated assistant is answering again.",loading:"Loading the conversation"};var ht={bot:"Automatisk assistent",person:"Her svarer en medarbeider",close:"Lukk chatten",menu:"Mer",transcript:"Send meg samtalen på e-post",transcriptSent:"En kopi er på vei til e-postadressen på bestillingen din.",transcriptNeedsOrder:"Du kan få en kopi når ordrenummeret og e-postadressen din er bekreftet.",tooManyCopies:"Det er nettopp sendt flere kopier. Prøv igjen om en time.",forget:"Avslutt og fjern fra denne enheten",forgetSure:"Vil du virkelig avslutte? Trykk en gang til",forgotten:"Samtalen er fjernet fra denne enheten.",placeholder:"Skriv en melding",send:"Send",attach:"Legg ved skjermbilde eller PDF",drop:"Slipp bildet eller PDF-en her",you:"Du",assistant:"Assistent",agent:"Medarbeider",sending:"Sendes",waiting:"Sendes når du er på nett igjen",delivered:"Levert",failed:"Ikke sendt.",retry:"Prøv igjen",discard:"Fjern",failedText:"Denne meldingen kan ikke sendes slik den er.",failedMany:"For mange meldinger på en gang.",failedButton:"Denne knappen gjelder ikke lenger.",offline:"Du er frakoblet. Det du skriver, blir tatt vare på og sendt når du er på nett igjen.",away:"Forbindelsen ble brutt. Prøver igjen …",unavailable:"Chatten kan ikke nås akkurat nå.",signIn:"Logg inn på nettstedet igjen, og last siden på nytt for å chatte.",typing:"Assistenten skriver",personTyping:"{name} skriver",talk:"Snakke med en medarbeider",withdraw:"Gå fra avtalen her",withdrawUntil:"Mulig frem til {until}",newMessages:"Nye meldinger",log:"Samtale",choices:"Foreslåtte svar",showAll:"Vis alle {count}",showFewer:"Vis færre",tooLong:"{over} tegn for mye",uploading:"Sender {name}, {percent} %",uploaded:"Bilde: {name}",document:"PDF, {pages} sider",documentOne:"PDF, 1 side",fileTooLarge:"{name} er større enn 10 MB.",fileKind:"{name} er verken et bilde eller en PDF.",fileFailed:"{name} kunne ikke sendes.",ownerPerson:"En medarbeider har tatt over samtalen.",ownerBot:"Den automatiske assistenten svarer igjen.",loading:"Laster samtalen"};var ct={bot:"Geautomatiseerde assistent",person:"Hier antwoordt een medewerker",close:"Chat sluiten",menu:"Meer",transcript:"Dit gesprek naar mij e-mailen",transcriptSent:"Een kopie is onderweg naar het e-mailadres van uw bestelling.",transcriptNeedsOrder:"Een kopie is mogelijk zodra uw bestelnummer en e-mailadres zijn gecontroleerd.",tooManyCopies:"Er zijn zojuist al kopieën verstuurd. Probeer het over een uur opnieuw.",forget:"Beëindigen en van dit apparaat verwijderen",forgetSure:"Echt beëindigen? Druk nogmaals",forgotten:"Het gesprek is van dit apparaat verwijderd.",placeholder:"Schrijf een bericht",send:"Versturen",attach:"Schermafbeelding of pdf toevoegen",drop:"Laat de afbeelding of pdf hier los",you:"U",assistant:"Assistent",agent:"Medewerker",sending:"Wordt verstuurd",waiting:"Wordt verstuurd zodra u weer online bent",delivered:"Bezorgd",failed:"Niet verstuurd.",retry:"Opnieuw proberen",discard:"Verwijderen",failedText:"Dit bericht kan zo niet worden verstuurd.",failedMany:"Te veel berichten tegelijk.",failedButton:"Deze knop is niet meer geldig.",offline:"U bent offline. Wat u schrijft, wordt bewaard en verstuurd zodra u weer online bent.",away:"De verbinding is verbroken. Er wordt opnieuw verbonden …",unavailable:"De chat is op dit moment niet bereikbaar.",signIn:"Log opnieuw in op deze website en vernieuw de pagina om te chatten.",typing:"De assistent schrijft",personTyping:"{name} is aan het typen",talk:"Met een medewerker praten",withdraw:"Hier de overeenkomst herroepen",withdrawUntil:"Mogelijk tot {until}",newMessages:"Nieuwe berichten",log:"Gesprek",choices:"Voorgestelde antwoorden",showAll:"Alle {count} tonen",showFewer:"Minder tonen",tooLong:"{over} tekens te veel",uploading:"{name} wordt verstuurd, {percent} %",uploaded:"Afbeelding: {name}",document:"Pdf, {pages} pagina’s",documentOne:"Pdf, 1 pagina",fileTooLarge:"{name} is groter dan 10 MB.",fileKind:"{name} is geen afbeelding en geen pdf.",fileFailed:"{name} kon niet worden verstuurd.",ownerPerson:"Een medewerker heeft het gesprek overgenomen.",ownerBot:"De geautomatiseerde assistent antwoordt weer.",loading:"Het gesprek wordt geladen"};var ki={en:Oe,nl:ct,nb:ht};function ut(i){return ki[i]??Oe}function b(i,e){return i.replace(/\{(\w+)\}/g,(t,s)=>String(e[s]??t))}var Ai="\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}",_i=new RegExp(`[^\\s\\x00-\\x1f\\x7f-\\x9f${Ai}]`,"u");function Re(i){return _i.test(i)}var E=i=>w`
  <svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${i}</svg>`,ft=E(w`<path d="M6 6l12 12M18 6L6 18" />`),mt=E(w`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`),gt=E(w`<path d="M5 12h13M12.500 6l6 6-6 6" />`),vt=E(w`<path d="M20 11.500l-8.300 8.300a5 5 0 0 1-7.100-7.100l8.700-8.700a3.400 3.400 0 0 1 4.800 4.800l-8.600 8.600a1.700 1.700 0 0 1-2.400-2.400l7.800-7.800" />`),bt=E(w`<path d="M12 5v13M6 12.500l6 6 6-6" />`),Le=E(w`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />`),yt=E(w`<circle cx="12" cy="8" r="3.600" /><path d="M5 20c.7-4 3.400-6 7-6s6.300 2 7 6" />`),wt=E(w`<path d="M8 5L4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-3" />`);var xt=2e3,pe=class{constructor(e){this.parts=e;this.draft="";this.typed=e=>{let t=e.target;this.draft=t.value,Re(this.draft)&&this.parts.writes(),$t(t),this.parts.refresh()};this.key=e=>{e.key!=="Enter"||e.shiftKey||se(e)||(e.preventDefault(),this.submit(e.target))};this.submitted=e=>{e.preventDefault(),this.submit(e.target.querySelector("textarea"))};this.choose=e=>{e.currentTarget.parentElement.querySelector("input").click()};this.chosen=e=>{let t=e.target;this.files([...t.files??[]]),t.value=""}}render(e){let t=[...this.draft].length-xt;return d`
      <form @submit=${this.submitted}>
        <button type="button" class="icon" aria-label=${e.attach} title=${e.attach} @click=${this.choose}>${vt}</button>
        <input type="file" accept=${dt} multiple hidden @change=${this.chosen} />
        <textarea rows="1" aria-label=${e.placeholder} placeholder=${e.placeholder} enterkeyhint="send"
          aria-invalid=${t>0?"true":p} aria-describedby="length" dir="auto"
          .value=${this.draft} @input=${this.typed} @keydown=${this.key}></textarea>
        <button type="submit" class="icon send" aria-label=${e.send} ?disabled=${!this.sendable}>${gt}</button>
        <p id="length" role="status">${t>0?b(e.tooLong,{over:t}):""}</p>
      </form>
    `}files(e){e.length&&this.parts.files(e)}pasted(e){let t=[...e.clipboardData?.files??[]];t.length&&(e.preventDefault(),this.files(t))}get sendable(){return Re(this.draft)&&[...this.draft].length<=xt}submit(e){if(!this.sendable)return;let t=this.draft.trim();this.draft=e.value="",$t(e),this.parts.send(t)}};function $t(i){i.style.height="auto",i.style.height=`${i.scrollHeight}px`}var Ei="a[href],button:not([disabled]),textarea:not([disabled]),[tabindex='0']";function kt(i,e){let t=[...i.querySelectorAll(Ei)].filter(o=>o.checkVisibility()),s=t[0],n=t[t.length-1],r=i.activeElement;e.shiftKey&&(r===s||!r)?(e.preventDefault(),n?.focus()):!e.shiftKey&&r===n&&(e.preventDefault(),s?.focus())}function At(i){let{words:e,look:t}=i;return d`
    <div class="head">
      ${t.logo?d`<img class="logo" src=${i.base+t.logo} alt="" width="38" height="38" />`:p}
      <div class="title">
        <h2 id="name">${t.name}</h2>
        <p>${i.owner==="person"?e.person:e.bot}</p>
      </div>
      <button type="button" class="icon" id="menu-button" aria-label=${e.menu} aria-expanded=${i.menuOpen}
        aria-controls="menu" @click=${i.toggleMenu}>${mt}</button>
      <button type="button" class="icon" id="close" aria-label=${e.close} @click=${i.close}>${ft}</button>
    </div>
    <div id="menu" ?hidden=${!i.menuOpen}>
      <button type="button" @click=${i.transcript}>${e.transcript}</button>
      <button type="button" class=${i.forgetAsked?"sure":""} @click=${i.forget}>
        ${i.forgetAsked?e.forgetSure:e.forget}
      </button>
    </div>
  `}var he={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},F=i=>(...e)=>({_$litDirective$:i,values:e}),L=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,s){this._$Ct=e,this._$AM=t,this._$Ci=s}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Si}=nt,_t=i=>i;var St=i=>i.strings===void 0,Et=()=>document.createComment(""),U=(i,e,t)=>{let s=i._$AA.parentNode,n=e===void 0?i._$AB:e._$AA;if(t===void 0){let r=s.insertBefore(Et(),n),o=s.insertBefore(Et(),n);t=new Si(r,o,i,i.options)}else{let r=t._$AB.nextSibling,o=t._$AM,l=o!==i;if(l){let a;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(a=i._$AU)!==o._$AU&&t._$AP(a)}if(r!==n||l){let a=t._$AA;for(;a!==r;){let c=_t(a).nextSibling;_t(s).insertBefore(a,n),a=c}}}return t},S=(i,e,t=i)=>(i._$AI(e,t),i),Ti={},Tt=(i,e=Ti)=>i._$AH=e,Pt=i=>i._$AH,ce=i=>{i._$AR(),i._$AA.remove()};var Ct=(i,e,t)=>{let s=new Map;for(let n=e;n<=t;n++)s.set(i[n],n);return s},ue=F(class extends L{constructor(i){if(super(i),i.type!==he.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,e,t){let s;t===void 0?t=e:e!==void 0&&(s=e);let n=[],r=[],o=0;for(let l of i)n[o]=s?s(l,o):o,r[o]=t(l,o),o++;return{values:r,keys:n}}render(i,e,t){return this.dt(i,e,t).values}update(i,[e,t,s]){let n=Pt(i),{values:r,keys:o}=this.dt(e,t,s);if(!Array.isArray(n))return this.ut=o,r;let l=this.ut??=[],a=[],c,m,h=0,f=n.length-1,u=0,v=r.length-1;for(;h<=f&&u<=v;)if(n[h]===null)h++;else if(n[f]===null)f--;else if(l[h]===o[u])a[u]=S(n[h],r[u]),h++,u++;else if(l[f]===o[v])a[v]=S(n[f],r[v]),f--,v--;else if(l[h]===o[v])a[v]=S(n[h],r[v]),U(i,a[v+1],n[h]),h++,v--;else if(l[f]===o[u])a[u]=S(n[f],r[u]),U(i,n[h],n[f]),f--,u++;else if(c===void 0&&(c=Ct(o,u,v),m=Ct(l,h,f)),c.has(l[h]))if(c.has(l[f])){let x=m.get(o[u]),ye=x!==void 0?n[x]:null;if(ye===null){let ze=U(i,n[h]);S(ze,r[u]),a[u]=ze}else a[u]=S(ye,r[u]),U(i,n[h],ye),n[x]=null;u++}else ce(n[f]),f--;else ce(n[h]),h++;for(;u<=v;){let x=U(i,a[v+1]);S(x,r[u]),a[u++]=x}for(;h<=f;){let x=n[h++];x!==null&&ce(x)}return this.ut=o,Tt(i,a),A}});var Pi={en:"en-GB"},Ue=i=>Pi[i]??i;function Rt(i,e){return new Intl.DateTimeFormat(Ue(e),{hour:"2-digit",minute:"2-digit"}).format(i)}function Lt(i,e,t){let s=Math.round((Mt(i)-Mt(e))/864e5);return Ot(s===0||s===-1?new Intl.RelativeTimeFormat(t,{numeric:"auto"}).format(s,"day"):new Intl.DateTimeFormat(Ue(t),{weekday:"long",day:"numeric",month:"long"}).format(i),t)}function fe(i,e){return new Intl.DateTimeFormat(Ue(e),{dateStyle:"full",timeStyle:"short"}).format(i)}function Mt(i){return new Date(i.getFullYear(),i.getMonth(),i.getDate()).getTime()}function Ot(i,e){return i.charAt(0).toLocaleUpperCase(e)+i.slice(1)}var W=(i,e)=>{let t=i._$AN;if(t===void 0)return!1;for(let s of t)s._$AO?.(e,!1),W(s,e);return!0},me=i=>{let e,t;do{if((e=i._$AM)===void 0)break;t=e._$AN,t.delete(i),i=e}while(t?.size===0)},Ut=i=>{for(let e;e=i._$AM;i=e){let t=e._$AN;if(t===void 0)e._$AN=t=new Set;else if(t.has(i))break;t.add(i),Oi(e)}};function Ci(i){this._$AN!==void 0?(me(this),this._$AM=i,Ut(this)):this._$AM=i}function Mi(i,e=!1,t=0){let s=this._$AH,n=this._$AN;if(n!==void 0&&n.size!==0)if(e)if(Array.isArray(s))for(let r=t;r<s.length;r++)W(s[r],!1),me(s[r]);else s!=null&&(W(s,!1),me(s));else W(this,i)}var Oi=i=>{i.type==he.CHILD&&(i._$AP??=Mi,i._$AQ??=Ci)},ge=class extends L{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,s){super._$AT(e,t,s),Ut(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(W(this,e),me(this))}setValue(e){if(St(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}};var Ri=96,De=class extends ge{constructor(){super(...arguments);this.drawn=null}render(t){}update(t,[s]){this.drawn!==s&&(this.drawn=s,Li(t.element,s))}};async function Li(i,e){let t;try{t=await createImageBitmap(e)}catch{return}let s=Math.min(1,Ri/Math.max(t.width,t.height));i.width=Math.max(1,Math.round(t.width*s)),i.height=Math.max(1,Math.round(t.height*s)),i.getContext("2d")?.drawImage(t,0,0,i.width,i.height),t.close()}var Dt=F(De);function Ht(i,e){let{name:t="",kind:s,pages:n}=e.body,r=b(i.words.uploaded,{name:t});return s==="picture"?d`${It(i,e,"picture",r)}`:d`<span class="file">
    ${It(i,e,"thumb","")}
    <span><bdi>${t}</bdi><small>${Ui(n,i.words)}</small></span>
  </span>`}function It(i,e,t,s){let{thumb:n,width:r,height:o}=e.body;return typeof n!="string"?d`${Le}`:d`<img class=${t} src=${new URL(n,i.base).href} alt=${s}
    width=${Number(r)||p} height=${Number(o)||p} @error=${()=>i.renewThumb(e)} />`}function Ui(i,e){return typeof i!="number"?"":i===1?e.documentOne:b(e.document,{pages:i})}function Nt(i,e){let{words:t}=i,s=e.file.name,n=Math.round(e.share*100),r=b(t.uploading,{name:s,percent:n});return d`
    <div class="message own first ${e.state}">
      <span class="hidden">${t.you}:</span>
      <div class="bubble file">
        ${e.file.type.startsWith("image/")?d`<canvas class="thumb" width="1" height="1" aria-hidden="true" ${Dt(e.file)}></canvas>`:Le}
        <span><bdi>${s}</bdi></span>
      </div>
      ${e.state==="sending"?d`<progress max="100" .value=${n} aria-label=${r}></progress>`:d`<p class="meta trouble">
            ${Di(e,t)}
            ${e.why==="network"||e.why==="unavailable"?d`<button type="button" class="plain" @click=${()=>i.retryUpload(e)}>${t.retry}</button>`:p}
            <button type="button" class="plain" @click=${()=>i.discardUpload(e)}>${t.discard}</button>
          </p>`}
    </div>
  `}function Di(i,e){let t=i.file.name;return i.sentence?i.sentence:i.why==="request-too-large"?b(e.fileTooLarge,{name:t}):i.why?.startsWith("file-")?b(e.fileKind,{name:t}):i.why==="too-many-requests"?e.failedMany:b(e.fileFailed,{name:t})}var Ii=/(https?:\/\/[^\s<>"']+)|(?<![\p{L}\p{N}-])([A-Z]{2,4}-[0-9]{4,10}|AM-[0-9A-HJKMNP-TV-Z]{7})(?![\p{L}\p{N}]|-\p{N})/gu,Hi=/[.,;:!?)\]}…]+$/;function zt(i){let e=[],t=0,s=n=>{n>t&&e.push({kind:"plain",text:i.slice(t,n)})};for(let n of i.matchAll(Ii)){let r=n[1]?n[1].replace(Hi,""):n[0];n[1]&&!Ni(r)||(s(n.index),e.push({kind:n[1]?"link":"number",text:r}),t=n.index+r.length)}return s(i.length),e}function Ni(i){try{return new URL(i).hostname.length>0}catch{return!1}}function jt(i){let e=[];for(let t of i.split(`
`)){let s=t.startsWith("• "),n=e[e.length-1],r=s?t.slice(2):t;n?.list===s?n.lines.push(r):e.push({list:s,lines:[r]})}return e}function Bt(i){return/\(§ [^)]+\): /.test(i)}var Ie=2;function qt(i,e,t){return jt(i).map(({list:s,lines:n})=>s?n.length>Ie&&n.every(Bt)?zi(n,e,t):He(n):d`<p dir="auto">${Ft(n.join(`
`))}</p>`)}function zi(i,e,t){return d`${He(i.slice(0,Ie))}
    <details>
      <summary @click=${t}>
        <span class="more">${b(e.showAll,{count:i.length})}</span><span class="fewer">${e.showFewer}</span>
      </summary>
      ${He(i.slice(Ie))}
    </details>`}function He(i){return d`<ul dir="auto">${i.map(e=>d`<li>${Ft(e)}</li>`)}</ul>`}function Ft(i){return zt(i).map(({kind:e,text:t})=>e==="link"?d`<a href=${t} target="_blank" rel="noopener noreferrer nofollow">${t}</a>`:e==="number"?d`<strong class="number">${t}</strong>`:d`${t}`)}var ji=new Set(["message","reply","notice","file","owner"]);function Wt(i,e,t,s){let n=e.filter((o,l)=>(ji.has(o.kind)||o.body.text)&&!qi(o,e[l+1])),r=n.findLastIndex(o=>o.author==="customer");return d`
    ${ue(n,o=>o.seq,(o,l)=>d`
        ${Bi(n,l,i.language)}
        ${Vt(o)?Fi(o,i.words):Wi(i,o,n[l-1],n[l+1],l===r)}
        ${l>r&&t.every(({state:a})=>a==="failed")?Gi(i,o.body):p}
      `)}
    ${ue(t,o=>o.clientId,o=>Ji(i,o))}
    ${ue(s,o=>o.clientId,o=>Nt(i,o))}
  `}function Bi(i,e,t){let s=new Date(i[e].at);return(e>0?new Date(i[e-1].at):null)?.toDateString()===s.toDateString()?p:d`<p class="day"><span>${Lt(s,new Date,t)}</span></p>`}function Vt(i){return i.kind==="owner"||i.body.data?.joined!==void 0}function qi(i,e){return i.kind==="owner"&&e?.body.data?.joined!==void 0}function Fi(i,e){let t=i.body.owner==="person"?e.ownerPerson:e.ownerBot;return d`<p class="aside" dir="auto">${i.kind==="owner"?t:i.body.text}</p>`}function Wi(i,e,t,s,n){let r=e.author==="customer",o=c=>c?.author===e.author&&c.body.data?.agent===e.body.data?.agent&&!Vt(c)&&c.at.slice(0,16)===e.at.slice(0,16),l=e.author==="agent"?e.body.data?.agent??i.words.agent:null,a=r?"own":l?"person":e.kind==="notice"?"notice":"other";return d`
    <div class="message ${a} ${o(t)?"":"first"}" data-seq=${e.seq}>
      ${l&&!o(t)?d`<p class="name" dir="auto">${l}<span class="hidden">:</span></p>`:d`<span class="hidden">${l??Vi(e.author,i.words)}:</span>`}
      <div class="bubble" lang=${e.body.language??p}>
        ${e.kind==="file"?Ht(i,e):qt(e.body.text??"",i.words,i.fold)}
      </div>
      ${o(s)?p:Ki(e.at,i,r&&n)}
    </div>
  `}function Vi(i,e){return{customer:e.you,bot:e.assistant,agent:e.agent,system:e.assistant}[i]}function Ki(i,{words:e,language:t},s){let n=new Date(i);return d`<p class="meta">
    <time datetime=${i} title=${fe(n,t)}>${Rt(n,t)}</time>${s?d` · ${e.delivered}`:p}
  </p>`}function Gi(i,{buttons:e,language:t}){let s=e?.filter(n=>!n.action)??[];return s.length?d`<div class="choices" role="group" aria-label=${i.words.choices} lang=${t??p}>
    ${s.map(n=>d`<button type="button" class="choice" @click=${()=>i.press(n)}>${n.title}</button>`)}
  </div>`:p}function Ji(i,e){let{words:t}=i;return d`
    <div class="message own first ${e.state}">
      <span class="hidden">${t.you}:</span>
      <div class="bubble"><p dir="auto">${e.text}</p></div>
      ${e.state==="failed"?d`<p class="meta trouble">
            ${t.failed} ${Yi(e.why,t)}
            <button type="button" class="plain" @click=${()=>i.retry(e)}>${t.retry}</button>
            <button type="button" class="plain" @click=${()=>i.discard(e)}>${t.discard}</button>
          </p>`:d`<p class="meta">${i.online?t.sending:t.waiting}</p>`}
    </div>
  `}function Yi(i,e){return i==="too-many-requests"?e.failedMany:i==="unknown-button"?e.failedButton:i==="invalid-message"||i==="invalid-request"?e.failedText:""}var ve=class{constructor(e){this.changed=e;this.following=!0;this.read=0;this.below=!1;this.placed=-1;this.height=0;this.view=0;this.log=null}get hidesMore(){return this.below}follow(){this.following=!0}toEnd(){this.follow(),this.log&&(this.read=Ne(this.log))}stay(){this.following=!1}keep(e){if(this.log!==e){this.log=e;let t=new ResizeObserver(()=>this.put());for(let s of[e,e.querySelector(".lines")])t.observe(s)}this.put()}scrolled(){let e=this.log;if(!(!e||Math.abs(e.scrollTop-this.placed)<2)){if(e.scrollHeight!==this.height||e.clientHeight!==this.view)return this.put();this.placed=-1,this.following=this.atEnd(e),this.following&&(this.read=Ne(e)),this.tell(e)}}put(){let e=this.log;if(e?.clientHeight){if(this.height=e.scrollHeight,this.view=e.clientHeight,this.following){let t=this.firstFresh(e),s=t?.matches(".message ~ .message")?t.offsetTop-8:0,n=t!==void 0&&e.scrollHeight-s>e.clientHeight;e.scrollTop=n?s:e.scrollHeight,this.placed=e.scrollTop,n||(this.read=Ne(e))}this.tell(e)}}firstFresh(e){let t=[...e.querySelectorAll(".message")];return t.slice(t.findLastIndex(n=>n.matches(".own"))+1).find(n=>Number(n.dataset.seq)>this.read)}tell(e){let t=!this.atEnd(e);t!==this.below&&(this.below=t,this.changed())}atEnd(e){return e.scrollHeight-e.scrollTop-e.clientHeight<60}};function Ne(i){return Math.max(0,...[...i.querySelectorAll("[data-seq]")].map(({dataset:e})=>Number(e.seq)))}function Kt(i,e){let t=Zi(i,e);return d`<p class="banner" role="status" ?hidden=${!t}>${t}</p>`}function Zi(i,e){return i.online?i.trouble==="identity-not-signed"?e.signIn:i.trouble?e.unavailable:i.connected?"":e.away:e.offline}function Gt(i,e,t,s,n){let r=i.standing?.withdrawal_until,o=r?b(t.withdrawUntil,{until:fe(new Date(r),s)}):p,l=d`${wt}${t.withdraw}`;return d`<div class="always">
    ${i.owner==="person"?p:d`<button type="button" @click=${()=>n(()=>i.act("talk_to_human",t.talk))}>
          ${yt}${t.talk}
        </button>`}
    ${i.standing?.withdrawal==="over"?p:i.standing?.verified?d`<button
            type="button"
            title=${o}
            @click=${()=>n(()=>i.act("withdraw",t.withdraw))}
          >
            ${l}
          </button>`:d`<a href=${e} target="_blank" rel="noopener">${l}</a>`}
  </div>`}var Jt=y`
  :host {
    --surface: #ffffff;
    --raised: #f1f3f5;
    --text: #1c2126;
    --muted: #56616c;
    --line: #dfe4e8;
    --edge: #79838d;
    --trouble: #a4262c;
    --warm: #fff4d6;
    --warm-text: #553c00;
    color-scheme: light;
  }
  :host([theme="dark"]) {
    --surface: #171a1f;
    --raised: #262b33;
    --text: #e9edf1;
    --muted: #a9b3bd;
    --line: #343b44;
    --edge: #7f8a95;
    --trouble: #ff9b9f;
    --warm: #3b3114;
    --warm-text: #ffe6a3;
    color-scheme: dark;
  }
`;var Yt=y`
  .log {
    position: relative;
    flex: 1;
    min-block-size: 60px;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 12px 16px 16px;
    overflow-wrap: anywhere;
  }
  .log:focus-visible {
    outline-offset: -3px;
  }
  .greeting,
  .day,
  .aside {
    text-align: center;
    font-size: 13px;
    color: var(--muted);
  }
  .greeting {
    padding-block-end: 4px;
  }
  .day {
    padding-block: 10px 2px;
  }
  .aside {
    padding-block: 12px 4px;
  }
  .message {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin-block-start: 3px;
    padding-inline-end: 36px;
  }
  .message.first {
    margin-block-start: 12px;
  }
  .bubble {
    max-inline-size: 100%;
    padding: 9px 14px;
    border-radius: 16px;
    border-start-start-radius: 5px;
    border-end-start-radius: 5px;
    background: var(--raised);
  }
  .bubble p,
  .bubble li {
    white-space: pre-wrap;
    text-align: start;
  }
  .bubble ul {
    padding-inline-start: 18px;
    margin-block: 2px;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 28px;
    padding: 3px 8px;
    margin-inline-start: -8px;
    border-radius: 8px;
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 2px;
    list-style: none;
    cursor: pointer;
  }
  details[open] .more,
  details:not([open]) .fewer {
    display: none;
  }
  .first > .bubble {
    border-start-start-radius: 16px;
  }
  .own {
    align-items: flex-end;
    padding-inline: 48px 0;
  }
  .own > .bubble {
    border-radius: 16px;
    border-start-end-radius: 5px;
    border-end-end-radius: 5px;
    background: var(--brand);
    color: var(--ink);
  }
  .own.first > .bubble {
    border-start-end-radius: 16px;
  }
  .own.waiting > .bubble,
  .own.failed > .bubble {
    background: var(--surface);
    color: var(--text);
    box-shadow: inset 0 0 0 1.5px var(--edge);
  }
  .name {
    padding: 0 4px 3px;
    font-size: 13px;
    font-weight: 650;
  }
  .person > .bubble {
    background: color-mix(in srgb, var(--brand) 14%, var(--surface));
  }
  .notice > .bubble {
    background: none;
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .meta {
    padding: 3px 4px 0;
    font-size: 12.5px;
    color: var(--muted);
  }
  .trouble {
    color: var(--trouble);
    text-align: end;
  }
  .plain {
    min-block-size: 28px;
    padding: 2px 6px;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .number {
    font-weight: 650;
    white-space: nowrap;
  }
  a {
    color: inherit;
    text-underline-offset: 2px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 10px 14px;
  }
  .choices:last-child {
    margin-block-end: 0;
  }
  .choice {
    min-block-size: 40px;
    padding: 7px 15px;
    border-radius: 20px;
    border: 1.5px solid color-mix(in srgb, var(--brand) 75%, var(--text));
    font-weight: 550;
    text-align: start;
  }
  .choice:hover {
    background: color-mix(in srgb, var(--brand) 12%, var(--surface));
  }
  .picture {
    display: block;
    max-inline-size: 100%;
    inline-size: auto;
    block-size: auto;
    max-block-size: 240px;
    border-radius: 12px;
  }
  .bubble:has(> .picture) {
    padding: 4px;
  }
  .file {
    display: flex;
    gap: 10px;
    align-items: center;
  }
  .file small {
    display: block;
    font-size: 13px;
  }
  .thumb {
    border-radius: 8px;
    inline-size: auto;
    block-size: auto;
    max-inline-size: 96px;
    max-block-size: 96px;
  }
  progress {
    inline-size: 140px;
    block-size: 6px;
    margin-block-start: 6px;
    accent-color: var(--brand);
  }
  .typing {
    display: flex;
    gap: 5px;
    align-self: flex-start;
    margin: 0 16px 10px;
    padding: 12px 14px;
    border-radius: 16px;
    background: var(--raised);
  }
  .typing.person {
    align-items: center;
    padding-block: 8px;
    font-size: 13px;
    color: var(--muted);
  }
  .typing.person span {
    padding-inline-start: 4px;
  }
  .typing i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--muted);
  }
  .jump {
    position: absolute;
    inset-block-end: 128px;
    inset-inline-end: 18px;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: var(--surface);
    box-shadow: 0 0 0 1px var(--edge), 0 3px 10px rgb(0 0 0 / 0.2);
  }
`;var Zt=y`
  .note:empty,
  #length:empty {
    display: none;
  }
  .note {
    padding: 6px 16px;
    font-size: 14px;
    background: var(--raised);
  }
  .always {
    display: flex;
    gap: 4px;
    padding: 4px 8px;
    border-block-start: 1px solid var(--line);
  }
  .always a {
    color: inherit;
    text-decoration: none;
  }
  .always button,
  .always a {
    display: flex;
    align-items: center;
    gap: 5px;
    min-block-size: 36px;
    padding: 4px 6px;
    border-radius: 8px;
    font-size: 13px;
    line-height: 1.2;
    text-align: start;
  }
  .always button:hover,
  .always a:hover {
    background: var(--raised);
  }
  .always svg {
    inline-size: 17px;
    block-size: 17px;
    flex: none;
  }
  form {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: end;
    gap: 4px;
    padding: 0 10px 10px;
    padding-block-end: max(10px, env(safe-area-inset-bottom));
  }
  textarea {
    min-inline-size: 0;
    inline-size: 100%;
    max-block-size: 120px;
    padding: 10px 14px;
    resize: none;
    color: var(--text);
    background: var(--surface);
    border: 1.5px solid var(--edge);
    border-radius: 22px;
    scrollbar-width: thin;
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  textarea:focus {
    outline: 2px solid color-mix(in srgb, var(--brand) 75%, var(--text));
    outline-offset: -1px;
    border-color: transparent;
  }
  textarea[aria-invalid="true"] {
    border-color: var(--trouble);
  }
  .send {
    border-radius: 50%;
    background: var(--brand);
    color: var(--ink);
  }
  .send:hover {
    background: color-mix(in srgb, var(--brand) 85%, var(--ink));
  }
  .send:disabled {
    background: var(--raised);
    color: var(--muted);
    cursor: default;
  }
  :host(:dir(rtl)) .send svg {
    transform: scaleX(-1);
  }
  #length {
    grid-column: 1 / -1;
    padding-inline: 16px;
    font-size: 13px;
    color: var(--trouble);
  }
  .drop {
    position: absolute;
    inset: 8px;
    display: grid;
    place-items: center;
    border-radius: 12px;
    border: 2px dashed var(--text);
    background: color-mix(in srgb, var(--surface) 92%, transparent);
    font-weight: 600;
  }
`;var Qt=y`
  :host {
    position: fixed;
    inset-block-end: 16px;
    inset-inline-end: 16px;
    inline-size: 400px;
    block-size: min(700px, calc(100dvh - 32px));
    font: 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
    color: var(--text);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  :host([position="start"]) {
    inset-inline: 16px auto;
  }
  * {
    box-sizing: border-box;
    margin: 0;
    font: inherit;
    letter-spacing: normal;
  }
  [hidden] {
    display: none !important;
  }
  section {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    background: var(--surface);
    border-radius: 18px;
    overflow: hidden;
    box-shadow: 0 0 0 1px var(--line), 0 18px 48px rgb(0 0 0 / 0.24);
  }
  @media (prefers-reduced-motion: no-preference) {
    section {
      animation: rise 0.18s ease-out;
    }
    @keyframes rise {
      from {
        opacity: 0;
        transform: translateY(12px);
      }
    }
    .typing i {
      animation: dot 1.2s infinite;
    }
    .typing i:nth-child(2) {
      animation-delay: 0.15s;
    }
    .typing i:nth-child(3) {
      animation-delay: 0.3s;
    }
    @keyframes dot {
      30% {
        transform: translateY(-4px);
      }
      60% {
        transform: none;
      }
    }
  }
  @media (max-width: 480px) {
    :host,
    :host([position="start"]) {
      inset: 0;
      inline-size: auto;
      block-size: auto;
    }
    section {
      border-radius: 0;
      box-shadow: none;
    }
  }
  @media (forced-colors: active) {
    section {
      border: 1px solid;
    }
  }
  button {
    cursor: pointer;
    color: inherit;
    background: none;
    border: 0;
  }
  :focus-visible {
    outline: 2px solid var(--text);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;var Xt=y`
  .head {
    display: flex;
    align-items: center;
    gap: 10px;
    padding-block: 12px;
    padding-inline: 16px 10px;
    background: var(--brand);
    color: var(--ink);
  }
  .head :focus-visible {
    outline-color: var(--ink);
    outline-offset: -2px;
  }
  .logo {
    border-radius: 10px;
    object-fit: contain;
  }
  .title {
    flex: 1;
    min-inline-size: 0;
  }
  h2 {
    font-weight: 650;
    font-size: 17px;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .title p {
    font-size: 13px;
    line-height: 1.3;
  }
  .icon {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 12px;
  }
  .icon:hover {
    background: color-mix(in srgb, currentColor 14%, transparent);
  }
  #menu {
    position: absolute;
    z-index: 2;
    inset-block-start: 62px;
    inset-inline-end: 12px;
    max-inline-size: calc(100% - 24px);
    padding: 6px;
    background: var(--surface);
    border-radius: 12px;
    box-shadow: 0 0 0 1px var(--line), 0 8px 24px rgb(0 0 0 / 0.22);
  }
  #menu button {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    border-radius: 8px;
    text-align: start;
  }
  #menu button:hover {
    background: var(--raised);
  }
  #menu .sure {
    color: var(--trouble);
    font-weight: 600;
  }
  .banner {
    padding: 8px 16px;
    font-size: 14px;
    background: var(--warm);
    color: var(--warm-text);
  }
`;var ei=[Jt,Qt,Xt,Yt,Zt];var be=class extends _{constructor(){super(...arguments);this.menuOpen=!1;this.forgetAsked=!1;this.note="";this.place=new ve(()=>this.requestUpdate());this.dragging=!1;this.history=!1}static{this.styles=ei}begin(t){this.parts=t;let s=at(t.look.merchant,t.identity);this.history=s.read()!==null,this.session=new de(new B(t.base,t.identity),t.look.merchant,t.language,s,()=>this.changed()),this.speak(),this.composer=new pe({send:n=>this.posted(()=>this.session.say(n)),writes:()=>{this.session.writes()},files:n=>this.posted(()=>n.forEach(r=>this.session.upload(r))),refresh:()=>this.requestUpdate()}),this.session.start()}open(){this.hidden=!1,this.place.follow(),this.session.trouble&&this.session.start(),this.session.seen(),this.requestUpdate(),this.updateComplete.then(()=>this.takeFocus())}close(){this.hidden=!0,this.menuOpen=this.forgetAsked=!1,this.parts.closed()}firstUpdated(){this.addEventListener("keydown",t=>this.key(t)),this.addEventListener("paste",t=>this.composer.pasted(t)),this.addEventListener("dragover",t=>this.drag(t,!0)),this.addEventListener("dragleave",t=>this.drag(t,!1)),this.addEventListener("drop",t=>this.drop(t))}updated(t){let s=this.find(".log");s&&this.place.keep(s)}render(){if(!this.parts)return p;let{session:t,words:s}=this;return d`
      <section role="dialog" aria-modal=${this.coversPage?"true":p} aria-labelledby="name"
        class=${this.dragging?"dragging":""}>
        ${At({words:s,look:this.parts.look,base:this.parts.base,language:t.language,owner:t.owner,menuOpen:this.menuOpen,forgetAsked:this.forgetAsked,toggleMenu:()=>this.toggleMenu(),transcript:()=>{this.transcript()},forget:()=>{this.forget()},close:()=>this.close()})}
        ${Kt(t,s)}
        <div class="log" role="log" tabindex="0" aria-label=${s.log} @scroll=${()=>this.place.scrolled()}
          aria-live=${this.history&&!t.loaded?"off":"polite"} aria-relevant="additions">
          <div class="lines">
            <p class="greeting">${this.parts.look.greeting[t.language]??""}</p>
            ${Wt(this.logParts(),t.timeline.inOrder(),t.outbox.items,t.uploads.items)}
          </div>
        </div>
        ${this.typing()} ${this.jump()}
        <p class="note" role="status">${this.note}</p>
        ${Gt(t,this.withdrawal(),s,t.language,n=>this.posted(n))}
        ${this.composer.render(s)}
        ${this.dragging?d`<p class="drop">${s.drop}</p>`:p}
      </section>
    `}withdrawal(){let{base:t,look:s}=this.parts;return`${t}/withdraw/${encodeURIComponent(s.merchant)}?lang=${this.session.language}`}typing(){if(!(this.session.typing||!this.session.loaded)||!this.session.online||this.session.trouble)return p;let{typist:s}=this.session,n=this.session.loaded?s?this.words.personTyping.replace("{name}",s):this.words.typing:this.words.loading;return d`<div class="typing ${s?"person":""}" role="img" aria-label=${n}>
      <i></i><i></i><i></i>${s?d`<span dir="auto">${n}</span>`:p}
    </div>`}jump(){return this.place.hidesMore?d`<button type="button" class="jump" aria-label=${this.words.newMessages} @click=${this.toEnd}>${bt}</button>`:p}logParts(){let{session:t}=this;return{words:this.words,language:t.language,base:this.parts.base,online:t.online,press:s=>this.posted(()=>t.press(s)),fold:()=>this.place.stay(),retry:s=>t.outbox.retry(s.clientId),discard:s=>t.discard(s.clientId),retryUpload:s=>t.uploads.retry(s),discardUpload:s=>t.uploads.discard(s),renewThumb:s=>{t.renewThumb(s)}}}posted(t){t(),this.place.toEnd(),this.note="",this.requestUpdate(),this.shadowRoot?.activeElement?.matches("textarea")===!1&&this.takeFocus()}changed(){this.hidden||this.session?.seen(),this.session&&(this.speak(),this.parts.unread(this.hidden?this.session.unread:0),this.requestUpdate())}speak(){let{language:t}=this.session;this.lang!==t&&(this.lang=t,this.words=ut(t),this.parts.spoken(t))}async transcript(){this.menuOpen=!1;let t=await this.session.mailTranscript(),s={sent:this.words.transcriptSent,"not-verified":this.words.transcriptNeedsOrder,"too-many-requests":this.words.tooManyCopies};this.tell(s[t]??this.words.unavailable),this.takeFocus()}async forget(){if(!this.forgetAsked){this.forgetAsked=!0,this.requestUpdate();return}this.menuOpen=this.forgetAsked=!1,await this.session.forget(),this.tell(this.words.forgotten),this.takeFocus()}tell(t){this.note=t,this.requestUpdate()}toggleMenu(){this.menuOpen=!this.menuOpen,this.forgetAsked=!1,this.requestUpdate()}key(t){if(t.key==="Tab"&&kt(this.shadowRoot,t),!(t.key!=="Escape"||se(t))){if(t.stopPropagation(),!this.menuOpen)return this.close();this.toggleMenu(),this.find("#menu-button")?.focus()}}drag(t,s){if(!t.dataTransfer?.types.includes("Files"))return;t.preventDefault();let n=s||t.relatedTarget instanceof Node&&this.shadowRoot?.contains(t.relatedTarget)===!0;n!==this.dragging&&(this.dragging=n,this.requestUpdate())}drop(t){t.preventDefault(),this.dragging=!1,this.composer.files([...t.dataTransfer?.files??[]]),this.requestUpdate()}toEnd(){this.place.toEnd(),this.requestUpdate(),this.takeFocus()}takeFocus(){this.find(matchMedia("(pointer: coarse)").matches?".log":"textarea")?.focus({preventScroll:!0})}get coversPage(){return matchMedia("(max-width: 480px)").matches}find(t){return this.shadowRoot?.querySelector(t)??null}};customElements.define("amends-panel",be);function $r(i){let e=new be;return e.hidden=!0,e.begin(i),e}export{be as AmendsPanel,$r as create};
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
lit-html/async-directive.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
