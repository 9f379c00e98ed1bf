import { createElement, Suspense } from 'react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { log } from '../app/log/log.ts'
import { renderDocument } from '../app/renderDocument.ts'

const Part = ({ read }: { read: () => string }) => read()

/** Renders a page of which a part waits for `finish` or `fail`; `faults`: what was logged. */
function render({ isWhole = false } = {}) {
  const faults: string[] = []
  const spy = vi.spyOn(log, 'error').mockImplementation((sentence) => void faults.push(String(sentence)))
  onTestFinished(() => spy.mockRestore())
  let resolve = () => {}
  const waiting = new Promise<void>((done) => {
    resolve = done
  })
  let state: 'waits' | 'done' | Error = 'waits'
  const read = () => {
    if (state === 'waits') throw waiting
    if (state instanceof Error) throw state
    return 'The part.'
  }
  const end = (next: 'done' | Error) => {
    state = next
    resolve()
  }
  const page = createElement(
    'p',
    null,
    'The page. ',
    createElement(Suspense, null, createElement(Part, { read })),
  )
  const answer = renderDocument({ element: page, isWhole, status: 200, headers: new Headers() })
  return { answer, faults, end }
}

describe('renderDocument', () => {
  test('default: the page comes at once, and its parts as they are ready', async () => {
    const { answer, faults, end } = render()
    const { body, status, headers } = await answer
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    end('done')
    const text = await new Response(body).text()
    expect(text).toContain('The page.')
    expect(text).toContain('The part.')
    expect(faults).toEqual([])
  })

  test('behavior: a browser that leaves before the page is whole is no fault', async () => {
    const { answer, faults } = render()
    const reader = (await answer).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('The page.')
    await reader?.cancel()
    // React hears of it in a later turn.
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(faults).toEqual([])
  })

  test('behavior: a part that fails while the browser waits is logged, without its message', async () => {
    const { answer, faults, end } = render()
    const { body } = await answer
    end(new Error('wallet 0x12'))
    await new Response(body).text()
    expect(faults).toEqual(['Rendering failed: Error'])
  })

  test('behavior: a crawler gets the whole page, or status 500', async () => {
    const good = render({ isWhole: true })
    good.end('done')
    expect(await (await good.answer).text()).toContain('The part.')
    const bad = render({ isWhole: true })
    bad.end(new Error('no'))
    expect((await bad.answer).status).toBe(500)
  })
})
