import { describe, expect, test } from 'vitest'
import type { OauthParameters } from '../../../app/core/oauth/parameters.ts'
import { parseAuthorizeQuery } from '../../../app/core/oauth/parseAuthorizeQuery.ts'
import { parseAuthorizeTarget } from '../../../app/core/oauth/parseAuthorizeTarget.ts'

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const target: OauthParameters = [
  ['client_id', 'pk_1'],
  ['redirect_uri', 'https://shop.example/cb'],
]
const parse = (...more: [string, string][]) => parseAuthorizeQuery([...target, ...more])
const refusal = (code: string) => expect.objectContaining({ code, hint: expect.any(String) })

describe('parseAuthorizeTarget', () => {
  test('default: client, redirect URI, mode and state', () => {
    expect(parseAuthorizeTarget([...target, ['state', 'a='], ['response_mode', 'web_message']])).toEqual({
      clientId: 'pk_1',
      redirectUri: 'https://shop.example/cb',
      responseMode: 'web_message',
      state: 'a=',
    })
  })

  test('behavior: a state sent twice is left out, and a mode sent twice counts as none', () => {
    const twice: OauthParameters = [
      ['state', 'a'],
      ['state', 'b'],
      ['response_mode', 'web_message'],
      ['response_mode', 'query'],
    ]
    expect(parseAuthorizeTarget([...target, ...twice])).toMatchObject({ state: null, responseMode: 'query' })
  })

  test.each<[string, OauthParameters, string]>([
    ['no client', [['redirect_uri', 'https://a.example']], 'ERR_OAUTH_CLIENT'],
    [
      'an empty client',
      [
        ['client_id', ''],
        ['redirect_uri', 'https://a.example'],
      ],
      'ERR_OAUTH_CLIENT',
    ],
    ['no redirect URI', [['client_id', 'pk_1']], 'ERR_REDIRECT_URI'],
    ['two clients', [...target, ['client_id', 'pk_1']], 'ERR_OAUTH_REQUEST'],
    ['two redirect URIs', [...target, ['redirect_uri', 'https://evil.example']], 'ERR_OAUTH_REQUEST'],
    [
      'a line break',
      [
        ['client_id', 'pk_1\n'],
        ['redirect_uri', 'https://a.example'],
      ],
      'ERR_OAUTH_REQUEST',
    ],
    [
      'a long client',
      [
        ['client_id', 'p'.repeat(101)],
        ['redirect_uri', 'https://a.example'],
      ],
      'ERR_OAUTH_REQUEST',
    ],
  ])('refuses: %s', (_, parameters, code) => {
    expect(() => parseAuthorizeTarget(parameters)).toThrowError(refusal(code))
  })
})

describe('parseAuthorizeQuery', () => {
  test('default: what picket-js 0.0.102 sends', () => {
    const query = parse(
      ['code_challenge', CHALLENGE],
      ['state', 'ST'],
      ['code_challenge_method', 'S256'],
      ['response_mode', 'code'],
      ['locale', 'es'],
      ['chain', 'ethereum'],
      ['walletAddress', '0xA548'],
      ['signature', '0xsig'],
      ['contractAddress', '0xC'],
      ['minTokenBalance', '1'],
      ['collection', 'x'],
      ['collection', 'y'],
      ['creatorAddress', 'cr'],
      ['tokenIds', 'a'],
      ['tokenIds', 'b'],
      ['allowedWallets', '0x1'],
      ['allowedWallets', '0x2'],
      ['domain', 'shop.example'],
      ['uri', 'https://shop.example'],
      ['issuedAt', '2024-01-01T00:00:00.000Z'],
      ['something', 'new'],
      ['something', 'newer'],
    )
    expect(query).toEqual({
      scope: '',
      nonce: null,
      codeChallenge: CHALLENGE,
      chain: 'ethereum',
      requirement: {
        contractAddress: '0xC',
        minTokenBalance: '1',
        allowedWallets: ['0x1', '0x2'],
        tokenIds: ['a', 'b'],
        collection: ['x', 'y'],
        creatorAddress: 'cr',
      },
      isSilent: false,
      login: {
        walletAddress: '0xA548',
        signature: '0xsig',
        context: {
          domain: 'shop.example',
          uri: 'https://shop.example',
          issuedAt: '2024-01-01T00:00:00.000Z',
          chainId: null,
        },
      },
    })
  })

  test('behavior: a query with nothing but the target asks for nothing', () => {
    expect(parse()).toEqual({
      scope: '',
      nonce: null,
      codeChallenge: null,
      chain: null,
      requirement: null,
      isSilent: false,
      login: null,
    })
  })

  test('behavior: OpenID Connect’s parameters are read; unknown scopes are dropped, and empty parameters count as missing', () => {
    const query = parse(
      ['response_type', 'code'],
      ['response_mode', ''],
      ['scope', 'email offline_access openid openid'],
      ['nonce', 'n'],
      ['prompt', 'none'],
      ['chain', ''],
    )
    expect(query).toMatchObject({ scope: 'openid email', nonce: 'n', isSilent: true, chain: null })
  })

  test('behavior: a wallet address without a signature is no login', () => {
    expect(parse(['walletAddress', '0xA548']).login).toBeNull()
  })

  test.each<[string, [string, string][], string]>([
    ['a token in the answer', [['response_type', 'token']], 'ERR_OAUTH_RESPONSE_TYPE'],
    ['an ID token in the answer', [['response_type', 'code id_token']], 'ERR_OAUTH_RESPONSE_TYPE'],
    ['the response mode fragment', [['response_mode', 'fragment']], 'ERR_OAUTH_REQUEST'],
    [
      'a plain challenge',
      [
        ['code_challenge', CHALLENGE],
        ['code_challenge_method', 'plain'],
      ],
      'ERR_OAUTH_REQUEST',
    ],
    ['a challenge without its method', [['code_challenge', CHALLENGE]], 'ERR_OAUTH_REQUEST'],
    ['a method without its challenge', [['code_challenge_method', 'S256']], 'ERR_OAUTH_REQUEST'],
    [
      'a short challenge',
      [
        ['code_challenge', 'CH'],
        ['code_challenge_method', 'S256'],
      ],
      'ERR_OAUTH_REQUEST',
    ],
    [
      'a padded challenge',
      [
        ['code_challenge', `${CHALLENGE}=`],
        ['code_challenge_method', 'S256'],
      ],
      'ERR_OAUTH_REQUEST',
    ],
    ['an incomplete context', [['domain', 'shop.example']], 'ERR_OAUTH_REQUEST'],
    ['a minimum without a token', [['minTokenBalance', '1']], 'ERR_REQUIREMENT_INVALID'],
    [
      'a minimum that is no number',
      [
        ['contractAddress', '0xC'],
        ['minTokenBalance', '1e3'],
      ],
      'ERR_REQUIREMENT_INVALID',
    ],
    ['a state of 5,000 characters', [['state', 's'.repeat(5000)]], 'ERR_OAUTH_REQUEST'],
    ['a line separator in the nonce', [['nonce', 'a\u2028b']], 'ERR_OAUTH_REQUEST'],
    ['51 collections', Array.from({ length: 51 }, () => ['collection', 'x']), 'ERR_OAUTH_REQUEST'],
  ])('refuses: %s', (_, more, code) => {
    expect(() => parse(...more)).toThrowError(refusal(code))
  })

  test.each([
    'state',
    'response_type',
    'response_mode',
    'scope',
    'nonce',
    'code_challenge',
    'code_challenge_method',
    'chain',
    'walletAddress',
    'signature',
    'domain',
    'uri',
    'issuedAt',
    'locale',
    'contractAddress',
    'minTokenBalance',
    'creatorAddress',
    'prompt',
  ])('refuses: %s twice (ERR_OAUTH_REQUEST)', (name) => {
    expect(() => parse([name, 'code'], [name, 'code'])).toThrowError(
      expect.objectContaining({ code: 'ERR_OAUTH_REQUEST', message: `${name} was sent more than once.` }),
    )
  })

  test.each([
    ['contract_address', '0xC', { contractAddress: '0xC' }],
    ['token_ids', '1', { tokenIds: ['1'] }],
    ['allowed_wallets', '0xW', { allowedWallets: ['0xW'] }],
    ['creator_address', 'c', { creatorAddress: 'c' }],
  ])(
    'behavior: %s in snake case is the same field, and two different values are refused',
    (name, value, requirement) => {
      expect(parse([name, value]).requirement).toMatchObject(requirement)
      expect(() => parse(['contractAddress', '0xC'], ['contract_address', '0xD'])).toThrowError(
        refusal('ERR_OAUTH_REQUEST'),
      )
    },
  )

  test.each([
    'contractAdress',
    'ContractAddress',
    'collections',
    'tokenId',
    'minTokenBalence',
    'requirements',
    'requirements[contractAddress]',
    'requirements.contractAddress',
    'collection[10]',
  ])('refuses: the misspelled requirement %s (ERR_OAUTH_REQUEST)', (name) => {
    expect(() => parse([name, '0xC'])).toThrowError(refusal('ERR_OAUTH_REQUEST'))
  })

  test('behavior: other unknown parameters are ignored, up to a limit', () => {
    const standard = [
      'display',
      'max_age',
      'ui_locales',
      'id_token_hint',
      'login_hint',
      'acr_values',
      'claims',
    ]
    const more = ['audience', 'resource', 'iss', 'utm_source', 'connection', 'organization', 'dpop_jkt']
    for (const name of [...standard, ...more]) expect(parse([name, 'x']).requirement).toBeNull()
    const many = Array.from({ length: 101 }, (_, at): [string, string] => [`x${at}`, '1'])
    expect(() => parse(...many)).toThrowError(refusal('ERR_OAUTH_REQUEST'))
  })

  test.each(['request', 'request_uri'])('refuses: %s with OpenID Connect’s own error', (name) => {
    expect(() => parse([name, 'x'])).toThrowError(
      expect.objectContaining({ details: { oauthError: `${name}_not_supported` } }),
    )
  })
})
