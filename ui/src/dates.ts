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

/** The words for days that people type. */
export interface DayWords {
  today: string
  tomorrow: string
  dayAfter: string
}

/**
 * A day that is to come, from what was typed: as `readDate`, or 11-24, 1124, 24, or a word. Without a
 * year it is the next such day from today on. Null when it is none of these.
 */
export function readDay(typed: string, today: string, words: DayWords): string | null {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '')
  const whole = readDate(text)
  if (whole !== null) {
    return whole
  }
  const ahead = [words.today, words.tomorrow, words.dayAfter].indexOf(text)
  if (ahead >= 0) {
    return plusDays(today, ahead)
  }
  const parts = /^(\d{1,2})\D(\d{1,2})\D?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text)
  if (parts === null) {
    return null
  }
  const [month, day] = [parts[1], parts[2]].map((part) => (part ?? '').padStart(2, '0'))
  const here = `${today.slice(0, 4)}-${month}-${day}`
  return here >= today ? here : `${String(Number(today.slice(0, 4)) + 1)}-${month}-${day}`
}

/** A date some days on. */
export function plusDays(date: string, days: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** A time of day, from what was typed: 9, 930, 9:30, 0930. Null when it is none of these. */
export function readTime(typed: string): string | null {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '')
  const parts = /^(\d{1,2})[:.\p{Script=Han}](\d{2})?\D?$/u.exec(text) ?? /^(\d{1,2}?)(\d{2})?$/.exec(text)
  const hour = Number(parts?.[1] ?? NaN)
  const minute = Number(parts?.[2] ?? 0)
  if (!(hour < 24 && minute < 60)) {
    return null
  }
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** The moment of a day and a time at the service point. */
export function momentAt(date: string, time: string): string {
  return `${date}T${time}:00+08:00`
}
