import { describe, expect, test } from 'vitest'
import { AuthzBody, OwnershipBody, ValidateBody } from '../../app/picket/wire.ts'

const ids = (body: object) => OwnershipBody.parse(body).requirement?.tokenIds

describe('OwnershipBody', () => {
  const contractAddress = `0x${'ab'.repeat(20)}`

  test('behavior: a field nested under requirements counts in either spelling', () => {
    expect(ids({ contractAddress, requirements: { token_ids: ['7'] } })).toEqual(['7'])
    expect(ids({ contractAddress, tokenIds: ['7'], requirements: { token_ids: ['7'] } })).toEqual(['7'])
  })

  test.each([
    ['ids', { contractAddress, tokenIds: ['1'], requirements: { token_ids: ['7'] } }],
    ['wallets', { allowedWallets: ['0x1'], requirements: { allowedWallets: [] } }],
  ])('refuses: %s that differ inside and beside requirements', (_what, body) => {
    expect(OwnershipBody.safeParse(body).success).toBe(false)
  })

  test('behavior: an empty list of ids does not hide the other spelling, and an empty list of wallets admits nobody', () => {
    expect(ids({ contractAddress, tokenIds: [], token_ids: ['7'] })).toEqual(['7'])
    expect(ids({ contractAddress, tokenIds: ['7'], requirements: { tokenIds: [''] } })).toEqual(['7'])
    const { requirement: whole } = ValidateBody.parse({
      accessToken: 'a',
      collection: 'c',
      requirements: { collection: ['', ''] },
    })
    expect(whole?.collection).toEqual(['c'])
    const { requirement } = OwnershipBody.parse({ requirements: { allowedWallets: [] } })
    expect(requirement?.allowedWallets).toEqual([])
  })
})

describe('ValidateBody, AuthzBody', () => {
  test.each(['requirements[contractAddress]', 'requirements.contractAddress', 'collection[10]'])(
    'refuses: %s, the form spelling of a nested field',
    (name) => {
      expect(ValidateBody.safeParse({ accessToken: 'a', [name]: '0x1' }).success).toBe(false)
    },
  )

  test('behavior: the chain may be beside the token or in the requirement, by any of its names', () => {
    expect(ValidateBody.parse({ accessToken: 'a', requirements: { chain: 'homestead' } }).chain).toBe(
      'ethereum',
    )
    const requirements = { contractAddress: '0x1' }
    expect(AuthzBody.parse({ accessToken: 'a', chain: 'matic', requirements }).chain).toBe('polygon')
    expect(AuthzBody.parse({ accessToken: 'a', requirements }).chain).toBeNull()
  })

  test.each([
    ['two chains', { chain: 'ethereum', requirements: { chain: 'polygon' } }],
    ['an unknown chain', { chain: 'atlantis' }],
  ])('refuses: %s', (_what, over) => {
    expect(ValidateBody.safeParse({ accessToken: 'a', ...over }).success).toBe(false)
  })
})
