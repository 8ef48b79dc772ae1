import { useSearchParams } from '@remix-run/react';
import { Box, InlineGrid, Select, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';

/** A pause in typing, after which the list is asked anew. */
const QUIET_MS = 300;

/** Search and filters of the product list. They live in the URL, so that reload, back and a shared link keep them. */
export function ProductFilters({
  facets,
}: {
  facets: { readonly collections: readonly string[]; readonly vendors: readonly string[] };
}) {
  const [params, setParams] = useSearchParams();
  const [search, setSearch] = useState(params.get('search') ?? '');
  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        next.delete('cursor');
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  useEffect(() => {
    if (search === (params.get('search') ?? '')) return;
    const timer = setTimeout(() => set('search', search), QUIET_MS);
    return () => clearTimeout(timer);
  });
  const choices = (all: string, values: readonly string[]) => [
    { label: all, value: '' },
    ...values.map((value) => ({ label: value, value })),
  ];
  return (
    <Box padding="300">
      <InlineGrid columns={{ xs: 1, sm: 2, md: 4 }} gap="200">
        <TextField
          label="Search products"
          labelHidden
          placeholder="Search title, handle, SKU"
          value={search}
          onChange={setSearch}
          autoComplete="off"
          clearButton
          onClearButtonClick={() => setSearch('')}
        />
        <Select
          label="Collection"
          labelHidden
          options={choices('All collections', facets.collections)}
          value={params.get('collection') ?? ''}
          onChange={(value) => set('collection', value)}
        />
        <Select
          label="Vendor"
          labelHidden
          options={choices('All vendors', facets.vendors)}
          value={params.get('vendor') ?? ''}
          onChange={(value) => set('vendor', value)}
        />
        <Select
          label="Pictures"
          labelHidden
          options={[
            { label: 'With or without pictures', value: '' },
            { label: 'With pictures', value: 'with' },
            { label: 'Without pictures', value: 'without' },
          ]}
          value={params.get('pictures') ?? ''}
          onChange={(value) => set('pictures', value)}
        />
      </InlineGrid>
    </Box>
  );
}
