import type { TokenState } from '../../core/redemption/tokenChoice.ts'
import type { Language } from '../../core/text/languages.ts'

/** What the block says about the token that is used up. `none` stands alone. */
export type TokenWords = { readonly [State in TokenState]: string } & {
  /** No token of these wallets is used up at this gate now. */
  readonly none: string
}

/** The texts by language. English is the default. */
export const TOKEN_WORDS: Readonly<Record<Language, TokenWords>> = {
  en: {
    chosen: 'Used for this order',
    free: 'Not used yet',
    reserved: 'In another cart',
    used: 'Already used',
    none: 'None of your tokens is used up here right now.',
  },
  de: {
    chosen: 'Wird für diese Bestellung verwendet',
    free: 'Noch nicht verwendet',
    reserved: 'In einem anderen Warenkorb',
    used: 'Schon verwendet',
    none: 'Hier wird gerade keiner deiner Token verbraucht.',
  },
  fr: {
    chosen: 'Utilisé pour cette commande',
    free: 'Pas encore utilisé',
    reserved: 'Dans un autre panier',
    used: 'Déjà utilisé',
    none: 'Aucun de vos jetons n’est consommé ici pour l’instant.',
  },
  es: {
    chosen: 'Se usa en este pedido',
    free: 'Sin usar',
    reserved: 'En otro carrito',
    used: 'Ya usado',
    none: 'Ahora mismo no se gasta aquí ninguno de tus tokens.',
  },
  it: {
    chosen: 'Usato per questo ordine',
    free: 'Non ancora usato',
    reserved: 'In un altro carrello',
    used: 'Già usato',
    none: 'Al momento qui non si consuma nessuno dei tuoi token.',
  },
  'pt-BR': {
    chosen: 'Usado neste pedido',
    free: 'Ainda não usado',
    reserved: 'Em outro carrinho',
    used: 'Já usado',
    none: 'Nenhum dos seus tokens está sendo usado aqui agora.',
  },
  'pt-PT': {
    chosen: 'Usado nesta encomenda',
    free: 'Ainda não usado',
    reserved: 'Noutro carrinho',
    used: 'Já usado',
    none: 'Nenhum dos seus tokens está a ser usado aqui neste momento.',
  },
  nl: {
    chosen: 'Wordt voor deze bestelling gebruikt',
    free: 'Nog niet gebruikt',
    reserved: 'In een andere winkelwagen',
    used: 'Al gebruikt',
    none: 'Hier wordt nu geen van je tokens gebruikt.',
  },
  ja: {
    chosen: 'この注文で使用します',
    free: '未使用',
    reserved: '別のカートで使用中',
    used: '使用済み',
    none: '現在、ここで使用されるトークンはありません。',
  },
  ko: {
    chosen: '이 주문에 사용됩니다',
    free: '아직 사용하지 않음',
    reserved: '다른 장바구니에 있음',
    used: '이미 사용됨',
    none: '지금 여기에서 사용되는 토큰이 없습니다.',
  },
  'zh-CN': {
    chosen: '用于此订单',
    free: '尚未使用',
    reserved: '在另一个购物车中',
    used: '已使用',
    none: '您的代币目前未在此处使用。',
  },
  ar: {
    chosen: 'مُستخدَم لهذا الطلب',
    free: 'لم يُستخدَم بعد',
    reserved: 'في سلة أخرى',
    used: 'استُخدِم من قبل',
    none: 'لا يُستخدَم هنا أي من رموزك الآن.',
  },
  he: {
    chosen: 'משמש להזמנה הזו',
    free: 'עדיין לא נוצל',
    reserved: 'בעגלה אחרת',
    used: 'כבר נוצל',
    none: 'אף אחד מהטוקנים שלך לא מנוצל כאן כרגע.',
  },
}
