const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The selection that the product list put into the URL: chosen products, or the whole catalogue. */
export const selectionOf = (params: URLSearchParams) => {
  if (params.get('catalogue') === '1') return { kind: 'catalogue', images: 'main' } as const;
  const productIds = (params.get('products') ?? '').split(',').filter((id) => UUID.test(id));
  return { kind: 'products', productIds, images: 'main' } as const;
};
