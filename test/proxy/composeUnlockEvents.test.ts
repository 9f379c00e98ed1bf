import { expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../app/core/chain/types.ts'
import type { GateAnswer } from '../../app/core/gate/answer.ts'
import { formatAnswerDetail, parseAnswerDetail } from '../../app/core/numbers/answerDetailJson.ts'
import type { UnlockAttempt } from '../../app/core/numbers/types.ts'
import type { Condition } from '../../app/core/requirement/types.ts'
import { composeUnlockEvents } from '../../app/proxy/composeUnlockEvents.ts'
import { NOW, shop } from '../fakes/fakeContext.ts'

const wallet = '0x1111111111111111111111111111111111111111' as EvmAddress
const vault = '0x3333333333333333333333333333333333333333' as EvmAddress
const attempt: UnlockAttempt = {
  shopId: shop.id,
  ianaTimezone: 'Pacific/Auckland',
  visitId: 'visit',
  at: NOW,
  isLogin: true,
  isTold: false,
  wallets: [wallet],
  gates: [{ gate: 82, revision: 3, holder: wallet }],
}
const condition: Condition = {
  kind: 'erc721',
  chain: 'ethereum' as ChainSlug,
  contract: '0x2222222222222222222222222222222222222222' as EvmAddress,
  label: { name: 'Night Owls', symbol: 'OWL' },
  minimum: 2n,
  maximum: null,
  tokenIds: [],
}
const CLOSED = {
  id: 82,
  kind: 'closed',
  unmet: [],
  missing: null,
  idleVaults: [],
  startsAt: null,
  usedUp: null,
} as const
const compose = (answer: GateAnswer) => composeUnlockEvents({ gates: [answer], attempt })[0]
/** The detail after it was stored. */
const read = (answer: GateAnswer) =>
  parseAnswerDetail(JSON.parse(JSON.stringify(formatAnswerDetail(compose(answer)?.detail ?? {}))))

test('default: an open gate names its holder, and the day of the shop', () => {
  expect(compose({ id: 82, kind: 'open', reaction: 'p2000', endsAt: NOW })).toMatchObject({
    ...{ gate: 82, revision: 3, outcome: 'open', holder: wallet, wallets: [wallet], isLogin: true },
    dayOn: new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' }).format(NOW * 1000),
  })
})

test('behavior: an unmet gate has the sentences that the shopper gets, and no holder', () => {
  const unmet = [
    { condition, because: 'too-little', found: 1n, wallet, block: 9n } as const,
    { condition, because: 'no-wallet', found: null, wallet: null, block: null } as const,
  ]
  const answer: GateAnswer = {
    ...CLOSED,
    because: 'unmet',
    unmet,
    missing: { count: 1, of: [0, 1] },
    idleVaults: [vault],
  }
  expect(compose(answer)).toMatchObject({ outcome: 'unmet', holder: null })
  expect(read(answer).lines).toEqual([
    { depth: 0, text: 'any', count: 1 },
    {
      ...{ depth: 1, because: 'too-little', text: 'too-little', name: 'Night Owls', chain: 'Ethereum' },
      ...{ needed: '2', found: '1', wallet: '0x11…11' },
    },
    expect.objectContaining({ depth: 1, text: 'no-wallet', found: '' }),
    { depth: 0, text: 'no-loan', wallet: '0x33…33' },
  ])
})

test.each<[string, GateAnswer, object]>([
  [
    'used-up',
    {
      ...CLOSED,
      because: 'used-up',
      usedUp: { limit: 'token', token: { name: 'Night Owls', id: '7' }, at: NOW, heldUntil: null },
    },
    { usedUp: { limit: 'token', token: { name: 'Night Owls', id: '7' }, at: NOW, heldUntil: null } },
  ],
  ['not-started', { ...CLOSED, because: 'not-started', startsAt: NOW + 5 }, { startsAt: NOW + 5 }],
  ['sign-in', { ...CLOSED, because: 'sign-in' }, {}],
  ['paused', { ...CLOSED, because: 'paused' }, {}],
  ['ended', { ...CLOSED, because: 'ended' }, {}],
  [
    'unchecked',
    { id: 82, kind: 'unchecked', code: 'ERR_CHAIN_READ', chain: 'polygon' as ChainSlug },
    { code: 'ERR_CHAIN_READ', chain: 'polygon' },
  ],
])('behavior: %s keeps what its sentence needs', (outcome, answer, detail) => {
  expect(compose(answer)?.outcome).toBe(outcome)
  expect(read(answer)).toEqual(detail)
})

test.each<[string, unknown]>([
  ['a later version', { v: 2 }],
  ['an unknown field', { v: 1, more: true }],
  ['an unknown text', { v: 1, lines: [{ depth: 0, text: 'maybe', count: 1 }] }],
  ['a limit of its own', { v: 1, usedUp: { limit: 'day', token: null, at: null, heldUntil: null } }],
])('refuses: a stored detail with %s (ERR_STORED_INVALID)', (_, stored) => {
  expect(() => parseAnswerDetail(stored)).toThrow(expect.objectContaining({ code: 'ERR_STORED_INVALID' }))
})
