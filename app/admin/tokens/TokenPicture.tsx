import { useEffect, useState } from 'react'
import type { FoundTokenView } from './views.ts'

/** Picture of a token beside its name: what its metadata names, else its initials in the colour of its chain. */
export function TokenPicture({ token }: { token: FoundTokenView }) {
  const { chain, contract, initials } = token
  const url = usePicture({ chain, contract })
  const [isBroken, setBroken] = useState(false)
  if (url !== null && !isBroken) {
    return <img className="palisade-token-picture" src={url} alt="" onError={() => setBroken(true)} />
  }
  return (
    <span
      className={`palisade-token-picture palisade-token-initials palisade-chain-${chain}`}
      aria-hidden="true"
    >
      {initials}
    </span>
  )
}

/** The picture as an address of this page, null until it is there. An `img` alone could not send the session token. */
function usePicture({ chain, contract }: Pick<FoundTokenView, 'chain' | 'contract'>): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    let made: string | null = null
    const show = async () => {
      const query = new URLSearchParams({ chain, contract })
      const response = await fetch(`/app/tokens/picture?${query}`, { signal: controller.signal })
      if (response.status !== 200) return
      const picture = await response.blob()
      if (controller.signal.aborted) return
      made = URL.createObjectURL(picture)
      setUrl(made)
    }
    // Without a picture the initials stay.
    show().catch(() => undefined)
    return () => {
      controller.abort()
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [chain, contract])
  return url
}
