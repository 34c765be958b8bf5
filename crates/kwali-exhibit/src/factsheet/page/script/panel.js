// The panel with the segments behind a number.

const PORTION = 40;

const speakerInWords = (speaker) => {
  if (typeof speaker === "string") {
    return speaker === "interviewer" ? words.interviewer : words.unknown;
  }
  return data.roles[roleOf(speaker)] ?? words.participant;
};

const rolesInWords = (segment) => {
  const roles = new Set(segment.people.map(speakerInWords));
  return roles.size ? [...roles].join(", ") : null;
};

const placeInWords = (segment) => {
  const { name, site } = data.documents[segment.document];
  return [rolesInWords(segment), data.sites[site], name, segment.place].filter(Boolean).join(" · ");
};

// The part of a piece that lies in the segment: where it begins and ends.
const extent = (segment, piece) => {
  const [first, last] = segment.within;
  const said = data.pieces[piece][1];
  if (piece < first || piece > last) {
    return [said.length, said.length];
  }
  return [piece === first ? segment.start : 0, piece === last ? segment.end : said.length];
};

const spoken = (speaker, ...said) => {
  const line = element("p", { dir: "auto" }, ...said);
  line.prepend(element("b", { class: speaker === "interviewer" ? "asks" : "" }, speakerInWords(speaker)), " ");
  return line;
};

const piecesBetween = ([from, to]) => Array.from({ length: to - from + 1 }, (_, step) => from + step);

// The words of the segment alone.
const saidIn = (segment) => {
  const pieces = piecesBetween(segment.within);
  return pieces.map((piece) => {
    const [speaker, said] = data.pieces[piece];
    const own = said.slice(...extent(segment, piece)).trim();
    const isPlain = pieces.length === 1 && typeof speaker !== "string";
    return isPlain ? element("p", { dir: "auto" }, own) : spoken(speaker, own);
  });
};

// The words of the segment, marked, within what is said before and behind.
const saidAround = (segment) =>
  piecesBetween(segment.around).map((piece) => {
    const [speaker, said] = data.pieces[piece];
    const [start, end] = extent(segment, piece);
    const own = said.slice(start, end);
    const marked = own ? [element("mark", {}, own)] : [];
    return spoken(speaker, said.slice(0, start), ...marked, said.slice(end));
  });

const contextButton = (segment, quote) => {
  const button = element("button", { type: "button", "aria-expanded": "false" }, words.context);
  button.addEventListener("click", () => {
    const opens = button.getAttribute("aria-expanded") === "false";
    quote.replaceChildren(...(opens ? saidAround(segment) : saidIn(segment)));
    button.setAttribute("aria-expanded", String(opens));
    button.textContent = opens ? words.without_context : words.context;
  });
  return button;
};

const listItem = (segment) => {
  const quote = element("blockquote", {}, ...saidIn(segment));
  const codes = [segment.code, ...segment.others].map((code) => data.codes[code]);
  const tags = codes.map((code, place) => element("span", { class: place ? "tag" : "tag own" }, code));
  return element(
    "li",
    {},
    element("p", { class: "where" }, placeInWords(segment)),
    quote,
    element("p", { class: "tags" }, ...tags),
    contextButton(segment, quote),
  );
};

// The heading of a number: its exhibit, row, column, number and unit.
const headingOf = ({ exhibit, row, column }, shown) => {
  const unit = (row === null ? exhibit.unit : exhibit.columns[column].unit) ?? "";
  const place = row === null ? [] : [exhibit.rows[row].label, exhibit.columns[column].label];
  const isSaid = (word) => word.toLowerCase() === unit.toLowerCase();
  const parts = [...place.filter((word) => !isSaid(word)), `${shown} ${shown ? unit : ""}`.trim()];
  return { title: exhibit.title, told: parts.filter(Boolean).join(" · ") };
};

const panel = {
  dialog: element("dialog", { class: "panel", "aria-labelledby": "kwali-panel-title" }),
  number: null,
  chosen: { role: null, site: null },
  shown: 0,
};

// One button for each perspective or place that occurs, with how many segments it would leave.
const choices = (kind, names, segments, belongs) => {
  const others = { ...panel.chosen, [kind]: null };
  const left = segments.filter((segment) => isOf(segment, others));
  const made = inOrder(names).flatMap(([name, place]) => {
    const n = left.filter((segment) => belongs(segment, place)).length;
    const isChosen = panel.chosen[kind] === place;
    if (n === 0 && !isChosen) {
      return [];
    }
    const button = element("button", { type: "button", "aria-pressed": String(isChosen) }, name, element("small", {}, String(n)));
    button.dataset[kind] = place;
    return [button];
  });
  return made.length > 1 || panel.chosen[kind] !== null
    ? [element("div", { role: "group", "aria-label": words[kind] }, element("span", {}, words[kind]), ...made)]
    : [];
};

const showMore = () => {
  const left = segmentsOf(panel.number).filter((segment) => isOf(segment, panel.chosen));
  const portion = left.slice(panel.shown, panel.shown + PORTION);
  panel.dialog.querySelector("ol").append(...portion.map(listItem));
  panel.shown += portion.length;
  const more = panel.dialog.querySelector(".more");
  more.hidden = panel.shown >= left.length;
  more.textContent = filled(words.more, Math.min(PORTION, left.length - panel.shown));
};

// Writes the filters and the list anew.
const refill = () => {
  const all = segmentsOf(panel.number);
  const n = all.filter((segment) => isOf(segment, panel.chosen)).length;
  const isWhole = n === all.length;
  panel.dialog.querySelector(".choices").replaceChildren(
    ...choices("role", data.roles, all, hasRole),
    ...choices("site", data.sites, all, (segment, site) => siteOf(segment) === site),
  );
  panel.dialog.querySelector(".size").textContent = isWhole
    ? sizeInWords(n)
    : filled(words.segments_of, grouped.format(n), grouped.format(all.length));
  panel.dialog.querySelector("ol").replaceChildren();
  panel.shown = 0;
  showMore();
};

const toggle = (kind, place) => {
  panel.chosen[kind] = panel.chosen[kind] === place ? null : place;
  refill();
  panel.dialog.querySelector(`[data-${kind}="${place}"]`)?.focus();
};

const openPanel = (number, shown) => {
  const { title, told } = headingOf(number, shown);
  const address = addressOf(number);
  panel.number = number;
  panel.chosen = { ...pageChoice };
  panel.dialog.replaceChildren(
    element("button", { type: "button", class: "close", "aria-label": words.close, title: words.close }, "×"),
    element("h2", { id: "kwali-panel-title" }, title || told),
    element("p", { class: "told" }, title ? told : "", " ", element("a", { href: address, title: words.link, "aria-label": words.link }, "#")),
    element("div", { class: "choices" }),
    element("p", { class: "size", role: "status" }),
    element("ol", {}),
    element("button", { type: "button", class: "more" }),
  );
  refill();
  if (!panel.dialog.open) {
    panel.dialog.showModal();
  }
  panel.dialog.scrollTop = 0;
  history.replaceState(null, "", address);
};

const closeAtClick = (event) => {
  const { target } = event;
  if (target === panel.dialog || target.closest(".close")) {
    panel.dialog.close();
  } else if (target.closest(".more")) {
    showMore();
  } else {
    const choice = target.closest("[aria-pressed]");
    const kind = choice && (choice.dataset.role === undefined ? "site" : "role");
    if (kind) {
      toggle(kind, Number(choice.dataset[kind]));
    }
  }
};

const startPanel = () => {
  panel.dialog.addEventListener("click", closeAtClick);
  panel.dialog.addEventListener("close", () => history.replaceState(null, "", location.pathname + location.search));
  document.body.append(panel.dialog);
};

// Opens the panel of the number that the page's address names.
const openAddressed = () => {
  const number = numberAt(location.hash);
  if (number && number.list.length) {
    document.getElementById(number.id)?.scrollIntoView();
    openPanel(number, shownAt(number));
  }
};
