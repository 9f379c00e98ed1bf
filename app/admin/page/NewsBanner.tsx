import { Banner, type BannerHandles, type BannerProps } from '@shopify/polaris'
import { useEffect, useRef } from 'react'

/** Banner at the top about the last action. It takes the focus, because the Save button may be far from the banner. */
export function NewsBanner(props: BannerProps) {
  const banner = useRef<BannerHandles>(null)
  useEffect(() => banner.current?.focus(), [])
  return <Banner ref={banner} {...props} />
}
