// Makes the page's numbers lead to their segments.

// Puts the number at the end of a text in an element of its own.
const countIn = (part) => {
  const [, before, digits] = /^(.*?)(\d*)$/su.exec(part);
  return [before, element("span", {}, digits)];
};

const linkCell = (cell) => {
  const { id } = cell.closest(".exhibit");
  const numbers = cell.dataset.cells.split(" ").map((place) => numberOf(id, ...place.split(".").map(Number)));
  if (numbers.length === 1 && !cell.dataset.cells.includes(" ") && !cell.textContent.includes("\u00a0")) {
    const whole = element("span", {}, cell.textContent);
    cell.replaceChildren(whole);
    numbers.forEach((number) => number && linkTo(whole, number));
    return;
  }
  const parts = cell.textContent.split("; ").map(countIn);
  cell.replaceChildren(...parts.flatMap(([before, count], place) => (place ? ["; ", before, count] : [before, count])));
  parts.forEach(([, count], place) => numbers[place] && linkTo(count, numbers[place]));
};

// Links the numbers in brackets behind what a sentence lists; false if they are not those of its exhibit.
const linkSentence = (fact) => {
  const parts = fact.textContent.split(/\((\d+)\)/);
  const said = parts.filter((_, place) => place % 2);
  const rows = exhibits.get(fact.id)?.rows ?? [];
  const numbers = said.map((_, row) => numberOf(fact.id, row, 0));
  const everybody = { role: null, site: null };
  const agrees = (text, row) => numbers[row] && unitOf(numbers[row]) && countOf(numbers[row], everybody) === Number(text);
  if (!said.length || said.length !== rows.length || !said.every(agrees)) {
    return false;
  }
  const spans = said.map((text) => element("span", {}, text));
  fact.replaceChildren(...parts.flatMap((text, place) => (place % 2 ? ["(", spans[(place - 1) / 2], ")"] : [text])));
  spans.forEach((span, row) => linkTo(span, numbers[row]));
  return true;
};

const linkFact = (fact) => {
  const number = numberOf(fact.id);
  if (!linkSentence(fact) && number) {
    linkTo(fact, number);
  }
};

const startNumbers = () => {
  document.querySelectorAll("[data-cells]").forEach(linkCell);
  document.querySelectorAll(".fact").forEach(linkFact);
};

// What the page shows at a number, for the heading of its panel.
const shownAt = (number) => counts.find((count) => count.number.list === number.list && addressOf(count.number) === addressOf(number))?.node.textContent ?? "";

const leading = (event) => event.target.closest?.(".leads");

const follow = (target) => {
  const found = counts.find((count) => count.node === target);
  const number = found ? found.number : numberOfMark(target);
  hideTip();
  openPanel(number, found ? found.node.textContent : shownAt(number));
};

startPanel();
startNumbers();
startCharts();
startFilter();
document.addEventListener("click", (event) => {
  const target = leading(event);
  if (target) {
    follow(target);
  }
});
document.addEventListener("keydown", (event) => {
  const target = leading(event);
  if (target && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    follow(target);
  }
});
window.addEventListener("hashchange", openAddressed);
openAddressed();
