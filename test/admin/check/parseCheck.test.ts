import { describe, expect, test } from 'vitest'
import { parseCheck, parseCheckList } from '../../../app/admin/check/parseCheck.ts'
import { splitWallets } from '../../../app/admin/check/readWallets.ts'
import { findCheckErrors } from '../../../app/admin/check/useCheck.ts'
import { formatGateForm } from '../../../app/core/gate/formatGateForm.ts'
import { holder, makeGate } from '../../fakes/fakeContext.ts'

const sun = 'So11111111111111111111111111111111111111112'
const form = formatGateForm({ gate: makeGate(), timeZone: 'UTC' })
const question = { form, wallets: [holder], chain: 'ethereum', block: '' }

describe('parseCheck', () => {
  test('default: wallets of every family, checked now', () => {
    expect(parseCheck({ ...question, wallets: [`0x${'A'.repeat(40)}`, sun] })).toEqual({
      form,
      typed: [
        { kind: 'key', chain: 'ethereum', address: `0x${'a'.repeat(40)}` },
        { kind: 'key', chain: 'solana', address: sun },
      ],
      at: null,
    })
  })

  test('behavior: a name is looked up later', () => {
    expect(parseCheck({ ...question, wallets: ['ada.eth'] }).typed).toEqual([
      { kind: 'name', name: 'ada.eth' },
    ])
    expect(findCheckErrors({ ...question, wallets: ['ada.eth'] })).toEqual({})
  })

  test('behavior: a past block, with its thousands separated', () => {
    expect(parseCheck({ ...question, block: '18,000,000' }).at).toEqual({
      chain: 'ethereum',
      block: 18_000_000n,
    })
  })

  test.each([
    ['no wallet', 'ERR_BODY_INVALID', { ...question, wallets: [] }],
    [
      'too many wallets',
      'ERR_BODY_INVALID',
      { ...question, wallets: Array.from({ length: 17 }, () => holder) },
    ],
    ['a word', 'ERR_ADDRESS_INVALID', { ...question, wallets: ['ada'] }],
    [
      'a Solana address in another case',
      'ERR_ADDRESS_INVALID',
      { ...question, wallets: [sun.toUpperCase()] },
    ],
    ['a malformed block', 'ERR_BODY_INVALID', { ...question, block: '0x10' }],
    ['block zero', 'ERR_BODY_INVALID', { ...question, block: '0' }],
    ['a Solana slot', 'ERR_CHAIN_UNKNOWN', { ...question, chain: 'solana', block: '7' }],
    ['an unknown chain', 'ERR_CHAIN_UNKNOWN', { ...question, chain: 'moon', block: '7' }],
    ['an unknown field', 'ERR_BODY_INVALID', { ...question, shopId: 1 }],
    ['nothing', 'ERR_BODY_INVALID', null],
  ])('refuses: %s (%s)', (_, code, value) => {
    expect(() => parseCheck(value)).toThrow(expect.objectContaining({ code }))
  })
})

describe('parseCheckList', () => {
  test('default: the wallets of a part of a list, as typed and as wallets', () => {
    const typed = [{ kind: 'key', chain: 'ethereum', address: holder }]
    expect(parseCheckList({ form, wallets: [holder] })).toEqual({ form, texts: [holder], typed })
  })

  test.each([
    ['no wallet', 'ERR_BODY_INVALID', []],
    ['more than a part has', 'ERR_BODY_INVALID', Array.from({ length: 21 }, () => holder)],
    ['a word', 'ERR_ADDRESS_INVALID', ['ada']],
  ])('refuses: %s (%s)', (_, code, wallets) => {
    expect(() => parseCheckList({ form, wallets })).toThrow(expect.objectContaining({ code }))
  })
})

describe('findCheckErrors', () => {
  test('default: a correct form has no errors', () => {
    expect(findCheckErrors({ ...question, wallets: splitWallets(` ${holder},\n${sun} `) })).toEqual({})
  })

  test('behavior: an error names the wrong wallet of several', () => {
    expect(findCheckErrors({ ...question, wallets: [holder, 'ada'] }).wallets).toBe(
      '“ada” is not a wallet address.',
    )
    expect(findCheckErrors({ ...question, wallets: [] }).wallets).toMatch(/at least one/)
    expect(findCheckErrors({ ...question, block: 'latest' }).block).toMatch(/in digits/)
  })

  test.each(['18,000,000', '1'.repeat(15), '1'.repeat(16), '12 345', '0', '0x10', '7,'])(
    'behavior: the page and the server agree on the block %j',
    (block) => {
      const isSent = findCheckErrors({ ...question, block }).block === undefined
      const parse = () => parseCheck({ ...question, block })
      if (isSent) expect(parse).not.toThrow()
      else expect(parse).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
    },
  )
})
