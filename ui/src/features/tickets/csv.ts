// A list as a table that spreadsheets read.

/** Tells spreadsheets that it is UTF-8. */
const MARK = '\uFEFF'

/** A table with its heading: RFC 4180, in UTF-8. No cell of it is a formula. */
export function csv(table: readonly (readonly string[])[]): string {
  return MARK + table.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
}

function quoted(text: string): string {
  // What begins like a formula is one to a spreadsheet, whoever wrote it.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
