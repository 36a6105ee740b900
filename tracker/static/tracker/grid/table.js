// What a spreadsheet puts on the clipboard, as rows of cells. Knows no page.

// A cell in quotes may hold tabs, line ends and doubled quotes; a quote elsewhere is a quote.
const CELL = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;

// What officials write into a cell that has no figure.
const DASHES = /^[-‐‑‒–—―−]+$/;

/** Rows of cells as copied in Excel or WPS; the line end after the last row begins no other. */
export function table(text) {
  const rows = [];
  let row = [];
  let end;
  CELL.lastIndex = 0;
  do {
    const [, quoted, plain, separator] = CELL.exec(text);
    row.push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
    end = separator;
    if (end !== "\t") {
      rows.push(row);
      row = [];
    }
  } while (end === "\t" || CELL.lastIndex < text.length);
  return rows;
}

/** A cell's text without the spaces around it; empty where it says nothing, as "—" does. */
export function said(cell) {
  const text = cell.trim();
  return DASHES.test(text) ? "" : text;
}
