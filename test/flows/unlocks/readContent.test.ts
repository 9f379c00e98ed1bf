import { expect, test } from 'vitest'
import type { GateAnswer } from '../../../app/core/gate/answer.ts'
import type { Needs } from '../../../app/flows/context.ts'
import { readContent } from '../../../app/flows/unlocks/readContent.ts'
import { fake } from '../../fakes/fake.ts'

const open = (id: number) => ({ id, kind: 'open', reaction: 'p2000', endsAt: 1_800_000_000 }) as GateAnswer
const closed = (id: number) =>
  ({
    ...{ id, kind: 'closed', because: 'unmet', unmet: [], missing: null },
    ...{ idleVaults: [], startsAt: null, usedUp: null },
  }) as GateAnswer
const unchecked = (id: number) =>
  ({ id, kind: 'unchecked', code: 'ERR_CHAIN_READ', chain: null }) as GateAnswer

const asked: string[] = []
const holding = (entry: { gate: number | null; body: string } | null) =>
  fake<Needs<'shopify'>>({
    shopify: {
      readContentEntry: async ({ handle }) => {
        asked.push(handle)
        return entry
      },
    },
  })
const never = fake<Needs<'shopify'>>({ shopify: {} })

test('default: an entry whose own gate is open', async () => {
  const ctx = holding({ gate: 4, body: '{"type":"root"}' })
  expect(await readContent(ctx, { handle: 'club', answers: [closed(3), open(4)] })).toBe('{"type":"root"}')
  expect(asked).toEqual(['club'])
})

test.each([
  ['its gate is closed while another one is open', { gate: 4, body: 'x' }, [closed(4), open(5)]],
  ['its gate could not be checked', { gate: 4, body: 'x' }, [unchecked(4), open(5)]],
  ['its gate was not asked about', { gate: 4, body: 'x' }, [open(5)]],
  ['it names no gate', { gate: null, body: 'x' }, [open(4)]],
  ['there is no such entry', null, [open(4)]],
])('refuses: an entry if %s', async (_, entry, answers) => {
  expect(await readContent(holding(entry), { handle: 'club', answers })).toBeNull()
})

test('behavior: Shopify is asked for nothing while no gate is open, and without a handle', async () => {
  expect(await readContent(never, { handle: 'club', answers: [closed(4)] })).toBeNull()
  expect(await readContent(never, { handle: null, answers: [open(4)] })).toBeNull()
})
