/** The app's own Functions as they were built here: the very bytes that `shopify app deploy` uploads. */
export type FunctionPorts = {
  functions: {
    /** The input query of each target, as it was built. */
    readQueries: () => Promise<readonly BuiltQuery[]>
    /**
     * Run a built Function once on an input, within Shopify's limits.
     * @throws {Error} where it is not built, or its run fails.
     */
    run: (parameters: { handle: string; exportName: string; input: unknown }) => Promise<unknown>
  }
}

export type BuiltQuery = { readonly handle: string; readonly target: string; readonly query: string }
