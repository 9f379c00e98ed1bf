import encodeQR from 'qr'
import { findVisit, removeVisit } from '../../../../extensions/gate-block/src/session/writeVisit.ts'
import type { Wallet } from '../../../../extensions/gate-block/src/wallets/types.ts'
import { composeAppLink } from '../../../core/chain/composeAppLink.ts'
import { listWalletApps } from '../../../core/chain/listWalletApps.ts'
import { STEP_SECONDS, toStep } from '../../../core/counter/steps.ts'
import { chooseCounterWords } from '../words.ts'
import { createCodes, type IssuedKey } from './createCode.ts'
import { listenForWallets, loginToShop } from './login.ts'
import { readAppClock, requestCounter } from './requestCounter.ts'

const find = <Tag extends Element>(selector: string) => document.querySelector<Tag>(selector) as Tag
const { lang, dir, words } = chooseCounterWords(navigator.languages)
const shop = document.documentElement.dataset.shop ?? ''
const proxyPath = location.pathname.replace(/\/counter\/*$/, '')
Object.assign(document.documentElement, { lang, dir })

const title = find<HTMLElement>('h1')
const lead = find<HTMLElement>('#lead')
const code = find<HTMLElement>('#code')
const bar = find<HTMLElement>('#bar')
const list = find<HTMLElement>('#wallets')
const status = find<HTMLElement>('[role=status]')
const leave = find<HTMLButtonElement>('#leave')

/** Codes that no new request changes: the visit has ended, or this browser has lost its key. */
const ENDED = ['ERR_SESSION_UNKNOWN', 'ERR_REQUEST_SIGNATURE']
/** The key lasts a quarter of an hour, so two of three requests may fail. */
const RENEW_MS = 300_000
/** Once it has ended, a phone that is back asks soon again if the network is still weak. */
const RETRY_MS = 5_000
/** For so long a sentence about a press stands, before the one about the code comes back. */
const NOTICE_MS = 6_000

let issued: IssuedKey | null = null
let makeCode: ((step: number) => Promise<string>) | null = null
let shownStep = 0
let noticeEndsAt = 0

const renderStatus = (text: string) => {
  if (status.textContent !== text) status.replaceChildren(text)
}

/** Ask for the key of the codes; false if the visit is over. Without a network the key that is there goes on. */
async function renewKey(session: string): Promise<boolean> {
  try {
    issued = await requestCounter({ proxyPath, session })
    makeCode = issued && (await createCodes(issued))
    return issued !== null
  } catch (error) {
    return !ENDED.includes((error as Error).message)
  }
}

/** Whether this phone was without a network for so long that it makes no more codes. */
function isKeyOver(): boolean {
  return issued !== null && toStep(readAppClock()) > issued.last
}

async function renderCode(): Promise<void> {
  if (!issued || !makeCode) return
  const now = readAppClock()
  const step = toStep(now)
  bar.style.width = `${100 - ((now % STEP_SECONDS) / STEP_SECONDS) * 100}%`
  const isOver = isKeyOver()
  if (performance.now() > noticeEndsAt)
    renderStatus(isOver ? words.over : navigator.onLine ? words.hint : words.offline)
  document.body.dataset.state = isOver ? 'over' : 'code'
  if (isOver) {
    code.replaceChildren()
    shownStep = 0
  }
  if (isOver || step === shownStep) return
  shownStep = step
  const text = await makeCode(step)
  const svg = new DOMParser().parseFromString(
    encodeQR(text, 'svg', { ecc: 'low', border: 3 }),
    'image/svg+xml',
  ).documentElement
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', words.alt)
  code.dataset.code = text
  code.replaceChildren(svg)
}

/** A phone that goes dark at the counter helps nobody. Not every browser can prevent it, and each ends it for a hidden page. */
function requestWakeLock(): void {
  navigator.wakeLock?.request('screen').catch(() => undefined)
}

/** Show codes until the visit ends, or the shopper signs out. */
async function startCodes(session: string): Promise<void> {
  if (!(await renewKey(session))) return renderLogin(words.ended)
  if (!issued) return renderLogin(words.failed, session)
  title.replaceChildren(words.title)
  lead.replaceChildren(words.show)
  leave.replaceChildren(words.leave)
  const end = startDrawing(session)
  leave.onclick = () => finishVisit(session, end)
  await renderCode()
}

/**
 * Draw the codes of a visit and renew their key; returns what ends that. A shopper may sign out and in again on the same
 * page: then nothing of the visit before may go on.
 */
function startDrawing(session: string): () => void {
  const codes = new AbortController()
  const { signal } = codes
  const end = () => {
    codes.abort()
    clearInterval(drawing)
    issued = null
    makeCode = null
    shownStep = 0
    noticeEndsAt = 0
    code.replaceChildren()
  }
  let triedAt = performance.now()
  const renew = async () => {
    triedAt = performance.now()
    if ((await renewKey(session)) || signal.aborted) return
    end()
    renderLogin(words.ended)
  }
  const wake = () => {
    if (document.hidden) return
    requestWakeLock()
    void renew()
  }
  const drawing = setInterval(() => {
    void renderCode()
    const pause = isKeyOver() ? RETRY_MS : RENEW_MS
    if (!document.hidden && navigator.onLine && performance.now() - triedAt > pause) void renew()
  }, 250)
  window.addEventListener('online', () => void renew(), { signal })
  document.addEventListener('visibilitychange', wake, { signal })
  requestWakeLock()
  return end
}

async function finishVisit(session: string, end: () => void): Promise<void> {
  try {
    await requestCounter({ proxyPath, session, leave: true })
  } catch (error) {
    // A visit that has ended needs no request to end it.
    if (!ENDED.includes((error as Error).message)) {
      noticeEndsAt = performance.now() + NOTICE_MS
      return renderStatus(words.failed)
    }
  }
  removeVisit(shop)
  end()
  renderLogin('')
}

function renderLogin(message: string, again: string | null = null): void {
  document.body.dataset.state = 'wallets'
  title.replaceChildren(words.title)
  lead.replaceChildren(words.connect)
  renderStatus(message)
  if (again !== null) {
    list.replaceChildren(createButton(words.again, () => startCodes(again)))
    return
  }
  renderWallets([])
  listenForWallets((wallets) => document.body.dataset.state === 'wallets' && renderWallets(wallets))
}

function renderWallets(wallets: readonly Wallet[]): void {
  if (wallets.length > 0) {
    list.replaceChildren(
      ...wallets.map((wallet) => createButton(wallet.name ?? words.browserWallet, () => loginWith(wallet))),
    )
    return
  }
  const links = listWalletApps({ families: ['evm', 'solana'] }).map((app) => {
    const link = document.createElement('a')
    link.href = composeAppLink({ app, page: location.href })
    link.textContent = app.name
    return link
  })
  const sentence = document.createElement('p')
  sentence.textContent = words.apps
  list.replaceChildren(sentence, ...links)
}

async function loginWith(wallet: Wallet): Promise<void> {
  renderStatus(words.confirm)
  try {
    await startCodes(await loginToShop({ proxyPath, shop, wallet }))
  } catch {
    renderStatus(words.failed)
  }
}

function createButton(text: string, run: () => Promise<void>): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = text
  button.onclick = async () => {
    // A disabled button would lose the focus.
    if (button.ariaDisabled === 'true') return
    button.ariaDisabled = 'true'
    await run()
    button.ariaDisabled = 'false'
  }
  return button
}

const session = findVisit(shop)?.session
if (session) void startCodes(session)
else renderLogin('')
