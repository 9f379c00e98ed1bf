import { expect, test } from 'vitest'
import { apiGateLimit } from '../../../app/core/limit/limits.ts'
import { authorizeGates } from '../../../app/flows/api/authorizeGates.ts'
import { fakeCaller, fakeKey, secretKey } from '../../fakes/fakeApi.ts'
import { fakeContext, NOW, shop } from '../../fakes/fakeContext.ts'

const code = (text: string) => expect.objectContaining({ code: text })
const key = fakeKey(secretKey)
/** A context whose project may manage gates, and its caller with a secret key. */
function open({ mayChangeGates = true } = {}) {
  const { ctx, state } = fakeContext()
  const { project } = fakeCaller({ shopId: shop.id, mayChangeGates })
  state.api.projects = [project]
  return { ctx, state, caller: { key, project } }
}

test('default: a secret key of an allowed project acts under its own id', async () => {
  const { ctx, caller } = open()
  expect(await authorizeGates(ctx, { ...caller, isChange: true })).toMatchObject({ actor: `api:${key.id}` })
})

test('refuses: more changes of a key than a minute allows, but no reads, and no other key (ERR_RATE_LIMITED)', async () => {
  const { ctx, state, caller } = open()
  const change = (one = key) => authorizeGates(ctx, { ...caller, key: one, isChange: true })
  for (let i = 0; i < apiGateLimit.most; i++) await change()
  await expect(change()).rejects.toMatchObject({
    code: 'ERR_RATE_LIMITED',
    details: { retryAfter: expect.any(Number) },
  })
  await authorizeGates(ctx, { ...caller, isChange: false })
  await change({ ...key, id: 'another' })
  state.now = NOW + 60
  await change()
})

test('refuses: a publishable key, and a project that is not allowed, and counts nothing (ERR_GATES_NOT_ALLOWED)', async () => {
  const allowed = open()
  const publishable = { ...fakeCaller(), project: allowed.caller.project, isChange: true }
  await expect(authorizeGates(allowed.ctx, publishable)).rejects.toEqual(code('ERR_GATES_NOT_ALLOWED'))
  const refused = open({ mayChangeGates: false })
  const asked = authorizeGates(refused.ctx, { ...refused.caller, isChange: true })
  await expect(asked).rejects.toEqual(code('ERR_GATES_NOT_ALLOWED'))
  expect([allowed.state.api.units.size, refused.state.api.units.size]).toEqual([0, 0])
})
