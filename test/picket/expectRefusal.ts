import { expect } from 'vitest'
import type { ApiAnswer } from './openApi.ts'

export type ExpectRefusalParameters = {
  readonly answer: ApiAnswer
  /** Secrets that the answer must not contain: keys, tokens, signatures. */
  readonly secrets?: readonly string[]
  readonly status?: number
  readonly error?: string
}

/** Allowed fields of a refusal; for missing tokens, the needed and found amounts; for a gate, its wrong fields. */
const FIELDS = ['msg', 'code', 'error', 'error_description', 'unmet', 'needed', 'found', 'fields']

/** Expect the one shape of a refusal: 4xx, JSON `{ msg, code?, error }`, no secret, no internals. */
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

/** Expect JSON, no server fault, and refusals in their one shape. */
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
