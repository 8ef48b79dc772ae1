import { Button } from '@wordpress/components';
import { useId, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { AssetDetail } from '../api/types.ts';
import { Badge, VerdictBadge } from '../parts/badge.tsx';
import { useNear } from '../parts/use-near.ts';
import { useRemote } from '../use-remote.ts';

type ByModel = NonNullable<NonNullable<AssetDetail['provenance']>['model']>;

/** A picture in which a model took part: what the gate said of it and, for those who want to know, what the model was told. */
export function HowMade({ assetId }: { readonly assetId: string }) {
  const { ref, near } = useNear<HTMLDivElement>();
  const [open, setOpen] = useState(false);
  const id = useId();
  const detail = useRemote(near ? assetId : null, (signal) =>
    api.get('/assets/{assetId}', { params: { assetId }, signal }),
  );
  const model = detail.data?.provenance?.model ?? null;
  const said = model?.fidelity ?? null;
  return (
    <div ref={ref} className="softbox-made">
      {detail.failure ? <p className="softbox-error">{detail.failure.message}</p> : null}
      {said ? (
        <>
          <VerdictBadge verdict={said.verdict} />
          <p>{said.sentence}</p>
        </>
      ) : null}
      {model ? (
        <>
          <Button variant="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            {__('How it was made', 'softbox-product-photos')}
          </Button>
          <div id={id} hidden={!open}>
            {open ? <Facts model={model} /> : null}
          </div>
        </>
      ) : null}
    </div>
  );
}

function Facts({ model }: { readonly model: ByModel }) {
  const last = model.draws.at(-1);
  const photos = model.references.length;
  return (
    <>
      <p className="softbox-muted">
        {model.name}
        {photos > 0
          ? ` · ${sprintf(
              /* translators: %d: number of photos */
              _n(
                '%d of your photos was shown to it',
                '%d of your photos were shown to it',
                photos,
                'softbox-product-photos',
              ),
              photos,
            )}`
          : ''}
      </p>
      {model.draws.slice(0, -1).map(({ number, verdict }) => (
        <p key={number} className="softbox-muted">
          {sprintf(
            /* translators: 1: number of a try, 2: why it was not used */
            __('Try %1$d was not used: %2$s', 'softbox-product-photos'),
            number,
            verdict?.sentence ?? '–',
          )}
        </p>
      ))}
      {last ? <pre className="softbox-told">{last.wording}</pre> : null}
    </>
  );
}

/** Says that no model drew it, but a program in its place. */
export function PlaceholderBadge() {
  return <Badge tone="warning">{__('Placeholder', 'softbox-product-photos')}</Badge>;
}
