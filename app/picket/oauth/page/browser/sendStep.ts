/** An error answer of the server, for the page to explain. */
export class StepError extends Error {
  readonly code: string
  readonly unmet: UnmetTokens | null
  readonly retryAfterSeconds: number

  constructor(answer: { code: string; unmet?: UnmetTokens | undefined; retryAfterSeconds?: number }) {
    super(answer.code)
    this.name = new.target.name
    this.code = answer.code
    this.unmet = answer.unmet ?? null
    this.retryAfterSeconds = answer.retryAfterSeconds ?? 0
  }
}
export type UnmetTokens = {
  readonly needed: string
  readonly found: readonly { readonly id: string; readonly found: string }[]
}

/** Post a step to this page's own address. @throws {StepError} */
export async function sendStep<Answer>(step: Readonly<Record<string, unknown>>): Promise<Answer> {
  const answer = await fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(step),
    credentials: 'omit',
  }).catch(() => {
    throw new StepError({ code: 'OFFLINE' })
  })
  const body: unknown = await answer.json().catch(() => null)
  if (answer.ok && body !== null) return body as Answer
  const { error, unmet } = (body ?? {}) as { error?: string; unmet?: UnmetTokens }
  const retryAfterSeconds = Number(answer.headers.get('retry-after') ?? 0)
  throw new StepError({ code: error ?? 'ERR_INTERNAL', unmet, retryAfterSeconds })
}
