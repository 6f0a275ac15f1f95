// What every field of a form has: its id is the path of its member in the input, so that what the
// program refuses is shown where it was typed.
import type { Trouble } from '../../../errors'

/** Id, label and trouble of the field of a member. */
export type FieldOf = (path: string, label: string) => { id: string; label: string; trouble: Trouble | undefined }

/** The fields of a form, of which one may be wrong. */
export function fieldsOf(trouble: () => Trouble | null): FieldOf {
  return (path, label) => {
    const found = trouble()
    return { id: path, label, trouble: found?.field === path ? found : undefined }
  }
}

/**
 * The field of a path that a form has: the member itself, or what it is part of: `done[1]` stands in
 * `done`. Empty when the form has neither.
 */
export function placeOf(path: string, has: (id: string) => boolean): string {
  let place = path
  while (place !== '' && !has(place)) {
    place = /^(.*)(?:\[\d+\]|\.[^.[\]]*)$/.exec(place)?.[1] ?? ''
  }
  return place
}
