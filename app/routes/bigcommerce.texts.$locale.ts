import { storeTextsRoute } from '../proxy/storeTextsRoute.ts'

/** Serve the storefront's texts in a language. */
export const loader = storeTextsRoute
