"use strict";
const $ = id => document.getElementById(id);
const main = $("answers"), title = main.dataset.title;
const criteria = [...$("criteria").children].map(li => ({ li, name: li.dataset.name, max: Number(li.dataset.max) }));
const remarks = $("remarks") ? [...$("remarks").children].map(li => li.textContent) : [];
const answers = [...main.querySelectorAll(".answer")];
const marks = new Map();

// What was entered is kept for each student, under the question's name.
const key = student => `autograder rubric\n${title}\n${student}`;
let keeps = true;
function keep(name, value) {
  try { localStorage.setItem(name, value); } catch { keeps = false; }
}
function kept(name) {
  try { return localStorage.getItem(name); } catch { keeps = false; return null; }
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function fields(answer) {
  const inputs = criteria.map(({ li, name, max }) => {
    const input = element("input", { type: "number", min: 0, max, step: 0.5, autocomplete: "off" });
    input.setAttribute("aria-describedby", li.id);
    return [input, element("label", {}, `${name} (${max})`, input)];
  });
  const comment = element("textarea", { rows: 1, spellcheck: true, maxLength: 2000 });
  const sum = element("output", { className: "sum" });
  const box = element("div", { className: "fields" }, ...inputs.map(pair => pair[1]), sum,
    element("label", { className: "wide" }, "Comment, which the student reads", comment));
  answer.append(box);
  return { answer, inputs: inputs.map(pair => pair[0]), comment, sum };
}

function load(mark) {
  const { answer } = mark;
  let old = null;
  try { old = JSON.parse(kept(key(answer.dataset.student))); } catch { /* not ours */ }
  if (!old || !Array.isArray(old.scores) || old.scores.length !== criteria.length) return;
  mark.inputs.forEach((input, i) => { input.value = typeof old.scores[i] === "string" ? old.scores[i] : ""; });
  mark.comment.value = String(old.comment ?? "");
  if (old.digest !== answer.dataset.digest)
    answer.querySelector("h2").after(element("p", { className: "failed", textContent: "The text has changed since you marked it." }));
}

function save(mark) {
  const scores = mark.inputs.map(input => input.value), comment = mark.comment.value;
  keep(key(mark.answer.dataset.student), JSON.stringify({ digest: mark.answer.dataset.digest, scores, comment }));
}

const points = mark => mark.inputs.map(input => input.value !== "" && input.validity.valid ? Number(input.value) : NaN);
const total = mark => points(mark).reduce((a, b) => a + b, 0);
const isDone = mark => !Number.isNaN(total(mark));

function show(mark) {
  const done = isDone(mark), wrong = mark.inputs.some(input => !input.validity.valid);
  mark.inputs.forEach(input => input.setAttribute("aria-invalid", String(!input.validity.valid)));
  mark.sum.textContent = wrong ? "Only halves from 0 to the maximum" : done ? `${total(mark)} of ${main.dataset.max} points` : "";
  mark.answer.classList.toggle("done", done);
}

function cell(text) {
  const one = text.replace(/\s+/g, " ").trim();
  const safe = /^[=+\-@＝＋－＠]/.test(one) ? `'${one}` : one;
  return `"${safe.replaceAll('"', '""')}"`;
}

function row(mark) {
  const each = criteria.map(({ name, max }, i) => `${name} ${points(mark)[i]} of ${max}`).join(", ");
  const said = mark.comment.value.trim(), detail = $("detail").checked && criteria.length > 1;
  const comment = detail ? `${each}.${said ? ` ${said}` : ""}` : said;
  const student = `"${mark.answer.dataset.student.replaceAll('"', '""')}"`;
  return [student, cell(title), total(mark), cell(comment), cell($("by").value)].join(",");
}

function table() {
  const rows = [...marks.values()].filter(isDone).map(row);
  return ["student,exercise,points,comment,by", ...rows, ""].join("\r\n");
}

let waiting = 0;
function report() {
  const all = [...marks.values()], done = all.filter(isDone).length, before = all.filter(m => !isDone(m) && "given" in m.answer.dataset).length;
  $("progress").textContent = `${done} of ${all.length} marked here${before ? `, ${before} more before` : ""}.`
    + (keeps ? "" : " This browser keeps nothing: download the rows before you close the page.");
  clearTimeout(waiting);
  waiting = setTimeout(() => { $("rows").value = table(); }, 200);
}

function focus(mark, i = 0) {
  const target = i < criteria.length ? mark.inputs[i] : mark.comment;
  target.focus({ preventScroll: i > 0 });
  if (i === 0) mark.answer.scrollIntoView({ block: "start" });
  target.select();
}

function next(from) {
  const list = [...marks.values()], start = list.indexOf(from) + 1;
  const open = [...list.slice(start), ...list.slice(0, start)].find(m => !isDone(m) && !("given" in m.answer.dataset));
  if (open) focus(open);
  else $("told").textContent = "All are marked.";
}

function step(mark, i, by) {
  const list = [...marks.values()], there = i + by;
  if (there > criteria.length) next(mark);
  else if (there >= 0) focus(mark, there);
  else focus(list[Math.max(0, list.indexOf(mark) - 1)]);
}

function place(target) {
  const answer = target.closest(".answer"), mark = answer && marks.get(answer);
  return mark ? [mark, target === mark.comment ? criteria.length : mark.inputs.indexOf(target)] : [null, -1];
}

for (const answer of answers) {
  const mark = fields(answer);
  marks.set(answer, mark);
  load(mark);
  show(mark);
}

main.addEventListener("input", event => {
  const [mark, i] = place(event.target);
  if (!mark) return;
  if (i === criteria.length) {
    const was = mark.comment.value;
    const now = was.replace(/(^|\s)\/(\d)\s/, (all, space, n) => remarks[n - 1] ? `${space}${remarks[n - 1]} ` : all);
    if (now !== was) mark.comment.value = now;
  }
  save(mark);
  show(mark);
  report();
  const typed = event.inputType === "insertText" && /^\d$/.test(mark.inputs[i]?.value ?? "");
  if ($("quick").checked && typed && criteria[i].max < 10 && mark.inputs[i].validity.valid) step(mark, i, 1);
});

main.addEventListener("keydown", event => {
  const [mark, i] = place(event.target);
  if (!mark || i < 0 || !$("quick").checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const isComment = i === criteria.length, list = [...marks.values()];
  if (event.key === "Enter" && isComment && event.shiftKey) return;
  if (event.key === "Enter") step(mark, i, event.shiftKey ? -1 : 1);
  else if (isComment) return;
  else if (event.key === "c") focus(mark, criteria.length);
  else if (event.key === "n") next(mark);
  else if (event.key === "p") focus(list[Math.max(0, list.indexOf(mark) - 1)]);
  else return;
  event.preventDefault();
});

main.addEventListener("focusin", event => {
  const [, i] = place(event.target);
  criteria.forEach(({ li }, j) => li.classList.toggle("active", i === j));
});

$("by").value = kept("autograder rubric by") ?? "";
$("by").addEventListener("input", () => { keep("autograder rubric by", $("by").value); report(); });
$("detail").addEventListener("change", report);
$("next").addEventListener("click", () => next([...marks.values()].at(-1)));
$("zero").addEventListener("click", () => {
  const empty = [...marks.values()].filter(m => "empty" in m.answer.dataset && !("given" in m.answer.dataset) && m.inputs.every(x => x.value === ""));
  for (const mark of empty) {
    mark.inputs.forEach(input => { input.value = "0"; });
    save(mark);
    show(mark);
  }
  report();
  $("told").textContent = `${empty.length} without an answer got 0 points.`;
});
$("copy").addEventListener("click", async () => {
  $("rows").value = table();
  try {
    await navigator.clipboard.writeText(table());
  } catch { // not every browser lets a file's page do that
    $("rows").select();
    document.execCommand("copy");
  }
  $("told").textContent = "The rows are copied.";
});
$("download").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([table()], { type: "text/csv" }));
  element("a", { href: url, download: "adjustments.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  $("told").textContent = "The rows are in adjustments.csv, in your folder of downloads.";
});
report();
