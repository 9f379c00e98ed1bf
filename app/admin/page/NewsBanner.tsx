import { Banner, type BannerHandles, type BannerProps } from '@shopify/polaris'
import { useEffect, useRef } from 'react'

/** A banner at the top about what was just done. It takes the focus: who pressed Save may be far down the page. */
export function NewsBanner(props: BannerProps) {
  const banner = useRef<BannerHandles>(null)
  useEffect(() => banner.current?.focus(), [])
  return <Banner ref={banner} {...props} />
}
