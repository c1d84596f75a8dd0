// Starts the page: unpacks the program, runs it, and says so when that fails.
//
// Written in the JavaScript of 2015, so that an old browser gets as far as the sentence that says what it lacks.
// It is the last element of the file, and goes on with what `early.js`, the first script, left in `window.candour`.
(function () {
  "use strict";
  var html = document.documentElement, candour = window.candour, each = candour.each, all = candour.all;

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

  // Erased before the file was complete: what came since must not stay either.
  if (html.getAttribute("data-app") === "crashed") { candour.erased(); return; }

  // Where `ready` put the document, if a browser saved the file after that.
  all("#document-template", function (template) { template.parentNode.replaceChild(template.content, template); });

  // What is hidden in the published file is hidden, and everything else is not.
  function reset() {
    all("#first, #screen, #starting, #crash *", function (part) { part.removeAttribute("hidden"); });
    all("#unable, #unable [data-cause], #crash, #crash-erased", function (part) { part.setAttribute("hidden", ""); });
  }

  // A browser's "Save page as" makes links of the document lead back to where the page was.
  function inside(link) {
    var address = link.getAttribute("href");
    if (!link.hasAttribute("rel") && address.indexOf("#/") > 0) { link.setAttribute("href", address.slice(address.indexOf("#/"))); }
  }

  // `#document` without what readers, browsers and extensions change in it: elements and attributes of other names than the
  // published ones, and what "Save page as" makes of answers and links. Words that were changed stay changed.
  var names = "DOCUMENT-NAMES".split(" ");
  function normalised() {
    var copy = byId("document").cloneNode(true);
    [copy].concat(Array.prototype.slice.call(copy.querySelectorAll("*"))).forEach(function (element) {
      each(element.attributes, function (attribute) {
        if (names.indexOf(attribute.name) < 0) { element.removeAttribute(attribute.name); }
      });
      if (element.hasAttribute("href")) { inside(element); }
      if (names.indexOf(element.localName) < 0) {
        while (element.firstChild) { element.parentNode.insertBefore(element.firstChild, element); }
        element.parentNode.removeChild(element);
      }
    });
    return copy;
  }

  // What the published file is put together from (`crates/files/src/published.rs`). Browsers and their extensions change
  // the rest: only these texts are read, before the program changes anything, and used only with the right digest.
  var texts = [], script = document.currentScript;
  all("style, script:not([id])", function (element) { texts.push(element.textContent); });
  candour.published = {
    start: script ? script.textContent : "",
    document: normalised().outerHTML,
    packed: byId("wasm").textContent,
    sha256: "PACKED-SHA256",
    texts: texts
  };

  // The texts of the questionnaires in the document, each with its path in the wording; one string for each article.
  candour.wordings = [];
  all("article[data-wording]", function (article) {
    var list = [article.getAttribute("data-wording"), article.getAttribute("lang")];
    each(article.querySelectorAll("[data-t]"), function (element) {
      var group = element.closest("[data-of]");
      list.push((group ? group.getAttribute("data-of") + "." : "") + element.getAttribute("data-t"), element.textContent);
    });
    candour.wordings.push(list.join("\0"));
  });

  // What this file carries: locked drafts, a request or a selection. It stays in the document until the program runs: if that fails,
  // a browser's "Save page as" keeps it.
  function carried(selector) {
    var text = "";
    all(selector, function (element) { text = element.textContent; });
    return text;
  }
  // The published file has no screen yet, and no answer. One that is there was written by a browser's "Save page as",
  // perhaps with answers in it. Extensions put their elements elsewhere.
  var saved = !!byId("screen").firstChild;
  byId("screen").textContent = "";
  all("#document input[checked]", function (field) {
    saved = true;
    field.removeAttribute("checked");
  });
  all("#document a[href]", inside);
  reset();

  // The locked drafts that the file carries, as an age file.
  candour.carried = carried("#draft");
  // The request that the file carries, packed.
  candour.request = carried("#request");
  // The questionnaires that the file shows at the start.
  candour.selection = carried("#selection");
  // Whether the tab was reloaded.
  candour.reloaded = !!window.performance && !!performance.navigation && performance.navigation.type === 1;
  // Whether the file holds a screen or answers, as a browser's "Save page as" writes them.
  candour.saved = saved;
  // The answers given in the document until now: name and value in turn.
  var placed = false;
  candour.early = function () {
    var given = [], part = placed ? null : sectionRead();
    // Only once: then the program has read the address.
    placed = true;
    if (part) { history.replaceState(null, "", "#" + part.id); }
    all("#document input", function (field) { if (field.checked) { given.push(field.name, field.value); } });
    return given;
  };
  candour.ready = function () {
    // Every page that carries something is made anew, and what a browser saves from now on has none of it.
    candour.takeOut();
    // No form of saving a page keeps this state: a copy without it shows that it cannot work.
    byId("alive").indeterminate = true;
    var goOn = reading();
    html.setAttribute("data-app", "ready");
    byId("first").hidden = true;
    goOn();
    candour.clear();
    // Out of the document, in which the style sheet would be matched against it with each change. A browser's "Save page
    // as" still writes it.
    var template = document.createElement("template");
    template.id = "document-template";
    template.content.appendChild(byId("document"));
    byId("first").appendChild(template);
    if (window.performance && performance.mark) { performance.mark("candour-ready"); }
  };
  candour.crashed = function () {
    var before = html.getAttribute("data-app");
    if (before === "crashed") { return; }
    byId("screen").hidden = true;
    // The answers are still in the document.
    if (before === "booting") { unable("file"); return; }
    html.setAttribute("data-app", "crashed");
    byId("crash").hidden = false;
    byId("crash-draft").hidden = !candour.draft;
    byId("crash-no-draft").hidden = !!candour.draft;
    all("[data-action='crash-draft']", function (button) { button.hidden = !candour.draft; });
  };

  // The section that is read in a part of the document that is several screens of the program.
  function sectionRead() {
    var shown = document.querySelector("#document article[data-shown]"), focused = document.activeElement;
    if (!shown) { return null; }
    var read = shown.contains(focused) && focused.closest("section[id]");
    if (!read && window.pageYOffset) {
      each(shown.querySelectorAll("section[id]"), function (part) {
        if (part.getBoundingClientRect().top < window.innerHeight / 2) { read = part; }
      });
    }
    return read;
  }

  // Where the reader is in the document; gives what leads to the same place of the program's screen, which is drawn below.
  function reading() {
    var shown = document.querySelector("#document [data-shown]"), screen = byId("screen"), unfold = [], here = null, top = 0;
    if (!shown) { return Object; }
    function alike(within, one) {
      return Array.prototype.filter.call(within.querySelectorAll(one.localName), function (other) {
        return other.textContent === one.textContent;
      });
    }
    // The same control, or the same element with the same words.
    function twin(one) {
      if (one.localName !== "input") { return alike(screen, one)[alike(shown, one).indexOf(one)]; }
      var question = one.name.split("/").pop();
      return Array.prototype.filter.call(screen.querySelectorAll("[data-question] input[type='radio']"), function (other) {
        return other.value === one.value && other.closest("[data-question]").getAttribute("data-question") === question;
      })[0];
    }
    function look(one) {
      if (here) { return; }
      var box = one.getBoundingClientRect();
      if (box.bottom > 0 && box.top < window.innerHeight) { here = twin(one); top = box.top; }
    }
    each(shown.querySelectorAll("details[open] > summary"), function (summary) { unfold.push(twin(summary)); });
    var focused = shown.contains(document.activeElement) ? document.activeElement : null, to = focused && twin(focused);
    if (focused) { look(focused); }
    if (focused || window.pageYOffset) { each(shown.querySelectorAll("h1, h2, legend, input, summary, p, li"), look); }
    return function () {
      unfold.forEach(function (summary) { if (summary) { summary.parentNode.open = true; } });
      if (to) { to.focus({ preventScroll: true }); }
      if (here) { window.scrollBy(0, here.getBoundingClientRect().top - top); } else { window.scrollTo(0, 0); }
    };
  }

  // The program cannot run at all: the screens of the document stay, with the reason above them.
  function unable(cause, detail) {
    html.setAttribute("data-app", "crashed");
    byId("starting").hidden = true;
    byId("slow").hidden = true;
    byId("unable").hidden = false;
    all("#unable [data-cause='" + cause + "']", function (part) { part.hidden = false; });
    byId("unable-detail").textContent = detail ? String(detail) : "";
    candour.show();
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

  // A file or a link that is dropped would take the place of the page, and of unsaved answers. The app opens files.
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
  candour.notify = function () { say("erased"); };
  function heard(event) {
    var tab = event.data && event.data.tab, word = event.data && event.data.word;
    if (typeof tab !== "string" || tab === own) { return; }
    if (word === "open") { others[tab] = true; say("here"); }
    if (word === "here") { others[tab] = true; }
    if (word === "closed") { delete others[tab]; if (silent[tab]) { delete silent[tab]; count(); } }
    if (word === "erased" && silent[tab]) { delete silent[tab]; candour.reached += 1; count(); }
    if (word === "erase") {
      if (html.getAttribute("data-app") === "ready") { window.dispatchEvent(new Event("candour-erased")); }
      else { candour.erased(); candour.notify(); }
    }
  }
  if (typeof BroadcastChannel === "function") {
    try { channel = new BroadcastChannel("candour"); } catch (forbidden) { /* Then no tab is reached. */ }
  }
  if (channel) { channel.onmessage = heard; say("open"); }
  window.addEventListener("pagehide", function () { say("closed"); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { say("open"); } });

  press("crash-erase", function () { candour.erased(); candour.erase(); });

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
    var text = atob(candour.published.packed), packed = new Uint8Array(text.length);
    for (var place = 0; place < text.length; place += 1) { packed[place] = text.charCodeAt(place); }
    return wasm_bindgen({ module_or_path: join(unpack(packed)) });
  }
  drawn().then(start).catch(function (error) {
    var state = html.getAttribute("data-app");
    if (state === "booting") { unable("file", error); } else { trapped(error); }
  });
})();
