import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPicketStage, type PicketStage, type PicketVisitor } from './openPicketStage.ts'
import { modalOf } from './openPicketVisit.ts'

/*
 * The official browser client and its modal, picket-js 0.0.92 as published, in Chromium on a separate site, against the
 * running demo. picketClient.test.ts has the calls without a modal, picketRedirect.test.ts those that leave the page.
 */
let stage: PicketStage
beforeAll(async () => {
  stage = await openPicketStage()
})
afterAll(() => stage?.close())

describe('the modal', () => {
  test('default: login without a gate', async () => {
    const { calls, signed, callAndConnect, see } = await stage.visit()
    expect(await callAndConnect('login')).toEqual({
      value: { accessToken: expect.any(String), user: stage.user },
    })
    await see('Welcome 0x840...458')
    await see('You have successfully authenticated with MetaMask')
    expect(calls).toEqual(['GET /chains/ethereum', 'POST /auth/nonce', 'POST /auth'])
    expect(signed[0]).toContain(
      `${new URL(stage.site.origin).host} wants you to sign in with your Ethereum account:\n${stage.wallets.holder.address}`,
    )
  })

  test('behavior: a gated login works for a holder', async () => {
    const { callAndConnect, see } = await stage.visit()
    const { value } = await callAndConnect('login', { contractAddress: stage.coin, minTokenBalance: 100 })
    expect(value).toMatchObject({
      user: { ...stage.user, tokenBalances: { contractAddress: { [stage.coin]: '250.5' } } },
    })
    await see('Your wallet holds the necessary tokens')
  })

  test('behavior: a login gated only by an ERC-1155 contract works for a holder of its units', async () => {
    const contractAddress = stage.demo.facts.chains.ethereum.contracts.erc1155
    const { callAndConnect, see } = await stage.visit()
    const { value } = await callAndConnect('login', { contractAddress, minTokenBalance: 7 })
    expect(value).toMatchObject({
      user: { ...stage.user, tokenBalances: { contractAddress: { [contractAddress]: '7' } } },
    })
    await see('Your wallet holds the necessary tokens')
  })

  test('behavior: a gated login is refused for an outsider', async () => {
    const { page, start, pressWallet, finish, see } = await stage.visit({ who: 'outsider' })
    await start('login', { contractAddress: stage.coin, minTokenBalance: 100 })
    await pressWallet()
    await see('Almost There')
    expect(await modalOf(page).innerText()).toContain("doesn't hold the necessary tokens")
    await modalOf(page).getByRole('button', { name: 'Try Other Wallet' }).waitFor()
    await modalOf(page).getByRole('button').nth(1).click()
    expect(await finish()).toEqual({ error: 'Modal closed' })
  })

  test('behavior: connect works, and auth accepts its result', async () => {
    const { calls, call, callAndConnect } = await stage.visit()
    const { value } = await callAndConnect('connect', {})
    expect(value).toEqual({
      walletAddress: stage.wallets.holder.address,
      signature: expect.stringMatching(/^0x[0-9a-f]{130}$/),
      chain: 'ethereum',
      provider: 'object',
      context: expect.objectContaining({
        domain: new URL(stage.site.origin).host,
        uri: stage.site.origin,
        chainId: 1,
        chainType: 'ethereum',
      }),
    })
    expect(calls).toEqual(['GET /chains/ethereum', 'POST /auth/nonce'])
    expect(await call('auth', value)).toEqual({
      value: { accessToken: expect.any(String), user: stage.user },
    })
  })

  test('behavior: another chain than the first works', async () => {
    const { callAndConnect, signed } = await stage.visit()
    const { value } = await callAndConnect('login', {
      chain: 'polygon',
      allowedWallets: [stage.wallets.holder.address],
    })
    expect(value).toMatchObject({ user: { chain: 'polygon', walletAddress: stage.wallets.holder.address } })
    expect(signed[0]).toContain('Chain ID: 137')
  })

  test.each(['light', 'dark'])(
    'behavior: the modal has the theme that its page asks for: %s',
    async (theme) => {
      const { page, start } = await stage.visit()
      const { api, keys } = stage.demo.facts
      const options = JSON.stringify({ baseURL: api, theme })
      await page.evaluate(`void (window.picket = new window.Picket('${keys.publishable}', ${options}))`)
      await start('login')
      await page.locator('#_picketWallets').waitFor()
      // The client sets the class after it has drawn the modal.
      const isDark = () => modalOf(page).evaluate((modal) => modal.classList.contains('dark'))
      await expect.poll(isDark).toBe(theme === 'dark')
    },
  )

  const mistakes: readonly (readonly [string, () => object, PicketVisitor, string])[] = [
    [
      'an unknown key',
      () => ({}),
      { key: `pk_${'0'.repeat(32)}` },
      "Invalid API key. Copy your project's publishable key",
    ],
    [
      'a contract that is not a token',
      () => ({ contractAddress: stage.wallets.outsider.address }),
      {},
      'is not an ERC20, ERC721, or ERC1155 token',
    ],
    [
      'a list without the wallet',
      () => ({ allowedWallets: [stage.wallets.outsider.address] }),
      {},
      'is not on the allowed list of wallet addresses',
    ],
    [
      'an allow list that is not a list',
      () => ({ allowedWallets: stage.wallets.holder.address }),
      {},
      'Incorrect parameter type for "allowedWallets"',
    ],
    [
      'tokens on a chain without an endpoint',
      () => ({ chain: 'optimism', contractAddress: stage.coin }),
      {},
      "Optimism doesn't support token gating yet",
    ],
    ['an unknown chain', () => ({ chain: 'nowhere' }), {}, 'Unsupported chain: nowhere'],
    ['a chain that is not offered', () => ({ chain: 'flow' }), {}, 'Unsupported chain: flow'],
  ]
  test.each(mistakes)('refuses: %s, in the words of the modal', async (_, request, who, words) => {
    const { start, pressWallet, see } = await stage.visit(who)
    await start('login', request())
    if (!words.startsWith('Unsupported')) await pressWallet()
    await expect(see(words)).resolves.toBeUndefined()
  })

  test('refuses: a signature whose nonce was used meanwhile', async () => {
    const { start, pressWallet, see } = await stage.visit({
      beforeSigning: async (text, sign) => {
        const context = Object.fromEntries(
          [
            ['domain', /^(\S+) wants/],
            ['uri', /URI: (\S+)/],
            ['issuedAt', /Issued At: (\S+)/],
          ].map(([name, what]) => [name, (what as RegExp).exec(text)?.[1]]),
        )
        // The same login, from another place, a moment earlier.
        const answer = await fetch(`${stage.demo.facts.api}/auth`, {
          method: 'POST',
          headers: { authorization: `Basic ${btoa(stage.demo.facts.keys.publishable)}` },
          body: JSON.stringify({
            walletAddress: stage.wallets.holder.address,
            signature: await sign(),
            context,
          }),
        })
        expect(answer.status).toBe(200)
      },
    })
    await start('login')
    await pressWallet()
    await see('Signature expired. Please try again.')
  })

  test('refuses: a site that the project does not list, in the modal’s words for a wrong key', async () => {
    const url = stage.site.origin.replace('localhost', '127.0.0.1')
    const { start, pressWallet, see, calls } = await stage.visit({ url })
    await start('login', { chain: 'ethereum' })
    await pressWallet()
    await see('Invalid API key')
    expect(calls).toEqual(['GET /chains/ethereum', 'POST /auth/nonce'])
  })

  test('refuses: a visitor who declines to sign', async () => {
    const { start, pressWallet, see } = await stage.visit({
      beforeSigning: async () => {
        throw new Error('User rejected the request.')
      },
    })
    await start('login')
    await pressWallet()
    await expect(see('The signature request was rejected.')).resolves.toBeUndefined()
  })
})
