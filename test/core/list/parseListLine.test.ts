import { describe, expect, test } from 'vitest'
import { parseListLine } from '../../../app/core/list/parseListLine.ts'
import { toChecksumAddress } from '../../../app/crypto/evmSignature.ts'

// EIP-55's own samples.
const MIXED = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const UPPER = '0x52908400098527886E0F7030069857D2E4169EE7'
const LOWER = '0xde709f2102306220921060314715629080e2fb77'
const SOLANA = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA'
const OTHER = '0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359'

const read = (line: string, { isFirst = false, isTable = false } = {}) =>
  parseListLine({ line, isFirst, isTable, toChecksumAddress })
const address = (text: string) => ({ kind: 'address', address: text })
const bad = (reason: string) => ({ kind: 'bad', reason })

describe('parseListLine', () => {
  test('default', () => {
    expect(read(MIXED)).toEqual(address(MIXED.toLowerCase()))
    expect(read(UPPER)).toEqual(address(UPPER.toLowerCase()))
    expect(read(LOWER)).toEqual(address(LOWER))
    expect(read(SOLANA)).toEqual(address(SOLANA))
    expect(read(`0x${OTHER.slice(2).toUpperCase()}`)).toEqual(address(OTHER))
    expect(read('11111111111111111111111111111111')).toEqual(address('11111111111111111111111111111111'))
  })

  test.each([
    ['spaces', `   ${LOWER}\t `],
    ['a carriage return', `${LOWER}\r`],
    ['a byte-order mark', `\ufeff${LOWER}`],
    ['invisible characters', `\u200e${LOWER.slice(0, 20)}\u200b${LOWER.slice(20)}\u00a0`],
    ['quotes', `"${LOWER}"`],
    ['quotes and columns', `"${LOWER}","1,204","Anna ""A"" K"`],
    ['a comma at the end', `"${LOWER}",`],
    ['single quotes', `'${LOWER}', `],
    ['commas', `${LOWER},12,Anna`],
    ['semicolons', `${LOWER};12;Anna`],
    ['tabs', `${LOWER}\t12\tAnna`],
  ])('behavior: the first column is read as the address despite %s', (_name, line) => {
    expect(read(line)).toEqual(address(LOWER))
  })

  test.each(['', '  ', '\ufeff', '\r', ',,,', ' ; ', '\t'])('behavior: %j is blank', (line) => {
    expect(read(line, { isFirst: true })).toEqual({ kind: 'blank' })
  })

  test('behavior: a first line of words is a heading, and the lines below it are a table', () => {
    for (const line of [
      'address',
      '"HolderAddress","Balance"',
      'Wallet;Name',
      'Adresse (Käufer)\t#',
      'wallet_address',
      'Wallet 1,Wallet 2',
      'Token holder',
      '지갑 주소',
    ]) {
      expect(read(line, { isFirst: true })).toEqual({ kind: 'heading' })
      expect(read(line)).toEqual(bad('not-an-address'))
    }
    expect(read(`${LOWER},${OTHER}`, { isTable: true })).toEqual(address(LOWER))
  })

  test.each([
    'dAC17F958D2ee523a2206206994',
    'TokenkegQfeZyiNwAJ',
    'x5aAeb6053F3E94C9b9A09f',
    'HN7cABqLq46Es1jh',
    'abcdefghijklmnopqrstuvw',
  ])('refuses: %s on the first line, because it is a mangled address and no heading', (text) => {
    expect(read(`${text},${OTHER}`, { isFirst: true }).kind).toBe('bad')
    expect(read(text, { isFirst: true })).toEqual(bad('not-an-address'))
  })

  test('behavior: a name is told from an address', () => {
    for (const name of ['vitalik.eth', 'Anna.eth', 'pay.anna.eth', 'anna.xyz', 'toly.sol'])
      expect(read(`${name},Anna`)).toEqual({ kind: 'name', name })
  })

  test.each([
    ['a letter in the wrong case', MIXED.replace('aAeb', 'AAeb'), 'checksum'],
    ['too few digits', LOWER.slice(0, -1), 'cut-short'],
    ['a shortened address', '0xde70…fb77', 'cut-short'],
    ['an address shortened with dots', '0xde70...fb77', 'cut-short'],
    ['too many digits', `${LOWER}0`, 'not-an-address'],
    ['a transaction hash', `0x${'ab'.repeat(32)}`, 'not-an-address'],
    ['digits without 0x', LOWER.slice(2), 'not-an-address'],
    ['a letter that is no hexadecimal digit', LOWER.replace('f', 'g'), 'not-an-address'],
    ['full-width digits', LOWER.replace('7', '７'), 'not-an-address'],
    ['a name beside an address', `anna.eth, ${LOWER}`, 'several-addresses'],
    ['an e-mail address', 'anna@example.com', 'not-an-address'],
    ['a character outside of base58', SOLANA.replace('Q', '0'), 'not-an-address'],
    ['base58 of 31 bytes', SOLANA.slice(0, -2), 'not-an-address'],
    ['base58 with one more letter', `${SOLANA}1`, 'not-an-address'],
    ['a Solana address in lower case', SOLANA.toLowerCase(), 'case-lost'],
    ['two addresses in one column', `${LOWER} ${OTHER}`, 'several-addresses'],
    ['two addresses in two columns', `${LOWER}, ${OTHER}`, 'several-addresses'],
    ['an address of each family', `${LOWER},"${SOLANA}"`, 'several-addresses'],
    ['an unclosed quote', `"${LOWER}`, 'quotes'],
    ['text after a quote', `"${LOWER}" Anna`, 'quotes'],
    ['markup', `<b>${LOWER}</b>`, 'not-an-address'],
    ['a Markdown list item', `- ${LOWER}`, 'not-an-address'],
  ])('refuses: %s', (_name, line, reason) => {
    expect(read(line)).toEqual(bad(reason))
    expect(read(line, { isFirst: true })).toEqual(bad(reason))
  })

  test('behavior: a Solana address in another case is never the same address', () => {
    const swapped = SOLANA.replace('T', 't')
    expect(read(swapped)).not.toEqual(address(SOLANA))
  })
})
