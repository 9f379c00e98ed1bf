import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import type { ReactNode } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { writeFault } from './describeError.ts'

export type RenderDocumentParameters = {
  readonly element: ReactNode
  /** Whether the answer waits for the whole page, as crawlers need it. */
  readonly isWhole: boolean
  readonly status: number
  readonly headers: Headers
}

const ABORT_AFTER_MS = 5000

/**
 * Render a page as a stream. What fails is logged; the status is 500 if it failed before the answer began. A browser
 * that leaves before the page is whole is no fault.
 */
export function renderDocument(parameters: RenderDocumentParameters): Promise<Response> {
  const { element, isWhole, status, headers } = parameters
  return new Promise((resolve, reject) => {
    let answerStatus = status
    let hasLeft = false
    const { pipe, abort } = renderToPipeableStream(element, {
      [isWhole ? 'onAllReady' : 'onShellReady']: () => {
        const body = new PassThrough()
        // Before `pipe`, whose own listener makes React report each unfinished part as an error.
        body.once('close', () => {
          hasLeft = true
        })
        headers.set('Content-Type', 'text/html; charset=utf-8')
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answerStatus }))
        pipe(body)
      },
      onShellError: reject,
      onError: (error) => {
        if (hasLeft) return
        answerStatus = 500
        writeFault('Rendering failed', error)
      },
    })
    setTimeout(abort, ABORT_AFTER_MS).unref()
  })
}
