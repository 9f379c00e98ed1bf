import { describe, expect, test } from 'vitest'
import { InputError } from '../../../app/core/errors/base.ts'
import { findDetails } from '../../../app/core/errors/details.ts'
import type { ProjectForm } from '../../../app/core/project/form.ts'
import { formatProjectForm } from '../../../app/core/project/formatProjectForm.ts'
import { isAllowedDomain } from '../../../app/core/project/isAllowedDomain.ts'
import { isRegisteredRedirect } from '../../../app/core/project/isRegisteredRedirect.ts'
import { parseProjectDraft } from '../../../app/core/project/parseProjectDraft.ts'
import type { ProjectId } from '../../../app/core/project/types.ts'
import { fc } from '../../random.ts'

const contract = `0x${'aB'.repeat(20)}`
const wallet = (n: number) => `0x${n.toString(16).padStart(40, '0')}`
const form: ProjectForm = {
  name: 'Photo board',
  allowedDomains: ['photos.example'],
  redirectUris: ['https://photos.example/callback'],
  format: 'siwe',
  statement: '',
  requirement: null,
  isStorefront: false,
}
const holders = {
  chain: 'ethereum',
  contractAddress: contract,
  minTokenBalance: '2',
  tokenIds: [],
  allowedWallets: [],
}
const parse = (over: Partial<ProjectForm> = {}) => parseProjectDraft({ form: { ...form, ...over } })
function fieldsOf(over: Partial<ProjectForm>): unknown {
  try {
    parse(over)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_PROJECT_INVALID', name: 'InputError' })
    return findDetails(error as InputError, 'ERR_PROJECT_INVALID')?.fields
  }
  throw new Error('The form was accepted.')
}

describe('parseProjectDraft', () => {
  test('default', () => {
    expect(parse()).toEqual({ ...form, statement: null })
  })

  test('behavior: outer blanks, empty lines and duplicates are dropped', () => {
    expect(
      parse({
        name: '  Photo board ',
        allowedDomains: [' Photos.Example ', '', 'photos.example'],
        redirectUris: ['', ' https://photos.example/callback '],
        statement: '  Sign in to the photo board.  ',
      }),
    ).toEqual({ ...form, statement: 'Sign in to the photo board.' })
  })

  test('behavior: all wrong fields are reported at once, each with its first wrong entry', () => {
    expect(
      fieldsOf({
        name: ' ',
        allowedDomains: ['photos.example', 'a b', '*.example.com'],
        redirectUris: ['photos.example'],
        format: 'SIWE',
        statement: 'one\ntwo',
        requirement: { ...holders, chain: 'Ethereum', contractAddress: '0x12', minTokenBalance: '-1' },
      }),
    ).toEqual({
      name: { issue: 'required' },
      allowedDomains: { issue: 'domain-invalid', entry: 'a b' },
      redirectUris: { issue: 'redirect-invalid', entry: 'photos.example' },
      format: { issue: 'format-unknown' },
      statement: { issue: 'unsafe-text' },
      'requirement.chain': { issue: 'chain-unknown' },
      'requirement.contractAddress': { issue: 'address-invalid' },
      'requirement.minTokenBalance': { issue: 'not-an-amount' },
    })
  })

  test.each<[string, Partial<ProjectForm>, string, string]>([
    ['a name of 61 characters', { name: 'n'.repeat(61) }, 'name', 'too-long'],
    ['a name with a line separator', { name: 'a\u2028b' }, 'name', 'unsafe-text'],
    ['a name with a lone surrogate', { name: 'a\ud800b' }, 'name', 'unsafe-text'],
    ['a statement of 201 characters', { statement: 's'.repeat(201) }, 'statement', 'too-long'],
    ['a statement with a control character', { statement: 'a\u0085b' }, 'statement', 'unsafe-text'],
    ['no format', { format: '' }, 'format', 'format-unknown'],
    [
      '21 domains',
      { allowedDomains: Array.from({ length: 21 }, (_, i) => `shop${i}.example`) },
      'allowedDomains',
      'too-many',
    ],
    [
      '21 redirect addresses',
      { redirectUris: Array.from({ length: 21 }, (_, i) => `https://shop.example/${i}`) },
      'redirectUris',
      'too-many',
    ],
  ])('refuses: %s (ERR_PROJECT_INVALID)', (_, over, path, issue) => {
    expect(fieldsOf(over)).toMatchObject({ [path]: { issue } })
  })

  test('behavior: the longest texts and lists are accepted', () => {
    const allowedDomains = Array.from({ length: 20 }, (_, i) => `shop${i}.example`)
    const draft = parse({ name: '🦉'.repeat(60), statement: 'ß'.repeat(200), allowedDomains })
    expect(draft.allowedDomains).toHaveLength(20)
  })

  test.each([
    ['photos.example', 'photos.example'],
    ['Photos.Example:8443', 'photos.example:8443'],
    ['https://photos.example', 'photos.example'],
    ['https://photos.example/', 'photos.example'],
    ['https://photos.example:443', 'photos.example'],
    ['photos.example:443', 'photos.example'],
    ['photos.example:80', 'photos.example:80'],
    ['http://localhost:3000/', 'localhost:3000'],
    ['http://localhost:80', 'localhost'],
    ['localhost:80', 'localhost:80'],
    ['http://localhost:*', 'localhost:*'],
    ['localhost:*', 'localhost:*'],
    ['127.0.0.1:*', '127.0.0.1:*'],
    ['[::1]:*', '[::1]:*'],
    ['http://[::1]:3000', '[::1]:3000'],
    ['http://shop.localhost:3000', 'shop.localhost:3000'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
    ['intranet', 'intranet'],
    ['10.0.0.7:8443', '10.0.0.7:8443'],
  ])('behavior: the domain %s is stored as %s', (text, kept) => {
    expect(parse({ allowedDomains: [text] }).allowedDomains).toEqual([kept])
    if (!kept.includes('*')) expect(isAllowedDomain({ domain: kept, allowedDomains: [kept] })).toBe(true)
  })

  test.each([
    ['https://photos.example/login', 'domain-path'],
    ['photos.example/', 'domain-path'],
    ['photos.example?x', 'domain-path'],
    ['photos.example\\x', 'domain-path'],
    ['http://photos.example', 'domain-insecure'],
    ['ftp://photos.example', 'domain-invalid'],
    ['javascript://photos.example', 'domain-invalid'],
    ['me@photos.example', 'domain-invalid'],
    ['https://me:pw@photos.example', 'domain-invalid'],
    ['*', 'wildcard'],
    ['*.photos.example', 'wildcard'],
    ['photos.example:*', 'wildcard'],
    ['10.0.0.1:*', 'wildcard'],
    ['localhost:3*', 'wildcard'],
    ['photos.example:0', 'domain-invalid'],
    ['photos.example:070', 'domain-invalid'],
    ['photos.example:65536', 'domain-invalid'],
    ['photos.example:', 'domain-invalid'],
    ['photos..example', 'domain-invalid'],
    ['photos.example.', 'domain-invalid'],
    ['-photos.example', 'domain-invalid'],
    ['münchen.example', 'domain-invalid'],
    ['photos example', 'domain-invalid'],
    ['photos.example\n.evil.example', 'domain-invalid'],
    ['127.1', 'domain-invalid'],
    ['256.0.0.1', 'domain-invalid'],
    ['0x7f.0.0.1', 'domain-invalid'],
    ['0x7f000001', 'domain-invalid'],
    ['[2001:db8::1]', 'domain-invalid'],
    ['https://', 'domain-invalid'],
    [`${'a'.repeat(260)}.example`, 'too-long'],
  ])('refuses: the domain %j (ERR_PROJECT_INVALID)', (text, issue) => {
    expect(fieldsOf({ allowedDomains: [text] })).toEqual({
      allowedDomains: { issue, entry: expect.any(String) },
    })
  })

  test.each([
    'https://photos.example',
    'https://photos.example/',
    'https://photos.example:8443/a/b?c=d&e=%20f',
    'https://photos.example/Callback',
    'http://localhost/',
    'http://localhost:3000/callback',
    'http://127.0.0.1:3000',
    'http://[::1]:3000/x',
    'https://localhost/x',
    'http://shop.localhost:3000/x',
    'https://photos.example/it:is@allowed',
  ])('behavior: the redirect address %s is stored unchanged', (text) => {
    expect(parse({ redirectUris: [text] }).redirectUris).toEqual([text])
    expect(isRegisteredRedirect({ redirectUri: text, redirectUris: [text] })).toBe(true)
  })

  test.each(['http://localhost:*', 'http://127.0.0.1:*'])(
    'behavior: %s allows every port and path there',
    (text) => {
      const { redirectUris } = parse({ redirectUris: [text] })
      const redirectUri = text.replace('*', '5173/callback')
      expect(isRegisteredRedirect({ redirectUri, redirectUris })).toBe(true)
    },
  )

  test.each([
    ['/callback', 'redirect-invalid'],
    ['photos.example/callback', 'redirect-invalid'],
    ['//photos.example/callback', 'redirect-invalid'],
    ['javascript:alert(1)', 'redirect-invalid'],
    ['data:text/html,x', 'redirect-invalid'],
    ['myapp://callback', 'redirect-invalid'],
    ['HTTPS://photos.example/', 'redirect-invalid'],
    ['https://Photos.example/', 'redirect-invalid'],
    ['https://me@photos.example/', 'redirect-invalid'],
    ['https://me:pw@photos.example/', 'redirect-invalid'],
    ['https://photos.example@evil.example/', 'redirect-invalid'],
    ['https://photos.example\\@evil.example/', 'redirect-invalid'],
    ['https://photos.example/a\\b', 'redirect-invalid'],
    ['https://photos.example/a b', 'redirect-invalid'],
    ['https://photos.example/ü', 'redirect-invalid'],
    ['https://photos.example:99999/', 'redirect-invalid'],
    ['https:///callback', 'redirect-invalid'],
    ['http://photos.example/', 'redirect-insecure'],
    ['http://10.0.0.1/', 'redirect-insecure'],
    ['http://localhost.evil.example/', 'redirect-insecure'],
    ['https://photos.example/#done', 'redirect-fragment'],
    ['https://photos.example/#', 'redirect-fragment'],
    ['https://*.photos.example/', 'wildcard'],
    ['https://photos.example/*', 'wildcard'],
    ['https://localhost:*', 'wildcard'],
    ['http://localhost:*/callback', 'wildcard'],
    ['http://[::1]:*', 'wildcard'],
    [`https://photos.example/${'x'.repeat(2000)}`, 'too-long'],
  ])('refuses: the redirect address %j (ERR_PROJECT_INVALID)', (text, issue) => {
    expect(fieldsOf({ redirectUris: [text] })).toEqual({ redirectUris: { issue, entry: expect.any(String) } })
  })

  test('behavior: a requirement keeps the spelling of its addresses, and a minimum of zero counts as none', () => {
    expect(parse({ requirement: holders }).requirement).toEqual({
      chain: 'ethereum',
      flat: {
        contractAddress: contract,
        minTokenBalance: '2',
        allowedWallets: null,
        tokenIds: [],
        collection: [],
        creatorAddress: null,
      },
    })
    for (const minTokenBalance of ['', '0', '0.00']) {
      const { requirement } = parse({ requirement: { ...holders, minTokenBalance } })
      expect(requirement?.flat.minTokenBalance).toBeNull()
    }
  })

  test('behavior: listed wallets may stand alone, each once, and a minimum without a contract is dropped', () => {
    const requirement = {
      ...holders,
      contractAddress: ' ',
      minTokenBalance: 'much',
      tokenIds: ['x'],
      allowedWallets: [wallet(10), '', wallet(10).toUpperCase().replace('0X', '0x'), wallet(11)],
    }
    expect(parse({ requirement }).requirement?.flat).toMatchObject({
      contractAddress: null,
      minTokenBalance: null,
      tokenIds: [],
      allowedWallets: [expect.stringMatching(/0a$/i), wallet(11)],
    })
  })

  test.each<[string, Partial<typeof holders> | { allowedWallets: string[] }, string, string]>([
    ['neither a token nor wallets', { contractAddress: '' }, 'contractAddress', 'required'],
    ['an amount with a sign', { minTokenBalance: '+1' }, 'minTokenBalance', 'not-an-amount'],
    ['an amount with an exponent', { minTokenBalance: '1e3' }, 'minTokenBalance', 'not-an-amount'],
    ['an amount with a comma', { minTokenBalance: '1,5' }, 'minTokenBalance', 'not-an-amount'],
    ['an invalid wallet address', { allowedWallets: ['vitalik.eth'] }, 'allowedWallets', 'address-invalid'],
    [
      '1001 wallets',
      { allowedWallets: Array.from({ length: 1001 }, (_, i) => wallet(i)) },
      'allowedWallets',
      'too-many',
    ],
  ])('refuses: %s (ERR_PROJECT_INVALID)', (_, over, field, issue) => {
    const requirement = { ...holders, ...over }
    expect(fieldsOf({ requirement })).toMatchObject({ [`requirement.${field}`]: { issue } })
  })

  test('refuses: malformed token ids, and more than 20 of them (ERR_PROJECT_INVALID)', () => {
    const many = Array.from({ length: 21 }, (_, i) => String(i))
    for (const tokenIds of [['01'], ['-1'], ['x'], [String(1n << 256n)], many]) {
      expect(fieldsOf({ requirement: { ...holders, tokenIds } })).toEqual({
        'requirement.tokenIds': { issue: 'token-ids-invalid' },
      })
    }
  })

  test('behavior: any form is accepted or refused with an InputError, and an accepted one is read back the same', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.domain(),
      fc.constantFrom('localhost:*', 'http://localhost:*', '[::1]', '', 'https://a.example/'),
    )
    const texts = fc.array(text, { maxLength: 5 })
    const requirement = fc.record({
      chain: fc.constantFrom('ethereum', 'base', 'x'),
      contractAddress: fc.oneof(text, fc.constant(contract)),
      minTokenBalance: fc.oneof(text, fc.nat().map(String)),
      tokenIds: texts,
      allowedWallets: fc.array(fc.oneof(text, fc.constant(contract)), { maxLength: 3 }),
    })
    const forms = fc.record({
      name: fc.oneof(text, fc.constant('n')),
      allowedDomains: texts,
      redirectUris: texts,
      format: fc.constantFrom('siwe', 'simple', 'x'),
      statement: text,
      requirement: fc.option(requirement),
      isStorefront: fc.boolean(),
    })
    fc.assert(
      fc.property(forms, (any) => {
        let draft: ReturnType<typeof parseProjectDraft>
        try {
          draft = parseProjectDraft({ form: any })
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
          return
        }
        const stored = { id: 'p' as ProjectId, shopId: null, mayChangeGates: false }
        const project = { ...draft, ...stored, createdAt: 0, updatedAt: 0 }
        expect(parseProjectDraft({ form: formatProjectForm(project) })).toEqual(draft)
        // The browser writes each stored domain the same way.
        for (const domain of draft.allowedDomains.filter((each) => !each.includes('*'))) {
          expect([new URL(`https://${domain}`).host, new URL(`http://${domain}`).host]).toContain(domain)
        }
        for (const uri of draft.redirectUris.filter((each) => !each.includes('*'))) {
          expect(new URL(uri)).toMatchObject({ hash: '', username: '', password: '' })
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('a requirement on Solana', () => {
  const mint = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'
  const owl = 'Stake11111111111111111111111111111111111111'
  const solana = { ...holders, chain: 'solana', contractAddress: mint }

  test('default: a mint or collection, single mints, and wallets in their own spelling', () => {
    const requirement = { ...solana, tokenIds: [owl, owl, ''], allowedWallets: [owl, mint, owl] }
    expect(parse({ requirement }).requirement).toEqual({
      chain: 'solana',
      flat: {
        contractAddress: mint,
        minTokenBalance: '2',
        tokenIds: [owl],
        allowedWallets: [owl, mint],
        collection: [],
        creatorAddress: null,
      },
    })
    const alone = { ...solana, contractAddress: '', tokenIds: [owl] }
    expect(parse({ requirement: alone }).requirement?.flat).toMatchObject({
      contractAddress: null,
      tokenIds: [owl],
      minTokenBalance: '2',
    })
  })

  test('refuses: addresses of another family or in another case, and a minimum without a token (ERR_PROJECT_INVALID)', () => {
    for (const [change, path] of [
      [{ contractAddress: contract }, 'requirement.contractAddress'],
      [{ contractAddress: ` ${mint.toLowerCase()} ` }, 'requirement.contractAddress'],
      [{ tokenIds: ['1'] }, 'requirement.tokenIds'],
      [{ allowedWallets: [owl, contract] }, 'requirement.allowedWallets'],
      [{ contractAddress: '' }, 'requirement.contractAddress'],
    ] as const) {
      expect(fieldsOf({ requirement: { ...solana, ...change } })).toHaveProperty([path])
    }
    expect(fieldsOf({ requirement: { ...holders, allowedWallets: [mint] } })).toEqual({
      'requirement.allowedWallets': { issue: 'address-invalid', entry: mint },
    })
  })
})

describe('a requirement on Flow', () => {
  const account = '0x0b2a3299cc857e29'
  const club = 'A.0b2a3299cc857e29.TopShot'
  const flow = { ...holders, chain: 'flow', contractAddress: club, tokenIds: [], allowedWallets: [] }

  test('default: a contract by its name, and accounts', () => {
    const { requirement } = parse({ requirement: { ...flow, allowedWallets: [account] } })
    const flat = { contractAddress: club, minTokenBalance: '2', tokenIds: [], allowedWallets: [account] }
    expect(requirement).toMatchObject({ chain: 'flow', flat })
  })

  test('refuses: an account as a contract, a contract as an account, and single NFTs (ERR_PROJECT_INVALID)', () => {
    for (const [change, path, issue] of [
      [{ contractAddress: account }, 'contractAddress', 'address-invalid'],
      [{ allowedWallets: [club] }, 'allowedWallets', 'address-invalid'],
      [{ tokenIds: ['7'] }, 'tokenIds', 'no-ids'],
    ] as const)
      expect(fieldsOf({ requirement: { ...flow, ...change } })).toMatchObject({
        [`requirement.${path}`]: { issue },
      })
  })
})
