import type { OrderPageConfig } from './messages.ts'

/* The page of an order in the admin, as far as a block of an app needs it: the block, in a worker of its own. */
const config = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as OrderPageConfig
const place = document.getElementById('block')
const worker = new Worker('/block-worker.js')

worker.addEventListener('message', ({ data }: MessageEvent<string>) => {
  if (!place) return
  place.innerHTML = data
  for (const block of place.querySelectorAll('s-admin-block')) {
    const heading = document.createElement('h2')
    heading.textContent = block.getAttribute('heading')
    block.prepend(heading)
  }
  for (const link of place.querySelectorAll('s-link')) {
    const anchor = document.createElement('a')
    anchor.href = `${config.appPath}/${link.getAttribute('href')?.replace(/^app:/, '')}`
    anchor.textContent = link.textContent
    link.replaceChildren(anchor)
  }
})
worker.postMessage({ orderGid: config.orderGid, api: config.api, appOrigin: config.appOrigin })
