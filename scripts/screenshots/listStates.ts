import type { FrameLocator, Locator, Page } from 'playwright-core'
import { changeGate, loadGate } from './actInShop.ts'
import { CUSTOMER, type Shops } from './fillShops.ts'

/** A picture of the admin: a page, and what a merchant does there before it is taken. */
export type Picture = {
  readonly name: string
  readonly url: string
  readonly act?: (page: Page, app: FrameLocator) => Promise<unknown>
}

/** Press a button or link of the app. On a phone Polaris folds the actions of a header into a menu, and long ones too on a desk. */
export async function press(app: FrameLocator, name: string | RegExp): Promise<void> {
  const named = typeof name === 'string' ? { name, exact: true } : { name }
  const find = (): Locator =>
    app
      .getByRole('button', named)
      .or(app.getByRole('link', named))
      .or(app.getByRole('menuitem', named))
      .filter({ visible: true })
  const more = app.getByRole('button', { name: /^(More actions|View actions for)/ }).filter({ visible: true })
  await find().or(more).first().waitFor()
  if ((await find().count()) === 0) await more.first().click()
  await find().first().click()
}

/** Press a button that opens a dialog. */
const opening = (name: string | RegExp) => async (_: Page, app: FrameLocator) => {
  await press(app, name)
  await readDialog(app).waitFor()
}
/** On a phone, the element with the role has no size: what it shows sticks to the bottom of the screen. */
const readDialog = (app: FrameLocator) => app.locator('.Polaris-Modal-Dialog__Modal')

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()

/** States of the list, the form and the page of a gate. */
export function listGateStates({ busy, held, troubled, small }: Shops): Picture[] {
  const gates = `${busy.facts.admin}/app/gates`
  const [owls, coins] = [loadGate(busy, 0), loadGate(busy, 1)]
  const gate = `${gates}/${coins.id}`
  return [
    {
      name: 'gates-selected',
      url: gates,
      act: (_, app) => app.getByRole('row').getByRole('checkbox').nth(1).check(),
    },
    {
      name: 'gates-pause-exclusive',
      url: gates,
      act: async (_, app) => {
        await app.getByRole('row').filter({ hasText: coins.name }).getByRole('checkbox').check()
        await press(app, 'Pause')
        await readDialog(app).waitFor()
      },
    },
    { name: 'gates-searched', url: `${gates}?search=owls` },
    {
      name: 'gates-import-preview',
      url: `${gates}/import`,
      act: async (_, app) => {
        const file = await (await busy.requestAdmin({ path: '/app/gates/file' })).text()
        const text = file.replace('"Night Owls holders"', '"Owls"').replace('"Harbor Lights holders"', '" "')
        await app.getByLabel('Or paste its text').fill(text)
        await press(app, 'Preview')
        await app.getByRole('button', { name: 'Import 1 gate' }).waitFor()
      },
    },
    { name: 'gate-copy', url: `${gates}/new?from=${coins.id}` },
    {
      name: 'gate-new-errors',
      url: `${gates}/new`,
      act: async (page, app) => {
        await app.getByLabel('Percent off').fill('120')
        await app.getByLabel('Per NFT').fill('none')
        await save(page)
        await app.getByText('Enter a name for this gate.').waitFor()
      },
    },
    {
      name: 'gate-new-find-token',
      url: `${gates}/new`,
      act: async (_, app) => {
        await press(app, 'Find a token')
        await app.getByRole('dialog').getByRole('textbox').fill('owls')
        await app.locator('.palisade-found-token').first().waitFor()
      },
    },
    {
      name: 'gate-new-create-list',
      url: `${gates}/new`,
      act: async (_, app) => {
        await app.getByLabel('What counts').selectOption('allowlist')
        await press(app, 'Create a list')
        await readDialog(app).waitFor()
      },
    },
    {
      name: 'gate-new-remarks',
      url: `${gates}/new?from=${owls.id}`,
      act: async (_, app) => {
        await app.getByRole('combobox', { name: 'A wallet must meet' }).selectOption('none')
        await app.getByLabel('Per wallet').fill('1')
        await app.locator('.palisade-remarks').getByText('A wallet that holds nothing').waitFor()
      },
    },
    {
      name: 'gate-tree',
      url: `${gates}/new?from=${owls.id}`,
      act: async (_, app) => {
        await press(app, 'Add group')
        await app.getByRole('button', { name: 'More options' }).first().click()
        await app.getByText('Now and some time ago', { exact: true }).click()
      },
    },
    { name: 'gate-pause', url: gate, act: opening('Pause') },
    { name: 'gate-delete', url: gate, act: opening('Delete gate') },
    {
      name: 'gate-wallet-checked',
      url: gate,
      act: async (_, app) => {
        const { holder } = busy.facts.chains.ethereum.wallets
        await app.getByLabel('Wallet address', { exact: true }).fill(holder.address)
        await press(app, 'Check')
        await app.locator('.palisade-check').first().waitFor()
      },
    },
    {
      name: 'gate-ask-holding',
      url: `${busy.facts.otherShop.admin}/app/gates/${busy.facts.otherShop.gates[0]?.id}`,
      act: async (page, app) => {
        const exclusive = app.getByLabel('Exclusive access')
        // The picture at the other width has left the gate exclusive.
        if (await exclusive.isChecked()) {
          await exclusive.uncheck()
          await save(page)
          await page.getByText('Gate saved').waitFor()
        }
        await exclusive.check()
        await save(page)
        await readDialog(app).waitFor()
      },
    },
    {
      name: 'gate-saved-elsewhere',
      url: `${gates}/${owls.id}`,
      act: async (page, app) => {
        await app.getByLabel('Maximum per cart').fill('7')
        await changeGate(busy, owls.id, { discountName: `Owls’ price ${Date.now() % 1000}` })
        await save(page)
        await app.getByRole('button', { name: 'Keep mine' }).waitFor()
      },
    },
    { name: 'gate-leave', url: gate, act: leaveUnsaved },
    { name: 'gate-pending', url: `${troubled.facts.admin}/app/gates/${loadGate(troubled, 1).id}` },
    { name: 'gate-test-mode', url: `${held.facts.admin}/app/gates/${loadGate(held, 2).id}` },
    { name: 'gate-below-plus', url: `${small.admin}/app/gates/${small.gate}` },
    { name: 'home-below-plus', url: `${small.admin}/app` },
    { name: 'gates-troubled', url: `${troubled.facts.admin}/app/gates` },
    { name: 'home-troubled', url: `${troubled.facts.admin}/app` },
  ]
}

async function leaveUnsaved(page: Page, app: FrameLocator): Promise<void> {
  await app.getByLabel('Maximum per cart').fill('7')
  await page.getByText('Unsaved changes').waitFor()
  await app
    .getByRole('link', { name: 'Gates' })
    .or(app.getByRole('button', { name: 'Gates' }))
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
}

/** States of what staff do beside gates. */
export function listStaffStates({ busy, held }: Shops): Picture[] {
  const { admin, gates } = busy.facts
  const passes = `${admin}/app/gates/${gates[0]?.id}/passes`
  const named = ['order-unlocked', 'order-already-used', 'order-different-cart', 'order-not-unlocked']
  return [
    { name: 'history-restore', url: `${admin}/app/gates/history`, act: opening(/^Restore/) },
    { name: 'passes-create', url: passes, act: opening('Create pass') },
    {
      name: 'passes-draft-order',
      url: passes,
      act: async (page, app) => {
        await opening(/^Use the pass/)(page, app)
        await app.getByRole('button', { name: /value of the attribute/ }).waitFor()
      },
    },
    { name: 'passes-withdraw', url: passes, act: opening(/^Withdraw/) },
    { name: 'orders-held', url: `${held.facts.admin}/app/orders` },
    ...held.orders.map(({ id }, i) => ({
      name: named[i] ?? `order-${id}`,
      url: `${held.facts.admin}/app/orders/${id}`,
    })),
    {
      name: 'order-release',
      url: `${held.facts.admin}/app/orders/${held.orders[1]?.id}`,
      act: opening('Release hold'),
    },
    {
      name: 'order-block',
      url: `${held.facts.admin.replace(/\/apps\/.*$/, '')}/orders/${held.orders[1]?.id}`,
      act: (page) => page.getByRole('link', { name: 'Open in Palisade' }).waitFor(),
    },
    { name: 'customers-tag', url: `${admin}/app/customers`, act: opening(/^Edit/) },
    { name: 'customer-erase', url: `${admin}/app/customers/${CUSTOMER}`, act: opening('Erase data') },
    { name: 'redemptions-correct', url: `${admin}/app/redemptions`, act: opening('Correct uses') },
    { name: 'redemptions-release', url: `${admin}/app/redemptions`, act: opening(/^Release the use/) },
  ]
}

/** States of the pages for developers and for the whole shop. */
export function listShopStates({ busy, held }: Shops, project: string, list: string): Picture[] {
  const { admin } = busy.facts
  const lists = `${admin}/app/lists/${list}`
  const wallets = [1, 2, 3].map((i) => `0x${i.toString(16).padStart(40, 'a')}`)
  return [
    { name: 'lists-create', url: `${admin}/app/lists`, act: opening('Create list') },
    {
      name: 'list-bad-lines',
      url: lists,
      act: async (_, app) => {
        await app.getByLabel('Or paste addresses').fill([...wallets, 'anna', 'ben@mail'].join('\n'))
        await press(app, 'Import')
        await app.getByText('2 lines could not be read').waitFor()
      },
    },
    { name: 'list-rename', url: lists, act: opening('Rename') },
    { name: 'list-delete', url: lists, act: opening('Delete list') },
    { name: 'developers-create', url: `${admin}/app/developers`, act: opening('Create project') },
    { name: 'project-create-key', url: `${admin}/app/developers/${project}`, act: opening('Create key') },
    { name: 'project-revoke-key', url: `${admin}/app/developers/${project}`, act: opening(/^Revoke/) },
    { name: 'project-manage-gates', url: `${admin}/app/developers/${project}`, act: opening(/^Turn on/) },
    { name: 'project-delete', url: `${admin}/app/developers/${project}`, act: opening('Delete project') },
    { name: 'webhooks-create', url: `${admin}/app/settings/webhooks`, act: opening('Add webhook') },
    { name: 'settings-held', url: `${held.facts.admin}/app/settings` },
    {
      name: 'settings-self-test',
      url: `${admin}/app/settings`,
      act: async (_, app) => {
        await press(app, 'Run test')
        await app.locator('.palisade-line').nth(5).waitFor()
      },
    },
    { name: 'settings-close', url: `${admin}/app/settings`, act: opening('Close before leaving') },
    {
      name: 'settings-permission-dialog',
      url: `${admin}/app/settings`,
      act: async (page, app) => {
        await press(app, 'Allow holding')
        await page.getByRole('dialog').waitFor()
      },
    },
    { name: 'login', url: `${busy.app.origin}/auth/login` },
    { name: 'landing', url: `${busy.app.origin}/` },
    { name: 'lost', url: `${busy.app.origin}/nowhere` },
    { name: 'api-docs', url: `${busy.app.origin}/api/docs` },
  ]
}
