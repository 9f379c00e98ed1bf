import { describe, expect, test } from 'vitest'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { isUri } from '../../../app/core/login/isUri.ts'
import { parseSignInText } from '../../../app/core/login/parseSignInText.ts'
import { recoverEvmAddress, toChecksumAddress } from '../../../app/crypto/evmSignature.ts'
import { fc } from '../../random.ts'
import siwe from '../../vectors/siwe.json'

const isEip55 = (address: string) => toChecksumAddress(parseEvmAddress(address)) === address
const parse = (text: string) => parseSignInText({ text, isEip55 })
const absent = {
  family: 'evm',
  scheme: null,
  statement: null,
  expirationTime: null,
  notBefore: null,
  requestId: null,
  resources: null,
}

/** A signed vector of siwe, spelled as its library does. */
function spell(one: (typeof siwe.signed)[number] & { expirationTime?: string; notBefore?: string }): string {
  return [
    `${one.domain} wants you to sign in with your Ethereum account:`,
    one.address,
    '',
    one.statement,
    '',
    `URI: ${one.uri}`,
    'Version: 1',
    `Chain ID: ${one.chainId}`,
    `Nonce: ${one.nonce}`,
    `Issued At: ${one.issuedAt}`,
    ...(one.expirationTime ? [`Expiration Time: ${one.expirationTime}`] : []),
    ...(one.notBefore ? [`Not Before: ${one.notBefore}`] : []),
  ].join('\n')
}

describe('the published vectors of EIP-4361', () => {
  test.each(siwe.positive)('behavior: reads $name', ({ message, fields }) => {
    expect(parse(message)).toEqual({ ...absent, ...fields })
  })

  test.each(siwe.negative)('refuses: $name', ({ message }) => {
    expect(parse(message)).toBeNull()
  })

  test('behavior: a statement may have only the letters that EIP-4361 allows', () => {
    const [plain] = siwe.positive.filter(({ name }) => name === 'no optional field')
    const say = (statement: string) =>
      parse(plain?.message.replace(plain.fields.statement ?? '', () => statement) ?? '')
    expect(say(siwe.statement.good)?.statement).toBe(siwe.statement.good)
    for (const letter of siwe.statement.bad) expect(say(letter)).toBeNull()
    expect(say('')?.statement).toBe('')
  })

  test.each(siwe.signed)('behavior: reads $name and recovers its signer', (one) => {
    expect(parse(spell(one))).toMatchObject({ domain: one.domain, nonce: one.nonce, address: one.address })
    const signer = recoverEvmAddress({ message: spell(one), signature: one.signature })
    expect(signer).toBe(one.address.toLowerCase())
  })

  test.each(siwe.unsigned)('refuses: $name', (one) => {
    const signer = recoverEvmAddress({ message: spell(one), signature: one.signature })
    expect(signer).not.toBe(one.address.toLowerCase())
  })
})

const evm = siwe.positive.find(({ name }) => name === 'no optional field')?.message ?? ''
const solana = evm
  .replace('Ethereum account', 'Solana account')
  .replace(/0x\w+/, 'Vote111111111111111111111111111111111111111')
  .replace('Chain ID: 1', 'Chain ID: mainnet')

describe('parseSignInText', () => {
  test('default: Solana’s text differs in two words and the address', () => {
    expect(parse(solana)).toMatchObject({
      family: 'solana',
      address: 'Vote111111111111111111111111111111111111111',
      chainId: 'mainnet',
    })
  })

  test('behavior: a scheme, an IPv6 host and every optional field are read', () => {
    const text = `${evm.replace('service.org', 'https://[2001:db8::7]:8443')}
Expiration Time: 2021-09-30T16:25:24+02:00
Not Before: 2021-09-30T16:25:24.123456Z
Request ID: 
Resources:`
    expect(parse(text)).toMatchObject({
      scheme: 'https',
      domain: '[2001:db8::7]:8443',
      expirationTime: '2021-09-30T16:25:24+02:00',
      requestId: '',
      resources: [],
    })
  })

  test('behavior: a statement that looks like a field stays a statement', () => {
    const text = evm.replace(/I accept[^\n]*/, 'URI: https://evil.example')
    expect(parse(text)).toMatchObject({
      statement: 'URI: https://evil.example',
      uri: 'https://service.org/login',
    })
  })

  test.each<[string, string]>([
    [
      'an EVM address in a Solana text',
      solana.replace('Vote111111111111111111111111111111111111111', '0x'.padEnd(42, '1')),
    ],
    ['a Solana address in an EVM text', evm.replace(/0x\w+/, 'Vote111111111111111111111111111111111111111')],
    ['a Solana address with a missing character', solana.replace('Vote1', 'Vote')],
    ['a Solana address with a character outside of base58', solana.replace('Vote1', 'Vote0')],
    ['an unknown Solana network', solana.replace('mainnet', 'mainnet-beta')],
    ['a number as Solana’s network', solana.replace('mainnet', '101')],
    ['a network name in an EVM text', evm.replace('Chain ID: 1', 'Chain ID: mainnet')],
    ['another kind of account', evm.replace('Ethereum account', 'Bitcoin account')],
    ['a domain of two words', evm.replace('service.org wants', 'service.org shop wants')],
    ['a statement of two lines, which SIWS libraries accept', solana.replace('\n\nURI', '\n\nmore\n\nURI')],
    ['a statement that ends in fields', solana.replace('\n\nURI', '\nURI: https://evil.example\n\nURI')],
    ['a repeated field', evm.replace('\nVersion', '\nURI: https://evil.example\nVersion')],
    ['an unknown field', `${evm}\nColour: red`],
    ['a line feed at the end', `${evm}\n`],
    ['a space at the end', `${evm} `],
    ['a carriage return', evm.replaceAll('\n', '\r\n')],
    ['a line separator in the statement', evm.replace('I accept', 'I\u2028accept')],
    ['a 13th month', evm.replace('2021-09-30', '2021-13-30')],
    ['the 31st of September', evm.replace('2021-09-30', '2021-09-31')],
    ['the 29th of February in a common year', evm.replace('2021-09-30', '2021-02-29')],
    ['an hour past 23', evm.replace('T16:', 'T24:')],
    ['a day without a time', evm.replace('T16:25:24.000Z', '')],
    ['a time without a time zone', evm.replace('24.000Z', '24.000')],
    ['a time zone in lower case', evm.replace('24.000Z', '24.000z')],
    ['a nonce with other characters', evm.replace('32891757', '3289-757')],
    ['a statement of 4,097 letters', evm.replace('I accept', 'a'.repeat(4097))],
    ['nothing', ''],
  ])('refuses: %s', (_case, text) => {
    expect(parse(text)).toBeNull()
  })

  test('behavior: it never throws, and the nonce that it reads is in the text', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.string({ unit: 'binary' }), fc.boolean(), (at, junk, isSolana) => {
        const lines = (isSolana ? solana : evm).split('\n')
        lines[at] = junk
        const found = parse(lines.join('\n'))
        if (found) expect(lines.join('\n')).toContain(`Nonce: ${found.nonce}\n`)
      }),
      { numRuns: 500 },
    )
  })
})

describe('isUri', () => {
  // The examples of RFC 3986 §1.1.2.
  test.each([
    'ftp://ftp.is.co.za/rfc/rfc1808.txt',
    'http://www.ietf.org/rfc/rfc2396.txt',
    'ldap://[2001:db8::7]/c=GB?objectClass?one',
    'mailto:John.Doe@example.com',
    'news:comp.infosystems.www.servers.unix',
    'tel:+1-816-555-1212',
    'telnet://192.0.2.16:80/',
    'urn:oasis:names:specification:docbook:dtd:xml:4.1.2',
    'uri://[v1.fe80::a+en1]/',
    'uri://[::]',
    'uri://[1:2:3:4:5:6:7::]',
    'uri://[::2:3:4:5:6:7:8]',
    'uri://[1::8]',
    'uri://[::ffff:192.0.2.1]',
    'uri://[1:2:3:4:5:6:192.0.2.1]',
    'uri:',
    'uri:/',
    'uri:///path',
    'https://a_b.example/%20?x=/?#/?',
  ])('behavior: %s is a URI', (text) => expect(isUri(text)).toBe(true))

  test.each([
    '',
    'example.com',
    '//example.com',
    '1http://example.com',
    'http://exa mple.com',
    'http://example.com/%2',
    'http://example.com/%zz',
    'http://example.com:80a/',
    'http://[::1',
    'http://::1]/',
    'uri://[1:::2]',
    'uri://[1::2::3]',
    'uri://[12345::]',
    'uri://[:1:2:3:4:5:6:7]',
    'uri://[1:2:3:4:5:6:7:]',
    'uri://[::192.0.2.1:1]',
    'uri://[::01.0.0.0]',
    'uri://[v.x]',
    'http://a#b#c',
    'http://é.example',
    'http://example.com/\n',
  ])('refuses: %j', (text) => expect(isUri(text)).toBe(false))
})
