import { Button, CheckboxControl, SelectControl } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api, type Failure } from '../api/client.ts';
import type { Estimate, Recipe } from '../api/types.ts';
import { dollars, money } from '../format.ts';
import { FailureNotice, Panel } from '../parts/panels.tsx';
import { PlanLine } from '../parts/plan-line.tsx';
import { isPlace } from '../recipe/recipe-options.ts';
import { useRemote } from '../use-remote.ts';
import type { Images } from './use-chosen.ts';
import { type Way, WayChoice } from './way-choice.tsx';

/** The price that counts: of waiting where that was chosen and these pictures can. */
export const wayOf = ({ ways }: Estimate, canWait: boolean): Way => (canWait ? ways.wait : null) ?? ways.now;

/** How many pictures, what they cost, and the button that begins. */
export function CreatePrice({
  estimate,
  loading,
  recipe,
  images,
  onImages,
  reuse,
  canWait,
  onCanWait,
  busy,
  failure,
  onStart,
}: {
  readonly estimate: Estimate | null;
  readonly loading: boolean;
  readonly recipe: Recipe;
  readonly images: Images;
  readonly onImages: (images: Images) => void;
  /** Whether pictures that the shop has already are left out; null where it makes no difference in price. */
  readonly reuse: { readonly on: boolean; readonly onChange: (on: boolean) => void } | null;
  /** The pictures may wait for the provider's cheaper run. */
  readonly canWait: boolean;
  readonly onCanWait: (canWait: boolean) => void;
  readonly busy: boolean;
  /** Why the order or its price was refused: said where the button is. */
  readonly failure: Failure | null;
  readonly onStart: () => void;
}) {
  const many = estimate?.pictures ?? 0;
  const way = estimate && wayOf(estimate, canWait);
  return (
    <Panel>
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Photos to start from', 'softbox-product-photos')}
        value={images}
        options={[
          { label: __('The main photo of each product', 'softbox-product-photos'), value: 'main' },
          { label: __('Every photo of each product', 'softbox-product-photos'), value: 'all' },
        ]}
        onChange={(value) => onImages(value === 'all' ? 'all' : 'main')}
      />
      {estimate && way ? (
        <Price pictures={many} way={way} atMost={isPlace(recipe)} overtaken={loading} />
      ) : null}
      {estimate?.ways.wait ? (
        <WayChoice now={estimate.ways.now} wait={estimate.ways.wait} canWait={canWait} onChange={onCanWait} />
      ) : null}
      {estimate && estimate.refused.length > 0 ? (
        <p className="softbox-muted">
          {sprintf(
            /* translators: %d: number of products */
            _n(
              '%d product has no photo to start from; the others go on without it.',
              '%d products have no photo to start from; the others go on without them.',
              estimate.refused.length,
              'softbox-product-photos',
            ),
            estimate.refused.length,
          )}
        </p>
      ) : null}
      {reuse && estimate && estimate.inLibrary.length > 0 ? (
        <CheckboxControl
          __nextHasNoMarginBottom
          label={sprintf(
            /* translators: %d: number of pictures */
            _n(
              'Leave out %d picture that you have already',
              'Leave out %d pictures that you have already',
              estimate.inLibrary.length,
              'softbox-product-photos',
            ),
            estimate.inLibrary.length,
          )}
          help={__('Made from the same photo, place and model.', 'softbox-product-photos')}
          checked={reuse.on}
          onChange={reuse.onChange}
        />
      ) : null}
      {estimate && way && !way.affordable ? (
        <TooDear estimate={estimate} price={way.priceTotalMicros} />
      ) : null}
      <Button
        variant="primary"
        className="softbox-start"
        disabled={loading || many === 0 || !way?.affordable || busy}
        isBusy={busy}
        onClick={onStart}
      >
        {sprintf(
          /* translators: %d: number of pictures */
          _n('Make %d picture', 'Make %d pictures', many, 'softbox-product-photos'),
          many,
        )}
      </Button>
      <FailureNotice failure={failure} />
      <p className="softbox-muted">
        {promise(recipe)} {__('Nothing goes into your shop before you approve it.', 'softbox-product-photos')}
      </p>
    </Panel>
  );
}

/** How the product gets into the picture, in one honest sentence. */
const promise = (recipe: Recipe): string => {
  if (recipe.kind === 'redraw') {
    return __(
      'A model draws the product. Each picture is compared with your photo; one in which the product is no longer itself is made again, at most twice, and then costs nothing.',
      'softbox-product-photos',
    );
  }
  if (recipe.kind === 'scene') {
    return recipe.tint === 0
      ? __(
          "A model makes the place; the product's pixels are your photo's. You pay for finished pictures only.",
          'softbox-product-photos',
        )
      : __(
          'A model makes the place; the product takes on some of its light, and is compared with your photo. You pay for finished pictures only.',
          'softbox-product-photos',
        );
  }
  return __("Made from your own photo; the product's pixels stay as they are.", 'softbox-product-photos');
};

function Price({
  pictures,
  way,
  atMost,
  overtaken,
}: {
  readonly pictures: number;
  readonly way: Way;
  readonly atMost: boolean;
  /** Of what was chosen before; the next is on its way. */
  readonly overtaken: boolean;
}) {
  const count = sprintf(
    /* translators: %d: number of pictures */
    _n('%d picture', '%d pictures', pictures, 'softbox-product-photos'),
    pictures,
  );
  const each = sprintf(
    atMost
      ? /* translators: %s: amount of money */ __('%s each at most', 'softbox-product-photos')
      : /* translators: %s: amount of money */ __('%s each', 'softbox-product-photos'),
    money(way.priceEachMicros),
  );
  return (
    <div className="softbox-price" aria-busy={overtaken}>
      <span>{way.priceEachMicros === 0 ? count : `${count} · ${each}`}</span>
      <strong>{money(way.priceTotalMicros)}</strong>
    </div>
  );
}

/** Why it cannot be ordered: what is short, by how much is there, and what brings more. */
function TooDear({ estimate, price }: { readonly estimate: Estimate; readonly price: number }) {
  const { balanceMicros, budget } = estimate;
  const isShort = balanceMicros < price;
  const usage = useRemote(isShort ? 'plan' : null, (signal) => api.get('/usage', { signal }));
  const limits = [
    /* translators: 1: price, 2: what is left */
    [budget.day, __('This costs %1$s, and %2$s of the budget for today is left.', 'softbox-product-photos')],
    [
      budget.month,
      /* translators: 1: price, 2: what is left */
      __('This costs %1$s, and %2$s of the budget for this month is left.', 'softbox-product-photos'),
    ],
    /* translators: 1: price, 2: the most that one batch may cost */
    [
      budget.batch,
      __('This costs %1$s, and the budget allows %2$s for one batch.', 'softbox-product-photos'),
    ],
  ] as const;
  const passed = limits.flatMap(([span, words]) =>
    span !== null && span.leftMicros < price
      ? [sprintf(words, dollars(price), dollars(Math.max(0, span.leftMicros)))]
      : [],
  );
  return (
    <div className="softbox-error">
      {isShort ? (
        <p>
          {sprintf(
            /* translators: 1: price, 2: balance */
            __('This costs %1$s, and %2$s of credit is left.', 'softbox-product-photos'),
            dollars(price),
            dollars(Math.max(0, balanceMicros)),
          )}
        </p>
      ) : null}
      {passed.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {isShort && usage.data ? <PlanLine plan={usage.data.plan} /> : null}
      <p>
        {__(
          'Choose fewer products or a cheaper model, or packshot and studio, which are always free.',
          'softbox-product-photos',
        )}
      </p>
    </div>
  );
}
