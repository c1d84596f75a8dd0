// Starts the page: unpacks the program, runs it, and says so when that fails.
//
// Written in the JavaScript of 2015, so that an old browser gets as far as the sentence that says what it lacks.
// It is the last element of the file.
(function () {
  "use strict";
  var html = document.documentElement;

  function each(list, act) { Array.prototype.slice.call(list).forEach(act); }
  function all(selector, act) { each(document.querySelectorAll(selector), act); }
  // An element of the published page. If something in the browser removed it, an empty one takes its place, so that
  // the rest works.
  function byId(id) {
    var element = document.getElementById(id);
    if (!element) {
      element = document.createElement("div");
      element.id = id;
      document.body.appendChild(element);
    }
    return element;
  }

  // What is hidden in the published file is hidden, and everything else is not.
  function show() {
    all("#first, #screen, #starting, #crash *", function (part) { part.removeAttribute("hidden"); });
    all("#unable, #unable [data-cause], #crash, #crash-erased", function (part) { part.setAttribute("hidden", ""); });
  }

  // What the published file is put together from (`crates/files/src/published.rs`). Browsers and their extensions change
  // the document: only these texts are read, before the program changes anything, and used only with the right digest.
  var texts = [], script = document.currentScript;
  all("style, script:not([id])", function (element) { texts.push(element.textContent); });
  var published = {
    start: script ? script.textContent : "",
    packed: byId("wasm").textContent,
    sha256: "PACKED-SHA256",
    texts: texts
  };

  // What this file carries: locked drafts, a request or a selection. It stays in the document until the program runs: if that fails,
  // a browser's "Save page as" keeps it.
  function carried(selector) {
    var text = "";
    all(selector, function (element) { text = element.textContent; });
    return text;
  }
  function takeOut() {
    all("#draft, #request, #selection", function (element) { element.parentNode.removeChild(element); });
  }

  // The published file has no screen yet. One that is there was written by a browser's "Save page as", perhaps with
  // answers in it. Extensions put their elements elsewhere.
  var saved = !!byId("screen").firstChild;
  byId("screen").textContent = "";
  html.setAttribute("data-app", "booting");
  show();

  // Here and not in the program, which can no longer end it after a crash.
  function closing(event) {
    event.preventDefault();
    // Older browsers ask only when this is set.
    event.returnValue = "unsaved";
  }

  var candour = {
    // What the published file is put together from.
    published: published,
    // The answers so far as the text of a draft file; the program sets it after each change.
    draft: "",
    // The locked drafts that the file carries, as an age file.
    carried: carried("#draft"),
    // The request that the file carries, packed.
    request: carried("#request"),
    // The questionnaires that the file shows at the start.
    selection: carried("#selection"),
    // Whether the tab was reloaded.
    reloaded: !!window.performance && !!performance.navigation && performance.navigation.type === 1,
    // Whether the file holds a screen, as a browser's "Save page as" writes it.
    saved: saved,
    // Whether Escape, five times, erases everything; people can switch it off.
    escape: true,
    // The addresses of files handed out, which hold their content in memory.
    files: [],
    // Asks before the tab closes, or no longer.
    ask: function (ask) {
      if (ask) { window.addEventListener("beforeunload", closing); } else { window.removeEventListener("beforeunload", closing); }
    },
    ready: function () {
      // Every page that carries something is made anew, and what a browser saves from now on has none of it.
      takeOut();
      // No form of saving a page keeps this state: a copy without it shows that it cannot work.
      byId("alive").indeterminate = true;
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
      all("[data-action='crash-draft']", function (button) { button.hidden = !candour.draft; });
    }
  };
  window.candour = candour;

  // The program cannot run at all: the first screen stays, with the reason above it.
  function unable(cause, detail) {
    html.setAttribute("data-app", "crashed");
    byId("starting").hidden = true;
    byId("unable").hidden = false;
    all("#unable [data-cause='" + cause + "']", function (part) { part.hidden = false; });
    byId("unable-detail").textContent = detail ? String(detail) : "";
  }

  // Inside another page it would be unclear who asks, and that page could lay its own words over these.
  if (window.top !== window) { unable("frame"); return; }

  function press(action, act) {
    all("[data-action='" + action + "']", function (button) { button.addEventListener("click", act); });
  }
  press("crash-reload", function () { location.reload(); });
  press("crash-draft", function () {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([candour.draft], { type: "application/json" }));
    candour.files.push(link.href);
    link.download = "candour-draft.json";
    link.click();
  });

  // Caches, archives and proxies put a `base` into a page; then its links would leave it.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (!link || event.defaultPrevented || link.href.split("#")[0] === location.href.split("#")[0]) { return; }
    event.preventDefault();
    location.hash = link.getAttribute("href");
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
    takeOut();
    candour.ask(false);
    candour.files.splice(0).forEach(function (address) { URL.revokeObjectURL(address); });
    // Also for what a browser puts back into fields when the page is opened again.
    all("input, textarea, select", function (field) { field.value = ""; });
    byId("screen").textContent = "";
    ["sessionStorage", "localStorage"].forEach(function (name) {
      try {
        var storage = window[name];
        Object.keys(storage).forEach(function (key) { if (key.indexOf("candour") === 0) { storage.removeItem(key); } });
      } catch (forbidden) { /* Then it holds nothing of ours. */ }
    });
    try { history.replaceState(null, "", "#/"); } catch (forbidden) { /* The address stays. */ }
    all("#crash main > *", function (part) { part.hidden = true; });
    byId("crash-erased").hidden = false;
    document.title = "";
  }
  press("crash-erase", function () { erased(); candour.erase(); });

  // Escape, five times within three seconds, erases everything. A key held down counts once, and a press that closes an
  // explanation not at all. From the third press on the page says how many are left.
  var presses = [], announced = false, expiry = 0;
  function closesSomething() {
    try { return !!document.querySelector(":popover-open"); } catch (unknown) { return false; }
  }
  function announce(left) {
    clearTimeout(expiry);
    announced = left > 0;
    if (announced) { expiry = setTimeout(forgetPresses, 3000); }
    window.dispatchEvent(new CustomEvent("candour-escape", { detail: left }));
  }
  function forgetPresses() {
    presses = [];
    if (announced) { announce(0); }
  }
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { forgetPresses(); return; }
    if (event.repeat || !candour.escape || closesSomething()) { return; }
    presses.push(event.timeStamp);
    presses = presses.filter(function (time) { return event.timeStamp - time < 3000; });
    if (presses.length < 5) {
      if (presses.length > 2) { announce(5 - presses.length); }
      return;
    }
    forgetPresses();
    if (html.getAttribute("data-app") === "crashed") { erased(); candour.erase(); } else { window.dispatchEvent(new Event("candour-erase")); }
  });

  // The program stops with a trap; what it had no time to report itself (a full memory, for one) arrives here.
  function trapped(error) {
    if (error instanceof WebAssembly.RuntimeError && html.getAttribute("data-app") === "ready") { candour.crashed(); }
  }

  if (typeof WebAssembly !== "object") { unable("webassembly"); return; }
  // Too old for the script above it, which is written by wasm-bindgen. If it ran and failed, even its name cannot be read.
  var glue = false;
  try { glue = typeof wasm_bindgen === "function"; } catch (failed) { /* It is there and has no value. */ }
  if (!glue) { unable("browser"); return; }
  // Or for the program. Of what that needs, browsers learned two things last: references, and the policy's word that lets it
  // run. This smallest program that needs both is `(module (type (func (param externref))))`.
  function runs(program) { new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(program))); }
  var empty = [0, 97, 115, 109, 1, 0, 0, 0];
  try { runs(empty.concat([1, 5, 1, 96, 1, 111, 0])); } catch (missing) {
    // Where not even the empty program may run, a rule forbids it, unless the browser does not know the policy's word. All
    // that have container queries (Chrome 105, Firefox 110, Safari 16) know it.
    var refused = !!window.CSS && CSS.supports("container-type", "inline-size");
    try { runs(empty); refused = false; } catch (rule) { /* Refused. */ }
    unable(refused ? "policy" : "browser", missing);
    return;
  }

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
    var text = atob(published.packed), packed = new Uint8Array(text.length);
    for (var place = 0; place < text.length; place += 1) { packed[place] = text.charCodeAt(place); }
    return wasm_bindgen({ module_or_path: unpack(packed) });
  }
  drawn().then(start).catch(function (error) {
    var state = html.getAttribute("data-app");
    if (state === "booting") { unable("file", error); } else { trapped(error); }
  });
})();
