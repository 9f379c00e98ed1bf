import { judgeReferenceCart } from '../gate-validation/referenceVerdict.ts'
import { judgeReferenceDelivery } from './referenceDelivery.ts'
import { judgeReference } from './referenceVerdict.ts'

/** The targets of our Functions, each with its handle, export and schema, and the reference for its output. */
export const TARGETS = {
  lines: {
    handle: 'gate-discount',
    exportName: 'cart_lines_discounts_generate_run',
    schema: 'functions_discount',
    result: 'cartLinesDiscountsGenerateRun',
    judge: judgeReference,
  },
  delivery: {
    handle: 'gate-discount',
    exportName: 'cart_delivery_options_discounts_generate_run',
    schema: 'functions_discount',
    result: 'cartDeliveryOptionsDiscountsGenerateRun',
    judge: judgeReferenceDelivery,
  },
  validation: {
    handle: 'gate-validation',
    exportName: 'cart_validations_generate_run',
    schema: 'functions_cart_checkout_validation',
    result: 'cartValidationsGenerateRun',
    judge: judgeReferenceCart,
  },
} as const

export type TargetName = keyof typeof TARGETS
