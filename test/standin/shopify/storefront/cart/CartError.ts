/** A cart request that Shopify would refuse, in the shape its cart endpoints answer with. */
export class CartError extends Error {
  override readonly name = 'CartError'
  readonly status: 400 | 404 | 422
  readonly title: string

  constructor(status: 400 | 404 | 422, title: string, description: string) {
    super(description)
    this.status = status
    this.title = title
  }
}
