import type { SurfaceQuestion } from './messages.ts'

/* A page of the checkout or of an account, as far as a block of an app needs it: the block, in a worker of its own. */
const question = JSON.parse(
  document.getElementById('surface-config')?.textContent ?? 'null',
) as SurfaceQuestion
const place = document.getElementById('surface')
const worker = new Worker('/checkout/blocks/worker.js')

worker.addEventListener('message', ({ data }: MessageEvent<string>) => {
  if (!place) return
  place.innerHTML = data
  for (const titled of place.querySelectorAll('s-section[heading], s-banner[heading]')) {
    const heading = document.createElement(titled.localName === 's-section' ? 'h2' : 'strong')
    heading.textContent = titled.getAttribute('heading')
    titled.prepend(heading)
  }
  place.querySelectorAll('s-button').forEach((button, index) => {
    const real = document.createElement('button')
    real.textContent = button.textContent
    real.addEventListener('click', () => {
      const copied = document.getElementById(button.getAttribute('commandfor') ?? '')?.getAttribute('text')
      if (copied) void navigator.clipboard.writeText(copied)
      worker.postMessage({ button: index })
    })
    button.replaceChildren(real)
  })
})
if (question) worker.postMessage(question)
