// How people write dates. Whether there is such a day is for the program to say.

/**
 * A date as the program writes it, from what was typed: 2025-03-15, 20250315, 2025.3.15, 2025/3/15,
 * with the Chinese words for year, month and day, or in full width. Null when it is none of these.
 */
export function readDate(typed: string): string | null {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '')
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text)
  if (parts === null) {
    return null
  }
  const [, year, month, day] = parts as unknown as [string, string, string, string]
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** Whether nothing more has to be typed: every digit of a date is there. */
export function isFinished(typed: string): boolean {
  return typed.normalize('NFKC').replaceAll(/\D/g, '').length === 8
}
