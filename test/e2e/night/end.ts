/** Ends what a fault of a night has begun. */
export type End = () => unknown
