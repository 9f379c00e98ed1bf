import type { Language } from '../core/text/languages.ts'

/**
 * What only the card of a BigCommerce store says: its cart may have a code of the shopper's own, and it connects no wallet
 * of Flow.
 */
type StoreWords = {
  readonly rival: string
  readonly use: string
  readonly keep: string
  readonly flow: string
}

/** The sentences by language. All others of the card are the theme block's. */
export const STORE_WORDS = {
  en: {
    rival:
      'Your cart has the code {{ code }}. If this store takes only one code, this offer’s would take its place.',
    use: 'Use this offer',
    keep: 'Keep {{ code }}',
    flow: 'A wallet for Flow can’t connect on this page.',
  },
  de: {
    rival:
      'In deinem Warenkorb ist der Code {{ code }}. Nimmt dieser Shop nur einen Code an, würde der dieses Angebots ihn ersetzen.',
    use: 'Dieses Angebot nutzen',
    keep: '{{ code }} behalten',
    flow: 'Wallets für Flow lassen sich auf dieser Seite nicht verbinden.',
  },
  fr: {
    rival:
      'Votre panier contient le code {{ code }}. Si cette boutique n’accepte qu’un seul code, celui de cette offre le remplacerait.',
    use: 'Utiliser cette offre',
    keep: 'Garder {{ code }}',
    flow: 'Les portefeuilles Flow ne peuvent pas se connecter sur cette page.',
  },
  es: {
    rival:
      'Tu carrito tiene el código {{ code }}. Si esta tienda solo admite un código, el de esta oferta ocuparía su lugar.',
    use: 'Usar esta oferta',
    keep: 'Conservar {{ code }}',
    flow: 'Las carteras de Flow no se pueden conectar en esta página.',
  },
  it: {
    rival:
      'Nel tuo carrello c’è il codice {{ code }}. Se questo negozio accetta un solo codice, quello di questa offerta prenderebbe il suo posto.',
    use: 'Usa questa offerta',
    keep: 'Tieni {{ code }}',
    flow: 'In questa pagina non si può collegare un wallet Flow.',
  },
  'pt-BR': {
    rival:
      'Seu carrinho tem o código {{ code }}. Se esta loja aceitar só um código, o desta oferta ficaria no lugar dele.',
    use: 'Usar esta oferta',
    keep: 'Manter {{ code }}',
    flow: 'Não é possível conectar carteiras da Flow nesta página.',
  },
  'pt-PT': {
    rival:
      'O seu carrinho tem o código {{ code }}. Se esta loja só aceitar um código, o desta oferta ficaria no lugar dele.',
    use: 'Usar esta oferta',
    keep: 'Manter {{ code }}',
    flow: 'Não é possível ligar carteiras da Flow nesta página.',
  },
  nl: {
    rival:
      'In je winkelwagen zit de code {{ code }}. Neemt deze winkel maar één code aan, dan vervangt die van deze aanbieding hem.',
    use: 'Deze aanbieding gebruiken',
    keep: '{{ code }} houden',
    flow: 'Een wallet voor Flow kun je op deze pagina niet koppelen.',
  },
  ja: {
    rival:
      'カートにはコード {{ code }} が入っています。このストアで使えるコードが1つだけの場合、この特典のコードに置き換わります。',
    use: 'この特典を使う',
    keep: '{{ code }} のままにする',
    flow: 'このページではFlowのウォレットを接続できません。',
  },
  ko: {
    rival:
      '장바구니에 코드 {{ code }}이(가) 있습니다. 이 스토어에서 코드를 하나만 쓸 수 있다면 이 혜택의 코드로 바뀝니다.',
    use: '이 혜택 사용',
    keep: '{{ code }} 유지',
    flow: '이 페이지에서는 Flow 지갑을 연결할 수 없습니다.',
  },
  'zh-CN': {
    rival: '您的购物车中已有优惠码 {{ code }}。如果本店只能使用一个优惠码，它会被此优惠的优惠码取代。',
    use: '使用此优惠',
    keep: '保留 {{ code }}',
    flow: '此页面无法连接 Flow 钱包。',
  },
  ar: {
    rival: 'في سلتك الرمز {{ code }}. إذا كان هذا المتجر يقبل رمزًا واحدًا فقط، فسيحل رمز هذا العرض محله.',
    use: 'استخدام هذا العرض',
    keep: 'الاحتفاظ بالرمز {{ code }}',
    flow: 'لا يمكن ربط محفظة Flow هنا.',
  },
  he: {
    rival: 'בעגלה שלך יש את הקוד {{ code }}. אם החנות מקבלת קוד אחד בלבד, הקוד של ההצעה הזו יחליף אותו.',
    use: 'להשתמש בהצעה הזו',
    keep: 'להשאיר את {{ code }}',
    flow: 'אי אפשר לחבר ארנק של Flow בדף הזה.',
  },
} as const satisfies Record<Language, StoreWords>
