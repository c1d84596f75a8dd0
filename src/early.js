// Runs before anything of the page is shown, while the rest of the file may still be on its way: shows the screen of the
// document that the address names, asks before the tab closes while nothing keeps the answers given there, and erases.
//
// Written in the JavaScript of 2015, like `start.js`, which goes on with what this leaves in `window.candour`.
(function () {
  "use strict";
  var html = document.documentElement;

  function each(list, act) { Array.prototype.slice.call(list).forEach(act); }
  function all(selector, act) { each(document.querySelectorAll(selector), act); }
  function state() { return html.getAttribute("data-app"); }
  function set(element, name, on) {
    if (on) { element.setAttribute(name, ""); } else { element.removeAttribute(name); }
  }

  // Here and not in the program, which can no longer end it after a crash.
  function closing(event) {
    event.preventDefault();
    // Older browsers ask only when this is set.
    event.returnValue = "unsaved";
  }

  var candour = {
    // What the address named when the file was opened, perhaps a request: a link of the document replaces it.
    asked: location.hash,
    // The answers so far as the text of a draft file; the program sets it after each change.
    draft: "",
    // Whether Escape, five times, erases everything; people can switch it off.
    escape: true,
    // The addresses of files handed out, which hold their content in memory.
    files: [],
    // Asks before the tab closes, or no longer.
    ask: function (ask) {
      if (ask) { window.addEventListener("beforeunload", closing); } else { window.removeEventListener("beforeunload", closing); }
    },
    each: each,
    all: all,
    show: show,
    clear: clear,
    takeOut: takeOut,
    erased: erased,
    // Erases the other open tabs too; `start.js` can.
    erase: function () {}
  };
  window.candour = candour;

  // A file that a browser saved may say otherwise.
  html.setAttribute("data-app", "booting");
  // Without scripts the screens of the document are below each other. From here on only one is shown.
  html.setAttribute("data-early", "");

  // Shows the screen that the address names, and gives the element of that name. What is not in the document opens with the
  // program; until then, and where it cannot start, the first screen is shown, unless a link led away from it.
  function show() {
    var form = document.querySelector("#document > form"), place = location.hash.slice(1);
    if (!form || state() === "ready") { return null; }
    var first = document.getElementById("/"), named = first;
    if (/^\/./.test(place)) {
      named = document.getElementById(place) ||
        document.getElementById(place.replace(/^(\/[^\/]+)(\/profile(\/.*)?)?$/, "$1/profile")) ||
        (location.hash === candour.asked || state() === "crashed" ? first : null);
    }
    each(form.children, function (part) {
      if (part.id.charAt(0) === "/") { set(part, "data-shown", part.contains(named)); }
    });
    select(first);
    return named;
  }

  // Hides what the file does not select for the first screen, if it selects anything that is there.
  function select(first) {
    var selection = document.getElementById("selection");
    var ids = (selection ? selection.textContent : "").split(" ").filter(function (id) {
      return !!document.getElementById("/" + id + "/profile");
    });
    if (!first || !ids.length) { return; }
    each(first.querySelectorAll("li a[href$='/profile']"), function (link) {
      var id = link.getAttribute("href").split("/").slice(-2)[0], entry = link;
      while (entry.localName !== "li") { entry = entry.parentNode; }
      set(entry, "data-away", ids.indexOf(id) < 0);
    });
  }

  var reading = new MutationObserver(show);
  reading.observe(html, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", function () { reading.disconnect(); show(); });
  // As the program does it: to the top of the screen, or to what the address names in it.
  window.addEventListener("hashchange", function () {
    if (state() === "ready") { return; }
    var named = show(), heading = named && named.querySelector("h1, h2, legend");
    if (!named || named.hasAttribute("data-shown")) { window.scrollTo(0, 0); } else { named.scrollIntoView(); }
    if (heading) { heading.focus({ preventScroll: true }); }
  });
  document.addEventListener("change", function (event) {
    if (state() !== "ready" && event.target.closest && event.target.closest("#document")) { candour.ask(true); }
  });

  // Caches, archives and proxies put a `base` into a page; then its links would leave it.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (!link || event.defaultPrevented || link.href.split("#")[0] === location.href.split("#")[0]) { return; }
    event.preventDefault();
    location.hash = link.getAttribute("href");
  });

  function clear() { all("#document input", function (field) { field.checked = false; }); }

  // What the file carries.
  function takeOut() {
    all("#draft, #request, #selection", function (element) { element.parentNode.removeChild(element); });
  }

  // What the program does when everything is to be erased, for the time before it runs and after a crash.
  function erased() {
    candour.draft = ""; candour.carried = ""; candour.request = ""; candour.asked = "";
    takeOut();
    candour.ask(false);
    candour.files.splice(0).forEach(function (address) { URL.revokeObjectURL(address); });
    // Also for what a browser puts back into fields when the page is opened again.
    all("input, textarea, select", function (field) {
      if (field.type === "radio" || field.type === "checkbox") { field.checked = false; } else { field.value = ""; }
    });
    all("#screen", function (screen) { screen.textContent = ""; });
    ["sessionStorage", "localStorage"].forEach(function (name) {
      try {
        var storage = window[name];
        Object.keys(storage).forEach(function (key) { if (key.indexOf("candour") === 0) { storage.removeItem(key); } });
      } catch (forbidden) { /* Then it holds nothing of ours. */ }
    });
    try { history.replaceState(null, "", "#/"); } catch (forbidden) { /* The address stays. */ }
    // The program does not start any more.
    html.setAttribute("data-app", "crashed");
    all("#first, #screen, #unable, #crash main > *", function (part) { part.hidden = true; });
    all("#crash, #crash-erased", function (part) { part.hidden = false; });
    document.title = "";
  }

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
    if (state() === "ready") { window.dispatchEvent(new Event("candour-erase")); } else { erased(); candour.erase(); }
  });
})();
