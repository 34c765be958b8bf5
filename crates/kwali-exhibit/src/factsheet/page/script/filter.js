// The choice of a perspective and a place for the whole page.

const pageChoice = { role: null, site: null };

// The numbers in the page: each an element with what it leads to and what it says.
const counts = [];

// Makes a text lead to the segments behind it.
const linkTo = (node, number) => {
  node.classList.add("count");
  counts.push({ node, number, text: node.textContent });
  setLink(node, number.list.length > 0);
};

const setLink = (node, leads) => {
  node.classList.toggle("leads", leads);
  for (const [name, value] of [["role", "button"], ["tabindex", "0"], ["aria-haspopup", "dialog"]]) {
    if (leads) {
      node.setAttribute(name, value);
    } else {
      node.removeAttribute(name);
    }
  }
};

const choiceInWords = () =>
  [data.roles[pageChoice.role], data.sites[pageChoice.site]].filter((word) => word !== undefined).join(", ");

const isChosen = () => pageChoice.role !== null || pageChoice.site !== null;

// What a number is among the chosen, and whether it leads to any segments.
const recounted = (number) => {
  const n = countOf(number, pageChoice);
  return { text: unitOf(number) === "tick" ? (n ? "✓" : "") : String(n), leads: n > 0 };
};

const refreshCount = ({ node, number, text }) => {
  const isCounted = isChosen() && unitOf(number) !== undefined;
  const now = isCounted ? recounted(number) : { text, leads: number.list.length > 0 };
  node.textContent = now.text;
  node.classList.toggle("recounted", isCounted);
  node.classList.toggle("of-all", isChosen() && !isCounted);
  setLink(node, now.leads);
};

// Says of a number in a sentence that it is of the whole study.
const sayOfAll = (fact) => {
  const isOfAll = isChosen() && !fact.matches(".recounted") && !fact.querySelector(".recounted");
  fact.classList.toggle("of-all", isOfAll);
  fact.nextElementSibling?.matches(".said-of-all") && fact.nextElementSibling.remove();
  if (isOfAll) {
    fact.after(element("small", { class: "said-of-all" }, ` (${words.whole_study})`));
  }
};

const sayInExhibit = (exhibit) => {
  exhibit.querySelector(":scope > .only")?.remove();
  exhibit.querySelectorAll("figure, tfoot").forEach((part) => part.classList.toggle("of-all", isChosen()));
  exhibit.querySelectorAll("tbody .number:not(:has(.count))").forEach((cell) => cell.classList.toggle("of-all", isChosen()));
  const isCounting = exhibit.querySelector("table, figure");
  if (isChosen() && isCounting) {
    const hasGrey = exhibit.querySelector(".of-all");
    const said = filled(hasGrey ? words.not_recounted : words.only, choiceInWords());
    exhibit.prepend(element("p", { class: "only" }, said));
  }
};

const choose = (kind, value) => {
  pageChoice[kind] = value === "" ? null : Number(value);
  counts.forEach(refreshCount);
  document.querySelectorAll(".fact").forEach(sayOfAll);
  document.querySelectorAll(".exhibit").forEach(sayInExhibit);
  const bar = document.querySelector(".page-filter");
  bar.querySelector("output").textContent = isChosen() ? `${filled(words.only, choiceInWords())}. ${words.recounted}` : "";
  bar.querySelector("button").hidden = !isChosen();
};

const chooser = (kind, names, all) => {
  const options = inOrder(names).map(([name, place]) => element("option", { value: place }, name));
  const select = element("select", { "aria-label": words[kind], "data-kind": kind }, element("option", { value: "" }, all), ...options);
  select.addEventListener("change", () => choose(kind, select.value));
  return select;
};

const startFilter = () => {
  const selects = [
    ...(data.roles.length > 1 ? [chooser("role", data.roles, words.all_roles)] : []),
    ...(data.sites.length > 1 ? [chooser("site", data.sites, words.all_sites)] : []),
  ];
  if (!selects.length) {
    return;
  }
  const reset = element("button", { type: "button", hidden: "" }, words.show_all);
  reset.addEventListener("click", () => {
    selects.forEach((select) => {
      select.value = "";
      choose(select.dataset.kind, "");
    });
    selects[0].focus();
  });
  const bar = element("div", { class: "page-filter", role: "search" }, element("span", {}, words.show), ...selects, reset, element("output", {}));
  document.body.prepend(bar);
};
