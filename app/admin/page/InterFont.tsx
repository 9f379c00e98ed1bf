const CDN = 'https://cdn.shopify.com'

/** The font of Shopify's admin, from Shopify's CDN, as its app template links it. Polaris names it and does not have it. */
export function InterFont() {
  return (
    <>
      <link rel="preconnect" href={`${CDN}/`} />
      <link rel="stylesheet" href={`${CDN}/static/fonts/inter/v4/styles.css`} />
    </>
  )
}
