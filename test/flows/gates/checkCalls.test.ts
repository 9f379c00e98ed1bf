import { expect, test } from 'vitest'
import type { ContractDescription } from '../../../app/core/chain/describe.ts'
import { type CallForm, EMPTY_CALL, type GateForm } from '../../../app/core/gate/form.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'
import type { Balance, BalanceRead } from '../../../app/core/requirement/reads.ts'
import { checkCalls } from '../../../app/flows/gates/checkCalls.ts'
import { contract, ethereum } from '../../fakes/fakeContext.ts'

const READ: Balance = { kind: 'read', amount: 0n, block: 5n }
const lacking = (code: 'ERR_TOKEN_READ' | 'ERR_CHAIN_READ'): Balance => ({
  kind: 'unread',
  code,
  chain: ethereum,
})

const QUESTIONS = {
  member: { method: 'isOwner(address)(bool)', args: ['wallet'], word: 0, answer: 'true' },
  named: { method: 'locked(uint256)(bool)', args: ['id'], word: 0, answer: 'true', tokenIds: ['7'] },
  listed: { method: 'locked(uint256)(bool)', args: ['id'], word: 0, answer: 'true' },
  name: { method: 'owner(bytes32)(address)', args: [`0x${'7e'.repeat(32)}`], word: 0, answer: 'wallet' },
} as const

async function check({
  question,
  answer,
  preset = '',
  description = { kind: 'unknown', reason: 'not-a-token' },
}: {
  question: keyof typeof QUESTIONS
  answer: (read: Extract<BalanceRead, { kind: 'call' }>) => Balance
  preset?: CallForm['preset']
  description?: ContractDescription
}) {
  const condition = {
    ...{ kind: 'call', chain: 'ethereum', contract, label: { name: 'Harbor', symbol: '' }, minimum: '1' },
    ...{ decimals: 0, question: QUESTIONS[question], ...(preset && { preset }) },
  }
  const form = {
    root: { kind: 'all', count: '', of: [{ kind: 'call', call: { ...EMPTY_CALL, preset } }] },
  } as unknown as GateForm
  const asked: Extract<BalanceRead, { kind: 'call' }>[] = []
  let requests = 0
  const run = checkCalls(
    {
      describeContract: async () => description,
      readBalances: async ({ reads }) => {
        requests += 1
        return reads.map((read) => {
          if (read.kind !== 'call') throw new Error('Nothing else is read.')
          asked.push(read)
          return answer(read)
        })
      },
    },
    { form, requirement: parseRequirement({ v: 1, root: condition }) },
  )
  const fields = await run.then(
    () => null,
    (error) => error.details.fields,
  )
  return {
    fields,
    requests,
    asked: asked.map(({ question: { method, args } }) => `${method} ${args.join()}`),
  }
}

test('default: a question is asked once, for a wallet that nobody has', async () => {
  expect(await check({ question: 'member', answer: () => READ })).toEqual({
    fields: null,
    requests: 1,
    asked: ['isOwner(address)(bool) wallet'],
  })
})

test('behavior: one about ids is also asked about the first id, whoever owns it', async () => {
  const { asked } = await check({ question: 'named', answer: () => READ })
  expect(asked).toEqual(['locked(uint256)(bool) id', `locked(uint256)(bool) 0x${'7'.padStart(64, '0')}`])
})

test.each([
  ['ERR_TOKEN_READ', '', { 'root.of.0.call.method': 'call-unanswered' }],
  ['ERR_TOKEN_READ', 'safe', { 'root.of.0.contract': 'call-unanswered' }],
  ['ERR_CHAIN_READ', 'safe', { 'root.of.0.contract': 'chain-unreachable' }],
] as const)('refuses: %s of the preset "%s" (ERR_GATE_INVALID)', async (code, preset, fields) => {
  expect(await check({ question: 'member', preset, answer: () => lacking(code) })).toMatchObject({ fields })
})

test('refuses: an id of which the contract does not answer (ERR_GATE_INVALID)', async () => {
  const answer = ({ question }: { question: { args: readonly string[] } }) =>
    question.args.includes('id') ? READ : lacking('ERR_TOKEN_READ')
  expect(await check({ question: 'named', answer })).toMatchObject({
    fields: { 'root.of.0.call.method': 'call-unanswered' },
  })
})

test('refuses: a contract that does not list a wallet’s tokens, where no id is named (ERR_GATE_INVALID)', async () => {
  const description = { kind: 'erc721', name: 'Owls', symbol: 'OWL', listsTokens: false } as const
  expect(await check({ question: 'listed', description, answer: () => READ })).toMatchObject({
    fields: { 'root.of.0.tokenIds': 'tokens-not-listed' },
  })
  const listing = { ...description, listsTokens: true }
  expect(await check({ question: 'listed', description: listing, answer: () => READ })).toMatchObject({
    fields: null,
  })
})

test('refuses: an ENS name that the Name Wrapper owns (ERR_GATE_INVALID)', async () => {
  const answer = ({ owner }: { owner: string }): Balance =>
    owner.startsWith('0xd4416b13') ? { ...READ, amount: 1n } : READ
  expect(await check({ question: 'name', preset: 'name', answer })).toMatchObject({
    fields: { 'root.of.0.call.values.0': 'name-wrapped' },
  })
  expect(await check({ question: 'name', preset: 'name', answer: () => READ })).toMatchObject({
    ...{ fields: null, requests: 1 },
    asked: Array(2).fill(`owner(bytes32)(address) 0x${'7e'.repeat(32)}`),
  })
})
