/** A refused cart request, in the shape of Shopify's cart endpoints. */
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
