// Starts the page: keeps a copy of the file as published, unpacks the program, runs it, and says so when that fails.
//
// Written in the JavaScript of 2015, so that an old browser gets as far as the sentence that tells what it lacks.
// It is the last element of the file: while it runs, the document is the whole file and nothing more.
(function () {
  "use strict";
  var html = document.documentElement;

  function byId(id) { return document.getElementById(id); }
  function each(list, act) { Array.prototype.slice.call(list).forEach(act); }

  // The policies of the published file as they stand there. A test holds this one against what the build writes.
  var POLICY = /^<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ('sha256-[\w+/]{43}=' ){2}'wasm-unsafe-eval'; style-src 'sha256-[\w+/]{43}='; img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'">$/;
  var NO_LOOK_UP = '<meta http-equiv="x-dns-prefetch-control" content="off">';

  // What is hidden in the published file is hidden, and everything else is not.
  function show(root) {
    each(root.querySelectorAll("#first, #screen, #starting, #crash *"), function (part) { part.removeAttribute("hidden"); });
    each(root.querySelectorAll("#unable, #unable [data-cause], #crash, #crash-erased"), function (part) { part.setAttribute("hidden", ""); });
  }

  // A browser's "Save page as" writes the document as it stands: the rendered screen, another title, attributes,
  // elements of its own. Put back what the published file says; for that file itself nothing changes here.
  function restore(root) {
    var head = root.querySelector("head"), body = root.querySelector("body");
    function empty(element) { each(element.attributes, function (attribute) { element.removeAttribute(attribute.name); }); }
    function children(parent, selector) {
      return [].filter.call(parent.children, function (child) { return child.matches(selector); });
    }
    // Direct children that the published file has, each once and in its order; nothing else stays.
    function keepOnly(parent, wanted) {
      each(parent.childNodes, function (node) { parent.removeChild(node); });
      wanted.forEach(function (child) { if (child) { parent.appendChild(child); } });
    }
    function firstOf(parent) { return function (selector) { return children(parent, selector)[0]; }; }
    empty(root); root.setAttribute("lang", "en"); root.setAttribute("data-app", "booting");
    empty(body);
    // No `http-equiv` stays but the two that are published, letter for letter, wherever it stands: others send
    // a reader elsewhere. Where scripts run, what stands in `noscript` is text.
    each(root.querySelectorAll("meta[http-equiv]"), function (meta) {
      if (!POLICY.test(meta.outerHTML) && meta.outerHTML !== NO_LOOK_UP) { meta.parentNode.removeChild(meta); }
    });
    each(root.querySelectorAll("noscript"), function (part) {
      if (/<meta/i.test(part.textContent)) { part.textContent = ""; }
    });
    keepOnly(root, [head, body]);
    keepOnly(head, ["meta[http-equiv='Content-Security-Policy']", "meta[http-equiv='x-dns-prefetch-control']",
      "meta[name='viewport']", "meta[name='color-scheme']", "meta[name='referrer']", "meta[name='description']",
      "title", "link[rel='icon']", "style"].map(firstOf(head)));
    keepOnly(body, ["#unable", "#first", "#crash", "#screen", "#wasm"].map(firstOf(body))
      .concat(children(body, "script:not([id])").slice(-2)));
    var charset = document.createElement("meta");
    charset.setAttribute("charset", "utf-8");
    head.insertBefore(charset, head.firstChild);
    root.querySelector("title").textContent = "Candour";
    root.querySelector("#screen").textContent = "";
    show(root);
    root.querySelector("#unable-detail").textContent = "";
    return root;
  }

  // What this file carries: locked drafts, or a request. It is taken out of the document at once, so that neither a copy
  // nor the browser's "Save page as" has it; every page that carries something is made anew.
  function takeOut(selector) {
    var text = "";
    each(document.querySelectorAll(selector), function (element) {
      text = element.textContent; element.parentNode.removeChild(element);
    });
    return text;
  }
  var carried = takeOut("#draft"), request = takeOut("#request");

  // The published file has no screen yet. One that is there was written by a browser's "Save page as", perhaps with
  // answers in it. Extensions put their elements elsewhere.
  var saved = !!byId("screen").firstChild;

  // The copy is made from a clone, so that what a browser extension put into the open page stays there
  // and out of the copy.
  var copy = "<!DOCTYPE html>" + restore(html.cloneNode(true)).outerHTML;
  byId("screen").textContent = "";
  html.setAttribute("data-app", "booting");
  show(html);

  // Here and not in the program, which can no longer end it after a crash.
  function closing(event) {
    event.preventDefault();
    // Older browsers ask only when this is set.
    event.returnValue = "unsaved";
  }

  var candour = {
    // The published file as text.
    copy: copy,
    // The answers so far as the text of a draft file; the program sets it after each change.
    draft: "",
    // The locked drafts that the file carried, as an age file.
    carried: carried,
    // The request that the file carried, packed.
    request: request,
    // Whether the file holds a screen, as a browser's "Save page as" writes it.
    saved: saved,
    // The addresses of files handed out, which hold their content in memory.
    files: [],
    // Asks before the tab closes, or no longer.
    ask: function (ask) {
      if (ask) { window.addEventListener("beforeunload", closing); } else { window.removeEventListener("beforeunload", closing); }
    },
    ready: function () {
      html.setAttribute("data-app", "ready");
      byId("first").hidden = true;
      if (window.performance && performance.mark) { performance.mark("candour-ready"); }
    },
    crashed: function () {
      if (html.getAttribute("data-app") === "crashed") { return; }
      html.setAttribute("data-app", "crashed");
      byId("first").hidden = true;
      byId("screen").hidden = true;
      byId("crash").hidden = false;
      byId("crash-draft").hidden = !candour.draft;
      byId("crash-no-draft").hidden = !!candour.draft;
      document.querySelector("[data-action='crash-draft']").hidden = !candour.draft;
    }
  };
  window.candour = candour;

  // The program cannot run at all: the first screen stays, with the reason above it.
  function unable(cause, detail) {
    html.setAttribute("data-app", "crashed");
    byId("starting").hidden = true;
    byId("unable").hidden = false;
    document.querySelector("#unable [data-cause='" + cause + "']").hidden = false;
    byId("unable-detail").textContent = detail ? String(detail) : "";
  }

  // Inside another page it would be unclear who asks, and that page could lay its own words over these.
  if (window.top !== window) { unable("frame"); return; }

  document.querySelector("[data-action='crash-reload']").addEventListener("click", function () { location.reload(); });
  document.querySelector("[data-action='crash-draft']").addEventListener("click", function () {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([candour.draft], { type: "application/json" }));
    candour.files.push(link.href);
    link.download = "candour-draft.json";
    link.click();
  });

  // A file or a link that is dropped beside the places for files would take the place of the page, and of unsaved answers.
  ["dragover", "drop"].forEach(function (name) {
    window.addEventListener(name, function (event) {
      var data = event.dataTransfer, files = !!data && Array.prototype.indexOf.call(data.types, "Files") >= 0;
      var field = files ? "input[type=file]" : "input, textarea";
      if (event.defaultPrevented || event.target.closest && event.target.closest(field)) { return; }
      event.preventDefault();
      if (data) { data.dropEffect = "none"; }
    });
  });

  // The other open tabs of this page hear when everything is erased in one, erase too, and answer. They know each other by
  // numbers that nothing stores. A page of the same address can take part; it learns that a tab is open, and could make it erase.
  var own = String(Math.random()), others = Object.create(null), silent = Object.create(null), channel = null;
  function say(word) { if (channel) { channel.postMessage({ tab: own, word: word }); } }
  function count() {
    candour.silent = Object.keys(silent).length;
    window.dispatchEvent(new Event("candour-tabs"));
  }
  candour.silent = 0;
  candour.reached = 0;
  candour.erase = function () {
    silent = Object.create(null);
    Object.keys(others).forEach(function (tab) { silent[tab] = true; });
    candour.reached = 0;
    say("erase");
    count();
  };
  candour.erased = function () { say("erased"); };
  function heard(event) {
    var tab = event.data && event.data.tab, word = event.data && event.data.word;
    if (typeof tab !== "string" || tab === own) { return; }
    if (word === "open") { others[tab] = true; say("here"); }
    if (word === "here") { others[tab] = true; }
    if (word === "closed") { delete others[tab]; if (silent[tab]) { delete silent[tab]; count(); } }
    if (word === "erased" && silent[tab]) { delete silent[tab]; candour.reached += 1; count(); }
    if (word === "erase") {
      if (html.getAttribute("data-app") === "crashed") { erased(); candour.erased(); }
      else { window.dispatchEvent(new Event("candour-erased")); }
    }
  }
  if (typeof BroadcastChannel === "function") {
    try { channel = new BroadcastChannel("candour"); } catch (forbidden) { /* Then no tab is reached. */ }
  }
  if (channel) { channel.onmessage = heard; say("open"); }
  window.addEventListener("pagehide", function () { say("closed"); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { say("open"); } });

  // What the program does when everything is to be erased, for the time after a crash.
  function erased() {
    candour.draft = ""; candour.carried = ""; candour.request = "";
    candour.ask(false);
    candour.files.splice(0).forEach(function (address) { URL.revokeObjectURL(address); });
    // Also for what a browser puts back into fields when the page is opened again.
    each(document.querySelectorAll("input, textarea, select"), function (field) { field.value = ""; });
    byId("screen").textContent = "";
    ["sessionStorage", "localStorage"].forEach(function (name) {
      try {
        var storage = window[name];
        Object.keys(storage).forEach(function (key) { if (key.indexOf("candour") === 0) { storage.removeItem(key); } });
      } catch (forbidden) { /* Then it holds nothing of ours. */ }
    });
    try { history.replaceState(null, "", "#/"); } catch (forbidden) { /* The address stays. */ }
    each(document.querySelectorAll("#crash main > *"), function (part) { part.hidden = true; });
    byId("crash-erased").hidden = false;
    document.title = "";
  }
  document.querySelector("[data-action='crash-erase']").addEventListener("click", function () { erased(); candour.erase(); });

  // Escape, five times within three seconds, erases everything. A key held down counts once.
  var presses = [];
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { presses = []; return; }
    if (event.repeat) { return; }
    presses.push(event.timeStamp);
    presses = presses.filter(function (time) { return event.timeStamp - time < 3000; });
    if (presses.length < 5) { return; }
    presses = [];
    if (html.getAttribute("data-app") === "crashed") { erased(); candour.erase(); } else { window.dispatchEvent(new Event("candour-erase")); }
  });

  // The program stops with a trap; what it had no time to report itself (a full memory, for one) arrives here.
  function trapped(error) {
    if (error instanceof WebAssembly.RuntimeError && html.getAttribute("data-app") === "ready") { candour.crashed(); }
  }

  if (typeof WebAssembly !== "object") { unable("webassembly"); return; }
  // Too old for the script above it, which is written by wasm-bindgen.
  if (typeof wasm_bindgen !== "function") { unable("browser"); return; }
  // Or for the program. Of what that needs, browsers learned two things last: references, and the policy's word that lets it
  // run. This smallest program that needs both is `(module (type (func (param externref))))`.
  var smallest = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0]);
  try { new WebAssembly.Instance(new WebAssembly.Module(smallest)); } catch (missing) { unable("browser", missing); return; }

  window.addEventListener("error", function (event) { trapped(event.error); });
  window.addEventListener("unhandledrejection", function (event) { trapped(event.reason); });

  // Unpacking takes as long as several frames, so the first screen is drawn before: Firefox does so at the second frame only,
  // and a tab in the background not at all.
  function drawn() {
    return new Promise(function (done) {
      if (document.hidden) { done(); return; }
      requestAnimationFrame(function () { requestAnimationFrame(function () { setTimeout(done, 0); }); });
    });
  }
  function start() {
    var text = atob(byId("wasm").textContent), packed = new Uint8Array(text.length);
    for (var place = 0; place < text.length; place += 1) { packed[place] = text.charCodeAt(place); }
    return wasm_bindgen({ module_or_path: unpack(packed) });
  }
  drawn().then(start).catch(function (error) {
    var state = html.getAttribute("data-app");
    if (state === "booting") { unable("file", error); } else { trapped(error); }
  });
})();
