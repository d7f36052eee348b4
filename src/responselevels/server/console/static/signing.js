// Signing in the browser with a key file that the person keeps. The file is read here and sent nowhere:
// what is sent is the signature. What is signed is checked first against what the page shows (docs/signing.md).

const utf8 = new TextEncoder();
const ALGORITHM = "Ed25519";
const PBES2 = "1.2.840.113549.1.5.13";
const PBKDF2 = "1.2.840.113549.1.5.12";
const HASHES = {
  "1.2.840.113549.2.7": "SHA-1",
  "1.2.840.113549.2.9": "SHA-256",
  "1.2.840.113549.2.10": "SHA-384",
  "1.2.840.113549.2.11": "SHA-512",
};
const AES = { "2.16.840.1.101.3.4.1.2": 128, "2.16.840.1.101.3.4.1.22": 192, "2.16.840.1.101.3.4.1.42": 256 };

// What went wrong, by a code that the page has words for.
export class SigningError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

// The bytes that a signature is over: DSSE's pre-authentication encoding.
export function signedBytes(type, body) {
  const kind = utf8.encode(type);
  const head = utf8.encode(`DSSEv1 ${kind.length} ${type} ${body.length} `);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}

// -- the key file ------------------------------------------------------------------------

// One value of DER: its tag, its content, and what comes after it.
function der(bytes) {
  if (bytes.length < 2) throw new SigningError("file");
  let at = 2;
  let length = bytes[1];
  if (length > 0x80) {
    const count = length - 0x80;
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + bytes[at + i];
    at += count;
  }
  if (!(length >= 0) || at + length > bytes.length) throw new SigningError("file");
  return { tag: bytes[0], content: bytes.subarray(at, at + length), after: bytes.subarray(at + length) };
}

function sequence(bytes) {
  const values = [];
  for (let rest = bytes; rest.length; ) {
    const value = der(rest);
    values.push(value);
    rest = value.after;
  }
  return values;
}

function objectId(bytes) {
  const numbers = [Math.floor(bytes[0] / 40), bytes[0] % 40];
  let number = 0;
  if (bytes[0] >= 80) numbers.splice(0, 2, 2, bytes[0] - 80);
  for (const byte of bytes.subarray(1)) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  return numbers.join(".");
}

const integer = (bytes) => bytes.reduce((number, byte) => number * 256 + byte, 0);

// Open a key that a password locks: PKCS #8 with PBES2, as openssl and `register keys new` write it.
async function unlocked(bytes, password) {
  const [algorithm, data] = sequence(der(bytes).content);
  const [scheme, parameters] = sequence(algorithm.content);
  if (objectId(scheme.content) !== PBES2) throw new SigningError("file");
  const [derivation, cipher] = sequence(parameters.content).map((one) => sequence(one.content));
  const size = AES[objectId(cipher[0].content)];
  if (objectId(derivation[0].content) !== PBKDF2 || !size) throw new SigningError("file");
  const [salt, rounds, ...more] = sequence(derivation[1].content);
  const told = more.find((one) => one.tag === 0x30);
  const hash = told ? HASHES[objectId(sequence(told.content)[0].content)] : "SHA-1";
  if (!hash) throw new SigningError("file");
  const secret = await crypto.subtle.importKey("raw", utf8.encode(password), "PBKDF2", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "PBKDF2", salt: salt.content, iterations: integer(rounds.content), hash },
    secret,
    { name: "AES-CBC", length: size },
    false,
    ["decrypt"],
  );
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-CBC", iv: cipher[1].content }, key, data.content);
    return new Uint8Array(plain);
  } catch {
    throw new SigningError("password");
  }
}

// Read the private key of a PEM file; return its id, and what signs with it.
export async function readKey(text, password = "") {
  const found = /-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END (?:ENCRYPTED )?PRIVATE KEY-----/.exec(text);
  if (!found) throw new SigningError("file");
  let bytes;
  try {
    bytes = fromBase64(found[2].replace(/\s+/g, ""));
  } catch {
    throw new SigningError("file");
  }
  if (found[1]) {
    if (!password) throw new SigningError("password");
    bytes = await unlocked(bytes, password);
  }
  let open;
  let key;
  try {
    // The public half is told by a key that may be exported; the one that signs may not.
    open = await crypto.subtle.importKey("pkcs8", bytes, ALGORITHM, true, ["sign"]);
    key = await crypto.subtle.importKey("pkcs8", bytes, ALGORITHM, false, ["sign"]);
  } catch (error) {
    throw new SigningError(error.name === "NotSupportedError" ? "browser" : found[1] ? "password" : "file");
  } finally {
    bytes.fill(0);
  }
  const { x } = await crypto.subtle.exportKey("jwk", open);
  const raw = fromBase64(x.replaceAll("-", "+").replaceAll("_", "/"));
  const named = new Uint8Array([...utf8.encode("ed25519"), 0, ...raw]);
  return {
    id: `sha256:${toHex(await sha256(named))}`,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, message)),
  };
}

// -- what is signed ------------------------------------------------------------------------

// Return what the bytes to be signed say, if they say what was asked for and what is shown.
export async function checked(statement, wanted) {
  const body = fromBase64(statement.payload);
  const said = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  // The text of the proposal ends with the digest of all of it; what follows says who says what.
  const end = statement.text.indexOf(said.proposal) + said.proposal.length;
  const seen = `sha256:${toHex(await sha256(utf8.encode(statement.text.slice(0, end))))}`;
  const same = said.kind === "approval" && said.sees === seen && end >= said.proposal.length;
  const area = (said.area ?? "") === (wanted.area ?? "");
  const asked = said.of === wanted.of && said.word === wanted.word && said.body === wanted.body && area;
  if (!same || !asked) throw new SigningError("other");
  return said;
}

// Sign; return the envelope in its one form.
export async function envelopeOf(statement, key) {
  const body = fromBase64(statement.payload);
  const signature = await key.sign(signedBytes(statement.payloadType, body));
  return {
    payload: statement.payload,
    payloadType: statement.payloadType,
    signatures: [{ keyid: key.id, sig: toBase64(signature) }],
  };
}

// -- the page ------------------------------------------------------------------------------

// Say why this browser cannot sign here, by a code that the page has words for; null where it can.
export async function hindrance() {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) return "insecure";
  try {
    await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    return null;
  } catch {
    return "browser";
  }
}

function attach(form) {
  const part = (name) => form.querySelector(`[data-signing="${name}"]`);
  const told = part("told");
  const tell = (code) => {
    told.textContent = told.dataset[code] ?? told.dataset.failed;
    told.hidden = false;
  };
  let ready = null;

  async function show() {
    ready = null;
    part("shown").hidden = part("sign").hidden = told.hidden = true;
    const chosen = part("body").selectedOptions[0];
    const wanted = { of: form.dataset.of, word: part("word").value, body: chosen.value, area: chosen.dataset.area };
    const query = new URLSearchParams({ word: wanted.word, body: wanted.body, lang: document.documentElement.lang.slice(0, 2) });
    if (wanted.area) query.set("area", wanted.area);
    const answer = await fetch(`${form.dataset.signing}?${query}`, { headers: { Accept: "application/json" } });
    const statement = await answer.json();
    if (!answer.ok) {
      told.textContent = statement.detail ?? statement.title;
      told.hidden = false;
      return;
    }
    await checked(statement, wanted);
    part("shown").textContent = statement.text;
    part("shown").hidden = part("sign").hidden = false;
    ready = statement;
  }

  async function sign() {
    const file = part("file").files[0];
    if (!ready || !file) throw new SigningError("file");
    const key = await readKey(await file.text(), part("password").value);
    part("password").value = "";
    if (!form.dataset.keys.split(" ").includes(key.id)) throw new SigningError("unlisted");
    const envelope = await envelopeOf(ready, key);
    const answer = await fetch(form.dataset.handIn, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": form.dataset.proof, "If-Match": `"${form.dataset.mark}"` },
      body: JSON.stringify(envelope),
    });
    if (answer.ok) {
      location.reload();
      return;
    }
    const problem = await answer.json();
    told.textContent = problem.detail ?? problem.title;
    told.hidden = false;
  }

  const doing = (work) => (event) => {
    event.preventDefault();
    work().catch((error) => tell(error.code ?? "failed"));
  };
  form.addEventListener("submit", doing(() => (ready ? sign() : show())));
  part("show").addEventListener("click", doing(show));
  part("sign-now").addEventListener("click", doing(sign));
  for (const plain of form.parentElement.querySelectorAll("[data-signing-plain]")) plain.hidden = true;
  for (const one of [part("word"), part("body")]) {
    one.addEventListener("change", () => {
      // What was shown is not what would be signed any more.
      ready = null;
      part("shown").hidden = part("sign").hidden = told.hidden = true;
    });
  }
  form.hidden = false;
  hindrance().then((code) => {
    if (!code) return;
    tell(code);
    for (const one of form.querySelectorAll("button, select, input")) one.disabled = true;
  });
}

if (typeof document !== "undefined") {
  for (const form of document.querySelectorAll("[data-sign]")) attach(form);
}
