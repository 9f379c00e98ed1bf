import { createPalisade } from '@palisade/server'

/**
 * Palisade's API. Its calls throw errors with `status` and `code`.
 *
 * PALISADE_API         e.g. https://palisade.example.com/api/v1
 * PALISADE_SECRET_KEY  your project's secret key, sk_…; never put it into a page
 */
export const palisade = createPalisade({
  url: process.env.PALISADE_API,
  apiKey: process.env.PALISADE_SECRET_KEY,
})
