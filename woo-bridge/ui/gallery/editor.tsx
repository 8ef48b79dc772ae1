import apiFetch from '@wordpress/api-fetch';
import { InspectorControls, useBlockProps } from '@wordpress/block-editor';
import { registerBlockType } from '@wordpress/blocks';
import {
  Disabled,
  FormTokenField,
  PanelBody,
  Placeholder,
  RangeControl,
  SelectControl,
  ToggleControl,
} from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import ServerSideRender from '@wordpress/server-side-render';

interface Attributes {
  readonly mode: 'lookbook' | 'before-after';
  readonly products: readonly number[];
  readonly columns: number;
  readonly showTitles: boolean;
}
interface Found {
  readonly id: number;
  readonly name: string;
}

/** Names and ids in one text, so that two products of one name can be told apart. */
const tokenOf = (product: Found): string => `${product.name} (#${product.id})`;
const idOf = (token: string): number => Number(/\(#(\d+)\)$/.exec(token)?.[1] ?? 0);

function ProductsField({
  ids,
  onChange,
}: {
  readonly ids: readonly number[];
  readonly onChange: (ids: number[]) => void;
}) {
  const [known, setKnown] = useState<readonly Found[]>([]);
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => {
      const query =
        search === ''
          ? ids.length > 0
            ? `include=${ids.join(',')}`
            : ''
          : `search=${encodeURIComponent(search)}`;
      apiFetch<Found[]>({ path: `/wc/store/v1/products?per_page=20&${query}` }).then(
        (found) => setKnown((before) => [...new Map([...before, ...found].map((p) => [p.id, p])).values()]),
        // without suggestions the field still takes what was chosen
        () => undefined,
      );
    }, 300);
    return () => window.clearTimeout(timer);
  }, [search, ids.join(',')]);
  const nameOf = (id: number) =>
    tokenOf(known.find((p) => p.id === id) ?? { id, name: __('Product', 'softbox-product-photos') });
  return (
    <FormTokenField
      __next40pxDefaultSize
      __nextHasNoMarginBottom
      label={__('Products', 'softbox-product-photos')}
      value={ids.map(nameOf)}
      suggestions={known.map(tokenOf)}
      onInputChange={setSearch}
      onChange={(tokens) => onChange(tokens.map((token) => idOf(String(token))).filter((id) => id > 0))}
      __experimentalExpandOnFocus
      __experimentalShowHowTo={false}
    />
  );
}

function Edit({
  attributes,
  setAttributes,
}: {
  attributes: Attributes;
  setAttributes: (next: Partial<Attributes>) => void;
}) {
  return (
    <div {...useBlockProps()}>
      <InspectorControls>
        <PanelBody title={__('Gallery', 'softbox-product-photos')}>
          <SelectControl
            __next40pxDefaultSize
            __nextHasNoMarginBottom
            label={__('Show', 'softbox-product-photos')}
            value={attributes.mode}
            options={[
              { label: __('Lookbook', 'softbox-product-photos'), value: 'lookbook' },
              { label: __('Before and after', 'softbox-product-photos'), value: 'before-after' },
            ]}
            onChange={(mode) =>
              setAttributes({ mode: mode === 'before-after' ? 'before-after' : 'lookbook' })
            }
          />
          <ProductsField ids={attributes.products} onChange={(products) => setAttributes({ products })} />
          <p>{__('None chosen: the product of the page, or the newest.', 'softbox-product-photos')}</p>
          <RangeControl
            __next40pxDefaultSize
            __nextHasNoMarginBottom
            label={__('Columns', 'softbox-product-photos')}
            min={1}
            max={6}
            value={attributes.columns}
            onChange={(columns) => setAttributes({ columns: columns ?? 3 })}
          />
          <ToggleControl
            __nextHasNoMarginBottom
            label={__('Show product names', 'softbox-product-photos')}
            checked={attributes.showTitles}
            onChange={(showTitles) => setAttributes({ showTitles })}
          />
        </PanelBody>
      </InspectorControls>
      <Disabled>
        <ServerSideRender
          block="softbox/gallery"
          attributes={{ ...attributes }}
          EmptyResponsePlaceholder={() => (
            <Placeholder
              icon="format-gallery"
              label={__('Softbox gallery', 'softbox-product-photos')}
              instructions={__(
                'Shows the pictures that you published with Softbox. There are none to show yet.',
                'softbox-product-photos',
              )}
            />
          )}
        />
      </Disabled>
    </div>
  );
}

registerBlockType('softbox/gallery', { edit: Edit as never, save: () => null });
