/** What a page says if Shopify's login ended before an action began, or again while it ran. */
export const NO_LOGIN =
  'Your login has ended. Nothing is lost. Try again in a moment. If that does not help, copy what you need and open Palisade again.'

/** What a page says that could not load for it. What was saved stays saved. */
export const ENDED_LOGIN =
  'Your login has ended. Try again in a moment. If that does not help, open Palisade again.'
