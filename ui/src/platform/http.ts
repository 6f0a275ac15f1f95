// Calls commands of `desk serve`, for a browser on this machine.
import type { Commands, Progress } from '../generated/commands'

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

/** What a page that goes away may still send, in characters: browsers let 64 KiB through. */
const LAST_WORDS = 20_000

function post(command: string, body: string, more: RequestInit, accept: string): Promise<Response> {
  return fetch(`/api/${command}`, {
    ...more,
    method: 'POST',
    headers: {
      Accept: accept,
      Authorization: `Bearer ${token()}`,
      'Content-Type': 'application/json',
    },
    body,
  })
}

/** Runs a command; rejects with the generated `Error`, or with whatever kept an answer from coming. */
export async function call<K extends keyof Commands>(
  command: K,
  request: Commands[K]['request'],
): Promise<Commands[K]['response']> {
  const body = JSON.stringify(request)
  // What was typed last outlives the page.
  const keepalive = command === 'save_draft' && body.length <= LAST_WORDS
  const answer = await post(command, body, { keepalive }, 'application/json')
  const said: unknown = await answer.json()
  if (!answer.ok) {
    throw said
  }
  return said as Commands[K]['response']
}

/** What `desk serve` tells about a long command, a line each. */
type News<A> = { progress: Progress } | { answer: A } | { error: unknown }

/** Runs a command that tells how far it has come. It stops when nobody listens any more. */
export async function callWatched<K extends keyof Commands>(
  command: K,
  request: Commands[K]['request'],
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Commands[K]['response']> {
  try {
    const answer = await post(command, JSON.stringify(request), { signal }, 'application/x-ndjson')
    if (answer.body === null || !answer.ok) {
      throw (await answer.json()) as unknown
    }
    for await (const line of lines(answer.body)) {
      const news = JSON.parse(line) as News<Commands[K]['response']>
      if ('answer' in news) {
        return news.answer
      }
      if ('error' in news) {
        throw news.error
      }
      onProgress(news.progress)
    }
    throw new Error('the answer ended early')
  } catch (thrown) {
    if (signal.aborted) {
      throw CANCELLED
    }
    throw thrown
  }
}

/** What the window's `callWatched` rejects with when it was stopped. */
const CANCELLED: unknown = { code: 'cancelled', field: '', message: 'cancelled' }

async function* lines(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let begun = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) {
      return
    }
    const whole = (begun + value).split('\n')
    begun = whole.pop() ?? ''
    yield* whole
  }
}

/** Has the browser save a text. */
export function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
