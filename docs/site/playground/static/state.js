// What is written on the page, as the part of its address after `#`: JSON, deflated, in base64url.
const MOST = 8_000_000; // characters that a link may unfold to

export async function folded(value) {
  const packed = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let text = "";
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// Returns null for whatever `folded` did not write; a link may come from anybody.
export async function unfolded(text) {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let json = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      json += decoder.decode(value, { stream: true });
      if (json.length > MOST) return null;
    }
    return checked(JSON.parse(json + decoder.decode()));
  } catch {
    return null;
  }
}

function checked(value) {
  const isText = (each) => typeof each === "string";
  const slots = ["rules", "areas", "orders", "proposal"];
  const right = isText(value.at) && slots.every((slot) => isText(value.files[slot].name) && isText(value.files[slot].text));
  if (!right) return null;
  const files = slots.map((slot) => [slot, { name: nameFor(slot, value.files[slot].name), text: value.files[slot].text }]);
  return { at: value.at, files: Object.fromEntries(files) };
}

// The ending of a name says what format the text is in; nothing else of a name is kept.
const MORE = { rules: "", areas: "|csv", orders: "|jsonl", proposal: "" };

export function nameFor(slot, name) {
  const ending = new RegExp(`\\.(yaml|yml|json${MORE[slot]})$`, "i").exec(name);
  return `${slot}.${ending === null ? "yaml" : ending[1].toLowerCase()}`;
}
