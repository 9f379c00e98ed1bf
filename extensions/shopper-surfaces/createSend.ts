import type { SurfaceHost } from './types.ts'

/** A buyer who waits longer is told, and may try again. The server's own answer to a busy Shopify comes before. */
const ANSWER_MS = 20_000

/**
 * Create the function that asks the app. Shopify's build replaces the variables by texts: `dev` sets the first, and
 * `npm run deploy` the second. Where neither is replaced there is no `process`.
 */
export function createSend(
  readToken: () => Promise<string>,
  answerMs: number = ANSWER_MS,
): SurfaceHost['send'] {
  return async (path, body) => {
    const token = await readToken()
    return fetch(`${readAppUrl()}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // It ends the reading of a body too.
      signal: AbortSignal.timeout(answerMs),
    })
  }
}

function readAppUrl(): string {
  for (const read of [() => process.env.APP_URL, () => process.env.SHOPIFY_APP_URL]) {
    try {
      const url = read()
      if (url) return url.replace(/\/+$/, '')
    } catch {
      // There is no `process`: the next one may be a text.
    }
  }
  throw new Error('This extension was built without the address of its app. Run "npm run deploy".')
}

/** Ask the app, and read its answer: `missing` for a 404; null if it does not answer, or refuses. */
export async function readAnswer<Answer>(
  { send }: Pick<SurfaceHost, 'send'>,
  path: string,
  body: object,
  missing: Answer | null = null,
): Promise<Answer | null> {
  try {
    const answer = await send(path, body)
    if (answer.status === 404) return missing
    return answer.ok ? ((await answer.json()) as Answer) : null
  } catch {
    return null
  }
}
