/* Amends, Apache-2.0. Holds lit, (c) Google LLC, BSD-3-Clause. */
var V=globalThis,K=V.ShadowRoot&&(V.ShadyCSS===void 0||V.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Ae=Symbol(),We=new WeakMap,I=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==Ae)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(K&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=We.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&We.set(t,e))}return e}toString(){return this.cssText}},Ve=n=>new I(typeof n=="string"?n:n+"",void 0,Ae),y=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((i,s,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new I(t,n,Ae)},Ke=(n,e)=>{if(K)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),s=V.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=t.cssText,n.appendChild(i)}},_e=K?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return Ve(t)})(n):n;var{is:oi,defineProperty:ai,getOwnPropertyDescriptor:li,getOwnPropertyNames:di,getOwnPropertySymbols:pi,getPrototypeOf:ci}=Object,G=globalThis,Ge=G.trustedTypes,hi=Ge?Ge.emptyScript:"",ui=G.reactiveElementPolyfillSupport,U=(n,e)=>n,Ee={toAttribute(n,e){switch(e){case Boolean:n=n?hi:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},Ye=(n,e)=>!oi(n,e),Je={attribute:!0,type:String,converter:Ee,reflect:!1,useDefault:!1,hasChanged:Ye};Symbol.metadata??=Symbol("metadata"),G.litPropertyMetadata??=new WeakMap;var $=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Je){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(e,i,t);s!==void 0&&ai(this.prototype,e,s)}}static getPropertyDescriptor(e,t,i){let{get:s,set:r}=li(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:s,set(o){let l=s?.call(this);r?.call(this,o),this.requestUpdate(e,l,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Je}static _$Ei(){if(this.hasOwnProperty(U("elementProperties")))return;let e=ci(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(U("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(U("properties"))){let t=this.properties,i=[...di(t),...pi(t)];for(let s of i)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,s]of t)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let s=this._$Eu(t,i);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let s of i)t.unshift(_e(s))}else e!==void 0&&t.push(_e(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ke(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,i);if(s!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:Ee).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,s=i._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let r=i.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:Ee;this._$Em=s;let l=o.fromAttribute(t,r.type);this[s]=l??this._$Ej?.get(s)??l,this._$Em=null}}requestUpdate(e,t,i,s=!1,r){if(e!==void 0){let o=this.constructor;if(s===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??Ye)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:s,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,r]of i){let{wrapped:o}=r,l=this[s];o!==!0||this._$AL.has(s)||l===void 0||this.C(s,void 0,r,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};$.elementStyles=[],$.shadowRootOptions={mode:"open"},$[U("elementProperties")]=new Map,$[U("finalized")]=new Map,ui?.({ReactiveElement:$}),(G.reactiveElementVersions??=[]).push("2.1.2");var Te=globalThis,Ze=n=>n,J=Te.trustedTypes,Qe=J?J.createPolicy("lit-html",{createHTML:n=>n}):void 0,Pe="$lit$",k=`lit$${Math.random().toFixed(9).slice(2)}$`,Ce="?"+k,mi=`<${Ce}>`,C=document,z=()=>C.createComment(""),N=n=>n===null||typeof n!="object"&&typeof n!="function",Me=Array.isArray,st=n=>Me(n)||typeof n?.[Symbol.iterator]=="function",Se=`[ 	
\f\r]`,H=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Xe=/-->/g,et=/>/g,T=RegExp(`>|${Se}(?:([^\\s"'>=/]+)(${Se}*=${Se}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),tt=/'/g,it=/"/g,rt=/^(?:script|style|textarea|title)$/i,Oe=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),d=Oe(1),w=Oe(2),cn=Oe(3),A=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),nt=new WeakMap,P=C.createTreeWalker(C,129);function ot(n,e){if(!Me(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Qe!==void 0?Qe.createHTML(e):e}var at=(n,e)=>{let t=n.length-1,i=[],s,r=e===2?"<svg>":e===3?"<math>":"",o=H;for(let l=0;l<t;l++){let a=n[l],h,g,c=-1,m=0;for(;m<a.length&&(o.lastIndex=m,g=o.exec(a),g!==null);)m=o.lastIndex,o===H?g[1]==="!--"?o=Xe:g[1]!==void 0?o=et:g[2]!==void 0?(rt.test(g[2])&&(s=RegExp("</"+g[2],"g")),o=T):g[3]!==void 0&&(o=T):o===T?g[0]===">"?(o=s??H,c=-1):g[1]===void 0?c=-2:(c=o.lastIndex-g[2].length,h=g[1],o=g[3]===void 0?T:g[3]==='"'?it:tt):o===it||o===tt?o=T:o===Xe||o===et?o=H:(o=T,s=void 0);let u=o===T&&n[l+1].startsWith("/>")?" ":"";r+=o===H?a+mi:c>=0?(i.push(h),a.slice(0,c)+Pe+a.slice(c)+k+u):a+k+(c===-2?l:u)}return[ot(n,r+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},j=class n{constructor({strings:e,_$litType$:t},i){let s;this.parts=[];let r=0,o=0,l=e.length-1,a=this.parts,[h,g]=at(e,t);if(this.el=n.createElement(h,i),P.currentNode=this.el.content,t===2||t===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(s=P.nextNode())!==null&&a.length<l;){if(s.nodeType===1){if(s.hasAttributes())for(let c of s.getAttributeNames())if(c.endsWith(Pe)){let m=g[o++],u=s.getAttribute(c).split(k),v=/([.?@])?(.*)/.exec(m);a.push({type:1,index:r,name:v[2],strings:u,ctor:v[1]==="."?Z:v[1]==="?"?Q:v[1]==="@"?X:O}),s.removeAttribute(c)}else c.startsWith(k)&&(a.push({type:6,index:r}),s.removeAttribute(c));if(rt.test(s.tagName)){let c=s.textContent.split(k),m=c.length-1;if(m>0){s.textContent=J?J.emptyScript:"";for(let u=0;u<m;u++)s.append(c[u],z()),P.nextNode(),a.push({type:2,index:++r});s.append(c[m],z())}}}else if(s.nodeType===8)if(s.data===Ce)a.push({type:2,index:r});else{let c=-1;for(;(c=s.data.indexOf(k,c+1))!==-1;)a.push({type:7,index:r}),c+=k.length-1}r++}}static createElement(e,t){let i=C.createElement("template");return i.innerHTML=e,i}};function M(n,e,t=n,i){if(e===A)return e;let s=i!==void 0?t._$Co?.[i]:t._$Cl,r=N(e)?void 0:e._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,t,i)),i!==void 0?(t._$Co??=[])[i]=s:t._$Cl=s),s!==void 0&&(e=M(n,s._$AS(n,e.values),s,i)),e}var Y=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,s=(e?.creationScope??C).importNode(t,!0);P.currentNode=s;let r=P.nextNode(),o=0,l=0,a=i[0];for(;a!==void 0;){if(o===a.index){let h;a.type===2?h=new R(r,r.nextSibling,this,e):a.type===1?h=new a.ctor(r,a.name,a.strings,this,e):a.type===6&&(h=new ee(r,this,e)),this._$AV.push(h),a=i[++l]}o!==a?.index&&(r=P.nextNode(),o++)}return P.currentNode=C,s}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},R=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,s){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=M(this,e,t),N(e)?e===p||e==null||e===""?(this._$AH!==p&&this._$AR(),this._$AH=p):e!==this._$AH&&e!==A&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):st(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==p&&N(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,s=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=j.createElement(ot(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(t);else{let r=new Y(s,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=nt.get(e.strings);return t===void 0&&nt.set(e.strings,t=new j(e)),t}k(e){Me(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,s=0;for(let r of e)s===t.length?t.push(i=new n(this.O(z()),this.O(z()),this,this.options)):i=t[s],i._$AI(r),s++;s<t.length&&(this._$AR(i&&i._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=Ze(e).nextSibling;Ze(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},O=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,s,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=p}_$AI(e,t=this,i,s){let r=this.strings,o=!1;if(r===void 0)e=M(this,e,t,0),o=!N(e)||e!==this._$AH&&e!==A,o&&(this._$AH=e);else{let l=e,a,h;for(e=r[0],a=0;a<r.length-1;a++)h=M(this,l[i+a],t,a),h===A&&(h=this._$AH[a]),o||=!N(h)||h!==this._$AH[a],h===p?e=p:e!==p&&(e+=(h??"")+r[a+1]),this._$AH[a]=h}o&&!s&&this.j(e)}j(e){e===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Z=class extends O{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===p?void 0:e}},Q=class extends O{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==p)}},X=class extends O{constructor(e,t,i,s,r){super(e,t,i,s,r),this.type=5}_$AI(e,t=this){if((e=M(this,e,t,0)??p)===A)return;let i=this._$AH,s=e===p&&i!==p||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==p&&(i===p||s);s&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ee=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){M(this,e)}},lt={M:Pe,P:k,A:Ce,C:1,L:at,R:Y,D:st,V:M,I:R,H:O,N:Q,U:X,B:Z,F:ee},gi=Te.litHtmlPolyfillSupport;gi?.(j,R),(Te.litHtmlVersions??=[]).push("3.3.3");var dt=(n,e,t)=>{let i=t?.renderBefore??e,s=i._$litPart$;if(s===void 0){let r=t?.renderBefore??null;i._$litPart$=s=new R(e.insertBefore(z(),r),r,void 0,t??{})}return s._$AI(n),s};var Re=globalThis,E=class extends ${constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=dt(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return A}};E._$litElement$=!0,E.finalized=!0,Re.litElementHydrateSupport?.({LitElement:E});var fi=Re.litElementPolyfillSupport;fi?.({LitElement:E});(Re.litElementVersions??=[]).push("4.2.2");var f=class extends Error{constructor(t,i,s=null,r=null){super(`${t} ${i}`);this.kind=t;this.status=i;this.retryAfter=s;this.sentence=r}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},B=class{constructor(e,t=null){this.base=e;this.identity=t}look(e){return this.json(`/v1/merchants/${encodeURIComponent(e)}/widget`,{})}async open(e,t){let i={merchant:e,language:t};if(!this.identity)return this.json("/v1/conversations",te(i));try{return await this.json("/v1/conversations",te({...i,identity:this.identity}))}catch(s){if(!(s instanceof f)||s.kind!=="identity-not-signed")throw s;return this.json("/v1/conversations",te(i))}}headers(){return{}}async call(e,t){let i;try{let s={...this.headers(),...t.headers};i=await fetch(this.base+e,{...t,headers:s,credentials:"omit"})}catch{throw new f(t.signal?.aborted?"aborted":"network",0)}if(!i.ok)throw pt(i.status,await i.text(),i.headers.get("Retry-After"));return i}async json(e,t){return await(await this.call(e,t)).json()}},ie=class extends B{constructor(t,i,s){super(t);this.id=i;this.secret=s;this.path=`/v1/conversations/${i}`}send(t,i){return this.json(`${this.path}/messages`,te({...t,client_id:i}))}page(t,i,s){return this.json(`${this.path}/events?after=${t}&wait=${i}`,s?{signal:s}:{})}standing(){return this.json(this.path,{})}links(t){return this.json(`${this.path}/files/${t}`,{})}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(t,i){return this.call(`${this.path}/stream?after=${t}`,{signal:i,headers:{Accept:"text/event-stream"}})}upload(t,i,s,r){return new Promise((o,l)=>{let a=new XMLHttpRequest,h=new FormData;h.append("client_id",i),h.append("file",t,t.name||"picture.png"),a.open("POST",`${this.base}${this.path}/files`),a.setRequestHeader("Authorization",`Bearer ${this.secret}`),a.upload.onprogress=g=>g.lengthComputable&&s(g.loaded/g.total),a.onload=()=>a.status<300?o(JSON.parse(a.responseText)):l(pt(a.status,a.responseText,a.getResponseHeader("Retry-After"))),a.onerror=a.ontimeout=()=>l(new f("network",0)),a.onabort=()=>l(new f("aborted",0)),r.addEventListener("abort",()=>a.abort()),a.send(h)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function te(n){return{method:"POST",body:JSON.stringify(n),headers:{"Content-Type":"application/json"}}}function pt(n,e,t){let i={};try{i=JSON.parse(e)}catch{}let s=i.type?.split(":").pop()??`http-${n}`;return new f(s,n,t&&Number(t)||null,i.sentence??null)}function ne(n){return n.isComposing||n.keyCode===229}var Le=class{constructor(e,t=bi()){this.shelf=t;this.key=`amends:${e}`}read(){try{let e=JSON.parse(this.shelf?.getItem(this.key)??"null");return e?.id&&e.secret?{...e,seen:e.seen??0,unsent:e.unsent??[]}:null}catch{return null}}write(e){try{this.shelf?.setItem(this.key,JSON.stringify(e))}catch{}}change(e){let t=this.read();t&&this.write({...t,...e})}forget(){try{this.shelf?.removeItem(this.key)}catch{}}};function ct(n,e){return new Le(e?`${n}:${vi(e)}`:n)}function vi(n){try{let e=(n.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),{sub:t}=JSON.parse(atob(e));return typeof t=="string"?t:n}catch{return n}}function bi(){try{return localStorage}catch{return null}}function se(n,e=3e4,t=Math.random){let i=Math.min(e,500*2**Math.min(n,10));return i/2+i/2*t()}var re=class{constructor(){this.rest="";this.event="";this.data=[]}take(e){let t=(this.rest+e).split(/\r\n|\n|\r(?!$)/);this.rest=t.pop()??"";let i=[];for(let s of t){if(s===""){this.data.length&&i.push({event:this.event||"message",data:this.data.join(`
`)}),this.event="",this.data=[];continue}let r=s.indexOf(":"),o=r<0?s:s.slice(0,r),l=r<0?"":s.slice(r+1).replace(/^ /,"");o==="event"?this.event=l:o==="data"&&this.data.push(l)}return i}};var ht=4e4,yi=2,wi=25,xi=2**31-1,oe=class{constructor(e,t){this.conversation=e;this.parts=t;this.stopped=!1;this.mute=0;this.tries=0;this.asleep=!1;this.abort=new AbortController;this.rest=null}async run(){for(;!this.stopped;){this.abort=new AbortController;try{this.asleep&&await this.pause(xi),await this.catchUp(),this.parts.connected(!0),this.tries=0,await(this.mute<yi?this.stream():this.poll())}catch(e){if(this.stopped)return;if(!(e instanceof f))throw e;if(e.status===401)return this.parts.gone();if(e.kind==="aborted")continue;this.parts.connected(!1),await this.pause(e.retryAfter?e.retryAfter*1e3:se(this.tries++))}}}wake(){this.asleep=!1,this.rest?.()}sleep(){this.asleep=!0,this.abort.abort()}interrupt(){this.abort.abort()}stop(){this.stopped=!0,this.abort.abort(),this.rest?.()}async catchUp(){for(let e=!0;e&&!this.stopped;){let t=await this.conversation.page(this.parts.cursor(),0,this.abort.signal);e=t.more,this.parts.events(t.events),this.parts.owner(t.owner),this.parts.typing(t.typing,t.typist)}}async poll(){for(;!this.stopped;){let e=await this.conversation.page(this.parts.cursor(),wi,this.abort.signal);this.parts.events(e.events),this.parts.owner(e.owner),this.parts.typing(e.typing,e.typist)}}async stream(){let e=this.abort,t=!1,i=setTimeout(()=>e.abort(),ht);try{let r=(await this.conversation.stream(this.parts.cursor(),e.signal)).body.pipeThrough(new TextDecoderStream).getReader(),o=new re;for(let l=await r.read();!l.done&&!this.stopped;l=await r.read()){t=!0,clearTimeout(i),i=setTimeout(()=>e.abort(),ht);for(let a of o.take(l.value))this.sent(a.event,a.data)}}catch(s){throw s instanceof f?s:new f(e.signal.aborted?"aborted":"network",0)}finally{clearTimeout(i),this.mute=t?0:this.mute+1}}sent(e,t){let i=JSON.parse(t);e==="typing"?this.parts.typing(i.active===!0,i.name??null):typeof i.seq=="number"&&this.parts.events([i])}pause(e){return new Promise(t=>{let i=setTimeout(t,e);this.rest=()=>{clearTimeout(i),t()}})}};var De="files",ae=class{async put(e){await this.done("readwrite",t=>t.put(e))}async remove(e){await this.done("readwrite",t=>t.delete(e))}async of(e){return(await this.done("readonly",i=>i.getAll()))?.filter(i=>i.conversation===e)??[]}async done(e,t){try{let i=await ut($i());try{return await ut(t(i.transaction(De,e).objectStore(De)))}finally{i.close()}}catch{return}}};function $i(){let n=indexedDB.open("amends",1);return n.onupgradeneeded=()=>n.result.createObjectStore(De,{keyPath:"clientId"}),n}function ut(n){return new Promise((e,t)=>{n.onsuccess=()=>e(n.result),n.onerror=()=>t(n.error??new Error("nothing is kept"))})}var ki=6,le=class{constructor(e){this.parts=e;this.items=[];this.busy=!1;this.tries=0;this.closed=!1}add(e){this.items.push({...e,state:"waiting",why:null}),this.parts.changed(),this.flush()}retry(e){for(let t of this.items)t.clientId===e&&this.renew(t);this.parts.changed(),this.flush()}discard(e){let t=this.items.findIndex(i=>i.clientId===e);t>=0&&this.items.splice(t,1),this.parts.changed()}revive(){for(let e of this.items)e.why==="network"&&this.renew(e);this.tries=0,this.flush()}close(){this.closed=!0}async flush(){if(!this.busy){this.busy=!0;try{for(let e=this.next();e&&this.parts.online()&&!this.closed&&await this.carry(e);e=this.next());}finally{this.busy=!1}}}next(){return this.items.find(e=>e.state==="waiting")}async carry(e){e.state="sending",this.parts.changed();try{let t=await this.parts.send(e);return this.tries=0,this.discard(e.clientId),this.parts.sent(t),!0}catch(t){if(!(t instanceof f))throw t;return this.failed(e,t)}}failed(e,t){if(t.status===401)return e.state="waiting",this.parts.gone(),!1;if(!t.worthAnotherTry||++this.tries>=ki)return this.tries=0,e.state="failed",e.why=t.status===0?"network":t.kind,this.parts.changed(),!t.worthAnotherTry;e.state="waiting",this.parts.changed();let i=t.retryAfter?t.retryAfter*1e3:se(this.tries,8e3);return(this.parts.later??setTimeout)(()=>{this.flush()},i),!1}renew(e){e.state==="failed"&&(e.state="waiting",e.why=null)}};var F=class{constructor(){this.bySeq=new Map;this.complete=0}add(e){let t=[];for(let i of e)this.bySeq.has(i.seq)||(this.bySeq.set(i.seq,i),t.push(i));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return t}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}get language(){return this.inOrder().findLast(e=>e.body.language)?.body.language}inOrder(){return[...this.bySeq.values()].sort((e,t)=>e.seq-t.seq)}has(e){for(let t of this.bySeq.values())if(t.client_id===e)return!0;return!1}unreadAfter(e){return this.inOrder().filter(t=>t.seq>e&&Ie(t)).length}};function Ie(n){return n.author!=="customer"&&(n.kind==="reply"||n.kind==="notice")}var Ue=10*1024*1024,He="image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf",de=class{constructor(e,t){this.changed=e;this.over=t;this.items=[];this.carriers=new Map}has(e){return this.carriers.has(e)}add(e,t,i){let s={clientId:t,file:e,share:0,state:"sending",why:null,sentence:null,abort:new AbortController};this.items.push(s),this.carriers.set(t,i),e.size>Ue?this.fail(s,"request-too-large",null):this.carry(s)}retry(e){e.state="sending",e.share=0,this.carry(e)}discard(e){e.abort.abort(),this.carriers.delete(e.clientId),this.over(e.clientId);let t=this.items.indexOf(e);t>=0&&this.items.splice(t,1),this.changed()}progress(e,t){e.share=t,this.changed()}async carry(e){this.changed();try{await this.carriers.get(e.clientId)?.(e,e.abort.signal),this.discard(e)}catch(t){if(!(t instanceof f))throw t;t.kind!=="aborted"&&this.fail(e,t.kind,t.sentence)}}fail(e,t,i){Object.assign(e,{state:"failed",why:t,sentence:i}),t!=="network"&&t!=="unavailable"&&this.over(e.clientId),this.changed()}};var Ai=6e4,_i=6e4,Ei=6e4,Si=3e3,Ti=60,pe=class{constructor(e,t,i,s,r){this.api=e;this.merchant=t;this.language=i;this.memory=s;this.changed=r;this.timeline=new F;this.outbox=this.newOutbox();this.shelf=new ae;this.uploads=new de(()=>this.changed(),e=>{this.shelf.remove(e)});this.typing=!1;this.typist=null;this.owner="bot";this.connected=!0;this.online=navigator.onLine;this.loaded=!1;this.trouble=null;this.again=null;this.standing=null;this.conversation=null;this.feed=null;this.opening=!1;this.standingAt=0;this.unseen=0;this.typingTold=0;addEventListener("online",()=>this.network(!0)),addEventListener("offline",()=>this.network(!1)),addEventListener("storage",o=>o.key===s.key&&this.elsewhere()),document.addEventListener("visibilitychange",()=>this.looked(!document.hidden))}async start(){if(!(this.conversation||this.opening)){this.opening=!0,this.trouble=null,this.again=null;try{let e=await this.alone(async()=>this.memory.read()??await this.opened());this.follow(e)}catch(e){if(!(e instanceof f))throw e;this.trouble=e.kind,e.kind==="too-many-requests"&&this.startAgain(e.retryAfter??Ti)}finally{this.opening=!1,this.changed()}}}startAgain(e){this.again=new Date(Date.now()+e*1e3),setTimeout(()=>{this.start()},e*1e3)}say(e){this.post(e,{text:e})}press(e){this.post(e.title,{token:e.token})}act(e,t){this.post(t,{action:e})}async writes(){if(!(this.owner!=="person"||Date.now()-this.typingTold<Si)){this.typingTold=Date.now();try{await this.conversation?.typing()}catch(e){if(!(e instanceof f))throw e}}}upload(e){let t=this.conversation;if(!t)return;let i=mt();e.size<=Ue&&this.shelf.put({clientId:i,conversation:t.id,file:e}),this.carry(t,e,i)}carry(e,t,i){this.uploads.add(t,i,async(s,r)=>{let o=a=>this.uploads.progress(s,a),l=await e.upload(t,i,o,r);this.arrived([l])})}async sendOn(e){for(let{file:t,clientId:i}of await this.shelf.of(e.id))e!==this.conversation||this.uploads.has(i)||(this.timeline.has(i)?this.shelf.remove(i):this.carry(e,t,i))}discard(e){this.outbox.discard(e),this.keepUnsent()}async renewThumb(e){let t=Number(e.body.renewed??0);if(!(!this.conversation||Date.now()-t<_i)){e.body.renewed=Date.now();try{e.body.thumb=(await this.conversation.links(String(e.body.id))).thumb}catch(i){if(!(i instanceof f))throw i}this.changed()}}async mailTranscript(){try{return await this.conversation?.mailTranscript(),"sent"}catch(e){if(e instanceof f)return e.kind;throw e}}async forget(){this.memory.forget(),this.leave(),await this.start()}seen(){let e=this.timeline.last;e>(this.memory.read()?.seen??0)&&this.memory.change({seen:e})}get unread(){return this.timeline.unreadAfter(this.memory.read()?.seen??0)}post(e,t){this.typingTold=0,this.outbox.add({clientId:mt(),text:e,at:new Date().toISOString(),content:t}),this.keepUnsent()}async opened(){let t={...await this.api.open(this.merchant,this.language),seen:0,unsent:[]};return this.memory.write(t),t}follow(e){let t=new ie(this.api.base,e.id,e.secret);this.conversation=t,this.feed=new oe(t,{cursor:()=>this.timeline.cursor,events:i=>this.arrived(i),typing:(i,s)=>this.set({typing:i,typist:s}),owner:i=>this.set({owner:i}),connected:i=>this.reached(i),gone:()=>this.gone()}),this.feed.run();for(let i of e.unsent)this.outbox.add(i);this.sendOn(t)}arrived(e){let t=this.timeline.add(e);for(let i of t)i.client_id&&this.outbox.discard(i.client_id),i.kind==="owner"&&i.body.owner&&(this.owner=i.body.owner);t.some(i=>i.client_id)&&this.keepUnsent(),this.speak(this.timeline.language),t.some(Ie)&&this.refreshStanding(),t.length&&this.changed()}speak(e){!e||e===this.language||(this.language=e,this.memory.change({language:e}))}reached(e){e&&!this.connected&&this.outbox.revive(),this.set({connected:e,loaded:this.loaded||e})}gone(){let e=this.memory.read()?.unsent??[];this.memory.forget(),this.leave(),this.start().then(()=>{for(let t of e)"text"in t.content&&this.outbox.add(t)})}leave(){this.feed?.stop(),this.outbox.close(),this.feed=this.conversation=this.standing=null,this.timeline=new F,this.outbox=this.newOutbox(),this.set({typing:!1,typist:null,owner:"bot",loaded:!1})}elsewhere(){let e=this.memory.read();e&&this.conversation&&e.id!==this.conversation.id&&(this.leave(),this.follow(e)),this.changed()}looked(e){clearTimeout(this.unseen),e?this.feed?.wake():this.unseen=window.setTimeout(()=>this.feed?.sleep(),Ei)}network(e){this.set({online:e}),e?(this.feed?.wake(),this.outbox.revive(),this.conversation||this.start()):this.feed?.interrupt()}async refreshStanding(){let e=this.conversation;if(!(!e||this.standing?.verified&&Date.now()-this.standingAt<Ai)){this.standingAt=Date.now();try{let t=await e.standing();e===this.conversation&&this.set({standing:t})}catch(t){if(!(t instanceof f))throw t}}}newOutbox(){return new le({send:e=>{if(!this.conversation)throw new f("network",0);return this.conversation.send(e.content,e.clientId)},sent:e=>this.arrived([e]),changed:()=>this.changed(),gone:()=>this.gone(),online:()=>this.online&&this.conversation!==null})}keepUnsent(){let e=this.outbox.items.map(({clientId:t,text:i,at:s,content:r})=>({clientId:t,text:i,at:s,content:r}));this.memory.change({unsent:e})}alone(e){return"locks"in navigator?navigator.locks.request(this.memory.key,e):e()}set(e){Object.assign(this,e),this.changed()}};function mt(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>n.toString(16).padStart(2,"0")).join("")}var ze={bot:"Automated assistant",person:"A person is answering here",close:"Close the chat",menu:"More",transcript:"E-mail me this conversation",transcriptSent:"A copy is on its way to the e-mail address of your order.",transcriptNeedsOrder:"I can send a copy once your order number and e-mail address have been matched.",tooManyCopies:"Several copies have just been sent. Please try again in an hour.",forget:"End and remove from this device",forgetSure:"Really end it? Press again",forgotten:"The conversation has been removed from this device.",placeholder:"Write a message",send:"Send",attach:"Attach a screenshot or PDF",camera:"Take a picture",drop:"Drop the picture or PDF here",you:"You",assistant:"Assistant",agent:"Staff member",sending:"Sending",waiting:"Will be sent when you are online again",delivered:"Delivered",failed:"Not sent.",retry:"Try again",discard:"Remove",failedText:"This message cannot be sent as it is.",failedMany:"Too many messages at once.",failedButton:"This button is no longer valid.",offline:"You are offline. What you write is kept, and will be sent as soon as you are back online.",away:"The connection was lost. Trying again …",unavailable:"The chat cannot be reached at the moment. You can also write to {support}",limit:"Many conversations were begun from this network within an hour. The next one opens by itself at {time}. If it cannot wait, write to {support}",signIn:"Please sign in to this website again, then reload the page to chat.",typing:"The assistant is writing",personTyping:"{name} is writing",talk:"Talk to a person",withdraw:"Withdraw from contract here",withdrawUntil:"Possible until {until}",newMessages:"New messages",log:"Conversation",choices:"Suggested answers",moreChoices:"More ({count})",fewerChoices:"Fewer",tooLong:"{over} characters too many",uploading:"Sending {name}, {percent} %",uploaded:"Picture: {name}",document:"PDF, {pages} pages",documentOne:"PDF, 1 page",fileTooLarge:"{name} is larger than 10 MB.",fileKind:"{name} is neither a picture nor a PDF.",fileFailed:"{name} could not be sent.",ownerPerson:"A person has taken over the conversation.",ownerBot:"The automated assistant is answering again.",loading:"Loading the conversation"};var gt={bot:"Automatisk assistent",person:"Her svarer en medarbeider",close:"Lukk chatten",menu:"Mer",transcript:"Send meg samtalen på e-post",transcriptSent:"En kopi er på vei til e-postadressen på bestillingen din.",transcriptNeedsOrder:"Du kan få en kopi når bestillingsnummeret og e-postadressen din er bekreftet.",tooManyCopies:"Det er nettopp sendt flere kopier. Prøv igjen om en time.",forget:"Avslutt og fjern fra denne enheten",forgetSure:"Vil du virkelig avslutte? Trykk en gang til",forgotten:"Samtalen er fjernet fra denne enheten.",placeholder:"Skriv en melding",send:"Send",attach:"Legg ved skjermbilde eller PDF",camera:"Ta bilde",drop:"Slipp bildet eller PDF-en her",you:"Du",assistant:"Assistent",agent:"Medarbeider",sending:"Sendes",waiting:"Sendes når du er på nett igjen",delivered:"Levert",failed:"Ikke sendt.",retry:"Prøv igjen",discard:"Fjern",failedText:"Denne meldingen kan ikke sendes slik den er.",failedMany:"For mange meldinger på en gang.",failedButton:"Denne knappen gjelder ikke lenger.",offline:"Du er frakoblet. Det du skriver, blir tatt vare på og sendt når du er på nett igjen.",away:"Forbindelsen ble brutt. Prøver igjen …",unavailable:"Chatten kan ikke nås akkurat nå. Du kan også skrive til {support}",limit:"Det er startet mange samtaler fra dette nettverket den siste timen. Den neste åpnes av seg selv kl. {time}. Haster det, kan du skrive til {support}",signIn:"Logg inn på nettstedet igjen, og last siden på nytt for å chatte.",typing:"Assistenten skriver",personTyping:"{name} skriver",talk:"Snakke med en medarbeider",withdraw:"Gå fra avtalen her",withdrawUntil:"Mulig frem til {until}",newMessages:"Nye meldinger",log:"Samtale",choices:"Foreslåtte svar",moreChoices:"Flere ({count})",fewerChoices:"Færre",tooLong:"{over} tegn for mye",uploading:"Sender {name}, {percent} %",uploaded:"Bilde: {name}",document:"PDF, {pages} sider",documentOne:"PDF, 1 side",fileTooLarge:"{name} er større enn 10 MB.",fileKind:"{name} er verken et bilde eller en PDF.",fileFailed:"{name} kunne ikke sendes.",ownerPerson:"En medarbeider har tatt over samtalen.",ownerBot:"Den automatiske assistenten svarer igjen.",loading:"Laster samtalen"};var ft={bot:"Geautomatiseerde assistent",person:"Hier antwoordt een medewerker",close:"Chat sluiten",menu:"Meer",transcript:"Dit gesprek naar mij e-mailen",transcriptSent:"Een kopie is onderweg naar het e-mailadres van uw bestelling.",transcriptNeedsOrder:"Een kopie is mogelijk zodra uw bestelnummer en e-mailadres zijn gecontroleerd.",tooManyCopies:"Er zijn zojuist al kopieën verstuurd. Probeer het over een uur opnieuw.",forget:"Beëindigen en van dit apparaat verwijderen",forgetSure:"Echt beëindigen? Druk nogmaals",forgotten:"Het gesprek is van dit apparaat verwijderd.",placeholder:"Schrijf een bericht",send:"Versturen",attach:"Schermafbeelding of pdf toevoegen",camera:"Foto maken",drop:"Laat de afbeelding of pdf hier los",you:"U",assistant:"Assistent",agent:"Medewerker",sending:"Wordt verstuurd",waiting:"Wordt verstuurd zodra u weer online bent",delivered:"Bezorgd",failed:"Niet verstuurd.",retry:"Opnieuw proberen",discard:"Verwijderen",failedText:"Dit bericht kan zo niet worden verstuurd.",failedMany:"Te veel berichten tegelijk.",failedButton:"Deze knop is niet meer geldig.",offline:"U bent offline. Wat u schrijft, wordt bewaard en verstuurd zodra u weer online bent.",away:"De verbinding is verbroken. Er wordt opnieuw verbonden …",unavailable:"De chat is op dit moment niet bereikbaar. U kunt ook schrijven naar {support}",limit:"Vanaf dit netwerk zijn binnen een uur veel gesprekken begonnen. Om {time} gaat het volgende vanzelf open. Kan het niet wachten, schrijf dan naar {support}",signIn:"Log opnieuw in op deze website en vernieuw de pagina om te chatten.",typing:"De assistent schrijft",personTyping:"{name} is aan het typen",talk:"Met een medewerker praten",withdraw:"Hier de overeenkomst herroepen",withdrawUntil:"Mogelijk tot {until}",newMessages:"Nieuwe berichten",log:"Gesprek",choices:"Voorgestelde antwoorden",moreChoices:"Meer ({count})",fewerChoices:"Minder",tooLong:"{over} tekens te veel",uploading:"{name} wordt verstuurd, {percent} %",uploaded:"Afbeelding: {name}",document:"Pdf, {pages} pagina’s",documentOne:"Pdf, 1 pagina",fileTooLarge:"{name} is groter dan 10 MB.",fileKind:"{name} is geen afbeelding en geen pdf.",fileFailed:"{name} kon niet worden verstuurd.",ownerPerson:"Een medewerker heeft het gesprek overgenomen.",ownerBot:"De geautomatiseerde assistent antwoordt weer.",loading:"Het gesprek wordt geladen"};var Pi={en:ze,nl:ft,nb:gt};function vt(n){return Pi[n]??ze}function b(n,e){return n.replace(/\{(\w+)\}/g,(t,i)=>String(e[i]??t))}var Ci="\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}",Mi=new RegExp(`[^\\s\\x00-\\x1f\\x7f-\\x9f${Ci}]`,"u");function Ne(n){return Mi.test(n)}var _=n=>w`
  <svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${n}</svg>`,bt=_(w`<path d="M6 6l12 12M18 6L6 18" />`),yt=_(w`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`),wt=_(w`<path d="M5 12h13M12.500 6l6 6-6 6" />`),xt=_(w`<path d="M20 11.500l-8.300 8.300a5 5 0 0 1-7.100-7.100l8.700-8.700a3.400 3.400 0 0 1 4.800 4.800l-8.600 8.600a1.700 1.700 0 0 1-2.400-2.400l7.800-7.800" />`),$t=_(w`<path d="M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4z" /><circle cx="12" cy="13" r="3.300" />`),kt=_(w`<path d="M12 5v13M6 12.500l6 6 6-6" />`),ce=_(w`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />`),At=_(w`<circle cx="12" cy="8" r="3.600" /><path d="M5 20c.7-4 3.400-6 7-6s6.300 2 7 6" />`),_t=_(w`<path d="M8 5L4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-3" />`);var Et=2e3,he=class{constructor(e){this.parts=e;this.draft="";this.typed=e=>{let t=e.target;this.draft=t.value,Ne(this.draft)&&this.parts.writes(),St(t),this.parts.refresh()};this.key=e=>{e.key!=="Enter"||e.shiftKey||ne(e)||(e.preventDefault(),this.submit(e.target))};this.submitted=e=>{e.preventDefault(),this.submit(e.target.querySelector("textarea"))};this.choose=e=>this.ask(e,!1);this.photograph=e=>this.ask(e,!0);this.chosen=e=>{let t=e.target;this.files([...t.files??[]]),t.value=""}}render(e,t){let i=[...this.draft].length-Et;return d`
      <form @submit=${this.submitted}>
        <button type="button" class="icon" aria-label=${e.attach} title=${e.attach} ?disabled=${t} @click=${this.choose}>${xt}</button>
        <button type="button" class="icon camera" aria-label=${e.camera} title=${e.camera} ?disabled=${t} @click=${this.photograph}>${$t}</button>
        <input type="file" accept=${He} multiple hidden @change=${this.chosen} />
        <textarea rows="1" aria-label=${e.placeholder} placeholder=${e.placeholder} enterkeyhint="send"
          aria-invalid=${i>0?"true":p} aria-describedby="length" dir="auto" ?disabled=${t}
          .value=${this.draft} @input=${this.typed} @keydown=${this.key}></textarea>
        <button type="submit" class="icon send" aria-label=${e.send} ?disabled=${!this.sendable}>${wt}</button>
        <p id="length" role="status">${i>0?b(e.tooLong,{over:i}):""}</p>
      </form>
    `}files(e){e.length&&this.parts.files(e)}pasted(e){let t=[...e.clipboardData?.files??[]];t.length&&(e.preventDefault(),this.files(t))}get sendable(){return Ne(this.draft)&&[...this.draft].length<=Et}submit(e){if(!this.sendable)return;let t=this.draft.trim();this.draft=e.value="",St(e),this.parts.send(t)}ask(e,t){let i=e.currentTarget.parentElement.querySelector("input");i.toggleAttribute("capture",t),t&&i.setAttribute("capture","environment"),i.accept=t?"image/*":He,i.multiple=!t,i.click()}};function St(n){n.style.height="auto",n.style.height=`${n.scrollHeight}px`}var Oi="a[href],button:not([disabled]),textarea:not([disabled]),[tabindex='0']";function Tt(n,e){let t=[...n.querySelectorAll(Oi)].filter(o=>o.checkVisibility()),i=t[0],s=t[t.length-1],r=n.activeElement;e.shiftKey&&(r===i||!r)?(e.preventDefault(),s?.focus()):!e.shiftKey&&r===s&&(e.preventDefault(),i?.focus())}function Pt(n){let{words:e,look:t}=n;return d`
    <div class="head">
      ${t.logo?d`<img class="logo" src=${n.base+t.logo} alt="" width="38" height="38" />`:p}
      <div class="title">
        <h2 id="name">${t.name}</h2>
        <p>${n.owner==="person"?e.person:e.bot}</p>
      </div>
      <button type="button" class="icon" id="menu-button" aria-label=${e.menu} aria-expanded=${n.menuOpen}
        aria-controls="menu" @click=${n.toggleMenu}>${yt}</button>
      <button type="button" class="icon" id="close" aria-label=${e.close} @click=${n.close}>${bt}</button>
    </div>
    <div id="menu" ?hidden=${!n.menuOpen}>
      <button type="button" @click=${n.transcript}>${e.transcript}</button>
      <button type="button" class=${n.forgetAsked?"sure":""} @click=${n.forget}>
        ${n.forgetAsked?e.forgetSure:e.forget}
      </button>
    </div>
  `}var ue={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},q=n=>(...e)=>({_$litDirective$:n,values:e}),L=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Ri}=lt,Ct=n=>n;var Ot=n=>n.strings===void 0,Mt=()=>document.createComment(""),D=(n,e,t)=>{let i=n._$AA.parentNode,s=e===void 0?n._$AB:e._$AA;if(t===void 0){let r=i.insertBefore(Mt(),s),o=i.insertBefore(Mt(),s);t=new Ri(r,o,n,n.options)}else{let r=t._$AB.nextSibling,o=t._$AM,l=o!==n;if(l){let a;t._$AQ?.(n),t._$AM=n,t._$AP!==void 0&&(a=n._$AU)!==o._$AU&&t._$AP(a)}if(r!==s||l){let a=t._$AA;for(;a!==r;){let h=Ct(a).nextSibling;Ct(i).insertBefore(a,s),a=h}}}return t},S=(n,e,t=n)=>(n._$AI(e,t),n),Li={},Rt=(n,e=Li)=>n._$AH=e,Lt=n=>n._$AH,me=n=>{n._$AR(),n._$AA.remove()};var Dt=(n,e,t)=>{let i=new Map;for(let s=e;s<=t;s++)i.set(n[s],s);return i},ge=q(class extends L{constructor(n){if(super(n),n.type!==ue.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let s=[],r=[],o=0;for(let l of n)s[o]=i?i(l,o):o,r[o]=t(l,o),o++;return{values:r,keys:s}}render(n,e,t){return this.dt(n,e,t).values}update(n,[e,t,i]){let s=Lt(n),{values:r,keys:o}=this.dt(e,t,i);if(!Array.isArray(s))return this.ut=o,r;let l=this.ut??=[],a=[],h,g,c=0,m=s.length-1,u=0,v=r.length-1;for(;c<=m&&u<=v;)if(s[c]===null)c++;else if(s[m]===null)m--;else if(l[c]===o[u])a[u]=S(s[c],r[u]),c++,u++;else if(l[m]===o[v])a[v]=S(s[m],r[v]),m--,v--;else if(l[c]===o[v])a[v]=S(s[c],r[v]),D(n,a[v+1],s[c]),c++,v--;else if(l[m]===o[u])a[u]=S(s[m],r[u]),D(n,s[c],s[m]),m--,u++;else if(h===void 0&&(h=Dt(o,u,v),g=Dt(l,c,m)),h.has(l[c]))if(h.has(l[m])){let x=g.get(o[u]),ke=x!==void 0?s[x]:null;if(ke===null){let qe=D(n,s[c]);S(qe,r[u]),a[u]=qe}else a[u]=S(ke,r[u]),D(n,s[c],ke),s[x]=null;u++}else me(s[m]),m--;else me(s[c]),c++;for(;u<=v;){let x=D(n,a[v+1]);S(x,r[u]),a[u++]=x}for(;c<=m;){let x=s[c++];x!==null&&me(x)}return this.ut=o,Rt(n,a),A}});var Di={en:"en-GB"},je=n=>Di[n]??n;function fe(n,e){return new Intl.DateTimeFormat(je(e),{hour:"2-digit",minute:"2-digit"}).format(n)}function Ht(n,e,t){let i=Math.round((It(n)-It(e))/864e5);return Ut(i===0||i===-1?new Intl.RelativeTimeFormat(t,{numeric:"auto"}).format(i,"day"):new Intl.DateTimeFormat(je(t),{weekday:"long",day:"numeric",month:"long"}).format(n),t)}function ve(n,e){return new Intl.DateTimeFormat(je(e),{dateStyle:"full",timeStyle:"short"}).format(n)}function It(n){return new Date(n.getFullYear(),n.getMonth(),n.getDate()).getTime()}function Ut(n,e){return n.charAt(0).toLocaleUpperCase(e)+n.slice(1)}var W=(n,e)=>{let t=n._$AN;if(t===void 0)return!1;for(let i of t)i._$AO?.(e,!1),W(i,e);return!0},be=n=>{let e,t;do{if((e=n._$AM)===void 0)break;t=e._$AN,t.delete(n),n=e}while(t?.size===0)},zt=n=>{for(let e;e=n._$AM;n=e){let t=e._$AN;if(t===void 0)e._$AN=t=new Set;else if(t.has(n))break;t.add(n),Hi(e)}};function Ii(n){this._$AN!==void 0?(be(this),this._$AM=n,zt(this)):this._$AM=n}function Ui(n,e=!1,t=0){let i=this._$AH,s=this._$AN;if(s!==void 0&&s.size!==0)if(e)if(Array.isArray(i))for(let r=t;r<i.length;r++)W(i[r],!1),be(i[r]);else i!=null&&(W(i,!1),be(i));else W(this,n)}var Hi=n=>{n.type==ue.CHILD&&(n._$AP??=Ui,n._$AQ??=Ii)},ye=class extends L{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,i){super._$AT(e,t,i),zt(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(W(this,e),be(this))}setValue(e){if(Ot(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}};var zi=96,Be=class extends ye{constructor(){super(...arguments);this.drawn=null}render(t){}update(t,[i]){this.drawn!==i&&(this.drawn=i,Ni(t.element,i))}};async function Ni(n,e){let t;try{t=await createImageBitmap(e)}catch{return}let i=Math.min(1,zi/Math.max(t.width,t.height));n.width=Math.max(1,Math.round(t.width*i)),n.height=Math.max(1,Math.round(t.height*i)),n.getContext("2d")?.drawImage(t,0,0,n.width,n.height),t.close()}var Nt=q(Be);function Bt(n,e){let{name:t="",kind:i,pages:s}=e.body,r=b(n.words.uploaded,{name:t});return i==="picture"?d`${jt(n,e,"picture",r)}`:d`<span class="file">
    ${jt(n,e,"thumb","")}
    <span><bdi>${t}</bdi><small>${qt(s,n.words)}</small></span>
  </span>`}function Ft(n,e){let t=e.body.files??[];return t.length?d`<div class="sent-files">${t.map(i=>ji(n,i))}</div>`:p}function ji(n,e){let t=r=>new URL(r,n.base).href,i=e.pages?d`<img class="thumb" src=${t(`${e.url}/thumb`)} alt="" loading="lazy" />`:ce,s=e.kind==="document"?qt(e.pages,n.words):"";return d`<a class="file" href=${t(e.url)} target="_blank" rel="noopener noreferrer">
    ${i}<span><bdi>${e.name}</bdi>${s?d`<small>${s}</small>`:p}</span>
  </a>`}function jt(n,e,t,i){let{thumb:s,width:r,height:o}=e.body;return typeof s!="string"?d`${ce}`:d`<img class=${t} src=${new URL(s,n.base).href} alt=${i}
    width=${Number(r)||p} height=${Number(o)||p} @error=${()=>n.renewThumb(e)} />`}function qt(n,e){return typeof n!="number"?"":n===1?e.documentOne:b(e.document,{pages:n})}function Wt(n,e){let{words:t}=n,i=e.file.name,s=Math.round(e.share*100),r=b(t.uploading,{name:i,percent:s});return d`
    <div class="message own first ${e.state}">
      <span class="hidden">${t.you}:</span>
      <div class="bubble file">
        ${e.file.type.startsWith("image/")?d`<canvas class="thumb" width="1" height="1" aria-hidden="true" ${Nt(e.file)}></canvas>`:ce}
        <span><bdi>${i}</bdi></span>
      </div>
      ${e.state==="sending"?d`<progress max="100" .value=${s} aria-label=${r}></progress>`:d`<p class="meta trouble">
            ${Bi(e,t)}
            ${e.why==="network"||e.why==="unavailable"?d`<button type="button" class="plain" @click=${()=>n.retryUpload(e)}>${t.retry}</button>`:p}
            <button type="button" class="plain" @click=${()=>n.discardUpload(e)}>${t.discard}</button>
          </p>`}
    </div>
  `}function Bi(n,e){let t=n.file.name;return n.sentence?n.sentence:n.why==="request-too-large"?b(e.fileTooLarge,{name:t}):n.why?.startsWith("file-")?b(e.fileKind,{name:t}):n.why==="too-many-requests"?e.failedMany:b(e.fileFailed,{name:t})}var Fi=/(https?:\/\/[^\s<>"']+)|(?<![\p{L}\p{N}-])([A-Z]{2,4}-[0-9]{4,10}|AM-[0-9A-HJKMNP-TV-Z]{7})(?![\p{L}\p{N}]|-\p{N})/gu,qi=/[.,;:!?)\]}…]+$/;function Vt(n){let e=[],t=0,i=s=>{s>t&&e.push({kind:"plain",text:n.slice(t,s)})};for(let s of n.matchAll(Fi)){let r=s[1]?s[1].replace(qi,""):s[0];s[1]&&!Wi(r)||(i(s.index),e.push({kind:s[1]?"link":"number",text:r}),t=s.index+r.length)}return i(n.length),e}function Wi(n){try{return new URL(n).hostname.length>0}catch{return!1}}function Kt(n){let e=[];for(let t of n.split(`
`)){let i=t.startsWith("• "),s=e[e.length-1],r=i?t.slice(2):t;s?.list===i?s.lines.push(r):e.push({list:i,lines:[r]})}return e}function Gt(n){let e=/^(.*?\(§ [^)]+\)): (.*)$/s.exec(n);return e?[e[1],e[2]]:null}function Jt(n,e){return Kt(n).map(({list:t,lines:i})=>t?d`<ul dir="auto">${i.map(s=>d`<li>${Vi(s,e)}</li>`)}</ul>`:d`<p dir="auto">${we(i.join(`
`))}</p>`)}function Vi(n,e){let t=Gt(n);if(!t)return we(n);let[i,s]=t;return d`<details class="clause">
    <summary @click=${e}>${we(i)}</summary>
    <p dir="auto">${we(s)}</p>
  </details>`}function we(n){return Vt(n).map(({kind:e,text:t})=>e==="link"?d`<a href=${t} target="_blank" rel="noopener noreferrer nofollow">${t}</a>`:e==="number"?d`<strong class="number">${t}</strong>`:d`${t}`)}var Ki=4,Gi=new Set(["message","reply","notice","file","owner"]);function Yt(n,e,t,i){let s=e.filter((o,l)=>(Gi.has(o.kind)||o.body.text)&&!Yi(o,e[l+1])),r=s.findLastIndex(o=>o.author==="customer");return d`
    ${ge(s,o=>o.seq,(o,l)=>d`
        ${Ji(s,l,n.language)}
        ${Zt(o)?Zi(o,n.words):Qi(n,o,s[l-1],s[l+1],l===r)}
        ${l>r&&t.every(({state:a})=>a==="failed")?tn(n,o.body):p}
      `)}
    ${ge(t,o=>o.clientId,o=>sn(n,o))}
    ${ge(i,o=>o.clientId,o=>Wt(n,o))}
  `}function Ji(n,e,t){let i=new Date(n[e].at);return(e>0?new Date(n[e-1].at):null)?.toDateString()===i.toDateString()?p:d`<p class="day"><span>${Ht(i,new Date,t)}</span></p>`}function Zt(n){return n.kind==="owner"||n.body.data?.joined!==void 0}function Yi(n,e){return n.kind==="owner"&&e?.body.data?.joined!==void 0}function Zi(n,e){let t=n.body.owner==="person"?e.ownerPerson:e.ownerBot;return d`<p class="aside" dir="auto">${n.kind==="owner"?t:n.body.text}</p>`}function Qi(n,e,t,i,s){let r=e.author==="customer",o=h=>h?.author===e.author&&h.body.data?.agent===e.body.data?.agent&&!Zt(h)&&h.at.slice(0,16)===e.at.slice(0,16),l=e.author==="agent"?e.body.data?.agent??n.words.agent:null,a=r?"own":l?"person":e.kind==="notice"?"notice":"other";return d`
    <div class="message ${a} ${o(t)?"":"first"}" data-seq=${e.seq}>
      ${l&&!o(t)?d`<p class="name" dir="auto">${l}<span class="hidden">:</span></p>`:d`<span class="hidden">${l??Xi(e.author,n.words)}:</span>`}
      <div class="bubble" lang=${e.body.language??p}>
        ${e.kind==="file"?Bt(n,e):[Jt(e.body.text??"",n.fold),Ft(n,e)]}
      </div>
      ${o(i)?p:en(e.at,n,r&&s)}
    </div>
  `}function Xi(n,e){return{customer:e.you,bot:e.assistant,agent:e.agent,system:e.assistant}[n]}function en(n,{words:e,language:t},i){let s=new Date(n);return d`<p class="meta">
    <time datetime=${n} title=${ve(s,t)}>${fe(s,t)}</time>${i?d` · ${e.delivered}`:p}
  </p>`}function tn(n,{buttons:e,language:t}){let i=e?.filter(l=>!l.action)??[];if(!i.length)return p;let s=l=>d`<button type="button" class="choice" @click=${()=>n.press(l)}>${l.title}</button>`,r=i.every(nn)?i.length:Ki,o=i.slice(r);return d`<div class="choices" role="group" aria-label=${n.words.choices} lang=${t??p}>
    ${i.slice(0,r).map(s)}
    ${o.length?d`<details class="rest">
          <summary class="choice" @click=${n.fold}>
            <span class="more">${b(n.words.moreChoices,{count:o.length})}</span><span class="fewer">${n.words.fewerChoices}</span>
          </summary>
          <div class="choices">${o.map(s)}</div>
        </details>`:p}
  </div>`}function nn(n){return/^\d{1,2}$/.test(n.title)}function sn(n,e){let{words:t}=n;return d`
    <div class="message own first ${e.state}">
      <span class="hidden">${t.you}:</span>
      <div class="bubble"><p dir="auto">${e.text}</p></div>
      ${e.state==="failed"?d`<p class="meta trouble">
            ${t.failed} ${rn(e.why,t)}
            <button type="button" class="plain" @click=${()=>n.retry(e)}>${t.retry}</button>
            <button type="button" class="plain" @click=${()=>n.discard(e)}>${t.discard}</button>
          </p>`:d`<p class="meta">${n.online?t.sending:t.waiting}</p>`}
    </div>
  `}function rn(n,e){return n==="too-many-requests"?e.failedMany:n==="unknown-button"?e.failedButton:n==="invalid-message"||n==="invalid-request"?e.failedText:""}var xe=class{constructor(e){this.changed=e;this.following=!0;this.read=0;this.below=!1;this.placed=-1;this.height=0;this.view=0;this.log=null}get hidesMore(){return this.below}follow(){this.following=!0}toEnd(){this.follow(),this.log&&(this.read=Fe(this.log))}stay(){this.following=!1}keep(e){if(this.log!==e){this.log=e;let t=new ResizeObserver(()=>this.put());for(let i of[e,e.querySelector(".lines")])t.observe(i)}this.put()}scrolled(){let e=this.log;if(!(!e||Math.abs(e.scrollTop-this.placed)<2)){if(e.scrollHeight!==this.height||e.clientHeight!==this.view)return this.put();this.placed=-1,this.following=this.atEnd(e),this.following&&(this.read=Fe(e)),this.tell(e)}}put(){let e=this.log;if(e?.clientHeight){if(this.height=e.scrollHeight,this.view=e.clientHeight,this.following){let t=this.firstFresh(e),i=t?.matches(".message ~ .message")?t.offsetTop-8:0,s=t!==void 0&&e.scrollHeight-i>e.clientHeight;e.scrollTop=s?i:e.scrollHeight,this.placed=e.scrollTop,s||(this.read=Fe(e))}this.tell(e)}}firstFresh(e){let t=[...e.querySelectorAll(".message")];return t.slice(t.findLastIndex(s=>s.matches(".own"))+1).find(s=>Number(s.dataset.seq)>this.read)}tell(e){let t=!this.atEnd(e);t!==this.below&&(this.below=t,this.changed())}atEnd(e){return e.scrollHeight-e.scrollTop-e.clientHeight<60}};function Fe(n){return Math.max(0,...[...n.querySelectorAll("[data-seq]")].map(({dataset:e})=>Number(e.seq)))}function Qt(n,e,t){let[i,s]=on(n,e).split("{support}");return d`<p class="banner" role="status" ?hidden=${!i}>
    ${i}${s===void 0?p:d`<a href="mailto:${t}">${t}</a>${s}`}
  </p>`}function on(n,e){return n.online?n.trouble==="identity-not-signed"?e.signIn:n.again?b(e.limit,{time:fe(n.again,n.language)}):n.trouble?e.unavailable:n.connected?"":e.away:e.offline}function Xt(n,e,t,i,s){let r=n.standing?.withdrawal_until,o=r?b(t.withdrawUntil,{until:ve(new Date(r),i)}):p,l=d`${_t}${t.withdraw}`;return d`<div class="always">
    ${n.owner==="person"||n.again?p:d`<button type="button" @click=${()=>s(()=>n.act("talk_to_human",t.talk))}>
          ${At}${t.talk}
        </button>`}
    ${n.standing?.withdrawal==="over"?p:n.standing?.verified?d`<button
            type="button"
            title=${o}
            @click=${()=>s(()=>n.act("withdraw",t.withdraw))}
          >
            ${l}
          </button>`:d`<a href=${e} target="_blank" rel="noopener">${l}</a>`}
  </div>`}var ei=y`
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
`;var ti=y`
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
  .clause {
    white-space: normal;
  }
  .clause > summary {
    min-block-size: 24px;
    padding: 1px 8px;
    text-decoration-style: dotted;
  }
  .clause > p {
    padding-block: 2px 6px;
  }
  .rest {
    inline-size: 100%;
  }
  .rest > summary {
    display: inline-flex;
    margin-inline: 0;
    border-style: dashed;
    text-decoration: none;
  }
  details[open] > summary .more,
  details:not([open]) > summary .fewer {
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
  @media (max-width: 360px) {
    .log {
      padding-inline: 10px;
    }
    .message {
      padding-inline-end: 12px;
    }
    .own {
      padding-inline: 20px 0;
    }
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
  .sent-files {
    display: grid;
    gap: 6px;
    margin-block-start: 6px;
  }
  a.file {
    color: inherit;
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
`;var ii=y`
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
  .icon.camera {
    display: none;
  }
  @media (pointer: coarse) {
    form:has(.camera) {
      grid-template-columns: auto auto 1fr auto;
    }
    .icon.camera {
      display: grid;
    }
    form:has(textarea:not(:placeholder-shown)) {
      grid-template-columns: auto 1fr auto;
    }
    form:has(textarea:not(:placeholder-shown)) .icon.camera {
      display: none;
    }
  }
  @media (max-width: 360px) {
    .always {
      justify-content: space-between;
      padding: 1px 6px;
      gap: 0;
    }
    .always button,
    .always a {
      gap: 4px;
      padding: 2px 4px;
      font-size: 12.5px;
    }
    .always svg {
      inline-size: 15px;
      block-size: 15px;
    }
    form {
      padding: 0 6px 6px;
      gap: 2px;
    }
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
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
`;var ni=y`
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
`;var si=y`
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
  .banner a {
    color: inherit;
  }
  @media (max-width: 360px) {
    .head {
      padding-block: 3px;
    }
    .head .logo {
      display: none;
    }
    #menu {
      inset-block-start: 48px;
    }
  }
`;var ri=[ei,ni,si,ti,ii];var $e=class extends E{constructor(){super(...arguments);this.menuOpen=!1;this.forgetAsked=!1;this.note="";this.place=new xe(()=>this.requestUpdate());this.dragging=!1;this.history=!1}static{this.styles=ri}begin(t){this.parts=t;let i=ct(t.look.merchant,t.identity);this.history=i.read()!==null,this.session=new pe(new B(t.base,t.identity),t.look.merchant,t.language,i,()=>this.changed()),this.speak(),this.composer=new he({send:s=>this.posted(()=>this.session.say(s)),writes:()=>{this.session.writes()},files:s=>this.posted(()=>s.forEach(r=>this.session.upload(r))),refresh:()=>this.requestUpdate()}),this.session.start()}open(){this.hidden=!1,this.place.follow(),this.session.trouble&&this.session.start(),this.session.seen(),this.requestUpdate(),this.updateComplete.then(()=>this.takeFocus())}close(){this.hidden=!0,this.menuOpen=this.forgetAsked=!1,this.parts.closed()}firstUpdated(){this.addEventListener("keydown",t=>this.key(t)),this.addEventListener("paste",t=>this.composer.pasted(t)),this.addEventListener("dragover",t=>this.drag(t,!0)),this.addEventListener("dragleave",t=>this.drag(t,!1)),this.addEventListener("drop",t=>this.drop(t))}updated(t){let i=this.find(".log");i&&this.place.keep(i)}render(){if(!this.parts)return p;let{session:t,words:i}=this;return d`
      <section role="dialog" aria-modal=${this.coversPage?"true":p} aria-labelledby="name"
        class=${this.dragging?"dragging":""}>
        ${Pt({words:i,look:this.parts.look,base:this.parts.base,language:t.language,owner:t.owner,menuOpen:this.menuOpen,forgetAsked:this.forgetAsked,toggleMenu:()=>this.toggleMenu(),transcript:()=>{this.transcript()},forget:()=>{this.forget()},close:()=>this.close()})}
        ${Qt(t,i,this.parts.look.support)}
        <div class="log" role="log" tabindex="0" aria-label=${i.log} @scroll=${()=>this.place.scrolled()}
          aria-live=${this.history&&!t.loaded?"off":"polite"} aria-relevant="additions">
          <div class="lines">
            <p class="greeting">${this.parts.look.greeting[t.language]??""}</p>
            ${Yt(this.logParts(),t.timeline.inOrder(),t.outbox.items,t.uploads.items)}
          </div>
        </div>
        ${this.typing()} ${this.jump()}
        <p class="note" role="status">${this.note}</p>
        ${Xt(t,this.withdrawal(),i,t.language,s=>this.posted(s))}
        ${this.composer.render(i,t.again!==null)}
        ${this.dragging?d`<p class="drop">${i.drop}</p>`:p}
      </section>
    `}withdrawal(){let{base:t,look:i}=this.parts;return`${t}/withdraw/${encodeURIComponent(i.merchant)}?lang=${this.session.language}`}typing(){if(!(this.session.typing||!this.session.loaded)||!this.session.online||this.session.trouble)return p;let{typist:i}=this.session,s=this.session.loaded?i?this.words.personTyping.replace("{name}",i):this.words.typing:this.words.loading;return d`<div class="typing ${i?"person":""}" role="img" aria-label=${s}>
      <i></i><i></i><i></i>${i?d`<span dir="auto">${s}</span>`:p}
    </div>`}jump(){return this.place.hidesMore?d`<button type="button" class="jump" aria-label=${this.words.newMessages} @click=${this.toEnd}>${kt}</button>`:p}logParts(){let{session:t}=this;return{words:this.words,language:t.language,base:this.parts.base,online:t.online,press:i=>this.posted(()=>t.press(i)),fold:()=>this.place.stay(),retry:i=>t.outbox.retry(i.clientId),discard:i=>t.discard(i.clientId),retryUpload:i=>t.uploads.retry(i),discardUpload:i=>t.uploads.discard(i),renewThumb:i=>{t.renewThumb(i)}}}posted(t){t(),this.place.toEnd(),this.note="",this.requestUpdate(),this.shadowRoot?.activeElement?.matches("textarea")===!1&&this.takeFocus()}changed(){this.hidden||this.session?.seen(),this.session&&(this.speak(),this.parts.unread(this.hidden?this.session.unread:0),this.requestUpdate())}speak(){let{language:t}=this.session;this.lang!==t&&(this.lang=t,this.words=vt(t),this.parts.spoken(t))}async transcript(){this.menuOpen=!1;let t=await this.session.mailTranscript(),i={sent:this.words.transcriptSent,"not-verified":this.words.transcriptNeedsOrder,"too-many-requests":this.words.tooManyCopies};this.tell(i[t]??this.words.unavailable),this.takeFocus()}async forget(){if(!this.forgetAsked){this.forgetAsked=!0,this.requestUpdate();return}this.menuOpen=this.forgetAsked=!1,await this.session.forget(),this.tell(this.words.forgotten),this.takeFocus()}tell(t){this.note=t,this.requestUpdate()}toggleMenu(){this.menuOpen=!this.menuOpen,this.forgetAsked=!1,this.requestUpdate()}key(t){if(t.key==="Tab"&&Tt(this.shadowRoot,t),!(t.key!=="Escape"||ne(t))){if(t.stopPropagation(),!this.menuOpen)return this.close();this.toggleMenu(),this.find("#menu-button")?.focus()}}drag(t,i){if(!t.dataTransfer?.types.includes("Files"))return;t.preventDefault();let s=i||t.relatedTarget instanceof Node&&this.shadowRoot?.contains(t.relatedTarget)===!0;s!==this.dragging&&(this.dragging=s,this.requestUpdate())}drop(t){t.preventDefault(),this.dragging=!1,this.composer.files([...t.dataTransfer?.files??[]]),this.requestUpdate()}toEnd(){this.place.toEnd(),this.requestUpdate(),this.takeFocus()}takeFocus(){let t=this.session.again!==null||matchMedia("(pointer: coarse)").matches;this.find(t?".log":"textarea")?.focus({preventScroll:!0})}get coversPage(){return matchMedia("(max-width: 480px)").matches}find(t){return this.shadowRoot?.querySelector(t)??null}};customElements.define("amends-panel",$e);function Or(n){let e=new $e;return e.hidden=!0,e.begin(n),e}export{$e as AmendsPanel,Or as create};
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
