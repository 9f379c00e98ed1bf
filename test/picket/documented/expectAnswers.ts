import { expect } from 'vitest'
import { expectRefusal } from '../expectRefusal.ts'
import type { ApiAnswer } from '../openApi.ts'
import { holder } from '../openGatedApi.ts'

/** Expect a status and fields of the answer's JSON. */
export function expectJson(answer: Pick<ApiAnswer, 'status' | 'text'>, status: number, fields: object): void {
  expect([answer.status, answer.text]).toEqual([status, answer.text])
  expect(JSON.parse(answer.text)).toMatchObject(fields)
}

/** Expect a login or a new token, with these fields of `user`. */
export function expectAuth(answer: Pick<ApiAnswer, 'status' | 'text'>, user: object = {}): void {
  const accessToken = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  const whole = {
    chain: expect.any(String),
    displayAddress: expect.any(String),
    tokenBalances: expect.any(Object),
  }
  expectJson(answer, 200, { accessToken, user: { ...whole, walletAddress: holder.address, ...user } })
}

/** Expect a refusal, `code` in Picket's word. */
export function expectRefused(answer: ApiAnswer, status: number, error: string, fields: object = {}): void {
  expectRefusal({ answer, status, error })
  expect(answer.json).toMatchObject(fields)
}

/** The claims of a token, without a look at its signature. */
export function decodeClaims(token: unknown, part = 1): Record<string, unknown> {
  const text = Buffer.from(String(token).split('.')[part] ?? '', 'base64url').toString()
  return JSON.parse(text) as Record<string, unknown>
}
