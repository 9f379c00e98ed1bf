import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useRef, useState } from 'react'
import type { ExportPage } from './views.ts'

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly rows: number }
  | { readonly kind: 'failed'; readonly message: string }
export type Export = {
  readonly state: ExportState
  /** Read all pages from an address of the app, and give the browser a file of this name. */
  readonly start: (address: string, name: string) => Promise<void>
  /** Stop reading, or close the message of a failure. */
  readonly cancel: () => void
}

const LOST = 'The file could not be read to its end. Check your connection, and try again.'

/** Export a CSV file page by page: the server never holds more than a page, and the browser shows how far it is. */
export function useExport(): Export {
  const shopify = useAppBridge()
  const [state, setState] = useState<ExportState>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const cancel = () => {
    running.current?.abort()
    setState({ kind: 'idle' })
  }
  const start = async (address: string, name: string) => {
    running.current?.abort()
    running.current = new AbortController()
    const { signal } = running.current
    const parts: string[] = []
    let rows = 0
    setState({ kind: 'running', rows })
    for (let next: string | null = ''; next !== null; ) {
      const page: ExportPage | string = await readPage(
        `${address}${address.includes('?') ? '&' : '?'}before=${next}`,
        signal,
      )
      if (signal.aborted) return
      if (typeof page === 'string') return setState({ kind: 'failed', message: page })
      parts.push(page.text)
      rows += page.rows
      next = page.next
      setState({ kind: 'running', rows })
    }
    writeFile({ file: new Blob(parts, { type: 'text/csv;charset=utf-8' }), name })
    setState({ kind: 'idle' })
    shopify.toast.show(`Exported ${new Intl.NumberFormat('en').format(rows)} ${rows === 1 ? 'row' : 'rows'}`)
  }
  return { state, start, cancel }
}

/** A page, or why there is none. */
async function readPage(address: string, signal: AbortSignal): Promise<ExportPage | string> {
  try {
    const response = await fetch(address, { signal })
    const answer = (await response.json()) as ExportPage | { msg?: string }
    if (response.ok && 'text' in answer) return answer
    return 'msg' in answer && answer.msg ? answer.msg : LOST
  } catch {
    return LOST
  }
}

function writeFile({ file, name }: { file: Blob; name: string }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
