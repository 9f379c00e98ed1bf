import type { TillChargeView, TillCheckView, TillGateView } from '../views.ts'
import { startCamera } from './readCodes.ts'
import { createButton, createElement, renderGate, renderRefusal } from './render.ts'
import { requestTill, type TillAnswer } from './requestTill.ts'

const find = <Tag extends Element>(selector: string) => document.querySelector<Tag>(selector) as Tag
const video = find<HTMLVideoElement>('video')
const result = find<HTMLElement>('#result')
const status = find<HTMLElement>('[role=status]')
const field = find<HTMLInputElement>('#code')
const camera = find<HTMLButtonElement>('#camera')
const next = find<HTMLButtonElement>('#next')

const STORED = 'palisade:till'
const NOTHING_SENT =
  'This till is offline, so it could not check the code. Nothing is charged. Try again when it is online.'
const UNKNOWN_CHARGE =
  'This till went offline. Press Charge again when it is online: the same check is charged once.'

/** Codes of answers after which this link never works again. */
const ENDED = ['ERR_TILL_UNKNOWN', 'ERR_TILL_REVOKED', 'ERR_TILL_ENDED']
/** A camera would ask again at once, many times a second. */
const RETRY_MS = 3_000

const token = readToken()
/** The code that was checked last: a camera sees it again and again. */
let lastCode = ''
let isChecking = false
/** Whether staff have something to do: the camera, which sees the phone's next code, must not take it away. */
let isPaused = false
/** Stops the camera; null while it is off. */
let stop: (() => void) | null = null

function renderStatus(text: string, tone: 'good' | 'bad' | '' = ''): void {
  status.dataset.tone = tone
  status.replaceChildren(text)
}

const renderResult = (...parts: readonly Node[]) => result.replaceChildren(...parts)

/** The token leaves the address, so that nobody reads it there. A reload of this tab keeps it. */
function readToken(): string {
  const given = location.hash.slice(1)
  try {
    if (given !== '') sessionStorage.setItem(STORED, given)
    history.replaceState(null, '', location.pathname)
    return given || (sessionStorage.getItem(STORED) ?? '')
  } catch {
    return given
  }
}

/** The view of an answer; null if it was refused, which is then shown. */
function renderRefused<View>(answer: TillAnswer<View>, offline: string): View | null {
  renderStatus('')
  for (const old of result.querySelectorAll('.bad')) old.remove()
  if (answer.kind === 'answered') return answer.view
  const refusal = renderRefusal(answer.kind === 'offline' ? offline : answer.refusal.msg)
  if (answer.kind === 'refused' && ENDED.includes(answer.refusal.code)) closeTill(refusal)
  else result.append(refusal)
  refusal.scrollIntoView({ block: 'nearest' })
  return null
}

/** Leave nothing to press on a page whose link no longer works; a receipt stays to be read. */
function closeTill(refusal: HTMLElement): void {
  closeCamera()
  find<HTMLElement>('#scan').hidden = true
  find<HTMLElement>('h1').replaceChildren('This till is closed')
  result.prepend(refusal)
  for (const row of result.querySelectorAll('.row')) row.remove()
}

/** Show something on which staff act, and let the camera wait until they ask for the next code. */
function setPaused(isWaiting: boolean): void {
  isPaused = isWaiting
  next.hidden = !isWaiting || stop === null
}

function setLastCode(code: string): void {
  lastCode = code
}

async function checkCode(code: string): Promise<void> {
  if (isChecking || code.trim() === '' || code === lastCode) return
  isChecking = true
  lastCode = code
  setPaused(false)
  result.replaceChildren()
  renderStatus('Checking…')
  const answer = await requestTill<TillCheckView>({ token, step: 'check', body: { code } })
  // The same code may be tried again when the till is online.
  if (answer.kind === 'offline') setTimeout(() => lastCode === code && setLastCode(''), RETRY_MS)
  const view = renderRefused(answer, NOTHING_SENT)
  if (view) renderCheck(view)
  isChecking = false
}

function renderCheck({ checkId, gates, note }: TillCheckView): void {
  const isOpen = gates.some(({ state }) => state === 'open')
  renderStatus(isOpen ? 'Passed.' : 'Not passed.', isOpen ? 'good' : 'bad')
  const cards = gates.map((gate) =>
    renderGate({ gate, onCharge: (asked) => chargeGate({ checkId, gate, ...asked }) }),
  )
  renderResult(...cards, ...(note === '' ? [] : [createElement('p', { className: 'soft' }, note)]))
  setPaused(true)
}

async function chargeGate(asked: {
  readonly checkId: string
  readonly gate: TillGateView
  readonly units: number
  readonly order: string
}): Promise<void> {
  const { checkId, gate, units, order } = asked
  renderStatus('Charging…')
  const body = { checkId, gate: gate.number, units, order }
  const view = renderRefused(
    await requestTill<TillChargeView>({ token, step: 'charge', body }),
    UNKNOWN_CHARGE,
  )
  if (!view) return
  if (view.kind === 'refused') {
    renderStatus('Not charged.', 'bad')
    return renderResult(renderGate({ gate: view.gate }))
  }
  renderStatus('Charged.', 'good')
  renderReceipt({ checkId, ...view })
}

function renderReceipt({
  checkId,
  receipt,
  undoSeconds,
}: {
  readonly checkId: string
  readonly receipt: string
  readonly undoSeconds: number
}): void {
  const undo = createButton(`Undo (for ${Math.floor(undoSeconds / 60)} minutes)`, async () => {
    const answer = await requestTill<object>({ token, step: 'undo', body: { checkId } })
    if (!renderRefused(answer, 'This till is offline, so nothing was undone. Try again when it is online.'))
      return
    renderStatus('Undone.')
    renderResult(
      createElement(
        'section',
        { className: 'card' },
        createElement('h2', {}, 'Undone'),
        createElement('p', {}, 'The use is given back.'),
      ),
    )
  })
  const print = createButton('Print', async () => window.print())
  renderResult(
    createElement(
      'section',
      { className: 'card open' },
      createElement('h2', {}, 'Charged'),
      createElement('pre', {}, receipt),
      createElement('div', { className: 'row' }, print, undo),
    ),
  )
}

find<HTMLFormElement>('#typed').addEventListener('submit', (event) => {
  event.preventDefault()
  const code = field.value
  field.value = ''
  // Whoever types a code again means it.
  setLastCode('')
  void checkCode(code)
})

function closeCamera(): void {
  stop?.()
  stop = null
  video.hidden = true
  camera.replaceChildren('Use the camera')
  camera.classList.add('main')
  setPaused(isPaused)
}

camera.addEventListener('click', async () => {
  if (stop) return closeCamera()
  try {
    stop = await startCamera({ video, onCode: (code) => isPaused || void checkCode(code) })
    video.hidden = false
    camera.replaceChildren('Stop the camera')
    camera.classList.remove('main')
    renderStatus('')
    setPaused(false)
  } catch {
    renderStatus('The camera cannot be used here. Allow it in the browser, or use a hand scanner.')
  }
})

next.addEventListener('click', () => {
  renderResult()
  renderStatus('')
  setPaused(false)
  camera.focus()
})

if (token === '') {
  find<HTMLElement>('#scan').hidden = true
  result.append(
    renderRefusal('Open this page by the link of a till. A manager finds it in the app, under Counter.'),
  )
} else field.focus()
