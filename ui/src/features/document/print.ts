// Printing: the program keeps the print, then its PDF goes to the printer of its paper, or is saved.
import { trouble, type Trouble } from '../../errors'
import type { DocumentKind, Paper, PrintedDocument } from '../../generated/commands'
import { t } from '../../locales'
import { call, callWindow, inWindow } from '../../platform'
import { by } from '../../session'
import { paperOf, printerOf } from './papers'

/** Where a print went. */
export type Went =
  | { to: 'printer'; printer: string; copies: number }
  | { to: 'file'; path: string }
  | { to: 'download'; name: string }

/** A print, and where it went. */
export interface Printed {
  /** The document's number. */
  document: string
  /** Which of its prints, from 1. */
  print: number
  /** How often it was printed before. */
  reprint: number
  went: Went
  /** Why it did not go to the printer of its paper; it was saved then. */
  trouble?: Trouble
}

/** How to print it, other than usual. */
export interface PrintOptions {
  /** Another paper than the one chosen for the kind. */
  paper?: Paper
  /** Which copies of a receipt, by name; all when absent. */
  copies?: string[]
  /** Somebody confirmed that a clock that is behind is right. */
  clockConfirmed?: boolean
}

/**
 * Prints a document on the paper chosen for its kind. The number is a ticket's, or the document's own.
 * Rejects when nothing was kept; once the print is kept, it is on a printer or saved.
 */
export async function printDocument(
  kind: DocumentKind,
  number: string,
  { paper = paperOf(kind), copies, clockConfirmed = false }: PrintOptions = {},
): Promise<Printed> {
  const kept = await call('document_print', {
    kind,
    number,
    paper,
    copies: copies ?? null,
    by: by.value,
    clock_confirmed: clockConfirmed,
  })
  return send(kept, paper)
}

/** Prints an earlier print again, the same to the byte: no new print is kept. */
export async function printAgain(document: string, print: number, paper: Paper): Promise<Printed> {
  return send(await call('document_again', { document, print }), paper)
}

/** Sends a kept print where its paper lies. */
async function send(kept: PrintedDocument, paper: Paper): Promise<Printed> {
  const { document, print, reprint } = kept
  const printer = printerOf(paper)
  if (!inWindow) {
    return { document, print, reprint, went: download(kept) }
  }
  if (printer !== undefined) {
    const { printer: name, copies } = printer
    try {
      await callWindow('print_pdf', { document, print, printer: name, copies })
      return { document, print, reprint, went: { to: 'printer', printer: name, copies } }
    } catch (thrown) {
      const path = await callWindow('keep_pdf', { document, print })
      return { document, print, reprint, went: { to: 'file', path }, trouble: trouble(thrown) }
    }
  }
  const path = await callWindow('keep_pdf', { document, print })
  return { document, print, reprint, went: { to: 'file', path } }
}

/** Hands the PDF to the browser, which saves it as it saves everything. */
function download({ file_name: name, pdf }: PrintedDocument): Went {
  saveAs(name, [Uint8Array.from(atob(pdf), (byte) => byte.charCodeAt(0))], 'application/pdf')
  return { to: 'download', name }
}

/** Has the browser save a file. */
export function saveAs(name: string, parts: BlobPart[], type: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type }))
  const link = window.document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** Where a print went, in words. */
export function whereIs({ went, trouble: why }: Printed): string {
  const words = t.value.document.went
  switch (went.to) {
    case 'printer':
      return words.printer(went.printer, went.copies)
    case 'file':
      return why === undefined ? words.file(went.path) : words.instead(t.value.errors[why.code].text, went.path)
    case 'download':
      return words.download(went.name)
  }
}
