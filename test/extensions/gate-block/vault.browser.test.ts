import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers, connect, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'

const vaults = [`0x${'cd'.repeat(20)}`, `0x${'ef'.repeat(20)}`]
const card = { ...ape, chain_name: 'Ethereum' }
const refused = (more: object) => ({ body: { ...answers.closed.body, ...more } })

/** Opens a page whose connected wallet holds nothing, but whose vault does. */
async function openRefused(suggestedVaults?: string[]) {
  const block = await openBlock({
    proxy: ({ verb, body }) =>
      verb === 'renew' && body.vaults
        ? answers.open(body.lines)
        : refused(suggestedVaults ? { suggestedVaults } : {}),
  })
  await connect(block.page)
  await waitFor(block.page, 'refused')
  await block.page.getByRole('button', { name: 'My tokens are elsewhere' }).click()
  return block
}
const field = (page: Page) => page.getByRole('textbox', { name: 'Wallet address' })

describe('tokens in a vault', () => {
  test('default: a vault with a delegation is picked from the list', async () => {
    const { page, calls } = await openRefused(vaults)
    expect(await page.getByRole('dialog').getByRole('listitem').allInnerTexts()).toEqual([
      '0xcd…\u2060cd',
      '0xef…\u2060ef',
    ])
    await page.getByRole('button', { name: '0xef…\u2060ef' }).click()
    await waitFor(page, 'unlocked')
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock', 'renew'])
    expect(calls[2]?.body).toMatchObject({ session: 'visit1', gates: [4], vaults: [vaults[1]] })
  })

  test('behavior: an address can be pasted instead, by button or by key', async () => {
    for (const send of ['button', 'key']) {
      const { page, calls } = await openRefused()
      await field(page).fill(` ${vaults[0]} `)
      if (send === 'button') await page.getByRole('button', { name: 'Check this wallet' }).click()
      else await field(page).press('Enter')
      await waitFor(page, 'unlocked')
      expect(calls[2]?.body.vaults).toEqual([vaults[0]])
    }
  })

  test('refuses: an invalid address, without a request', async () => {
    const { page, calls } = await openRefused()
    for (const text of ['', 'ape.eth', `${vaults[0]}0`, 'So11111111111111111111111111111111111111112']) {
      await field(page).fill(text)
      await field(page).press('Enter')
      expect(await field(page).getAttribute('aria-invalid')).toBe('true')
    }
    expect(calls).toHaveLength(2)
    await page.keyboard.press('Escape')
    expect(await page.locator('palisade-gate').getAttribute('data-state')).toBe('refused')
  })
})

describe('the reasons of a refusal', () => {
  test('default: each reason has its own text', async () => {
    const line = { depth: 0, name: card.name, chain: card.chain_name }
    const say = (because: string, needed: string, found: string) => ({
      ...line,
      because,
      text: because,
      needed,
      found,
    })
    const lines = [
      say('too-much', '5', '7'),
      say('excluded', '1', '1'),
      say('not-listed', '1', '0'),
      say('listed', '1', '1'),
      say('too-little', '2', '0'),
    ]
    const gates = [{ id: 4, kind: 'closed', because: 'unmet', lines }]
    const { page } = await openBlock({ proxy: () => refused({ gates }) })
    await connect(page)
    await waitFor(page, 'refused')
    expect(await page.locator('[data-for=refused] [data-ref=title]').innerText()).toBe('Not with this wallet')
    expect(await page.locator('[data-ref=unmet] li').allInnerTexts()).toEqual([
      'You may hold no more than 5 Ape Club on Ethereum. 0x12…\u20609f holds 7.',
      'This offer isn’t for wallets with Ape Club on Ethereum.',
      '0x12…\u20609f isn’t on the shop’s list.',
      '0x12…\u20609f can’t be used for this offer.',
      'and 1 more',
    ])
  })

  test('behavior: a vault without a matching delegation is named below', async () => {
    const lines = [
      {
        depth: 0,
        because: 'too-little',
        text: 'too-little',
        name: card.name,
        chain: 'Ethereum',
        needed: '2',
        found: '0',
      },
      { depth: 1, text: 'no-loan', wallet: '0x15…04' },
    ]
    const gates = [{ id: 4, kind: 'closed', because: 'unmet', lines }]
    const { page } = await openBlock({ proxy: () => refused({ gates }) })
    await connect(page)
    await waitFor(page, 'refused')
    expect((await page.locator('[data-ref=unmet]').innerText()).split(/\n+/)).toEqual([
      'You need 2 Ape Club on Ethereum. 0x12…\u20609f holds 0.',
      '0x15…04 hasn’t delegated any of this to you.',
    ])
    expect(await page.locator('[data-ref=unmet] > li > ul > li').count()).toBe(1)
  })
})
