import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import type { GatesFile } from '../../core/gate/gatesFile.ts'
import { writeFile } from '../writeFile.ts'
import { describeLeftOut } from './describeLeftOut.ts'

/** Download the shop's gates as a file. `leftOut` says which gates the last file does not have; null if it has all. */
export function useExport(): { readonly write: () => void; readonly leftOut: string | null } {
  const shopify = useAppBridge()
  const [leftOut, setLeftOut] = useState<string | null>(null)
  const run = async () => {
    const file = await readFile().catch(() => null)
    if (!file)
      return shopify.toast.show('The gates could not be exported. Try again in a moment.', { isError: true })
    writeFile({ file, name: 'gates.json' })
    const { unreadable = [] } = JSON.parse(await file.text()) as GatesFile
    setLeftOut(describeLeftOut(unreadable))
  }
  return { write: () => void run(), leftOut }
}

async function readFile(): Promise<Blob | null> {
  const response = await fetch('/app/gates/file')
  return response.ok ? response.blob() : null
}
