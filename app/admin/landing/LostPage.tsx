/** What a person sees at an address of this server where there is nothing, or when a page failed. */
export function LostPage({ title }: { title: string }) {
  return (
    <main className="landing">
      <h1>{title}</h1>
      <p className="landing-lead">
        Open your Shopify admin and choose <strong>Apps</strong>, then <strong>Palisade</strong>; or go back
        to the shop you came from.
      </p>
    </main>
  )
}
