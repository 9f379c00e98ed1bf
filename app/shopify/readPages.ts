/** A page of a Shopify connection. */
export type Page<T> = {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly T[]
}

/** Read all nodes of a connection, page by page. `ask` returns null if the connection's owner is missing. */
export async function readPages<T>(
  ask: (after: string | null) => Promise<Page<T> | null | undefined>,
): Promise<T[]> {
  const nodes: T[] = []
  for (let after: string | null = null; ; ) {
    const page: Page<T> | null | undefined = await ask(after)
    nodes.push(...(page?.nodes ?? []))
    if (!page?.pageInfo.hasNextPage) return nodes
    after = page.pageInfo.endCursor
  }
}
