// The page: texts and a time go to the worker, what it answers is shown at the right place.
import { folded, nameFor, unfolded } from "./state.js";
import { decision, element, problem, remark } from "./told.js";

const SLOTS = ["rules", "areas", "orders", "proposal"];
const LONGEST = 60; // seconds that an answer may take before it is stopped
const LARGEST = 1_000_000; // characters of a file that is opened
const at = (id) => document.getElementById(id);
const words = JSON.parse(at("words").textContent);
const says = (code, facts = {}) => words[code].replace(/\{(\w+)\}/g, (_, name) => String(facts[name]));
const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

const names = Object.fromEntries(SLOTS.map((slot) => [slot, `${slot}.yaml`]));
let examples = null; // all of them, by id
let example = null; // the one that was chosen last
let worker = null;
let asked = null; // { edits, since, timer } of what the worker is at
let wanted = false; // whether there is more to ask, once it is free
let edits = 0; // how often anything was changed
let keeping = null; // the timer after which the address keeps what is written
let count = 0;
let board = null;

// -- the worker ------------------------------------------------------------------------

// Begun from a blob, it is under the policy of this page; from its own address it would be under none.
function begun() {
  const source = `import(${JSON.stringify(new URL("worker.js", import.meta.url).href)});`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const made = new Worker(address, { type: "module" });
  made.onmessage = ({ data }) => {
    URL.revokeObjectURL(address);
    heard(data);
  };
  made.onerror = (event) => heard({ kind: "unloaded", text: event.message ?? "" });
  return made;
}

function heard(data) {
  if (data.kind === "status") status(says(`status.${data.step}`));
  else if (data.kind === "ready") next((worker.ready = true));
  else if (data.kind === "unloaded") broken(says("status.unloaded", { text: data.text }));
  else if (data.kind === "failed") broken(says("status.failed", { text: data.text }));
  else if (wanted) next(free());
  else answered(data.told, ((performance.now() - asked.since) / 1000).toFixed(1));
}

// What is asked while another question is open comes after it: a worker that is stopped has to start again.
function ask() {
  wanted = true;
  worker ??= begun();
  at("stop").disabled = false;
  document.body.removeAttribute("data-answered");
  next();
}

function next() {
  if (!wanted || asked !== null || worker.ready !== true) return;
  wanted = false;
  const late = () => broken(says("status.late", { seconds: LONGEST }));
  asked = { edits, since: performance.now(), timer: setTimeout(late, LONGEST * 1000) };
  worker.postMessage({ lang, ...written() });
  status(says("status.running"));
}

function free() {
  if (asked !== null) clearTimeout(asked.timer);
  asked = null;
}

function broken(text) {
  free();
  wanted = false;
  worker?.terminate();
  worker = null;
  at("stop").disabled = true;
  status(text);
}

function status(text) {
  at("status").textContent = text;
}

// -- what came of it -------------------------------------------------------------------

function answered(told, seconds) {
  const fresh = asked.edits === edits;
  free();
  at("stop").disabled = true;
  const wrong = told.problems.length;
  const code = wrong === 0 ? "status.answered" : wrong === 1 ? "status.problem" : "status.problems";
  status(says(code, { seconds, count: wrong }));
  document.body.classList.remove("stale");
  for (const slot of [...SLOTS, "at"]) {
    const found = told.problems.filter((one) => one.slot === slot);
    at(`${slot}-problems`).replaceChildren(...found.map((one) => problem(one, go)));
    at(slot).setAttribute("aria-invalid", String(found.length > 0));
  }
  at("remarks").replaceChildren(...remarksOf(told.remarks));
  at("decision").replaceChildren(...decisionOf(told));
  shown(told.board);
  if (!fresh) outdated();
  document.body.setAttribute("data-answered", String(++count));
}

function remarksOf(remarks) {
  if (remarks === null) return [element("p", {}, says("remarks.unread"))];
  if (remarks.length === 0) return [element("p", {}, says("remarks.none"))];
  return [element("ul", {}, ...remarks.map((one) => remark(one, says("cure", { text: one.cure }), go)))];
}

function decisionOf(told) {
  if (told.decision !== null) return decision(told.decision, says("finding.none"));
  return [element("p", {}, says(told.problems.length > 0 ? "decision.unread" : "decision.none"))];
}

// The board is a page of its own, with a policy of its own; in the sandbox it reaches nothing of this one.
function shown(text) {
  board = text;
  at("board-save").hidden = text === null;
  if (text === null) {
    at("board").replaceChildren(element("p", {}, says("board.none")));
    return;
  }
  const frame = element("iframe", { sandbox: "allow-scripts", title: says("board.title") });
  frame.srcdoc = text;
  at("board").replaceChildren(frame);
}

function go(one) {
  const area = at(one.slot);
  const lines = area.value.split("\n");
  const start = lines.slice(0, one.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[one.line - 1] ?? "";
  area.focus();
  area.setSelectionRange(start, start + line.length);
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(one.line - 4, 0);
  area.scrollLeft = 0;
}

// -- what is written -------------------------------------------------------------------

function written() {
  const files = SLOTS.map((slot) => [slot, { name: names[slot], text: at(slot).value }]);
  return { at: at("at").value, files: Object.fromEntries(files) };
}

function filled(slot, name, text) {
  names[slot] = nameFor(slot, name);
  at(`${slot}-name`).textContent = names[slot];
  at(slot).value = text;
}

function changed() {
  edits += 1;
  if (asked === null && worker?.ready === true) outdated();
  clearTimeout(keeping);
  keeping = setTimeout(kept, 400);
}

async function kept() {
  const seen = edits;
  const text = await folded(written());
  if (seen === edits) history.replaceState(null, "", `#s=${text}`);
}

function outdated() {
  document.body.classList.add("stale");
  status(says("status.stale"));
}

// -- examples --------------------------------------------------------------------------

function laid(id, number) {
  example = examples[id];
  const options = example.proposals.map((one, index) => element("option", { value: index }, one.title[lang]));
  at("example").value = id;
  at("proposals").replaceChildren(...options);
  filled("rules", "rules.yaml", example.rules);
  filled("areas", "areas.yaml", example.areas);
  proposed(Math.min(number, options.length - 1));
}

function proposed(number) {
  const one = example.proposals[number];
  at("proposals").value = String(number);
  filled("orders", "orders.yaml", one.orders ?? example.orders);
  filled("proposal", "proposal.yaml", one.proposal);
  at("at").value = one.at;
}

function chosen(id, number) {
  laid(id, number);
  placed();
}

function placed() {
  edits += 1;
  clearTimeout(keeping);
  history.replaceState(null, "", `#x=${at("example").value}.${at("proposals").value}`);
  ask();
}

// -- the beginning ---------------------------------------------------------------------

async function opened() {
  worker ??= begun(); // while the examples come, so does Python
  examples ??= await fetched("examples.json");
  const hash = location.hash.slice(1);
  const known = /^x=([a-z0-9-]+)\.(\d{1,4})$/.exec(hash);
  const state = hash.startsWith("s=") ? await unfolded(hash.slice(2)) : null;
  if (known !== null && Object.hasOwn(examples, known[1])) chosen(known[1], Number(known[2]));
  else if (state !== null) restored(state);
  else {
    chosen(at("example").value, 0);
    at("unknown-link").hidden = hash === "";
  }
}

async function fetched(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

function restored(state) {
  edits += 1;
  if (example === null) laid(at("example").value, 0);
  for (const slot of SLOTS) filled(slot, state.files[slot].name, state.files[slot].text);
  at("at").value = state.at;
  ask();
}

function saved(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function fromFile(slot, file) {
  if (file === undefined) return;
  if (file.size > LARGEST) {
    status(says("status.large", { name: file.name }));
    return;
  }
  filled(slot, file.name, await file.text());
  changed();
}

for (const slot of SLOTS) {
  at(slot).addEventListener("input", changed);
  at(`${slot}-save`).addEventListener("click", () => saved(names[slot], at(slot).value, "text/plain"));
  at(`${slot}-open`).addEventListener("change", (event) => {
    void fromFile(slot, event.target.files[0]).then(() => (event.target.value = ""));
  });
}
at("at").addEventListener("input", changed);
at("decide").addEventListener("click", ask);
at("stop").addEventListener("click", () => broken(says("status.stopped")));
at("board-save").addEventListener("click", () => saved("board.html", board, "text/html"));
at("example").addEventListener("change", () => chosen(at("example").value, 0));
at("proposals").addEventListener("change", () => {
  proposed(Number(at("proposals").value));
  placed();
});
at("other").addEventListener("click", () => (at("other").hash = location.hash));
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
});
window.addEventListener("hashchange", () => void opened());
at("from-file").hidden = true;
void opened().catch((error) => status(says("status.unloaded", { text: String(error.message) })));
