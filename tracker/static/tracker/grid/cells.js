// The table as a person sees it: rows in order, those filtered away left out, and the field of
// each cell. A row is replaced whenever it is saved, so that nothing here is kept.

const FIELDS = "input:not([type=hidden], [type=radio]), select, textarea";

/** All rows of targets, group heads left out. */
export const rowsOf = (form) => [...form.querySelectorAll("tr[data-target]")];

/** The rows that the filter leaves. */
export const seenRows = (form) => rowsOf(form).filter((row) => !row.hidden);

/** The row that something stands in. */
export const rowOf = (element) => element.closest("tr[data-target]");

/** The fields of a row that can be filled now. */
export function fieldsOf(row) {
  return [...row.querySelectorAll(FIELDS)].filter((field) => !field.disabled && !field.readOnly);
}

/** What a field is called in the report: `value` for `t12-value`. */
export const nameOf = (field) => field.name.slice(field.name.indexOf("-") + 1);

/** The row's field of that name. */
export const fieldNamed = (row, name) => fieldsOf(row).find((field) => nameOf(field) === name);

/** The field that asks for the year's figure. */
export const askedOf = (row) => fieldNamed(row, "value") ?? fieldNamed(row, "done");

/** What stands in a field; a tick is "on" as a form sends it. */
export function valueOf(field) {
  if (field.type !== "checkbox") return field.value;
  return field.checked ? "on" : "";
}

/** What stood in a field when the server wrote it. */
export function storedOf(field) {
  if (field.type === "checkbox") return field.defaultChecked ? "on" : "";
  if (field.tagName !== "SELECT") return field.defaultValue;
  const chosen = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return chosen?.value ?? "";
}

/** Puts a value into a field without telling anybody. */
export function put(field, value) {
  if (field.type === "checkbox") field.checked = value !== "";
  else field.value = value;
}

/** Whether the row holds something that is not stored: a row that was refused does as it came. */
export const isTyped = (row) => row.matches(".wrong") || fieldsOf(row).some((field) => (
  valueOf(field) !== storedOf(field)
));

/** The first open field of each of the row's cells, what is folded away left out. */
function cellsOf(row) {
  return [...row.cells].map((cell) => fieldsOf(row).find(
    (field) => cell.contains(field) && !field.closest("details:not([open])"),
  ));
}

/** The field that stands where `field` does, in another row. */
export function sameIn(row, field) {
  return fieldNamed(row, nameOf(field)) ?? cellsOf(row)[field.closest("td, th").cellIndex];
}

/** The nearest field above (-1) or below (+1), in rows that are seen. */
export function beside(form, field, step) {
  const rows = seenRows(form);
  for (let at = rows.indexOf(rowOf(field)) + step; rows[at]; at += step) {
    const found = sameIn(rows[at], field);
    if (found) return found;
  }
  return undefined;
}

/** The next field to the left (-1) or to the right (+1) in the same row. */
export function along(field, step) {
  const cells = cellsOf(rowOf(field));
  const here = field.closest("td, th").cellIndex;
  for (let at = here + step; at >= 0 && at < cells.length; at += step) {
    if (cells[at]) return cells[at];
  }
  return undefined;
}

/** For each column from this field's on: a function from a row to its field there. */
export function columnsFrom(form, field) {
  const first = field.closest("td, th").cellIndex;
  const used = new Set(rowsOf(form).flatMap((row) => [...cellsOf(row).entries()]
    .filter(([, found]) => found).map(([at]) => at)));
  const later = [...used].filter((at) => at > first).sort((one, two) => one - two);
  return [(row) => sameIn(row, field), ...later.map((at) => (row) => cellsOf(row)[at])];
}

/** Moves to a field; what stands there is selected, so that typing replaces it. */
export function go(field) {
  field.focus();
  if (field.tagName === "INPUT" && field.type !== "checkbox") field.select();
}
