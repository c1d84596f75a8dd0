// The whole script of the yardstick: keeps answers and notes, counts, shows levels, and hands out the draft.
"use strict";
const drafts = {};
const draftOf = id => drafts[id] ??= { questionnaire: id, answers: {}, notes: {} };
const partsOf = id => [...document.querySelectorAll(`section[data-of="${id}"]`)];
const questionsOf = part => [...part.querySelectorAll("fieldset[data-question]")];

function keep(id) {
  sessionStorage.setItem(id, JSON.stringify(draftOf(id)));
}

function count(part) {
  const draft = draftOf(part.dataset.of), questions = questionsOf(part);
  const answered = questions.filter(own => draft.answers[own.dataset.question]).length;
  part.querySelector("output").textContent = `${answered} of ${questions.length} answered`;
  const bar = part.querySelector("progress");
  bar.max = questions.length;
  bar.value = answered;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// Yes counts two points and partly one; the share of all points gives a level from 0 to 4.
function showResult(part) {
  const draft = draftOf(part.dataset.resultOf), table = part.querySelector("table"), list = part.querySelector("ol");
  table.replaceChildren();
  list.replaceChildren();
  for (const own of partsOf(draft.questionnaire)) {
    let points = 0, most = 0;
    for (const question of questionsOf(own)) {
      const answer = draft.answers[question.dataset.question];
      if (answer === "not-applicable") { continue; }
      points += answer === "yes" ? 2 : answer === "partly" ? 1 : 0;
      most += 2;
      if (answer === "yes") { continue; }
      const todo = document.createElement("li");
      todo.append(element("p", question.querySelector("legend").textContent));
      todo.append(...[...question.querySelector(".action").children].map(step => step.cloneNode(true)));
      list.append(todo);
    }
    const row = document.createElement("tr");
    row.append(element("th", own.querySelector("h1").textContent), element("td", most ? Math.min(4, Math.floor(5 * points / most)) : "none"));
    table.append(row);
  }
}

function show() {
  const part = document.getElementById(location.hash.slice(1));
  document.querySelector("main").classList.toggle("inside", !!part?.previousElementSibling);
  if (part?.dataset.of) { count(part); }
  if (part?.dataset.resultOf) { showResult(part); }
}

addEventListener("hashchange", show);
document.addEventListener("change", ({ target }) => {
  if (target.type !== "radio") { return; }
  const [id, question] = target.name.split("/");
  draftOf(id).answers[question] = target.value;
  keep(id);
  const part = target.closest("section[data-of]");
  if (part) { count(part); }
});
document.addEventListener("input", ({ target }) => {
  if (target.dataset.field !== "note") { return; }
  const [id, question] = target.name.split("/");
  draftOf(id).notes[question] = target.value;
  keep(id);
});
document.addEventListener("click", ({ target }) => {
  if (target.dataset.action !== "export-draft") { return; }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(draftOf(target.value))], { type: "application/json" }));
  link.download = "draft.json";
  link.click();
});
// What was answered before this script arrived.
for (const early of document.querySelectorAll("input:checked")) { early.dispatchEvent(new Event("change", { bubbles: true })); }
show();
document.documentElement.dataset.app = "ready";
