/** Who changes something by hand, as the record names them: by the number that Shopify's session token has. */
export function formatActor({ sub }: { readonly sub: string }): string {
  return `staff:${sub}`
}
