// Calls commands of `desk serve`, for a browser on this machine.
import type { Commands } from '../generated/commands'

const KEPT = 'token'

/** The token that was printed with the address. Out of the address bar it is in no history. */
function token(): string {
  const address = new URL(location.href)
  const given = address.searchParams.get('token')
  if (given !== null) {
    sessionStorage.setItem(KEPT, given)
    address.searchParams.delete('token')
    history.replaceState(history.state, '', address)
  }
  return sessionStorage.getItem(KEPT) ?? ''
}

/** Runs a command; rejects with the generated `Error`, or with whatever kept an answer from coming. */
export async function call<K extends keyof Commands>(
  command: K,
  request: Commands[K]['request'],
): Promise<Commands[K]['response']> {
  const answer = await fetch(`/api/${command}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  })
  const body: unknown = await answer.json()
  if (!answer.ok) {
    throw body
  }
  return body as Commands[K]['response']
}
