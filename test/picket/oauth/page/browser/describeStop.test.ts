import { describe, expect, test } from 'vitest'
import {
  describeStop,
  type ExplainParameters,
} from '../../../../../app/picket/oauth/page/browser/describeStop.ts'
import { StepError } from '../../../../../app/picket/oauth/page/browser/sendStep.ts'
import { chooseWords } from '../../../../../app/picket/oauth/page/chooseWords.ts'

const asked: ExplainParameters = {
  error: null,
  isRejection: false,
  chainName: 'Ethereum',
  projectName: 'Harbor',
  address: null,
  names: { 'ethereum/0xc': 'Night Owls' },
  speech: chooseWords('en'),
}
const of = (code: string, more: object = {}) =>
  describeStop({ ...asked, error: new StepError({ code, ...more }) })

describe('explain', () => {
  test.each<[string, string, 'again' | 'another']>([
    ['ERR_REQUIREMENT_UNMET', 'Not in this wallet yet', 'another'],
    ['ERR_WALLET_NOT_ALLOWED', 'This wallet isn’t on the list', 'another'],
    ['ERR_CHAIN_READ', 'We couldn’t check Ethereum just now.', 'again'],
    ['ERR_TOKEN_READ', 'We couldn’t check Ethereum just now.', 'again'],
    ['ERR_NFT_LISTING', 'We couldn’t check Ethereum just now.', 'again'],
    ['ERR_NONCE_UNKNOWN', 'That took a little too long', 'again'],
    ['ERR_LOGIN_MISMATCH', 'That took a little too long', 'again'],
    ['ERR_SIGNATURE_INVALID', 'That didn’t come from this account', 'again'],
    ['ERR_RATE_LIMITED', 'One moment, please', 'again'],
    ['ERR_CHAIN_UNSUPPORTED', 'This can’t be checked here', 'another'],
    ['ERR_CONTRACT_UNSUPPORTED', 'This can’t be checked here', 'another'],
    ['OFFLINE', 'No connection', 'again'],
    ['ERR_INTERNAL', 'Something went wrong', 'again'],
    ['ERR_SOMETHING_NEW', 'Something went wrong', 'again'],
  ])('default: %s', (code, title, help) => {
    const said = of(code)
    expect(said).toMatchObject({ title, help })
    // Words that shoppers must not see.
    expect(`${said.title} ${said.text}`).not.toMatch(/ERC|RPC|nonce|signature|contract|undefined/i)
  })

  test('behavior: a missing balance is explained with the token’s name and the ends of the address', () => {
    const address = '0x12345678901234567890123456789012345678aB'
    const unmet = { needed: '1000', found: [{ id: '0xC', found: '1.5' }] }
    const error = new StepError({ code: 'ERR_REQUIREMENT_UNMET', unmet })
    const { text } = describeStop({ ...asked, error, address })
    expect(text.replaceAll('\u2060', '')).toBe(
      'You need 1,000 Night Owls on Ethereum. 0x1234…78aB holds 1.5.',
    )
  })

  test('behavior: a declined request is friendly, and a failing wallet is not blamed on the server', () => {
    expect(describeStop({ ...asked, isRejection: true, error: { code: 4001 } }).title).toBe('No problem.')
    expect(describeStop({ ...asked, error: new Error('internal') }).title).toBe('Your wallet didn’t answer')
  })

  test('behavior: a rate limit names the seconds to wait', () => {
    expect(of('ERR_RATE_LIMITED', { retryAfterSeconds: 12 }).text).toContain('in 12 seconds')
    expect(of('ERR_RATE_LIMITED').text).toContain('in a second')
  })

  test.each([
    ['en', 12, 'in 12 seconds'],
    ['de', 1, 'in einer Sekunde'],
    ['ar', 2, 'بعد ثانيتين'],
    ['ar', 5, '5 ثوانٍ'],
    ['ar', 11, '11 ثانية'],
    ['he', 2, 'שתי שניות'],
    ['ja', 1, '1秒後'],
  ] as const)('behavior: seconds have the plural of their language: %s, %d', (language, seconds, words) => {
    const error = new StepError({ code: 'ERR_RATE_LIMITED', retryAfterSeconds: seconds })
    const { text } = describeStop({ ...asked, error, speech: chooseWords(language) })
    expect(text.replace(/[\u2068\u2069]/g, '')).toContain(words)
  })

  test('behavior: amounts have the separators of the language', () => {
    const unmet = { needed: '2500', found: [{ id: '0xC', found: '1200.5' }] }
    const error = new StepError({ code: 'ERR_REQUIREMENT_UNMET', unmet })
    const { text } = describeStop({ ...asked, error, address: '0xab', speech: chooseWords('de') })
    expect(text).toBe('Du brauchst 2.500 Night Owls auf Ethereum. 0xab hat 1.200,5.')
  })
})
