import { Button } from '@wordpress/components';
import { useId, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { PlaceRecipe } from '../api/types.ts';
import { FailureNotice, Panel } from '../parts/panels.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { useLast } from '../use-last.ts';
import { useRemote } from '../use-remote.ts';
import { useResting } from '../use-resting.ts';

const QUIET_MS = 600;

/**
 * What the model is told for the shown product, word for word, for those who want to know. Asked for only when opened, and
 * changes its height then, so nothing that is to be clicked stands below it.
 */
export function ToldWords({
  productId,
  recipe,
}: {
  readonly productId: string;
  readonly recipe: PlaceRecipe;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const rested = useResting(JSON.stringify({ productId, recipe }), QUIET_MS);
  const prompt = useRemote(open ? rested : null, (signal) =>
    api.post('/recipes/prompt', { body: JSON.parse(rested), signal }),
  );
  const told = useLast(prompt.data);
  return (
    <Panel>
      <Button variant="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {__('What the model is told', 'softbox-product-photos')}
      </Button>
      <div id={id} hidden={!open}>
        <FailureNotice failure={open ? prompt.failure : null} onRetry={prompt.reload} />
        {open && prompt.loading && told === null ? <Spinner /> : null}
        {open && told ? (
          <>
            <p className="softbox-muted">
              {told.placeholder
                ? /* translators: %s: name of a model */ sprintf(
                    __('A stand-in for %s', 'softbox-product-photos'),
                    told.modelDisplayName,
                  )
                : told.modelDisplayName}
              , {told.aspect}, {told.size};{' '}
              {told.references === 0
                ? __('no photo: the place is empty.', 'softbox-product-photos')
                : sprintf(
                    /* translators: %d: number of photos */
                    _n(
                      '%d photo of the product.',
                      '%d photos of the product.',
                      told.references,
                      'softbox-product-photos',
                    ),
                    told.references,
                  )}
            </p>
            <pre className="softbox-told">{told.wording}</pre>
            <p className="softbox-muted">
              {__(
                'Nothing was sent. Each picture keeps the words it was made with.',
                'softbox-product-photos',
              )}
            </p>
          </>
        ) : null}
      </div>
    </Panel>
  );
}
