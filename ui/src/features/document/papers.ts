// Which paper a kind of document is printed on at this computer.
import type { DocumentKind, Paper, PaperPrinter } from '../../generated/commands'
import { session } from '../../session'

/** The papers, the large ones first. */
export const PAPERS: readonly Paper[] = ['a4', 'a5', '241x140', '241x93', '80mm', '58mm']

/** What a kind is printed on before anybody chose, the best first. */
const USUAL: Record<DocumentKind, readonly Paper[]> = {
  intake: ['a5', 'a4', '241x140', '80mm', '241x93', '58mm'],
  repair: ['a5', 'a4', '241x140', '80mm'],
  receipt: ['80mm', '241x140', '241x93', '58mm', 'a5', 'a4'],
}

/** Whether a paper has room for a kind of document. */
export function fits(kind: DocumentKind, paper: Paper): boolean {
  return USUAL[kind].includes(paper)
}

/** Whether one print on it makes all copies. */
export function isCarbonless(paper: Paper): boolean {
  return paper === '241x140' || paper === '241x93'
}

/** The printer that was chosen for a paper. */
export function printerOf(paper: Paper): PaperPrinter | undefined {
  return session.point?.point?.devices?.printers.find((set) => set.paper === paper)
}

const kept = (kind: DocumentKind): string => `paper.${kind}`

/** The paper of a kind: what was chosen last, or the best that a printer has. */
export function paperOf(kind: DocumentKind): Paper {
  const chosen = USUAL[kind].find((paper) => paper === localStorage.getItem(kept(kind)))
  return chosen ?? USUAL[kind].find((paper) => printerOf(paper) !== undefined) ?? (USUAL[kind][0] as Paper)
}

/** From now on this kind is printed on this paper. */
export function choosePaper(kind: DocumentKind, paper: Paper): void {
  localStorage.setItem(kept(kind), paper)
}
