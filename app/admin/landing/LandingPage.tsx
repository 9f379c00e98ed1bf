/** Page for people who open this server directly in a browser. */
export function LandingPage() {
  return (
    <main className="landing">
      <svg className="landing-mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
        <path d="M8 18l4-6 4 6v22H8zM20 18l4-6 4 6v22h-8zM32 18l4-6 4 6v22h-8z" />
        <path d="M5 24h38M5 34h38" />
      </svg>
      <h1>Palisade</h1>
      <p className="landing-lead">
        This server runs Palisade, an app for shops of Shopify and BigCommerce that gives token holders their
        own prices.
      </p>
      <section>
        <h2>For merchants</h2>
        <p>
          Open Shopify’s admin or BigCommerce’s control panel, choose <strong>Apps</strong>, then{' '}
          <strong>Palisade</strong>. You are already logged in there. This page has no login.
        </p>
      </section>
      <section>
        <h2>For shoppers</h2>
        <p>Go back to the shop and connect your wallet on its product page. You do not need this page.</p>
      </section>
      <footer>Palisade is open source and hosted by the people who run this server.</footer>
    </main>
  )
}
