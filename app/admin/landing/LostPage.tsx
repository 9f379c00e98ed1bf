/** Page for a URL of this server without content, and for a failed page. */
export function LostPage({ title }: { title: string }) {
  return (
    <main className="landing">
      <h1>{title}</h1>
      <p className="landing-lead">
        If you have a shop, open Shopify’s admin or BigCommerce’s control panel and choose{' '}
        <strong>Apps</strong>, then <strong>Palisade</strong>. If you are shopping, go back to the shop you
        came from.
      </p>
    </main>
  )
}
