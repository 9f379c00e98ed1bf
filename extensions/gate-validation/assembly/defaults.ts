/* The buyer's messages if the merchant wrote none. A language is its two letters as a little-endian number. */

/** en */
export const DEFAULT_LANGUAGE: u16 = 0x6e65

/** Find the built-in sentence of a kind (needs a token, too many, not ready, other gate); empty if the language has none. */
export function findDefault(language: u16, kind: i32): string {
  switch (language) {
    case 0x6e65: // en
      return choose(
        kind,
        "Your cart has a product for token holders only. Go back to the store, connect the wallet that holds the token, and check out again.",
        "Your cart has more of a product for token holders than your access allows. Lower the quantity and check out again.",
        "A product in your cart is still being prepared. Wait a minute and try again.",
        "Your cart has a product from a collection for token holders only, and its access is still being prepared. Its other offers do not open it. Wait a minute and try again.",
      )
    case 0x6564: // de
      return choose(
        kind,
        "Dein Warenkorb enthält ein Produkt nur für Token-Inhaber. Geh zurück in den Shop, verbinde die Wallet mit dem Token und geh noch einmal zur Kasse.",
        "Dein Warenkorb enthält von einem Produkt für Token-Inhaber mehr, als dein Zugang erlaubt. Verringere die Menge und geh noch einmal zur Kasse.",
        "Ein Produkt in deinem Warenkorb wird noch vorbereitet. Warte eine Minute und versuche es erneut.",
        "Dein Warenkorb enthält ein Produkt aus einer Kollektion nur für Token-Inhaber. Sein Zugang wird noch vorbereitet, und andere Angebote für das Produkt öffnen ihn nicht. Warte eine Minute und versuche es erneut.",
      )
    case 0x7266: // fr
      return choose(
        kind,
        "Votre panier contient un produit réservé aux détenteurs d’un token. Retournez à la boutique, connectez le portefeuille qui détient le token, puis repassez au paiement.",
        "Votre panier contient plus d’unités d’un produit réservé que votre accès ne le permet. Réduisez la quantité, puis repassez au paiement.",
        "Un produit de votre panier est encore en préparation. Patientez une minute, puis réessayez.",
        "Votre panier contient un produit d’une collection réservée aux détenteurs d’un token. Son accès est encore en préparation et ses autres offres ne l’ouvrent pas. Patientez une minute, puis réessayez.",
      )
    case 0x7365: // es
      return choose(
        kind,
        "Tu carrito contiene un producto solo para titulares de un token. Vuelve a la tienda, conecta la cartera que tiene el token y finaliza la compra de nuevo.",
        "Tu carrito contiene más unidades de un producto para titulares de las que permite tu acceso. Reduce la cantidad y finaliza la compra de nuevo.",
        "Un producto de tu carrito aún se está preparando. Espera un minuto e inténtalo de nuevo.",
        "Tu carrito contiene un producto de una colección solo para titulares de un token. Su acceso aún se está preparando y sus otras ofertas no lo abren. Espera un minuto e inténtalo de nuevo.",
      )
    case 0x7469: // it
      return choose(
        kind,
        "Il carrello contiene un prodotto riservato a chi possiede un token. Torna al negozio, collega il wallet che contiene il token e ripeti il check-out.",
        "Il carrello contiene più unità di un prodotto riservato di quante ne consenta il tuo accesso. Riduci la quantità e ripeti il check-out.",
        "Un prodotto nel carrello è ancora in preparazione. Attendi un minuto e riprova.",
        "Il carrello contiene un prodotto di una collezione riservata a chi possiede un token. L’accesso è ancora in preparazione e le altre offerte sul prodotto non bastano. Attendi un minuto e riprova.",
      )
    case 0x6c6e: // nl
      return choose(
        kind,
        "Je winkelwagen bevat een product dat alleen voor tokenhouders is. Ga terug naar de winkel, verbind de wallet met het token en reken opnieuw af.",
        "Je winkelwagen bevat meer van een product voor tokenhouders dan je toegang toestaat. Verlaag het aantal en reken opnieuw af.",
        "Een product in je winkelwagen wordt nog klaargezet. Wacht een minuut en probeer het opnieuw.",
        "Je winkelwagen bevat een product uit een collectie die alleen voor tokenhouders is. De toegang wordt nog klaargezet en andere aanbiedingen voor het product volstaan niet. Wacht een minuut en probeer het opnieuw.",
      )
    case 0x7470: // pt
      return choose(
        kind,
        "Seu carrinho tem um produto exclusivo para quem possui um token. Volte à loja, conecte a carteira que contém o token e finalize a compra novamente.",
        "Seu carrinho tem mais unidades de um produto exclusivo do que seu acesso permite. Reduza a quantidade e finalize a compra novamente.",
        "Um produto do seu carrinho ainda está sendo preparado. Aguarde um minuto e tente novamente.",
        "Seu carrinho tem um produto de uma coleção exclusiva para quem possui um token. O acesso ainda está sendo preparado e as outras ofertas do produto não o liberam. Aguarde um minuto e tente novamente.",
      )
    case 0x616a: // ja
      return choose(
        kind,
        "カートにトークン保有者限定の商品が含まれています。ストアに戻り、トークンを保有するウォレットを接続してから、もう一度チェックアウトしてください。",
        "カート内のトークン保有者限定商品の数量が、購入できる上限を超えています。数量を減らして、もう一度チェックアウトしてください。",
        "カート内の商品はまだ準備中です。1分ほど待ってから、もう一度お試しください。",
        "カートにトークン保有者限定コレクションの商品が含まれています。購入の準備がまだ整っておらず、その商品の他の特典では購入できません。1分ほど待ってから、もう一度お試しください。",
      )
    default:
      return ""
  }
}

function choose(kind: i32, needsToken: string, tooMany: string, notReady: string, otherGate: string): string {
  return kind == 0 ? needsToken : kind == 1 ? tooMany : kind == 2 ? notReady : otherGate
}
