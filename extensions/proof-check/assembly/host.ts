/** Name Shopify's Wasm API, version 2, as the host offers it. @see https://github.com/Shopify/shopify-function-wasm-api */

@external("shopify_function_v2", "shopify_function_input_get")
export declare function inputGet(): i64

@external("shopify_function_v2", "shopify_function_input_get_obj_prop")
export declare function inputGetObjProp(scope: i64, key: usize, length: i32): i64

@external("shopify_function_v2", "shopify_function_input_get_interned_obj_prop")
export declare function inputGetInternedObjProp(scope: i64, id: i32): i64

@external("shopify_function_v2", "shopify_function_input_get_at_index")
export declare function inputGetAtIndex(scope: i64, index: i32): i64

@external("shopify_function_v2", "shopify_function_input_read_utf8_str")
export declare function inputReadUtf8Str(source: i32, out: usize, length: i32): void

@external("shopify_function_v2", "shopify_function_intern_utf8_str")
export declare function internUtf8Str(text: usize, length: i32): i32

@external("shopify_function_v2", "shopify_function_output_new_bool")
export declare function outputNewBool(value: i32): i32

@external("shopify_function_v2", "shopify_function_output_new_i32")
export declare function outputNewI32(value: i32): i32

@external("shopify_function_v2", "shopify_function_output_new_utf8_str")
export declare function outputNewUtf8Str(text: usize, length: i32): i32

@external("shopify_function_v2", "shopify_function_output_new_interned_utf8_str")
export declare function outputNewInternedUtf8Str(id: i32): i32

@external("shopify_function_v2", "shopify_function_output_new_object")
export declare function outputNewObject(length: i32): i32

@external("shopify_function_v2", "shopify_function_output_finish_object")
export declare function outputFinishObject(): i32

@external("shopify_function_v2", "shopify_function_output_new_array")
export declare function outputNewArray(length: i32): i32

@external("shopify_function_v2", "shopify_function_output_finish_array")
export declare function outputFinishArray(): i32
