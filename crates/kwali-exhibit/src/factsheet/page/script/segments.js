// What the page holds, and which segments are behind a number.

const data = JSON.parse(document.querySelector('script[type="application/json"]').textContent);
const exhibits = new Map(Object.entries(data.exhibits));
const { words } = data;

// Puts values in the places of the braces of a text.
const filled = (text, ...values) => values.reduce((said, value) => said.replace("{}", () => value), text);

// Returns an element with attributes and children; a child that is a text stays text.
const element = (tag, attributes, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};

const grouped = new Intl.NumberFormat(document.documentElement.lang);
const sizeInWords = (n) => filled(n === 1 ? words.segment : words.segments, grouped.format(n));

// A number that leads to segments: of a whole exhibit, or of a row and a column.
const numberOf = (id, row = null, column = null) => {
  const exhibit = exhibits.get(id);
  const list = row === null ? exhibit?.all : exhibit?.cells[row]?.[column];
  return list === undefined || list === null ? null : { id, exhibit, row, column, list: data.lists[list] };
};

const segmentsOf = (number) => number.list.map((place) => data.segments[place]);

// Who alone counts behind a number: groups of participants, all of which somebody must be in.
const groupsOf = ({ exhibit, row, column }) => {
  const parts = row === null ? [exhibit] : [exhibit, exhibit.rows[row], exhibit.columns[column]];
  return parts.filter((part) => part.among !== undefined).map((part) => data.groups[part.among]);
};

const unitOf = ({ exhibit, row, column }) => (row === null ? exhibit.counted : exhibit.columns[column].counted);

const roleOf = (person) => data.people[person];
const siteOf = (segment) => data.documents[segment.document].site;
const hasRole = (segment, role) => segment.people.some((person) => roleOf(person) === role);

// Whether a segment is of a perspective and a place; `null` stands for all of them.
const isOf = (segment, { role, site }) =>
  (role === null || hasRole(segment, role)) && (site === null || siteOf(segment) === site);

// Counts what is behind a number among the segments of a perspective and a place.
const countOf = (number, chosen) => {
  const segments = segmentsOf(number).filter((segment) => isOf(segment, chosen));
  switch (unitOf(number)) {
    case "documents":
      return new Set(segments.map((segment) => segment.document)).size;
    case "participants": {
      const groups = groupsOf(number);
      const counts = (person) =>
        (chosen.role === null || roleOf(person) === chosen.role) && groups.every((group) => group.includes(person));
      return new Set(segments.flatMap((segment) => segment.people).filter(counts)).size;
    }
    default:
      return segments.length;
  }
};

// The names of perspectives and places in the order of the alphabet, each with its number.
const inOrder = (names) => {
  const compare = new Intl.Collator(document.documentElement.lang).compare;
  return names.map((name, place) => [name, place]).sort(([one], [other]) => compare(one, other));
};

// The address of a number, as `kwali trace` takes exhibit, row and column.
const addressOf = ({ id, exhibit, row, column }) => {
  const cell = row === null ? [] : [exhibit.rows[row].name, exhibit.columns[column].name];
  return "#" + id + (cell.length ? ":" + cell.map(encodeURIComponent).join(",") : "");
};

// Returns the number at an address; `null` where there is none.
const numberAt = (address) => {
  const [id, cell] = address.replace(/^#/, "").split(/:(.*)/s);
  if (cell === undefined) {
    return null;
  }
  const exhibit = exhibits.get(id);
  const [row, column] = cell.split(",").map(decoded);
  const rowAt = exhibit?.rows.findIndex(({ name }) => name === row) ?? -1;
  const columnAt = exhibit?.columns.findIndex(({ name }) => name === column) ?? -1;
  return rowAt < 0 || columnAt < 0 ? null : numberOf(id, rowAt, columnAt);
};

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
