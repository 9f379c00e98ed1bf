import { useAppBridge } from '@shopify/app-bridge-react'
import { writeFile } from '../writeFile.ts'

/** Download the shop's gates as a file. */
export function useExport(): { readonly write: () => void } {
  const shopify = useAppBridge()
  const run = async () => {
    const response = await fetch('/app/gates/file').catch(() => null)
    if (!response?.ok)
      return shopify.toast.show('The gates could not be exported. Try again in a moment.', { isError: true })
    writeFile({ file: await response.blob(), name: 'gates.json' })
  }
  return { write: () => void run() }
}
