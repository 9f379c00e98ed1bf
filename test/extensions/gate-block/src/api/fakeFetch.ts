import { onTestFinished, vi } from 'vitest'

export type FakeCall = { url: string; body: unknown; signal: AbortSignal | null | undefined }

/** Replace `fetch` until the test ends. Returns the calls made so far. */
export function fakeFetch(answer: (call: FakeCall) => Response | Promise<Response>): FakeCall[] {
  const calls: FakeCall[] = []
  // Not a hook of this module: files that share a process evaluate it once, so only the first would run the hook.
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  vi.stubGlobal('fetch', async (url: RequestInfo | URL, init?: RequestInit) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined
    const call: FakeCall = { url: String(url), body, signal: init?.signal }
    calls.push(call)
    return await answer(call)
  })
  return calls
}
