INSERT INTO public._prisma_migrations VALUES
	('6a979683-d996-44f4-9a96-428f45107431', '4c7a9d6e5a5a18f374e775e3edcad16adb9dd26f54a80ea1588c29f5fed8de7a', '2026-11-28 16:17:40.241255+00', '20261125132804_first', NULL, NULL, '2026-11-28 16:17:40.241255+00', 1),
	('c597c7d5-7abb-40bf-b9a2-038a517facf5', '5412041ea8c6341eb4cbcfb216b0c0d2343274a0a68899c57b1545f3df9099ab', '2026-11-28 16:17:40.391227+00', '20261125144239_rate_limit', NULL, NULL, '2026-11-28 16:17:40.391227+00', 1),
	('b90ba89f-3bf3-4ce0-961f-f566baa18be4', 'ecf579d5740a2348e2521fafc9be0fac201562f2959c1d5db76de95d2d20f81e', '2026-11-28 16:17:40.39589+00', '20261125151057_grant_sweep', NULL, NULL, '2026-11-28 16:17:40.39589+00', 1),
	('047fe8c1-55d2-4987-8231-e852266b0144', '24b5df11accade5d591584b342636c7a8bed154bbce03ebe7de7df06ea6e6e64', '2026-11-28 16:17:40.397969+00', '20261125162203_api_projects', NULL, NULL, '2026-11-28 16:17:40.397969+00', 1),
	('99e6ea73-cbc5-4001-aa6d-74ef4516dbfb', '850710af3e79aafa4c8c858829930155f9532e4f5a676ef28a1df9fc66acb55a', '2026-11-28 16:17:40.545292+00', '20261125194605_visit_vaults', NULL, NULL, '2026-11-28 16:17:40.545292+00', 1),
	('d6d58cf0-bc58-4535-8e00-cbe95ad4c224', '6f19e134f1cb0cda1a330c901ba7131d10c2f48e585b5362f20375d49625d58b', '2026-11-28 16:17:40.547681+00', '20261125195322_lists', NULL, NULL, '2026-11-28 16:17:40.547681+00', 1),
	('02df5f02-dd8e-483c-aa17-bffdeebebbea', 'cd37d9bacfe0e68e8d3cdb9d521a2f8c4f55f4cab989797c34c1a7326e67252b', '2026-11-28 16:17:40.585455+00', '20261125211901_list_last_import', NULL, NULL, '2026-11-28 16:17:40.585455+00', 1),
	('5e5955e0-e068-46f0-890f-d79cac9a80a5', 'fb92e29f821e476e87250b7ae850cc4cf5b9e3f03d0270f5a25517226935fb99', '2026-11-28 16:17:40.587437+00', '20261125225518_enforcement', NULL, NULL, '2026-11-28 16:17:40.587437+00', 1),
	('c2732aba-a0b6-4c2d-97ea-2512bc3f3aba', 'b918669182496217ce5621e003935d9e3e195d4ff83e395389979376c030eb20', '2026-11-28 16:17:40.716366+00', '20261125231138_ledger_indexes', NULL, NULL, '2026-11-28 16:17:40.716366+00', 1),
	('a758900e-bdfb-4c47-9a1b-8bbc696af86f', '9819ecfffd9a163e749a74cd82866a32e714728f1e6b17b5ab2fa6a0e4c6de0f', '2026-11-28 16:17:40.725846+00', '20261126004705_order_time', NULL, NULL, '2026-11-28 16:17:40.725846+00', 1),
	('a0919575-baad-4b57-a28f-748067f7cc33', '83629ba610823587e390399816aadb309888a7ef6099bd9ad77af61acfdacef7', '2026-11-28 16:17:40.736778+00', '20261126010242_gate_standing', NULL, NULL, '2026-11-28 16:17:40.736778+00', 1),
	('ec919177-188b-45a6-9cb0-1eec02dcd347', '1408e284dfc3da8d8b86b943309c8cf746b75ef28d7b3ebdb595a6dd4cbd3979', '2026-11-28 16:17:40.760728+00', '20261127113516_collection_stay', NULL, NULL, '2026-11-28 16:17:40.760728+00', 1),
	('a73a61c1-6dd5-4d15-94d6-e8b6300cb8ee', '8ce685b26d8c5b59be60c75b873623e44d0a9de65190e423cf040fb23702845c', '2026-11-28 16:17:40.777167+00', '20261127123700_access_code_buyer', NULL, NULL, '2026-11-28 16:17:40.777167+00', 1),
	('fa642ab6-d48f-4abe-bf15-923bb8837792', '8b17e61a94fb13d591bad536ddeba4b243f253a0e0ae06ce6d1a16749e5bea15', '2026-11-28 16:17:40.780972+00', '20261127130000_profile_unused', NULL, NULL, '2026-11-28 16:17:40.780972+00', 1),
	('f9179db7-093c-4311-a174-02149cd242a6', '60d6a2df658a1f0b9139992c5a77a5e700413a8d200f5890904b2fa57e59f77c', '2026-11-28 16:17:40.783565+00', '20261127160000_vault_delegates', NULL, NULL, '2026-11-28 16:17:40.783565+00', 1),
	('c5aa83a1-7241-48a2-ae48-dc0013804b29', 'ffd0329e1f9fa1a6f085a0b53b26f1b5288b1f44bc58289a0c63e394891830cf', '2026-11-28 16:17:40.785816+00', '20261128053517_refused_shop_values', NULL, NULL, '2026-11-28 16:17:40.785816+00', 1),
	('c55eb6a9-8d6b-4758-b7cf-c3575c898eb2', '8f2341f53eaa077c48a293b895d920bc189abc43a5fa7daeab3ea7591553addc', '2026-11-28 16:17:40.789108+00', '20261128053614_collection_variants', NULL, NULL, '2026-11-28 16:17:40.789108+00', 1),
	('5775ec43-47ab-4d16-8025-65728db58d2d', '0b199b2253fed7d35dda91aa733b968d9857bf9a823c45103f669cd280f96202', '2026-11-28 16:17:40.801559+00', '20261128053946_open_place', NULL, NULL, '2026-11-28 16:17:40.801559+00', 1),
	('d4e07f6e-d112-4a1c-a17c-bafdc14605ed', 'd589506740abcffed110147a3dcbe223e0d9ac3a6696a9f154c0a1013414a4b8', '2026-11-28 16:17:40.810486+00', '20261128054128_token_id_scan', NULL, NULL, '2026-11-28 16:17:40.810486+00', 1),
	('e4a1a968-ccf7-41b3-96d0-9f9e8d6bb3d9', '6b376c6006f3505e8b0d9359eb29d3b640a5dd05b85f341a5e7fd7962434d740', '2026-11-28 16:17:40.819123+00', '20261128062119_data_requests', NULL, NULL, '2026-11-28 16:17:40.819123+00', 1),
	('6e11015a-6a34-4746-ac9c-59c2f459f6bb', '4b3e89a2b711b2c0e85664d305e5534a2de12e1be61509451e00e8ca4eaa2fe2', '2026-11-28 16:17:40.834507+00', '20261128070741_card_shape', NULL, NULL, '2026-11-28 16:17:40.834507+00', 1);
INSERT INTO public.shop VALUES
	(70099000001, 'release.myshopify.com', 'release.example', 'Europe/Berlin', 'EUR', 's1.hpRB4Me92I0A6eh9.qTTu7537o1JiLSNFatttzw.zrti3UbVvTrfn6i_u-F6pXfZ7KU61ZfULmSP2pHKdAg', 3, 1790000000, NULL, '{release.example,release.myshopify.com}', 'functions', false, false, 'hold', NULL, false, false, NULL, NULL, NULL);
INSERT INTO public.project VALUES
	(70099000001, '{release.example,release.myshopify.com}', '8011b905-936c-415f-89fe-ce2ca934c57f', 'release.myshopify.com', '{}', 'siwe', NULL, NULL, 1790000000, 1790000000),
	(70099000001, '{headless.example,localhost:*}', 'b5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c22', 'Release', '{https://headless.example/callback?a=1}', 'siwe', 'Sign in to see your tokens.', '{"v": 1, "chain": "ethereum", "tokenIds": ["7"], "collection": [], "allowedWallets": ["0x00000000000000000000000000000000000000bB"], "creatorAddress": null, "contractAddress": "0x00000000000000000000000000000000000000Aa", "minTokenBalance": "0.5"}', 1790000100, 1790000100);
INSERT INTO public.api_key VALUES
	('24b0d10da017b2b311d2916e0ab864c6', '8011b905-936c-415f-89fe-ce2ca934c57f', 'publishable', 'Default', '19c29ab5352fa2e359c943cf66d2f9784a860160915255bd7ff20271e6f78b20', 'pk_57b764f7d0e81374c160a02593656f7b', 1790000000, NULL),
	('00000000000000000000000000000001', 'b5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c22', 'secret', 'Shop window', '1478058fa38780ab7d4b9e0f87c8ee57e21489b501e7272686479bd24020e72d', 'rel0', 1790000100, NULL);
INSERT INTO public.gate VALUES
	(70099000001, 1, 'Once', 'active', '{"v": 1, "ids": [8101], "kind": "products"}', '{"v": 1, "root": {"kind": "erc721", "chain": "ethereum", "label": {"name": "Owls", "symbol": "OWL"}, "minimum": "1", "contract": "0x00000000000000000000000000000000000000aa"}}', '{"v": 1, "price": null, "exclusive": true, "freeShipping": false}', 0, 1, 0, false, NULL, NULL, 1795525200, 1795525200, '{"v": 1, "purchases": "both", "orderDiscounts": true, "productDiscounts": false, "shippingDiscounts": true}', NULL, 'account', '{"v": 1, "total": 5, "perToken": null, "perWallet": 1}', false, '{"v": 1, "endsAt": null, "afterEnd": "public", "startsAt": null}', NULL, 0),
	(70099000001, 2, 'Open', 'active', '{"v": 1, "ids": [8102], "kind": "products"}', '{"v": 1, "root": {"kind": "erc721", "chain": "ethereum", "label": {"name": "Owls", "symbol": "OWL"}, "minimum": "1", "contract": "0x00000000000000000000000000000000000000aa"}}', '{"v": 1, "price": null, "exclusive": true, "freeShipping": false}', 0, 1, 0, false, NULL, NULL, 1795525200, 1795525200, '{"v": 1, "purchases": "both", "orderDiscounts": true, "productDiscounts": false, "shippingDiscounts": true}', NULL, 'account', '{"v": 1, "total": null, "perToken": null, "perWallet": null}', false, '{"v": 1, "endsAt": null, "afterEnd": "public", "startsAt": null}', NULL, 0);
INSERT INTO public.gate_revision VALUES
	(70099000001, 1, 1, '{"v": 1, "ids": [8101], "kind": "products"}', '{"v": 1, "root": {"kind": "erc721", "chain": "ethereum", "label": {"name": "Owls", "symbol": "OWL"}, "minimum": "1", "contract": "0x00000000000000000000000000000000000000aa"}}', '{"v": 1, "price": null, "exclusive": true, "freeShipping": false}', 0, 1795525200, 'account', '{"v": 1, "total": 5, "perToken": null, "perWallet": 1}'),
	(70099000001, 2, 1, '{"v": 1, "ids": [8102], "kind": "products"}', '{"v": 1, "root": {"kind": "erc721", "chain": "ethereum", "label": {"name": "Owls", "symbol": "OWL"}, "minimum": "1", "contract": "0x00000000000000000000000000000000000000aa"}}', '{"v": 1, "price": null, "exclusive": true, "freeShipping": false}', 0, 1795525200, 'account', '{"v": 1, "total": null, "perToken": null, "perWallet": null}');
INSERT INTO public.gate_standing VALUES
	(70099000001, 1, 1795525200, 'active', '{"v": 1, "endsAt": null, "afterEnd": "public", "startsAt": null}'),
	(70099000001, 2, 1795525200, 'active', '{"v": 1, "endsAt": null, "afterEnd": "public", "startsAt": null}');
INSERT INTO public."grant" VALUES
	('28249deec24bc034', 70099000001, '05d0edbe9cae85c1b51a034cb78986ee', 'l', NULL, 8101, 9101, '[{"gate": 1, "revision": 1}]', '2026112508', 1795619700, 'open', '05d0edbe9cae85c1b51a034cb78986ee l 8101 9101 ', 1795611600, '0', 'bfccee80', NULL, NULL),
	('632b893eaa50c709', 70099000001, '05d0edbe9cae85c1b51a034cb78986ee', 'm', 'cart-1?key=k', NULL, NULL, '[{"gate": 1, "revision": 1}]', '2026112508', 1795619700, 'open', '05d0edbe9cae85c1b51a034cb78986ee m   cart-1?key=k', 1795611600, '0', 'bfccee80', NULL, NULL),
	('6fff535c05a474b9', 70099000001, '05d0edbe9cae85c1b51a034cb78986ee', 'c', 'cart-1?key=k', NULL, NULL, '[{"gate": 1, "revision": 1}]', '2026112508', 1795619700, 'paid', NULL, 1795611600, '0', 'bfccee80', 1, 1795611600),
	('0161906a90e295fb', 70099000001, '1cdf449a24bac991a7cee28e37e92241', 'c', 'cart-1?key=k', NULL, NULL, '[{"gate": 2, "revision": 1}]', '2026112508', 1795619700, 'open', '1cdf449a24bac991a7cee28e37e92241 c   cart-1?key=k', 1795611600, '0', 'bfccee80', NULL, NULL),
	('bc6aa0fbe2869160', 70099000001, '1cdf449a24bac991a7cee28e37e92241', 'l', NULL, 8101, 9101, '[{"gate": 2, "revision": 1}]', '2026112508', 1795619700, 'open', '1cdf449a24bac991a7cee28e37e92241 l 8101 9101 ', 1795611600, '0', 'bfccee80', NULL, NULL),
	('a18105040b28617d', 70099000001, '1cdf449a24bac991a7cee28e37e92241', 'm', 'cart-1?key=k', NULL, NULL, '[{"gate": 2, "revision": 1}]', '2026112508', 1795619700, 'open', '1cdf449a24bac991a7cee28e37e92241 m   cart-1?key=k', 1795611600, '0', 'bfccee80', NULL, NULL);
INSERT INTO public.proof_key VALUES
	(70099000001, 'bfccee80', 1, 1790000000, NULL, 1790000000, 'Europe/Berlin');
INSERT INTO public.redemption VALUES
	(70099000001, 1, 'wallet', '0x1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f', 1, 1);
INSERT INTO public.reservation VALUES
	(1, 70099000001, 1, 1, '05d0edbe9cae85c1b51a034cb78986ee', 'committed', '[{"key": "0x1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f", "kind": "wallet", "slot": 1}, {"key": "", "kind": "total", "slot": 1}]', NULL, 1795619700, 1, 1795611600, 1795611600);
INSERT INTO public.session VALUES
	('offline_release.myshopify.com', 'release.myshopify.com', '', false, 'read_products', NULL, 's1.4au02Lg85DZEEgn7.oBz-PLs7stNVwGyiZb7hkA.GNfjLJQ1zn4s4bC5tg', NULL, NULL, NULL);
INSERT INTO public.settlement VALUES
	(70099000001, 1, '#1', 1795611600, 'cart-1', 'committed', '{"v": 1, "tags": ["token-gate"], "gates": [{"gate": 1, "grant": "6fff535c05a474b9", "revision": 1}], "lines": [{"gates": [1], "lineId": 1, "outcome": "committed", "reasons": [], "closedGates": [1]}], "grants": ["6fff535c05a474b9"], "isTold": true, "proofs": [{"grant": "6fff535c05a474b9", "place": {"kind": "c"}, "entries": [{"cap": 0, "gate": 1, "profile": 0, "reaction": {"price": null, "exclusive": true, "freeShipping": false}, "revision": 1}]}], "seenAt": 1795611599, "holders": [], "outcome": "committed", "reasons": [], "rechecks": [], "isCancelled": false, "wholeOutcome": "none"}', NULL, '{"v": 1, "kind": "none", "error": null, "holds": [], "state": "none", "lineIds": [], "unheldLines": []}', 1795611600, 1795611600);
INSERT INTO public.signing_key VALUES
	('7fHWY2m0n2JL79B2h7sTY0c1WLKqMFydKKlqeeNNSZQ', 's1.7iL0lLvefjJYHiNS.aR8nXrVRra4Q7OFBtHuIGw.ZXrNwVUzRQaeyDVmkR_msKpEmXVUPEuJ3l6QJkuvMw8xfIiR4UH3TzwXIF_cG54w6WpHfT3bw9Xv5zrqCco3REDftk5NTYfqEfYZlqmQ_2u69TRlNxD-lTKlGnRizOIL6LUT3ihmwHfv2JAWIvPsZTwegIF_sUjOD-Bh07irSxxWJyrZwj2ob-U2', '{"kty":"EC","crv":"P-256","x":"HN0PNuv9pvtKf-1YsSapWJ7Qu-O37_91POt_6F1zpOI","y":"TUMsTudVzMz0zvhDWCoumMlNJDpEag21PJXwUqd7wSk","kid":"7fHWY2m0n2JL79B2h7sTY0c1WLKqMFydKKlqeeNNSZQ","alg":"ES256","use":"sig"}', 1, 1790000000, NULL);
INSERT INTO public.total_slot VALUES
	(70099000001, 1, 2, NULL),
	(70099000001, 1, 3, NULL),
	(70099000001, 1, 4, NULL),
	(70099000001, 1, 5, NULL),
	(70099000001, 1, 1, 1);
INSERT INTO public.visit VALUES
	('05d0edbe9cae85c1b51a034cb78986ee', '05d0edbe9cae85c1b51a034cb78986ee', 70099000001, '[{"kind": "key", "chain": "ethereum", "address": "0x1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f"}]', NULL, 1795618800, 3, '[]'),
	('1cdf449a24bac991a7cee28e37e92241', '1cdf449a24bac991a7cee28e37e92241', 70099000001, '[{"kind": "key", "chain": "ethereum", "address": "0x1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f"}]', NULL, 1795618800, 3, '[]');
SELECT pg_catalog.setval('public.audit_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.data_request_id_seq', 1, false);
SELECT pg_catalog.setval('public.job_id_seq', 3, true);
SELECT pg_catalog.setval('public.reservation_id_seq', 1, true);
