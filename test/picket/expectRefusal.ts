import { expect } from 'vitest'
import type { ApiAnswer } from './openApi.ts'

export type ExpectRefusalParameters = {
  readonly answer: ApiAnswer
  /** What was sent and may not come back: keys, tokens, signatures. */
  readonly secrets?: readonly string[]
  readonly status?: number
  readonly error?: string
}

/** What a refusal may say; of tokens that are missing, how many were needed and found. */
const FIELDS = ['msg', 'code', 'error', 'error_description', 'unmet', 'needed', 'found']

/** Hold an answer to the one shape of a refusal: 4xx, JSON `{ msg, code?, error }`, no secret, nothing of our insides. */
export function expectRefusal({ answer, secrets = [], status, error }: ExpectRefusalParameters): void {
  const { text, headers } = answer
  expect([answer.status >= 400 && answer.status < 500, text]).toEqual([true, text])
  expect(headers.get('content-type')).toMatch(/^application\/json\b/)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(answer.json).toMatchObject({
    msg: expect.stringMatching(/[a-z]/),
    error: expect.stringMatching(/^ERR_[A-Z_]+$/),
  })
  expect(Object.keys(answer.json).filter((name) => !FIELDS.includes(name))).toEqual([])
  if ('code' in answer.json) expect(answer.json.code).toMatch(/^[a-z_]+$/)
  expect(text).not.toMatch(/<html|node_modules|\.ts:\d|\bat \w+ \(|SELECT |INSERT |prisma/i)
  for (const secret of secrets) if (secret.length > 8) expect(text).not.toContain(secret)
  if (status !== undefined) expect([answer.status, text]).toEqual([status, text])
  if (error !== undefined) expect(answer.json.error).toBe(error)
}

/** Not ours to fail: JSON, no fault of the server, and a refusal in its one shape. */
export function expectSane(answer: ApiAnswer, secrets: readonly string[] = []): void {
  if (answer.status === 424) expect(answer.json.msg).toContain('could not check')
  if (answer.status >= 400) expectRefusal({ answer, secrets })
  else {
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^application\/json/),
    ])
  }
}
