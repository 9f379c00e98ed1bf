declare const brand: unique symbol

/** A string or number that only one parse function may make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
