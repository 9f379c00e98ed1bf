import { afterEach } from 'vitest'

export type FakeCall = { url: string; body: unknown; signal: AbortSignal | null | undefined }

const real = globalThis.fetch
afterEach(() => {
  globalThis.fetch = real
})

/** Replaces `fetch` until the test ends; answers the calls made so far. */
export function fakeFetch(answer: (call: FakeCall) => Response | Promise<Response>): FakeCall[] {
  const calls: FakeCall[] = []
  globalThis.fetch = async (url, init) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined
    const call: FakeCall = { url: String(url), body, signal: init?.signal }
    calls.push(call)
    return await answer(call)
  }
  return calls
}
