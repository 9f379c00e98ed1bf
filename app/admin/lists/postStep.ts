/** What came of a step that was sent. */
export type StepAnswer<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unreachable' }

export type PostStepParameters = {
  /** Where to, below this server: `/app/lists/…`. */
  readonly path: string
  readonly body: unknown
  readonly signal?: AbortSignal | undefined
}

/** Send a step of an import to our server by plain fetch. @throws {DOMException} when it was aborted */
export async function postStep<Result>({
  path,
  body,
  signal,
}: PostStepParameters): Promise<StepAnswer<Result>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    })
    if (response.ok) return { kind: 'done', result: (await response.json()) as Result }
    if (response.status >= 500) return { kind: 'unreachable' }
    const { msg } = (await response.json()) as { msg?: unknown }
    return typeof msg === 'string' ? { kind: 'refused', message: msg } : { kind: 'unreachable' }
  } catch (error) {
    if (signal?.aborted) throw error
    return { kind: 'unreachable' }
  }
}
