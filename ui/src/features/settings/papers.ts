// Offsets as people type them, in millimetres, and as the program keeps them, in tenths.
import type { Offset, Paper, PaperOffset } from '../../generated/commands'
import { PAPERS } from '../document/papers'

/** The farthest that a page may be moved, in tenths of a millimetre. */
const FARTHEST = 100

/** An offset as typed. */
export interface TypedOffset {
  right: string
  down: string
}

/** Tenths as millimetres: 1.5, -2. */
export function millimetres(tenths: number): string {
  const whole = `${String(Math.trunc(Math.abs(tenths) / 10))}.${String(Math.abs(tenths) % 10)}`
  return `${tenths < 0 ? '-' : ''}${whole.replace('.0', '')}`
}

/** The tenths of what was typed, in full width too; null when it is none or too far. */
export function readTenths(typed: string): number | null {
  const text = typed.normalize('NFKC').replace('\u2212', '-').replaceAll(/\s|mm/g, '')
  if (text === '') {
    return 0
  }
  const parts = /^([+-]?)(\d{1,2})(?:\.(\d))?$/.exec(text)
  if (parts === null) {
    return null
  }
  const tenths = Number(parts[2]) * 10 + Number(parts[3] ?? 0)
  if (tenths > FARTHEST) {
    return null
  }
  return parts[1] === '-' && tenths > 0 ? -tenths : tenths
}

/** What stands in the fields. */
export function typedOffsets(offsets: readonly PaperOffset[]): Record<Paper, TypedOffset> {
  const of = (paper: Paper): TypedOffset => {
    const { right, down } = offsets.find((set) => set.paper === paper)?.offset ?? { right: 0, down: 0 }
    return { right: millimetres(right), down: millimetres(down) }
  }
  return Object.fromEntries(PAPERS.map((paper) => [paper, of(paper)])) as Record<Paper, TypedOffset>
}

/** The offset of one paper's fields; null when one cannot be read. */
export function readOffset({ right, down }: TypedOffset): Offset | null {
  const [x, y] = [readTenths(right), readTenths(down)]
  return x === null || y === null ? null : { right: x, down: y }
}

/** The offsets that are kept: those that move something. Null when one cannot be read. */
export function readOffsets(typed: Record<Paper, TypedOffset>): PaperOffset[] | null {
  const all = PAPERS.map((paper) => ({ paper, offset: readOffset(typed[paper]) }))
  if (all.some(({ offset }) => offset === null)) {
    return null
  }
  return (all as PaperOffset[]).filter(({ offset }) => offset.right !== 0 || offset.down !== 0)
}
