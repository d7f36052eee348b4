// Reads diagrams with the real Mermaid and the real Graphviz: a JSON document a line in, one out.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// The packages lie in a folder of the build, which comes as the first argument.
const found = createRequire(`${process.argv[2]}/package.json`);
const load = async (name) => import(pathToFileURL(found.resolve(name)).href);

// Graphviz first: where there is a document, it takes itself to be in a browser.
const { instance } = await load('@viz-js/viz');
const viz = await instance();
const { JSDOM } = await load('jsdom');
const { window } = new JSDOM('');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await load('mermaid');
mermaid.initialize({ startOnLoad: false });

// Mermaid keeps the numbers of characters in a form of its own until it draws.
const page = window.document.createElement('textarea');
const drawn = (text) => {
  page.innerHTML = text.replace(/ﬂ°°/g, '&#').replace(/ﬂ°/g, '&').replace(/¶ß/g, ';');
  return page.value;
};

const readers = {
  async mermaid(text) {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const states = [...db.getStates().values()];
    return {
      direction: db.getDirection(),
      states: Object.fromEntries(
        states.map((state) => [state.id, (state.descriptions ?? []).map(drawn)]),
      ),
      transitions: db
        .getRelations()
        .map(({ id1, id2, relationTitle }) => [id1, id2, drawn(relationTitle ?? '')]),
    };
  },
  async dot(text) {
    return { svg: viz.renderString(text, { format: 'svg' }) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { tool, text } = JSON.parse(line);
  let answer;
  try {
    answer = await readers[tool](text);
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
