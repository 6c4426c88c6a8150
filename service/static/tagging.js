// Sends the article, shows its tags, and lights up each tag's evidence in the text. No library, no build step.
"use strict";

const { lang, words, tags: names } = JSON.parse(document.getElementById("page-data").textContent);
const part = Object.fromEntries(
  ["article", "title", "text", "length", "sample", "result", "status", "failure", "tags", "answered", "evidence", "legend", "shown"].map(
    (id) => [id, document.getElementById(id)],
  ),
);
const STRENGTHS = 4;
const FAINTEST = 0.05; // of the strongest word: what is weaker would only be noise to the eye
const numbers = new Intl.NumberFormat(lang === "fa" ? "fa-IR" : "en");
const percent = new Intl.NumberFormat(lang === "fa" ? "fa-IR" : "en", { style: "percent", maximumFractionDigits: 1 });
const MOST = 0.999; // nothing is certain
const ARABIC = "\u061c"; // keeps the percent sign on the left of Persian digits
let waiting = null;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function share(value) {
  return (lang === "fa" ? ARABIC : "") + percent.format(Math.min(value, MOST));
}

function nameOf(tag) {
  return names[tag]?.[lang] ?? tag;
}

function countCharacters() {
  const longest = Number(part.length.dataset.longest);
  const count = [...part.text.value].length + [...part.title.value].length;
  part.length.textContent = `${numbers.format(count)} / ${numbers.format(longest)} ${words.characters}`;
  part.length.classList.toggle("over", count > longest);
}

function clear() {
  part.status.replaceChildren();
  part.failure.replaceChildren();
  part.tags.replaceChildren();
  for (const shown of [part.tags, part.answered, part.evidence]) shown.hidden = true;
}

function showFailure(title, detail) {
  clear();
  part.failure.append(element("p", { className: "notice" }, element("strong", { textContent: title }), " ", detail));
}

async function ask(article) {
  waiting?.abort();
  const stopping = (waiting = new AbortController());
  part.result.setAttribute("aria-busy", "true");
  clear();
  part.status.append(element("p", { className: "quiet working", textContent: words.working }));
  try {
    const answer = await fetch("/v1/tags", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": lang },
      body: JSON.stringify({ ...article, explain: true }),
      signal: stopping.signal,
    });
    const content = await answer.json();
    if (answer.ok) show(article, content);
    else showFailure(content.title, content.detail);
  } catch (problem) {
    if (problem.name !== "AbortError") showFailure(words.failed, words.unreachable);
  } finally {
    if (waiting === stopping) part.result.removeAttribute("aria-busy");
  }
}

function show(article, tagging) {
  clear();
  const given = tagging.tags.map(nameOf).join(lang === "fa" ? "، " : ", ");
  part.status.append(
    tagging.tags.length
      ? element("p", { className: "given", textContent: given })
      : element("p", { className: "given none" }, element("strong", { textContent: words.none }), element("span", { textContent: words.none_detail })),
  );
  const order = Object.keys(tagging.scores);
  const sorted = [...order].sort((one, other) => tagging.scores[other].probability - tagging.scores[one].probability);
  part.tags.append(...sorted.map((tag) => tagEntry(tag, order.indexOf(tag), article, tagging)));
  part.answered.replaceChildren(`${words.version} `, element("bdi", { className: "code", textContent: tagging.model.version }));
  part.tags.hidden = part.answered.hidden = part.evidence.hidden = false;
  part.tags.querySelector("button")?.click();
}

function tagEntry(tag, colour, article, tagging) {
  const { probability, threshold } = tagging.scores[tag];
  const applies = tagging.tags.includes(tag);
  const bar = element("span", { className: "bar" }, element("span", { className: "fill" }), element("span", { className: "mark-threshold" }));
  bar.setAttribute("aria-hidden", "true");
  bar.children[0].style.inlineSize = `${probability * 100}%`;
  bar.children[1].style.insetInlineStart = `${threshold * 100}%`;
  const button = element(
    "button",
    { type: "button", className: `tag colour-${colour % 8}${applies ? " applies" : ""}` },
    element("span", { className: "tag-name", textContent: nameOf(tag) }),
    element("span", { className: "tag-state", textContent: applies ? words.applies : words.not }),
    element("span", { className: "tag-probability", textContent: share(probability), title: words.probability }),
    bar,
    element("span", { className: "tag-threshold", textContent: `${words.threshold} ${share(threshold)}` }),
  );
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-controls", "shown");
  button.addEventListener("click", () => {
    for (const other of part.tags.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
    lightUp(article, tagging.evidence[tag].words, colour % 8, nameOf(tag));
  });
  return element("li", {}, button);
}

function lightUp(article, evidence, colour, name) {
  const strongest = Math.max(...evidence.map((word) => Math.abs(word.weight)), 0);
  part.shown.className = `colour-${colour}`;
  part.shown.replaceChildren();
  for (const [field, tagName] of [["title", "h3"], ["text", "div"]]) {
    if (!article[field]) continue;
    const spans = evidence.filter((word) => word.field === field);
    part.shown.append(element(tagName, { className: field }, ...pieces([...article[field]], spans, strongest)));
  }
  part.legend.replaceChildren(
    ...(evidence.length
      ? [element("strong", { textContent: name }), element("mark", { className: `for-4 colour-${colour}`, textContent: words.for }), element("mark", { className: "against", textContent: words.against })]
      : [words.no_evidence]),
  );
}

// Offsets are in code points, so `letters` holds one code point an entry.
function pieces(letters, spans, strongest) {
  const made = [];
  let position = 0;
  for (const { start, end, weight } of spans) {
    if (start < position || Math.abs(weight) < FAINTEST * strongest) continue;
    made.push(letters.slice(position, start).join(""));
    const strength = Math.max(1, Math.ceil((Math.abs(weight) / strongest) * STRENGTHS));
    const mark = element("mark", { className: weight > 0 ? `for-${strength}` : "against", textContent: letters.slice(start, end).join("") });
    mark.title = `${weight > 0 ? words.for : words.against}: ${numbers.format(weight)}`;
    made.push(mark);
    position = end;
  }
  made.push(letters.slice(position).join(""));
  return made;
}

part.article.addEventListener("submit", (event) => {
  event.preventDefault();
  ask({ title: part.title.value, text: part.text.value });
});
part.article.addEventListener("reset", () => {
  waiting?.abort();
  clear();
  part.status.append(element("p", { className: "quiet", textContent: words.empty }));
  requestAnimationFrame(() => { countCharacters(); part.text.focus(); });
});
part.article.addEventListener("input", countCharacters);
part.article.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); part.article.requestSubmit(); }
});
part.sample.addEventListener("click", () => {
  part.title.value = part.sample.dataset.title;
  part.text.value = part.sample.dataset.text;
  countCharacters();
  part.article.requestSubmit();
});
countCharacters();
