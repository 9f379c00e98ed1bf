type Attribute = { __typename: 'Attribute'; key: string; value: string }

/** Attributes of a cart or line as the Storefront API lists them. */
export function listAttributes(texts: Record<string, string>): Attribute[] {
  return Object.entries(texts).map(([key, value]) => ({ __typename: 'Attribute', key, value }))
}
