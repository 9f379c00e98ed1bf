import { expect, test } from 'vitest'
import { ConflictError } from '../../../app/core/errors/base.ts'
import { formatGateTag } from '../../../app/core/gate/formatGateTag.ts'
import { setGateStateOverApi } from '../../../app/flows/api/setGateStateOverApi.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

const gate = makeGate()
const asked = {
  myshopifyDomain: shop.myshopifyDomain,
  actor: 'api:k',
  number: gate.number,
  state: 'paused',
} as const

/** A shop where others save the gate at the moment of the first `times` saves. */
function openBusy(times: number) {
  const { ctx } = fakeContext({ gates: [gate] })
  let left = times
  const busy = override(ctx, {
    log: { info: () => undefined },
    gates: {
      update: async (change) => {
        if (left-- > 0) throw new ConflictError('ERR_GATE_STALE', 'Changed.')
        return ctx.gates.update(change)
      },
    },
  })
  return { ctx: busy, countLeft: () => left }
}

test('default: a pause goes through although others save the gate twice at the same moment', async () => {
  const { ctx } = openBusy(2)
  expect(await setGateStateOverApi(ctx, { ...asked, knownTags: null })).toMatchObject({
    gate: { state: 'paused', name: gate.name },
  })
})

test('refuses: a pause that others cross three times (ERR_GATE_STALE)', async () => {
  const { ctx } = openBusy(9)
  await expect(setGateStateOverApi(ctx, { ...asked, knownTags: null })).rejects.toMatchObject({
    code: 'ERR_GATE_STALE',
  })
})

test('refuses: a pause of one version that somebody else changes at the same moment, at once (ERR_IF_MATCH_STALE)', async () => {
  const { ctx, countLeft } = openBusy(9)
  const paused = setGateStateOverApi(ctx, { ...asked, knownTags: [formatGateTag(gate)] })
  await expect(paused).rejects.toMatchObject({ code: 'ERR_IF_MATCH_STALE' })
  expect(countLeft()).toBe(8)
})
