import { Button, Modal } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Failure } from '../api/client.ts';
import type { Asset, Placement } from '../api/types.ts';
import { FailureNotice } from '../parts/panels.tsx';
import { Picture } from '../parts/picture.tsx';
import { PlacementSelect } from '../parts/placement-select.tsx';
import { thumbnailPath } from '../parts/use-picture.ts';
import { WordsBox } from './words-box.tsx';

/** One picture with its words; where it may be published, asks for that last. */
export function PublishDialog({
  asset,
  title,
  publish,
  onClose,
}: {
  readonly asset: Asset;
  readonly title: string;
  /** Null: its words only. */
  readonly publish: {
    readonly placement: Placement;
    readonly onPlacement: (placement: Placement) => void;
    readonly busy: boolean;
    readonly failure: Failure | null;
    readonly onPublish: () => void;
  } | null;
  readonly onClose: () => void;
}) {
  const [unsaved, setUnsaved] = useState(false);
  return (
    <Modal
      title={
        publish
          ? __('Publish this picture', 'softbox-product-photos')
          : __('Words of this picture', 'softbox-product-photos')
      }
      className="softbox-dialog"
      onRequestClose={onClose}
    >
      <div className="softbox-form">
        <div className="softbox-place__row">
          <div className="softbox-thumb">
            <Picture path={thumbnailPath(asset.id, '160')} alt={title} />
          </div>
          <strong className="softbox-clamp">{title}</strong>
        </div>
        <WordsBox assetId={asset.id} onUnsaved={setUnsaved} />
        {publish ? (
          <>
            <FailureNotice failure={publish.failure} />
            <div className="softbox-bulk">
              <Button
                variant="primary"
                isBusy={publish.busy}
                disabled={publish.busy || unsaved}
                onClick={publish.onPublish}
              >
                {__('Publish', 'softbox-product-photos')}
              </Button>
              <PlacementSelect value={publish.placement} onChange={publish.onPlacement} />
            </div>
            {unsaved ? (
              <p className="softbox-muted">
                {__(
                  'Save the words first: the picture goes out with what is saved.',
                  'softbox-product-photos',
                )}
              </p>
            ) : null}
          </>
        ) : null}
      </div>
    </Modal>
  );
}
