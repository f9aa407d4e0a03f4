/* Amends, Apache-2.0. Holds lit, (c) Google LLC, BSD-3-Clause. */
var V=globalThis,G=V.ShadowRoot&&(V.ShadyCSS===void 0||V.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Te=Symbol(),Ve=new WeakMap,I=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==Te)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(G&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=Ve.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&Ve.set(t,e))}return e}toString(){return this.cssText}},Ge=n=>new I(typeof n=="string"?n:n+"",void 0,Te),y=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((i,s,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new I(t,n,Te)},Ye=(n,e)=>{if(G)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),s=V.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=t.cssText,n.appendChild(i)}},Se=G?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return Ge(t)})(n):n;var{is:yn,defineProperty:wn,getOwnPropertyDescriptor:xn,getOwnPropertyNames:kn,getOwnPropertySymbols:$n,getPrototypeOf:An}=Object,Y=globalThis,Je=Y.trustedTypes,En=Je?Je.emptyScript:"",Tn=Y.reactiveElementPolyfillSupport,L=(n,e)=>n,_e={toAttribute(n,e){switch(e){case Boolean:n=n?En:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},Xe=(n,e)=>!yn(n,e),Ze={attribute:!0,type:String,converter:_e,reflect:!1,useDefault:!1,hasChanged:Xe};Symbol.metadata??=Symbol("metadata"),Y.litPropertyMetadata??=new WeakMap;var $=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Ze){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(e,i,t);s!==void 0&&wn(this.prototype,e,s)}}static getPropertyDescriptor(e,t,i){let{get:s,set:r}=xn(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:s,set(o){let d=s?.call(this);r?.call(this,o),this.requestUpdate(e,d,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Ze}static _$Ei(){if(this.hasOwnProperty(L("elementProperties")))return;let e=An(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(L("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(L("properties"))){let t=this.properties,i=[...kn(t),...$n(t)];for(let s of i)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,s]of t)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let s=this._$Eu(t,i);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let s of i)t.unshift(Se(s))}else e!==void 0&&t.push(Se(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ye(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,i);if(s!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:_e).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,s=i._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let r=i.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:_e;this._$Em=s;let d=o.fromAttribute(t,r.type);this[s]=d??this._$Ej?.get(s)??d,this._$Em=null}}requestUpdate(e,t,i,s=!1,r){if(e!==void 0){let o=this.constructor;if(s===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??Xe)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:s,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,r]of i){let{wrapped:o}=r,d=this[s];o!==!0||this._$AL.has(s)||d===void 0||this.C(s,void 0,r,d)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};$.elementStyles=[],$.shadowRootOptions={mode:"open"},$[L("elementProperties")]=new Map,$[L("finalized")]=new Map,Tn?.({ReactiveElement:$}),(Y.reactiveElementVersions??=[]).push("2.1.2");var Pe=globalThis,Qe=n=>n,J=Pe.trustedTypes,et=J?J.createPolicy("lit-html",{createHTML:n=>n}):void 0,Me="$lit$",A=`lit$${Math.random().toFixed(9).slice(2)}$`,Re="?"+A,Sn=`<${Re}>`,P=document,U=()=>P.createComment(""),z=n=>n===null||typeof n!="object"&&typeof n!="function",Oe=Array.isArray,ot=n=>Oe(n)||typeof n?.[Symbol.iterator]=="function",Ce=`[ 	
\f\r]`,N=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,tt=/-->/g,nt=/>/g,_=RegExp(`>|${Ce}(?:([^\\s"'>=/]+)(${Ce}*=${Ce}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),it=/'/g,st=/"/g,at=/^(?:script|style|textarea|title)$/i,De=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),a=De(1),w=De(2),Oi=De(3),E=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),rt=new WeakMap,C=P.createTreeWalker(P,129);function lt(n,e){if(!Oe(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return et!==void 0?et.createHTML(e):e}var dt=(n,e)=>{let t=n.length-1,i=[],s,r=e===2?"<svg>":e===3?"<math>":"",o=N;for(let d=0;d<t;d++){let l=n[d],h,g,p=-1,f=0;for(;f<l.length&&(o.lastIndex=f,g=o.exec(l),g!==null);)f=o.lastIndex,o===N?g[1]==="!--"?o=tt:g[1]!==void 0?o=nt:g[2]!==void 0?(at.test(g[2])&&(s=RegExp("</"+g[2],"g")),o=_):g[3]!==void 0&&(o=_):o===_?g[0]===">"?(o=s??N,p=-1):g[1]===void 0?p=-2:(p=o.lastIndex-g[2].length,h=g[1],o=g[3]===void 0?_:g[3]==='"'?st:it):o===st||o===it?o=_:o===tt||o===nt?o=N:(o=_,s=void 0);let m=o===_&&n[d+1].startsWith("/>")?" ":"";r+=o===N?l+Sn:p>=0?(i.push(h),l.slice(0,p)+Me+l.slice(p)+A+m):l+A+(p===-2?d:m)}return[lt(n,r+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},B=class n{constructor({strings:e,_$litType$:t},i){let s;this.parts=[];let r=0,o=0,d=e.length-1,l=this.parts,[h,g]=dt(e,t);if(this.el=n.createElement(h,i),C.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(s=C.nextNode())!==null&&l.length<d;){if(s.nodeType===1){if(s.hasAttributes())for(let p of s.getAttributeNames())if(p.endsWith(Me)){let f=g[o++],m=s.getAttribute(p).split(A),v=/([.?@])?(.*)/.exec(f);l.push({type:1,index:r,name:v[2],strings:m,ctor:v[1]==="."?X:v[1]==="?"?Q:v[1]==="@"?ee:R}),s.removeAttribute(p)}else p.startsWith(A)&&(l.push({type:6,index:r}),s.removeAttribute(p));if(at.test(s.tagName)){let p=s.textContent.split(A),f=p.length-1;if(f>0){s.textContent=J?J.emptyScript:"";for(let m=0;m<f;m++)s.append(p[m],U()),C.nextNode(),l.push({type:2,index:++r});s.append(p[f],U())}}}else if(s.nodeType===8)if(s.data===Re)l.push({type:2,index:r});else{let p=-1;for(;(p=s.data.indexOf(A,p+1))!==-1;)l.push({type:7,index:r}),p+=A.length-1}r++}}static createElement(e,t){let i=P.createElement("template");return i.innerHTML=e,i}};function M(n,e,t=n,i){if(e===E)return e;let s=i!==void 0?t._$Co?.[i]:t._$Cl,r=z(e)?void 0:e._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,t,i)),i!==void 0?(t._$Co??=[])[i]=s:t._$Cl=s),s!==void 0&&(e=M(n,s._$AS(n,e.values),s,i)),e}var Z=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,s=(e?.creationScope??P).importNode(t,!0);C.currentNode=s;let r=C.nextNode(),o=0,d=0,l=i[0];for(;l!==void 0;){if(o===l.index){let h;l.type===2?h=new O(r,r.nextSibling,this,e):l.type===1?h=new l.ctor(r,l.name,l.strings,this,e):l.type===6&&(h=new te(r,this,e)),this._$AV.push(h),l=i[++d]}o!==l?.index&&(r=C.nextNode(),o++)}return C.currentNode=P,s}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},O=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,s){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=M(this,e,t),z(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==E&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):ot(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&z(this._$AH)?this._$AA.nextSibling.data=e:this.T(P.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,s=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=B.createElement(lt(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(t);else{let r=new Z(s,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=rt.get(e.strings);return t===void 0&&rt.set(e.strings,t=new B(e)),t}k(e){Oe(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,s=0;for(let r of e)s===t.length?t.push(i=new n(this.O(U()),this.O(U()),this,this.options)):i=t[s],i._$AI(r),s++;s<t.length&&(this._$AR(i&&i._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=Qe(e).nextSibling;Qe(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},R=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,s,r){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=c}_$AI(e,t=this,i,s){let r=this.strings,o=!1;if(r===void 0)e=M(this,e,t,0),o=!z(e)||e!==this._$AH&&e!==E,o&&(this._$AH=e);else{let d=e,l,h;for(e=r[0],l=0;l<r.length-1;l++)h=M(this,d[i+l],t,l),h===E&&(h=this._$AH[l]),o||=!z(h)||h!==this._$AH[l],h===c?e=c:e!==c&&(e+=(h??"")+r[l+1]),this._$AH[l]=h}o&&!s&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},X=class extends R{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},Q=class extends R{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},ee=class extends R{constructor(e,t,i,s,r){super(e,t,i,s,r),this.type=5}_$AI(e,t=this){if((e=M(this,e,t,0)??c)===E)return;let i=this._$AH,s=e===c&&i!==c||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==c&&(i===c||s);s&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},te=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){M(this,e)}},ct={M:Me,P:A,A:Re,C:1,L:dt,R:Z,D:ot,V:M,I:O,H:R,N:Q,U:ee,B:X,F:te},_n=Pe.litHtmlPolyfillSupport;_n?.(B,O),(Pe.litHtmlVersions??=[]).push("3.3.3");var pt=(n,e,t)=>{let i=t?.renderBefore??e,s=i._$litPart$;if(s===void 0){let r=t?.renderBefore??null;i._$litPart$=s=new O(e.insertBefore(U(),r),r,void 0,t??{})}return s._$AI(n),s};var He=globalThis,T=class extends ${constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=pt(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return E}};T._$litElement$=!0,T.finalized=!0,He.litElementHydrateSupport?.({LitElement:T});var Cn=He.litElementPolyfillSupport;Cn?.({LitElement:T});(He.litElementVersions??=[]).push("4.2.2");var u=class extends Error{constructor(t,i,s=null,r=null,o=null){super(`${t} ${i}`);this.kind=t;this.status=i;this.retryAfter=s;this.sentence=r;this.challenge=o}get worthAnotherTry(){return this.status===0||this.status===429||this.status>=500}},F=class{constructor(e,t=null){this.base=e;this.identity=t}look(e){return this.json(`/v1/merchants/${encodeURIComponent(e)}/widget`,{})}open(e,t,i,s){return this.asSignedIn("/v1/conversations",{merchant:e,language:t,known:i,proof:s})}async help(e,t,i){let s=new URLSearchParams({language:t,words:i}),r=`/v1/merchants/${encodeURIComponent(e)}/help?${s}`;return(await this.json(r,{})).articles}async history(e,t){let i=`/v1/merchants/${encodeURIComponent(e)}/history`;return(await this.asSignedIn(i,{known:t})).conversations}async asSignedIn(e,t){if(!this.identity)return this.json(e,j(t));try{return await this.json(e,j({...t,identity:this.identity}))}catch(i){if(!(i instanceof u)||i.kind!=="identity-not-signed")throw i;return this.json(e,j(t))}}headers(){return{}}async call(e,t){let i;try{let s={...this.headers(),...t.headers};i=await fetch(this.base+e,{...t,headers:s,credentials:"omit"})}catch{throw new u(t.signal?.aborted?"aborted":"network",0)}if(!i.ok)throw ht(i.status,await i.text(),i.headers.get("Retry-After"));return i}async json(e,t){return await(await this.call(e,t)).json()}},ne=class extends F{constructor(t,i,s){super(t);this.id=i;this.secret=s;this.path=`/v1/conversations/${i}`}send(t,i){return this.json(`${this.path}/messages`,j({...t,client_id:i}))}page(t,i,s){return this.json(`${this.path}/events?after=${t}&wait=${i}`,s?{signal:s}:{})}standing(){return this.json(this.path,{})}links(t){return this.json(`${this.path}/files/${t}`,{})}async speak(t){await this.call(`${this.path}/language`,j({language:t}))}async typing(){await this.call(`${this.path}/typing`,{method:"POST"})}async mailTranscript(){await this.call(`${this.path}/transcript`,{method:"POST"})}stream(t,i){return this.call(`${this.path}/stream?after=${t}`,{signal:i,headers:{Accept:"text/event-stream"}})}upload(t,i,s,r){return new Promise((o,d)=>{let l=new XMLHttpRequest,h=new FormData;h.append("client_id",i),h.append("file",t,t.name||"picture.png"),l.open("POST",`${this.base}${this.path}/files`),l.setRequestHeader("Authorization",`Bearer ${this.secret}`),l.upload.onprogress=g=>g.lengthComputable&&s(g.loaded/g.total),l.onload=()=>l.status<300?o(JSON.parse(l.responseText)):d(ht(l.status,l.responseText,l.getResponseHeader("Retry-After"))),l.onerror=l.ontimeout=()=>d(new u("network",0)),l.onabort=()=>d(new u("aborted",0)),r.addEventListener("abort",()=>l.abort()),l.send(h)})}headers(){return{Authorization:`Bearer ${this.secret}`}}};function j(n){return{method:"POST",body:JSON.stringify(n),headers:{"Content-Type":"application/json"}}}function ht(n,e,t){let i={};try{i=JSON.parse(e)}catch{}let s=i.type?.split(":").pop()??`http-${n}`,r=t&&Number(t)||null;return new u(s,n,r,i.sentence??null,i.challenge??null)}function ie(n){return n.isComposing||n.keyCode===229}var Ie=class{constructor(e,t=Mn()){this.shelf=t;this.key=`amends:${e}`}read(){try{let e=JSON.parse(this.shelf?.getItem(this.key)??"null");return e?.id&&e.secret?{...e,seen:e.seen??0,unsent:e.unsent??[]}:null}catch{return null}}write(e){try{this.shelf?.setItem(this.key,JSON.stringify(e))}catch{}}change(e){let t=this.read();t&&this.write({...t,...e})}forget(){this.remove(this.key)}putBy(){let e=this.read();if(!e)return;let t=this.earlier().filter(({id:i})=>i!==e.id);this.keep([{id:e.id,secret:e.secret},...t].slice(0,19)),this.forget()}earlier(){try{return JSON.parse(this.shelf?.getItem(this.earlierKey)??"[]").filter(({id:t,secret:i})=>t&&i)}catch{return[]}}forgetAll(){this.forget(),this.remove(this.earlierKey)}get earlierKey(){return`${this.key}:earlier`}keep(e){try{this.shelf?.setItem(this.earlierKey,JSON.stringify(e))}catch{}}remove(e){try{this.shelf?.removeItem(e)}catch{}}};function ut(n,e){return new Ie(e?`${n}:${Pn(e)}`:n)}function Pn(n){try{let e=(n.split(".")[1]??"").replaceAll("-","+").replaceAll("_","/"),{sub:t}=JSON.parse(atob(e));return typeof t=="string"?t:n}catch{return n}}function Mn(){try{return localStorage}catch{return null}}function se(n,e=3e4,t=Math.random){let i=Math.min(e,500*2**Math.min(n,10));return i/2+i/2*t()}var re=class{constructor(){this.rest="";this.event="";this.data=[]}take(e){let t=(this.rest+e).split(/\r\n|\n|\r(?!$)/);this.rest=t.pop()??"";let i=[];for(let s of t){if(s===""){this.data.length&&i.push({event:this.event||"message",data:this.data.join(`
`)}),this.event="",this.data=[];continue}let r=s.indexOf(":"),o=r<0?s:s.slice(0,r),d=r<0?"":s.slice(r+1).replace(/^ /,"");o==="event"?this.event=d:o==="data"&&this.data.push(d)}return i}};var gt=4e4,Rn=2,On=25,Dn=2**31-1,oe=class{constructor(e,t){this.conversation=e;this.parts=t;this.stopped=!1;this.mute=0;this.tries=0;this.asleep=!1;this.abort=new AbortController;this.rest=null}async run(){for(;!this.stopped;){this.abort=new AbortController;try{this.asleep&&await this.pause(Dn),await this.catchUp(),this.parts.connected(!0),this.tries=0,await(this.mute<Rn?this.stream():this.poll())}catch(e){if(this.stopped)return;if(!(e instanceof u))throw e;if(e.status===401)return this.parts.gone();if(e.kind==="aborted")continue;this.parts.connected(!1),await this.pause(e.retryAfter?e.retryAfter*1e3:se(this.tries++))}}}wake(){this.asleep=!1,this.rest?.()}sleep(){this.asleep=!0,this.abort.abort()}interrupt(){this.abort.abort()}stop(){this.stopped=!0,this.abort.abort(),this.rest?.()}async catchUp(){for(let e=!0;e&&!this.stopped;){let t=await this.conversation.page(this.parts.cursor(),0,this.abort.signal);e=t.more,this.told(t)}}async poll(){for(;!this.stopped;){let e=await this.conversation.page(this.parts.cursor(),On,this.abort.signal);this.told(e)}}told(e){this.parts.events(e.events),this.parts.owner(e.owner),this.parts.card(e.case),this.parts.typing(e.typing,e.typist)}async stream(){let e=this.abort,t=!1,i=setTimeout(()=>e.abort(),gt);try{let r=(await this.conversation.stream(this.parts.cursor(),e.signal)).body.pipeThrough(new TextDecoderStream).getReader(),o=new re;for(let d=await r.read();!d.done&&!this.stopped;d=await r.read()){t=!0,clearTimeout(i),i=setTimeout(()=>e.abort(),gt);for(let l of o.take(d.value))this.sent(l.event,l.data)}}catch(s){throw s instanceof u?s:new u(e.signal.aborted?"aborted":"network",0)}finally{clearTimeout(i),this.mute=t?0:this.mute+1}}sent(e,t){if(e==="case")return this.parts.card(JSON.parse(t));let i=JSON.parse(t);e==="typing"?this.parts.typing(i.active===!0,i.name??null):typeof i.seq=="number"&&this.parts.events([i])}pause(e){return new Promise(t=>{let i=setTimeout(t,e);this.rest=()=>{clearTimeout(i),t()}})}};var Le="files",ae=class{async put(e){await this.done("readwrite",t=>t.put(e))}async remove(e){await this.done("readwrite",t=>t.delete(e))}async of(e){return(await this.done("readonly",i=>i.getAll()))?.filter(i=>i.conversation===e)??[]}async done(e,t){try{let i=await mt(Hn());try{return await mt(t(i.transaction(Le,e).objectStore(Le)))}finally{i.close()}}catch{return}}};function Hn(){let n=indexedDB.open("amends",1);return n.onupgradeneeded=()=>n.result.createObjectStore(Le,{keyPath:"clientId"}),n}function mt(n){return new Promise((e,t)=>{n.onsuccess=()=>e(n.result),n.onerror=()=>t(n.error??new Error("nothing is kept"))})}var In=6,le=class{constructor(e){this.parts=e;this.items=[];this.busy=!1;this.tries=0;this.closed=!1}add(e){this.items.push({...e,state:"waiting",why:null}),this.parts.changed(),this.flush()}retry(e){for(let t of this.items)t.clientId===e&&this.renew(t);this.parts.changed(),this.flush()}discard(e){let t=this.items.findIndex(i=>i.clientId===e);t>=0&&this.items.splice(t,1),this.parts.changed()}revive(){for(let e of this.items)e.why==="network"&&this.renew(e);this.tries=0,this.flush()}close(){this.closed=!0}async flush(){if(!this.busy){this.busy=!0;try{for(let e=this.next();e&&this.parts.online()&&!this.closed&&await this.carry(e);e=this.next());}finally{this.busy=!1}}}next(){return this.items.find(e=>e.state==="waiting")}async carry(e){e.state="sending",this.parts.changed();try{let t=await this.parts.send(e);return this.tries=0,this.discard(e.clientId),this.parts.sent(t),!0}catch(t){if(!(t instanceof u))throw t;return this.failed(e,t)}}failed(e,t){if(t.status===401)return e.state="waiting",this.parts.gone(),!1;if(!t.worthAnotherTry||++this.tries>=In)return this.tries=0,e.state="failed",e.why=t.status===0?"network":t.kind,this.parts.changed(),!t.worthAnotherTry;e.state="waiting",this.parts.changed();let i=t.retryAfter?t.retryAfter*1e3:se(this.tries,8e3);return(this.parts.later??setTimeout)(()=>{this.flush()},i),!1}renew(e){e.state==="failed"&&(e.state="waiting",e.why=null)}};var ft=500;function vt(){return typeof crypto.subtle?.digest=="function"}async function bt({salt:n,challenge:e,most:t,signature:i},s=r=>crypto.subtle.digest("SHA-256",r)){let r=new TextEncoder;for(let o=0;o<=t;o+=ft){let d=Array.from({length:Math.min(ft,t+1-o)},(g,p)=>o+p),h=(await Promise.all(d.map(g=>s(r.encode(n+g))))).findIndex(g=>Ln(g)===e);if(h>=0)return{salt:n,number:o+h,signature:i}}throw new u("too-many-requests",429)}function Ln(n){return Array.from(new Uint8Array(n),e=>e.toString(16).padStart(2,"0")).join("")}var W=class{constructor(){this.bySeq=new Map;this.complete=0}add(e){let t=[];for(let i of e)this.bySeq.has(i.seq)||(this.bySeq.set(i.seq,i),t.push(i));for(;this.bySeq.has(this.complete+1);)this.complete+=1;return t}get cursor(){return this.complete}get last(){return Math.max(0,...this.bySeq.keys())}get language(){return this.inOrder().findLast(e=>e.body.language)?.body.language}inOrder(){return[...this.bySeq.values()].sort((e,t)=>e.seq-t.seq)}has(e){for(let t of this.bySeq.values())if(t.client_id===e)return!0;return!1}unreadAfter(e){return this.inOrder().filter(t=>t.seq>e&&Ne(t)).length}};function Ne(n){return n.author!=="customer"&&(n.kind==="reply"||n.kind==="notice")}var Ue=10*1024*1024,ze="image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf",de=class{constructor(e,t){this.changed=e;this.over=t;this.items=[];this.carriers=new Map}has(e){return this.carriers.has(e)}add(e,t,i){let s={clientId:t,file:e,share:0,state:"sending",why:null,sentence:null,abort:new AbortController};this.items.push(s),this.carriers.set(t,i),e.size>Ue?this.fail(s,"request-too-large",null):this.carry(s)}retry(e){e.state="sending",e.share=0,this.carry(e)}discard(e){e.abort.abort(),this.carriers.delete(e.clientId),this.over(e.clientId);let t=this.items.indexOf(e);t>=0&&this.items.splice(t,1),this.changed()}progress(e,t){e.share=t,this.changed()}async carry(e){this.changed();try{await this.carriers.get(e.clientId)?.(e,e.abort.signal),this.discard(e)}catch(t){if(!(t instanceof u))throw t;t.kind!=="aborted"&&this.fail(e,t.kind,t.sentence)}}fail(e,t,i){Object.assign(e,{state:"failed",why:t,sentence:i}),t!=="network"&&t!=="unavailable"&&this.over(e.clientId),this.changed()}};var Nn=6e4,Un=6e4,zn=6e4,Bn=3e3,jn=3,Fn=60,ce=class{constructor(e,t,i,s,r){this.api=e;this.merchant=t;this.language=i;this.memory=s;this.changed=r;this.timeline=new W;this.outbox=this.newOutbox();this.shelf=new ae;this.uploads=new de(()=>this.changed(),e=>{this.shelf.remove(e)});this.typing=!1;this.typist=null;this.owner="bot";this.connected=!0;this.online=navigator.onLine;this.loaded=!1;this.trouble=null;this.proving=!1;this.again=null;this.standing=null;this.card=null;this.conversation=null;this.feed=null;this.opening=!1;this.standingAt=0;this.unseen=0;this.typingTold=0;addEventListener("online",()=>this.network(!0)),addEventListener("offline",()=>this.network(!1)),addEventListener("storage",o=>o.key===s.key&&this.elsewhere()),document.addEventListener("visibilitychange",()=>this.looked(!document.hidden))}async start(){if(!(this.conversation||this.opening)){this.opening=!0,this.trouble=null,this.again=null;try{let e=await this.alone(async()=>this.memory.read()??await this.opened());this.follow(e)}catch(e){if(!(e instanceof u))throw e;this.trouble=e.kind,e.kind==="too-many-requests"&&this.startAgain(e.retryAfter??Fn)}finally{this.opening=!1,this.changed()}}}startAgain(e){this.again=new Date(Date.now()+e*1e3),setTimeout(()=>{this.start()},e*1e3)}say(e){this.post(e,{text:e})}press(e){this.post(e.title,{token:e.token})}act(e,t){this.post(t,{action:e})}async writes(){if(!(this.owner!=="person"||Date.now()-this.typingTold<Bn)){this.typingTold=Date.now();try{await this.conversation?.typing()}catch(e){if(!(e instanceof u))throw e}}}upload(e){let t=this.conversation;if(!t)return;let i=yt();e.size<=Ue&&this.shelf.put({clientId:i,conversation:t.id,file:e}),this.carry(t,e,i)}carry(e,t,i){this.uploads.add(t,i,async(s,r)=>{let o=l=>this.uploads.progress(s,l),d=await e.upload(t,i,o,r);this.arrived([d])})}async sendOn(e){for(let{file:t,clientId:i}of await this.shelf.of(e.id))e!==this.conversation||this.uploads.has(i)||(this.timeline.has(i)?this.shelf.remove(i):this.carry(e,t,i))}discard(e){this.outbox.discard(e),this.keepUnsent()}async renewThumb(e){let t=Number(e.body.renewed??0);if(!(!this.conversation||Date.now()-t<Un)){e.body.renewed=Date.now();try{e.body.thumb=(await this.conversation.links(String(e.body.id))).thumb}catch(i){if(!(i instanceof u))throw i}this.changed()}}async mailTranscript(){try{return await this.conversation?.mailTranscript(),"sent"}catch(e){if(e instanceof u)return e.kind;throw e}}async forget(){this.memory.forgetAll(),this.leave(),await this.start()}async another(){this.loaded&&!this.began||(this.memory.putBy(),this.leave(),await this.start())}history(){return this.api.history(this.merchant,this.known)}help(e){return this.api.help(this.merchant,this.language,e)}async take(e){let{id:t,language:i,closed:s}=e,r=e.secret??this.known.find(d=>d.id===t)?.secret;if(!r||t===this.conversation?.id)return;(!this.loaded||this.began)&&this.memory.putBy(),this.leave();let o={id:t,secret:r,language:i,closed:s,seen:0,unsent:[]};this.memory.write(o),this.language=i,this.follow(o),this.changed()}get closed(){return this.memory.read()?.closed===!0}get id(){return this.conversation?.id}async choose(e){try{return await this.conversation?.speak(e),null}catch(t){if(t instanceof u)return t.kind;throw t}}get began(){return this.outbox.items.length>0||this.timeline.inOrder().some(({author:e})=>e==="customer")}get known(){let e=this.memory.read(),t=this.memory.earlier().filter(({id:i})=>i!==e?.id);return e?[{id:e.id,secret:e.secret},...t]:t}seen(){let e=this.timeline.last;e>(this.memory.read()?.seen??0)&&this.memory.change({seen:e})}get unread(){return this.timeline.unreadAfter(this.memory.read()?.seen??0)}post(e,t){this.typingTold=0,this.outbox.add({clientId:yt(),text:e,at:new Date().toISOString(),content:t}),this.keepUnsent()}async opened(){let t={...await this.openedAtAll(),seen:0,unsent:[]};return this.memory.write(t),t}async openedAtAll(){let e=this.memory.earlier().slice(0,jn);try{return await this.api.open(this.merchant,this.language,e)}catch(t){if(!(t instanceof u)||!t.challenge||!vt())throw t;this.set({proving:!0});try{return await this.api.open(this.merchant,this.language,e,await bt(t.challenge))}finally{this.set({proving:!1})}}}follow(e){let t=new ne(this.api.base,e.id,e.secret);this.conversation=t,this.feed=new oe(t,{cursor:()=>this.timeline.cursor,events:i=>this.arrived(i),typing:(i,s)=>this.set({typing:i,typist:s}),owner:i=>this.set({owner:i}),card:i=>this.set({card:i}),connected:i=>this.reached(i),gone:()=>{this.gone()}}),this.feed.run();for(let i of e.unsent)this.outbox.add(i);this.sendOn(t)}arrived(e){let t=this.timeline.add(e);for(let i of t)i.client_id&&this.outbox.discard(i.client_id),i.kind==="owner"&&i.body.owner&&(this.owner=i.body.owner);t.some(i=>i.client_id)&&this.keepUnsent(),this.speak(this.timeline.language),t.some(Ne)&&this.refreshStanding(),t.length&&this.changed()}speak(e){!e||e===this.language||(this.language=e,this.memory.change({language:e}))}reached(e){e&&!this.connected&&this.outbox.revive(),this.set({connected:e,loaded:this.loaded||e})}async gone(){let e=this.memory.read();this.leave();let t=e&&this.api.identity?await this.renewed(e):null;if(t?this.memory.write(t):this.memory.forget(),await this.start(),!t)for(let i of e?.unsent??[])"text"in i.content&&this.outbox.add(i)}async renewed(e){try{let t=(await this.history()).find(({id:i})=>i===e.id);return t?.secret&&t.secret!==e.secret?{...e,secret:t.secret}:null}catch(t){if(t instanceof u)return null;throw t}}leave(){this.feed?.stop(),this.outbox.close(),this.feed=this.conversation=this.standing=null,this.timeline=new W,this.outbox=this.newOutbox(),this.set({typing:!1,typist:null,owner:"bot",loaded:!1,card:null})}elsewhere(){let e=this.memory.read();e&&this.conversation&&e.id!==this.conversation.id&&(this.leave(),this.follow(e)),this.changed()}looked(e){clearTimeout(this.unseen),e?this.feed?.wake():this.unseen=window.setTimeout(()=>this.feed?.sleep(),zn)}network(e){this.set({online:e}),e?(this.feed?.wake(),this.outbox.revive(),this.conversation||this.start()):this.feed?.interrupt()}async refreshStanding(){let e=this.conversation;if(!(!e||this.standing?.verified&&Date.now()-this.standingAt<Nn)){this.standingAt=Date.now();try{let t=await e.standing();e===this.conversation&&this.set({standing:t})}catch(t){if(!(t instanceof u))throw t}}}newOutbox(){return new le({send:e=>{if(!this.conversation)throw new u("network",0);return this.conversation.send(e.content,e.clientId)},sent:e=>this.arrived([e]),changed:()=>this.changed(),gone:()=>{this.gone()},online:()=>this.online&&this.conversation!==null})}keepUnsent(){let e=this.outbox.items.map(({clientId:t,text:i,at:s,content:r})=>({clientId:t,text:i,at:s,content:r}));this.memory.change({unsent:e})}alone(e){return"locks"in navigator?navigator.locks.request(this.memory.key,e):e()}set(e){Object.assign(this,e),this.changed()}};function yt(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>n.toString(16).padStart(2,"0")).join("")}var Be={bot:"Automated assistant",person:"A person is answering here",close:"Close the chat",menu:"More",transcript:"E-mail me this conversation",transcriptSent:"A copy is on its way to the e-mail address of your order.",transcriptNeedsOrder:"I can send a copy once your order number and e-mail address have been matched.",tooManyCopies:"Several copies have just been sent. Please try again in an hour.",forget:"End and remove from this device",forgetSure:"Really end it? Press again",forgotten:"Your conversations have been removed from this device.",placeholder:"Write a message",send:"Send",attach:"Attach a screenshot or PDF",camera:"Take a picture",drop:"Drop the picture or PDF here",you:"You",assistant:"Assistant",agent:"Staff member",sending:"Sending",waiting:"Will be sent when you are online again",delivered:"Delivered",failed:"Not sent.",retry:"Try again",discard:"Remove",failedText:"This message cannot be sent as it is.",failedMany:"Too many messages at once.",failedButton:"This button is no longer valid.",offline:"You are offline. What you write is kept, and will be sent as soon as you are back online.",away:"The connection was lost. Trying again …",unavailable:"The chat cannot be reached at the moment. You can also write to {support}",proving:"One moment: many conversations were begun from this network, so your browser is doing a short check.",limit:"Many conversations were begun from this network within an hour. The next one opens by itself at {time}. If it cannot wait, write to {support}",signIn:"Please sign in to this website again, then reload the page to chat.",typing:"The assistant is writing",personTyping:"{name} is writing",talk:"Talk to a person",withdraw:"Withdraw from contract here",withdrawUntil:"Possible until {until}",newMessages:"New messages",log:"Conversation",choices:"Suggested answers",moreChoices:"More ({count})",fewerChoices:"Fewer",tooLong:"{over} characters too many",uploading:"Sending {name}, {percent} %",uploaded:"Picture: {name}",document:"PDF, {pages} pages",documentOne:"PDF, 1 page",fileTooLarge:"{name} is larger than 10 MB.",fileKind:"{name} is neither a picture nor a PDF.",fileFailed:"{name} could not be sent.",ownerPerson:"A person has taken over the conversation.",ownerBot:"The automated assistant is answering again.",another:"New conversation",earlier:"Earlier conversations",back:"Back to the conversation",noneEarlier:"There are no earlier conversations here yet.",shownNow:"Open now",closedTalk:"This conversation is closed and can only be read. Anything new goes into a new conversation.",language:"Language",caseCard:"Your case",help:"Help articles",searchHelp:"Search the help articles",noHelp:"No article has these words. You can ask in the chat in your own words.",newTab:"opens in a new tab",loading:"Loading the conversation"};var wt={bot:"Automatischer Assistent",person:"Hier antwortet ein Mensch",close:"Chat schließen",menu:"Mehr",transcript:"Gespräch per E-Mail an mich senden",transcriptSent:"Eine Kopie ist an die E-Mail-Adresse Ihrer Bestellung unterwegs.",transcriptNeedsOrder:"Eine Kopie gibt es, sobald Bestellnummer und E-Mail-Adresse geprüft sind.",tooManyCopies:"Gerade wurden schon mehrere Kopien gesendet. Bitte versuchen Sie es in einer Stunde wieder.",forget:"Beenden und von diesem Gerät entfernen",forgetSure:"Wirklich beenden? Noch einmal drücken",forgotten:"Ihre Gespräche wurden von diesem Gerät entfernt.",placeholder:"Nachricht schreiben",send:"Senden",attach:"Bildschirmfoto oder PDF anhängen",camera:"Foto aufnehmen",drop:"Bild oder PDF hier ablegen",you:"Sie",assistant:"Assistent",agent:"Mitarbeiter",sending:"Wird gesendet",waiting:"Wird gesendet, sobald Sie wieder online sind",delivered:"Zugestellt",failed:"Nicht gesendet.",retry:"Noch einmal versuchen",discard:"Entfernen",failedText:"Diese Nachricht lässt sich so nicht senden.",failedMany:"Zu viele Nachrichten auf einmal.",failedButton:"Diese Schaltfläche gilt nicht mehr.",offline:"Sie sind offline. Was Sie schreiben, wird aufbewahrt und gesendet, sobald Sie wieder online sind.",away:"Die Verbindung wurde unterbrochen. Neuer Versuch …",unavailable:"Der Chat ist im Moment nicht erreichbar. Sie können auch an {support} schreiben",limit:"Aus diesem Netz wurden in einer Stunde viele Gespräche begonnen. Das nächste öffnet sich um {time} von selbst. Wenn es nicht warten kann, schreiben Sie an {support}",signIn:"Bitte melden Sie sich auf dieser Website wieder an und laden Sie die Seite neu, um zu chatten.",typing:"Der Assistent schreibt",personTyping:"{name} schreibt",talk:"Mit einem Menschen sprechen",withdraw:"Vertrag widerrufen",withdrawUntil:"Möglich bis {until}",newMessages:"Neue Nachrichten",log:"Gespräch",choices:"Vorgeschlagene Antworten",moreChoices:"Mehr ({count})",fewerChoices:"Weniger",tooLong:"{over} Zeichen zu viel",uploading:"{name} wird gesendet, {percent} %",uploaded:"Bild: {name}",document:"PDF, {pages} Seiten",documentOne:"PDF, 1 Seite",fileTooLarge:"{name} ist größer als 10 MB.",fileKind:"{name} ist weder ein Bild noch ein PDF.",fileFailed:"{name} konnte nicht gesendet werden.",ownerPerson:"Ein Mensch hat das Gespräch übernommen.",ownerBot:"Der automatische Assistent antwortet wieder.",loading:"Das Gespräch wird geladen",proving:"Einen Moment: Aus diesem Netz wurden viele Gespräche begonnen, deshalb führt Ihr Browser eine kurze Prüfung durch.",another:"Neues Gespräch",earlier:"Frühere Gespräche",back:"Zurück zum Gespräch",noneEarlier:"Hier gibt es noch keine früheren Gespräche.",shownNow:"Gerade offen",closedTalk:"Dieses Gespräch ist abgeschlossen und kann nur noch gelesen werden. Für Neues beginnen Sie ein neues Gespräch.",language:"Sprache",caseCard:"Ihr Vorgang",help:"Hilfeartikel",searchHelp:"In den Hilfeartikeln suchen",noHelp:"Kein Artikel enthält diese Worte. Sie können im Chat in eigenen Worten fragen.",newTab:"öffnet sich in einem neuen Tab"};var xt={bot:"Automatisk assistent",person:"Här svarar en medarbetare",close:"Stäng chatten",menu:"Mer",transcript:"Mejla samtalet till mig",transcriptSent:"En kopia är på väg till beställningens e-postadress.",transcriptNeedsOrder:"Du kan få en kopia när ditt beställningsnummer och din e-postadress har kontrollerats.",tooManyCopies:"Flera kopior har nyss skickats. Försök igen om en timme.",forget:"Avsluta och ta bort från den här enheten",forgetSure:"Vill du verkligen avsluta? Tryck igen",forgotten:"Dina samtal har tagits bort från den här enheten.",placeholder:"Skriv ett meddelande",send:"Skicka",attach:"Bifoga skärmbild eller PDF",camera:"Ta en bild",drop:"Släpp bilden eller PDF-filen här",you:"Du",assistant:"Assistent",agent:"Medarbetare",sending:"Skickas",waiting:"Skickas när du är uppkopplad igen",delivered:"Levererat",failed:"Inte skickat.",retry:"Försök igen",discard:"Ta bort",failedText:"Det här meddelandet går inte att skicka som det är.",failedMany:"För många meddelanden på en gång.",failedButton:"Den här knappen gäller inte längre.",offline:"Du är inte uppkopplad. Det du skriver sparas och skickas så snart du är uppkopplad igen.",away:"Anslutningen bröts. Försöker igen …",unavailable:"Chatten går inte att nå just nu. Du kan också skriva till {support}",limit:"Många samtal har startats från det här nätet den senaste timmen. Nästa öppnas av sig självt kl. {time}. Är det bråttom kan du skriva till {support}",signIn:"Logga in på webbplatsen igen och ladda om sidan för att chatta.",typing:"Assistenten skriver",personTyping:"{name} skriver",talk:"Prata med en medarbetare",withdraw:"Ångra avtalet här",withdrawUntil:"Möjligt till {until}",newMessages:"Nya meddelanden",log:"Samtal",choices:"Föreslagna svar",moreChoices:"Fler ({count})",fewerChoices:"Färre",tooLong:"{over} tecken för mycket",uploading:"Skickar {name}, {percent} %",uploaded:"Bild: {name}",document:"PDF, {pages} sidor",documentOne:"PDF, 1 sida",fileTooLarge:"{name} är större än 10 MB.",fileKind:"{name} är varken en bild eller en PDF.",fileFailed:"{name} kunde inte skickas.",ownerPerson:"En medarbetare har tagit över samtalet.",ownerBot:"Den automatiska assistenten svarar igen.",loading:"Laddar samtalet",proving:"Ett ögonblick: många samtal har startats från det här nätet, så din webbläsare gör en kort kontroll.",another:"Nytt samtal",earlier:"Tidigare samtal",back:"Tillbaka till samtalet",noneEarlier:"Det finns inga tidigare samtal här än.",shownNow:"Öppet nu",closedTalk:"Det här samtalet är avslutat och kan bara läsas. Något nytt skriver du i ett nytt samtal.",language:"Språk",caseCard:"Ditt ärende",help:"Hjälpartiklar",searchHelp:"Sök bland hjälpartiklarna",noHelp:"Ingen artikel innehåller de orden. Du kan fråga i chatten med egna ord.",newTab:"öppnas i en ny flik"};var kt={de:wt,sv:xt};var $t={bot:"Automatisk assistent",person:"Her svarer en medarbeider",close:"Lukk chatten",menu:"Mer",transcript:"Send meg samtalen på e-post",transcriptSent:"En kopi er på vei til e-postadressen på bestillingen din.",transcriptNeedsOrder:"Du kan få en kopi når bestillingsnummeret og e-postadressen din er bekreftet.",tooManyCopies:"Det er nettopp sendt flere kopier. Prøv igjen om en time.",forget:"Avslutt og fjern fra denne enheten",forgetSure:"Vil du virkelig avslutte? Trykk en gang til",forgotten:"Samtalene dine er fjernet fra denne enheten.",placeholder:"Skriv en melding",send:"Send",attach:"Legg ved skjermbilde eller PDF",camera:"Ta bilde",drop:"Slipp bildet eller PDF-en her",you:"Du",assistant:"Assistent",agent:"Medarbeider",sending:"Sendes",waiting:"Sendes når du er på nett igjen",delivered:"Levert",failed:"Ikke sendt.",retry:"Prøv igjen",discard:"Fjern",failedText:"Denne meldingen kan ikke sendes slik den er.",failedMany:"For mange meldinger på en gang.",failedButton:"Denne knappen gjelder ikke lenger.",offline:"Du er frakoblet. Det du skriver, blir tatt vare på og sendt når du er på nett igjen.",away:"Forbindelsen ble brutt. Prøver igjen …",unavailable:"Chatten kan ikke nås akkurat nå. Du kan også skrive til {support}",proving:"Et øyeblikk: det er startet mange samtaler fra dette nettverket, så nettleseren din gjør en kort sjekk.",limit:"Det er startet mange samtaler fra dette nettverket den siste timen. Den neste åpnes av seg selv kl. {time}. Haster det, kan du skrive til {support}",signIn:"Logg inn på nettstedet igjen, og last siden på nytt for å chatte.",typing:"Assistenten skriver",personTyping:"{name} skriver",talk:"Snakke med en medarbeider",withdraw:"Gå fra avtalen her",withdrawUntil:"Mulig frem til {until}",newMessages:"Nye meldinger",log:"Samtale",choices:"Foreslåtte svar",moreChoices:"Flere ({count})",fewerChoices:"Færre",tooLong:"{over} tegn for mye",uploading:"Sender {name}, {percent} %",uploaded:"Bilde: {name}",document:"PDF, {pages} sider",documentOne:"PDF, 1 side",fileTooLarge:"{name} er større enn 10 MB.",fileKind:"{name} er verken et bilde eller en PDF.",fileFailed:"{name} kunne ikke sendes.",ownerPerson:"En medarbeider har tatt over samtalen.",ownerBot:"Den automatiske assistenten svarer igjen.",another:"Ny samtale",earlier:"Tidligere samtaler",back:"Tilbake til samtalen",noneEarlier:"Det er ingen tidligere samtaler her ennå.",shownNow:"Åpen nå",closedTalk:"Denne samtalen er avsluttet og kan bare leses. Har du noe nytt, kan du begynne en ny samtale.",language:"Språk",caseCard:"Saken din",help:"Hjelpeartikler",searchHelp:"Søk i hjelpeartiklene",noHelp:"Ingen artikkel har disse ordene. Du kan spørre i chatten med dine egne ord.",newTab:"åpnes i en ny fane",loading:"Laster samtalen"};var At={bot:"Geautomatiseerde assistent",person:"Hier antwoordt een medewerker",close:"Chat sluiten",menu:"Meer",transcript:"Dit gesprek naar mij e-mailen",transcriptSent:"Een kopie is onderweg naar het e-mailadres van uw bestelling.",transcriptNeedsOrder:"Een kopie is mogelijk zodra uw bestelnummer en e-mailadres zijn gecontroleerd.",tooManyCopies:"Er zijn zojuist al kopieën verstuurd. Probeer het over een uur opnieuw.",forget:"Beëindigen en van dit apparaat verwijderen",forgetSure:"Echt beëindigen? Druk nogmaals",forgotten:"Uw gesprekken zijn van dit apparaat verwijderd.",placeholder:"Schrijf een bericht",send:"Versturen",attach:"Schermafbeelding of pdf toevoegen",camera:"Foto maken",drop:"Laat de afbeelding of pdf hier los",you:"U",assistant:"Assistent",agent:"Medewerker",sending:"Wordt verstuurd",waiting:"Wordt verstuurd zodra u weer online bent",delivered:"Bezorgd",failed:"Niet verstuurd.",retry:"Opnieuw proberen",discard:"Verwijderen",failedText:"Dit bericht kan zo niet worden verstuurd.",failedMany:"Te veel berichten tegelijk.",failedButton:"Deze knop is niet meer geldig.",offline:"U bent offline. Wat u schrijft, wordt bewaard en verstuurd zodra u weer online bent.",away:"De verbinding is verbroken. Er wordt opnieuw verbonden …",unavailable:"De chat is op dit moment niet bereikbaar. U kunt ook schrijven naar {support}",proving:"Een moment: vanaf dit netwerk zijn veel gesprekken begonnen, daarom doet uw browser een korte controle.",limit:"Vanaf dit netwerk zijn binnen een uur veel gesprekken begonnen. Om {time} gaat het volgende vanzelf open. Kan het niet wachten, schrijf dan naar {support}",signIn:"Log opnieuw in op deze website en vernieuw de pagina om te chatten.",typing:"De assistent schrijft",personTyping:"{name} is aan het typen",talk:"Met een medewerker praten",withdraw:"Hier de overeenkomst herroepen",withdrawUntil:"Mogelijk tot {until}",newMessages:"Nieuwe berichten",log:"Gesprek",choices:"Voorgestelde antwoorden",moreChoices:"Meer ({count})",fewerChoices:"Minder",tooLong:"{over} tekens te veel",uploading:"{name} wordt verstuurd, {percent} %",uploaded:"Afbeelding: {name}",document:"Pdf, {pages} pagina’s",documentOne:"Pdf, 1 pagina",fileTooLarge:"{name} is groter dan 10 MB.",fileKind:"{name} is geen afbeelding en geen pdf.",fileFailed:"{name} kon niet worden verstuurd.",ownerPerson:"Een medewerker heeft het gesprek overgenomen.",ownerBot:"De geautomatiseerde assistent antwoordt weer.",another:"Nieuw gesprek",earlier:"Eerdere gesprekken",back:"Terug naar het gesprek",noneEarlier:"Er zijn hier nog geen eerdere gesprekken.",shownNow:"Nu geopend",closedTalk:"Dit gesprek is gesloten en kan alleen nog worden gelezen. Hebt u iets nieuws? Begin dan een nieuw gesprek.",language:"Taal",caseCard:"Uw zaak",help:"Hulpartikelen",searchHelp:"Zoeken in de hulpartikelen",noHelp:"Geen artikel bevat deze woorden. In de chat kunt u het in uw eigen woorden vragen.",newTab:"opent in een nieuw tabblad",loading:"Het gesprek wordt geladen"};var Kn={en:Be,nl:At,nb:$t,...kt},Et={en:"English",nl:"Nederlands",nb:"Norsk"};function Tt(n){return Kn[n]??Be}function b(n,e){return n.replace(/\{(\w+)\}/g,(t,i)=>String(e[i]??t))}function St(n,e,t,i){return n?a`<div class="case" role="region" aria-label=${e.caseCard}>
    <details .open=${t}>
      <summary @click=${s=>Vn(s,t,i)}>
        ${Gn(n)}<strong>${n.state}</strong><span class="title" dir="auto">${n.title}</span>
      </summary>
      <div class="facts">
        <p class="title" dir="auto">${n.title}</p>
        ${n.amount?a`<p class="amount">${n.amount}</p>`:c}
        ${n.progress?a`<p>${n.progress}</p>`:c}
        ${n.next?a`<p>${n.next}</p>`:c}
        <p class="small">${n.since} · <span class="number">${n.number}</span>${n.order?a` · <span class="number">${n.order}</span>`:c}</p>
      </div>
    </details>
  </div>`:c}function Vn(n,e,t){n.preventDefault(),t(!e)}function Gn({step:n,steps:e,closed:t}){if(n===null)return c;let i=t?e:n,s=Array.from({length:e},(r,o)=>a`<i class=${o<i?"reached":""}></i>`);return a`<span class="steps" aria-hidden="true">${s}</span>`}var Yn="\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}",Jn=new RegExp(`[^\\s\\x00-\\x1f\\x7f-\\x9f${Yn}]`,"u");function je(n){return Jn.test(n)}var x=n=>w`
  <svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${n}</svg>`,_t=x(w`<path d="M6 6l12 12M18 6L6 18" />`),Ct=x(w`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`),Pt=x(w`<path d="M5 12h13M12.500 6l6 6-6 6" />`),Mt=x(w`<path d="M20 11.500l-8.300 8.300a5 5 0 0 1-7.100-7.100l8.700-8.700a3.400 3.400 0 0 1 4.800 4.800l-8.600 8.600a1.700 1.700 0 0 1-2.400-2.400l7.800-7.800" />`),Rt=x(w`<path d="M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4z" /><circle cx="12" cy="13" r="3.300" />`),Ot=x(w`<path d="M12 5v13M6 12.500l6 6 6-6" />`),pe=x(w`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />`),he=x(w`<path d="M15 5l-7 7 7 7" />`),Dt=x(w`<circle cx="12" cy="8" r="3.600" /><path d="M5 20c.7-4 3.400-6 7-6s6.300 2 7 6" />`),Ht=x(w`<path d="M8 5L4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-3" />`);var It=2e3,ue=class{constructor(e){this.parts=e;this.draft="";this.typed=e=>{let t=e.target;this.draft=t.value,je(this.draft)&&this.parts.writes(),Lt(t),this.parts.refresh()};this.key=e=>{e.key!=="Enter"||e.shiftKey||ie(e)||(e.preventDefault(),this.submit(e.target))};this.submitted=e=>{e.preventDefault(),this.submit(e.target.querySelector("textarea"))};this.choose=e=>this.ask(e,!1);this.photograph=e=>this.ask(e,!0);this.chosen=e=>{let t=e.target;this.files([...t.files??[]]),t.value=""}}render(e,t){let i=[...this.draft].length-It;return a`
      <form @submit=${this.submitted}>
        <button type="button" class="icon" aria-label=${e.attach} title=${e.attach} ?disabled=${t} @click=${this.choose}>${Mt}</button>
        <button type="button" class="icon camera" aria-label=${e.camera} title=${e.camera} ?disabled=${t} @click=${this.photograph}>${Rt}</button>
        <input type="file" accept=${ze} multiple hidden @change=${this.chosen} />
        <textarea rows="1" aria-label=${e.placeholder} placeholder=${e.placeholder} enterkeyhint="send"
          aria-invalid=${i>0?"true":c} aria-describedby="length" dir="auto" ?disabled=${t}
          .value=${this.draft} @input=${this.typed} @keydown=${this.key}></textarea>
        <button type="submit" class="icon send" aria-label=${e.send} ?disabled=${!this.sendable}>${Pt}</button>
        <p id="length" role="status">${i>0?b(e.tooLong,{over:i}):""}</p>
      </form>
    `}files(e){e.length&&this.parts.files(e)}pasted(e){let t=[...e.clipboardData?.files??[]];t.length&&(e.preventDefault(),this.files(t))}get sendable(){return je(this.draft)&&[...this.draft].length<=It}submit(e){if(!this.sendable)return;let t=this.draft.trim();this.draft=e.value="",Lt(e),this.parts.send(t)}ask(e,t){let i=e.currentTarget.parentElement.querySelector("input");i.toggleAttribute("capture",t),t&&i.setAttribute("capture","environment"),i.accept=t?"image/*":ze,i.multiple=!t,i.click()}};function Lt(n){n.style.height="auto",n.style.height=`${n.scrollHeight}px`}var Zn="a[href],button:not([disabled]),textarea:not([disabled]),input:not([type='file']),summary,[tabindex='0']";function Nt(n,e){let t=[...n.querySelectorAll(Zn)].filter(o=>o.checkVisibility()),i=t[0],s=t[t.length-1],r=n.activeElement;e.shiftKey&&(r===i||!r)?(e.preventDefault(),s?.focus()):!e.shiftKey&&r===s&&(e.preventDefault(),i?.focus())}function Ut(n){let{words:e,look:t}=n;return a`
    <div class="head">
      ${t.logo?a`<img class="logo" src=${n.base+t.logo} alt="" width="38" height="38" />`:c}
      <div class="title">
        <h2 id="name">${t.name}</h2>
        <p>${n.owner==="person"?e.person:e.bot}</p>
      </div>
      <button type="button" class="icon" id="menu-button" aria-label=${e.menu} aria-expanded=${n.menuOpen}
        aria-controls="menu" @click=${n.toggleMenu}>${Ct}</button>
      <button type="button" class="icon" id="close" aria-label=${e.close} @click=${n.close}>${_t}</button>
    </div>
    <div id="menu" ?hidden=${!n.menuOpen}>
      <button type="button" @click=${n.another}>${e.another}</button>
      <button type="button" @click=${n.history}>${e.earlier}</button>
      ${t.help.includes(n.language)?a`<button type="button" @click=${n.help}>${e.help}</button>`:c}
      <button type="button" @click=${n.transcript}>${e.transcript}</button>
      <button type="button" class=${n.forgetAsked?"sure":""} @click=${n.forget}>
        ${n.forgetAsked?e.forgetSure:e.forget}
      </button>
      ${t.languages.length>1?Xn(n):c}
    </div>
  `}function Xn({words:n,look:e,language:t,speak:i}){return a`<div class="languages" role="group" aria-label=${n.language}>
    ${e.languages.map(s=>a`<button type="button" lang=${s} aria-pressed=${s===t} @click=${()=>i(s)}>
        ${Et[s]??s}
      </button>`)}
  </div>`}function zt(n){let{words:e,found:t}=n;return a`<div class="view" role="region" aria-labelledby="help">
    <div class="bar">
      <button type="button" class="icon" aria-label=${e.back} @click=${n.back}>${he}</button>
      <h3 id="help" class="heading" tabindex="-1">${e.help}</h3>
    </div>
    <input class="search" type="search" aria-label=${e.searchHelp} placeholder=${e.searchHelp} maxlength="200"
      @input=${i=>n.search(i.target.value)} />
    <p class="none" role="status">${n.trouble||(t?.length===0?e.noHelp:"")}</p>
    ${t?.length?a`<ul>${t.map(i=>a`<li>${Qn(n,i)}</li>`)}</ul>`:c}
  </div>`}function Qn({base:n,words:e},{title:t,summary:i,path:s}){return a`<a class="entry" href=${n+s} target="_blank" rel="noopener">
    <strong>${t}</strong><span>${i}</span><span class="hidden">(${e.newTab})</span>
  </a>`}var ei={en:"en-GB"},Fe=n=>ei[n]??n;function ge(n,e){return new Intl.DateTimeFormat(Fe(e),{hour:"2-digit",minute:"2-digit"}).format(n)}function me(n,e,t){let i=Math.round((Bt(n)-Bt(e))/864e5);return jt(i===0||i===-1?new Intl.RelativeTimeFormat(t,{numeric:"auto"}).format(i,"day"):new Intl.DateTimeFormat(Fe(t),{weekday:"long",day:"numeric",month:"long"}).format(n),t)}function fe(n,e){return new Intl.DateTimeFormat(Fe(e),{dateStyle:"full",timeStyle:"short"}).format(n)}function Bt(n){return new Date(n.getFullYear(),n.getMonth(),n.getDate()).getTime()}function jt(n,e){return n.charAt(0).toLocaleUpperCase(e)+n.slice(1)}function Ft(n){let{words:e,found:t}=n;return a`<div class="view" role="region" aria-labelledby="earlier">
    <div class="bar">
      <button type="button" class="icon" aria-label=${e.back} @click=${n.back}>${he}</button>
      <h3 id="earlier" class="heading" tabindex="-1">${e.earlier}</h3>
    </div>
    <p class="none" role="status">${n.trouble||(t?.length===0?e.noneEarlier:"")}</p>
    ${t?.length?a`<ul>${t.map(i=>a`<li>${ti(n,i)}</li>`)}</ul>`:c}
    <button type="button" class="choice" @click=${n.another}>${e.another}</button>
  </div>`}function ti(n,e){let t=e.id===n.present;return a`<button type="button" class="entry" aria-current=${t?"true":c} @click=${()=>n.take(e)}>
    <strong dir="auto">${e.case?.title??e.words}</strong>
    <span>${[me(new Date(e.last),new Date,n.language),e.case?.state,e.case?.amount].filter(Boolean).join(" · ")}</span>
    ${t?a`<span>${n.words.shownNow}</span>`:c}
  </button>`}var ve={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},q=n=>(...e)=>({_$litDirective$:n,values:e}),D=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:ni}=ct,Wt=n=>n;var Kt=n=>n.strings===void 0,qt=()=>document.createComment(""),H=(n,e,t)=>{let i=n._$AA.parentNode,s=e===void 0?n._$AB:e._$AA;if(t===void 0){let r=i.insertBefore(qt(),s),o=i.insertBefore(qt(),s);t=new ni(r,o,n,n.options)}else{let r=t._$AB.nextSibling,o=t._$AM,d=o!==n;if(d){let l;t._$AQ?.(n),t._$AM=n,t._$AP!==void 0&&(l=n._$AU)!==o._$AU&&t._$AP(l)}if(r!==s||d){let l=t._$AA;for(;l!==r;){let h=Wt(l).nextSibling;Wt(i).insertBefore(l,s),l=h}}}return t},S=(n,e,t=n)=>(n._$AI(e,t),n),ii={},Vt=(n,e=ii)=>n._$AH=e,Gt=n=>n._$AH,be=n=>{n._$AR(),n._$AA.remove()};var Yt=(n,e,t)=>{let i=new Map;for(let s=e;s<=t;s++)i.set(n[s],s);return i},ye=q(class extends D{constructor(n){if(super(n),n.type!==ve.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let s=[],r=[],o=0;for(let d of n)s[o]=i?i(d,o):o,r[o]=t(d,o),o++;return{values:r,keys:s}}render(n,e,t){return this.dt(n,e,t).values}update(n,[e,t,i]){let s=Gt(n),{values:r,keys:o}=this.dt(e,t,i);if(!Array.isArray(s))return this.ut=o,r;let d=this.ut??=[],l=[],h,g,p=0,f=s.length-1,m=0,v=r.length-1;for(;p<=f&&m<=v;)if(s[p]===null)p++;else if(s[f]===null)f--;else if(d[p]===o[m])l[m]=S(s[p],r[m]),p++,m++;else if(d[f]===o[v])l[v]=S(s[f],r[v]),f--,v--;else if(d[p]===o[v])l[v]=S(s[p],r[v]),H(n,l[v+1],s[p]),p++,v--;else if(d[f]===o[m])l[m]=S(s[f],r[m]),H(n,s[p],s[f]),f--,m++;else if(h===void 0&&(h=Yt(o,m,v),g=Yt(d,p,f)),h.has(d[p]))if(h.has(d[f])){let k=g.get(o[m]),Ee=k!==void 0?s[k]:null;if(Ee===null){let Ke=H(n,s[p]);S(Ke,r[m]),l[m]=Ke}else l[m]=S(Ee,r[m]),H(n,s[p],Ee),s[k]=null;m++}else be(s[f]),f--;else be(s[p]),p++;for(;m<=v;){let k=H(n,l[v+1]);S(k,r[m]),l[m++]=k}for(;p<=f;){let k=s[p++];k!==null&&be(k)}return this.ut=o,Vt(n,l),E}});var K=(n,e)=>{let t=n._$AN;if(t===void 0)return!1;for(let i of t)i._$AO?.(e,!1),K(i,e);return!0},we=n=>{let e,t;do{if((e=n._$AM)===void 0)break;t=e._$AN,t.delete(n),n=e}while(t?.size===0)},Jt=n=>{for(let e;e=n._$AM;n=e){let t=e._$AN;if(t===void 0)e._$AN=t=new Set;else if(t.has(n))break;t.add(n),oi(e)}};function si(n){this._$AN!==void 0?(we(this),this._$AM=n,Jt(this)):this._$AM=n}function ri(n,e=!1,t=0){let i=this._$AH,s=this._$AN;if(s!==void 0&&s.size!==0)if(e)if(Array.isArray(i))for(let r=t;r<i.length;r++)K(i[r],!1),we(i[r]);else i!=null&&(K(i,!1),we(i));else K(this,n)}var oi=n=>{n.type==ve.CHILD&&(n._$AP??=ri,n._$AQ??=si)},xe=class extends D{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,i){super._$AT(e,t,i),Jt(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(K(this,e),we(this))}setValue(e){if(Kt(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}};var ai=96,We=class extends xe{constructor(){super(...arguments);this.drawn=null}render(t){}update(t,[i]){this.drawn!==i&&(this.drawn=i,li(t.element,i))}};async function li(n,e){let t;try{t=await createImageBitmap(e)}catch{return}let i=Math.min(1,ai/Math.max(t.width,t.height));n.width=Math.max(1,Math.round(t.width*i)),n.height=Math.max(1,Math.round(t.height*i)),n.getContext("2d")?.drawImage(t,0,0,n.width,n.height),t.close()}var Zt=q(We);function Qt(n,e){let{name:t="",kind:i,pages:s}=e.body,r=b(n.words.uploaded,{name:t});return i==="picture"?a`${Xt(n,e,"picture",r)}`:a`<span class="file">
    ${Xt(n,e,"thumb","")}
    <span><bdi>${t}</bdi><small>${tn(s,n.words)}</small></span>
  </span>`}function en(n,e){let t=e.body.files??[];return t.length?a`<div class="sent-files">${t.map(i=>di(n,i))}</div>`:c}function di(n,e){let t=r=>new URL(r,n.base).href,i=e.pages?a`<img class="thumb" src=${t(`${e.url}/thumb`)} alt="" loading="lazy" />`:pe,s=e.kind==="document"?tn(e.pages,n.words):"";return a`<a class="file" href=${t(e.url)} target="_blank" rel="noopener noreferrer">
    ${i}<span><bdi>${e.name}</bdi>${s?a`<small>${s}</small>`:c}</span>
  </a>`}function Xt(n,e,t,i){let{thumb:s,width:r,height:o}=e.body;return typeof s!="string"?a`${pe}`:a`<img class=${t} src=${new URL(s,n.base).href} alt=${i}
    width=${Number(r)||c} height=${Number(o)||c} @error=${()=>n.renewThumb(e)} />`}function tn(n,e){return typeof n!="number"?"":n===1?e.documentOne:b(e.document,{pages:n})}function nn(n,e){let{words:t}=n,i=e.file.name,s=Math.round(e.share*100),r=b(t.uploading,{name:i,percent:s});return a`
    <div class="message own first ${e.state}">
      <span class="hidden">${t.you}:</span>
      <div class="bubble file">
        ${e.file.type.startsWith("image/")?a`<canvas class="thumb" width="1" height="1" aria-hidden="true" ${Zt(e.file)}></canvas>`:pe}
        <span><bdi>${i}</bdi></span>
      </div>
      ${e.state==="sending"?a`<progress max="100" .value=${s} aria-label=${r}></progress>`:a`<p class="meta trouble">
            ${ci(e,t)}
            ${e.why==="network"||e.why==="unavailable"?a`<button type="button" class="plain" @click=${()=>n.retryUpload(e)}>${t.retry}</button>`:c}
            <button type="button" class="plain" @click=${()=>n.discardUpload(e)}>${t.discard}</button>
          </p>`}
    </div>
  `}function ci(n,e){let t=n.file.name;return n.sentence?n.sentence:n.why==="request-too-large"?b(e.fileTooLarge,{name:t}):n.why?.startsWith("file-")?b(e.fileKind,{name:t}):n.why==="too-many-requests"?e.failedMany:b(e.fileFailed,{name:t})}var pi=/(https?:\/\/[^\s<>"']+)|(?<![\p{L}\p{N}-])([A-Z]{2,4}-[0-9]{4,10}|AM-[0-9A-HJKMNP-TV-Z]{7})(?![\p{L}\p{N}]|-\p{N})/gu,hi=/[.,;:!?)\]}…]+$/;function sn(n){let e=[],t=0,i=s=>{s>t&&e.push({kind:"plain",text:n.slice(t,s)})};for(let s of n.matchAll(pi)){let r=s[1]?s[1].replace(hi,""):s[0];s[1]&&!ui(r)||(i(s.index),e.push({kind:s[1]?"link":"number",text:r}),t=s.index+r.length)}return i(n.length),e}function ui(n){try{return new URL(n).hostname.length>0}catch{return!1}}function rn(n){let e=[];for(let t of n.split(`
`)){let i=t.startsWith("• "),s=e[e.length-1],r=i?t.slice(2):t;s?.list===i?s.lines.push(r):e.push({list:i,lines:[r]})}return e}function on(n){let e=/^(.*?\(§ [^)]+\)): (.*)$/s.exec(n);return e?[e[1],e[2]]:null}function an(n,e){return rn(n).map(({list:t,lines:i})=>t?a`<ul dir="auto">${i.map(s=>a`<li>${gi(s,e)}</li>`)}</ul>`:a`<p dir="auto">${ke(i.join(`
`))}</p>`)}function gi(n,e){let t=on(n);if(!t)return ke(n);let[i,s]=t;return a`<details class="clause">
    <summary @click=${e}>${ke(i)}</summary>
    <p dir="auto">${ke(s)}</p>
  </details>`}function ke(n){return sn(n).map(({kind:e,text:t})=>e==="link"?a`<a href=${t} target="_blank" rel="noopener noreferrer nofollow">${t}</a>`:e==="number"?a`<strong class="number">${t}</strong>`:a`${t}`)}var mi=4,fi=new Set(["message","reply","notice","file","owner"]);function ln(n,e,t,i){let s=e.filter((o,d)=>(fi.has(o.kind)||o.body.text)&&!bi(o,e[d+1])),r=s.findLastIndex(o=>o.author==="customer");return a`
    ${ye(s,o=>o.seq,(o,d)=>a`
        ${vi(s,d,n.language)}
        ${dn(o)?yi(o,n.words):wi(n,o,s[d-1],s[d+1],d===r)}
        ${!n.closed&&d>r&&t.every(({state:l})=>l==="failed")?$i(n,o.body):c}
      `)}
    ${ye(t,o=>o.clientId,o=>Ei(n,o))}
    ${ye(i,o=>o.clientId,o=>nn(n,o))}
  `}function vi(n,e,t){let i=new Date(n[e].at);return(e>0?new Date(n[e-1].at):null)?.toDateString()===i.toDateString()?c:a`<p class="day"><span>${me(i,new Date,t)}</span></p>`}function dn(n){return n.kind==="owner"||n.body.data?.joined!==void 0}function bi(n,e){return n.kind==="owner"&&e?.body.data?.joined!==void 0}function yi(n,e){let t=n.body.owner==="person"?e.ownerPerson:e.ownerBot;return a`<p class="aside" dir="auto">${n.kind==="owner"?t:n.body.text}</p>`}function wi(n,e,t,i,s){let r=e.author==="customer",o=h=>h?.author===e.author&&h.body.data?.agent===e.body.data?.agent&&!dn(h)&&h.at.slice(0,16)===e.at.slice(0,16),d=e.author==="agent"?e.body.data?.agent??n.words.agent:null,l=r?"own":d?"person":e.kind==="notice"?"notice":"other";return a`
    <div class="message ${l} ${o(t)?"":"first"}" data-seq=${e.seq}>
      ${d&&!o(t)?a`<p class="name" dir="auto">${d}<span class="hidden">:</span></p>`:a`<span class="hidden">${d??xi(e.author,n.words)}:</span>`}
      <div class="bubble" lang=${e.body.language??c}>
        ${e.kind==="file"?Qt(n,e):[an(e.body.text??"",n.fold),en(n,e)]}
      </div>
      ${o(i)?c:ki(e.at,n,r&&s)}
    </div>
  `}function xi(n,e){return{customer:e.you,bot:e.assistant,agent:e.agent,system:e.assistant}[n]}function ki(n,{words:e,language:t},i){let s=new Date(n);return a`<p class="meta">
    <time datetime=${n} title=${fe(s,t)}>${ge(s,t)}</time>${i?a` · ${e.delivered}`:c}
  </p>`}function $i(n,{buttons:e,language:t}){let i=e?.filter(d=>!d.action)??[];if(!i.length)return c;let s=d=>a`<button type="button" class="choice" @click=${()=>n.press(d)}>${d.title}</button>`,r=i.every(Ai)?i.length:mi,o=i.slice(r);return a`<div class="choices" role="group" aria-label=${n.words.choices} lang=${t??c}>
    ${i.slice(0,r).map(s)}
    ${o.length?a`<details class="rest">
          <summary class="choice" @click=${n.fold}>
            <span class="more">${b(n.words.moreChoices,{count:o.length})}</span><span class="fewer">${n.words.fewerChoices}</span>
          </summary>
          <div class="choices">${o.map(s)}</div>
        </details>`:c}
  </div>`}function Ai(n){return/^\d{1,2}$/.test(n.title)}function Ei(n,e){let{words:t}=n;return a`
    <div class="message own first ${e.state}">
      <span class="hidden">${t.you}:</span>
      <div class="bubble"><p dir="auto">${e.text}</p></div>
      ${e.state==="failed"?a`<p class="meta trouble">
            ${t.failed} ${Ti(e.why,t)}
            <button type="button" class="plain" @click=${()=>n.retry(e)}>${t.retry}</button>
            <button type="button" class="plain" @click=${()=>n.discard(e)}>${t.discard}</button>
          </p>`:a`<p class="meta">${n.online?t.sending:t.waiting}</p>`}
    </div>
  `}function Ti(n,e){return n==="too-many-requests"?e.failedMany:n==="unknown-button"?e.failedButton:n==="invalid-message"||n==="invalid-request"?e.failedText:""}var $e=class{constructor(e){this.changed=e;this.following=!0;this.read=0;this.below=!1;this.placed=-1;this.height=0;this.view=0;this.log=null}get hidesMore(){return this.below}follow(){this.following=!0}toEnd(){this.follow(),this.log&&(this.read=qe(this.log))}stay(){this.following=!1}keep(e){if(this.log!==e){this.log=e;let t=new ResizeObserver(()=>this.put());for(let i of[e,e.querySelector(".lines")])t.observe(i)}this.put()}scrolled(){let e=this.log;if(!(!e||Math.abs(e.scrollTop-this.placed)<2)){if(e.scrollHeight!==this.height||e.clientHeight!==this.view)return this.put();this.placed=-1,this.following=this.atEnd(e),this.following&&(this.read=qe(e)),this.tell(e)}}put(){let e=this.log;if(e?.clientHeight){if(this.height=e.scrollHeight,this.view=e.clientHeight,this.following){let t=this.firstFresh(e),i=t?.matches(".message ~ .message")?t.offsetTop-8:0,s=t!==void 0&&e.scrollHeight-i>e.clientHeight;e.scrollTop=s?i:e.scrollHeight,this.placed=e.scrollTop,s||(this.read=qe(e))}this.tell(e)}}firstFresh(e){let t=[...e.querySelectorAll(".message")];return t.slice(t.findLastIndex(s=>s.matches(".own"))+1).find(s=>Number(s.dataset.seq)>this.read)}tell(e){let t=!this.atEnd(e);t!==this.below&&(this.below=t,this.changed())}atEnd(e){return e.scrollHeight-e.scrollTop-e.clientHeight<60}};function qe(n){return Math.max(0,...[...n.querySelectorAll("[data-seq]")].map(({dataset:e})=>Number(e.seq)))}function cn(n,e,t){let[i,s]=Si(n,e).split("{support}");return a`<p class="banner" role="status" ?hidden=${!i}>
    ${i}${s===void 0?c:a`<a href="mailto:${t}">${t}</a>${s}`}
  </p>`}function Si(n,e){return n.online?n.trouble==="identity-not-signed"?e.signIn:n.proving?e.proving:n.again?b(e.limit,{time:ge(n.again,n.language)}):n.trouble?e.unavailable:n.connected?"":e.away:e.offline}function pn(n,e,t,i,s){let r=n.standing?.withdrawal_until,o=r?b(t.withdrawUntil,{until:fe(new Date(r),i)}):c,d=a`${Ht}${t.withdraw}`;return a`<div class="always">
    ${n.owner==="person"||n.again||n.closed?c:a`<button type="button" @click=${()=>s(()=>n.act("talk_to_human",t.talk))}>
          ${Dt}${t.talk}
        </button>`}
    ${n.standing?.withdrawal==="over"?c:n.standing?.verified&&!n.closed?a`<button
            type="button"
            title=${o}
            @click=${()=>s(()=>n.act("withdraw",t.withdraw))}
          >
            ${d}
          </button>`:a`<a href=${e} target="_blank" rel="noopener">${d}</a>`}
  </div>`}var hn=y`
  .case {
    flex: none;
    border-block-end: 1px solid var(--line);
    background: color-mix(in srgb, var(--brand) 7%, var(--surface));
    font-size: 14px;
  }
  .case summary {
    display: flex;
    gap: 8px;
    align-items: center;
    inline-size: auto;
    min-block-size: 36px;
    margin: 0;
    padding: 4px 16px;
    border-radius: 0;
    text-decoration: none;
    white-space: nowrap;
  }
  .case summary:focus-visible {
    outline-offset: -3px;
  }
  .case summary::after {
    content: "";
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-start: auto;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: translateY(-2px) rotate(45deg);
  }
  .case [open] > summary::after {
    transform: translateY(2px) rotate(225deg);
  }
  .case strong {
    flex: none;
    font-weight: 650;
  }
  .case summary .title {
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: 400;
    color: var(--muted);
  }
  .case [open] > summary .title {
    visibility: hidden;
  }
  .steps {
    display: flex;
    gap: 3px;
    flex: none;
  }
  .steps i {
    inline-size: 14px;
    block-size: 6px;
    border-radius: 3px;
    background: var(--line);
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .steps .reached {
    background: color-mix(in srgb, var(--brand) 75%, var(--text));
    box-shadow: none;
  }
  .facts {
    max-block-size: 40vh;
    overflow-y: auto;
    padding: 0 16px 10px;
    overflow-wrap: anywhere;
  }
  .facts .title,
  .facts .amount {
    font-weight: 600;
  }
  .facts .small {
    padding-block-start: 2px;
    font-size: 13px;
    color: var(--muted);
  }
  @media (max-width: 360px) {
    .case summary {
      min-block-size: 32px;
      padding: 2px 10px;
    }
  }
  .view {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    padding: 4px 16px 16px;
    overflow-wrap: anywhere;
  }
  .view .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    margin-inline-start: -10px;
  }
  .view h3 {
    font-weight: 650;
  }
  :host(:dir(rtl)) .bar svg {
    transform: scaleX(-1);
  }
  .view .none:empty {
    display: none;
  }
  .view ul {
    list-style: none;
    padding: 0;
    margin-block: 4px 14px;
  }
  .entry {
    display: block;
    inline-size: 100%;
    padding: 10px 12px;
    border-block-end: 1px solid var(--line);
    text-align: start;
  }
  .entry:hover,
  .entry[aria-current] {
    background: var(--raised);
  }
  .entry strong {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-weight: 600;
  }
  .entry span {
    display: block;
    font-size: 13.5px;
    color: var(--muted);
  }
  a.entry {
    color: inherit;
    text-decoration: none;
  }
  .search {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 14px;
    color: var(--text);
    background: var(--surface);
    border: 1.5px solid var(--edge);
    border-radius: 12px;
  }
  .search::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .closed {
    padding: 10px 16px 14px;
    border-block-start: 1px solid var(--line);
    font-size: 14px;
  }
  .closed .choice {
    margin-block-start: 8px;
  }
`;var un=y`
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
`;var gn=y`
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
`;var mn=y`
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
`;var fn=y`
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
`;var vn=y`
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
  .languages {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block-start: 6px;
    padding-block-start: 6px;
    border-block-start: 1px solid var(--line);
  }
  #menu .languages button {
    inline-size: auto;
  }
  #menu [aria-pressed="true"] {
    background: var(--raised);
    font-weight: 650;
    text-decoration: underline;
    text-underline-offset: 3px;
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
`;var bn=[un,fn,vn,gn,hn,mn];var _i=250,Ae=class extends T{constructor(){super(...arguments);this.menuOpen=!1;this.forgetAsked=!1;this.note="";this.place=new $e(()=>this.requestUpdate());this.dragging=!1;this.history=!1;this.unfolded=null;this.view="talk";this.found=null;this.articles=null;this.viewTrouble="";this.searching=0;this.asked=0}static{this.styles=bn}begin(t){this.parts=t;let i=ut(t.look.merchant,t.identity);this.history=i.read()!==null,this.session=new ce(new F(t.base,t.identity),t.look.merchant,t.language,i,()=>this.changed()),this.speak(),this.composer=new ue({send:s=>this.posted(()=>this.session.say(s)),writes:()=>{this.session.writes()},files:s=>this.posted(()=>s.forEach(r=>this.session.upload(r))),refresh:()=>this.requestUpdate()}),this.session.start()}open(){this.hidden=!1,this.place.follow(),this.session.trouble&&this.session.start(),this.session.seen(),this.requestUpdate(),this.updateComplete.then(()=>this.takeFocus())}close(){this.hidden=!0,this.menuOpen=this.forgetAsked=!1,this.parts.closed()}firstUpdated(){this.addEventListener("keydown",t=>this.key(t)),this.addEventListener("paste",t=>this.composer.pasted(t)),this.addEventListener("dragover",t=>this.drag(t,!0)),this.addEventListener("dragleave",t=>this.drag(t,!1)),this.addEventListener("drop",t=>this.drop(t))}updated(t){let i=this.find(".log");i&&this.place.keep(i)}render(){if(!this.parts)return c;let{session:t,words:i}=this;return a`
      <section role="dialog" aria-modal=${this.coversPage?"true":c} aria-labelledby="name"
        class=${this.dragging?"dragging":""}>
        ${Ut({words:i,look:this.parts.look,base:this.parts.base,language:t.language,owner:t.owner,menuOpen:this.menuOpen,forgetAsked:this.forgetAsked,toggleMenu:()=>this.toggleMenu(),another:()=>{this.another()},history:()=>{this.list()},help:()=>this.showHelp(),speak:s=>{this.choose(s)},transcript:()=>{this.transcript()},forget:()=>{this.forget()},close:()=>this.close()})}
        ${cn(t,i,this.parts.look.support)}
        ${this.view==="talk"?this.talk():this.view==="history"?this.conversations():this.help()}
        ${this.dragging?a`<p class="drop">${i.drop}</p>`:c}
      </section>
    `}conversations(){return Ft({words:this.words,language:this.session.language,found:this.found,trouble:this.viewTrouble,present:this.session.id,take:t=>{this.take(t)},another:()=>{this.another()},back:()=>this.talkAgain()})}help(){return zt({words:this.words,base:this.parts.base,found:this.articles,trouble:this.viewTrouble,search:t=>this.searchSoon(t),back:()=>this.talkAgain()})}talk(){let{session:t,words:i}=this;return a`
        ${St(t.card,i,this.cardIsOpen,s=>this.fold(s))}
        <div class="log" role="log" tabindex="0" aria-label=${i.log} @scroll=${()=>this.place.scrolled()}
          aria-live=${this.history&&!t.loaded?"off":"polite"} aria-relevant="additions">
          <div class="lines">
            <p class="greeting">${this.parts.look.greeting[t.language]??""}</p>
            ${ln(this.logParts(),t.timeline.inOrder(),t.outbox.items,t.uploads.items)}
          </div>
        </div>
        ${this.typing()} ${this.jump()}
        <p class="note" role="status">${this.note}</p>
        ${pn(t,this.withdrawal(),i,t.language,s=>this.posted(s))}
        ${t.closed?a`<div class="closed">
              <p>${i.closedTalk}</p>
              <button type="button" class="choice" @click=${()=>{this.another()}}>${i.another}</button>
            </div>`:this.composer.render(i,t.again!==null)}
    `}fold(t){this.unfolded=t,this.requestUpdate()}get cardIsOpen(){let t=matchMedia("(min-width: 481px) and (min-height: 700px)").matches;return this.unfolded??(t&&this.session.card?.closed===!1)}withdrawal(){let{base:t,look:i}=this.parts;return`${t}/withdraw/${encodeURIComponent(i.merchant)}?lang=${this.session.language}`}typing(){if(!(this.session.typing||!this.session.loaded)||!this.session.online||this.session.trouble)return c;let{typist:i}=this.session,s=this.session.loaded?i?this.words.personTyping.replace("{name}",i):this.words.typing:this.words.loading;return a`<div class="typing ${i?"person":""}" role="img" aria-label=${s}>
      <i></i><i></i><i></i>${i?a`<span dir="auto">${s}</span>`:c}
    </div>`}jump(){return this.place.hidesMore?a`<button type="button" class="jump" aria-label=${this.words.newMessages} @click=${this.toEnd}>${Ot}</button>`:c}logParts(){let{session:t}=this;return{words:this.words,language:t.language,base:this.parts.base,online:t.online,closed:t.closed,press:i=>this.posted(()=>t.press(i)),fold:()=>this.place.stay(),retry:i=>t.outbox.retry(i.clientId),discard:i=>t.discard(i.clientId),retryUpload:i=>t.uploads.retry(i),discardUpload:i=>t.uploads.discard(i),renewThumb:i=>{t.renewThumb(i)}}}posted(t){t(),this.place.toEnd(),this.note="",this.requestUpdate(),this.shadowRoot?.activeElement?.matches("textarea")===!1&&this.takeFocus()}changed(){this.hidden||this.session?.seen(),this.session&&(this.speak(),this.parts.unread(this.hidden?this.session.unread:0),this.requestUpdate())}speak(){let{language:t}=this.session;this.lang!==t&&(this.lang=t,this.words=Tt(t),this.parts.spoken(t))}async transcript(){this.menuOpen=!1;let t=await this.session.mailTranscript(),i={sent:this.words.transcriptSent,"not-verified":this.words.transcriptNeedsOrder,"too-many-requests":this.words.tooManyCopies};this.tell(i[t]??this.words.unavailable),this.takeFocus()}async list(){this.found=null,this.turnTo("history"),await this.fetched(async()=>{this.found=await this.session.history()})}showHelp(){this.articles=null,this.turnTo("help"),this.search("")}searchSoon(t){clearTimeout(this.searching),this.searching=window.setTimeout(()=>{this.search(t)},_i)}search(t){let i=++this.asked;return this.fetched(async()=>{let s=await this.session.help(t);i===this.asked&&(this.articles=s)})}turnTo(t){this.menuOpen=!1,this.view=t,this.requestUpdate(),this.updateComplete.then(()=>this.find(".heading")?.focus())}async fetched(t){this.viewTrouble="";try{await t()}catch(i){if(!(i instanceof u))throw i;this.viewTrouble=b(this.words.unavailable,{support:this.parts.look.support})}this.requestUpdate()}talkAgain(){this.view="talk",this.menuOpen=!1,this.note="",this.place.follow(),this.requestUpdate(),this.updateComplete.then(()=>this.takeFocus())}async take(t){this.unfolded=null,await this.session.take(t),this.talkAgain()}async another(){this.unfolded=null,await this.session.another(),this.talkAgain()}async choose(t){this.menuOpen=!1,this.requestUpdate(),t!==this.session.language&&await this.session.choose(t)&&this.tell(b(this.words.unavailable,{support:this.parts.look.support})),this.find("#menu-button")?.focus()}async forget(){if(!this.forgetAsked){this.forgetAsked=!0,this.requestUpdate();return}this.menuOpen=this.forgetAsked=!1,await this.session.forget(),this.talkAgain(),this.tell(this.words.forgotten)}tell(t){this.note=t,this.requestUpdate()}toggleMenu(){this.menuOpen=!this.menuOpen,this.forgetAsked=!1,this.requestUpdate()}key(t){if(t.key==="Tab"&&Nt(this.shadowRoot,t),!(t.key!=="Escape"||ie(t))){if(t.stopPropagation(),!this.menuOpen)return this.view!=="talk"?this.talkAgain():this.close();this.toggleMenu(),this.find("#menu-button")?.focus()}}drag(t,i){if(!t.dataTransfer?.types.includes("Files"))return;t.preventDefault();let s=i||t.relatedTarget instanceof Node&&this.shadowRoot?.contains(t.relatedTarget)===!0;s!==this.dragging&&(this.dragging=s,this.requestUpdate())}drop(t){t.preventDefault(),this.dragging=!1,this.composer.files([...t.dataTransfer?.files??[]]),this.requestUpdate()}toEnd(){this.place.toEnd(),this.requestUpdate(),this.takeFocus()}takeFocus(){let t=this.session.again!==null||this.session.closed||matchMedia("(pointer: coarse)").matches;this.find(t?".log":"textarea")?.focus({preventScroll:!0})}get coversPage(){return matchMedia("(max-width: 480px)").matches}find(t){return this.shadowRoot?.querySelector(t)??null}};customElements.define("amends-panel",Ae);function To(n){let e=new Ae;return e.hidden=!0,e.begin(n),e}export{Ae as AmendsPanel,To as create};
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
