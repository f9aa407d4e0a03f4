/* Amends, Apache-2.0. Holds lit, (c) Google LLC, BSD-3-Clause. */
var V=globalThis,K=V.ShadowRoot&&(V.ShadyCSS===void 0||V.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,be=Symbol(),Le=new WeakMap,D=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==be)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(K&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=Le.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&Le.set(t,e))}return e}toString(){return this.cssText}},De=s=>new D(typeof s=="string"?s:s+"",void 0,be),b=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new D(t,s,be)},Ie=(s,e)=>{if(K)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),n=V.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=t.cssText,s.appendChild(i)}},ye=K?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return De(t)})(s):s;var{is:Kt,defineProperty:Gt,getOwnPropertyDescriptor:Jt,getOwnPropertyNames:Yt,getOwnPropertySymbols:Zt,getPrototypeOf:Qt}=Object,G=globalThis,Ne=G.trustedTypes,Xt=Ne?Ne.emptyScript:"",ei=G.reactiveElementPolyfillSupport,I=(s,e)=>s,we={toAttribute(s,e){switch(e){case Boolean:s=s?Xt:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},He=(s,e)=>!Kt(s,e),ze={attribute:!0,type:String,converter:we,reflect:!1,useDefault:!1,hasChanged:He};Symbol.metadata??=Symbol("metadata"),G.litPropertyMetadata??=new WeakMap;var $=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ze){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(e,i,t);n!==void 0&&Gt(this.prototype,e,n)}}static getPropertyDescriptor(e,t,i){let{get:n,set:r}=Jt(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let l=n?.call(this);r?.call(this,o),this.requestUpdate(e,l,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ze}static _$Ei(){if(this.hasOwnProperty(I("elementProperties")))return;let e=Qt(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(I("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(I("properties"))){let t=this.properties,i=[...Yt(t),...Zt(t)];for(let n of i)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,n]of t)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let n=this._$Eu(t,i);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let n of i)t.unshift(ye(n))}else e!==void 0&&t.push(ye(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ie(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:we).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,n=i._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:we;this._$Em=n;let l=o.fromAttribute(t,r.type);this[n]=l??this._$Ej?.get(n)??l,this._$Em=null}}requestUpdate(e,t,i,n=!1,r){if(e!==void 0){let o=this.constructor;if(n===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??He)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,l=this[n];o!==!0||this._$AL.has(n)||l===void 0||this.C(n,void 0,r,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};$.elementStyles=[],$.shadowRootOptions={mode:"open"},$[I("elementProperties")]=new Map,$[I("finalized")]=new Map,ei?.({ReactiveElement:$}),(G.reactiveElementVersions??=[]).push("2.1.2");var $e=globalThis,je=s=>s,J=$e.trustedTypes,Be=J?J.createPolicy("lit-html",{createHTML:s=>s}):void 0,ke="$lit$",k=`lit$${Math.random().toFixed(9).slice(2)}$`,Ae="?"+k,ti=`<${Ae}>`,C=document,z=()=>C.createComment(""),H=s=>s===null||typeof s!="object"&&typeof s!="function",_e=Array.isArray,Ge=s=>_e(s)||typeof s?.[Symbol.iterator]=="function",xe=`[ 	
\f\r]`,N=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,We=/-->/g,Fe=/>/g,T=RegExp(`>|${xe}(?:([^\\s"'>=/]+)(${xe}*=${xe}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),qe=/'/g,Ve=/"/g,Je=/^(?:script|style|textarea|title)$/i,Ee=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),d=Ee(1),w=Ee(2),Vi=Ee(3),A=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),Ke=new WeakMap,P=C.createTreeWalker(C,129);function Ye(s,e){if(!_e(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Be!==void 0?Be.createHTML(e):e}var Ze=(s,e)=>{let t=s.length-1,i=[],n,r=e===2?"<svg>":e===3?"<math>":"",o=N;for(let l=0;l<t;l++){let a=s[l],c,g,p=-1,m=0;for(;m<a.length&&(o.lastIndex=m,g=o.exec(a),g!==null);)m=o.lastIndex,o===N?g[1]==="!--"?o=We:g[1]!==void 0?o=Fe:g[2]!==void 0?(Je.test(g[2])&&(n=RegExp("</"+g[2],"g")),o=T):g[3]!==void 0&&(o=T):o===T?g[0]===">"?(o=n??N,p=-1):g[1]===void 0?p=-2:(p=o.lastIndex-g[2].length,c=g[1],o=g[3]===void 0?T:g[3]==='"'?Ve:qe):o===Ve||o===qe?o=T:o===We||o===Fe?o=N:(o=T,n=void 0);let u=o===T&&s[l+1].startsWith("/>")?" ":"";r+=o===N?a+ti:p>=0?(i.push(c),a.slice(0,p)+ke+a.slice(p)+k+u):a+k+(p===-2?l:u)}return[Ye(s,r+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},j=class s{constructor({strings:e,_$litType$:t},i){let n;this.parts=[];let r=0,o=0,l=e.length-1,a=this.parts,[c,g]=Ze(e,t);if(this.el=s.createElement(c,i),P.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(n=P.nextNode())!==null&&a.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let p of n.getAttributeNames())if(p.endsWith(ke)){let m=g[o++],u=n.getAttribute(p).split(k),v=/([.?@])?(.*)/.exec(m);a.push({type:1,index:r,name:v[2],strings:u,ctor:v[1]==="."?Z:v[1]==="?"?Q:v[1]==="@"?X:O}),n.removeAttribute(p)}else p.startsWith(k)&&(a.push({type:6,index:r}),n.removeAttribute(p));if(Je.test(n.tagName)){let p=n.textContent.split(k),m=p.length-1;if(m>0){n.textContent=J?J.emptyScript:"";for(let u=0;u<m;u++)n.append(p[u],z()),P.nextNode(),a.push({type:2,index:++r});n.append(p[m],z())}}}else if(n.nodeType===8)if(n.data===Ae)a.push({type:2,index:r});else{let p=-1;for(;(p=n.data.indexOf(k,p+1))!==-1;)a.push({type:7,index:r}),p+=k.length-1}r++}}static createElement(e,t){let i=C.createElement("template");return i.innerHTML=e,i}};function M(s,e,t=s,i){if(e===A)return e;let n=i!==void 0?t._$Co?.[i]:t._$Cl,r=H(e)?void 0:e._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=n:t._$Cl=n),n!==void 0&&(e=M(s,n._$AS(s,e.values),n,i)),e}var Y=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,n=(e?.creationScope??C).importNode(t,!0);P.currentNode=n;let r=P.nextNode(),o=0,l=0,a=i[0];for(;a!==void 0;){if(o===a.index){let c;a.type===2?c=new R(r,r.nextSibling,this,e):a.type===1?c=new a.ctor(r,a.name,a.strings,this,e):a.type===6&&(c=new ee(r,this,e)),this._$AV.push(c),a=i[++l]}o!==a?.index&&(r=P.nextNode(),o++)}return P.currentNode=C,n}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},R=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,n){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=M(this,e,t),H(e)?e===h||e==null||e===""?(this._$AH!==h&&this._$AR(),this._$AH=h):e!==this._$AH&&e!==A&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Ge(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==h&&H(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,n=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=j.createElement(Ye(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(t);else{let r=new Y(n,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Ke.get(e.strings);return t===void 0&&Ke.set(e.strings,t=new j(e)),t}k(e){_e(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,n=0;for(let r of e)n===t.length?t.push(i=new s(this.O(z()),this.O(z()),this,this.options)):i=t[n],i._$AI(r),n++;n<t.length&&(this._$AR(i&&i._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=je(e).nextSibling;je(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},O=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,n,r){this.type=1,this._$AH=h,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=h}_$AI(e,t=this,i,n){let r=this.strings,o=!1;if(r===void 0)e=M(this,e,t,0),o=!H(e)||e!==this._$AH&&e!==A,o&&(this._$AH=e);else{let l=e,a,c;for(e=r[0],a=0;a<r.length-1;a++)c=M(this,l[i+a],t,a),c===A&&(c=this._$AH[a]),o||=!H(c)||c!==this._$AH[a],c===h?e=h:e!==h&&(e+=(c??"")+r[a+1]),this._$AH[a]=c}o&&!n&&this.j(e)}j(e){e===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Z=class extends O{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===h?void 0:e}},Q=class extends O{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==h)}},X=class extends O{constructor(e,t,i,n,r){super(e,t,i,n,r),this.type=5}_$AI(e,t=this){if((e=M(this,e,t,0)??h)===A)return;let i=this._$AH,n=e===h&&i!==h||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==h&&(i===h||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ee=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){M(this,e)}},Qe={M:ke,P:k,A:Ae,C:1,L:Ze,R:Y,D:Ge,V:M,I:R,H:O,N:Q,U:X,B:Z,F:ee},ii=$e.litHtmlPolyfillSupport;ii?.(j,R),($e.litHtmlVersions??=[]).push("3.3.3");var Xe=(s,e,t)=>{let i=t?.renderBefore??e,n=i._$litPart$;if(n===void 0){let r=t?.renderBefore??null;i._$litPart$=n=new R(e.insertBefore(z(),r),r,void 0,t??{})}return n._$AI(s),n};var Se=globalThis,_=class extends ${constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Xe(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return A}};_._$litElement$=!0,_.finalized=!0,Se.litElementHydrateSupport?.({LitElement:_});var si=Se.litElementPolyfillSupport;si?.({LitElement:_});(Se.litElementVersions??=[]).push("4.2.2");var f=class extends Error{constructor(t,i,n=null,r=null){super(`${t} ${i}`);this.kind=t;this.status=i;this.retryAfter=n;this.sentence=r}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},B=class{constructor(e,t=null){this.base=e;this.identity=t}look(e){return this.json(`/v1/merchants/${encodeURIComponent(e)}/widget`,{})}async open(e,t){let i={merchant:e,language:t};if(!this.identity)return this.json("/v1/conversations",te(i));try{return await this.json("/v1/conversations",te({...i,identity:this.identity}))}catch(n){if(!(n instanceof f)||n.kind!=="identity-not-signed")throw n;return this.json("/v1/conversations",te(i))}}headers(){return{}}async call(e,t){let i;try{let n={...this.headers(),...t.headers};i=await fetch(this.base+e,{...t,headers:n,credentials:"omit"})}catch{throw new f(t.signal?.aborted?"aborted":"network",0)}if(!i.ok)throw et(i.status,await i.text(),i.headers.get("Retry-After"));return i}async json(e,t){return await(await this.call(e,t)).json()}},ie=class extends B{constructor(t,i,n){super(t);this.id=i;this.secret=n;this.path=`/v1/conversations/${i}`}send(t,i){return this.json(`${this.path}/messages`,te({...t,client_id:i}))}page(t,i,n){return this.json(`${this.path}/events?after=${t}&wait=${i}`,n?{signal:n}:{})}standing(){return this.json(this.path,{})}links(t){return this.json(`${this.path}/files/${t}`,{})}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(t,i){return this.call(`${this.path}/stream?after=${t}`,{signal:i,headers:{Accept:"text/event-stream"}})}upload(t,i,n,r){return new Promise((o,l)=>{let a=new XMLHttpRequest,c=new FormData;c.append("client_id",i),c.append("file",t,t.name||"picture.png"),a.open("POST",`${this.base}${this.path}/files`),a.setRequestHeader("Authorization",`Bearer ${this.secret}`),a.upload.onprogress=g=>g.lengthComputable&&n(g.loaded/g.total),a.onload=()=>a.status<300?o(JSON.parse(a.responseText)):l(et(a.status,a.responseText,a.getResponseHeader("Retry-After"))),a.onerror=a.ontimeout=()=>l(new f("network",0)),a.onabort=()=>l(new f("aborted",0)),r.addEventListener("abort",()=>a.abort()),a.send(c)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function te(s){return{method:"POST",body:JSON.stringify(s),headers:{"Content-Type":"application/json"}}}function et(s,e,t){let i={};try{i=JSON.parse(e)}catch{}let n=i.type?.split(":").pop()??`http-${s}`;return new f(n,s,t&&Number(t)||null,i.sentence??null)}var Te=class{constructor(e,t=ni()){this.shelf=t;this.key=`amends:${e}`}read(){try{let e=JSON.parse(this.shelf?.getItem(this.key)??"null");return e?.id&&e.secret?{...e,seen:e.seen??0,unsent:e.unsent??[]}:null}catch{return null}}write(e){try{this.shelf?.setItem(this.key,JSON.stringify(e))}catch{}}change(e){let t=this.read();t&&this.write({...t,...e})}forget(){try{this.shelf?.removeItem(this.key)}catch{}}};function tt(s,e){return new Te(e?`${s}:${e.user_id}`:s)}function ni(){try{return localStorage}catch{return null}}function se(s,e=3e4,t=Math.random){let i=Math.min(e,500*2**Math.min(s,10));return i/2+i/2*t()}var ne=class{constructor(){this.rest="";this.event="";this.data=[]}take(e){let t=(this.rest+e).split(/\r\n|\n|\r(?!$)/);this.rest=t.pop()??"";let i=[];for(let n of t){if(n===""){this.data.length&&i.push({event:this.event||"message",data:this.data.join(`
`)}),this.event="",this.data=[];continue}let r=n.indexOf(":"),o=r<0?n:n.slice(0,r),l=r<0?"":n.slice(r+1).replace(/^ /,"");o==="event"?this.event=l:o==="data"&&this.data.push(l)}return i}};var it=4e4,ri=2,oi=25,ai=2**31-1,re=class{constructor(e,t){this.conversation=e;this.parts=t;this.stopped=!1;this.mute=0;this.tries=0;this.asleep=!1;this.abort=new AbortController;this.rest=null}async run(){for(;!this.stopped;){this.abort=new AbortController;try{this.asleep&&await this.pause(ai),await this.catchUp(),this.parts.connected(!0),this.tries=0,await(this.mute<ri?this.stream():this.poll())}catch(e){if(this.stopped)return;if(!(e instanceof f))throw e;if(e.status===401)return this.parts.gone();if(e.kind==="aborted")continue;this.parts.connected(!1),await this.pause(e.retryAfter?e.retryAfter*1e3:se(this.tries++))}}}wake(){this.asleep=!1,this.rest?.()}sleep(){this.asleep=!0,this.abort.abort()}interrupt(){this.abort.abort()}stop(){this.stopped=!0,this.abort.abort(),this.rest?.()}async catchUp(){for(let e=!0;e&&!this.stopped;){let t=await this.conversation.page(this.parts.cursor(),0,this.abort.signal);e=t.more,this.parts.events(t.events),this.parts.owner(t.owner),this.parts.typing(t.typing,t.typist)}}async poll(){for(;!this.stopped;){let e=await this.conversation.page(this.parts.cursor(),oi,this.abort.signal);this.parts.events(e.events),this.parts.owner(e.owner),this.parts.typing(e.typing,e.typist)}}async stream(){let e=this.abort,t=!1,i=setTimeout(()=>e.abort(),it);try{let r=(await this.conversation.stream(this.parts.cursor(),e.signal)).body.pipeThrough(new TextDecoderStream).getReader(),o=new ne;for(let l=await r.read();!l.done&&!this.stopped;l=await r.read()){t=!0,clearTimeout(i),i=setTimeout(()=>e.abort(),it);for(let a of o.take(l.value))this.sent(a.event,a.data)}}catch(n){throw n instanceof f?n:new f(e.signal.aborted?"aborted":"network",0)}finally{clearTimeout(i),this.mute=t?0:this.mute+1}}sent(e,t){let i=JSON.parse(t);e==="typing"?this.parts.typing(i.active===!0,i.name??null):typeof i.seq=="number"&&this.parts.events([i])}pause(e){return new Promise(t=>{let i=setTimeout(t,e);this.rest=()=>{clearTimeout(i),t()}})}};var li=6,oe=class{constructor(e){this.parts=e;this.items=[];this.busy=!1;this.tries=0;this.closed=!1}add(e){this.items.push({...e,state:"waiting",why:null}),this.parts.changed(),this.flush()}retry(e){for(let t of this.items)t.clientId===e&&this.renew(t);this.parts.changed(),this.flush()}discard(e){let t=this.items.findIndex(i=>i.clientId===e);t>=0&&this.items.splice(t,1),this.parts.changed()}revive(){for(let e of this.items)e.why==="network"&&this.renew(e);this.tries=0,this.flush()}close(){this.closed=!0}async flush(){if(!this.busy){this.busy=!0;try{for(let e=this.next();e&&this.parts.online()&&!this.closed&&await this.carry(e);e=this.next());}finally{this.busy=!1}}}next(){return this.items.find(e=>e.state==="waiting")}async carry(e){e.state="sending",this.parts.changed();try{let t=await this.parts.send(e);return this.tries=0,this.discard(e.clientId),this.parts.sent(t),!0}catch(t){if(!(t instanceof f))throw t;return this.failed(e,t)}}failed(e,t){if(t.status===401)return e.state="waiting",this.parts.gone(),!1;if(!t.worthAnotherTry||++this.tries>=li)return this.tries=0,e.state="failed",e.why=t.status===0?"network":t.kind,this.parts.changed(),!t.worthAnotherTry;e.state="waiting",this.parts.changed();let i=t.retryAfter?t.retryAfter*1e3:se(this.tries,8e3);return(this.parts.later??setTimeout)(()=>{this.flush()},i),!1}renew(e){e.state==="failed"&&(e.state="waiting",e.why=null)}};var W=class{constructor(){this.bySeq=new Map;this.complete=0}add(e){let t=[];for(let i of e)this.bySeq.has(i.seq)||(this.bySeq.set(i.seq,i),t.push(i));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return t}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}inOrder(){return[...this.bySeq.values()].sort((e,t)=>e.seq-t.seq)}has(e){for(let t of this.bySeq.values())if(t.client_id===e)return!0;return!1}unreadAfter(e){return this.inOrder().filter(t=>t.seq>e&&Pe(t)).length}};function Pe(s){return s.author!=="customer"&&(s.kind==="reply"||s.kind==="notice")}var di=10*1024*1024,st="image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf",ae=class{constructor(e){this.changed=e;this.items=[];this.carriers=new Map}add(e,t,i){let n={clientId:t,file:e,share:0,state:"sending",why:null,sentence:null,abort:new AbortController};this.items.push(n),this.carriers.set(t,i),e.size>di?this.fail(n,"request-too-large",null):this.carry(n)}retry(e){e.state="sending",e.share=0,this.carry(e)}discard(e){e.abort.abort(),this.carriers.delete(e.clientId);let t=this.items.indexOf(e);t>=0&&this.items.splice(t,1),this.changed()}progress(e,t){e.share=t,this.changed()}async carry(e){this.changed();try{await this.carriers.get(e.clientId)?.(e,e.abort.signal),this.discard(e)}catch(t){if(!(t instanceof f))throw t;t.kind!=="aborted"&&this.fail(e,t.kind,t.sentence)}}fail(e,t,i){Object.assign(e,{state:"failed",why:t,sentence:i}),this.changed()}};var pi=6e4,hi=6e4,ci=6e4,ui=3e3,le=class{constructor(e,t,i,n,r){this.api=e;this.merchant=t;this.language=i;this.memory=n;this.changed=r;this.timeline=new W;this.outbox=this.newOutbox();this.uploads=new ae(()=>this.changed());this.typing=!1;this.typist=null;this.owner="bot";this.connected=!0;this.online=navigator.onLine;this.loaded=!1;this.trouble=null;this.standing=null;this.conversation=null;this.feed=null;this.opening=!1;this.standingAt=0;this.unseen=0;this.typingTold=0;addEventListener("online",()=>this.network(!0)),addEventListener("offline",()=>this.network(!1)),addEventListener("storage",o=>o.key===n.key&&this.elsewhere()),document.addEventListener("visibilitychange",()=>this.looked(!document.hidden))}async start(){if(!(this.conversation||this.opening)){this.opening=!0,this.trouble=null;try{let e=await this.alone(async()=>this.memory.read()??await this.opened());this.follow(e)}catch(e){if(!(e instanceof f))throw e;this.trouble=e.kind}finally{this.opening=!1,this.changed()}}}say(e){this.post(e,{text:e})}press(e){this.post(e.title,{token:e.token})}act(e,t){this.post(t,{action:e})}async writes(){if(!(this.owner!=="person"||Date.now()-this.typingTold<ui)){this.typingTold=Date.now();try{await this.conversation?.typing()}catch(e){if(!(e instanceof f))throw e}}}upload(e){let t=this.conversation;t&&this.uploads.add(e,nt(),(i,n)=>t.upload(e,i.clientId,r=>this.uploads.progress(i,r),n).then(r=>{this.arrived([r])}))}discard(e){this.outbox.discard(e),this.keepUnsent()}async renewThumb(e){let t=Number(e.body.renewed??0);if(!(!this.conversation||Date.now()-t<hi)){e.body.renewed=Date.now();try{e.body.thumb=(await this.conversation.links(String(e.body.id))).thumb}catch(i){if(!(i instanceof f))throw i}this.changed()}}async mailTranscript(){try{return await this.conversation?.mailTranscript(),"sent"}catch(e){if(e instanceof f)return e.kind;throw e}}async forget(){this.memory.forget(),this.leave(),await this.start()}seen(){let e=this.timeline.last;e>(this.memory.read()?.seen??0)&&this.memory.change({seen:e})}get unread(){return this.timeline.unreadAfter(this.memory.read()?.seen??0)}post(e,t){this.typingTold=0,this.outbox.add({clientId:nt(),text:e,at:new Date().toISOString(),content:t}),this.keepUnsent()}async opened(){let t={...await this.api.open(this.merchant,this.language),seen:0,unsent:[]};return this.memory.write(t),t}follow(e){let t=new ie(this.api.base,e.id,e.secret);this.conversation=t,this.feed=new re(t,{cursor:()=>this.timeline.cursor,events:i=>this.arrived(i),typing:(i,n)=>this.set({typing:i,typist:n}),owner:i=>this.set({owner:i}),connected:i=>this.reached(i),gone:()=>this.gone()}),this.feed.run();for(let i of e.unsent)this.outbox.add(i)}arrived(e){let t=this.timeline.add(e);for(let i of t)i.client_id&&this.outbox.discard(i.client_id),i.kind==="owner"&&i.body.owner&&(this.owner=i.body.owner);t.some(i=>i.client_id)&&this.keepUnsent(),t.some(Pe)&&this.refreshStanding(),t.length&&this.changed()}reached(e){e&&!this.connected&&this.outbox.revive(),this.set({connected:e,loaded:this.loaded||e})}gone(){let e=this.memory.read()?.unsent??[];this.memory.forget(),this.leave(),this.start().then(()=>{for(let t of e)"text"in t.content&&this.outbox.add(t)})}leave(){this.feed?.stop(),this.outbox.close(),this.feed=this.conversation=this.standing=null,this.timeline=new W,this.outbox=this.newOutbox(),this.set({typing:!1,typist:null,owner:"bot",loaded:!1})}elsewhere(){let e=this.memory.read();e&&this.conversation&&e.id!==this.conversation.id&&(this.leave(),this.follow(e)),this.changed()}looked(e){clearTimeout(this.unseen),e?this.feed?.wake():this.unseen=window.setTimeout(()=>this.feed?.sleep(),ci)}network(e){this.set({online:e}),e?(this.feed?.wake(),this.outbox.revive(),this.conversation||this.start()):this.feed?.interrupt()}async refreshStanding(){let e=this.conversation;if(!(!e||this.standing?.verified&&Date.now()-this.standingAt<pi)){this.standingAt=Date.now();try{let t=await e.standing();e===this.conversation&&this.set({standing:t})}catch(t){if(!(t instanceof f))throw t}}}newOutbox(){return new oe({send:e=>{if(!this.conversation)throw new f("network",0);return this.conversation.send(e.content,e.clientId)},sent:e=>this.arrived([e]),changed:()=>this.changed(),gone:()=>this.gone(),online:()=>this.online&&this.conversation!==null})}keepUnsent(){let e=this.outbox.items.map(({clientId:t,text:i,at:n,content:r})=>({clientId:t,text:i,at:n,content:r}));this.memory.change({unsent:e})}alone(e){return"locks"in navigator?navigator.locks.request(this.memory.key,e):e()}set(e){Object.assign(this,e),this.changed()}};function nt(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),s=>s.toString(16).padStart(2,"0")).join("")}var Ce={bot:"Automated assistant",person:"A person is answering here",close:"Close the chat",menu:"More",transcript:"E-mail me this conversation",transcriptSent:"A copy is on its way to the e-mail address of your order.",transcriptNeedsOrder:"I can send a copy once your order number and e-mail address have been matched.",tooManyCopies:"Several copies have just been sent. Please try again in an hour.",forget:"End and remove from this device",forgetSure:"Really end it? Press again",forgotten:"The conversation has been removed from this device.",placeholder:"Write a message",send:"Send",attach:"Attach a screenshot or PDF",drop:"Drop the picture or PDF here",you:"You",assistant:"Assistant",agent:"Staff member",sending:"Sending",waiting:"Will be sent when you are online again",delivered:"Delivered",failed:"Not sent.",retry:"Try again",discard:"Remove",failedText:"This message cannot be sent as it is.",failedMany:"Too many messages at once.",failedButton:"This button is no longer valid.",offline:"You are offline. What you write is kept, and will be sent as soon as you are back online.",away:"The connection was lost. Trying again …",unavailable:"The chat cannot be reached at the moment.",signIn:"Please sign in to this website again, then reload the page to chat.",typing:"The assistant is writing",personTyping:"{name} is writing",talk:"Talk to a person",withdraw:"Withdraw from contract here",withdrawUntil:"Possible until {until}",newMessages:"New messages",log:"Conversation",choices:"Suggested answers",tooLong:"{over} characters too many",uploading:"Sending {name}, {percent} %",uploaded:"Picture: {name}",document:"PDF, {pages} pages",documentOne:"PDF, 1 page",fileTooLarge:"{name} is larger than 10 MB.",fileKind:"{name} is neither a picture nor a PDF.",fileFailed:"{name} could not be sent.",ownerPerson:"A person has taken over the conversation.",ownerBot:"The automated assistant is answering again.",loading:"Loading the conversation"};var rt={bot:"Automatisk assistent",person:"Her svarer en medarbeider",close:"Lukk chatten",menu:"Mer",transcript:"Send meg samtalen på e-post",transcriptSent:"En kopi er på vei til e-postadressen på bestillingen din.",transcriptNeedsOrder:"Du kan få en kopi når ordrenummeret og e-postadressen din er bekreftet.",tooManyCopies:"Det er nettopp sendt flere kopier. Prøv igjen om en time.",forget:"Avslutt og fjern fra denne enheten",forgetSure:"Vil du virkelig avslutte? Trykk en gang til",forgotten:"Samtalen er fjernet fra denne enheten.",placeholder:"Skriv en melding",send:"Send",attach:"Legg ved skjermbilde eller PDF",drop:"Slipp bildet eller PDF-en her",you:"Du",assistant:"Assistent",agent:"Medarbeider",sending:"Sendes",waiting:"Sendes når du er på nett igjen",delivered:"Levert",failed:"Ikke sendt.",retry:"Prøv igjen",discard:"Fjern",failedText:"Denne meldingen kan ikke sendes slik den er.",failedMany:"For mange meldinger på en gang.",failedButton:"Denne knappen gjelder ikke lenger.",offline:"Du er frakoblet. Det du skriver, blir tatt vare på og sendt når du er på nett igjen.",away:"Forbindelsen ble brutt. Prøver igjen …",unavailable:"Chatten kan ikke nås akkurat nå.",signIn:"Logg inn på nettstedet igjen, og last siden på nytt for å chatte.",typing:"Assistenten skriver",personTyping:"{name} skriver",talk:"Snakke med en medarbeider",withdraw:"Gå fra avtalen her",withdrawUntil:"Mulig frem til {until}",newMessages:"Nye meldinger",log:"Samtale",choices:"Foreslåtte svar",tooLong:"{over} tegn for mye",uploading:"Sender {name}, {percent} %",uploaded:"Bilde: {name}",document:"PDF, {pages} sider",documentOne:"PDF, 1 side",fileTooLarge:"{name} er større enn 10 MB.",fileKind:"{name} er verken et bilde eller en PDF.",fileFailed:"{name} kunne ikke sendes.",ownerPerson:"En medarbeider har tatt over samtalen.",ownerBot:"Den automatiske assistenten svarer igjen.",loading:"Laster samtalen"};var ot={bot:"Geautomatiseerde assistent",person:"Hier antwoordt een medewerker",close:"Chat sluiten",menu:"Meer",transcript:"Dit gesprek naar mij e-mailen",transcriptSent:"Een kopie is onderweg naar het e-mailadres van uw bestelling.",transcriptNeedsOrder:"Een kopie is mogelijk zodra uw bestelnummer en e-mailadres zijn gecontroleerd.",tooManyCopies:"Er zijn zojuist al kopieën verstuurd. Probeer het over een uur opnieuw.",forget:"Beëindigen en van dit apparaat verwijderen",forgetSure:"Echt beëindigen? Druk nogmaals",forgotten:"Het gesprek is van dit apparaat verwijderd.",placeholder:"Schrijf een bericht",send:"Versturen",attach:"Schermafbeelding of pdf toevoegen",drop:"Laat de afbeelding of pdf hier los",you:"U",assistant:"Assistent",agent:"Medewerker",sending:"Wordt verstuurd",waiting:"Wordt verstuurd zodra u weer online bent",delivered:"Bezorgd",failed:"Niet verstuurd.",retry:"Opnieuw proberen",discard:"Verwijderen",failedText:"Dit bericht kan zo niet worden verstuurd.",failedMany:"Te veel berichten tegelijk.",failedButton:"Deze knop is niet meer geldig.",offline:"U bent offline. Wat u schrijft, wordt bewaard en verstuurd zodra u weer online bent.",away:"De verbinding is verbroken. Er wordt opnieuw verbonden …",unavailable:"De chat is op dit moment niet bereikbaar.",signIn:"Log opnieuw in op deze website en vernieuw de pagina om te chatten.",typing:"De assistent schrijft",personTyping:"{name} is aan het typen",talk:"Met een medewerker praten",withdraw:"Hier de overeenkomst herroepen",withdrawUntil:"Mogelijk tot {until}",newMessages:"Nieuwe berichten",log:"Gesprek",choices:"Voorgestelde antwoorden",tooLong:"{over} tekens te veel",uploading:"{name} wordt verstuurd, {percent} %",uploaded:"Afbeelding: {name}",document:"Pdf, {pages} pagina’s",documentOne:"Pdf, 1 pagina",fileTooLarge:"{name} is groter dan 10 MB.",fileKind:"{name} is geen afbeelding en geen pdf.",fileFailed:"{name} kon niet worden verstuurd.",ownerPerson:"Een medewerker heeft het gesprek overgenomen.",ownerBot:"De geautomatiseerde assistent antwoordt weer.",loading:"Het gesprek wordt geladen"};var mi={en:Ce,nl:ot,nb:rt};function at(s){return mi[s]??Ce}function y(s,e){return s.replace(/\{(\w+)\}/g,(t,i)=>String(e[i]??t))}var E=s=>w`
  <svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${s}</svg>`,lt=E(w`<path d="M6 6l12 12M18 6L6 18" />`),dt=E(w`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`),pt=E(w`<path d="M5 12h13M12.500 6l6 6-6 6" />`),ht=E(w`<path d="M20 11.500l-8.300 8.300a5 5 0 0 1-7.100-7.100l8.700-8.700a3.400 3.400 0 0 1 4.800 4.800l-8.600 8.600a1.700 1.700 0 0 1-2.400-2.400l7.800-7.800" />`),ct=E(w`<path d="M12 5v13M6 12.500l6 6 6-6" />`),Me=E(w`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />`),ut=E(w`<circle cx="12" cy="8" r="3.600" /><path d="M5 20c.7-4 3.400-6 7-6s6.300 2 7 6" />`),mt=E(w`<path d="M8 5L4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-3" />`);var gt=2e3,de=class{constructor(e){this.parts=e;this.draft="";this.typed=e=>{let t=e.target;this.draft=t.value,this.draft.trim()&&this.parts.writes(),ft(t),this.parts.refresh()};this.key=e=>{e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),this.submit(e.target))};this.submitted=e=>{e.preventDefault(),this.submit(e.target.querySelector("textarea"))};this.choose=e=>{e.currentTarget.parentElement.querySelector("input").click()};this.chosen=e=>{let t=e.target;this.files([...t.files??[]]),t.value=""}}render(){let{words:e}=this.parts,t=[...this.draft].length-gt;return d`
      <form @submit=${this.submitted}>
        <button type="button" class="icon" aria-label=${e.attach} title=${e.attach} @click=${this.choose}>${ht}</button>
        <input type="file" accept=${st} multiple hidden @change=${this.chosen} />
        <textarea rows="1" aria-label=${e.placeholder} placeholder=${e.placeholder} enterkeyhint="send"
          aria-invalid=${t>0?"true":h} aria-describedby="length" dir="auto"
          .value=${this.draft} @input=${this.typed} @keydown=${this.key}></textarea>
        <button type="submit" class="icon send" aria-label=${e.send} ?disabled=${!this.sendable}>${pt}</button>
        <p id="length" role="status">${t>0?y(e.tooLong,{over:t}):""}</p>
      </form>
    `}files(e){e.length&&this.parts.files(e)}pasted(e){let t=[...e.clipboardData?.files??[]];t.length&&(e.preventDefault(),this.files(t))}get sendable(){return this.draft.trim().length>0&&[...this.draft].length<=gt}submit(e){if(!this.sendable)return;let t=this.draft.trim();this.draft=e.value="",ft(e),this.parts.send(t)}};function ft(s){s.style.height="auto",s.style.height=`${s.scrollHeight}px`}var gi="a[href],button:not([disabled]),textarea:not([disabled]),[tabindex='0']";function vt(s,e){let t=[...s.querySelectorAll(gi)].filter(o=>o.checkVisibility()),i=t[0],n=t[t.length-1],r=s.activeElement;e.shiftKey&&(r===i||!r)?(e.preventDefault(),n?.focus()):!e.shiftKey&&r===n&&(e.preventDefault(),i?.focus())}function bt(s){let{words:e,look:t}=s;return d`
    <div class="head">
      ${t.logo?d`<img class="logo" src=${s.base+t.logo} alt="" width="38" height="38" />`:h}
      <div class="title">
        <h2 id="name">${t.name}</h2>
        <p>${s.owner==="person"?e.person:e.bot}</p>
      </div>
      <button type="button" class="icon" id="menu-button" aria-label=${e.menu} aria-expanded=${s.menuOpen}
        aria-controls="menu" @click=${s.toggleMenu}>${dt}</button>
      <button type="button" class="icon" id="close" aria-label=${e.close} @click=${s.close}>${lt}</button>
    </div>
    <div id="menu" ?hidden=${!s.menuOpen}>
      <button type="button" @click=${s.transcript}>${e.transcript}</button>
      <button type="button" class=${s.forgetAsked?"sure":""} @click=${s.forget}>
        ${s.forgetAsked?e.forgetSure:e.forget}
      </button>
    </div>
  `}var pe={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},F=s=>(...e)=>({_$litDirective$:s,values:e}),U=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:fi}=Qe,yt=s=>s;var xt=s=>s.strings===void 0,wt=()=>document.createComment(""),L=(s,e,t)=>{let i=s._$AA.parentNode,n=e===void 0?s._$AB:e._$AA;if(t===void 0){let r=i.insertBefore(wt(),n),o=i.insertBefore(wt(),n);t=new fi(r,o,s,s.options)}else{let r=t._$AB.nextSibling,o=t._$AM,l=o!==s;if(l){let a;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(a=s._$AU)!==o._$AU&&t._$AP(a)}if(r!==n||l){let a=t._$AA;for(;a!==r;){let c=yt(a).nextSibling;yt(i).insertBefore(a,n),a=c}}}return t},S=(s,e,t=s)=>(s._$AI(e,t),s),vi={},$t=(s,e=vi)=>s._$AH=e,kt=s=>s._$AH,he=s=>{s._$AR(),s._$AA.remove()};var At=(s,e,t)=>{let i=new Map;for(let n=e;n<=t;n++)i.set(s[n],n);return i},ce=F(class extends U{constructor(s){if(super(s),s.type!==pe.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let n=[],r=[],o=0;for(let l of s)n[o]=i?i(l,o):o,r[o]=t(l,o),o++;return{values:r,keys:n}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let n=kt(s),{values:r,keys:o}=this.dt(e,t,i);if(!Array.isArray(n))return this.ut=o,r;let l=this.ut??=[],a=[],c,g,p=0,m=n.length-1,u=0,v=r.length-1;for(;p<=m&&u<=v;)if(n[p]===null)p++;else if(n[m]===null)m--;else if(l[p]===o[u])a[u]=S(n[p],r[u]),p++,u++;else if(l[m]===o[v])a[v]=S(n[m],r[v]),m--,v--;else if(l[p]===o[v])a[v]=S(n[p],r[v]),L(s,a[v+1],n[p]),p++,v--;else if(l[m]===o[u])a[u]=S(n[m],r[u]),L(s,n[p],n[m]),m--,u++;else if(c===void 0&&(c=At(o,u,v),g=At(l,p,m)),c.has(l[p]))if(c.has(l[m])){let x=g.get(o[u]),ve=x!==void 0?n[x]:null;if(ve===null){let Ue=L(s,n[p]);S(Ue,r[u]),a[u]=Ue}else a[u]=S(ve,r[u]),L(s,n[p],ve),n[x]=null;u++}else he(n[m]),m--;else he(n[p]),p++;for(;u<=v;){let x=L(s,a[v+1]);S(x,r[u]),a[u++]=x}for(;p<=m;){let x=n[p++];x!==null&&he(x)}return this.ut=o,$t(s,a),A}});var bi={en:"en-GB"},Oe=s=>bi[s]??s;function St(s,e){return new Intl.DateTimeFormat(Oe(e),{hour:"2-digit",minute:"2-digit"}).format(s)}function Tt(s,e,t){let i=Math.round((_t(s)-_t(e))/864e5);return Et(i===0||i===-1?new Intl.RelativeTimeFormat(t,{numeric:"auto"}).format(i,"day"):new Intl.DateTimeFormat(Oe(t),{weekday:"long",day:"numeric",month:"long"}).format(s),t)}function ue(s,e){return new Intl.DateTimeFormat(Oe(e),{dateStyle:"full",timeStyle:"short"}).format(s)}function _t(s){return new Date(s.getFullYear(),s.getMonth(),s.getDate()).getTime()}function Et(s,e){return s.charAt(0).toLocaleUpperCase(e)+s.slice(1)}var yi=/(https?:\/\/[^\s<>"']+)|(?<![\p{L}\p{N}-])([A-Z]{2,4}-[0-9]{4,10}|AM-[0-9A-HJKMNP-TV-Z]{7})(?![\p{L}\p{N}]|-\p{N})/gu,wi=/[.,;:!?)\]}…]+$/;function Pt(s){let e=[],t=0,i=n=>{n>t&&e.push({kind:"plain",text:s.slice(t,n)})};for(let n of s.matchAll(yi)){let r=n[1]?n[1].replace(wi,""):n[0];n[1]&&!xi(r)||(i(n.index),e.push({kind:n[1]?"link":"number",text:r}),t=n.index+r.length)}return i(s.length),e}function xi(s){try{return new URL(s).hostname.length>0}catch{return!1}}function Ct(s){let e=[];for(let t of s.split(`
`)){let i=t.startsWith("• "),n=e[e.length-1],r=i?t.slice(2):t;n?.list===i?n.lines.push(r):e.push({list:i,lines:[r]})}return e}var q=(s,e)=>{let t=s._$AN;if(t===void 0)return!1;for(let i of t)i._$AO?.(e,!1),q(i,e);return!0},me=s=>{let e,t;do{if((e=s._$AM)===void 0)break;t=e._$AN,t.delete(s),s=e}while(t?.size===0)},Mt=s=>{for(let e;e=s._$AM;s=e){let t=e._$AN;if(t===void 0)e._$AN=t=new Set;else if(t.has(s))break;t.add(s),Ai(e)}};function $i(s){this._$AN!==void 0?(me(this),this._$AM=s,Mt(this)):this._$AM=s}function ki(s,e=!1,t=0){let i=this._$AH,n=this._$AN;if(n!==void 0&&n.size!==0)if(e)if(Array.isArray(i))for(let r=t;r<i.length;r++)q(i[r],!1),me(i[r]);else i!=null&&(q(i,!1),me(i));else q(this,s)}var Ai=s=>{s.type==pe.CHILD&&(s._$AP??=ki,s._$AQ??=$i)},ge=class extends U{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,i){super._$AT(e,t,i),Mt(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(q(this,e),me(this))}setValue(e){if(xt(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}};var _i=96,Re=class extends ge{constructor(){super(...arguments);this.drawn=null}render(t){}update(t,[i]){this.drawn!==i&&(this.drawn=i,Ei(t.element,i))}};async function Ei(s,e){let t;try{t=await createImageBitmap(e)}catch{return}let i=Math.min(1,_i/Math.max(t.width,t.height));s.width=Math.max(1,Math.round(t.width*i)),s.height=Math.max(1,Math.round(t.height*i)),s.getContext("2d")?.drawImage(t,0,0,s.width,s.height),t.close()}var Ot=F(Re);function Ut(s,e){let{name:t="",kind:i,pages:n}=e.body,r=y(s.words.uploaded,{name:t});return i==="picture"?d`${Rt(s,e,"picture",r)}`:d`<span class="file">
    ${Rt(s,e,"thumb","")}
    <span><bdi>${t}</bdi><small>${Si(n,s.words)}</small></span>
  </span>`}function Rt(s,e,t,i){let{thumb:n,width:r,height:o}=e.body;return typeof n!="string"?d`${Me}`:d`<img class=${t} src=${new URL(n,s.base).href} alt=${i}
    width=${Number(r)||h} height=${Number(o)||h} @error=${()=>s.renewThumb(e)} />`}function Si(s,e){return typeof s!="number"?"":s===1?e.documentOne:y(e.document,{pages:s})}function Lt(s,e){let{words:t}=s,i=e.file.name,n=Math.round(e.share*100),r=y(t.uploading,{name:i,percent:n});return d`
    <div class="message own first ${e.state}">
      <span class="hidden">${t.you}:</span>
      <div class="bubble file">
        ${e.file.type.startsWith("image/")?d`<canvas class="thumb" width="1" height="1" aria-hidden="true" ${Ot(e.file)}></canvas>`:Me}
        <span><bdi>${i}</bdi></span>
      </div>
      ${e.state==="sending"?d`<progress max="100" .value=${n} aria-label=${r}></progress>`:d`<p class="meta trouble">
            ${Ti(e,t)}
            ${e.why==="network"||e.why==="unavailable"?d`<button type="button" class="plain" @click=${()=>s.retryUpload(e)}>${t.retry}</button>`:h}
            <button type="button" class="plain" @click=${()=>s.discardUpload(e)}>${t.discard}</button>
          </p>`}
    </div>
  `}function Ti(s,e){let t=s.file.name;return s.sentence?s.sentence:s.why==="request-too-large"?y(e.fileTooLarge,{name:t}):s.why?.startsWith("file-")?y(e.fileKind,{name:t}):s.why==="too-many-requests"?e.failedMany:y(e.fileFailed,{name:t})}var Pi=new Set(["message","reply","notice","file","owner"]);function It(s,e,t,i){let n=e.filter((o,l)=>(Pi.has(o.kind)||o.body.text)&&!Mi(o,e[l+1])),r=n.findLastIndex(o=>o.author==="customer");return d`
    ${ce(n,o=>o.seq,(o,l)=>d`
        ${Ci(n,l,s.language)}
        ${Nt(o)?Oi(o,s.words):Ri(s,o,n[l-1],n[l+1],l===r)}
        ${l>r&&t.every(({state:a})=>a==="failed")?Ii(s,o.body.buttons):h}
      `)}
    ${ce(t,o=>o.clientId,o=>Ni(s,o))}
    ${ce(i,o=>o.clientId,o=>Lt(s,o))}
  `}function Ci(s,e,t){let i=new Date(s[e].at);return(e>0?new Date(s[e-1].at):null)?.toDateString()===i.toDateString()?h:d`<p class="day"><span>${Tt(i,new Date,t)}</span></p>`}function Nt(s){return s.kind==="owner"||s.body.data?.joined!==void 0}function Mi(s,e){return s.kind==="owner"&&e?.body.data?.joined!==void 0}function Oi(s,e){let t=s.body.owner==="person"?e.ownerPerson:e.ownerBot;return d`<p class="aside" dir="auto">${s.kind==="owner"?t:s.body.text}</p>`}function Ri(s,e,t,i,n){let r=e.author==="customer",o=c=>c?.author===e.author&&c.body.data?.agent===e.body.data?.agent&&!Nt(c)&&c.at.slice(0,16)===e.at.slice(0,16),l=e.author==="agent"?e.body.data?.agent??s.words.agent:null,a=r?"own":l?"person":e.kind==="notice"?"notice":"other";return d`
    <div class="message ${a} ${o(t)?"":"first"}">
      ${l&&!o(t)?d`<p class="name" dir="auto">${l}<span class="hidden">:</span></p>`:d`<span class="hidden">${l??Ui(e.author,s.words)}:</span>`}
      <div class="bubble">${e.kind==="file"?Ut(s,e):Di(e.body.text??"")}</div>
      ${o(i)?h:Li(e.at,s,r&&n)}
    </div>
  `}function Ui(s,e){return{customer:e.you,bot:e.assistant,agent:e.agent,system:e.assistant}[s]}function Li(s,{words:e,language:t},i){let n=new Date(s);return d`<p class="meta">
    <time datetime=${s} title=${ue(n,t)}>${St(n,t)}</time>${i?d` · ${e.delivered}`:h}
  </p>`}function Di(s){return Ct(s).map(({list:e,lines:t})=>e?d`<ul dir="auto">${t.map(i=>d`<li>${Dt(i)}</li>`)}</ul>`:d`<p dir="auto">${Dt(t.join(`
`))}</p>`)}function Dt(s){return Pt(s).map(({kind:e,text:t})=>e==="link"?d`<a href=${t} target="_blank" rel="noopener noreferrer nofollow">${t}</a>`:e==="number"?d`<strong class="number">${t}</strong>`:d`${t}`)}function Ii(s,e){return e?.length?d`<div class="choices" role="group" aria-label=${s.words.choices}>
    ${e.map(t=>d`<button type="button" class="choice" @click=${()=>s.press(t)}>${t.title}</button>`)}
  </div>`:h}function Ni(s,e){let{words:t}=s;return d`
    <div class="message own first ${e.state}">
      <span class="hidden">${t.you}:</span>
      <div class="bubble"><p dir="auto">${e.text}</p></div>
      ${e.state==="failed"?d`<p class="meta trouble">
            ${t.failed} ${zi(e.why,t)}
            <button type="button" class="plain" @click=${()=>s.retry(e)}>${t.retry}</button>
            <button type="button" class="plain" @click=${()=>s.discard(e)}>${t.discard}</button>
          </p>`:d`<p class="meta">${s.online?t.sending:t.waiting}</p>`}
    </div>
  `}function zi(s,e){return s==="too-many-requests"?e.failedMany:s==="unknown-button"?e.failedButton:s==="invalid-message"||s==="invalid-request"?e.failedText:""}function zt(s,e){let t=Hi(s,e);return d`<p class="banner" role="status" ?hidden=${!t}>${t}</p>`}function Hi(s,e){return s.online?s.trouble==="identity-not-signed"?e.signIn:s.trouble?e.unavailable:s.connected?"":e.away:e.offline}function Ht(s,e,t,i){let n=s.standing?.withdrawal_until,r=n?y(e.withdrawUntil,{until:ue(new Date(n),t)}):h;return d`<div class="always">
    ${s.owner==="person"?h:d`<button type="button" @click=${()=>i(()=>s.act("talk_to_human",e.talk))}>
          ${ut}${e.talk}
        </button>`}
    ${s.standing?.withdrawal==="over"?h:d`<button type="button" title=${r} @click=${()=>i(()=>s.act("withdraw",e.withdraw))}>
          ${mt}${e.withdraw}
        </button>`}
  </div>`}var jt=b`
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
`;var Bt=b`
  .log {
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
    margin-block-start: 10px;
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
`;var Wt=b`
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
    flex-wrap: wrap;
    gap: 0 4px;
    padding: 4px 8px;
    border-block-start: 1px solid var(--line);
  }
  .always button {
    display: flex;
    align-items: center;
    gap: 5px;
    min-block-size: 36px;
    padding: 4px 6px;
    border-radius: 8px;
    font-size: 13px;
    text-align: start;
  }
  .always button:hover {
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
`;var Ft=b`
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
`;var qt=b`
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
`;var Vt=[jt,Ft,qt,Bt,Wt];var ji=60,fe=class extends _{constructor(){super(...arguments);this.menuOpen=!1;this.forgetAsked=!1;this.note="";this.atEnd=!0;this.scrolledTo=0;this.grown=null;this.dragging=!1;this.history=!1}static{this.styles=Vt}begin(t){this.parts=t,this.words=at(t.language);let i=tt(t.look.merchant,t.identity);this.history=i.read()!==null,this.lang=t.language,this.session=new le(new B(t.base,t.identity),t.look.merchant,t.language,i,()=>this.changed()),this.composer=new de({words:this.words,send:n=>this.posted(()=>this.session.say(n)),writes:()=>{this.session.writes()},files:n=>this.posted(()=>n.forEach(r=>this.session.upload(r))),refresh:()=>this.requestUpdate()}),this.session.start()}open(){this.hidden=!1,this.atEnd=!0,this.session.trouble&&this.session.start(),this.session.seen(),this.requestUpdate(),this.updateComplete.then(()=>this.takeFocus())}close(){this.hidden=!0,this.menuOpen=this.forgetAsked=!1,this.parts.closed()}firstUpdated(){this.addEventListener("keydown",t=>this.key(t)),this.addEventListener("paste",t=>this.composer.pasted(t)),this.addEventListener("dragover",t=>this.drag(t,!0)),this.addEventListener("dragleave",t=>this.drag(t,!1)),this.addEventListener("drop",t=>this.drop(t))}updated(t){let i=this.find(".lines");if(i&&!this.grown){this.grown=new ResizeObserver(()=>this.keepEnd());for(let n of[i,this.scroller])this.grown.observe(n)}this.keepEnd()}render(){if(!this.parts)return h;let{session:t,words:i}=this;return d`
      <section role="dialog" aria-modal=${this.coversPage?"true":h} aria-labelledby="name"
        class=${this.dragging?"dragging":""}>
        ${bt({words:i,look:this.parts.look,base:this.parts.base,language:this.parts.language,owner:t.owner,menuOpen:this.menuOpen,forgetAsked:this.forgetAsked,toggleMenu:()=>this.toggleMenu(),transcript:()=>{this.transcript()},forget:()=>{this.forget()},close:()=>this.close()})}
        ${zt(t,i)}
        <div class="log" role="log" tabindex="0" aria-label=${i.log} @scroll=${this.scrolled}
          aria-live=${this.history&&!t.loaded?"off":"polite"} aria-relevant="additions">
          <div class="lines">
            <p class="greeting">${this.parts.look.greeting[this.parts.language]??""}</p>
            ${It(this.logParts(),t.timeline.inOrder(),t.outbox.items,t.uploads.items)}
          </div>
        </div>
        ${this.typing()} ${this.jump()}
        <p class="note" role="status">${this.note}</p>
        ${Ht(t,i,this.parts.language,n=>this.posted(n))} ${this.composer.render()}
        ${this.dragging?d`<p class="drop">${i.drop}</p>`:h}
      </section>
    `}typing(){if(!(this.session.typing||!this.session.loaded)||!this.session.online||this.session.trouble)return h;let{typist:i}=this.session,n=this.session.loaded?i?this.words.personTyping.replace("{name}",i):this.words.typing:this.words.loading;return d`<div class="typing ${i?"person":""}" role="img" aria-label=${n}>
      <i></i><i></i><i></i>${i?d`<span dir="auto">${n}</span>`:h}
    </div>`}jump(){return this.atEnd?h:d`<button type="button" class="jump" aria-label=${this.words.newMessages} @click=${this.toEnd}>${ct}</button>`}logParts(){let{session:t}=this;return{words:this.words,language:this.parts.language,base:this.parts.base,online:t.online,press:i=>this.posted(()=>t.press(i)),retry:i=>t.outbox.retry(i.clientId),discard:i=>t.discard(i.clientId),retryUpload:i=>t.uploads.retry(i),discardUpload:i=>t.uploads.discard(i),renewThumb:i=>{t.renewThumb(i)}}}posted(t){t(),this.atEnd=!0,this.note="",this.requestUpdate(),this.shadowRoot?.activeElement?.matches("textarea")===!1&&this.takeFocus()}changed(){this.hidden||this.session?.seen(),this.session&&this.parts.unread(this.hidden?this.session.unread:0),this.requestUpdate()}async transcript(){this.menuOpen=!1;let t=await this.session.mailTranscript(),i={sent:this.words.transcriptSent,"not-verified":this.words.transcriptNeedsOrder,"too-many-requests":this.words.tooManyCopies};this.tell(i[t]??this.words.unavailable),this.takeFocus()}async forget(){if(!this.forgetAsked){this.forgetAsked=!0,this.requestUpdate();return}this.menuOpen=this.forgetAsked=!1,await this.session.forget(),this.tell(this.words.forgotten),this.takeFocus()}tell(t){this.note=t,this.requestUpdate()}toggleMenu(){this.menuOpen=!this.menuOpen,this.forgetAsked=!1,this.requestUpdate()}key(t){if(t.key==="Tab"&&vt(this.shadowRoot,t),t.key==="Escape"){if(t.stopPropagation(),!this.menuOpen)return this.close();this.toggleMenu(),this.find("#menu-button")?.focus()}}drag(t,i){if(!t.dataTransfer?.types.includes("Files"))return;t.preventDefault();let n=i||t.relatedTarget instanceof Node&&this.shadowRoot?.contains(t.relatedTarget)===!0;n!==this.dragging&&(this.dragging=n,this.requestUpdate())}drop(t){t.preventDefault(),this.dragging=!1,this.composer.files([...t.dataTransfer?.files??[]]),this.requestUpdate()}keepEnd(){let t=this.scroller;t&&this.atEnd&&(t.scrollTop=t.scrollHeight)}scrolled(){let t=this.scroller,i=t.scrollTop<this.scrolledTo;this.scrolledTo=t.scrollTop;let r=t.scrollHeight-t.scrollTop-t.clientHeight<ji||this.atEnd&&!i;r!==this.atEnd&&(this.atEnd=r,this.requestUpdate())}toEnd(){this.atEnd=!0,this.requestUpdate(),this.takeFocus()}takeFocus(){this.find(matchMedia("(pointer: coarse)").matches?".log":"textarea")?.focus({preventScroll:!0})}get coversPage(){return matchMedia("(max-width: 480px)").matches}get scroller(){return this.find(".log")}find(t){return this.shadowRoot?.querySelector(t)??null}};customElements.define("amends-panel",fe);function tr(s){let e=new fe;return e.hidden=!0,e.begin(s),e}export{fe as AmendsPanel,tr as create};
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
