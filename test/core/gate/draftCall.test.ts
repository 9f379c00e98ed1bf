import { expect, test } from 'vitest'
import { draftCondition } from '../../../app/core/gate/draftCondition.ts'
import { type CallForm, type ConditionForm, EMPTY_CALL } from '../../../app/core/gate/form.ts'
import { formatCallForm } from '../../../app/core/gate/formatCallForm.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'

const contract = `0x${'ab'.repeat(20)}`
const NODE = `0x${'7e'.repeat(32)}` as const

function draft(
  call: Partial<CallForm>,
  more: Partial<ConditionForm> = {},
  isChecksummed: (address: string) => boolean = () => true,
) {
  const issues: Record<string, string> = {}
  const condition = draftCondition({
    form: {
      ...{ kind: 'call', chain: 'ethereum', contract, minimum: '', maximum: '', tokenIds: '' },
      ...{ perId: false, listId: '', call: { ...EMPTY_CALL, label: 'Harbor Club', ...call } },
      ...more,
    },
    ...{ description: undefined, lists: new Map(), isChecksummed, isReadable: () => true },
    traitTable: undefined,
    hashName: (name) => (name === 'harbor.eth' ? NODE : null),
    report: (field, issue) => {
      issues[field] = issue
    },
  })
  return { condition, issues }
}

const staking = { method: 'stakeOf(address user) view returns (uint256, bool)', answer: 'amount' } as const

test('default: a question of the merchant’s own is stored in its short form', () => {
  const { condition, issues } = draft({ ...staking, decimals: '18' }, { minimum: '1.5' })
  expect(issues).toEqual({})
  expect(condition).toMatchObject({
    minimum: 1_500_000_000_000_000_000n,
    preset: null,
    question: { method: 'stakeOf(address)(uint256,bool)', args: ['wallet'], word: 0, answer: 'amount' },
  })
})

test('default: a preset takes its values from the merchant, and a name by its hash', () => {
  expect(draft({ preset: 'farm', values: ['7'] }).condition).toMatchObject({
    question: { args: [`0x${'0'.repeat(63)}7`, 'wallet'] },
  })
  expect(draft({ preset: 'event', values: ['128'] }).condition).toMatchObject({
    question: { args: ['wallet', 'index'], word: 1, answer: 'equal', equals: `0x${'0'.repeat(62)}80` },
  })
  expect(draft({ preset: 'name', values: ['harbor.eth'] }).condition).toMatchObject({
    ...{ values: ['harbor.eth'] },
    question: { args: [NODE], answer: 'wallet' },
  })
})

test('behavior: a saved question of one’s own is shown so that it can be saved again', () => {
  const owner = `0x${'Cd'.repeat(20)}`
  const form = {
    method: 'f(address,address,bool,bytes4,int8)(uint256,address)',
    args: `wallet, ${owner}, true, 0x01020304, -3`,
    word: '2',
    answer: 'equal',
    equals: owner,
  } as const
  const { condition, issues } = draft(form)
  if (condition?.kind !== 'call') throw new Error(JSON.stringify(issues))
  const shown = formatCallForm(condition)
  expect(shown).toMatchObject({ ...form, args: form.args.toLowerCase(), equals: owner.toLowerCase() })
  expect(draft(shown)).toEqual({ condition, issues: {} })
})

test('refuses: addresses in arguments and values whose checksum is wrong', () => {
  // The second has a letter of another case. One in a single case has no checksum.
  const right = '0x52908400098527886E0F7030069857D2E4169EE7'
  const [good, bad] = [
    '0xde709f2102306220921060314715629080e2fB77',
    '0xDe709f2102306220921060314715629080e2fB77',
  ]
  const refuse = (call: Partial<CallForm>) => draft(call, {}, (address) => address !== bad).issues
  const two = (own: string) => ({ method: 'f(address,address)(bool)', args: `wallet, ${own}` })
  for (const fine of [right, good, bad.toLowerCase()]) expect(refuse(two(fine))).toEqual({})
  expect(refuse(two(bad))).toEqual({ 'call.args': 'address-checksum' })
  const equal = { method: 'f(address)(address)', answer: 'equal' } as const
  expect(refuse({ ...equal, equals: good })).toEqual({})
  expect(refuse({ ...equal, equals: ` ${bad} ` })).toEqual({ 'call.equals': 'address-checksum' })
  const attestation = (attester: string) =>
    ({ preset: 'attestation', values: [`0x${'5c'.repeat(32)}`, attester] }) as const
  expect(refuse(attestation(good))).toEqual({})
  expect(refuse(attestation(bad))).toEqual({ 'call.values.1': 'address-checksum' })
})

test('behavior: bytes and numbers in mixed case are no addresses', () => {
  const call = { method: 'f(address,bytes20,uint256)(bool)', args: `wallet, 0x${'aB'.repeat(20)}, 0xAb` }
  expect(draft(call, {}, () => false).issues).toEqual({})
})

test.each<[Partial<CallForm>, Record<string, string>, Partial<ConditionForm>?]>([
  [{ ...staking, label: ' ' }, { 'call.label': 'required' }],
  [{ ...staking, label: 'x'.repeat(65) }, { 'call.label': 'too-long' }],
  [{ method: '' }, { 'call.method': 'required' }],
  [{ method: 'stakeOf' }, { 'call.method': 'method-invalid' }],
  [{ method: 'nameOf(address)(string)' }, { 'call.method': 'method-type' }],
  [{ method: 'f(uint256)(bool)' }, { 'call.args': 'args-invalid' }],
  [{ method: 'f(uint256)(bool)', args: '7' }, { 'call.args': 'args-invalid' }],
  [{ method: 'f(address,uint8)(bool)', args: 'wallet, 256' }, { 'call.args': 'args-invalid' }],
  [{ method: 'f(uint256)(bool)', args: 'wallet' }, { 'call.args': 'args-invalid' }],
  [{ method: 'f(uint256,uint256)(bool)', args: 'id, index' }, { 'call.args': 'args-invalid' }],
  [{ ...staking, word: '3' }, { 'call.word': 'word-invalid' }],
  [{ ...staking, answer: 'true' }, { 'call.answer': 'answer-unfit' }],
  [{ ...staking, answer: 'wallet' }, { 'call.answer': 'answer-unfit' }],
  [{ ...staking, answer: 'equal', equals: 'many' }, { 'call.equals': 'value-invalid' }],
  [{ ...staking, decimals: '37' }, { 'call.decimals': 'decimals-invalid' }],
  [{ preset: 'farm', values: [''] }, { 'call.values.0': 'required' }],
  [{ preset: 'farm', values: ['first'] }, { 'call.values.0': 'value-invalid' }],
  [{ preset: 'attestation', values: [NODE] }, { 'call.values.1': 'required' }],
  [{ preset: 'name', values: ['harbor'] }, { 'call.values.0': 'ens-name-invalid' }],
  [{ preset: 'rental' }, { tokenIds: 'call-ids' }],
  [{ preset: 'rental' }, { tokenIds: 'call-ids' }, { tokenIds: '1-51' }],
  [{ preset: 'staked' }, { tokenIds: 'call-ids' }, { tokenIds: '1' }],
  [{ preset: 'staked' }, { contract: 'required' }, { contract: '' }],
  [{ preset: 'staked' }, { chain: 'chain-other-family' }, { chain: 'solana' }],
])('refuses: %j %j', (call, issues, more) => {
  expect(draft(call, more)).toEqual({ condition: null, issues })
})

const stored = {
  ...{
    kind: 'call',
    chain: 'ethereum',
    contract,
    label: { name: 'Harbor', symbol: '' },
    minimum: '1',
    decimals: 0,
  },
  question: { method: 'isOwner(address)(bool)', args: ['wallet'], word: 0, answer: 'true' },
}

test.each([
  ['an unknown field', { ...stored, size: 1 }],
  ['an unknown way to count', { ...stored, question: { ...stored.question, answer: 'odd' } }],
  ['an unknown preset', { ...stored, preset: 'constructor' }],
  ['a method without the wallet', { ...stored, question: { ...stored.question, args: [NODE] } }],
  [
    'a type that does not fit',
    { ...stored, question: { ...stored.question, method: 'isOwner(uint256)(bool)' } },
  ],
  ['a word that is not there', { ...stored, question: { ...stored.question, word: 1 } }],
  ['decimals of a yes', { ...stored, decimals: 2 }],
  ['no name', { ...stored, label: { name: '', symbol: '' } }],
])('refuses: a stored question with %s (ERR_REQUIREMENT_INVALID)', (_, root) => {
  expect(parseRequirement({ v: 1, root: stored }).root).toMatchObject({ kind: 'call' })
  expect(() => parseRequirement({ v: 1, root })).toThrowError(
    expect.objectContaining({ code: 'ERR_REQUIREMENT_INVALID' }),
  )
})

test('refuses: listed tokens and times of the past, and more than 2,000 calls (ERR_REQUIREMENT_INVALID)', () => {
  const listed = {
    ...stored,
    question: { method: 'locked(uint256)(bool)', args: ['id'], word: 0, answer: 'true' },
  }
  const invalid = expect.objectContaining({ code: 'ERR_REQUIREMENT_INVALID' })
  expect(() => parseRequirement({ v: 1, root: listed, heldForHours: 1 })).toThrowError(invalid)
  // What had not ended by now at that block may have been renewed since.
  const question = { method: 'endOf(address)(uint64)', args: ['wallet'], word: 0, answer: 'later' }
  const ending = { ...stored, question }
  expect(parseRequirement({ v: 1, root: ending }).root).toMatchObject({ question })
  const snapshots = [{ chain: 'ethereum', block: '20000000' }]
  expect(() => parseRequirement({ v: 1, root: ending, heldForHours: 1 })).toThrowError(invalid)
  expect(() => parseRequirement({ v: 1, root: ending, snapshots })).toThrowError(invalid)
  const root = { kind: 'all', of: Array(4).fill(listed) }
  expect(() => parseRequirement({ v: 1, root })).toThrowError(invalid)
})
