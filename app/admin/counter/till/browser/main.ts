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

const STORED = 'palisade:till'
const NOTHING_SENT =
  'This till is offline, so it could not check the code. Nothing is charged. Try again when it is online.'
const UNKNOWN_CHARGE =
  'This till went offline. Press Charge again when it is online: the same check is charged once.'

const token = readToken()
/** The code that was checked last: a camera sees it again and again. */
let lastCode = ''
let isChecking = false

const renderStatus = (text: string) => status.replaceChildren(text)
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
  if (answer.kind === 'answered') return answer.view
  result.append(renderRefusal(answer.kind === 'offline' ? offline : answer.refusal.msg))
  return null
}

async function checkCode(code: string): Promise<void> {
  if (isChecking || code.trim() === '' || code === lastCode) return
  isChecking = true
  lastCode = code
  result.replaceChildren()
  renderStatus('Checking…')
  const answer = await requestTill<TillCheckView>({ token, step: 'check', body: { code } })
  // The same code may be tried again when the till is online.
  if (answer.kind === 'offline') lastCode = ''
  const view = renderRefused(answer, NOTHING_SENT)
  if (view) renderCheck(view)
  isChecking = false
}

function renderCheck({ checkId, gates, note }: TillCheckView): void {
  renderStatus(gates.some(({ state }) => state === 'open') ? 'Passed.' : 'Not passed.')
  const cards = gates.map((gate) =>
    renderGate({ gate, onCharge: (asked) => chargeGate({ checkId, gate, ...asked }) }),
  )
  renderResult(...cards, ...(note === '' ? [] : [createElement('p', { className: 'soft' }, note)]))
}

async function chargeGate(asked: {
  readonly checkId: string
  readonly gate: TillGateView
  readonly units: number
  readonly order: string
}): Promise<void> {
  const { checkId, gate, units, order } = asked
  renderStatus('Charging…')
  for (const old of result.querySelectorAll('.bad')) old.remove()
  const body = { checkId, gate: gate.number, units, order }
  const view = renderRefused(
    await requestTill<TillChargeView>({ token, step: 'charge', body }),
    UNKNOWN_CHARGE,
  )
  if (!view) return
  if (view.kind === 'refused') {
    renderStatus('Not charged.')
    return renderResult(renderGate({ gate: view.gate }))
  }
  renderStatus('Charged.')
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
      createElement('section', { className: 'card' }, createElement('p', {}, 'The use is given back.')),
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
  lastCode = ''
  void checkCode(code)
})

let stop: (() => void) | null = null
camera.addEventListener('click', async () => {
  if (stop) {
    stop()
    stop = null
    video.hidden = true
    camera.replaceChildren('Use the camera')
    return
  }
  try {
    stop = await startCamera({ video, onCode: (code) => void checkCode(code) })
    video.hidden = false
    camera.replaceChildren('Stop the camera')
    renderStatus('')
  } catch {
    renderStatus('The camera cannot be used here. Allow it in the browser, or use a hand scanner.')
  }
})

if (token === '') {
  find<HTMLElement>('#scan').hidden = true
  result.append(
    renderRefusal('Open this page by the link of a till. A manager finds it in the app, under Counter.'),
  )
} else field.focus()
