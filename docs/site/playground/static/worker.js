// The library, in a worker: it is sent four texts, and answers with what there is to say of them.
import { loadPyodide } from "./pyodide.mjs";

const base = new URL("./", import.meta.url);
const say = (kind, more = {}) => self.postMessage({ kind, ...more });

async function started() {
  say("status", { step: "loading" });
  const library = fetch(new URL("library.zip", base)).then((answered) => {
    if (!answered.ok) throw new Error(`library.zip: ${answered.status}`);
    return answered.arrayBuffer();
  });
  const python = await loadPyodide({ indexURL: base.href, stdout: () => {}, stderr: () => {} });
  const packed = await library;
  say("status", { step: "starting" });
  const packages = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(new Uint8Array(packed), "zip", { extractDir: packages });
  python.runPython("import os; os.makedirs('/work'); os.chdir('/work')");
  return python.runPython("from playground_session import answer; answer");
}

const ready = started().then(
  (answer) => (say("ready"), answer),
  (error) => (say("unloaded", { text: String(error.message ?? error) }), null),
);

self.onmessage = async ({ data }) => {
  const answer = await ready;
  if (answer === null) return;
  try {
    say("answer", { told: JSON.parse(answer(JSON.stringify(data))) });
  } catch (error) {
    say("failed", { text: String(error.message ?? error) });
  }
};
