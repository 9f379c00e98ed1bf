import { useState } from 'react'
import type { GatesFile } from '../../core/gate/gatesFile.ts'
import { writeFile } from '../writeFile.ts'
import { describeLeftOut } from './describeLeftOut.ts'

/** What the page says about the last file; null if it has all gates. */
export type ExportNews = {
  readonly tone: 'critical' | 'warning'
  readonly title: string
  readonly text: string
}

const NOT_EXPORTED: ExportNews = {
  tone: 'critical',
  title: 'The gates were not exported',
  text: 'Check your connection, and try again in a moment.',
}

/** Download the shop's gates as a file. */
export function useExport(): { readonly write: () => void; readonly news: ExportNews | null } {
  const [news, setNews] = useState<ExportNews | null>(null)
  const run = async () => {
    const file = await readFile().catch(() => null)
    if (!file) return setNews(NOT_EXPORTED)
    writeFile({ file, name: 'gates.json' })
    const { unreadable = [] } = JSON.parse(await file.text()) as GatesFile
    const text = describeLeftOut(unreadable)
    setNews(text === null ? null : { tone: 'warning', title: 'Not all gates are in the file', text })
  }
  return { write: () => void run(), news }
}

async function readFile(): Promise<Blob | null> {
  const response = await fetch('/app/gates/file')
  return response.ok ? response.blob() : null
}
