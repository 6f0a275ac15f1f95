// The arrows go through the links of a list, as through a menu.

/** Goes on to the next link of the list, or back; on a list's `keydown`. */
export function arrowsMove(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement
  const links = [...list.querySelectorAll<HTMLElement>('a')]
  const here = links.indexOf(document.activeElement as HTMLElement)
  const to = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    Home: 0,
    End: links.length - 1,
  }[event.key]
  if (to !== undefined) {
    event.preventDefault()
    links[Math.min(Math.max(to, 0), links.length - 1)]?.focus()
  }
}
