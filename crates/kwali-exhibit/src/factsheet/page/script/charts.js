// The values of charts, where they are pointed at.

const tip = element("div", { class: "tip", hidden: "" });

const showTip = (mark) => {
  const { left, top, width } = mark.getBoundingClientRect();
  tip.textContent = mark.getAttribute("aria-label");
  tip.hidden = false;
  const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
  tip.style.left = `${Math.max(8, Math.min(left + width / 2 - tip.offsetWidth / 2, room))}px`;
  tip.style.top = `${Math.max(8, top - tip.offsetHeight - 6)}px`;
};

const hideTip = () => {
  tip.hidden = true;
};

// Returns the number that a mark of a chart shows.
const numberOfMark = (mark) => {
  const id = mark.closest(".exhibit")?.id;
  const [row, place] = mark.dataset.mark.split(".").map(Number);
  const column = exhibits.get(id)?.charted[place];
  return column === undefined ? null : numberOf(id, row, column);
};

// A mark has its words in a title, for those without a script; these become its label.
const startMark = (mark) => {
  mark.setAttribute("aria-label", mark.textContent);
  mark.replaceChildren();
  const number = numberOfMark(mark);
  const leads = Boolean(number && number.list.length);
  mark.setAttribute("role", leads ? "button" : "img");
  mark.setAttribute("tabindex", "0");
  mark.classList.toggle("leads", leads);
  for (const [event, act] of [["pointerenter", showTip], ["focus", showTip], ["pointerleave", hideTip], ["blur", hideTip]]) {
    mark.addEventListener(event, () => act(mark));
  }
};

const startCharts = () => {
  for (const picture of document.querySelectorAll("figure svg")) {
    const marks = picture.querySelectorAll("[data-mark]");
    if (marks.length) {
      picture.setAttribute("role", "group");
      marks.forEach(startMark);
    }
  }
  document.addEventListener("scroll", hideTip, { passive: true });
  document.body.append(tip);
};
