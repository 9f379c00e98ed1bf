import { randomUUID } from 'node:crypto'
import type { FrameLocator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

type Admin = { readonly page: Page; readonly app: FrameLocator }

async function openDevelopers({ width = 1280 }: { width?: number } = {}): Promise<Admin> {
  const person = await openPerson({ width, height: 1000 })
  const page = await person.newPage()
  await page.goto(`${demo.facts.admin}/app/developers`)
  const app = page.frameLocator('iframe')
  await app.getByRole('heading', { name: 'Developers' }).waitFor()
  return { page, app }
}

async function createProject(
  { app }: Admin,
  { name, domain }: { name: string; domain: string },
): Promise<void> {
  await app.getByRole('button', { name: 'Create project' }).click()
  const dialog = app.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('textbox', { name: 'Domain of your site' }).fill(domain)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await app.getByRole('heading', { name, exact: true }).waitFor()
}

/** Create a secret key and read it from the dialog that shows it once. */
async function createSecret({ app }: Admin, name: string): Promise<string> {
  await app.getByRole('button', { name: 'Create key' }).click()
  const dialog = app.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  return takeSecret({ app })
}

async function takeSecret({ app }: Pick<Admin, 'app'>): Promise<string> {
  const shown = app.locator('[data-new-key]')
  await shown.waitFor()
  const dialog = app.getByRole('dialog')
  expect(await dialog.innerText()).toContain('You cannot see it again')
  const secret = await shown.innerText()
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await dialog.waitFor({ state: 'detached' })
  return secret
}

const save = ({ page }: Admin) => page.getByRole('button', { name: 'Save', exact: true }).click()
const keyRow = ({ app }: Admin, text: string) => app.getByRole('row').filter({ hasText: text })

async function askApi(key: string, headers: Record<string, string> = {}, path = '/chains'): Promise<number> {
  const authorization = `Basic ${btoa(`${key}:`)}`
  const response = await fetch(`${demo.facts.api}${path}`, { headers: { authorization, ...headers } })
  await response.arrayBuffer()
  return response.status
}

function askNonce(key: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${demo.facts.api}/auth/nonce`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ chain: 'ethereum', walletAddress: `0x${'ab'.repeat(20)}` }),
  })
}

async function issueNonce(key: string): Promise<{ format: string; statement: string }> {
  return (await (await askNonce(key)).json()) as { format: string; statement: string }
}

/** Poll: caches live for at most five seconds. */
const soon = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 20_000, interval: 200 })

describe('a merchant on the Developers page', () => {
  test('default: the merchant creates a project, sees a secret once, and revokes it', async () => {
    const admin = await openDevelopers()
    await createProject(admin, { name: 'Photo board', domain: 'https://Photos.example/' })
    expect(await admin.app.getByLabel('Allowed domains').inputValue()).toBe('photos.example')
    const publishable = await admin.app.locator('code', { hasText: /^pk_[0-9a-f]{32}$/ }).innerText()
    expect((await askNonce(publishable, { origin: 'https://photos.example' })).status).toBe(200)
    expect((await askNonce(publishable, { origin: 'https://elsewhere.example' })).status).toBe(403)

    const secret = await createSecret(admin, 'Server')
    expect(secret).toMatch(/^sk_[0-9a-f]{32}$/)
    expect(await askApi(secret)).toBe(200)
    await admin.page.reload()
    await keyRow(admin, 'Server').waitFor()
    expect(await admin.app.locator('html').innerHTML()).not.toContain(secret)
    expect(await keyRow(admin, 'Server').innerText()).toContain(`sk_…${secret.slice(-4)}`)

    await admin.app.getByRole('button', { name: `Revoke Server (sk_…${secret.slice(-4)})` }).click()
    await admin.app.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click()
    await keyRow(admin, 'Server').getByText('Ended').waitFor()
    await soon(() => askApi(secret)).toBe(401)
    expect(await askApi(publishable)).toBe(200)
  })

  test('behavior: a rolled key works for a day beside the new one', async () => {
    const admin = await openDevelopers()
    await createProject(admin, { name: 'Rolling', domain: 'rolling.example' })
    const first = await createSecret(admin, 'Server')
    await admin.app.getByRole('button', { name: /^Roll Server/ }).click()
    await admin.app.getByRole('dialog').getByRole('button', { name: 'Roll key' }).click()
    const second = await takeSecret(admin)
    expect(second).not.toBe(first)
    expect([await askApi(first), await askApi(second)]).toEqual([200, 200])
    await keyRow(admin, `sk_…${first.slice(-4)}`)
      .getByText('Expires soon')
      .waitFor()
  })

  test('behavior: an error appears at its field, the input stays, and nothing is saved', async () => {
    const admin = await openDevelopers()
    const { page, app } = admin
    await createProject(admin, { name: 'Careless', domain: 'careless.example' })
    await app.getByLabel('Allowed domains').fill('careless.example\nhttp://*.evil.example')
    await app.getByLabel('Redirect URIs').fill('careless.example/callback')
    await app.getByText('Only token holders or listed wallets').click()
    await app.getByRole('textbox', { name: 'Contract address' }).fill('night owls')
    await save(admin)
    for (const [label, sentence] of [
      ['Allowed domains', '“http://*.evil.example”: Enter each one in full.'],
      ['Redirect URIs', '“careless.example/callback”: This is not a full address.'],
      ['Contract address', 'This is not an address of this chain'],
    ] as const) {
      const field = app.getByRole('textbox', { name: label })
      await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
      const described = (await field.getAttribute('aria-describedby')) ?? ''
      const texts = await app
        .locator(
          described
            .split(' ')
            .map((id) => `[id="${id}"]`)
            .join(', '),
        )
        .allInnerTexts()
      expect(texts.join('\n')).toContain(sentence)
    }
    expect(await app.getByLabel('Allowed domains').inputValue()).toContain('evil.example')
    await page.reload()
    await app.getByRole('heading', { name: 'Careless', exact: true }).waitFor()
    expect(await app.getByLabel('Allowed domains').inputValue()).toBe('careless.example')
  })

  test('behavior: the API uses the format, sentence and requirement of the page', async () => {
    const admin = await openDevelopers()
    const { app } = admin
    await createProject(admin, { name: 'Club', domain: 'club.example' })
    const publishable = await app.locator('code', { hasText: /^pk_/ }).innerText()
    const preview = app.locator('.palisade-message')
    expect(await preview.innerText()).toContain(
      'club.example wants you to sign in with your Ethereum account:',
    )
    await app.getByText('Simple', { exact: true }).click()
    await app.getByLabel('Statement in the message').fill('Welcome to the club.')
    expect(await preview.innerText()).toMatch(
      /^Welcome to the club\. \(Club, club\.example, .* UTC\)\n\nAddress: 0x/,
    )
    await app.getByText('Only token holders or listed wallets').click()
    await app
      .getByRole('textbox', { name: 'Contract address' })
      .fill(demo.facts.chains.ethereum.contracts.erc721)
    await app.getByText('Night Owls').first().waitFor()
    await app.getByRole('textbox', { name: 'At least' }).fill('2')
    const sentence = 'Holds at least 2 of Night Owls on Ethereum'
    await app.getByText(sentence).waitFor()
    await save(admin)
    await admin.page.getByText('Project saved').waitFor()
    await soon(async () => (await issueNonce(publishable)).format).toBe('simple')
    await admin.page.reload()
    await app.getByText(sentence).waitFor()
    expect(await app.getByRole('radio', { name: 'Simple', exact: true }).isChecked()).toBe(true)
  })

  test('behavior: on a phone, by keyboard, a merchant lets secret keys manage gates, and ends it', async () => {
    const admin = await openDevelopers({ width: 390 })
    const { app } = admin
    await createProject(admin, { name: 'Robot', domain: 'robot.example' })
    const secret = await createSecret(admin, 'Server')
    const status = () => askApi(secret, {}, '/gates')
    const turn = async (verb: 'on' | 'off', sentence: string) => {
      await app.getByRole('button', { name: `Turn ${verb}: let secret keys manage gates` }).press('Enter')
      const dialog = app.getByRole('dialog')
      await dialog.getByText(sentence).waitFor()
      await dialog.getByRole('button', { name: `Turn ${verb}` }).press('Enter')
      await dialog.waitFor({ state: 'detached' })
    }
    expect(await status()).toBe(403)
    await turn('on', 'Anyone with a secret key of this project')
    await app.getByText('On', { exact: true }).waitFor()
    expect(await status()).toBe(200)
    await app.getByText(/^Turned on by /).waitFor()
    await turn('off', 'can no longer read or change gates')
    await app.getByText('Off', { exact: true }).waitFor()
    await app.getByText(/^Turned off by /).waitFor()
    expect(await status()).toBe(403)
  })

  test('behavior: an address without a token is not saved', async () => {
    const admin = await openDevelopers()
    const { app } = admin
    await createProject(admin, { name: 'Nowhere', domain: 'nowhere.example' })
    await app.getByText('Only token holders or listed wallets').click()
    await app.getByRole('textbox', { name: 'Contract address' }).fill(`0x${'12'.repeat(20)}`)
    await app.getByText('There is no contract at this address on this chain.').waitFor()
    await save(admin)
    await expect
      .poll(() => admin.page.getByRole('button', { name: 'Save', exact: true }).isEnabled())
      .toBe(true)
    expect(await admin.page.getByText('Project saved').count()).toBe(0)
  })

  test('behavior: a change by somebody else is not overwritten', async () => {
    const first = await openDevelopers()
    await createProject(first, { name: 'Shared', domain: 'shared.example' })
    const second = await openDevelopers()
    await second.app.getByRole('link', { name: 'Shared' }).click()
    for (const [admin, statement] of [
      [first, 'The first.'],
      [second, 'The second.'],
    ] as const) {
      await admin.app.getByLabel('Statement in the message').fill(statement)
      await save(admin)
      if (admin === first) await admin.page.getByText('Project saved').waitFor()
    }
    await second.app.getByText('Someone else changed this project').waitFor()
    // The user saved from far down the page, so the notice takes the focus.
    const seen = second.app.locator(':focus').getByText('Someone else changed this project')
    await seen.waitFor()
    await second.app.getByRole('button', { name: 'Load the saved project' }).click()
    await expect.poll(() => second.app.getByLabel('Statement in the message').inputValue()).toBe('The first.')
  })

  test('behavior: a link that is pressed before the page is ready leads to its target', async () => {
    const person = await openPerson({ width: 1280, height: 1000 })
    const page = await person.newPage()
    await page.route(/entry\.client/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      await route.continue()
    })
    await page.goto(`${demo.facts.admin}/app/developers`)
    const app = page.frameLocator('iframe')
    await app.getByRole('link', { name: 'Demo sites' }).click()
    await expect(
      app.getByRole('heading', { name: 'Demo sites', exact: true }).waitFor(),
    ).resolves.toBeUndefined()
  })

  test('behavior: deleting a project needs its name, and its keys are refused afterwards', async () => {
    const admin = await openDevelopers()
    const { app } = admin
    await createProject(admin, { name: 'Short-lived', domain: 'short.example' })
    const secret = await createSecret(admin, 'Server')
    await app.getByRole('button', { name: 'Delete project' }).click()
    const dialog = app.getByRole('dialog')
    const confirm = dialog.getByRole('button', { name: 'Delete project' })
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('Short-lived')
    await confirm.click()
    await app.getByRole('heading', { name: 'Developers' }).waitFor()
    expect(await app.getByRole('link', { name: 'Short-lived' }).count()).toBe(0)
    await soon(() => askApi(secret)).toBe(401)
  })

  test('behavior: on a phone the page fits the screen, and keys can be created', async () => {
    const admin = await openDevelopers({ width: 390 })
    await admin.app.getByRole('link', { name: 'Demo sites' }).click()
    await admin.app.getByRole('heading', { name: 'Demo sites', exact: true }).waitFor()
    const secret = await createSecret(admin, 'From a phone')
    expect(await askApi(secret)).toBe(200)
    const html = admin.app.locator('html')
    expect(await html.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  })

  test('refuses: every page and step of another shop, as if it did not exist (ERR_PROJECT_NOT_FOUND)', async () => {
    const form = {
      name: 'Mine',
      allowedDomains: [],
      redirectUris: [],
      format: 'siwe',
      statement: '',
      requirement: null,
      isStorefront: false,
    }
    const read = async (path: string, body?: unknown) => (await demo.requestAdmin({ path, body })).text()
    const id = /"id","([0-9a-f-]{36})"/.exec(
      await read('/app/developers/new.data', { ...form, draftId: randomUUID() }),
    )?.[1]
    const page = `/app/developers/${id}`
    await read(`${page}/keys.data`, { kind: 'secret', name: 'Mine', draftId: randomUUID() })
    const before = await read(`${page}.data`)
    const keyId = /"id","([0-9a-f]{32})"/.exec(before)?.[1] ?? /"([0-9a-f]{32})"/.exec(before)?.[1]
    expect([id, keyId]).toEqual([expect.any(String), expect.any(String)])
    const openedAt = 0
    for (const [path, body] of [
      [`${page}.data`, undefined],
      [`${page}.data`, { form, openedAt }],
      [`${page}/keys.data`, { kind: 'secret', name: 'Theirs', draftId: randomUUID() }],
      [`${page}/keys/${keyId}/roll.data`, {}],
      [`${page}/keys/${keyId}/revoke.data`, {}],
      [`${page}/delete.data`, {}],
    ] as const) {
      const { status } = await demo.requestAdmin({ path, body, shop: demo.facts.otherShop.shop })
      expect([path, body, status]).toEqual([path, body, 404])
    }
    expect(await read('/app/developers.data')).toContain(id)
    const theirs = await demo.requestAdmin({ path: '/app/developers.data', shop: demo.facts.otherShop.shop })
    expect(await theirs.text()).not.toContain(id)
    const after = await read(`${page}.data`)
    expect(after).not.toContain('Theirs')
    expect(after).not.toContain('ended')
  })

  test('refuses: an invalid project id (ERR_PROJECT_NOT_FOUND)', async () => {
    for (const id of ['7d9f1e02-55a1-4c58-9f3e-1f2a7bb0c001', 'x', '..%2Fgates']) {
      const { status } = await demo.requestAdmin({ path: `/app/developers/${id}.data` })
      expect([id, status]).toEqual([id, 404])
    }
  })
})
